"""A real pipeline of diffusers with random weights: noise for pictures, but the real wiring.

Optional: torch and diffusers are too large for the environment of the tests.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch", reason="NOT TESTED WITH REAL DIFFUSERS: no torch")
diffusers = pytest.importorskip("diffusers", reason="NOT TESTED WITH REAL DIFFUSERS")
transformers = pytest.importorskip("transformers", reason="NOT TESTED WITH REAL DIFFUSERS")

from headshot_lint.gate import AbortAttempt, Finding, Gate, Judgement  # noqa: E402
from headshot_lint.gate.adapters import Diffusers  # noqa: E402
from headshot_lint.gate.journal import read_journal  # noqa: E402
from headshot_lint.gate.pictures import Picture, pictures_of  # noqa: E402
from headshot_lint.gate.words import Request  # noqa: E402

DARK = Finding("HL201", "face-dark", "lighting", add=("well-lit face",), avoid=("dark",))
STEPS = {"num_inference_steps": 4, "height": 64, "width": 64}


@pytest.fixture(scope="module")
def pipe(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Stable Diffusion of about 100,000 random parameters."""
    folder = tmp_path_factory.mktemp("tokens")
    characters = [chr(i) for i in range(33, 127)]
    tokens = ["<|startoftext|>", "<|endoftext|>", *characters, *(f"{c}</w>" for c in characters)]
    (folder / "vocab.json").write_text(json.dumps({token: i for i, token in enumerate(tokens)}))
    (folder / "merges.txt").write_text("#version: 0.2\n")
    tokenizer = transformers.CLIPTokenizer(
        str(folder / "vocab.json"), str(folder / "merges.txt"), model_max_length=77
    )
    torch.manual_seed(0)
    text = transformers.CLIPTextModel(
        transformers.CLIPTextConfig(
            vocab_size=len(tokens),
            hidden_size=32,
            intermediate_size=37,
            num_attention_heads=4,
            num_hidden_layers=2,
            projection_dim=32,
        )
    )
    unet = diffusers.UNet2DConditionModel(
        block_out_channels=(8, 16),
        layers_per_block=1,
        sample_size=8,
        in_channels=4,
        out_channels=4,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
        cross_attention_dim=32,
        norm_num_groups=4,
    )
    vae = diffusers.AutoencoderKL(
        block_out_channels=(8, 16),
        down_block_types=("DownEncoderBlock2D",) * 2,
        up_block_types=("UpDecoderBlock2D",) * 2,
        latent_channels=4,
        norm_num_groups=4,
    )
    made = diffusers.StableDiffusionPipeline(
        vae=vae,
        text_encoder=text,
        tokenizer=tokenizer,
        unet=unet,
        scheduler=diffusers.DDIMScheduler(),
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    )
    made.set_progress_bar_config(disable=True)
    return made


def test_attempts_replay_to_the_same_pixels(pipe: Any, tmp_path: Path) -> None:
    verdicts = iter([Judgement(10.0, (DARK,)), Judgement(90.0)])
    gate = Gate(lambda _: next(verdicts), journal=tmp_path)
    outcome = gate.run(Diffusers(pipe, **STEPS), {"prompt": "a headshot"}, seed=7, key="k")
    assert outcome.attempts[1].params == {
        "prompt": "a headshot, well-lit face",
        "negative_prompt": "dark",
    }
    for attempt in read_journal(tmp_path, "k").attempts:
        request = Request(attempt.params, attempt.seed, attempt.index)
        (again,) = pictures_of(Diffusers(pipe, **STEPS)(request))
        assert again.sha256 == attempt.sha256


def test_a_batch_has_a_seed_for_each_picture(pipe: Any) -> None:
    request = Request({"prompt": "a headshot"}, 7, 0)
    pictures = pictures_of(Diffusers(pipe, batch=3, **STEPS)(request))
    assert len({picture.sha256 for picture in pictures}) == 3


def test_a_step_aborts_before_the_others_are_computed(pipe: Any) -> None:
    steps: list[int] = []

    def abort(step: int, _timestep: Any, tensors: dict[str, Any]) -> None:
        steps.append(step)
        assert "latents" in tensors
        if step == 1:
            raise AbortAttempt("enough seen")

    adapter = Diffusers(pipe, on_step=abort, **STEPS)
    gate = Gate(lambda _: True, budget=2, exhausted="none")
    outcome = gate.run(adapter, {"prompt": "p"}, seed=7)
    assert [a.status for a in outcome.attempts] == ["aborted", "aborted"]
    assert steps == [0, 1, 0, 1]


def test_pictures_are_pillow_images(pipe: Any) -> None:
    output = Diffusers(pipe, **STEPS)(Request({"prompt": "p"}, 1, 0))
    assert [Picture(image).image().size for image in output] == [(64, 64)]
