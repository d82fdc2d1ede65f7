"""The gate's decisions, with pictures of a few pixels and a check that reads their colour."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image
from simulated import BAD, DARK, GOOD, TURNED, by_redness, lucky, picture, scripted

from headshot_lint.gate import (
    AbortAttempt,
    Attempt,
    Budget,
    Finding,
    Gate,
    GateError,
    GateExhausted,
    GeneratorError,
    Job,
    Judgement,
    add_prompt,
    scale,
)
from headshot_lint.gate.events import AttemptEnded, Event, GateEnded
from headshot_lint.gate.seeds import derive
from headshot_lint.model.errors import HeadshotLintError
from headshot_lint.model.verdict import Severity


class Clock:
    """A clock that moves when told to."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


def gate(**options: Any) -> Gate:
    return Gate(
        options.pop("check", by_redness), **{"pause_s": 0.0, "exhausted": "none", **options}
    )


def test_the_first_picture_that_passes_ends_the_job_and_all_attempts_are_told() -> None:
    outcome = gate().run(scripted(BAD, BAD, GOOD, GOOD), seed=7)
    assert [a.status for a in outcome.attempts] == ["rejected", "rejected", "passed"]
    assert (outcome.ok, outcome.stop, outcome.seed) == (True, "passed", 7)
    assert outcome.image is not None
    assert outcome.image.getpixel((0, 0))[0] == GOOD


def test_seeds_follow_from_the_seed_of_the_job_alone() -> None:
    runs = [gate(budget=5).run(scripted(*[BAD] * 5), seed=s) for s in (7, 7, 8)]
    seeds = [[a.seed for a in run.attempts] for run in runs]
    assert seeds[0] == seeds[1] == [derive(7, i) for i in range(5)]
    assert not set(seeds[0]) & set(seeds[2])


@pytest.mark.parametrize(
    ("policy", "expected"),
    [("increment", [7, 8, 9]), (lambda i: 100 * i, [0, 100, 200])],
)
def test_other_seeds(policy: Any, expected: list[int]) -> None:
    outcome = gate(seeds=policy, budget=3).run(scripted(BAD, BAD, BAD), seed=7)
    assert [a.seed for a in outcome.attempts] == expected


def test_the_same_seed_with_the_same_parameters_is_not_rendered_twice() -> None:
    outcome = gate(seeds="fixed", budget=4, remedies={"ALL": ()}).run(scripted(BAD, BAD), seed=7)
    assert (len(outcome.attempts), outcome.stop) == (1, "stalled")


def test_a_fixed_seed_goes_on_as_long_as_remedies_change_something() -> None:
    outcome = gate(seeds="fixed", budget=6).run(
        scripted(*[BAD] * 6), {"prompt": "a headshot"}, seed=7
    )
    prompts = [a.params["prompt"] for a in outcome.attempts]
    assert prompts == [
        "a headshot",
        "a headshot, well-lit face",
        "a headshot, well-lit face, soft light",
    ]
    assert outcome.stop == "stalled"


def test_remedies_start_from_the_original_and_keep_their_bounds() -> None:
    seen: list[float] = []

    def render(*, seed: int, guidance: float) -> Image.Image:
        seen.append(guidance)
        return picture(BAD, seed % 256)

    remedies = {"face-dark": [scale("guidance", 0.5, low=2.0)]}
    gate(budget=5, remedies=remedies).run(render, {"guidance": 12.0}, seed=1)
    assert seen == [12.0, 6.0, 3.0, 2.0, 2.0]


def test_remedies_are_kept_while_another_rule_fails() -> None:
    verdicts = iter([(DARK,), (TURNED,), (TURNED, DARK), ()])
    outcome = gate(check=lambda _: Judgement(50.0, next(verdicts))).run(
        scripted(1, 2, 3, 4), {"prompt": "p"}, seed=1
    )
    prompts = [a.params["prompt"] for a in outcome.attempts]
    assert prompts[1] == "p, well-lit face"
    assert set(prompts[2].split(", ")) == {"p", "well-lit face", "face towards the camera"}
    assert set(prompts[3].split(", ")) == {*prompts[2].split(", "), "soft light"}
    assert [c.rule for c in outcome.attempts[3].changes] == ["HL105", "HL201"]


