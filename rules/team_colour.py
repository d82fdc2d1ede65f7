"""HL803 team-colour."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

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
    common_shifts,
    consensus,
    option,
    spread_of,
)

SIGNS, WALL = frozenset({"skin", "eyes", "picture"}), "background"
LEAST_TINT_SD, STEADY_TINT_SD, MOST_TINT_SD = 3.0, 6.0, 8.0  # CIELAB units
LEAST_EV_SD, STEADY_EV_SD, MOST_EV_SD = 1 / 3, 2 / 3, 1.0
WHITE_EV = math.log2(0.9)  # sRGB 243: from there up as good as white, whatever the exposure


class TeamColourOptions(TeamLimits):
    """Options of HL803."""

    mono_below: float = option(
        2.0, "Colour spread below which a picture is black and white.", unit="dE", low=0, high=50
    )
    few: float = option(
        0.34,
        "Share of the team up to which black-and-white photos, or coloured ones, are the odd ones.",
        unit="0-1",
        low=0,
        high=0.5,
    )


class TeamColour(SetRule[TeamColourOptions]):
    """The picture is tinted, darker, lighter, or black and white unlike the team's other photos.

    ## Why it matters
    A yellowish picture among neutral ones looks ill, and one in black and white is the one that all
    see. Both are settled in a minute, where somebody notices.

    ## How it is measured
    Black and white: by the colour spread of HL702, where a third of the team at most is so, or is
    not. White balance: skin hue, eye whites, background and the whole picture, each against the
    team's median of the same; their median is the tint. Exposure likewise: eye whites, background
    and log-average of the picture, in stops; a wall or eyes that clip (90 % of white and above)
    count with the largest of the three. Where the team's walls agree, no photo differs by more than
    its wall, unless that clips: a dark coat or fair hair is no fault. All count in robust standard
    deviations of the team: 3 CIELAB units and 1/3 stop at least, and twice that for walls to agree.

    ## Known limits
    A team that scatters by more than 8 units or a stop has no white balance or exposure to deviate
    from: these are not told then, nor is less than a stop ever, nor a face lit otherwise before the
    same wall. Where walls and eyes clip, one and a half stops are often missed, most of all where
    the team's walls are white already. Another wall or scene is mostly told here and by HL802.

    ## References
    Log-average: Reinhard et al., SIGGRAPH 2002. Accuracy: docs/team-accuracy.md.
    """

    code = "HL803"
    name = "team-colour"
    category = Category.TEAM
    points = 0.0
    needs = ("colour",)
    wants = ("background", "exposure")
    unit = "sd"

    def check(self, team: TeamFacts) -> Iterator[SetVerdict]:
        """Find the odd ones by colour at all, then by tint and exposure."""
        photos = {member.path: member.facts for member in team.members}
        below = self.options.mono_below
        mono = {path for path, each in photos.items() if each.colour.colour_spread < below}
        share = len(mono) / len(photos)
        odd = mono if share <= self.options.few else set()
        if 1 - share <= self.options.few:
            odd = photos.keys() - mono
        rest = {path: each for path, each in photos.items() if path not in odd}
        judged = [
            (path, self._odd(photos[path], mono=path in mono)) for path in photos if path in odd
        ]
        judged += self._judge(list(rest), list(rest.values()))
        in_line = "These photos agree in colour and exposure."
        yield from self.sort_out(sorted(judged, key=lambda one: one[0]), self.options.ramp, in_line)

    def _odd(self, facts: Facts, *, mono: bool) -> Verdict:
        spread, below = facts.colour.colour_spread, self.options.mono_below
        kind, others = ("black and white or one tint", "in colour")[:: 1 if mono else -1]
        message = (
            f"The picture is {kind}, the team's are {others} "
            f"(colour spread {spread:.1f} dE, border {below:.1f})."
        )
        advice = "Use a version in colour." if mono else "Convert it to black and white."
        return self._verdict(self.options.worst, message, advice)

    def _judge(self, paths: Sequence[str], facts: Sequence[Facts]) -> list[tuple[str, Verdict]]:
        """Judge by white balance and exposure."""
        tints = [_tints(each) for each in facts]
        axes = [[{sign: ab[k] for sign, ab in row.items()} for row in tints] for k in (0, 1)]
        a, b = (common_shifts(axis, witness=WALL, steady=STEADY_TINT_SD) for axis in axes)
        rows = [_levels(each) for each in facts]
        levels = common_shifts(rows, ceiling=WHITE_EV, witness=WALL, steady=STEADY_EV_SD)
        away = [math.hypot(*shift) for shift in zip(a, b, strict=True)]
        tint_sd = spread_of(away, least_sd=LEAST_TINT_SD)
        level = consensus(levels, least_sd=LEAST_EV_SD)
        judged = []
        for i, path in enumerate(paths):
            by_tint = away[i] / tint_sd if tint_sd <= MOST_TINT_SD else 0.0
            by_level = level.deviation(levels[i]) if level.sd <= MOST_EV_SD else 0.0
            if by_tint >= by_level:
                message, advice = _tint_words(a[i], b[i])
            else:
                message, advice = _level_words(levels[i] - level.middle)
            judged.append((path, self._verdict(max(by_tint, by_level), message, advice)))
        return judged

    def _verdict(self, value: float, message: str, advice: str) -> Verdict:
        return self.tell(
            value,
            self.options.ramp,
            message,
            advice=advice,
            prompt=PromptAdvice(add=("the same light and colours as the team's other photos",)),
        )


def _tints(facts: Facts) -> Mapping[str, tuple[float, float]]:
    """a*, b* of what tells of the colour of the light."""
    tints = {sign: (a, b) for sign, a, b in facts.colour.signs if sign in SIGNS}
    with suppress(Missing):
        tints[WALL] = facts.background.median_lab[1:]
    return tints


def _levels(facts: Facts) -> Mapping[str, float]:
    """What tells of the exposure, in stops below white."""
    levels = {"picture": facts.colour.level_ev}
    with suppress(Missing):
        if facts.exposure.white_ev is not None:
            levels["eyes"] = facts.exposure.white_ev
    with suppress(Missing):
        levels[WALL] = 3 * math.log2((facts.background.median_lab[0] + 16) / 116)  # by its L*
    return levels


def _tint_words(a: float, b: float) -> tuple[str, str]:
    """The tint in words, and what to do about it."""
    word, colour = ("redder", "red") if a > 0 else ("greener", "green")
    if abs(b) > abs(a):
        word, colour = ("yellower", "yellow") if b > 0 else ("bluer", "blue")
    message = f"The picture is {word} than the team's (by {math.hypot(a, b):.0f} CIELAB units)."
    return message, f"Set the white balance as in the others: less {colour}."


def _level_words(away_ev: float) -> tuple[str, str]:
    """The exposure in words, and what to do about it."""
    word, act = ("lighter", "Lower") if away_ev > 0 else ("darker", "Raise")
    message = f"The picture is {abs(away_ev):.1f} stops {word} than the team's median."
    return message, f"{act} the exposure to that of the others."
