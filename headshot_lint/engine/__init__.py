"""From a photo to a report: profiles, rules, score."""
