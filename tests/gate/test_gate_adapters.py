"""Each adapter against a server or client that speaks the real protocol, and misbehaves."""

from __future__ import annotations

import asyncio
import base64
import inspect
import shlex
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import openai
import pytest
from loopback import (
    PATCH,
    WORKFLOW,
    Answer,
    Call,
    FakeComfyUI,
    Respond,
    a1111,
    as_json,
    openai_images,
    png,
    serving,
)
from PIL import Image
from simulated import BAD, GOOD, by_redness, picture

from headshot_lint.gate import AbortAttempt, Budget, Gate, GateError, GeneratorError, Outcome
from headshot_lint.gate.adapters import (
    A1111,
    AsyncOpenAIImages,
    ComfyUI,
    Command,
    Diffusers,
    OpenAIImages,
)
from headshot_lint.gate.seeds import derive


def gate(**options: Any) -> Gate:
    return Gate(by_redness, **{"pause_s": 0.0, "exhausted": "none", **options})


def good_from(third: int) -> Callable[[Any], bytes]:
    """Pictures of which the first are bad."""
    count = iter(range(100))
    return lambda _: png(GOOD if next(count) >= third else BAD)


# One way to run each of the three HTTP adapters against one server.


def by_comfyui(url: str, **options: Any) -> Any:
    return ComfyUI(url, WORKFLOW, PATCH, poll_s=0.01, **options)


def by_a1111(url: str, **options: Any) -> Any:
    return A1111(url, **options)


def by_openai(url: str, timeout_s: float = 30.0) -> Any:
    return OpenAIImages(openai.OpenAI(base_url=f"{url}/v1", api_key="k", timeout=timeout_s))


def servers(first: Answer | None, draw: Callable[[Any], bytes]) -> dict[Any, Respond]:
    """A server for each adapter that gives one answer of its own before it works as it should."""

    def after_first(path: str, respond: Respond) -> Respond:
        left = [first] if first is not None else []

        def respond_later(call: Call) -> Answer:
            return left.pop() if left and call.path == path else respond(call)

        return respond_later

    return {
        by_comfyui: after_first("/prompt", FakeComfyUI(draw)),
        by_a1111: after_first("/sdapi/v1/txt2img", a1111(lambda body: [draw(body)])),
        by_openai: after_first("/v1/images/generations", openai_images(lambda b: [draw(b)])),
    }


ADAPTERS = pytest.mark.parametrize("adapter", [by_comfyui, by_a1111, by_openai])


@ADAPTERS
def test_http_renders_until_a_picture_passes(adapter: Any) -> None:
    with serving(servers(None, good_from(2))[adapter]) as (url, _):
        outcome = gate().run(adapter(url), {"prompt": "a headshot"}, seed=7)
    assert [a.status for a in outcome.attempts] == ["rejected", "rejected", "passed"]
    assert outcome.image is not None
    assert outcome.image.size == (8, 8)


@ADAPTERS
@pytest.mark.parametrize("status", [429, 500, 503])
def test_http_refusals_that_pass_are_borne(adapter: Any, status: int) -> None:
    busy = as_json({"error": {"message": "busy"}}, status, **{"Retry-After": "0.25"})
    with serving(servers(busy, good_from(0))[adapter]) as (url, calls):
        began = time.monotonic()
        outcome = gate().run(adapter(url), {"prompt": "p"}, seed=7)
        assert time.monotonic() - began >= 0.25
    assert [a.status for a in outcome.attempts] == ["error", "passed"]
    assert calls[0].path == calls[1].path, "the client must not try again by itself"


@ADAPTERS
def test_http_refusals_that_stay_are_mistakes_and_not_tried_again(adapter: Any) -> None:
    wrong = as_json({"error": {"message": "no such model"}}, 400)
    with serving(servers(wrong, good_from(0))[adapter]) as (url, calls):
        with pytest.raises(GateError, match="no such model"):
            gate().run(adapter(url), {"prompt": "p"}, seed=7)
        assert len(calls) == 1


@ADAPTERS
def test_http_without_an_answer_in_time(adapter: Any) -> None:
    with serving(servers(Answer(hang_s=5.0), good_from(0))[adapter]) as (url, _):
        began = time.monotonic()
        outcome = gate().run(adapter(url, timeout_s=0.3), {"prompt": "p"}, seed=7)
        assert time.monotonic() - began < 3.0
    assert [a.status for a in outcome.attempts] == ["error", "passed"]


