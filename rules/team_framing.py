"""HL801 team-framing."""

from __future__ import annotations

import math
from collections.abc import Iterator

from headshot_lint.api import (
    Category,
    PromptAdvice,
    SetRule,
    SetVerdict,
    TeamFacts,
    TeamLimits,
    Verdict,
    consensus,
    quartiles,
)

LEAST_SD, MOST_SD = 0.07, 0.25  # of the natural logarithm of the face's share
LEAST_LINE_SD, MOST_LINE_SD = 0.025, 0.08  # of the frame's height


class TeamFraming(SetRule[TeamLimits]):
    """The head is larger, smaller, higher or lower in the frame than in the team's other photos.

    ## Why it matters
    In a grid of portraits the eye compares sizes first: one head twice as large as the others looks
    like a mistake, and the row of eyes is the line that readers follow.

    ## How it is measured
    The height of the face over the height of the frame, as a ratio to the team's median, and the
    height of the eyes in the frame. A deviation counts in robust standard deviations of the team
    (1.48 times the median absolute deviation, corrected for small sets); a very even team is given
    7 % of the size and 2.5 % of the height as its deviation, so that a quarter larger or an eye
    line 8 % off is the least that is told. Where the sizes scatter by more than 25 %, or the eye
    lines by 8 %, no photo is the outlier: then the team as a whole is told.

    ## Known limits
    Two crops used by half of a team each are told as one scattered team. Portrait and landscape
    pictures are compared by height alone: HL804 tells them apart.

    ## References
    Croux and Rousseeuw, "Time-efficient algorithms for two highly robust estimators of scale",
    COMPSTAT 1992. Three deviations are the usual border for outliers by median and MAD (Leys et
    al., Journal of Experimental Social Psychology 49, 2013). Accuracy: docs/team-accuracy.md.
    """

    code = "HL801"
    name = "team-framing"
    category = Category.TEAM
    points = 0.0
    needs = ("framing",)
    unit = "sd"

    def check(self, team: TeamFacts) -> Iterator[SetVerdict]:
        """Compare each head's size and eye line with the team's medians."""
        framings = {member.path: member.facts.framing for member in team.members}
        sizes = {path: 100 * max(f.face_share, 0.01) for path, f in framings.items()}
        lines = {path: 100 * f.eye_line for path, f in framings.items()}
        size = consensus([math.log(share) for share in sizes.values()], least_sd=LEAST_SD)
        line = consensus(list(lines.values()), least_sd=100 * LEAST_LINE_SD)
        usual_size, usual_line = math.exp(size.middle), line.middle
        even = size.sd <= MOST_SD and line.sd <= 100 * MOST_LINE_SD
        if not even:
            yield SetVerdict(self._scattered(sizes, size.sd, line.sd / 100), tuple(sizes))
            return
        judged: list[tuple[str, Verdict]] = []
        for path, share in sizes.items():
            by_size, by_line = size.deviation(math.log(share)), line.deviation(lines[path])
            if by_size >= by_line:
                message = (
                    f"The head fills {share:.0f} % of the height; the team's median is "
                    f"{usual_size:.0f} %."
                )
                advice = self._crop(share / usual_size)
            else:
                message = (
                    f"The eyes are at {lines[path]:.0f} % of the height; the team's median is "
                    f"{usual_line:.0f} %."
                )
                higher = lines[path] > usual_line
                moved = abs(lines[path] - usual_line)
                advice = (
                    f"Move the crop {'up' if higher else 'down'} by {moved:.0f} % of the height."
                )
            verdict = self.tell(
                max(by_size, by_line),
                self.options.ramp,
                message,
                advice=advice,
                prompt=PromptAdvice(add=("the same framing as the team's other photos",)),
                regions=(framings[path].face,),
            )
            judged.append((path, verdict))
        in_line = (
            f"Heads fill about {usual_size:.0f} % of the height, with the eyes at "
            f"{usual_line:.0f} %."
        )
        yield from self.sort_out(judged, self.options.ramp, in_line)

    @staticmethod
    def _crop(ratio: float) -> str:
        """How to bring a head to the team's size; `ratio` is how much too large it is."""
        if ratio < 1:
            return f"Crop closer: keep {100 * ratio:.0f} % of the height."
        return f"Use a wider crop: {100 * ratio:.0f} % of what the photo shows now."

    def _scattered(self, sizes: dict[str, float], size_sd: float, line_sd: float) -> Verdict:
        low, high = quartiles(list(sizes.values()))
        message = (
            "The team has no framing in common: the middle half of the heads fills "
            f"{low:.0f} to {high:.0f} % of the height."
        )
        excess = max(size_sd / MOST_SD, line_sd / MOST_LINE_SD)
        return self.scattered(
            excess,
            self.options.ramp,
            message,
            "Agree on one crop, say the face at a third of the height, and crop them all.",
        )
