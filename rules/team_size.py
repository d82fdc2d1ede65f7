"""HL804 team-size."""

from __future__ import annotations

import math
from collections.abc import Iterator

from headshot_lint.api import (
    Category,
    SetRule,
    SetVerdict,
    TeamFacts,
    TeamLimits,
    Verdict,
    consensus,
    quartiles,
)

LEAST_ASPECT_SD, MOST_ASPECT_SD = 0.01, 0.1  # of the natural logarithm
LEAST_SIZE_SD = 1 / 3  # of an octave


class TeamSize(SetRule[TeamLimits]):
    """The photo has another shape, or far more or fewer pixels, than the team's other photos.

    ## Why it matters
    A portrait-format photo among squares is cropped by the page, mostly through the forehead; one
    of a quarter of the pixels is the soft one of the row.

    ## How it is measured
    Width over height against the team's median, in robust standard deviations of at least 1 %, so
    that 3 % is the least that is told; and the shorter side in octaves, with a deviation of at
    least a third: half or double the team's median is the least that is told. Where shapes scatter
    by more than 10 %, no photo is the outlier: then the team as a whole is told.

    ## Known limits
    Pixels are counted, not the detail in them: that is HL006.

    ## References
    Three deviations: as HL801. Accuracy: docs/team-accuracy.md.
    """

    code = "HL804"
    name = "team-size"
    category = Category.TEAM
    points = 0.0
    needs = ("file",)
    unit = "sd"

    def check(self, team: TeamFacts) -> Iterator[SetVerdict]:
        """Compare each photo's shape and shorter side with the team's medians."""
        files = {member.path: member.facts.file for member in team.members}
        shapes = {path: file.width / file.height for path, file in files.items()}
        shorts = {path: min(file.width, file.height) for path, file in files.items()}
        shape = consensus([math.log(s) for s in shapes.values()], least_sd=LEAST_ASPECT_SD)
        size = consensus([math.log2(s) for s in shorts.values()], least_sd=LEAST_SIZE_SD)
        usual_shape, usual_px = math.exp(shape.middle), 2**size.middle
        scattered = shape.sd > MOST_ASPECT_SD
        if scattered:
            verdict = self._scattered(shapes, shape.sd)
            yield SetVerdict(verdict, tuple(shapes))
        judged: list[tuple[str, Verdict]] = []
        for path, file in files.items():
            by_shape = 0.0 if scattered else shape.deviation(math.log(shapes[path]))
            by_size = size.deviation(math.log2(shorts[path]))
            pixels = f"{file.width} x {file.height} px"
            if by_shape >= by_size:
                message = (
                    f"The photo is {pixels}, width / height {shapes[path]:.2f}; the team's median "
                    f"is {usual_shape:.2f}."
                )
                advice = f"Crop it to width / height {usual_shape:.2f}."
            else:
                message = (
                    f"The photo is {pixels}; the shorter side of the team's is {usual_px:.0f} px "
                    "in the median."
                )
                larger = shorts[path] > usual_px
                advice = (
                    f"Scale it down to {usual_px:.0f} px." if larger else "Use a larger original."
                )
            verdict = self.tell(
                max(by_shape, by_size),
                self.options.ramp,
                message,
                advice=advice,
            )
            judged.append((path, verdict))
        in_line = f"Photos have about {usual_px:.0f} px on the shorter side."
        if scattered:  # the photos in line by size alone are not in line
            judged = [(path, verdict) for path, verdict in judged if verdict.advice]
        yield from self.sort_out(judged, self.options.ramp, in_line)

    def _scattered(self, shapes: dict[str, float], sd: float) -> Verdict:
        low, high = quartiles(list(shapes.values()))
        message = (
            "The team has no shape in common: the middle half of the photos has a width / height "
            f"of {low:.2f} to {high:.2f}."
        )
        return self.scattered(
            sd / MOST_ASPECT_SD, self.options.ramp, message, "Crop all photos to one shape."
        )
