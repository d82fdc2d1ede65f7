from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from headshot_lint.api import Confidence, Missing, Status, Verdict
from headshot_lint.engine.judge import check_rule
from headshot_lint.engine.profile import RulePlan
from headshot_lint.model.facts import Impression
from headshot_lint.model.facts.light import KeyLight, Light
from headshot_lint_rules.hard_shadows import HardShadows, HardShadowsOptions

LIMITS = HardShadowsOptions(best=10.0, limit=60.0, worst=90.0)


class Unlit(SimpleNamespace):
    """Facts of a photo that yields no light."""

    @property
    def light(self) -> Light:
        raise Missing("too little skin to see the light")


class Faceless(SimpleNamespace):
    """Facts of a photo that yields no impression."""

    @property
    def impression(self) -> Impression:
        raise Missing("no face was found")


def lit(edge_ev: float) -> Light:
    return Light(
        spread_ev=0.4,
        within_ev=0.2,
        left_right_ev=0.6,
        top_bottom_ev=0.1,
        brightest="left cheek",
        darkest="right lower cheek",
        shadow_edge_ev=edge_ev,
        background_over_face_ev=0.3,
        specular_share=0.02,
        key=KeyLight.SIDE,
    )


def checked(facts: SimpleNamespace, options: HardShadowsOptions = LIMITS) -> Verdict:
    """Run the rule as the engine does, on the facts that it declares."""
    plan = RulePlan(HardShadows(options), HardShadows.severity, 10.0, "", None)
    return check_rule(plan, facts)  # type: ignore[arg-type]


def judged(seen: Impression, edge_ev: float = 0.4, options: HardShadowsOptions = LIMITS) -> Verdict:
    return checked(SimpleNamespace(impression=seen, light=lit(edge_ev)), options)


@pytest.mark.parametrize(
    ("harsh", "status", "score"),
    [
        pytest.param(0.1, Status.PASS, 100, id="soft"),
        pytest.param(0.6, Status.PASS, 50, id="at-the-limit"),
        pytest.param(0.601, Status.FAIL, 49, id="just-beyond"),
        pytest.param(0.9, Status.FAIL, 0, id="sun-through-leaves"),
    ],
)
def test_the_sureness_decides(
    impression: Callable[..., Impression], harsh: float, status: Status, score: int
) -> None:
    verdict = judged(impression(harsh=harsh))
    assert (verdict.status, verdict.score) == (status, score)
    assert verdict.value == pytest.approx(100 * harsh)
    assert verdict.limit == 60.0


@pytest.mark.parametrize("edge_ev", [0.0, 1.8])
def test_the_step_is_named_and_decides_nothing(
    impression: Callable[..., Impression], edge_ev: float
) -> None:
    assert judged(impression(harsh=0.2), edge_ev).status is Status.PASS
    assert judged(impression(harsh=0.8), edge_ev).status is Status.FAIL


def test_other_faults_are_left_to_others(impression: Callable[..., Impression]) -> None:
    assert judged(impression(cast=1.0, dark=1.0, bright=1.0)).score == 100


def test_default_limits_tell_soft_from_harsh(impression: Callable[..., Impression]) -> None:
    default = HardShadowsOptions()
    assert judged(impression(harsh=0.0), options=default).score == 100
    assert judged(impression(harsh=1.0), options=default).score == 0


def test_messages_carry_the_numbers(impression: Callable[..., Impression]) -> None:
    soft = judged(impression(harsh=0.123), 0.42)
    assert soft.message == (
        "The light on the face is soft (12 % sure of harsh light, shadows step by 0.4 stops)."
    )
    assert soft.advice == ""
    harsh = judged(impression(harsh=0.823), 1.78)
    assert harsh.message == (
        "The light on the face is harsh (82 % sure, limit 60, shadows step by 1.8 stops)."
    )
    assert "open shade" in harsh.advice
    assert "harsh shadows" in harsh.prompt_advice.avoid


def test_without_measured_light_it_still_judges(impression: Callable[..., Impression]) -> None:
    soft = checked(Unlit(impression=impression(harsh=0.123)))
    assert soft.status is Status.PASS
    assert soft.message == "The light on the face is soft (12 % sure of harsh light)."
    harsh = checked(Unlit(impression=impression(harsh=0.823)))
    assert harsh.status is Status.FAIL
    assert harsh.message == "The light on the face is harsh (82 % sure, limit 60)."


def test_without_an_impression_it_skips() -> None:
    verdict = checked(Faceless(light=lit(1.8)))
    assert (verdict.status, verdict.reason) == (Status.SKIP, "no face was found")


@pytest.mark.parametrize("harsh", [0.0, 0.7, 1.0])
def test_weak_agreement_means_low_confidence(
    impression: Callable[..., Impression], harsh: float
) -> None:
    assert judged(impression(harsh=harsh)).confidence is Confidence.LOW
