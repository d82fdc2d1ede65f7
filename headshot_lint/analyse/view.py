"""What an analyser sees of a photo: its arrays, and the facts that other analysers found.

A protocol, so that analysers do not point back at the class that calls them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

from headshot_lint.model.facts import Facts

if TYPE_CHECKING:
    from headshot_lint.analyse.detector import Scan
    from headshot_lint.analyse.segmentation import Segmentation
    from headshot_lint.measure.activations import Sight
    from headshot_lint.measure.arrays import QuadImage, RgbImage, SoftMask
    from headshot_lint.measure.mesh import Mesh
    from headshot_lint.measure.patch import FacePatch, Scene
    from headshot_lint.photo import Photo

LandmarkEngine: TypeAlias = Literal["auto", "mediapipe", "onnx"]


class ShotView(Facts, Protocol):
    """A shot as analysers read it; reading what the photo does not yield raises `Missing`."""

    @property
    def photo(self) -> Photo:
        """The decoded photo."""
        ...

    @property
    def engine(self) -> LandmarkEngine:
        """What finds the landmarks."""
        ...

    @property
    def work(self) -> RgbImage:
        """The working image: RGB uint8 sRGB, upright, long side at most 1,024 px."""
        ...

    @property
    def quad(self) -> QuadImage:
        """The working image in the layout from which faces are cut."""
        ...

    @property
    def half(self) -> RgbImage:
        """The working image at half its size."""
        ...

    @property
    def mirrored(self) -> bool:
        """Whether networks are shown the picture mirrored."""
        ...

    @property
    def scan(self) -> Scan:
        """What the face detector saw in the whole working image."""
        ...

    @property
    def overview(self) -> Sight:
        """What a network for everyday pictures saw of the whole working image."""
        ...

    @property
    def segmentation(self) -> Segmentation:
        """What the person segmenter saw in `scene`."""
        ...

    @property
    def mesh(self) -> Mesh:
        """The subject's 478 landmarks and 52 blendshapes."""
        ...

    @property
    def face(self) -> FacePatch:
        """The subject's face, upright, at a fixed scale (eyes 64 px apart)."""
        ...

    @property
    def scene(self) -> Scene:
        """The whole picture at a long side of at most 384 px."""
        ...

    @property
    def person(self) -> SoftMask:
        """Probability that a pixel of `scene` belongs to a person."""
        ...
