"""`headshot-lint annotate`: one photo with what was found drawn into it."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING, Any

import click

from headshot_lint.cli.options import config_options, given, rule_options
from headshot_lint.cli.streams import put, say
from headshot_lint.model.errors import HeadshotLintError

if TYPE_CHECKING:
    from headshot_lint.cli.report_file import ReportFile
    from headshot_lint.draw.terminal import Protocol
    from headshot_lint.engine.settings import Settings
    from headshot_lint.measure.arrays import RgbImage

# Here and not read from `draw`, so that `--help` loads no picture library.
LAYERS = ("findings", "face", "landmarks", "thirds", "circle")
MAPS = ("light", "background")
_WIDEST = 80


def _layers(_ctx: click.Context, _param: click.Parameter, typed: str) -> tuple[str, ...]:
    if typed.strip().lower() == "all":
        return LAYERS
    wanted = tuple(name.strip().lower() for name in typed.split(",") if name.strip())
    unknown = [name for name in wanted if name not in (*LAYERS, "none")]
    if unknown:
        raise HeadshotLintError(
            f"--layers: there is no layer {unknown[0]!r}",
            hint=f"layers are {', '.join(LAYERS)}, all and none",
        )
    return wanted


@click.command("annotate")
@click.argument("photo", type=click.Path())
@click.option(
    "-o",
    "--output-file",
    metavar="PATH",
    help="The PNG to write.  [default: the terminal, where it shows pictures]",
)
@click.option(
    "--layers",
    metavar="NAMES",
    default="findings,face",
    show_default=True,
    callback=_layers,
    help=f"What is drawn, separated by commas: {', '.join(LAYERS)}, all or none.",
)
@click.option(
    "--map",
    "map_name",
    type=click.Choice(MAPS),
    help="Draw on a false-colour map of the light or of the background in place of the photo.",
)
@rule_options
@config_options
def command(  # noqa: PLR0913 - click fills one parameter an option
    photo: str,
    *,
    output_file: str | None,
    layers: tuple[str, ...],
    map_name: str | None,
    config: tuple[str, ...],
    isolated: bool,
    **options: Any,
) -> int:
    """Draw what was found into one photo.

    PHOTO is a file, or - for standard input. The picture goes to the file of -o; without one it is
    shown in the terminal, if that can show pictures (kitty, iTerm2, sixels). The exit code says
    whether it could be drawn, not what was found.
    """
    from headshot_lint.config.resolve import Resolver
    from headshot_lint.config.said import said

    place = _place(output_file, photo)
    settings = Resolver(said(given(options), config, isolated=isolated)).settings(photo)
    drawn = _drawn(photo, settings, layers, map_name)
    _deliver(drawn, place)
    return 0


def _place(output_file: str | None, photo: str) -> ReportFile | Protocol:
    """Where the picture goes, tried before the work.

    Raises:
        HeadshotLintError: nowhere, or over the photo itself.
    """
    if output_file is None:
        from headshot_lint.cli.terminal import picture_protocol

        protocol = picture_protocol(sys.stdout, os.environ)
        if protocol is None:
            raise HeadshotLintError(
                "this terminal shows no pictures"
                if sys.stdout.isatty()
                else "standard output is no terminal that could show a picture",
                hint="name a file for it: -o annotated.png",
            )
        return protocol
    from headshot_lint.cli.report_file import ReportFile

    file = ReportFile(output_file)
    if str(file.target) == os.path.realpath(photo):
        raise HeadshotLintError(
            f"the picture would replace the photo {output_file!r}", hint="name another file for it"
        )
    return file


def _drawn(
    photo: str, settings: Settings, layers: tuple[str, ...], map_name: str | None
) -> RgbImage:
    """Judge the photo and draw into it.

    Raises:
        HeadshotLintError: it cannot be read, or has no such map.
    """
    from headshot_lint.draw.album import map_of
    from headshot_lint.draw.geometry import geometry_of
    from headshot_lint.draw.maps import MAP_BANDS
    from headshot_lint.draw.overlay import annotate
    from headshot_lint.engine.judge import judge_photo
    from headshot_lint.engine.sources import writable
    from headshot_lint.model.errors import Unreadable
    from headshot_lint.photo import load
    from headshot_lint.shot import Shot

    try:
        loaded = load(photo)
    except Unreadable as refusal:
        raise HeadshotLintError(f"{photo!r} {refusal.reason}", hint=refusal.hint) from refusal
    shot = Shot(loaded)
    report = judge_photo(writable(photo), shot, loaded.sha256, settings.resolved)
    image = shot.work if map_name is None else map_of(shot, map_name)
    if image is None:
        raise HeadshotLintError(
            f"there is no map of the {map_name} of {photo!r}: next to no background was found",
            hint="leave --map out, or take --map light",
        )
    legend = MAP_BANDS[map_name] if map_name else ()
    return annotate(image, report, geometry_of(shot), layers, legend)


def _deliver(drawn: RgbImage, place: ReportFile | Protocol) -> None:
    from headshot_lint.draw.terminal import Protocol, for_terminal, to_png

    if isinstance(place, Protocol):
        columns, rows = shutil.get_terminal_size((_WIDEST, 24))
        # A column is about half as wide as a line is high: the picture shall fit upright.
        height, width = drawn.shape[:2]
        upright = int(2 * max(rows - 2, 8) * width / height)
        put(for_terminal(drawn, place, max(1, min(columns - 1, _WIDEST, upright))))
        return
    try:
        place.write_bytes(to_png(drawn))
    except OSError as error:
        raise HeadshotLintError(
            f"the picture could not be written to {place.name!r}: {error.strerror or error}",
            hint="free the place and run again",
        ) from error
    if sys.stderr.isatty():
        say("note", f"drawn to {place.name}")
