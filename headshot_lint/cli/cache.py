"""`headshot-lint cache`: where the facts of photos are kept, how many, and away with them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from headshot_lint.cli.options import cache_dir_option, config_options, given
from headshot_lint.cli.streams import put, say
from headshot_lint.model.errors import HeadshotLintError

if TYPE_CHECKING:
    from headshot_lint.cache.store import Store, Usage

T = TypeVar("T")


@click.group("cache")
def command() -> None:
    """Show or clear the cache of facts.

    What was measured of a photo is kept, so that it is not measured again: numbers and words, no
    pixels, no names, no verdicts. Rules judge at every run.
    """


@command.command("dir")
@cache_dir_option
@config_options
def directory(**options: Any) -> int:
    """Print the folder of the cache."""
    put(f"{_store(**options).root}\n")
    return 0


@command.command("info")
@cache_dir_option
@config_options
@click.option(
    "--output-format", type=click.Choice(["text", "json"]), default="text", show_default=True
)
def info(*, output_format: str, **options: Any) -> int:
    """Print what the cache holds."""
    store = _store(**options)
    usage = _tried(store.usage)
    put(_as_json(store, usage) if output_format == "json" else _as_text(store, usage))
    return 0


@command.command("clear")
@cache_dir_option
@config_options
def clear(**options: Any) -> int:
    """Remove everything that the cache holds."""
    store = _store(**options)
    usage = _tried(store.clear)
    noun = "photo" if usage.photos == 1 else "photos"
    say("note", f"removed the facts of {usage.photos:,} {noun} ({_size(usage)}) from {store.root}")
    return 0


def _store(*, config: tuple[str, ...], isolated: bool, **options: Any) -> Store:
    from headshot_lint.cache.store import Store
    from headshot_lint.config.resolve import Resolver
    from headshot_lint.config.said import said

    run = Resolver(said(given(options), config, isolated=isolated)).run()

    return Store(Path(run.cache_dir.value))


def _tried(action: Callable[[], T]) -> T:
    try:
        return action()
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        raise HeadshotLintError(
            f"{place}{error.strerror or error}",
            hint="check the owner and the permissions of the folder",
        ) from error


def _as_json(store: Store, usage: Usage) -> str:
    from headshot_lint.cache.store import MAX_BYTES

    shown = {
        "folder": str(store.root),
        "photos": usage.photos,
        "bytes": usage.size_bytes,
        "limit_bytes": MAX_BYTES,
        "oldest": _oldest(usage),
    }
    return json.dumps(shown, indent=2) + "\n"


def _as_text(store: Store, usage: Usage) -> str:
    from headshot_lint.cache.store import MAX_BYTES
    from headshot_lint.cli.table import table
    from headshot_lint.reporters.printable import printable

    rows = [
        ("folder", printable(str(store.root))),
        ("photos", f"{usage.photos:,}"),
        ("size", f"{_size(usage)} of at most {MAX_BYTES / 1e6:.0f} MB"),
    ]
    if usage.oldest_s is not None:
        rows.append(("oldest", _oldest(usage) or ""))
    return table(rows)


def _oldest(usage: Usage) -> str | None:
    """The time of the least recent use, to the second, in UTC."""
    if usage.oldest_s is None:
        return None
    return datetime.fromtimestamp(usage.oldest_s, UTC).isoformat(timespec="seconds")


def _size(usage: Usage) -> str:
    return f"{usage.size_bytes / 1e6:.1f} MB"
