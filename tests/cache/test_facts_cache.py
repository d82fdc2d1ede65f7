"""The cache as the library uses it, with real models on one small photograph."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from headshot_lint import lint, lint_many
from headshot_lint.cache import facts_cache, store
from headshot_lint.cache.facts_cache import FactCache
from headshot_lint.engine.report import Report
from headshot_lint.model.facts import Facts
from headshot_lint.photo import photo as photo_module
from headshot_lint.shot import Shot

pytestmark = pytest.mark.model


def text(report: Report) -> str:
    summary = report.summary.model_copy(update={"seconds": 0.0})
    return report.model_copy(update={"summary": summary}).to_json()


def entries(cache: FactCache) -> list[Path]:
    return sorted(cache.store.folder.glob("*/*.facts"))


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The facts that are measured, in order; `load` for a decoded photo."""
    names: list[str] = []
    load = photo_module.load

    def loading(*args: Any, **kwargs: Any) -> object:
        names.append("load")
        return load(*args, **kwargs)

    monkeypatch.setattr(photo_module, "load", loading)
    for name in (n for n, value in vars(Facts).items() if isinstance(value, property)):
        if name != "file":
            kept = vars(Shot)[name]
            monkeypatch.setattr(kept, "compute", _told(kept.compute, name, names))
    return names


def _told(compute: Any, name: str, names: list[str]) -> Any:
    def telling(shot: Shot) -> object:
        names.append(name)
        return compute(shot)

    return telling


def test_a_warm_run_measures_nothing_and_reports_the_same(
    cache: FactCache, photo: Path, measured: list[str]
) -> None:
    without = text(lint(photo))
    cold = text(lint(photo, cache=cache))
    assert cold == without
    assert (cache.recalled, len(entries(cache))) == (0, 1)
    measured.clear()
    assert text(lint(photo, cache=cache)) == cold
    assert measured == []
    assert cache.recalled == 1


def test_so_it_does_with_other_profile_limits_and_selection(
    cache: FactCache, photo: Path, measured: list[str]
) -> None:
    lint(photo, cache=cache)
    measured.clear()
    for said in (
        {"profile": "linkedin"},
        {"options": {"head-tilted": {"limit": 2.0}}},
        {"select": ["lighting", "HL4"]},
        {"severity": {"ALL": "hint"}},
    ):
        arguments: dict[str, Any] = said
        warm = text(lint(photo, cache=cache, **arguments))
        assert measured == []
        assert warm == text(lint(photo, **arguments))
        measured.clear()


def test_what_was_not_asked_for_is_measured_when_it_is(
    cache: FactCache, photo: Path, measured: list[str]
) -> None:
    lint(photo, select=["wrong-aspect"], cache=cache)
    assert measured == ["load"]
    measured.clear()
    lint(photo, select=["head-tilted"], cache=cache)
    assert "pose" in measured
    assert "light" not in measured
    measured.clear()
    full = text(lint(photo, cache=cache))
    assert "light" in measured
    measured.clear()
    assert text(lint(photo, cache=cache)) == full == text(lint(photo))


def test_a_changed_photo_is_measured_anew(
    cache: FactCache, photo: Path, measured: list[str]
) -> None:
    before = photo.stat()
    first = lint(photo, cache=cache).photo
    content = bytearray(photo.read_bytes())
    content[-40] ^= 1
    photo.write_bytes(content)  # of the same size, and made to look as old
    os.utime(photo, ns=(before.st_atime_ns, before.st_mtime_ns))
    measured.clear()
    second = lint(photo, cache=cache).photo
    assert "pose" in measured
    assert first.sha256 != second.sha256
    assert len(entries(cache)) == 2


def test_a_copy_is_not_and_its_name_is_its_own(
    cache: FactCache, photo: Path, measured: list[str]
) -> None:
    lint(photo, cache=cache)
    measured.clear()
    copy = photo.with_name("copy.PNG")
    copy.write_bytes(photo.read_bytes())
    warm = text(lint(copy, cache=cache))
    assert measured == []
    assert "The file is named .png and holds JPEG" in warm
    assert warm == text(lint(copy))
    assert b"png" not in entries(cache)[0].read_bytes().lower()


def test_each_engine_has_facts_of_its_own(
    cache: FactCache, photo: Path, measured: list[str]
) -> None:
    lint(photo, cache=cache)
    measured.clear()
    onnx = text(lint(photo, engine="onnx", cache=cache))
    assert "pose" in measured
    measured.clear()
    assert text(lint(photo, engine="onnx", cache=cache)) == onnx
    assert measured == []