@ADAPTERS
def test_http_is_told_the_time_that_is_left(adapter: Any) -> None:
    with serving(servers(Answer(hang_s=5.0), good_from(0))[adapter]) as (url, _):
        began = time.monotonic()
        outcome = gate(budget=Budget(seconds=0.3)).run(adapter(url), {"prompt": "p"}, seed=7)
        assert time.monotonic() - began < 2.0
    assert outcome.stop == "seconds"


@ADAPTERS
@pytest.mark.parametrize(
    "file", [b"", b"<html>gateway</html>", png(GOOD)[:-30], b"\x89PNG\r\n\x1a\n" + b"\0" * 50]
)
def test_http_malformed_pictures_are_errors_and_no_rejections(adapter: Any, file: bytes) -> None:
    files = iter([file, png(GOOD)])
    with serving(servers(None, lambda _: next(files))[adapter]) as (url, _):
        outcome = gate().run(adapter(url), {"prompt": "p"}, seed=7)
    assert outcome.attempts[0].status in ("error", "empty")
    assert outcome.ok


@ADAPTERS
def test_http_answers_that_break_off_or_are_no_json(adapter: Any) -> None:
    for first in (Answer(body=b'{"a": 1' + b" " * 500, cut=100), Answer(body=b"<html>")):
        with serving(servers(first, good_from(0))[adapter]) as (url, _):
            outcome = gate().run(adapter(url), {"prompt": "p"}, seed=7)
        assert outcome.attempts[0].status in ("error", "empty")
        assert outcome.ok


def test_http_answers_without_pictures_are_told() -> None:
    comfyui = FakeComfyUI(good_from(0))
    comfyui.outputs = {}
    empty: dict[Any, Respond] = {
        by_comfyui: comfyui,
        by_a1111: lambda _: as_json({"images": [], "info": "{}"}),
        by_openai: lambda _: as_json({"created": 1, "data": []}),
    }
    for adapter, respond in empty.items():
        with serving(respond) as (url, _):
            outcome = gate(budget=Budget(errors=1)).run(adapter(url), {"prompt": "p"}, seed=7)
        assert [a.status for a in outcome.attempts] == ["empty", "empty"]
        assert outcome.stop == "errors"


def test_comfyui_a_graph_of_which_a_part_is_refused_is_a_mistake() -> None:
    comfyui = FakeComfyUI(good_from(0))
    comfyui.outputs, comfyui.node_errors = {}, {"9": {"errors": []}}
    with serving(comfyui) as (url, _), pytest.raises(GateError, match="errors in nodes 9"):
        gate().run(by_comfyui(url), seed=7)


@ADAPTERS
def test_http_a_picture_of_another_size_is_judged_like_any(adapter: Any) -> None:
    with serving(servers(None, lambda _: png(GOOD, (30, 20)))[adapter]) as (url, _):
        outcome = gate().run(adapter(url), {"prompt": "p"}, seed=7)
    assert outcome.image is not None
    assert outcome.image.size == (30, 20)


@ADAPTERS
def test_http_without_a_server_ends_by_the_budget_of_errors(adapter: Any) -> None:
    with serving(lambda _: Answer()) as (url, _):
        pass
    outcome = gate(budget=Budget(errors=1)).run(adapter(url), {"prompt": "p"}, seed=7)
    assert (outcome.stop, len(outcome.attempts)) == ("errors", 2)


def test_addresses_that_are_none_are_refused() -> None:
    for url in ("file:///etc/passwd", "localhost:8188", ""):
        with pytest.raises(GateError, match="no address of a server"):
            A1111(url)


# ComfyUI


def test_comfyui_patches_a_copy_of_the_workflow() -> None:
    server = FakeComfyUI(good_from(1))
    with serving(server) as (url, _):
        adapter = by_comfyui(url)
        outcome = gate().run(adapter, {"cfg": 6.5}, seed=7)
    sent = [graph for _, graph in server.graphs.values()]
    assert [graph["3"]["inputs"]["seed"] for graph in sent] == [derive(7, 0), derive(7, 1)]
    assert sent[0]["3"]["inputs"]["cfg"] == 6.5
    assert sent[1]["6"]["inputs"]["text"] == "a headshot, well-lit face"
    assert sent[1]["7"]["inputs"]["text"] == "blurry, dark"
    assert WORKFLOW["3"]["inputs"]["seed"] == 0
    assert outcome.attempts[0].params == {
        "prompt": "a headshot",
        "negative_prompt": "blurry",
        "cfg": 6.5,
    }


