"""Every example of docs/gate.md is run as it stands; only addresses of servers are replaced."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import textwrap
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from loopback import WORKFLOW, FakeComfyUI, a1111, openai_images, serving
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from headshot_lint.cli import gate as gate_command

ROOT = Path(__file__).parents[2]
DOCUMENT = (ROOT / "docs/gate.md").read_text(encoding="utf-8")
EXAMPLES = dict(re.findall(r"<!-- example: ([\w ]+) -->\n```python\n(.*?)```", DOCUMENT, re.DOTALL))
COMMAND = re.findall(r"<!-- command: gate -->\n```sh\n(.+)\n```", DOCUMENT)[0]
FIXTURES = ROOT / "fixtures/HL203-uneven-light"

pytestmark = pytest.mark.model


def enlarged(name: str) -> Image.Image:
    """A fixture at the size that the profile asks for."""
    with Image.open(FIXTURES / name) as image:
        return image.convert("RGB").resize((768, 768), Image.Resampling.LANCZOS)


class Renders:
    """Renders with light from one side once, and well from then on."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, **_: Any) -> Image.Image:
        self.count += 1
        return enlarged("bad-one-side.jpg" if self.count == 1 else "good-soft-side.jpg")


def as_png(image: Image.Image, **texts: str) -> bytes:
    out, info = BytesIO(), PngInfo()
    for name, text in texts.items():
        info.add_text(name, text)
    image.save(out, format="PNG", pnginfo=info)
    return out.getvalue()


def run(example: str, names: dict[str, Any], replaced: dict[str, str] | None = None) -> Any:
    code = EXAMPLES[example]
    for old, new in (replaced or {}).items():
        assert old in code
        code = code.replace(old, new)
    exec(compile(code, f"docs/gate.md: {example}", "exec"), names)  # noqa: S102 - our own document
    return SimpleNamespace(**names)


@pytest.fixture
def renders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Renders:
    monkeypatch.chdir(tmp_path)
    return Renders()


def test_function(renders: Renders) -> None:
    ran = run("function", {"render": renders})
    assert [a.counted for a in ran.outcome.attempts] == [("HL203",), ()]
    assert ran.outcome.attempts[1].params["prompt"].endswith(", soft even lighting")
    with Image.open("headshot.png") as saved:
        assert saved.size == (768, 768)


def test_decorator_and_by_hand(renders: Renders) -> None:
    assert run("decorator", {"render": renders}).picture.size == (768, 768)
    assert renders.count == 2
    assert run("by hand", {"render": renders}).picture.size == (768, 768)


def test_async(renders: Renders, capsys: pytest.CaptureFixture[str]) -> None:
    async def render_async(**params: Any) -> Image.Image:
        return renders(**params)

    run("async", {"render_async": render_async})
    told = capsys.readouterr().out
    assert [line.split()[0] for line in told.splitlines()] == ["order-1", "order-2"]
    assert told.count("a picture passed") == 2


def test_diffusers(renders: Renders, monkeypatch: pytest.MonkeyPatch) -> None:
    class Pipeline:
        @classmethod
        def from_pretrained(cls, _name: str) -> Pipeline:
            return cls()

        def __call__(  # noqa: PLR0917 - as in diffusers
            self,
            prompt: str,
            negative_prompt: str = "",
            num_inference_steps: int = 50,
            guidance_scale: float = 7.5,
            generator: Any = None,
            callback_on_step_end: Callable[..., Any] | None = None,
        ) -> Any:
            assert (num_inference_steps, guidance_scale) == (30, 7.0)
            assert callback_on_step_end is not None
            del prompt, negative_prompt, generator
            return SimpleNamespace(images=[renders()])

    diffusers, torch = ModuleType("diffusers"), ModuleType("torch")
    diffusers.DiffusionPipeline = Pipeline  # type: ignore[attr-defined]
    torch.Generator = lambda _: SimpleNamespace(manual_seed=int)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "diffusers", diffusers)
    monkeypatch.setitem(sys.modules, "torch", torch)
    ran = run("diffusers", {})
    assert "dramatic lighting" in ran.outcome.attempts[1].params["negative_prompt"]


def test_comfyui(renders: Renders) -> None:
    Path("workflow_api.json").write_text(json.dumps(WORKFLOW))
    graph = json.dumps(WORKFLOW)
    with serving(FakeComfyUI(lambda _: as_png(renders(), prompt=graph))) as (url, _):
        ran = run("comfyui", {}, {"http://127.0.0.1:8188": url})
    assert [a.status for a in ran.outcome.attempts] == ["rejected", "fixed"]
    assert b"KSampler" not in Path("headshot.png").read_bytes()


def test_a1111(renders: Renders) -> None:
    with serving(a1111(lambda _: [as_png(renders())])) as (url, calls):
        ran = run("a1111", {}, {"http://127.0.0.1:7860": url})
    assert ran.outcome.ok
    assert calls[0].body["steps"] == 25


def test_openai(renders: Renders, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(openai_images(lambda _: [as_png(renders())])) as (url, calls):
        monkeypatch.setenv("OPENAI_BASE_URL", f"{url}/v1")
        monkeypatch.setenv("OPENAI_API_KEY", "k")
        ran = run("openai", {})
    assert ran.outcome.cost == pytest.approx(0.12)
    assert "avoid dramatic lighting" in calls[1].body["prompt"]


def test_actions_and_journal(renders: Renders) -> None:
    assert run("actions", {"render": renders}).outcome.ok
    renders.count = 0
    assert run("journal", {"render": renders}).again.ok
    assert renders.count == 2


def test_uploads(renders: Renders, capsys: pytest.CaptureFixture[str]) -> None:
    photos = {name: as_png(renders()) for name in ("first_photo", "second_photo")}
    uploads = run("uploads", photos).uploads
    assert uploads.missing >= 6
    assert capsys.readouterr().out


def test_command(tmp_path: Path) -> None:
    enlarged("good-soft-side.jpg").save(tmp_path / "good.png")
    script = tmp_path / "render"
    script.write_text(
        textwrap.dedent(f"""\
            #!{sys.executable}
            import shutil, sys
            assert sys.argv[1::2] == ["--seed", "--prompt", "--out"], sys.argv
            shutil.copy({str(tmp_path / "good.png")!r}, sys.argv[6])
            """)
    )
    script.chmod(0o755)
    words = shlex.split(COMMAND)
    assert words.pop(0) == "headshot-lint"
    done = subprocess.run(
        [sys.executable, "-m", "headshot_lint", *words],
        cwd=tmp_path,
        env={**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / done.stdout.strip()).exists()


def test_every_example_was_run() -> None:
    called = re.findall(r"run\(\s*\"([\w ]+)\"", Path(__file__).read_text(encoding="utf-8"))
    assert sorted(set(called)) == sorted(EXAMPLES)
    assert DOCUMENT.count("```python") == len(EXAMPLES), "each example has a name"


def test_links_lead_somewhere_and_options_exist() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", DOCUMENT)
    assert links
    assert all((ROOT / "docs" / link).exists() for link in links)
    options = {opt for param in gate_command.command.params for opt in param.opts}
    assert set(re.findall(r"(?<=\s)--[\w-]+", COMMAND.partition("' ")[2])) <= options