@pytest.mark.parametrize(
    ("takes", "prompt", "negative"),
    [
        ({"seed", "prompt", "negative_prompt"}, "p, well-lit face", "dark"),
        ({"prompt", "instructions"}, "p, well-lit face, avoid dark", None),
        ({"seed", "prompt"}, "p, well-lit face", None),
    ],
)
def test_words_to_avoid_go_where_a_generator_heeds_them(
    takes: set[str], prompt: str, negative: str | None
) -> None:
    class Adapter:
        def __init__(self) -> None:
            self.takes = frozenset(takes)

        def __call__(self, request: Any) -> Image.Image:
            return picture(BAD, request.index)

    outcome = gate(budget=2).run(Adapter(), {"prompt": "p"}, seed=1)
    assert outcome.attempts[1].params.get("prompt") == prompt
    assert outcome.attempts[1].params.get("negative_prompt") == negative
    assert (outcome.attempts[0].seed is None) == ("seed" not in takes)


def test_advice_does_not_grow_a_prompt_without_bounds() -> None:
    words = tuple(f"a wish of some length, number {i}" for i in range(50))
    found = Finding("HL201", add=words)
    outcome = gate(check=lambda _: Judgement(0.0, (found,)), budget=50).run(
        scripted(*[BAD] * 50), {"prompt": "p"}, seed=1
    )
    assert max(len(a.params["prompt"]) for a in outcome.attempts) <= 321


@pytest.mark.parametrize("selector", ["HL201", "hl201", "face-dark", "HL2", "HL20", "lighting"])
def test_actions_go_by_code_name_prefix_or_category(selector: str) -> None:
    outcome = gate(on_fail={selector: "ignore"}).run(scripted(BAD), seed=1)
    assert outcome.ok
    stopped = gate(on_fail={selector: "stop", "ALL": "ignore"}).run(scripted(BAD, GOOD), seed=1)
    assert (stopped.stop, len(stopped.attempts)) == ("stopped", 1)


def test_the_most_specific_selector_decides() -> None:
    actions = {"ALL": "stop", "HL2": "regenerate", "HL201": "ignore"}
    assert gate(on_fail=actions).run(scripted(BAD), seed=1).ok


def test_severity_decides_what_counts_until_a_rule_is_named() -> None:
    hint = Finding("HL602", "waxy-skin", "render", Severity.HINT)
    verdict = Judgement(90.0, (hint,))
    assert gate(check=lambda _: verdict).run(scripted(BAD), seed=1).ok
    for options in ({"fail_on": "hint"}, {"on_fail": {"waxy-skin": "regenerate"}}):
        outcome = gate(check=lambda _: verdict, budget=2, **options).run(scripted(1, 2), seed=1)
        assert not outcome.ok


def test_a_repair_is_judged_again() -> None:
    def brighten(_image: Any, _finding: Finding) -> Image.Image:
        return picture(GOOD)

    fixed = gate(on_fail={"HL201": "fix"}, fixes={"HL201": brighten}).run(scripted(BAD), seed=1)
    assert (fixed.ok, fixed.attempts[0].status) == (True, "fixed")
    in_vain = gate(on_fail={"HL201": "fix"}, fixes={"HL201": lambda image, _: image}, budget=2).run(
        scripted(BAD, BAD), seed=1
    )
    assert [a.status for a in in_vain.attempts] == ["rejected", "rejected"]


def test_nothing_is_repaired_where_something_else_must_be_rendered_anew() -> None:
    def refuse(_image: Any, _finding: Finding) -> Image.Image:
        raise AssertionError("a repair in vain")

    outcome = gate(
        check=lambda _: Judgement(0.0, (DARK, TURNED)),
        on_fail={"HL201": "fix"},
        fixes={"HL201": refuse},
        budget=1,
    ).run(scripted(BAD), seed=1)
    assert outcome.attempts[0].counted == ("HL201", "HL105")


def test_accept_has_the_last_word_and_a_broken_rule_none() -> None:
    assert not gate(accept=lambda _: False, budget=1).run(scripted(GOOD), seed=1).ok
    broken = Judgement(100.0, broken=("HL999",))
    outcome = gate(check=lambda _: broken).run(scripted(GOOD, GOOD), seed=1)
    assert (outcome.ok, outcome.stop, len(outcome.attempts)) == (False, "broken", 1)


