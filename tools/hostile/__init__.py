"""Pictures as an attacker, a broken disk or an odd program would make them, and what comes of them.

Everything is made on the fly from a seed and the pictures below `fixtures/`; `tools/withstand.py`
runs it.
"""
