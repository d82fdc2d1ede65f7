"""How well scores, rules and rivals agree with raters; the sections of `docs/accuracy.md`."""
