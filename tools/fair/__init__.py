"""Whether the linter treats skin tones, glasses and head coverings alike; see docs/fairness.md."""