def test_so_has_each_version(
    cache: FactCache, photo: Path, measured: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lint(photo, cache=cache)
    measured.clear()
    monkeypatch.setattr(facts_cache, "fingerprint", lambda: "another")
    lint(photo, cache=cache)
    assert "pose" in measured


@pytest.mark.parametrize("damage", ["truncated", "flipped", "empty", "foreign", "another photo's"])
def test_a_damaged_entry_is_measured_anew_and_replaced(
    cache: FactCache, photo: Path, measured: list[str], damage: str
) -> None:
    cold = text(lint(photo, cache=cache))
    (entry,) = entries(cache)
    content = entry.read_bytes()
    flipped = content.replace(b'"yaw_deg":', b'"yaw_deg":9', 1)
    photo.with_name("other.jpg").write_bytes(photo.read_bytes() + b"x")
    if damage == "another photo's":
        lint(photo.with_name("other.jpg"), cache=cache)
        (other,) = set(entries(cache)) - {entry}
        entry.write_bytes(other.read_bytes())
    else:
        damages = {
            "truncated": content[:-200],
            "flipped": flipped,
            "empty": b"",
            "foreign": b"\x80\x04\x95pickle",
        }
        entry.write_bytes(damages[damage])
    assert entry.read_bytes() != content
    measured.clear()
    assert text(lint(photo, cache=cache)) == cold
    assert "pose" in measured
    assert entry.read_bytes() == content
    assert cache.trouble is None


def test_a_folder_that_cannot_be_used_is_no_failure(photo: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    cache = FactCache(tmp_path / "file")
    assert text(lint(photo, cache=cache)) == text(lint(photo))
    assert cache.trouble is not None
    assert "Not a directory" in cache.trouble


def test_nor_is_a_full_disk(cache: FactCache, photo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store.os, "replace", full)
    lint(photo, cache=cache)
    assert cache.trouble == "No space left on device"
    assert not list(cache.store.folder.glob("*/*"))


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_nor_one_where_others_may_write(photo: Path, tmp_path: Path, measured: list[str]) -> None:
    lint(photo, cache=FactCache(tmp_path))
    (tmp_path / store.FOLDER).chmod(0o777)
    measured.clear()
    cache = FactCache(tmp_path)
    lint(photo, cache=cache)
    assert "pose" in measured  # what somebody may have forged is not believed
    assert "written by other users" in (cache.trouble or "")


def test_a_photo_that_cannot_be_read_is_tried_each_time(
    cache: FactCache, tmp_path: Path, measured: list[str]
) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"\xff\xd8\xff no picture")
    reports = [text(lint(broken, cache=cache)) for _ in range(2)]
    assert measured == ["load"] * 2
    assert reports[0] == reports[1] == text(lint(broken))
    assert not entries(cache)
    missing = lint(tmp_path / "missing.jpg", cache=cache).photo
    assert missing.kind == "unreadable"


def test_a_failure_to_measure_is_not_kept(
    cache: FactCache, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_shot: Shot) -> object:
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr(vars(Shot)["pose"], "compute", broken)
        assert lint(photo, select=["head-tilted"], cache=cache).broken
    assert not lint(photo, select=["head-tilted"], cache=cache).broken


def test_bytes_are_recalled_where_a_cache_is_given_and_pictures_are_not(
    cache: FactCache, photo: Path, measured: list[str]
) -> None:
    lint(photo, cache=cache)
    measured.clear()
    lint(photo.read_bytes(), name="photo.jpg", cache=cache)
    assert measured == []
    with Image.open(photo) as picture:
        lint(picture, cache=cache)
    assert "pose" in measured
    assert len(entries(cache)) == 1


def test_threads_share_a_cache(cache: FactCache, photo: Path) -> None:
    copies = []
    for i in range(6):
        copy = photo.with_name(f"{i}.jpg")
        copy.write_bytes(photo.read_bytes() + bytes([i // 2]))
        copies.append(copy)
    cold = text(lint_many(copies, jobs=3, cache=cache))
    assert text(lint_many(copies, jobs=3, cache=cache)) == cold == text(lint_many(copies))
    assert len(entries(cache)) == 3


def test_without_a_cache_nothing_is_written(photo: Path, tmp_path: Path) -> None:
    lint(photo)
    assert [entry.name for entry in tmp_path.iterdir()] == ["photo.jpg"]


def test_an_entry_tells_nothing_but_facts(cache: FactCache, photo: Path) -> None:
    lint(photo, cache=cache)
    (entry,) = entries(cache)
    content = entry.read_text()
    assert len(content) < 20_000
    assert "photo.jpg" not in content
    assert str(photo.parent) not in content