def test_comfyui_an_invalid_graph_is_a_mistake_and_not_tried_again() -> None:
    graph = {key: node for key, node in WORKFLOW.items() if key != "9"}
    server = FakeComfyUI(good_from(0))
    with serving(server) as (url, calls):
        with pytest.raises(GateError, match="Prompt has no outputs"):
            gate().run(ComfyUI(url, graph, {"3.seed": "seed"}), seed=7)
        assert len(calls) == 1


def test_comfyui_an_error_while_running_is_borne_and_an_interruption_is_an_abort() -> None:
    error = {"node_id": "3", "exception_type": "torch.OutOfMemoryError", "exception_message": "p"}
    for message, status in (
        (["execution_error", error], "error"),
        (["execution_interrupted", {"node_id": "3"}], "aborted"),
    ):
        state = {"status_str": "error", "completed": False, "messages": [message]}
        with serving(FakeComfyUI(good_from(0), status=state)) as (url, _):
            outcome = gate(budget=Budget(attempts=1, errors=0)).run(by_comfyui(url), seed=7)
        assert outcome.attempts[0].status == status
        if status == "error":
            assert "OutOfMemoryError in node 3" in str(outcome.attempts[0].error)


def test_comfyui_a_workflow_that_takes_too_long_is_taken_off_the_machine() -> None:
    with serving(FakeComfyUI(good_from(0), runs_s=60.0)) as (url, calls):
        outcome = gate(budget=Budget(errors=0)).run(by_comfyui(url, timeout_s=0.2), seed=7)
    assert outcome.attempts[0].status == "error"
    ended = [(c.path, c.body) for c in calls if c.method == "POST" and c.path != "/prompt"]
    assert ended == [("/queue", {"delete": ["job-0"]}), ("/interrupt", {"prompt_id": "job-0"})]


def test_comfyui_previews_count_where_nothing_is_saved() -> None:
    with serving(FakeComfyUI(good_from(0), kind="temp")) as (url, _):
        assert gate().run(by_comfyui(url), seed=7).ok


@pytest.mark.parametrize(
    ("workflow", "patch", "message"),
    [
        ({"nodes": [], "links": []}, {}, "API format"),
        (WORKFLOW, {"3.sede": "seed"}, "no input '3.sede'"),
        (WORKFLOW, {"33.seed": "seed"}, "no input '33.seed'"),
    ],
)
def test_comfyui_workflows_that_cannot_be_patched_are_refused(
    workflow: Any, patch: dict[str, str], message: str
) -> None:
    with pytest.raises(GateError, match=message):
        ComfyUI("http://127.0.0.1:1", workflow, patch)


# A1111


def test_a1111_sends_seed_and_parameters_and_takes_several_pictures() -> None:
    def draw(body: dict[str, Any]) -> list[bytes]:
        return [png(BAD), png(GOOD)] if body["batch_size"] == 2 else []

    with serving(a1111(draw)) as (url, calls):
        outcome = gate().run(A1111(url), {"prompt": "p", "batch_size": 2}, seed=7)
    assert calls[0].body == {"prompt": "p", "batch_size": 2, "seed": derive(7, 0)}
    assert (outcome.ok, outcome.attempts[0].picked) == (True, 1)


def test_a1111_data_urls_and_what_is_no_base64() -> None:
    data_url = "data:image/png;base64," + base64.b64encode(png(GOOD)).decode()
    for image, ok in ((data_url, True), ("%%%", False), (None, False)):
        with serving(lambda _, image=image: as_json({"images": [image]})) as (url, _):
            outcome = gate(budget=Budget(errors=0)).run(A1111(url), {"prompt": "p"}, seed=7)
        assert outcome.ok == ok
        assert outcome.attempts[0].status == ("passed" if ok else "error")


def test_a1111_is_interrupted_when_it_takes_too_long() -> None:
    def respond(call: Call) -> Answer:
        return Answer(hang_s=5.0) if call.path.endswith("txt2img") else as_json({})

    with serving(respond) as (url, calls):
        gate(budget=Budget(errors=0)).run(A1111(url, timeout_s=0.2), {"prompt": "p"}, seed=7)
    assert calls[-1].path == "/sdapi/v1/interrupt"


# OpenAI-style


