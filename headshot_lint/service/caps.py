"""How much a server takes on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Caps:
    """Caps of a server.

    Attributes:
        max_bytes: of an upload; counted while it is read, whatever the request promises.
        max_pixels: of a photo, by its header.
        workers: photos judged at a time, one core each.
        waiting: requests that may wait for a worker, their photos in memory.
        upload_s: time within which an upload must be complete.
    """

    max_bytes: int = 25_000_000
    max_pixels: int = 75_000_000
    workers: int = 1
    waiting: int = 8
    upload_s: float = 30.0
