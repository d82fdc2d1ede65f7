"""Making better files of photos: crops for a profile, and faults that need no new photo.

What is written was judged before: no fix is kept that makes another rule fail or takes from another
category, and nothing is shown that the photo does not hold.
"""
