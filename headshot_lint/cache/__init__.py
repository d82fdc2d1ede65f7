"""Facts of photos measured before, kept on disk: facts, never verdicts.

A fact depends on the bytes of the photo and on what measured it, and on nothing that a user sets;
so another profile, other limits and another selection read the same facts. Nothing of the picture
is kept but these numbers and words, and no file name.
"""
