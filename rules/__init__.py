"""The built-in rules: one fault a file."""
