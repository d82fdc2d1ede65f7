"""Findings that are waived, photo by photo: read, matched with a report, written.

A waiver holds for one rule on one content: it names the SHA-256 of the photo, so that a photo that
is changed loses it. Status, score and verdict stay as measured; what changes is what a run fails on
and what reports list.
"""
