"""Names that the command line and the configuration share, free of imports."""

STDIN = "-"
"""The argument that stands for standard input."""
