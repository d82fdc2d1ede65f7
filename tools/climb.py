"""Climb degradation ladders on good photographs: `python tools/climb.py` (`make ladders`).

Grows one fault at a time (`fixtures/ladders/`) on photographs that both raters pass
(`HEADSHOT_LINT_PHOTOS` names their folder), or on the two fixture portraits where that folder is
absent, judges every rung, prints the tables and writes `docs/ladders.md` and `docs/ladders.json`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "fixtures"))

from climbing import document  # noqa: E402 - the ladders lie beside the fixtures
from climbing.photographs import FIXTURE_PLACES, SEED, Place, choose  # noqa: E402
from climbing.rungs import Climb, climb  # noqa: E402
from climbing.sections import sections  # noqa: E402
from labels import NoPhotographsError, read_labels  # noqa: E402
from ladders import LADDERS  # noqa: E402
from rich.console import Console  # noqa: E402

from headshot_lint.analyse.mesh_mediapipe import available  # noqa: E402
from headshot_lint.engine.profile import load_profile  # noqa: E402

DOCS = ROOT / "docs"


def main() -> None:
    """Climb, print, write."""
    arguments = _parse()
    places, described = _places(arguments.photos)
    climbs = _climb_all(places, arguments.profile, arguments.ladders, arguments.jobs)
    profile = load_profile(arguments.profile)
    found = sections(climbs, profile)
    console = Console(width=arguments.width)
    for section in found:
        console.print(section.terminal())
    if arguments.ladders:
        print("no document written: that takes every ladder", file=sys.stderr)
        return
    engine = "mediapipe" if available() else "onnx"
    held = document.conditions(climbs, profile.label, engine, described, SEED)
    (DOCS / "ladders.md").write_text(document.markdown(held, found), encoding="utf-8")
    (DOCS / "ladders.json").write_text(document.as_json(held, found, climbs), encoding="utf-8")


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "ladders",
        nargs="*",
        metavar="LADDER",
        help=f"climb these only: {', '.join(ladder.name for ladder in LADDERS)}",
    )
    parser.add_argument("--photos", type=_count, default=12, help="how many photographs")
    parser.add_argument("--profile", default="corporate", help="what the photos are judged for")
    parser.add_argument("--jobs", type=_count, default=2, help="photographs climbed in parallel")
    parser.add_argument("--width", type=_count, default=200, help="of the terminal, in characters")
    arguments = parser.parse_args()
    unknown = set(arguments.ladders) - {ladder.name for ladder in LADDERS}
    if unknown:
        parser.error(f"no ladder of the name {', '.join(sorted(unknown))}; see --help")
    return arguments


def _count(text: str) -> int:
    count = int(text)
    if count < 1:
        raise argparse.ArgumentTypeError(f"must be at least 1, not {count}")
    return count


def _places(count: int) -> tuple[Sequence[Place], str]:
    """Where to climb, and that in words."""
    try:
        chosen = choose(read_labels(), count)
    except NoPhotographsError as absence:
        print(f"{absence}\nclimbing on the two fixture portraits instead", file=sys.stderr)
        return FIXTURE_PLACES, "2 public-domain portraits of the fixtures, on a plain grey wall"
    sources = len({place.source for place in chosen})
    return chosen, (
        f"{len(chosen)} photographs of {sources} sources, drawn from those that both raters pass, "
        "with one person and a short side of at least 400 px; reduced to a long side of 640 px"
    )


def _climb_all(places: Sequence[Place], profile: str, names: list[str], jobs: int) -> list[Climb]:
    """Climb on every place, in processes; the outcome does not depend on their number."""
    tasks = [(number, place, profile, tuple(names)) for number, place in enumerate(places)]
    climbs: list[Climb] = []
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        for done, found in enumerate(pool.map(_climb_one, tasks), start=1):
            climbs += found
            print(f"{done} of {len(tasks)} photographs climbed", file=sys.stderr)
    return climbs


def _climb_one(task: tuple[int, Place, str, tuple[str, ...]]) -> list[Climb]:
    number, place, profile, names = task
    ladders = [ladder for ladder in LADDERS if not names or ladder.name in names]
    return climb(place.scene(), ladders, load_profile(profile), photo=number)


if __name__ == "__main__":
    main()
