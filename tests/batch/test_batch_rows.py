"""The scorer and its rows."""

from __future__ import annotations

import hashlib
import pickle
from pathlib import Path

import numpy as np
import pytest

pa = pytest.importorskip("pyarrow", reason="the batch engine is NOT tested: no pyarrow")
pytest.importorskip("fsspec", reason="the batch engine is NOT tested: no fsspec")

from headshot_lint import lint  # noqa: E402
from headshot_lint.batch.item import Item  # noqa: E402
from headshot_lint.batch.rows import schema  # noqa: E402
from headshot_lint.batch.scorer import BatchScorer  # noqa: E402
from headshot_lint.engine.settings import make_settings  # noqa: E402
from headshot_lint.photo import LoadLimits  # noqa: E402

ROOT = Path(__file__).parents[2]
DARK = ROOT / "fixtures/HL203-uneven-light/bad-one-side.jpg"
STRIP = ROOT / "fixtures/HL003-wrong-aspect/bad-strip.jpg"
PAGE = ROOT / "fixtures/HL001-unreadable/bad-page.jpg"
QUICK = make_settings(select=["HL003"])


@pytest.mark.model
def test_a_row_says_what_the_report_says() -> None:
    (row,) = BatchScorer()({"path": [str(DARK)]}).to_pylist()
    photo = lint(DARK).photo
    for name in ("sha256", "width", "height", "bytes", "format", "verdict", "score", "kind"):
        assert row[name] == getattr(photo, name), name
    assert row["profile"] == photo.profile
    assert row["error"] is None
    assert row["failed"] == [r.code for r in photo.results if r.status == "fail"]
    assert {"HL203"} <= set(row["failed"])
    by_code = {result["code"]: result for result in row["results"]}
    for result in photo.results:
        written = by_code[result.code]
        assert written["status"] == result.status
        assert (written["value"] if written["value_text"] is None else written["value_text"]) == (
            result.value
        )
        assert written["message"] == result.message
        boxes = [(r["x"], r["y"], r["width"], r["height"]) for r in written["regions"]]
        assert boxes == [region.box for region in result.regions]
    assert {k: v for k, v in row["categories"].items() if v is not None} == {
        str(k): v for k, v in photo.categories.items() if v is not None
    }


def test_every_batch_has_the_one_schema(tmp_path: Path) -> None:
    scorer = BatchScorer(QUICK)
    good = scorer({"path": [str(STRIP)]})
    bad = scorer({"path": [str(tmp_path / "gone.jpg")]})
    assert good.schema == bad.schema == schema() == BatchScorer.schema()
    assert scorer({"path": []}).schema == schema()


def test_nothing_is_raised_for_a_row(tmp_path: Path) -> None:
    rows = BatchScorer(QUICK)(
        {
            "path": [
                str(tmp_path / "gone.jpg"),
                str(tmp_path),
                "no://such",
                str(PAGE),
                "half\udce9",
            ],
        }
    ).to_pylist()
    assert [row["error"] for row in rows] == [
        "FileNotFoundError",
        "IsADirectoryError",
        "HeadshotLintError",
        None,
        "FileNotFoundError",
    ]
    assert all(row["error_message"] for row in rows if row["error"])
    assert rows[3]["failed"] == ["HL001"]
    assert rows[3]["kind"] == "unreadable"
    assert rows[4]["path"] == "half\\udce9"


def test_columns_may_be_arrow_or_numpy_and_hold_the_bytes() -> None:
    data = STRIP.read_bytes()
    scorer = BatchScorer(QUICK)
    plain = scorer({"path": ["a.jpg"], "bytes": [data]}).drop_columns("seconds")
    arrow = scorer(pa.table({"path": ["a.jpg"], "bytes": [data]})).drop_columns("seconds")
    arrays = {"path": np.array(["a.jpg"]), "bytes": np.array([data], dtype=object)}
    assert plain.equals(arrow)
    assert plain.equals(scorer(arrays).drop_columns("seconds"))
    assert plain["sha256"].to_pylist() == [hashlib.sha256(data).hexdigest()]
    assert plain["failed"].to_pylist() == [["HL003"]]


def test_known_content_yields_no_row() -> None:
    known = hashlib.sha256(STRIP.read_bytes()).hexdigest()
    scorer = BatchScorer(QUICK)
    assert scorer.score(Item(str(STRIP), str(STRIP), known_sha256=known)) is None
    assert scorer.score(Item(str(STRIP), str(STRIP), known_sha256="0" * 64)) is not None


def test_a_scorer_travels_with_its_settings_and_without_models() -> None:
    scorer = BatchScorer(QUICK)
    before = len(pickle.dumps(scorer))
    first = scorer({"path": [str(STRIP)]}).drop_columns("seconds")
    assert len(pickle.dumps(scorer)) < before + 100
    again = pickle.loads(pickle.dumps(scorer))  # noqa: S301 - our own
    assert again.judged_by == scorer.judged_by
    assert again({"path": [str(STRIP)]}).drop_columns("seconds").equals(first)


@pytest.mark.parametrize(
    "other",
    [
        make_settings(select=["HL002"]),
        make_settings(select=["HL003"], options={"HL003": {"widest": 1.4}}),
        make_settings(profile="linkedin", select=["HL003"]),
        make_settings(select=["HL003"], severity={"HL003": "hint"}),
    ],
)
def test_other_settings_make_another_row(other: object) -> None:
    assert BatchScorer(other).judged_by != BatchScorer(QUICK).judged_by  # type: ignore[arg-type]


def test_caps_hold_before_anything_is_decoded() -> None:
    heavy = BatchScorer(QUICK, limits=LoadLimits(max_bytes=1000))
    (row,) = heavy({"path": [str(STRIP)]}).to_pylist()
    assert (row["bytes"], row["sha256"], row["failed"]) == (1001, None, ["HL001"])
    large = BatchScorer(QUICK, limits=LoadLimits(max_pixels=1000))
    (row,) = large({"path": [str(STRIP)]}).to_pylist()
    assert row["failed"] == ["HL001"]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("s3://bucket/team/ada.jpg", "ada.jpg"),
        ("https://example.org/a%20b.png?width=3", "a b.png"),
        ("tar://00/ada.webp::s3://bucket/shard.tar", "ada.webp"),
        ("team/ada.jpg", "ada.jpg"),
        ("odd?name#.jpg", "odd?name#.jpg"),
    ],
)
def test_rules_get_the_name_of_the_file(path: str, name: str) -> None:
    assert Item(path, path).name == name