def test_best_of_chooses_among_those_that_passed() -> None:
    outcome = gate(best_of=3, budget=6).run(scripted(210, BAD, 250, 220, 255), seed=1)
    assert (outcome.stop, len(outcome.attempts)) == ("passed", 4)
    assert outcome.best is outcome.attempts[2]


def test_rank_orders_in_place_of_the_score() -> None:
    outcome = gate(best_of=3, rank=lambda a: -(a.score or 0)).run(scripted(210, 250, 205), seed=1)
    assert outcome.best is outcome.attempts[2]


def test_rank_never_puts_a_failure_before_a_pass() -> None:
    outcome = gate(best_of=2, budget=2, rank=lambda a: -(a.score or 0)).run(
        scripted(210, BAD), seed=1
    )
    assert outcome.ok
    assert outcome.best is outcome.attempts[0]


def test_exhaustion_raises_hands_out_the_best_or_none() -> None:
    def run(exhausted: str) -> Any:
        return gate(budget=3, exhausted=exhausted).run(scripted(50, 90, 60), seed=1)

    with pytest.raises(GateExhausted, match=r"no picture passed in 3 attempts.*HL201 face-dark"):
        run("raise")
    assert run("none").image is None
    best = run("best")
    assert not best.ok
    assert best.image.getpixel((0, 0))[0] == 90


def test_the_error_shows_no_picture_and_no_prompt() -> None:
    with pytest.raises(GateExhausted) as caught:
        gate(exhausted="raise").run(scripted(*[BAD] * 4), {"prompt": "Ada Lovelace"}, seed=1)
    assert len(caught.value.outcome.attempts) == 4
    assert "Ada" not in f"{caught.value} {caught.value.outcome!r}"
    assert "PIL" not in repr(caught.value.outcome)


def test_memory_holds_one_picture() -> None:
    outcome = gate(best_of=5, budget=9).run(scripted(*range(205, 240, 4)), seed=1)
    assert sum(a.picture is not None for a in outcome.attempts) == 1


def test_a_budget_of_seconds_is_checked_before_each_attempt_and_told_to_the_generator() -> None:
    clock, left = Clock(), []

    def render(*, seed: int, timeout_s: float | None) -> Image.Image:
        left.append(timeout_s)
        clock.now_s += 0.4
        return picture(BAD, seed % 256)

    outcome = gate(budget=Budget(attempts=9, seconds=1.0), clock=clock).run(render, seed=1)
    assert (outcome.stop, len(outcome.attempts)) == ("seconds", 3)
    assert left == pytest.approx([1.0, 0.6, 0.2])


@pytest.mark.parametrize(
    ("cost", "limit", "attempts"), [(0.1, 0.3, 3), (0.1, 0.29, 2), (1.0, 0.5, 0)]
)
def test_a_known_cost_is_never_overspent(cost: float, limit: float, attempts: int) -> None:
    outcome = gate(budget=Budget(attempts=9, cost=limit), cost=cost).run(
        scripted(*[BAD] * 9), seed=1
    )
    assert (outcome.stop, len(outcome.attempts)) == ("cost", attempts)
    assert outcome.cost <= limit + 1e-9


def test_a_cost_known_afterwards_ends_the_job_once_it_is_reached() -> None:
    outcome = gate(budget=Budget(attempts=9, cost=1.0), cost=lambda a: 0.4 + a.index / 10).run(
        scripted(*[BAD] * 9), seed=1
    )
    assert (outcome.stop, len(outcome.attempts)) == ("cost", 3)


def test_stall_counts_attempts_without_a_better_picture() -> None:
    outcome = gate(budget=Budget(attempts=9, stall=2)).run(scripted(10, 50, 40, 30, 90), seed=1)
    assert (outcome.stop, len(outcome.attempts)) == ("stalled", 4)


def failing(*errors: Exception | None) -> Callable[..., Image.Image]:
    left = iter(errors)

    def render(seed: int) -> Image.Image:
        error = next(left, None)
        if error is not None:
            raise error
        return picture(GOOD, seed % 256)

    return render


def test_an_error_uses_up_no_draw_and_the_same_seed_is_tried_again() -> None:
    outcome = gate().run(failing(GeneratorError("busy"), GeneratorError("busy")), seed=1)
    assert [a.status for a in outcome.attempts] == ["error", "error", "passed"]
    assert {a.seed for a in outcome.attempts} == {derive(1, 0)}


