"""Whether the linter treats skin tones, glasses and head coverings alike: `make fairness`.

Runs the linter on labelled photographs (`HEADSHOT_LINT_PHOTOS` names their folder), groups them by
the tone of the lit skin, gives thirty sitters each of the ten Monk tones, prints the tables and
writes `docs/fairness.md` and `docs/fairness.json`. No name of a photograph enters a document.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Sequence
from pathlib import Path

from evaluation.tables import Section
from fair import document, ladder, rates
from fair.groups import AttributesError, attribute_groups, tone_groups
from fair.look import Looked, look_at
from labels import NoPhotographsError, read_labels
from rich.console import Console

from headshot_lint.engine.profile import load_profile

HEAD = """\
# Fairness

Written by `python tools/fairness.py` (`make fairness`). Whether the linter is harder on some skin
tones than on others, and on people who wear glasses or cover their heads.

Two questions, two methods. *By group*: do photographs that both raters pass fail more often in one
group than in another? These are real photographs; groups differ in more than skin (photographers,
light, sources), and the raters, two vision models, may have leanings of their own. *Ten tones*:
does the answer for one and the same photograph change when its skin gets another tone? There
everything else is equal, but the tones are computed, and how much of the light the surface of the
skin reflects is estimated.

**Skin tone is measured, not labelled**: the individual typology angle, `atan2(L* - 50, b*)` in
degrees, of the lit half of cheeks and forehead, in the classes of Chardon et al. (1991). Classes
are merged until a group has twenty passed photographs. The angle follows exposure as well: a pale
face in an underexposed photograph is taken for a darker one. Black-and-white photographs and those
that a rater calls tinted are left out. The angle says nothing of who somebody is.
"""

NO_LIST = """\
Glasses and head coverings are **not measured**: the labels have no column for them, and no measure
of the linter is made to find them. A list made by eye adds the tables (`--attributes`: CSV with a
column `sha256` and a column each of yes and no)."""

LISTED = """\
No label has a column for it: {count} photographs were listed by eye, by one vision model, in a file
outside the project, by the hash of the file. It is not a third rating."""


def main() -> None:
    """Measure, print, write."""
    arguments = _parse()
    profile = load_profile(arguments.profile)
    try:
        labels = read_labels()
        looked = look_at(labels, profile, arguments.engine, arguments.jobs)
        worn = _worn(looked, arguments.attributes)
    except (NoPhotographsError, AttributesError) as failure:
        print(f"error: {failure}", file=sys.stderr)
        raise SystemExit(2) from None
    groups = tone_groups(looked)
    sitters = ladder.choose(looked, arguments.sitters)
    ladders = ladder.climb(sitters, profile, arguments.engine, arguments.jobs)
    sections = [
        rates.alarms_section(
            "tone_alarms", "Skin tone: verdicts on passed photographs", "", groups
        ),
        rates.rules_section(
            "tone_firing", "Skin tone: rules on passed photographs", groups, profile
        ),
        rates.calibration_section("tone_calibration", "Skin tone: score and rating", groups),
        ladder.rules_section(ladders, profile),
        ladder.score_section(ladders),
        ladder.exposure_section(ladders),
        *worn,
    ]
    console = Console(width=arguments.width)
    for section in sections:
        console.print(section.terminal())
    counts = {
        "labelled": len(looked),
        "with a skin tone": sum(not math.isnan(one.ita_deg) for one in looked),
        "of them passed by both raters": sum(len(group.passed) for group in groups),
        "re-toned": len(sitters),
    }
    held = document.conditions(profile.label, arguments.engine, counts)
    document.write("fairness", HEAD, held, sections)


def _worn(looked: Sequence[Looked], file: Path | None) -> list[Section]:
    title = "Glasses and head coverings"
    if file is None:
        return [Section("worn", title, NO_LIST, ("",), ())]
    sections = []
    for name, groups in attribute_groups(looked, file).items():
        text = LISTED.format(count=sum(len(group.members) for group in groups))
        key = name.replace(" ", "_")
        words = f"{name.capitalize()}: verdicts on passed photographs"
        sections.append(rates.alarms_section(f"{key}_alarms", words, text, groups))
        words = f"{name.capitalize()}: score and rating"
        sections.append(rates.calibration_section(f"{key}_calibration", words, groups))
    return sections


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--profile", default="corporate", help="what the photos are judged for")
    parser.add_argument("--engine", choices=("auto", "mediapipe", "onnx"), default="auto")
    parser.add_argument("--jobs", type=int, default=2, help="photos judged in parallel")
    parser.add_argument("--sitters", type=int, default=ladder.SITTERS, help="how many are re-toned")
    parser.add_argument("--attributes", type=Path, help="CSV of what sitters wear, by sha256")
    parser.add_argument("--width", type=int, default=200, help="of the terminal, in characters")
    return parser.parse_args()


if __name__ == "__main__":
    main()
