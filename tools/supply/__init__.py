"""What headshot-lint is made of: packages, licences, models."""
