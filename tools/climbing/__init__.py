"""Climbs of degradation ladders, what they show of the rules, and `docs/ladders.md`."""
