"""What runs the networks: names of execution providers, and how near their numbers are."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import onnxruntime
import pytest

from headshot_lint.analyse import models
from headshot_lint.analyse.providers import VARIABLE, chosen, match, require_chosen
from headshot_lint.model.errors import HeadshotLintError

FIXTURES = Path(__file__).parents[2] / "fixtures"
SHOWN = (
    "HL203-uneven-light/bad-one-side.jpg",
    "HL703-weak-impression/good-studio.jpg",
    "HL301-cluttered-background",
)
OTHERS = [
    name
    for name in onnxruntime.get_available_providers()
    if name not in ("CPUExecutionProvider", "AzureExecutionProvider")
]


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("", ("cpu",)),
        ("cpu", ("cpu",)),
        ("CUDA, cuda ,CUDAExecutionProvider", ("cuda", "cpu")),
        ("CPU,TensorRT,cuda", ("tensorrt", "cuda", "cpu")),
    ],
)
def test_names_are_read_in_any_spelling_and_the_processor_comes_last(
    said: str, names: tuple[str, ...]
) -> None:
    assert chosen({VARIABLE: said}) == names


def test_names_become_those_of_onnxruntime() -> None:
    available = ["CUDAExecutionProvider", "CPUExecutionProvider"]
    assert match(("cuda", "cpu"), available) == ("CUDAExecutionProvider", "CPUExecutionProvider")


@pytest.mark.parametrize("name", ["warp-drive", "azure"])
def test_a_provider_that_is_not_here_or_elsewhere_is_refused(name: str) -> None:
    available = ["AzureExecutionProvider", "CPUExecutionProvider"]
    with pytest.raises(HeadshotLintError, match=f"no execution provider '{name}'") as refused:
        match((name, "cpu"), available)
    assert "has cpu;" in refused.value.hint


def test_nothing_asked_for_is_nothing_to_check() -> None:
    require_chosen({})
    require_chosen({VARIABLE: "cpu"})
    with pytest.raises(HeadshotLintError, match="warp-drive"):
        require_chosen({VARIABLE: "warp-drive"})


def test_a_provider_that_falls_back_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """Onnxruntime starts on the processor where an accelerator does not answer."""
    monkeypatch.setenv(VARIABLE, "cuda")
    monkeypatch.setattr(
        onnxruntime,
        "get_available_providers",
        lambda: ["CUDAExecutionProvider", "CPUExecutionProvider"],
    )
    warns = pytest.warns(UserWarning, match="CUDAExecutionProvider")
    with warns, pytest.raises(RuntimeError, match="CUDAExecutionProvider could not be started"):
        models.Network("face_blendshapes.onnx")


def test_the_command_line_says_what_is_wrong() -> None:
    done = run("warp-drive", check=False)
    assert done.returncode == 2
    assert "no execution provider 'warp-drive'" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not OTHERS, reason="NO ACCELERATOR TESTED: this onnxruntime has none")
@pytest.mark.parametrize("provider", OTHERS)
def test_verdicts_are_those_of_the_processor(provider: str) -> None:
    """The processor's result is the reference; tools/providers.py measures all fixtures."""
    reference, other = (photos(name) for name in ("cpu", provider))
    assert [photo["verdict"] for photo in other] == [photo["verdict"] for photo in reference]
    for one, two in zip(reference, other, strict=True):
        assert two["score"] == pytest.approx(one["score"], abs=3.0)


def photos(provider: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run(provider, check=True).stdout)["photos"]
    return found


def run(provider: str, *, check: bool) -> subprocess.CompletedProcess[str]:
    shown = [str(FIXTURES / name) for name in SHOWN]
    options = ["--isolated", "--no-cache", "--output-format", "json", "--fail-on", "never"]
    return subprocess.run(
        [sys.executable, "-m", "headshot_lint", "check", "--engine", "onnx", *options, *shown],
        env={**os.environ, VARIABLE: provider},
        capture_output=True,
        encoding="utf-8",
        check=check,
    )
