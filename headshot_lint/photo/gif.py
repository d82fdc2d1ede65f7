"""GIF blocks, read without decoding, each walk with a limit on its steps."""

from __future__ import annotations

_HEADER_BYTES = 13
_EXTENSION, _PICTURE = 0x21, 0x2C


def blocks_before_picture(data: bytes, most: int) -> int:
    """Return the number of sub-blocks in extensions ahead of the first picture, `most` at most."""
    at, blocks = _after_palette(data, 10, _HEADER_BYTES), 0
    while at < len(data) and data[at] == _EXTENSION and blocks < most:
        at, walked = _after_blocks(data, at + 2, most - blocks)
        blocks += walked + 1
    return blocks


def count_frames(data: bytes, most: int, most_blocks: int) -> int:
    """Return the number of pictures: at most `most`, as far as `most_blocks` sub-blocks go."""
    at, frames, left = _after_palette(data, 10, _HEADER_BYTES), 0, most_blocks
    while at < len(data) and frames < most and left > 0:
        if data[at] == _EXTENSION:
            at += 2
        elif data[at] == _PICTURE:
            if at + 10 >= len(data):
                break
            frames += 1
            at = _after_palette(data, at + 9, at + 10) + 1
        else:
            break
        at, walked = _after_blocks(data, at, left)
        left -= walked + 1
    return max(frames, 1)


def _after_palette(data: bytes, flags_at: int, start: int) -> int:
    """Return where what follows a palette begins, if the flags say that there is one."""
    flags = data[flags_at] if flags_at < len(data) else 0
    return start + (3 << (flags & 7) + 1 if flags & 0x80 else 0)


def _after_blocks(data: bytes, start: int, most: int) -> tuple[int, int]:
    """Walk sub-blocks to their end or `most`; return where that is, and how many there were."""
    at = start
    for walked in range(most):
        if at >= len(data) or data[at] == 0:
            return at + 1, walked
        at += 1 + data[at]
    return at, most
