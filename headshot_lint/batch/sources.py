"""From what a user names to the photos in it: folders, patterns, lists of addresses, tar shards."""

from __future__ import annotations

import os
import tarfile
from collections.abc import Iterable, Iterator
from glob import has_magic
from pathlib import PurePosixPath
from typing import Any

from headshot_lint.batch.item import Item, open_place
from headshot_lint.config.photos import SUFFIXES
from headshot_lint.model.errors import HeadshotLintError

_PACKED = (".tar.gz", ".tgz", ".tar.bz2", ".tar.xz", ".tar.zst")
_FROM_THE_WEB = ("http", "https")


def find_items(sources: Iterable[str]) -> Iterator[Item]:
    """Yield the photos of all sources, one after the other, as they are found.

    A source is a photo, a folder that is searched to the bottom, a pattern, or a tar file, anywhere
    that fsspec reaches. Shards within a folder are opened as well. What a web address holds is a
    photo, or a shard where it ends with `.tar`.

    Raises:
        HeadshotLintError: a source leads nowhere, or cannot be listed.
    """
    for source in sources:
        file_system, path = open_place(source)
        try:
            if source.partition("://")[0] in _FROM_THE_WEB:
                yield from _file(file_system, path, source, None)
            elif has_magic(path):
                yield from _pattern(file_system, path, source)
            else:
                yield from _place(file_system, path, source)
        except (OSError, tarfile.TarError) as error:
            raise HeadshotLintError(
                f"{source}: {type(error).__name__}: {error}", hint="check the path and its rights"
            ) from error


def _place(file_system: Any, path: str, source: str) -> Iterator[Item]:
    try:
        info = file_system.info(path)
    except FileNotFoundError:
        raise HeadshotLintError(f"there is nothing at {source!r}", hint="check the path") from None
    if info["type"] == "directory":
        yield from _folder(file_system, path, source)
    else:
        yield from _file(file_system, path, source, _etag(info))


def _pattern(file_system: Any, path: str, source: str) -> Iterator[Item]:
    found = file_system.glob(path, detail=True)
    if not found:
        raise HeadshotLintError(f"nothing matches {source!r}", hint="check the pattern")
    for place, info in sorted(found.items()):
        address = _address(file_system, place, source)
        if info["type"] == "directory":
            yield from _folder(file_system, place, address)
        else:
            yield from _file(file_system, place, address, _etag(info))


def _folder(file_system: Any, path: str, source: str) -> Iterator[Item]:
    """Search a folder, one level at a time: a million names need not be held at once."""
    for parent, folders, files in file_system.walk(path, detail=True):
        for name in [name for name in folders if name.startswith(".")]:
            del folders[name]
        for name in sorted(files):
            lower = name.lower()
            if name.startswith(".") or not lower.endswith((*SUFFIXES, ".tar", *_PACKED)):
                continue
            place = f"{parent.rstrip('/')}/{name}"
            inner = place.removeprefix(path.rstrip("/"))
            address = f"{source.rstrip('/')}{inner}".removeprefix("./")
            yield from _file(file_system, place, address, _etag(files[name]))


def _file(file_system: Any, place: str, address: str, etag: str | None) -> Iterator[Item]:
    if address.lower().endswith(_PACKED):
        raise HeadshotLintError(
            f"{address} is a compressed archive, of which no part can be read alone",
            hint="unpack it to a plain .tar: photos do not get smaller by it",
        )
    if address.lower().endswith(".tar"):
        yield from _shard(file_system, place, address)
    else:
        yield Item(path=address, url=address, etag=etag)


def _shard(file_system: Any, place: str, address: str) -> Iterator[Item]:
    """The photos of a tar file, such as a webdataset's: only its headers are read here."""
    with file_system.open(place, "rb") as raw, tarfile.open(fileobj=raw, mode="r:") as archive:
        for member in archive:
            suffix = PurePosixPath(member.name).suffix.lower()
            if member.isreg() and suffix in SUFFIXES:
                yield Item(
                    path=f"tar://{member.name}::{address}",
                    url=address,
                    offset=member.offset_data,
                    size=member.size,
                )
            archive.members.clear()  # type: ignore[attr-defined]  # else it keeps every header


def _address(file_system: Any, place: str, source: str) -> str:
    """What leads to a place that a pattern found, written as the source is."""
    if "://" in source:
        return str(file_system.unstrip_protocol(place))
    return place if os.path.isabs(source) else os.path.relpath(place)  # noqa: PTH117 - as text


def _etag(info: dict[str, Any]) -> str | None:
    """What an object store says of the content; files of a disk tell nothing that is sure."""
    etag = info.get("ETag") or info.get("etag")
    return None if etag is None else str(etag).strip('"')
