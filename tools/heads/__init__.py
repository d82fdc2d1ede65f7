"""Fitting of the learned heads: what they see, how they are fitted, how well they do."""
