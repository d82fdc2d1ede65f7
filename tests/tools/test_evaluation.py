from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).parents[2]
pytest.importorskip("sklearn", reason="the evaluation needs the dependency group `evaluate`")
sys.path.insert(0, str(ROOT / "tools"))

from evaluation import agreement, document  # noqa: E402
from evaluation.agreement import Estimate, Share  # noqa: E402
from evaluation.comparison import by_size, comparison_section, rival_scores, size_section  # noqa: E402
from evaluation.criteria import CRITERIA, criteria_section, hits, left_out_section  # noqa: E402
from evaluation.disagreements import blame_section, worst, worst_section  # noqa: E402
from evaluation.judged import Judged, MissingReportsError, join, pooled_folds  # noqa: E402
from evaluation.measurements import Measurements, direction  # noqa: E402
from evaluation.overall import overall_section  # noqa: E402
from evaluation.pairs import differing, newer_wins, pairs_section  # noqa: E402
from evaluation.rates import kind_section, rates_section, verdict_section  # noqa: E402
from evaluation.refit import Refit, fit_ramp  # noqa: E402
from evaluation.rivals import RIVALS, luminance_mean, read_measures, write_measures  # noqa: E402
from evaluation.tables import Section  # noqa: E402
from labels import Labelled, NoPhotographsError, Replaced, read_labels  # noqa: E402

from headshot_lint.engine.profile import load_profile  # noqa: E402
from headshot_lint.engine.registry import load_rules  # noqa: E402
from headshot_lint.engine.report import PhotoReport, Report  # noqa: E402

COUNT = 90
SOURCES = ("first", "second", "third")
BLUR = "HL104"


def row(rating: int, *, blurred: bool) -> dict[str, str]:
    sound = {criterion.column: "sound" for criterion in CRITERIA}
    return sound | {
        "people": "1",
        "type": "headshot",
        "rating": str(rating),
        "verdict": "pass" if rating > 3 else "borderline" if rating == 3 else "fail",
        "clarity": "blurred" if blurred else "crisp",
        "main_fault": "blur" if blurred else "none",
    }


def report_of(name: str, score: float, blur: float) -> PhotoReport:
    rule = load_rules()[BLUR]
    result = {
        "code": BLUR,
        "name": rule.name,
        "category": rule.category,
        "severity": "error",
        "status": "fail" if blur > 5 else "pass",
        "confidence": "high",
        "value": blur,
        "unit": rule.unit,
        "limit": 5.0,
        "score": max(0, round(100 - 10 * blur)),
        "points_lost": blur,
        "message": "",
        "advice": "",
        "prompt_advice": {},
        "reason": None,
        "fixable": False,
    }
    return PhotoReport.model_validate(
        {
            "path": f"photos/{name}",
            **dict.fromkeys(("sha256", "width", "height", "bytes", "format")),
            "verdict": "fail" if blur > 5 else "pass",
            "score": score,
            "kind": "headshot",
            "categories": {},
            "smallest_legible_px": None,
            "results": [result],
        }
    )


@pytest.fixture(scope="module")
def judged() -> list[Judged]:
    """Ninety photographs of three sources; the linter reads rater A's mind, with noise."""
    random = np.random.default_rng(1)
    made = []
    for i in range(COUNT):
        rating = 1 + i % 5
        other = int(np.clip(rating + random.integers(-1, 2), 1, 5))
        blur = 10.0 - 2 * rating + float(random.normal())
        label = Labelled(
            path=Path(f"labelled/photo-{i}.jpg"),
            source=SOURCES[i % 3],
            train_ok="fit",
            a=row(rating, blurred=rating < 2),
            b=row(other, blurred=other < 2),
        )
        score = float(np.clip(100 - 10 * blur, 0, 100))
        made.append(Judged(label, report_of(label.path.name, score, max(blur, 0.0))))
    return made


@pytest.fixture(scope="module")
def measures(judged: list[Judged]) -> dict[str, dict[str, float]]:
    return {
        j.label.path.name: dict.fromkeys(RIVALS, float(i)) | {"detector confidence": math.nan}
        for i, j in enumerate(judged)
    }


def test_auc_counts_pairs_and_ties_half() -> None:
    assert agreement.auc([False, False, True, True], [1, 2, 2, 3]) == pytest.approx(0.875)


def test_auc_of_a_single_class_is_unknown() -> None:
    assert math.isnan(agreement.auc([True, True], [1, 2]))


def test_auc_agrees_with_scikit_learn() -> None:
    from sklearn.metrics import roc_auc_score

    random = np.random.default_rng(3)
    truth, score = random.random(200) > 0.7, np.round(random.random(200), 1)
    assert agreement.auc(truth, score) == pytest.approx(roc_auc_score(truth, score))


def test_spearman_of_equal_orders_is_one_and_of_no_spread_unknown() -> None:
    assert agreement.spearman([1, 2, 3], [10, 20, 90]) == pytest.approx(1)
    assert math.isnan(agreement.spearman([1, 1, 1], [1, 2, 3]))


