"""HL802 team-background."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from statistics import median

from headshot_lint.api import (
    Category,
    Missing,
    PromptAdvice,
    SetRule,
    SetVerdict,
    TeamFacts,
    TeamLimits,
    Verdict,
    consensus,
    difference_de,
    option,
    quartiles,
    spread_of,
)

LEAST_COLOUR_SD, MOST_COLOUR_SD = 3.5, 12.0  # CIEDE2000
LEAST_SPREAD_SD = 2.0  # CIEDE2000: thrice that is what HL302 calls uneven


class TeamBackgroundOptions(TeamLimits):
    """Options of HL802."""

    least_share: float = option(
        0.1,
        "Share of the frame that a background must have to be compared.",
        unit="0-1",
        low=0,
        high=1,
    )


class TeamBackground(SetRule[TeamBackgroundOptions]):
    """The background differs from that of the team's other photos.

    ## Why it matters
    A common background is what makes portraits by several photographers look like one team; one
    garden among grey walls is seen before any face.

    ## How it is measured
    The median colour of the background (CIELAB) against the team's, as CIEDE2000 difference, and
    the spread of colours within it, which tells a wall from a scene. Both count in robust standard
    deviations of the team; a very even team is given 3.5 and 2 units as its deviation, so that 10
    units of colour and 6 of spread are the least that is told. Where colours scatter by more than
    12 units, no photo is the outlier: then the team as a whole is told.

    ## Known limits
    Another wall of the same colour is the same. A picture that was exposed or tinted otherwise has
    another background as well, and HL803 tells it too. Photos that show next to no background are
    skipped.

    ## References
    CIEDE2000: Sharma, Wu and Dalal, Color Research and Application 30 (2005); 10 units is a
    difference that is seen at a glance. Accuracy: docs/team-accuracy.md.
    """

    code = "HL802"
    name = "team-background"
    category = Category.TEAM
    points = 0.0
    needs = ("background",)
    unit = "sd"

    def check(self, team: TeamFacts) -> Iterator[SetVerdict]:
        """Compare colour and spread of each background with the team's medians."""
        shown = {m.path: m.facts.background for m in team.members}
        fit = {p: b for p, b in shown.items() if b.frame_share >= self.options.least_share}
        if len(fit) < self.options.min_photos:
            raise Missing("too few photos show a background")
        axes = zip(*(b.median_lab for b in fit.values()), strict=True)
        usual_l, usual_a, usual_b = (median(axis) for axis in axes)
        usual = (usual_l, usual_a, usual_b)
        away = {path: difference_de(b.median_lab, usual) for path, b in fit.items()}
        colour_sd = spread_of(list(away.values()), least_sd=LEAST_COLOUR_SD)
        if colour_sd > MOST_COLOUR_SD:
            yield SetVerdict(self._scattered(away, colour_sd), tuple(fit))
        else:
            spread = consensus([b.spread_de for b in fit.values()], least_sd=LEAST_SPREAD_SD)
            judged: list[tuple[str, Verdict]] = []
            for path, background in fit.items():
                by_colour = away[path] / colour_sd
                by_spread = spread.deviation(background.spread_de)
                if by_colour >= by_spread:
                    message = (
                        f"The background is {self._named(background.median_lab, usual)} than the "
                        f"team's (difference {away[path]:.0f} dE)."
                    )
                elif background.spread_de > spread.middle:
                    message = (
                        "The background shows a scene or a pattern, and the team's are plainer "
                        f"(spread {background.spread_de:.0f} dE, median {spread.middle:.0f})."
                    )
                else:
                    message = (
                        "The background is plainer than the team's "
                        f"(spread {background.spread_de:.0f} dE, median {spread.middle:.0f})."
                    )
                verdict = self.tell(
                    max(by_colour, by_spread),
                    self.options.ramp,
                    message,
                    advice="Take it before the team's background, or replace the background.",
                    prompt=PromptAdvice(add=("the same background as the team's other photos",)),
                )
                judged.append((path, verdict))
            in_line = f"Backgrounds agree within {3 * colour_sd:.0f} dE."
            yield from self.sort_out(judged, self.options.ramp, in_line)
        narrow = tuple(path for path in shown if path not in fit)
        if narrow:
            yield self.skip("the photo shows next to no background", narrow)

    @staticmethod
    def _named(lab: tuple[float, float, float], usual: tuple[float, float, float]) -> str:
        """What the largest difference is, in words."""
        lighter, redder, yellower = (one - other for one, other in zip(lab, usual, strict=True))
        named = {
            "lighter" if lighter > 0 else "darker": abs(lighter),
            "redder" if redder > 0 else "greener": abs(redder),
            "yellower" if yellower > 0 else "bluer": abs(yellower),
        }
        return max(named, key=lambda word: named[word])

    def _scattered(self, away: Mapping[str, float], sd: float) -> Verdict:
        _, high = quartiles(list(away.values()))
        message = (
            "The team has no background in common: a quarter of them is more than "
            f"{high:.0f} dE from the middle."
        )
        return self.scattered(
            sd / MOST_COLOUR_SD,
            self.options.ramp,
            message,
            "Agree on one background, or replace them by one tone.",
        )
