"""`headshot-lint rank`: shots of one sitting in order, with what sets them apart."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from headshot_lint.cli.ranking import plain, ranking_of, ranking_options
from headshot_lint.cli.streams import put
from headshot_lint.reporters.printable import printable

if TYPE_CHECKING:
    from headshot_lint.engine.rank import Ranked, Reason

_SHOWN = 3


@click.command("rank")
@ranking_options
def command(  # noqa: PLR0913 - click fills one parameter an option
    paths: tuple[str, ...],
    *,
    output_format: str,
    config: tuple[str, ...],
    isolated: bool,
    files_from: str | None,
    stdin_filename: str | None,
    **options: Any,
) -> int:
    """Put photos in order.

    The best comes first, by the score and by how far measurements keep from their limits; what was
    hardly judged comes last. Under each photo stands what sets it apart from the best one, with the
    points that it costs; under the best, what sets it apart from the next. Files that show the same
    picture are named.
    """
    ranking = ranking_of(
        paths,
        files_from=files_from,
        stdin_filename=stdin_filename,
        config=config,
        isolated=isolated,
        options=options,
    )
    if output_format == "json":
        listed = {
            "schema": 1,
            "photos": [plain(ranked) for ranked in ranking.photos],
            "same_picture": [list(group) for group in ranking.groups],
        }
        put(json.dumps(listed, indent=2, ensure_ascii=False) + "\n")
    else:
        put("".join(_told(ranked) for ranked in ranking.photos))
    return 0


def _told(ranked: Ranked) -> str:
    report = ranked.report
    lines = [f"{ranked.place:>3}. {report.score:>5g}  {report.verdict}  {printable(ranked.path)}"]
    if ranked.like is not None:
        lines.append(f"       the same picture as {printable(ranked.like)}")
    lines += [f"       {_reason(reason)}" for reason in ranked.reasons[:_SHOWN]]
    return "\n".join(lines) + "\n"


def _reason(reason: Reason) -> str:
    sign = "−" if reason.points > 0 else "+"  # noqa: RUF001 - a minus is meant
    told = f"{sign}{abs(reason.points):.1f} {reason.code} {reason.name}"
    return f"{told}: {printable(reason.message)}" if reason.message else told
