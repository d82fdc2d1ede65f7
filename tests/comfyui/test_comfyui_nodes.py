"""The nodes for ComfyUI, by the contract of its executor, without torch."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any, ClassVar

import numpy as np
import pytest
from comfy import ExecutionBlocker, Executor, Tensor, modules
from PIL import Image

from headshot_lint.gate.seeds import derive
from headshot_lint.gate.words import Finding, Judgement

ROOT = Path(__file__).parents[2]
PACK = ROOT / "comfyui_headshot_lint"
JUDGING = {"profile": "render", "purpose": "headshot", "fail_on": "error", "min_score": 0.0}
GOOD, BAD = 1.0, 0.1


@pytest.fixture
def pack(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The pack, loaded by its path as ComfyUI loads it."""
    for name, module in modules().items():
        monkeypatch.setitem(sys.modules, name, module)
    name = "custom_nodes_headshot_lint"
    spec = importlib.util.spec_from_file_location(name, PACK / "__init__.py")
    assert spec is not None
    assert spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, name, loaded)
    spec.loader.exec_module(loaded)
    return loaded


@pytest.fixture
def nodes(pack: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The module of the nodes, with a check that reads the colour in place of the rules."""
    nodes = sys.modules[f"{pack.__name__}.nodes"]

    def judge(picture: Any) -> Judgement:
        red = picture.image().getpixel((0, 0))[0]
        dark = Finding("HL201", "face-dark", "lighting", message="The face is dark.")
        return Judgement(red / 2.55, () if red > 200 else (dark,))

    monkeypatch.setattr(nodes, "_judge", lambda _profile, _purpose: judge)
    return nodes


def batch(*reds: float) -> Tensor:
    return Tensor([np.full((4, 5, 3), red, np.float32) for red in reds])


def test_the_pack_loads_without_torch_and_declares_its_nodes(pack: ModuleType) -> None:
    assert set(pack.NODE_CLASS_MAPPINGS) == set(pack.NODE_DISPLAY_NAME_MAPPINGS)
    assert pack.NODE_DISPLAY_NAME_MAPPINGS["HeadshotLint"] == "Headshot Lint"
    for cls in pack.NODE_CLASS_MAPPINGS.values():
        inputs = cls.INPUT_TYPES()
        assert set(inputs) <= {"required", "optional", "hidden"}
        assert len(cls.RETURN_TYPES) == len(cls.RETURN_NAMES)
        assert callable(getattr(cls, cls.FUNCTION))
    profiles = pack.NODE_CLASS_MAPPINGS["HeadshotLint"].INPUT_TYPES()["required"]["profile"][0]
    assert profiles[0] == "render"
    assert {"corporate", "linkedin"} <= set(profiles)


def test_a_batch_is_sorted(nodes: Any) -> None:
    out = nodes.HeadshotLint().lint(batch(GOOD, BAD, GOOD), **JUDGING)
    passed, rejected, report, score, ok = out["result"]
    assert (passed.shape, rejected.shape) == ((2, 4, 5, 3), (1, 4, 5, 3))
    assert (score, ok) == (100.0, False)
    told = json.loads(report)
    assert [each["failed"] for each in told] == [[], ["HL201"], []]
    assert out["ui"]["headshot_lint"] == told


@pytest.mark.parametrize(("red", "passes"), [(GOOD, True), (BAD, False)])
def test_the_empty_side_is_blocked(nodes: Any, red: float, passes: bool) -> None:
    passed, rejected, *_ = nodes.HeadshotLint().lint(batch(red, red), **JUDGING)["result"]
    assert isinstance(rejected if passes else passed, ExecutionBlocker)
    assert len(passed if passes else rejected) == 2


def test_the_least_score_counts(nodes: Any) -> None:
    settings = {**JUDGING, "min_score": 95.0}
    assert not nodes.HeadshotLint().lint(batch(0.9), **settings)["result"][4]


class Loader:
    """A model that takes long to load: it must not be loaded again."""

    FUNCTION = "load"
    RETURN_TYPES = ("MODEL",)

    @classmethod
    def INPUT_TYPES(cls) -> dict[str, Any]:  # noqa: N802
        return {"required": {}}

    def load(self) -> tuple[str]:
        return ("model",)


class Sampler:
    FUNCTION = "sample"
    RETURN_TYPES = ("LATENT",)
    good_at: ClassVar[int] = 0
    seeds: ClassVar[list[int]] = []

    @classmethod
    def INPUT_TYPES(cls) -> dict[str, Any]:  # noqa: N802
        return {"required": {"model": ("MODEL",), "seed": ("INT",)}}

    def sample(self, model: str, seed: int) -> tuple[float]:
        assert model == "model"
        self.seeds.append(seed)
        return (GOOD if len(self.seeds) > self.good_at else BAD,)


class Decode:
    FUNCTION = "decode"
    RETURN_TYPES = ("IMAGE",)

    @classmethod
    def INPUT_TYPES(cls) -> dict[str, Any]:  # noqa: N802
        return {"required": {"samples": ("LATENT",)}}

    def decode(self, samples: float) -> tuple[Tensor]:
        return (batch(samples),)


class Save:
    FUNCTION = "save"
    OUTPUT_NODE = True
    RETURN_TYPES = ()

    @classmethod
    def INPUT_TYPES(cls) -> dict[str, Any]:  # noqa: N802
        return {"required": {"images": ("IMAGE",), "where": ("STRING",)}}

    def save(self, images: Tensor, where: str) -> dict[str, Any]:
        return {"ui": {"saved": [where, len(images)]}, "result": ()}


def retrying(attempts: int = 4) -> dict[str, Any]:
    judging = {**JUDGING, "attempts": attempts}
    return {
        "1": {"class_type": "Loader", "inputs": {}},
        "2": {"class_type": "HeadshotLintSeed", "inputs": {"seed": 7}},
        "3": {"class_type": "Sampler", "inputs": {"model": ["1", 0], "seed": ["2", 0]}},
        "4": {"class_type": "Decode", "inputs": {"samples": ["3", 0]}},
        "5": {
            "class_type": "HeadshotLintGate",
            "inputs": {"images": ["4", 0], "attempt": ["2", 1], **judging},
        },
        "6": {"class_type": "Save", "inputs": {"images": ["5", 0], "where": "passed"}},
        "7": {"class_type": "Save", "inputs": {"images": ["5", 1], "where": "rejected"}},
    }


@pytest.fixture
def executor(nodes: Any, monkeypatch: pytest.MonkeyPatch) -> Executor:
    monkeypatch.setattr(Sampler, "seeds", [])
    others = {cls.__name__: cls for cls in (Loader, Sampler, Decode, Save)}
    return Executor({**nodes.NODE_CLASS_MAPPINGS, **others})


@pytest.mark.parametrize("bad", [0, 1, 3])
def test_the_gate_renders_again_until_a_picture_passes(
    executor: Executor, bad: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Sampler, "good_at", bad)
    done = executor.run(retrying())
    assert Sampler.seeds == [derive(7, i) for i in range(bad + 1)]
    assert executor.ran.count("Loader") == 1
    assert executor.ui["6"] == {"saved": ["passed", 1]}
    assert "7" not in executor.ui
    _, _, _, score, ok, seed, attempts = done["5"]
    assert (score, ok, seed, attempts) == (100.0, True, derive(7, bad), bad + 1)
    assert executor.ui["5"]["headshot_lint"][0]["attempts"] == bad + 1


def test_the_gate_gives_up_and_says_so(executor: Executor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Sampler, "good_at", 99)
    done = executor.run(retrying(attempts=3))
    assert len(Sampler.seeds) == 3
    assert isinstance(done["5"][0], ExecutionBlocker)
    assert done["5"][0].message == "no picture passed in 3 attempts"
    assert "6" not in executor.ui
    assert executor.ui["7"] == {"saved": ["rejected", 1]}
    assert json.loads(done["5"][2])[0]["failed"] == ["HL201"]


def test_names_of_copies_grow_by_a_few_letters_an_attempt(
    executor: Executor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They once doubled: a hundred attempts of ComfyUI 0.30 took all memory for names."""
    monkeypatch.setattr(Sampler, "good_at", 99)
    executor.run(retrying(attempts=10))
    assert len(Sampler.seeds) == 10
    assert max(map(len, executor.prompt.graph)) < 10 * len("5.0.0.")


def test_a_list_of_pictures_is_refused_by_the_gate(executor: Executor) -> None:
    class Several:
        FUNCTION = "list"
        RETURN_TYPES = ("IMAGE",)
        OUTPUT_IS_LIST = (True,)

        @classmethod
        def INPUT_TYPES(cls) -> dict[str, Any]:  # noqa: N802
            return {"required": {"samples": ("LATENT",)}}

        def list(self, samples: float) -> tuple[list[Tensor]]:
            return ([batch(samples)] * 2,)

    executor.classes["Several"] = Several
    graph = retrying()
    graph["4"]["class_type"] = "Several"
    with pytest.raises(ValueError, match="one batch of pictures"):
        executor.run(graph)


def test_one_attempt_is_one(executor: Executor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Sampler, "good_at", 99)
    assert executor.run(retrying(attempts=1))["5"][0].message == "no picture passed in 1 attempt"


def test_a_long_chain_between_seed_and_gate_is_no_trouble(
    executor: Executor, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Pass:
        FUNCTION = "through"
        RETURN_TYPES = ("LATENT",)

        @classmethod
        def INPUT_TYPES(cls) -> dict[str, Any]:  # noqa: N802
            return {"required": {"samples": ("LATENT",)}}

        def through(self, samples: float) -> tuple[float]:
            return (samples,)

    monkeypatch.setattr(Sampler, "good_at", 1)
    executor.classes["Pass"] = Pass
    graph = retrying()
    for i in range(100):
        before = ["3", 0] if i == 0 else [f"p{i - 1}", 0]
        graph[f"p{i}"] = {"class_type": "Pass", "inputs": {"samples": before}}
    graph["4"]["inputs"]["samples"] = ["p99", 0]
    executor.run(graph)
    assert executor.ran.count("Pass") == 200
    assert executor.ui["6"] == {"saved": ["passed", 1]}


@pytest.mark.model
def test_the_real_rules_judge_tensors(pack: ModuleType) -> None:
    nodes: Any = sys.modules[f"{pack.__name__}.nodes"]
    folder = ROOT / "fixtures/HL203-uneven-light"
    pictures = [folder / "good-soft-side.jpg", folder / "bad-one-side.jpg"]
    opened = [Image.open(path).convert("RGB").resize((384, 384)) for path in pictures]
    images = Tensor([np.asarray(image) / 255 for image in opened])
    settings = {**JUDGING, "profile": "corporate"}
    out = nodes.HeadshotLint().lint(images, **settings)["result"]
    assert [each["ok"] for each in json.loads(out[2])] == [True, False]
    assert [each["failed"] for each in json.loads(out[2])] == [[], ["HL203"]]
    portrait = nodes.HeadshotLint().lint(images, **{**settings, "purpose": "portrait"})
    assert portrait["result"][4]
