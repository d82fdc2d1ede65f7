"""Who else is in the picture."""

from __future__ import annotations

from dataclasses import dataclass

from headshot_lint.model.facts.faces import Face


@dataclass(frozen=True)
class Bystanders:
    """Faces beside the subject's, the largest first; smaller ones are searched for than in `Faces`.

    Attributes:
        faces: each confirmed by the landmark network; empty where the subject is alone.
    """

    faces: tuple[Face, ...]

    def minor(self, low: float, high: float) -> tuple[Face, ...]:
        """The faces whose area is over `low` and at most `high` of the subject's."""
        return tuple(face for face in self.faces if low < face.area_share_of_subject <= high)
