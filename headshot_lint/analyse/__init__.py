"""From the arrays of a shot to its facts: one provider a file."""
