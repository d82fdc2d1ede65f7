"""What is handed to `lint` and its kin ends in a report, or in an error that says what to do."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import jsonschema
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import (
    PORTRAIT,
    ROOT,
    content,
    examples,
    files,
    names,
    options,
    pictures,
    png,
    selectors,
    sources,
    told,
    values,
)
from numpy.typing import NDArray

from headshot_lint import (
    FactCache,
    Report,
    Settings,
    crop,
    fix,
    lint,
    lint_many,
    make_settings,
    rank,
    settings_for,
)
from headshot_lint.mend.crop import Cropped, Refused
from headshot_lint.model.errors import HeadshotLintError
from headshot_lint.photo import Source

SCHEMA = json.loads((ROOT / "headshot_lint/data/schema/report-1.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
FACELESS = make_settings(select=["file", "HL101", "HL207", "HL301"])
"""Rules of several groups, among them some that look for a face."""


def sound(report: Report) -> Report:
    """The report, which keeps its schema and comes back whole from its JSON."""
    text = report.to_json()
    VALIDATOR.validate(json.loads(text))
    text.encode("utf-8")
    assert Report.model_validate_json(text) == report
    assert not report.broken
    return report


@pytest.mark.model
@examples(30)
@given(sources, names)
def test_one_photo_gives_one_sound_report(source: Source, name: str) -> None:
    report = sound(lint(source, settings=FACELESS, name=name))
    assert len(report.photos) == 1
    assert content(report) == content(lint(source, settings=FACELESS, name=name))


@pytest.mark.model
@examples(8)
@given(pictures())
def test_an_array_is_judged_as_its_png_but_for_the_file(array: NDArray[np.uint8]) -> None:
    def judged(source: Source) -> dict[str, object]:
        report = lint(source, settings=make_settings(FACELESS, ignore=["file"])).photo
        return report.model_dump(exclude={"sha256", "bytes", "format"})

    assert judged(array) == judged(png(array))


@pytest.mark.model
@pytest.mark.parametrize("profile", ["corporate", "render"])
def test_a_portrait_gives_one_sound_report_by_all_rules(profile: str) -> None:
    every = make_settings(profile=profile, select=["ALL"], preview=True)
    report = sound(lint(PORTRAIT, settings=every, name="ada.jpg"))
    assert report.photo.kind == "headshot"
    assert content(report) == content(lint(bytes(PORTRAIT), settings=every, name="ada.jpg"))


@examples(100)
@given(
    st.one_of(st.none(), names, st.sampled_from(["corporate@1", "render", "corporate@9", "@"])),
    st.lists(selectors, max_size=3),
    st.lists(selectors, max_size=3),
    st.dictionaries(selectors, st.sampled_from(["error", "warning", "hint", "off"]), max_size=2),
)
def test_selections_hold_or_are_refused(
    profile: str | None, select: list[str], ignore: list[str], severity: dict[str, str]
) -> None:
    with told():
        made = make_settings(
            profile=profile,
            select=select,
            ignore=ignore,
            severity=severity,  # type: ignore[arg-type]
        )
        assert made.resolved.plans


@examples(250)
@given(options, values)
def test_values_of_options_hold_or_are_refused(option: tuple[str, str], value: object) -> None:
    code, key = option
    with told():
        plan = make_settings(options={code: {key: value}}).resolved.plans[code]
        assert key in vars(plan.rule.options)


@pytest.mark.model
@examples(10)
@given(st.lists(st.tuples(options, values), min_size=1, max_size=4))
def test_no_value_that_is_taken_breaks_its_rule(
    given_: list[tuple[tuple[str, str], object]],
) -> None:
    made = Settings()
    for (code, key), value in given_:
        with told():
            one = make_settings(made, select=["ALL"], options={code: {key: value}})
            _ = one.resolved
            made = one
    codes = [code for (code, _), _ in given_]
    sound(lint(PORTRAIT, settings=make_settings(made, select=codes), name="ada.jpg"))


@examples(80)
@given(names, st.one_of(st.none(), names))
def test_any_path_has_settings_or_is_refused(path: str, config: str | None) -> None:
    with told():
        assert settings_for(path, config=config).resolved.plans


@examples(20)
@given(st.lists(files(), max_size=4), st.integers(-2, 4))
def test_many_photos_are_sorted_and_counted_whatever_the_jobs(data: list[bytes], jobs: int) -> None:
    made = make_settings(select=["file"])
    if jobs < 1:
        with pytest.raises(ValueError, match="jobs must be at least 1"):
            lint_many(data, settings=made, jobs=jobs)
        return
    calls = iter(range(len(data)))
    report = sound(
        lint_many(data, settings=made, jobs=jobs, name_of=lambda _: f"{9 - next(calls)}.jpg")
    )
    assert report.summary.checked == len(data)
    paths = [photo.path for photo in report.photos]
    assert paths == sorted(paths)
    calls = iter(range(len(data)))
    again = lint_many(data, settings=made, name_of=lambda _: f"{9 - next(calls)}.jpg")
    assert content(again) == content(report)


@pytest.mark.model
@examples(8)
@given(st.lists(st.one_of(pictures(), files()), max_size=3))
def test_photos_are_ranked_by_score(images: list[Source]) -> None:
    ranking = rank(images, settings=make_settings(select=["file"]))
    scores = [ranked.report.score for ranked in ranking.photos]
    assert len(scores) == len(images)
    assert scores == sorted(scores, reverse=True)
    assert [ranked.place for ranked in ranking.photos] == list(range(1, len(images) + 1))


@examples(20)
@given(files(), names)
def test_a_cache_changes_no_report(data: bytes, name: str) -> None:
    made = make_settings(select=["file"])
    with TemporaryDirectory() as folder:
        cache = FactCache(Path(folder))
        reports = [lint(data, settings=made, name=name, cache=one) for one in (None, cache, cache)]
    assert len({content(report) for report in reports}) == 1


@pytest.mark.model
@examples(12)
@given(files(), st.one_of(st.none(), st.floats()), names)
def test_a_crop_is_made_or_refused_with_reasons(
    data: bytes, aspect: float | None, name: str
) -> None:
    with told():
        made = crop(data, aspect=aspect, name=name)
        assert isinstance(made, Cropped) or (isinstance(made, Refused) and made.reasons)


@pytest.mark.model
@examples(10)
@given(files(), st.lists(st.sampled_from(["exposure", "noise", "nonsense", ""]), max_size=2), names)
def test_a_mended_photo_is_no_worse(data: bytes, unsafe: list[str], name: str) -> None:
    with told():
        mended = fix(data, settings=make_settings(select=["file"]), unsafe=unsafe, name=name)
        assert mended.changed or mended.data == data
        if mended.before is not None and mended.after is not None:
            assert mended.after.score >= mended.before.score


@pytest.mark.parametrize("call", [crop, fix], ids=lambda call: call.__name__)
@examples(30)
@given(names)
def test_a_path_that_leads_nowhere_is_told(call: Callable[[str], object], name: str) -> None:
    with pytest.raises(HeadshotLintError):
        call(f"/nowhere/{name}")


@examples(30)
@given(names)
def test_a_path_that_leads_nowhere_is_a_finding(name: str) -> None:
    assert sound(lint(f"/nowhere/{name}", settings=FACELESS)).photo.kind == "unreadable"
