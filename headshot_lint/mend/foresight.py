"""What the rules of a profile will say of a crop, before a pixel of it is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import cast

from headshot_lint.engine.judge import check_rule
from headshot_lint.engine.profile import Profile, RulePlan
from headshot_lint.measure.crop import Head, Window
from headshot_lint.measure.framing import TYPICAL_CROWN_RISE, Extent, circle_loss
from headshot_lint.model.facts import Facts, FileFacts, Framing, Pose
from headshot_lint.model.facts.framing import Borders
from headshot_lint.model.verdict import Box, Category, Missing, Severity, Status, Verdict

FORESEEN = frozenset({"file", "framing", "pose"})
"""The facts that follow from where a window lies; all others need its pixels."""

PLACE = frozenset({Category.FILE, Category.FRAMING})
"""What a crop is answerable for; how the head is held is not all in its power."""

_FAILING = {Severity.ERROR: 1000.0, Severity.WARNING: 100.0, Severity.HINT: 3.0}
"""A failing rule weighs more than all points: a hint about as much as a few of them."""

_EVEN = 0.02
"""Of each rule's missing score whatever its points, so that limits are not approached for nothing:
what is measured in the crop differs by a percent or two from what was foreseen."""


@dataclass(frozen=True)
class Known:
    """What is known of the photo: its facts, and where the head lies in it."""

    file: FileFacts
    framing: Framing
    pose: Pose | None
    head: Head


@dataclass(frozen=True)
class Foreseen:
    """The facts of a crop that was not drawn; all but three are missing."""

    file: FileFacts
    framing: Framing
    tilt: Pose | None

    @property
    def pose(self) -> Pose:
        """The pose as the crop shows it.

        Raises:
            Missing: it is not known of the photo either.
        """
        if self.tilt is None:
            raise Missing("the pose is not known")
        return self.tilt

    def __getattr__(self, name: str) -> object:
        raise Missing(f"{name} is not known before the crop is drawn")


def foresee(known: Known, window: Window, size: tuple[int, int]) -> Foreseen:
    """Return the facts of the crop that shows a window at a size in pixels."""
    placed = known.head.seen_in(window)
    face, head, height, width = placed.face, placed.head, window.height, window.width
    scale = size[1] / height
    framing = Framing(
        face_share=face.height / height,
        head_share=head.height / height,
        offset_x=(face.left + face.right) / 2 / width - 0.5,
        eye_line=1.0 - placed.eyes_y / height,
        forehead_room=face.top / face.height,
        crown_room=_crown(face, head) / face.height,
        side_room=min(face.left, width - face.right) / face.width,
        chin_room_t=(height - face.bottom) / placed.eyes_to_chin,
        circle_loss=circle_loss(head, round(height), round(width)),
        eye_gap_px=known.framing.eye_gap_px * scale,
        face=Box(face.left * scale, face.top * scale, face.width * scale, face.height * scale),
        head=Box(head.left * scale, head.top * scale, head.width * scale, head.height * scale),
        borders=Borders(),
    )
    file = FileFacts(format="JPEG", width=size[0], height=size[1])
    pose = known.pose
    if pose is not None:
        pose = replace(pose, roll_deg=pose.roll_deg - window.turn_deg)
    return Foreseen(file, framing, pose)


def _crown(face: Extent, head: Extent) -> float:
    """Where the crown will be measured: beyond the frame it is guessed from the forehead."""
    if head.top > 0.0:
        return head.top
    return min(face.top - TYPICAL_CROWN_RISE * face.height, 0.0)


@dataclass(frozen=True)
class Outlook:
    """What rules say of a crop, and how much is to be said for another one.

    Attributes:
        verdicts: of every rule that could be asked.
        cost: the smaller, the better.
    """

    verdicts: tuple[tuple[RulePlan, Verdict], ...]
    cost: float

    @property
    def failing(self) -> tuple[tuple[RulePlan, Verdict], ...]:
        """What fails of file and framing, hints apart: conventions forbid nothing."""
        return tuple(
            (plan, verdict)
            for plan, verdict in self.verdicts
            if verdict.status is Status.FAIL
            and plan.rule.category in PLACE
            and (verdict.severity or plan.severity) is not Severity.HINT
        )


@dataclass(frozen=True)
class Foresight:
    """Asks the rules of a profile that a crop's place decides."""

    profile: Profile

    @cached_property
    def plans(self) -> Sequence[RulePlan]:
        """The rules that read nothing else."""
        return [plan for plan in self.profile.active if FORESEEN.issuperset(plan.rule.needs)]

    def outlook(self, known: Known, window: Window, size: tuple[int, int]) -> Outlook:
        """Judge a window that would be drawn at a size."""
        foreseen = foresee(known, window, size)
        facts, steady = cast("Facts", foreseen), self._steady(foreseen)
        verdicts = tuple(
            (plan, steady.get(plan.rule.code) or check_rule(plan, facts)) for plan in self.plans
        )
        return Outlook(verdicts, sum(self._cost(plan, verdict) for plan, verdict in verdicts))

    def _steady(self, foreseen: Foreseen) -> Mapping[str, Verdict]:
        """Verdicts of the rules that do not read where the head lies: windows have them in common.

        They are more than half of the rules, and hundreds of windows share a few sizes and angles.
        """
        key = foreseen.file, foreseen.tilt
        if key not in self._found:
            facts = cast("Facts", foreseen)
            self._found[key] = {
                plan.rule.code: check_rule(plan, facts)
                for plan in self.plans
                if "framing" not in (*plan.rule.needs, *plan.rule.wants)
            }
        return self._found[key]

    @cached_property
    def _found(self) -> dict[tuple[FileFacts, Pose | None], dict[str, Verdict]]:
        return {}

    def _cost(self, plan: RulePlan, verdict: Verdict) -> float:
        if verdict.score is None:
            return 0.0
        missing = 100 - verdict.score
        points = plan.points * self.profile.categories.get(plan.rule.category, 0.0) / 100
        cost = missing * (points + _EVEN)
        if verdict.status is Status.FAIL:
            cost += _FAILING[verdict.severity or plan.severity or Severity.HINT]
        return cost
