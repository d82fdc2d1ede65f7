"""`headshot-lint crop`: the best crop of photos for a profile, as files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from headshot_lint.cli.inputs import photos_of
from headshot_lint.cli.options import (
    config_options,
    engine_option,
    file_options,
    given,
    profile_option,
)
from headshot_lint.cli.streams import put, say
from headshot_lint.cli.targets import Targets, out_option, overwrite_option, require_files
from headshot_lint.model.errors import EXIT_FINDINGS, EXIT_USAGE, HeadshotLintError
from headshot_lint.reporters.printable import printable

if TYPE_CHECKING:
    from headshot_lint.analyse.view import LandmarkEngine
    from headshot_lint.config.resolve import Resolver
    from headshot_lint.engine.profile import Profile
    from headshot_lint.mend.crop import Cropped, Refused


@dataclass(frozen=True)
class Outcome:
    """What came of one photo for one profile."""

    photo: str
    profile: Profile
    made: Cropped | Refused
    target: Path | None = None
    trouble: str = ""

    @property
    def ok(self) -> bool:
        """Whether the crop is there."""
        return self.target is not None and not self.trouble


@click.command("crop")
@click.argument("paths", nargs=-1, type=click.Path())
@profile_option
@click.option("--all-profiles", is_flag=True, help="Make a crop for every profile that can be met.")
@click.option(
    "--aspect",
    metavar="W:H",
    callback=lambda _ctx, _param, text: _aspect(text),
    help="Width to height, where the profile leaves it open, as 4:5.",
)
@out_option
@overwrite_option
@click.option(
    "--output-format",
    type=click.Choice(["text", "json"]),
    default="text",
    help="How what was done is told.",
)
@engine_option
@config_options
@file_options
def command(  # noqa: PLR0913 - click fills one parameter an option
    paths: tuple[str, ...],
    *,
    all_profiles: bool,
    aspect: float | None,
    out: str | None,
    overwrite: bool,
    output_format: str,
    config: tuple[str, ...],
    isolated: bool,
    files_from: str | None,
    stdin_filename: str | None,
    **options: Any,
) -> int:
    """Crop photos for a profile.

    Writes the best crop of each photo: shape, size of the head, eye line, level, pixels, format
    and bytes as the profile asks, in sRGB, resampled once. A crop that would need pixels that the
    photo does not have is refused, with the reason. The originals stay as they are.

    Exit code: 0 every crop was made, 1 some were refused, 2 usage or configuration.
    """
    from headshot_lint.config.resolve import Resolver
    from headshot_lint.config.said import said

    if all_profiles and options.get("profile"):
        raise HeadshotLintError("--profile and --all-profiles exclude each other")
    resolver = Resolver(said(given(options), config, isolated=isolated))
    photos = photos_of(paths, files_from, stdin_filename, resolver).paths
    require_files(photos, "crop")
    if not photos:
        say("error", "no photos found", hint="name files, or folders that hold pictures")
        return EXIT_USAGE
    targets = Targets.of(out, overwrite=overwrite, photos=photos)
    outcomes = []
    for photo in photos:
        for profile in _profiles(resolver, photo, all_profiles=all_profiles):
            outcome = _crop(photo, profile, aspect, resolver.run().engine.value, targets)
            outcomes.append(outcome)
            if output_format == "text":
                put(_told(outcome))
    if output_format == "json":
        listed = {"schema": 1, "crops": [_plain(outcome) for outcome in outcomes]}
        put(json.dumps(listed, indent=2, ensure_ascii=False) + "\n")
    if any(outcome.trouble for outcome in outcomes):
        return EXIT_USAGE
    # Of all profiles, those are made that can be: the others are no failure.
    return 0 if all_profiles or all(outcome.ok for outcome in outcomes) else EXIT_FINDINGS


def _aspect(text: str | None) -> float | None:
    if text is None:
        return None
    parts = text.replace("x", ":").split(":")
    try:
        width, height = (float(part) for part in parts)
        if min(width, height) > 0 and 0.1 <= width / height <= 10:
            return width / height
    except ValueError:
        pass
    raise HeadshotLintError(
        f"--aspect {text!r} is no width and height", hint="write W:H, as in --aspect 4:5"
    )


def _profiles(resolver: Resolver, photo: str, *, all_profiles: bool) -> Iterator[Profile]:
    from headshot_lint.engine.profile import profile_names
    from headshot_lint.engine.settings import make_settings

    settings = resolver.settings(photo)
    if not all_profiles:
        yield settings.resolved
        return
    for name in profile_names():
        yield make_settings(settings, name).resolved


def _crop(
    photo: str,
    profile: Profile,
    aspect: float | None,
    engine: LandmarkEngine,
    targets: Targets,
) -> Outcome:
    from headshot_lint.mend.crop import Refused, crop_photo
    from headshot_lint.mend.writing import write_whole
    from headshot_lint.model.errors import Unreadable
    from headshot_lint.photo import LoadLimits
    from headshot_lint.photo.source import read_bytes

    try:
        data = read_bytes(photo, LoadLimits())
    except Unreadable as refusal:
        return Outcome(photo, profile, Refused((refusal.message,)))
    made = crop_photo(data, photo, profile, aspect=aspect, engine=engine)
    if isinstance(made, Refused):
        return Outcome(photo, profile, made)
    target = targets.path(photo, profile.name, made.suffix)
    try:
        targets.require_free(target, made.data)
        write_whole(target, made.data)
    except HeadshotLintError as error:
        say("error", error.message, hint=error.hint)
        return Outcome(photo, profile, made, target, error.message)
    return Outcome(photo, profile, made, target)


def _told(outcome: Outcome) -> str:
    from headshot_lint.mend.crop import Refused

    name, made = printable(outcome.photo), outcome.made
    if isinstance(made, Refused):
        reasons = "".join(f"    {printable(reason)}\n" for reason in made.reasons)
        return (
            f"✗ {name}: no crop for {outcome.profile.name}; the best within the picture:\n{reasons}"
        )
    if outcome.trouble or outcome.target is None:
        return f"✗ {name}: not written\n"
    width, height = made.composition.size
    turn = made.composition.window.turn_deg
    turned = f", turned by {abs(turn):.0f}°" if turn else ""
    what = f"{width} x {height} px{turned} · {len(made.data) / 1000:.1f} kB"
    score = f"score {made.before.score:.0f} → {made.after.score:.0f} for {outcome.profile.label}"
    still = (f"    still fails: {printable(r.message)} ({r.code} {r.name})" for r in made.failing)
    notes = (*(f"    {printable(note)}" for note in made.notes), *still)
    lines = [f"✓ {name} → {printable(str(outcome.target))}", f"    {what} · {score}", *notes]
    return "\n".join(lines) + "\n"


def _plain(outcome: Outcome) -> dict[str, object]:
    from headshot_lint.mend.crop import Refused

    made = outcome.made
    told: dict[str, object] = {
        "path": outcome.photo,
        "profile": outcome.profile.label,
        "written": str(outcome.target) if outcome.ok else None,
    }
    if isinstance(made, Refused):
        return told | {"refused": list(made.reasons)}
    window = made.composition.drawn
    return told | {
        "refused": [outcome.trouble] if outcome.trouble else [],
        "width": made.composition.size[0],
        "height": made.composition.size[1],
        "bytes": len(made.data),
        "window": {
            "x": round(window.x, 2),
            "y": round(window.y, 2),
            "width": round(window.width, 2),
            "height": round(window.height, 2),
            "turn_deg": round(window.turn_deg, 2),
        },
        "score_before": made.before.score,
        "score_after": made.after.score,
        "still_failing": [result.code for result in made.failing],
        "notes": list(made.notes),
    }