def test_errors_have_a_limit_of_their_own() -> None:
    outcome = gate(budget=Budget(errors=1)).run(failing(*[GeneratorError("busy")] * 9), seed=1)
    assert (outcome.stop, len(outcome.attempts)) == ("errors", 2)
    assert "GeneratorError" in outcome.account()


def test_only_named_exceptions_count_as_errors() -> None:
    assert gate(retry_on=(ConnectionError,)).run(failing(ConnectionResetError()), seed=1).ok
    with pytest.raises(ZeroDivisionError):
        gate(retry_on=(ConnectionError,)).run(failing(ZeroDivisionError()), seed=1)
    with pytest.raises(GateError):
        gate(retry_on=(Exception,)).run(failing(GateError("no such model")), seed=1)
    with pytest.raises(KeyboardInterrupt):
        gate(retry_on=(Exception,)).run(failing(KeyboardInterrupt()), seed=1)  # type: ignore[arg-type]


def test_an_aborted_attempt_counts_and_the_next_seed_is_tried() -> None:
    outcome = gate().run(failing(AbortAttempt("two faces already")), seed=1)
    assert [a.status for a in outcome.attempts] == ["aborted", "passed"]
    assert outcome.attempts[1].seed == derive(1, 1)


def test_pauses_double_and_follow_the_service(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr("time.sleep", slept.append)
    errors = [GeneratorError("x"), GeneratorError("x"), GeneratorError("x", retry_after_s=9.0)]
    gate(budget=Budget(errors=3), pause_s=0.5).run(failing(*errors), seed=1)
    assert slept == [0.5, 1.0, 9.0]


def test_a_pause_beyond_the_budget_ends_the_job_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda _: pytest.fail("slept"))
    outcome = gate(budget=Budget(seconds=5), clock=Clock()).run(
        failing(GeneratorError("x", retry_after_s=60.0)), seed=1
    )
    assert outcome.stop == "seconds"


def test_none_and_an_empty_list_are_told_and_bounded() -> None:
    outcome = gate(budget=Budget(attempts=9, errors=2)).run(lambda seed: [None], seed=1)  # noqa: ARG005
    assert [a.status for a in outcome.attempts] == ["empty"] * 3
    assert (outcome.stop, outcome.best) == ("errors", None)


def test_of_several_pictures_of_a_call_the_first_that_passes_is_taken() -> None:
    outcome = gate().run(
        lambda seed: [picture(BAD, seed % 256), picture(GOOD), picture(254)], seed=1
    )
    assert (outcome.ok, outcome.attempts[0].picked, outcome.attempts[0].pictures) == (True, 1, 3)


@pytest.mark.parametrize("result", [{"image": 1}, 7, object()])
def test_what_is_no_picture_is_a_mistake_and_no_rejection(result: object) -> None:
    with pytest.raises(GateError, match="the generator returned a"):
        gate().run(lambda seed: result, seed=1)  # noqa: ARG005


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"budget": 0}, "the least is 1"),
        ({"budget": Budget(attempts=2), "best_of": 3}, "best_of=3"),
        ({"on_fail": {"HL201": "repair"}}, "no action 'repair'"),
        ({"seeds": "random"}, "no seeds 'random'"),
        ({"exhausted": "return"}, "no exhausted='return'"),
        ({"save": "all"}, "needs a folder"),
        ({"fail_on": "fatal"}, "no severity 'fatal'"),
        ({"purpose": "passport"}, "no purpose 'passport'"),
        ({"check": 7}, "does not check pictures"),
    ],
)
def test_what_does_not_hold_together_is_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(GateError, match=message):
        gate(**options)


def test_selectors_of_a_profile_are_held_against_its_rules() -> None:
    with pytest.raises(HeadshotLintError, match="no rule, prefix, name or category 'face-drak'"):
        Gate("render", on_fail={"face-drak": "ignore"})
    with pytest.raises(GateError, match="never applies"):
        Gate("render", on_fail={"uneven-background": "stop"})
    with pytest.raises(GateError, match=r"HL201 face-dark is to be fixed, and no fix"):
        Gate("render", on_fail={"face-dark": "fix"})
    Gate("render", on_fail={"prompt-leak": "fix", "location-metadata": "fix", "HL6": "regenerate"})


def test_unknown_parameters_and_seeds_among_them_are_refused() -> None:
    with pytest.raises(GateError, match="takes no steps"):
        gate().run(lucky(1.0), {"steps": 3})
    with pytest.raises(GateError, match="the seed is no parameter"):
        gate().run(lambda **_: None, {"seed": 3})


