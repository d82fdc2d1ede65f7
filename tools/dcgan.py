"""A real generator of faces for tests: a DCGAN of 3.6 million parameters, run by numpy.

The package `gan-face-generate` (MIT) carries weights that were trained on DigiFace-1M, a data set
of synthetic faces whose licence is for research. It is therefore fetched from the package registry
when it is needed, checked by its digest, and never kept in this repository. Of the package nothing
is run: the weights are read by an unpickler that knows arrays and nothing else.
"""

from __future__ import annotations

import hashlib
import io
import pickle
import subprocess
import sys
import zipfile
from collections import OrderedDict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

PACKAGE = "gan-face-generate==1.1.1"
WHEEL = "gan_face_generate-1.1.1-py3-none-any.whl"
SHA256 = "24102f4be41d164e44251168ede0458a45e498a888c81493e2aea48529640569"
WEIGHTS = "gan_face_generate/weights.tar"

LATENT = 100
PICTURE_PX = 512
"""The generator draws 64 x 64 px, which is enlarged to what the rules ask for."""

_LAYERS = (0, 3, 6, 9, 12)
"""Transposed convolutions of 4 x 4; after each but the last follow normalisation and ReLU."""

Floats = NDArray[np.float32]


class Unreachable(Exception):  # noqa: N818 - a state of the network
    """The package cannot be had just now."""


def fetch(folder: Path, *, timeout_s: float = 120.0) -> Path:
    """Download the wheel into a folder, unless it is there.

    Raises:
        Unreachable: the registry does not answer, or does not have it.
        ValueError: what came is not what was published.
    """
    wheel = folder / WHEEL
    if not wheel.exists():
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        command += ["--disable-pip-version-check", "--retries", "1", "--dest", str(folder), PACKAGE]
        try:
            done = subprocess.run(  # noqa: S603 - pip, with fixed arguments
                command, capture_output=True, text=True, timeout=timeout_s, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise Unreachable(f"pip took longer than {timeout_s:.0f} s") from error
        if done.returncode:
            raise Unreachable((done.stderr.strip().splitlines() or ["pip failed"])[-1])
    if hashlib.sha256(wheel.read_bytes()).hexdigest() != SHA256:
        raise ValueError(f"{wheel} is not the package that was published")
    return wheel


class Faces:
    """The generator: one face a seed.

    Args:
        wheel: the package, as `fetch` returns it.
    """

    def __init__(self, wheel: Path) -> None:
        with zipfile.ZipFile(wheel) as package:
            state = _unpickled(io.BytesIO(package.read(WEIGHTS)))["netG_state_dict"]
        weights = {name: np.asarray(array, np.float32) for name, array in state.items()}
        self._layers = [_layer(weights, number) for number in _LAYERS]

    def __call__(self, *, seed: int, truncation: float = 1.0) -> Image.Image:
        """Draw a face; `truncation` shortens the latent vector, for plainer and safer faces.

        Brock, Donahue and Simonyan, 'Large scale GAN training', ICLR 2019, for the trick.
        """
        latent = np.random.default_rng(seed).standard_normal(LATENT) * truncation
        image = Image.fromarray(self.draw(latent[None])[0])
        return image.resize((PICTURE_PX, PICTURE_PX), Image.Resampling.LANCZOS)

    def draw(self, latent: NDArray[np.float64]) -> NDArray[np.uint8]:
        """Draw N x 64 x 64 x 3 from N latent vectors."""
        x: Floats = latent.astype(np.float32).reshape(-1, LATENT, 1, 1)
        for number, (kernel, norm) in enumerate(self._layers):
            stride, padding = (1, 0) if number == 0 else (2, 1)
            x = _transposed_convolution(x, kernel, stride, padding)
            if norm is None:
                x = np.tanh(x)
            else:
                scale, shift = (values[:, None, None] for values in norm)
                x = np.maximum(x * scale + shift, 0)
        return ((x.transpose(0, 2, 3, 1) + 1) * 127.5).clip(0, 255).astype(np.uint8)


def _layer(weights: dict[str, Floats], number: int) -> tuple[Floats, tuple[Floats, Floats] | None]:
    """A kernel of in x out x 4 x 4, and scale and shift of the normalisation after it."""
    kernel = weights[f"main.{number}.weight"]
    if number == _LAYERS[-1]:
        return kernel, None
    norm = {
        name: weights[f"main.{number + 1}.{name}"]
        for name in ("weight", "bias", "running_mean", "running_var")
    }
    scale = norm["weight"] / np.sqrt(norm["running_var"] + 1e-5)
    return kernel, (scale, norm["bias"] - scale * norm["running_mean"])


def _transposed_convolution(x: Floats, kernel: Floats, stride: int, padding: int) -> Floats:
    """As torch.nn.ConvTranspose2d with a kernel of 4 x 4: each input adds its kernel's print."""
    batch, channels, height, width = x.shape
    outputs = kernel.shape[1]
    flat = x.transpose(0, 2, 3, 1).reshape(-1, channels) @ kernel.reshape(channels, -1)
    prints = flat.reshape(batch, height, width, outputs, 4, 4)
    side = (height - 1) * stride + 4
    out = np.zeros((batch, outputs, side, side), np.float32)
    for row in range(4):
        for column in range(4):
            rows = slice(row, row + height * stride, stride)
            columns = slice(column, column + width * stride, stride)
            out[:, :, rows, columns] += prints[..., row, column].transpose(0, 3, 1, 2)
    return out[:, :, padding : side - padding, padding : side - padding]


def _unpickled(file: io.BytesIO) -> Any:
    """What torch.save wrote, arrays for tensors; anything else in it is refused."""
    archive = zipfile.ZipFile(file)
    (name,) = (name for name in archive.namelist() if name.endswith("data.pkl"))
    root = name.removesuffix("data.pkl")
    kinds = {"FloatStorage": np.float32, "LongStorage": np.int64}

    class Unpickler(pickle.Unpickler):
        def find_class(self, module: str, name: str) -> Any:
            if (module, name) == ("collections", "OrderedDict"):
                return OrderedDict
            if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
                return _tensor
            if module == "torch" and name in kinds:
                return kinds[name]
            raise pickle.UnpicklingError(f"{module}.{name} has no business here")

        def persistent_load(self, pid: Any) -> Any:
            _, kind, key, _, _ = pid
            return np.frombuffer(archive.read(f"{root}data/{key}"), kind)

    return Unpickler(io.BytesIO(archive.read(name))).load()


def _tensor(
    storage: NDArray[Any], offset: int, size: tuple[int, ...], stride: tuple[int, ...], *_: Any
) -> NDArray[Any]:
    strides = [step * storage.itemsize for step in stride]
    return np.lib.stride_tricks.as_strided(storage[offset:], size, strides).copy()