def test_weighted_kappa_agrees_with_scikit_learn() -> None:
    from sklearn.metrics import cohen_kappa_score

    left, right = np.random.default_rng(4).integers(1, 6, (2, 100))
    expected = cohen_kappa_score(left, right, weights="quadratic")
    assert agreement.weighted_kappa(left, right) == pytest.approx(expected)


def test_ratings_of_a_fold_do_not_depend_on_its_own_ratings() -> None:
    random = np.random.default_rng(5)
    scores = random.random(60)
    ratings = np.clip(np.rint(scores * 5), 1, 5).astype(np.int64)
    folds = ["held"] * 20 + ["one"] * 20 + ["two"] * 20
    shuffled = ratings.copy()
    shuffled[:20] = 6 - shuffled[:20]
    before = agreement.rate_unseen(scores, ratings, folds)
    after = agreement.rate_unseen(scores, shuffled, folds)
    assert (before[:20] == after[:20]).all()
    assert (before[20:] != after[20:]).any()


def test_bootstrap_is_deterministic_and_holds_the_figure() -> None:
    values = np.random.default_rng(7).random(80)
    first, second = (
        agreement.bootstrap(lambda drawn: float(values[drawn].mean()), 80) for _ in range(2)
    )
    assert first == second
    assert first.low < first.value < first.high


def test_bootstrap_by_fold_draws_whole_folds() -> None:
    values = np.array([0.0] * 10 + [1.0] * 10)
    folds = ["a"] * 10 + ["b"] * 10
    estimate = agreement.bootstrap_folds(lambda drawn: float(values[drawn].mean()), folds)
    assert (estimate.low, estimate.value, estimate.high) == (0.0, 0.5, 1.0)


def test_wilson_interval_of_no_hits_starts_at_zero() -> None:
    low, high = Share(0, 20).interval
    assert low == 0.0
    assert high == pytest.approx(0.161, abs=0.001)
    assert str(Share(0, 0)) == "-"


def test_precision_and_recall() -> None:
    fired, truth = np.array([True, True, False, False]), np.array([True, False, True, True])
    precision, recall = hits(fired, truth)
    assert (precision, recall) == (Share(1, 2), Share(1, 3))


def test_measurements_know_which_way_they_run() -> None:
    values = np.array([1.0, 2.0, 3.0, np.nan])
    assert direction(values, np.array([90.0, 50.0, 10.0, np.nan])) == 1
    assert direction(values, np.array([10.0, 50.0, 90.0, np.nan])) == -1
    assert direction(values, np.array([10.0, 90.0, 10.0, np.nan])) == 0


def test_objection_breaks_ties_by_the_measurement(judged: list[Judged]) -> None:
    objection = Measurements(judged).objection([BLUR])
    values = [float(j.report.results[0].value or 0) for j in judged]
    assert agreement.spearman(objection, values) == pytest.approx(1)


def test_a_refitted_ramp_fires_at_the_asked_rate() -> None:
    badness = np.arange(1000, dtype=np.float64)
    ramp = fit_ramp(badness, 0.08)
    assert ramp is not None
    assert np.mean([ramp.fails(float(x)) for x in badness]) == pytest.approx(0.08, abs=0.002)
    assert fit_ramp(np.zeros(1000), 0.08) is None


def test_refitted_limits_never_see_their_own_fold(judged: list[Judged]) -> None:
    folds = [j.label.source for j in judged]
    profile = load_profile()
    shipped = Refit(judged, folds, Measurements(judged), profile)
    others = [j for j in judged if j.label.source != "first"]
    reduced = Refit(others, [j.label.source for j in others], Measurements(others), profile)
    own = np.array([fold == "first" for fold in folds])
    badness = Measurements(judged).badness[BLUR]
    passed = np.array([j.label.both("verdict", "pass") for j in judged])
    assert shipped.ramps[BLUR]["first"] == fit_ramp(badness[passed & ~own], 0.03)
    assert "first" not in reduced.ramps[BLUR]


def test_small_sources_are_pooled_and_shared_people_stay_together(judged: list[Judged]) -> None:
    labels = [j.label for j in judged]
    few = [Labelled(Path("x.jpg"), s, "fit", {}, {}) for s in ("18f", "pif", "tiny")]
    assert pooled_folds([*labels, *few])[-3:] == ["small sources"] * 3
    assert few[0].fold == few[1].fold
    assert pooled_folds(labels)[:3] == list(SOURCES)


def test_a_report_that_lacks_photographs_is_refused(judged: list[Judged]) -> None:
    report = whole_report(judged[1:])
    with pytest.raises(MissingReportsError, match="lacks 1 of 90"):
        join([j.label for j in judged], report)


def whole_report(judged: list[Judged], *more: PhotoReport) -> Report:
    summary = {"checked": 0, "passed": 0, "warned": 0, "failed": 0, "seconds": 0.0}
    return Report.model_validate(
        {
            "tool": {"version": "0", "models": {}},
            "profile": "corporate@1",
            "summary": summary,
            "photos": [*(j.report for j in judged), *more],
        }
    )


