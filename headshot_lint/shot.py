"""One photo under analysis: every array and fact is worked out on first use and kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar, overload

from headshot_lint.model.clock import Clock
from headshot_lint.model.verdict import Missing

if TYPE_CHECKING:
    from headshot_lint.analyse.detector import Scan
    from headshot_lint.analyse.segmentation import Segmentation
    from headshot_lint.analyse.view import LandmarkEngine
    from headshot_lint.measure.activations import Sight
    from headshot_lint.measure.arrays import QuadImage, RgbImage, SoftMask
    from headshot_lint.measure.mesh import Mesh
    from headshot_lint.measure.patch import FacePatch, Scene
    from headshot_lint.model import facts
    from headshot_lint.photo import Photo

T = TypeVar("T")


class AnalysisError(Exception):
    """An analyser broke on a photo; the rules that need its fact report it."""


class kept(Generic[T]):  # noqa: N801 - reads as the decorator that it is, like `property`
    """A property computed once per shot; an absence or a failure is kept like a value."""

    def __init__(self, compute: Callable[[Shot], T]) -> None:
        self.compute = compute
        self.name = compute.__name__
        self.__doc__ = compute.__doc__

    @overload
    def __get__(self, shot: None, owner: type[Shot]) -> kept[T]: ...

    @overload
    def __get__(self, shot: Shot, owner: type[Shot]) -> T: ...

    def __get__(self, shot: Shot | None, owner: type[Shot]) -> kept[T] | T:
        if shot is None:
            return self
        store = shot._kept  # noqa: SLF001 - the descriptor is part of the class
        if self.name not in store:
            try:
                with shot.clock.lap("fact", self.name):
                    store[self.name] = self.compute(shot)
            except Exception as failure:  # noqa: BLE001 - kept, and raised at every reading
                store[self.name] = failure
        value = store[self.name]
        if isinstance(value, Missing):
            raise Missing(value.reason)
        if isinstance(value, Exception):
            raise AnalysisError(f"{self.name} could not be measured: {value!r}") from value
        return value  # type: ignore[return-value]  # the store is keyed by property


class Shot:
    """The analysed photo. Arrays first, then the facts that rules read (see `model.facts`)."""

    def __init__(
        self, photo: Photo, *, engine: LandmarkEngine = "auto", clock: Clock | None = None
    ) -> None:
        self.photo = photo
        self.engine: LandmarkEngine = engine
        self.clock = clock or Clock()
        self._kept: dict[str, object] = {}

    # Arrays: pixels of the working image. They never leave the analysers.

    @property
    def work(self) -> RgbImage:
        """The working image: RGB uint8 sRGB, upright, long side at most 1,024 px."""
        return self.photo.work

    @kept
    def quad(self) -> QuadImage:
        """The working image in the layout from which faces are cut."""
        from headshot_lint.measure.warp import to_quad

        return to_quad(self.work)

    @kept
    def half(self) -> RgbImage:
        """The working image at half its size, by averages of 2 x 2 pixels."""
        from headshot_lint.measure.shrink import halve

        return halve(self.work)

    @kept
    def mesh(self) -> Mesh:
        """The subject's 478 landmarks and 52 blendshapes; missing where there is no subject."""
        from headshot_lint.analyse.landmarks import find_mesh

        return find_mesh(self)

    @kept
    def face(self) -> FacePatch:
        """The subject's face, upright, at a fixed scale (eyes 64 px apart)."""
        from headshot_lint.measure.patch import cut_face

        return cut_face(self.quad, self.mesh)

    @kept
    def scene(self) -> Scene:
        """The whole picture at a long side of at most 384 px, for background measures."""
        from headshot_lint.measure.patch import shrink_scene

        return shrink_scene(self.work, self.half)

    @kept
    def mirrored(self) -> bool:
        """Whether networks are shown the picture mirrored (see `analyse.mirror`)."""
        from headshot_lint.analyse.mirror import brighter_on_the_right

        return brighter_on_the_right(self.scene.luminance)

    @kept
    def scan(self) -> Scan:
        """What the face detector saw in `scene`."""
        from headshot_lint.analyse.detector import scan

        height, width = self.work.shape[:2]
        return scan(self.scene.image, (width, height), mirrored=self.mirrored)

    @kept
    def overview(self) -> Sight:
        """What a network for everyday pictures saw of the whole working image."""
        from headshot_lint.analyse.overview import take_in

        return take_in(self)

    @kept
    def segmentation(self) -> Segmentation:
        """What the person segmenter saw in `scene`."""
        from headshot_lint.analyse.person import segment

        return segment(self)

    @kept
    def person(self) -> SoftMask:
        """Probability that a pixel of `scene` belongs to a person."""
        from headshot_lint.analyse.person import find_person

        return find_person(self)

    # Facts: what rules read.

    @property
    def file(self) -> facts.FileFacts:
        """The file: format, size, metadata."""
        return self.photo.file

    @kept
    def detail(self) -> facts.Detail:
        """Compression and true detail of the pixels."""
        from headshot_lint.analyse.detail import measure_detail

        return measure_detail(self)

    @kept
    def faces(self) -> facts.Faces:
        """All faces found."""
        from headshot_lint.analyse.faces import measure_faces

        return measure_faces(self)

    @kept
    def subject(self) -> facts.Subject:
        """The face that the photo is of."""
        from headshot_lint.analyse.faces import measure_subject

        return measure_subject(self)

    @kept
    def pose(self) -> facts.Pose:
        """Yaw, pitch and roll of the subject's head."""
        from headshot_lint.analyse.pose import measure_pose

        return measure_pose(self)

    @kept
    def likeness(self) -> facts.Likeness:
        """Whether the subject is a photographed person."""
        from headshot_lint.analyse.likeness import measure_likeness

        return measure_likeness(self)

    @kept
    def focus(self) -> facts.Focus:
        """Sharpness, noise and proportions of the face."""
        from headshot_lint.analyse.focus import measure_focus

        return measure_focus(self)

    @kept
    def eyes(self) -> facts.Eyes:
        """Lids and visible irises."""
        from headshot_lint.analyse.eyes import measure_eyes

        return measure_eyes(self)

    @kept
    def gaze(self) -> facts.Gaze:
        """Where the eyes look."""
        from headshot_lint.analyse.gaze import measure_gaze

        return measure_gaze(self)

    @kept
    def expression(self) -> facts.Expression:
        """Mouth and brow movement."""
        from headshot_lint.analyse.expression import measure_expression

        return measure_expression(self)

    @kept
    def cover(self) -> facts.Cover:
        """What hides parts of the face."""
        from headshot_lint.analyse.cover import measure_cover

        return measure_cover(self)

    @kept
    def exposure(self) -> facts.Exposure:
        """Clipping, range and relative level of the face."""
        from headshot_lint.analyse.exposure import measure_exposure

        return measure_exposure(self)

    @kept
    def light(self) -> facts.Light:
        """Distribution of light over the face."""
        from headshot_lint.analyse.light import measure_light

        return measure_light(self)

    @kept
    def colour(self) -> facts.Colour:
        """Hue of skin and neutrals."""
        from headshot_lint.analyse.colour import measure_colour

        return measure_colour(self)

    @kept
    def background(self) -> facts.Background:
        """The background and how the person stands out from it."""
        from headshot_lint.analyse.background import measure_background

        return measure_background(self)

    @kept
    def bystanders(self) -> facts.Bystanders:
        """Other faces and persons."""
        from headshot_lint.analyse.bystanders import measure_bystanders

        return measure_bystanders(self)

    @kept
    def framing(self) -> facts.Framing:
        """Place and size of the head in the frame."""
        from headshot_lint.analyse.framing import measure_framing

        return measure_framing(self)

    @kept
    def avatar(self) -> facts.Avatar:
        """Legibility at avatar sizes."""
        from headshot_lint.analyse.avatar import measure_avatar

        return measure_avatar(self)

    @kept
    def render(self) -> facts.Render:
        """Traces of picture generators."""
        from headshot_lint.analyse.render import measure_render

        return measure_render(self)

    @kept
    def style(self) -> facts.Style:
        """Functional headshot or artistic portrait."""
        from headshot_lint.analyse.style import measure_style

        return measure_style(self)

    @kept
    def impression(self) -> facts.Impression:
        """What small learned heads make of the networks' inner activations."""
        from headshot_lint.analyse.heads import measure_impression

        return measure_impression(self)

    @kept
    def fingerprint(self) -> facts.Fingerprint:
        """What the picture looks like from afar."""
        from headshot_lint.analyse.fingerprint import take_fingerprint

        return take_fingerprint(self)
