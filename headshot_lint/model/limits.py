"""What a photo may cost where its cost is limited."""

from __future__ import annotations

DEFAULT_TIMEOUT_S = 60.0
"""A photo of 75 megapixels takes about 3 seconds on a core; this leaves room for a busy machine."""