def test_photographs_without_a_number_rank_last(
    judged: list[Judged], measures: dict[str, dict[str, float]]
) -> None:
    some = {name: dict(one) for name, one in measures.items()}
    some["photo-0.jpg"]["pixels"] = math.nan
    values = rival_scores(judged, some, "pixels")
    assert values[0] < values[1:].min()


def test_fifths_are_equal_and_ordered(
    judged: list[Judged], measures: dict[str, dict[str, float]]
) -> None:
    fifths = by_size(judged, measures)
    assert [len(fifth) for fifth in fifths] == [18] * 5
    assert fifths[0][0].label.path.name == "photo-0.jpg"


def test_measures_survive_saving(tmp_path: Path, measures: dict[str, dict[str, float]]) -> None:
    write_measures(tmp_path / "rivals.json", measures)
    read = read_measures(tmp_path / "rivals.json")
    assert read["photo-1.jpg"]["pixels"] == 1.0
    assert math.isnan(read["photo-1.jpg"]["detector confidence"])


def test_luminance_mean_has_the_published_half_points() -> None:
    assert luminance_mean(0.199) == pytest.approx(50, abs=1)
    assert luminance_mean(0.5) > 99


@pytest.fixture
def pairs(tmp_path: Path) -> list[Replaced]:
    def pair(name: str, old: bytes, new: bytes) -> Replaced:
        paths = tmp_path / f"{name}_old.jpg", tmp_path / f"{name}_new.jpg"
        for path, content in zip(paths, (old, new), strict=True):
            path.write_bytes(content)
        return Replaced(name, "first", *paths, reason="better")

    return [pair("a", b"1", b"2"), pair("b", b"3", b"4"), pair("same", b"5", b"5")]


def test_only_pairs_that_differ_count_and_ties_are_half(pairs: list[Replaced]) -> None:
    counted = differing(pairs)
    assert [pair.pair for pair in counted] == ["a", "b"]
    score = {"a_old.jpg": 10.0, "a_new.jpg": 20.0, "b_old.jpg": 5.0, "b_new.jpg": 5.0}
    assert newer_wins(counted, score.__getitem__) == Share(1.5, 2)


def all_sections(
    judged: list[Judged], measures: dict[str, dict[str, float]], pairs: list[Replaced]
) -> list[Section]:
    names = [p.name for pair in pairs for p in (pair.old, pair.new)]
    by_name = dict.fromkeys(names, 50.0)
    everything = measures | {name: dict.fromkeys(RIVALS, 1.0) for name in names}
    profile = load_profile()
    measured = Measurements(judged)
    refit = Refit(judged, pooled_folds([j.label for j in judged]), measured, profile)
    return [
        overall_section({"all": judged}, {"all": {"left out": refit.scores()}}),
        comparison_section(judged, everything),
        size_section(judged, everything),
        pairs_section(pairs, by_name, everything),
        criteria_section(judged, measured),
        left_out_section(judged, refit),
        verdict_section(judged),
        rates_section(judged, profile),
        kind_section(judged),
        blame_section(judged),
    ]


def test_every_section_renders_and_names_no_photo(
    judged: list[Judged],
    measures: dict[str, dict[str, float]],
    pairs: list[Replaced],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(agreement, "RESAMPLES", 3)
    found = all_sections(judged, measures, pairs)
    held = document.conditions(judged, COUNT, len(pairs), "corporate@1", "onnx")
    text, data = document.markdown(held, found), document.as_json(held, found)
    assert "photo-" not in text + data
    assert held.commit in text
    assert json.loads(data)["overall"][0]["n"] == COUNT
    for section in found:
        assert f"## {section.title}" in text
        assert section.terminal().row_count == len(section.rows)
        assert all(len(cells) == len(section.columns) for cells in section.rows)


def test_worst_disagreements_name_photo_and_blame(judged: list[Judged]) -> None:
    label = judged[4].label
    assert label.a["rating"] == "5"
    praised = Labelled(label.path, label.source, "fit", label.a, label.a)
    wrong = [*judged[:4], Judged(praised, report_of(label.path.name, 0.0, 10.0)), *judged[5:]]
    first = worst(wrong, 1)[0]
    assert first.name == "photo-4.jpg"
    assert first.gap < 0
    assert BLUR in first.blame
    assert len(worst_section(wrong).rows) == 20


def test_cells_that_could_not_be_worked_out_are_null_and_a_dash() -> None:
    section = Section("x", "X", "", ("a", "b"), ((Estimate(math.nan), None),))
    assert "| - | - |" in section.markdown()
    assert section.json() == [{"a": {"value": None, "low": None, "high": None}, "b": None}]


def test_absent_photographs_are_named_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(NoPhotographsError, match="HEADSHOT_LINT_PHOTOS"):
        read_labels(tmp_path / "nowhere")


@pytest.mark.slow
def test_the_command_without_photographs_exits_2(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "tools/evaluate.py"],
        cwd=ROOT,
        env={**os.environ, "HEADSHOT_LINT_PHOTOS": str(tmp_path / "nowhere")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "nowhere" in done.stderr
    assert "hint: set HEADSHOT_LINT_PHOTOS" in done.stderr
