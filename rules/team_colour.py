"""HL803 team-colour."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from headshot_lint.api import (
    Category,
    Facts,
    Missing,
    PromptAdvice,
    SetRule,
    SetVerdict,
    TeamFacts,
    TeamLimits,
    Verdict,
    consensus,
    option,
    plane_consensus,
)

LEAST_TINT_SD, MOST_TINT_SD = 2.5, 8.0  # CIELAB units
LEAST_EV_SD, MOST_EV_SD = 0.35, 1.0


class TeamColourOptions(TeamLimits):
    """Options of HL803."""

    mono_below: float = option(
        2.0,
        "Colour spread below which a picture is black and white or one tint.",
        unit="dE",
        low=0,
        high=50,
    )
    few: float = option(
        0.34,
        "Share of the team up to which black-and-white photos, or those in colour, are the odd ones.",
        unit="0-1",
        low=0,
        high=0.5,
    )


class TeamColour(SetRule[TeamColourOptions]):
    """The picture is tinted, darker, lighter, or black and white unlike the team's other photos.

    ## Why it matters
    A yellowish picture among neutral ones looks ill, and one in black and white is the one that
    everybody sees. Both are settled in a minute, where somebody notices.

    ## How it is measured
    Black and white: by the colour spread of HL702, where a third of the team at most is so (or is
    not). White balance: the mean shift of skin hue, eye whites, lights, blacks and the whole
    picture from their usual colours (the cast of HL206) against the team's middle. Exposure: the
    level of the eye whites in stops, which does not depend on the skin. All count in robust
    standard deviations of the team, at least 2.5 CIELAB units and 0.35 stops.

    ## Known limits
    A team that scatters by more than 8 units or a stop has no white balance or exposure to deviate
    from; then these are not told. Coloured clothes and walls shift a picture a little.

    ## References
    Measures: HL206, HL201 and HL702. Accuracy: docs/team-accuracy.md.
    """

    code = "HL803"
    name = "team-colour"
    category = Category.TEAM
    points = 0.0
    needs = ("colour",)
    wants = ("exposure",)
    unit = "sd"

    def check(self, team: TeamFacts) -> Iterator[SetVerdict]:
        """Find the odd ones by colour at all, then by tint and exposure."""
        facts = {member.path: member.facts for member in team.members}
        below = self.options.mono_below
        mono = {path for path, each in facts.items() if each.colour.colour_spread < below}
        share = len(mono) / len(facts)
        odd = mono if share <= self.options.few else set()
        if 1 - share <= self.options.few:
            odd = facts.keys() - mono
        kept = {path: each for path, each in facts.items() if path not in odd}
        judged = [(path, self._odd(facts[path], mono=path in mono)) for path in facts if path in odd]
        judged += self._judge(kept)
        in_line = f"{len(kept)} photos agree in colour and exposure."
        yield from self.sort_out(judged, self.options.ramp, in_line)

    def _odd(self, facts: Facts, *, mono: bool) -> Verdict:
        spread, below = facts.colour.colour_spread, self.options.mono_below
        kind, others = ("black and white or one tint", "in colour")[:: 1 if mono else -1]
        message = f"The picture is {kind}; the team's are {others}."
        return self.judge(
            self.options.worst,
            self.options.ramp,
            passing=message,
            failing=f"{message[:-1]} (colour spread {spread:.1f} dE, border {below:.1f}).",
            advice="Use a version in colour." if mono else "Convert it to black and white.",
        )

    def _judge(self, facts: Mapping[str, Facts]) -> list[tuple[str, Verdict]]:
        """Judge by white balance and exposure."""
        shifts = {path: each.colour.shift_ab for path, each in facts.items()}
        middle, tint_sd = plane_consensus(list(shifts.values()), least_sd=LEAST_TINT_SD)
        levels = {path: ev for path, each in facts.items() if (ev := _white_ev(each)) is not None}
        level = consensus(list(levels.values()) or [0.0], least_sd=LEAST_EV_SD)
        judged = []
        for path in facts:
            by_tint = math.dist(shifts[path], middle) / tint_sd if tint_sd <= MOST_TINT_SD else 0.0
            away_ev = levels.get(path, level.middle) - level.middle
            by_level = abs(away_ev) / level.sd if level.sd <= MOST_EV_SD else 0.0
            judged.append((path, self._verdict(shifts[path], middle, by_tint, away_ev, by_level)))
        return judged

    def _verdict(
        self,
        shift: tuple[float, float],
        middle: tuple[float, float],
        by_tint: float,
        away_ev: float,
        by_level: float,
    ) -> Verdict:
        if by_tint >= by_level:
            a, b = shift[0] - middle[0], shift[1] - middle[1]
            words = ("redder", "greener") if abs(a) > abs(b) else ("yellower", "bluer")
            word = words[0] if (a if abs(a) > abs(b) else b) > 0 else words[1]
            message = (
                f"The picture is {word} than the team's ({math.hypot(a, b):.0f} CIELAB units)."
            )
            advice = f"Set the white balance as in the others: less {_HUES[word]}."
        else:
            word = "lighter" if away_ev > 0 else "darker"
            message = f"The picture is {abs(away_ev):.1f} stops {word} than the team's median."
            advice = f"{'Lower' if away_ev > 0 else 'Raise'} the exposure to that of the others."
        return self.judge(
            max(by_tint, by_level),
            self.options.ramp,
            passing=message,
            failing=message,
            advice=advice,
            prompt=PromptAdvice(add=("the same light and colours as the team's other photos",)),
        )


_HUES = {"redder": "red", "greener": "green", "yellower": "yellow", "bluer": "blue"}


def _white_ev(facts: Facts) -> float | None:
    """Level of the eye whites; None where they are not seen."""
    try:
        return facts.exposure.white_ev
    except Missing:
        return None
