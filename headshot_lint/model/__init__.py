"""Plain data: verdicts, rules, options, facts. Free of numpy."""
