"""The facts of a photo that rules read: plain numbers, no arrays.

Facts carry no pixels, so they can be written by hand in a test, kept in a cache and read again
under other limits. Each group is one module here and one analyser in `headshot_lint.analyse`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from headshot_lint.model.facts.avatar import Avatar as Avatar
    from headshot_lint.model.facts.background import Background as Background
    from headshot_lint.model.facts.bystanders import Bystanders as Bystanders
    from headshot_lint.model.facts.colour import Colour as Colour
    from headshot_lint.model.facts.cover import Cover as Cover
    from headshot_lint.model.facts.detail import Detail as Detail
    from headshot_lint.model.facts.exposure import Exposure as Exposure
    from headshot_lint.model.facts.expression import Expression as Expression
    from headshot_lint.model.facts.eyes import Eyes as Eyes
    from headshot_lint.model.facts.faces import Faces as Faces
    from headshot_lint.model.facts.faces import Subject as Subject
    from headshot_lint.model.facts.file import FileFacts as FileFacts
    from headshot_lint.model.facts.fingerprint import Fingerprint as Fingerprint
    from headshot_lint.model.facts.focus import Focus as Focus
    from headshot_lint.model.facts.framing import Framing as Framing
    from headshot_lint.model.facts.gaze import Gaze as Gaze
    from headshot_lint.model.facts.impression import Impression as Impression
    from headshot_lint.model.facts.light import Light as Light
    from headshot_lint.model.facts.likeness import Likeness as Likeness
    from headshot_lint.model.facts.pose import Pose as Pose
    from headshot_lint.model.facts.render import Render as Render
    from headshot_lint.model.facts.style import Style as Style

__all__ = [
    "Avatar",
    "Background",
    "Bystanders",
    "Colour",
    "Cover",
    "Detail",
    "Exposure",
    "Expression",
    "Eyes",
    "Faces",
    "Facts",
    "FileFacts",
    "Fingerprint",
    "Focus",
    "Framing",
    "Gaze",
    "Impression",
    "Light",
    "Likeness",
    "Pose",
    "Render",
    "Style",
    "Subject",
]


_HOMES = {
    "Avatar": "avatar",
    "Background": "background",
    "Bystanders": "bystanders",
    "Colour": "colour",
    "Cover": "cover",
    "Detail": "detail",
    "Exposure": "exposure",
    "Expression": "expression",
    "Eyes": "eyes",
    "Faces": "faces",
    "FileFacts": "file",
    "Fingerprint": "fingerprint",
    "Focus": "focus",
    "Framing": "framing",
    "Gaze": "gaze",
    "Impression": "impression",
    "Light": "light",
    "Likeness": "likeness",
    "Pose": "pose",
    "Render": "render",
    "Style": "style",
    "Subject": "faces",
}
"""The module of each group: rules name `Facts` alone, and a list of them needs no group at all."""


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


class Facts(Protocol):
    """Every fact by name; reading one that the photo does not yield raises `Missing`."""

    @property
    def file(self) -> FileFacts:
        """The file: format, size, metadata."""
        ...

    @property
    def detail(self) -> Detail:
        """Compression and true detail of the pixels, whatever they show."""
        ...

    @property
    def faces(self) -> Faces:
        """All faces found; never missing."""
        ...

    @property
    def subject(self) -> Subject:
        """The face that the photo is of."""
        ...

    @property
    def pose(self) -> Pose:
        """Yaw, pitch and roll of the subject's head."""
        ...

    @property
    def likeness(self) -> Likeness:
        """Whether the subject is a photographed person rather than a drawing or an animal."""
        ...

    @property
    def focus(self) -> Focus:
        """Sharpness, noise and proportions of the face at a fixed face scale."""
        ...

    @property
    def eyes(self) -> Eyes:
        """Lids, visible irises."""
        ...

    @property
    def gaze(self) -> Gaze:
        """Where the eyes look, relative to the camera."""
        ...

    @property
    def expression(self) -> Expression:
        """Mouth and brow movement."""
        ...

    @property
    def cover(self) -> Cover:
        """What hides parts of the face."""
        ...

    @property
    def exposure(self) -> Exposure:
        """Clipping, range and relative level of the face, fair to every skin tone."""
        ...

    @property
    def light(self) -> Light:
        """Distribution of light over the face, in stops."""
        ...

    @property
    def colour(self) -> Colour:
        """Hue of skin and neutrals, chroma of the picture."""
        ...

    @property
    def background(self) -> Background:
        """Texture, evenness, colour and separation of the background."""
        ...

    @property
    def bystanders(self) -> Bystanders:
        """Other faces and persons."""
        ...

    @property
    def framing(self) -> Framing:
        """Place and size of the head in the frame."""
        ...

    @property
    def avatar(self) -> Avatar:
        """Legibility at avatar sizes."""
        ...

    @property
    def render(self) -> Render:
        """Traces that picture generators leave in faces."""
        ...

    @property
    def style(self) -> Style:
        """Functional headshot or artistic portrait."""
        ...

    @property
    def impression(self) -> Impression:
        """What small learned heads make of the networks' inner activations."""
        ...

    @property
    def fingerprint(self) -> Fingerprint:
        """What the picture looks like from afar; never missing."""
        ...
