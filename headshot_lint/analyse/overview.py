"""What a network for everyday pictures sees of the whole photo.

The networks for faces and persons know little of what a picture is of and how it looks. The body of
an image classifier (EfficientNet-Lite0, trained on ImageNet) knows more; its verdict on classes is
of no use here and left out.
"""

from __future__ import annotations

from headshot_lint.analyse.models import network
from headshot_lint.analyse.view import ShotView
from headshot_lint.measure.activations import Sight


def take_in(shot: ShotView) -> Sight:
    """Run the network on what the face detector was shown: the whole picture at 192 px.

    It was trained on values of (code - 127) / 128; the detector's are within half a hundredth.
    """
    _, maps = network("efficientnet_lite0.onnx").with_maps(shot.scan.shown)
    if shot.mirrored:
        maps = tuple(layer[:, :, ::-1] for layer in maps)
    return Sight(maps, shot.scan.sight.to_work)