def test_openai_gets_no_seed_and_all_advice_in_the_prompt() -> None:
    with serving(openai_images(lambda _: [good()])) as (url, calls):
        files = iter([png(BAD), png(GOOD)])

        def good() -> bytes:
            return next(files)

        client = openai.OpenAI(base_url=f"{url}/v1", api_key="k")
        adapter = OpenAIImages(client, model="gpt-image-1")
        outcome = gate().run(adapter, {"prompt": "a headshot"}, seed=7)
    assert calls[1].body == {
        "model": "gpt-image-1",
        "prompt": "a headshot, well-lit face, avoid dark",
    }
    assert [a.seed for a in outcome.attempts] == [None, None]


def test_openai_pictures_by_address_are_fetched() -> None:
    def respond(call: Call) -> Answer:
        if call.path == "/file.png":
            return Answer(body=png(GOOD))
        return as_json({"created": 1, "data": [{"url": f"http://{call.headers['Host']}/file.png"}]})

    with serving(respond) as (url, _):
        assert gate().run(by_openai(url), {"prompt": "p"}).ok


def test_openai_moderation_is_an_abort() -> None:
    error = {"error": {"message": "rejected", "code": "moderation_blocked", "type": "x"}}
    with serving(servers(as_json(error, 400), good_from(0))[by_openai]) as (url, _):
        outcome = gate().run(by_openai(url), {"prompt": "p"})
    assert [a.status for a in outcome.attempts] == ["aborted", "passed"]


def test_openai_asynchronous_client() -> None:
    async def run(url: str) -> Outcome:
        async with openai.AsyncOpenAI(base_url=f"{url}/v1", api_key="k") as client:
            return await gate().arun(AsyncOpenAIImages(client), {"prompt": "p"})

    with serving(servers(as_json({}, 429), good_from(1))[by_openai]) as (url, _):
        outcome = asyncio.run(run(url))
    assert [a.status for a in outcome.attempts] == ["error", "rejected", "passed"]


# diffusers, with a pipeline that has the real signature; see test_gate_diffusers.py for real ones


class Pipe:
    """A pipeline that draws by the seed of its generators, in as many steps as it is told."""

    def __init__(self, *, blackens: bool = False) -> None:
        self.calls: list[dict[str, Any]] = []
        self.blackens = blackens

    def __call__(  # noqa: PLR0917 - as in diffusers
        self,
        prompt: str,
        negative_prompt: str | None = None,
        num_inference_steps: int = 5,
        guidance_scale: float = 7.5,
        num_images_per_prompt: int = 1,
        generator: Any = None,
        callback_on_step_end: Any = None,
    ) -> Any:
        del guidance_scale
        self.calls.append({"prompt": prompt, "negative_prompt": negative_prompt})
        for step in range(num_inference_steps):
            tensors = callback_on_step_end(self, step, 1000 - step, {"latents": None})
            assert tensors == {"latents": None}
        each = generator if isinstance(generator, list) else [generator] * num_images_per_prompt
        images = [picture(GOOD if g.seed % 3 == 0 else BAD, g.seed % 256) for g in each]
        return SimpleNamespace(
            images=images, nsfw_content_detected=[True] * len(images) if self.blackens else None
        )


@pytest.fixture
def _torch(monkeypatch: pytest.MonkeyPatch) -> None:
    class Generator:
        def __init__(self, device: str) -> None:
            assert device == "cpu"

        def manual_seed(self, seed: int) -> Generator:
            self.seed = seed
            return self

    torch = ModuleType("torch")
    torch.Generator = Generator  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "torch", torch)


@pytest.mark.usefixtures("_torch")
def test_diffusers_takes_what_the_pipeline_takes() -> None:
    pipe = Pipe()
    outcome = gate(budget=20).run(Diffusers(pipe), {"prompt": "p", "guidance_scale": 5.0}, seed=7)
    assert outcome.ok
    assert pipe.calls[1] == {"prompt": "p, well-lit face", "negative_prompt": "dark"}
    with pytest.raises(GateError, match="takes no steps"):
        gate().run(Diffusers(pipe), {"prompt": "p", "steps": 3}, seed=7)


@pytest.mark.usefixtures("_torch")
def test_diffusers_a_batch_has_a_seed_for_each_picture() -> None:
    outcome = gate(budget=9).run(Diffusers(Pipe(), batch=8), {"prompt": "p"}, seed=7)
    attempt = outcome.attempts[-1]
    assert attempt.seed is not None
    alone = derive(attempt.seed, attempt.picked)
    assert outcome.image is not None
    assert outcome.image.getpixel((0, 0)) == picture(GOOD, alone % 256).getpixel((0, 0))


