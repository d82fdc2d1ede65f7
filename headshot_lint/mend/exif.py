"""Erasing entries of EXIF where they lie: nothing moves, so that every other entry stays true.

EXIF is a TIFF structure whose entries point into one block, and makers' notes hold offsets of their
own that nobody else knows: a block that is written anew breaks them. Here bytes are overwritten
with zeros, and no length changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from headshot_lint.photo.metadata import EXIF_TEXT_TAGS, is_prompt

GPS_TAG, EXIF_TAG, USER_COMMENT_TAG, ORIENTATION_TAG = 0x8825, 0x8769, 0x9286, 0x0112

_TYPE_BYTES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_MOST_ENTRIES = 4096
_MOST_DIRECTORIES = 16  # in a chain: a loop would have no end


class MalformedError(ValueError):
    """The block is no sound TIFF structure: what cannot be read is not changed."""


@dataclass(frozen=True)
class _Entry:
    """One entry of a directory: tag, place of the entry, and where its value lies."""

    tag: int
    at: int
    value_at: int
    value_bytes: int


@dataclass
class _Block:
    """A TIFF structure inside a larger file."""

    data: bytearray
    start: int

    def __post_init__(self) -> None:
        head = bytes(self.data[self.start : self.start + 4])
        if head not in (b"II*\0", b"MM\0*"):
            raise MalformedError("no TIFF header")
        self.order: Literal["little", "big"] = "little" if head[:1] == b"I" else "big"

    def number(self, at: int, size: int) -> int:
        """The unsigned number of `size` bytes at an offset of the block."""
        raw = self.data[self.start + at : self.start + at + size]
        if at < 0 or len(raw) < size:
            raise MalformedError("an offset points beyond the file")
        return int.from_bytes(raw, self.order)

    def directories(self) -> Iterator[int]:
        """Offsets of the directories of the chain: picture, thumbnail."""
        at = self.number(4, 4)
        for _ in range(_MOST_DIRECTORIES):
            if at == 0:
                return
            yield at
            at = self.number(at + 2 + 12 * self.number(at, 2), 4)

    def entries(self, directory: int) -> Iterator[_Entry]:
        """The entries of a directory."""
        count = self.number(directory, 2)
        if count > _MOST_ENTRIES:
            raise MalformedError(f"{count} entries")
        for at in range(directory + 2, directory + 2 + 12 * count, 12):
            size = _TYPE_BYTES.get(self.number(at + 2, 2), 1) * self.number(at + 4, 4)
            value_at = at + 8 if size <= 4 else self.number(at + 8, 4)
            if size and value_at + size > len(self.data) - self.start:
                raise MalformedError("a value lies beyond the file")
            yield _Entry(self.number(at, 2), at, value_at, size)

    def value(self, entry: _Entry) -> bytes:
        """The raw value of an entry."""
        at = self.start + entry.value_at
        return bytes(self.data[at : at + entry.value_bytes])

    def put(self, at: int, value: int, size: int) -> None:
        """Overwrite a number."""
        self.data[self.start + at : self.start + at + size] = value.to_bytes(size, self.order)

    def wipe(self, at: int, size: int) -> None:
        """Overwrite bytes with zeros."""
        self.data[self.start + at : self.start + at + size] = bytes(size)


def erase_place(data: bytearray, start: int) -> None:
    """Empty the GPS directory of a TIFF structure, and its values.

    Args:
        data: a file, changed in place.
        start: where the TIFF header begins in it.

    Raises:
        MalformedError: the structure cannot be read; nothing was changed.
    """
    block = _Block(data, start)
    found = [
        (block.number(entry.at + 8, 4), list(block.entries(block.number(entry.at + 8, 4))))
        for directory in block.directories()
        for entry in block.entries(directory)
        if entry.tag == GPS_TAG
    ]
    for directory, entries in found:
        for entry in entries:
            block.wipe(entry.value_at, entry.value_bytes)
        # A directory without entries: its count is 0, and so is the offset of the next.
        block.wipe(directory, 2 + 12 * len(entries) + 4)


def erase_prompts(data: bytearray, start: int) -> None:
    """Empty the texts of a TIFF structure that hold a generator's prompt.

    Raises:
        MalformedError: as above.
    """
    block = _Block(data, start)
    texts = {int(tag) for tag in EXIF_TEXT_TAGS}
    found: list[_Entry] = []
    for directory in block.directories():
        for entry in block.entries(directory):
            if entry.tag in texts and is_prompt(_text(block.value(entry))):
                found.append(entry)
            elif entry.tag == EXIF_TAG:
                within = block.entries(block.number(entry.at + 8, 4))
                found += [
                    each
                    for each in within
                    if each.tag == USER_COMMENT_TAG and is_prompt(block.value(each))
                ]
    for entry in found:
        block.wipe(entry.value_at, entry.value_bytes)


def settle(data: bytearray, start: int) -> None:
    """Say of a TIFF structure that the picture stands upright, and forget its old thumbnail.

    Raises:
        MalformedError: as above.
    """
    block = _Block(data, start)
    first = block.number(4, 4)
    entries = list(block.entries(first))
    following = first + 2 + 12 * block.number(first, 2)
    block.number(following, 4)
    for entry in entries:
        if entry.tag == ORIENTATION_TAG:
            block.put(entry.value_at, 1, 2)
    block.wipe(following, 4)


def _text(value: bytes) -> str:
    return value.split(b"\0", 1)[0].decode("latin-1")
