"""How crops, fixes and orders do on labelled photographs; the sections of `docs/mend.md`."""