@pytest.mark.usefixtures("_torch")
def test_diffusers_a_step_may_abort_and_time_may_run_out() -> None:
    def abort_at_2(step: int, _timestep: Any, _tensors: Any) -> None:
        if step == 2:
            raise AbortAttempt("two faces already")

    outcome = gate(budget=2).run(Diffusers(Pipe(), on_step=abort_at_2), {"prompt": "p"}, seed=7)
    assert [a.status for a in outcome.attempts] == ["aborted", "aborted"]
    late = Diffusers(Pipe(), on_step=lambda *_: time.sleep(0.06))
    outcome = gate(budget=Budget(seconds=0.1)).run(late, {"prompt": "p"}, seed=7)
    assert (outcome.stop, outcome.attempts[0].status) == ("seconds", "error")


@pytest.mark.usefixtures("_torch")
def test_diffusers_blackened_pictures_are_none() -> None:
    outcome = gate(budget=1).run(Diffusers(Pipe(blackens=True)), {"prompt": "p"}, seed=7)
    assert outcome.attempts[0].status == "empty"


@pytest.mark.usefixtures("_torch")
def test_diffusers_a_negative_prompt_that_is_ignored_is_not_given() -> None:
    def signature(*names: str) -> Any:
        def call(**_: Any) -> None: ...

        kind = inspect.Parameter.KEYWORD_ONLY
        call.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
            [inspect.Parameter(name, kind) for name in names]
        )
        return SimpleNamespace(__call__=call)

    names = ("prompt", "negative_prompt", "true_cfg_scale")
    assert "negative_prompt" not in Diffusers(signature(*names)).takes
    assert "negative_prompt" in Diffusers(signature(*names), negative_prompt=True).takes
    assert "negative_prompt" in Diffusers(signature(*names[:2])).takes


# Commands


RENDER = """
    import sys, time
    from PIL import Image
    seed, prompt, out = int(sys.argv[1]), sys.argv[2], sys.argv[3]
    mode = sys.argv[4] if len(sys.argv) > 4 else ""
    if mode == "fail": print("CUDA is out of memory", file=sys.stderr); sys.exit(1)
    if mode == "usage": print("no such option", file=sys.stderr); sys.exit(2)
    if mode == "hang": time.sleep(60)
    if mode == "nothing": sys.exit(0)
    if mode == "garbage": open(out, "wb").write(b"no picture"); sys.exit(0)
    image = Image.new("RGB", (8, 8), (255 if seed % 2 else 10, len(prompt), 0))
    image.save(sys.stdout.buffer if out == "-" else out, format="PNG")
"""


@pytest.fixture
def script(tmp_path: Path) -> str:
    path = tmp_path / "render it.py"
    path.write_text(textwrap.dedent(RENDER))
    return f"{shlex.quote(sys.executable)} {shlex.quote(str(path))}"


def test_command_renders_into_a_file_or_to_standard_output(script: str) -> None:
    for out in ("{out}", "-"):
        adapter = Command(f"{script} {{seed}} {{prompt}} {out}")
        assert adapter.takes == {"seed", "prompt"}
        outcome = gate(budget=9, remedies={"ALL": ()}).run(adapter, {"prompt": "four"}, seed=7)
        assert outcome.image is not None
        assert outcome.image.getpixel((0, 0)) == (255, 4, 0)