def test_remedies_without_a_bound_are_refused() -> None:
    with pytest.raises(GateError, match="no bound"):
        scale("guidance", 1.1)


def test_the_decorator_returns_what_the_function_returned() -> None:
    @gate(budget=30)
    def render(*, seed: int, prompt: str) -> Image.Image:
        """Render."""
        del prompt
        return lucky(0.3)(seed)

    assert render(prompt="x", seed=3).getpixel((0, 0))[0] == GOOD
    assert render.__doc__ == "Render."
    assert len(render.run({"prompt": "x"}, seed=3).attempts) >= 1


def test_attempts_by_hand_take_the_same_course() -> None:
    trial = gate(budget=30).attempts({"prompt": "x"}, seed=3)
    for attempt in trial:
        with attempt:
            attempt.submit(lucky(0.1)(attempt.seed))
    automatic = gate(budget=30).run(lucky(0.1), {"prompt": "x"}, seed=3)
    assert [a.seed for a in trial.outcome.attempts] == [a.seed for a in automatic.attempts]


def test_attempts_by_hand_bear_what_run_bears_and_want_a_picture() -> None:
    for attempt in (trial := gate(budget=2).attempts(seed=3)):
        with attempt:
            raise AbortAttempt("no")
    assert [a.status for a in trial.outcome.attempts] == ["aborted", "aborted"]
    with pytest.raises(GateError, match="without a picture"):
        list(gate().attempts(seed=3))


def test_observers_and_the_log_get_no_prompt_and_no_text_of_errors(
    caplog: pytest.LogCaptureFixture,
) -> None:
    events: list[Event] = []
    caplog.set_level(logging.DEBUG, "headshot_lint.gate")

    def render(seed: int, prompt: str) -> Image.Image:
        if not events[2:]:
            raise GeneratorError(f"the service refused {prompt!r}")
        return lucky(0.2)(seed)

    gate(observers=[events.append]).run(render, {"prompt": "Ada Lovelace"}, seed=1, key="order-1")
    assert isinstance(events[-1], GateEnded)
    first = next(e for e in events if isinstance(e, AttemptEnded))
    assert (first.status, first.error_type, first.key) == ("error", "GeneratorError", "order-1")
    assert "Ada" not in f"{events} {caplog.text}"
    assert "attempt 0 error" in caplog.text


def test_an_observer_that_breaks_breaks_nothing_else(caplog: pytest.LogCaptureFixture) -> None:
    def broken(_event: Event) -> None:
        raise RuntimeError("secret")

    assert gate(observers=[broken]).run(scripted(GOOD), seed=1).ok
    assert "an observer broke: RuntimeError" in caplog.text
    assert "secret" not in caplog.text


def test_map_yields_in_order_and_raises_for_no_rejection() -> None:
    jobs = [Job({"prompt": str(i)}, seed=i) for i in range(20)]
    strict = gate(exhausted="raise", budget=2)
    for concurrency in (1, 4):
        outcomes = list(strict.map(lucky(0.5), jobs, concurrency=concurrency))
        prompts = [o.attempts[0].params["prompt"] for o in outcomes]
        assert prompts == [str(i) for i in range(20)]
        assert {o.ok for o in outcomes} == {True, False}


def test_map_takes_jobs_as_they_are_needed() -> None:
    taken: list[int] = []

    def jobs() -> Any:
        for i in range(1000):
            taken.append(i)
            yield {"prompt": str(i)}

    outcomes = gate().map(lucky(1.0), jobs(), concurrency=3)
    for _ in range(5):
        next(outcomes)
    outcomes.close()  # type: ignore[attr-defined]
    assert len(taken) <= 8


def test_a_prompt_is_extended_in_the_words_given() -> None:
    outcome = gate(remedies={"lighting": [add_prompt("bright", "airy")]}, budget=3).run(
        scripted(BAD, BAD, BAD), {"prompt": "p"}, seed=1
    )
    assert outcome.attempts[2].params["prompt"] == "p, bright, airy"


def test_an_attempt_tells_its_ok_and_score() -> None:
    assert Attempt(0, 1, {}, "error", error="TimeoutError: x").error_type == "TimeoutError"
    assert Attempt(0, 1, {}, "empty").score is None
