"""Photos by the million: sources of any kind to rows of Parquet, on one machine or on Ray.

>>> from headshot_lint.batch.scorer import BatchScorer
>>> table = BatchScorer()({"path": ["ada.jpg", "s3://bucket/bob.jpg"]})  # doctest: +SKIP

See `docs/how-to-batch.md`.
"""