@pytest.mark.parametrize(
    "prompt", ["$(touch pwned)", "'; touch pwned #", '"', "a\nb", "{seed} {out}", "", "ä 🙂"]
)
def test_command_a_prompt_stays_one_word_and_no_shell_reads_it(
    script: str, prompt: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    adapter = Command(f"{script} {{seed}} {{prompt}} {{out}}")
    outcome = gate(budget=9, remedies={"ALL": ()}).run(adapter, {"prompt": prompt}, seed=7)
    assert outcome.image is not None
    assert outcome.image.getpixel((0, 0)) == (255, len(prompt), 0)
    assert not (tmp_path / "pwned").exists()


@pytest.mark.parametrize(("mode", "status"), [("fail", "error"), ("nothing", "empty")])
def test_command_failures_are_borne(script: str, mode: str, status: str) -> None:
    adapter = Command(f"{script} {{seed}} {{prompt}} {{out}} {mode}")
    outcome = gate(budget=Budget(errors=1)).run(adapter, {"prompt": "p"}, seed=7)
    assert [a.status for a in outcome.attempts] == [status, status]
    if mode == "fail":
        assert "ended with 1: CUDA is out of memory" in str(outcome.attempts[0].error)


def test_command_garbage_is_an_error(script: str) -> None:
    adapter = Command(f"{script} {{seed}} {{prompt}} {{out}} garbage")
    outcome = gate(budget=Budget(errors=0)).run(adapter, {"prompt": "p"}, seed=7)
    assert "is not a picture" in str(outcome.attempts[0].error)


def test_command_called_wrongly_is_a_mistake(script: str, tmp_path: Path) -> None:
    with pytest.raises(GateError, match="ended with 2: no such option"):
        gate().run(Command(f"{script} {{seed}} {{prompt}} {{out}} usage"), {"prompt": "p"})
    with pytest.raises(GateError, match="cannot be run: No such file"):
        gate().run(Command(f"{tmp_path}/absent {{out}}"))
    with pytest.raises(GateError, match=r"no value for \{prompt\}"):
        gate().run(Command(f"{script} {{prompt}}"))
    with pytest.raises(GateError, match="split into words"):
        Command("render 'unclosed")
    with pytest.raises(GateError, match="NUL"):
        gate().run(Command("render {prompt}"), {"prompt": "a\0b"})


@pytest.mark.skipif(sys.platform == "win32", reason="process groups are POSIX's")
def test_command_that_takes_too_long_is_ended_with_all_it_started(tmp_path: Path) -> None:
    child = f'{sys.executable} -c \'import time; time.sleep(2); open("{tmp_path}/late", "w")\''
    adapter = Command(f"sh -c {shlex.quote(child + ' & wait')}", timeout_s=0.3)
    began = time.monotonic()
    outcome = gate(budget=Budget(errors=0)).run(adapter)
    assert time.monotonic() - began < 2.0
    assert "took longer than" in str(outcome.attempts[0].error)
    time.sleep(2.3)
    assert not (tmp_path / "late").exists()


# Plain functions


@pytest.mark.parametrize(
    "result",
    [
        picture(GOOD),
        np.full((8, 8, 3), 255, np.uint8),
        np.ones((8, 8, 3), np.float32),
        np.ones((2, 8, 8, 3), np.float32),
        png(GOOD),
        [None, picture(GOOD)],
        (png(BAD), png(GOOD)),
        SimpleNamespace(images=[picture(GOOD)]),
        Image.new("RGB", (333, 20), (255, 0, 0)),
        Image.new("RGBA", (8, 8), (255, 0, 0, 255)),
    ],
    ids=lambda value: type(value).__name__,
)
def test_functions_may_return_pictures_of_many_kinds(result: Any) -> None:
    assert gate().run(lambda: result).ok


def test_functions_may_return_paths(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(png(GOOD))
    assert gate().run(lambda: path).ok
    assert gate().run(lambda: str(path)).ok
    with pytest.raises(GateError, match="cannot be read"):
        gate().run(lambda: tmp_path / "absent.png")


@pytest.mark.parametrize(
    ("array", "error"),
    [
        (np.full((8, 8, 3), np.nan), "values that are no numbers"),
        (np.full((8, 8, 3), 128.0), "floats beyond 0 to 1"),
        (np.zeros((8, 8, 5), np.uint8), "shape"),
        (np.zeros((0, 8, 3), np.uint8), "shape"),
        (np.zeros((8, 8, 3), np.int64), "int64"),
    ],
)
def test_arrays_that_are_no_pictures(array: Any, error: str) -> None:
    if "no numbers" in error:
        outcome = gate(budget=Budget(errors=0)).run(lambda: array)
        assert error in str(outcome.attempts[0].error)
    else:
        with pytest.raises(GateError, match=error):
            gate().run(lambda: array)


def test_functions_with_defaults_are_remedied_from_them() -> None:
    def render(*, seed: int, prompt: str = "a headshot") -> Image.Image:
        del prompt
        return picture(BAD, seed % 256)

    outcome = gate(budget=2).run(render, seed=1)
    assert outcome.attempts[1].params == {"prompt": "a headshot, well-lit face"}


def test_a_generator_error_of_a_function_is_borne() -> None:
    left = iter([GeneratorError("busy"), None])

    def render() -> Image.Image:
        if (error := next(left)) is not None:
            raise error
        return picture(GOOD)

    assert gate().run(render).ok
