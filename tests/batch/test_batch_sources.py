"""Where photos come from."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tarfile
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fsspec", reason="the batch engine is NOT tested: no fsspec")
pytest.importorskip("pyarrow", reason="the batch engine is NOT tested: no pyarrow")

from headshot_lint.batch.scorer import BatchScorer
from headshot_lint.batch.sources import find_items
from headshot_lint.engine.settings import make_settings
from headshot_lint.model.errors import HeadshotLintError
from headshot_lint.photo import LoadLimits

FIXTURES = Path(__file__).parents[2] / "fixtures"
SQUARE = (FIXTURES / "HL003-wrong-aspect/good-square.jpg").read_bytes()
STRIP = (FIXTURES / "HL003-wrong-aspect/bad-strip.jpg").read_bytes()


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in/deep").mkdir(parents=True)
    (tmp_path / "in/b.JPG").write_bytes(SQUARE)
    (tmp_path / "in/deep/a.png").write_bytes(STRIP)
    (tmp_path / "in/deep/.c.jpg").write_bytes(STRIP)
    return tmp_path


def shard(path: Path, **photos: bytes) -> None:
    with tarfile.open(path, "w") as archive:
        for name, data in photos.items():
            for suffix, content in (("jpg", data), ("json", b"{}")):
                info = tarfile.TarInfo(f"00/{name}.{suffix}")
                info.size = len(content)
                archive.addfile(info, io.BytesIO(content))


def paths(*sources: str) -> list[str]:
    return [item.path for item in find_items(sources)]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("in", ["in/b.JPG", "in/deep/a.png"]),
        ("in/", ["in/b.JPG", "in/deep/a.png"]),
        (".", ["in/b.JPG", "in/deep/a.png"]),
        ("in/deep/.c.jpg", ["in/deep/.c.jpg"]),
        ("in/*/*.png", ["in/deep/a.png"]),
        ("i*", ["in/b.JPG", "in/deep/a.png"]),
    ],
)
def test_folders_files_and_patterns(source: str, found: list[str]) -> None:
    assert paths(source) == found


def test_an_absolute_path_stays_one(here: Path) -> None:
    assert paths(f"{here}/in/deep") == [f"{here}/in/deep/a.png"]
    assert paths(f"{here}/in/*.JPG") == [f"{here}/in/b.JPG"]


def test_what_leads_nowhere_is_said() -> None:
    for source in ("gone", "gone/*.jpg", "gone.tar"):
        with pytest.raises(HeadshotLintError, match="gone"):
            paths(source)


def test_shards_are_read_where_they_lie(here: Path) -> None:
    shard(here / "in/s.tar", ada=SQUARE, bob=STRIP)
    items = list(find_items(["in/s.tar"]))
    assert [item.path for item in items] == [
        "tar://00/ada.jpg::in/s.tar",
        "tar://00/bob.jpg::in/s.tar",
    ]
    assert [item.name for item in items] == ["ada.jpg", "bob.jpg"]
    assert [item.read(LoadLimits()) for item in items] == [SQUARE, STRIP]
    assert len(paths("in")) == 4


def test_a_torn_shard_is_no_end_of_photos(here: Path) -> None:
    shard(here / "s.tar", ada=SQUARE, bob=STRIP)
    whole = (here / "s.tar").read_bytes()
    first, second = list(find_items(["s.tar"]))
    (here / "s.tar").write_bytes(whole[: (second.offset or 0) + 100])
    scorer = BatchScorer(make_settings(select=["HL003"]))
    rows = [scorer.score(first), scorer.score(second)]
    assert [row and row.get("error") for row in rows] == [None, "EOFError"]
    with pytest.raises(HeadshotLintError, match=r"s\.tar"):
        paths("s.tar")


def test_a_compressed_shard_is_refused_and_not_passed_over(here: Path) -> None:
    (here / "in/s.tar.gz").write_bytes(b"")
    with pytest.raises(HeadshotLintError, match=r"s\.tar\.gz is a compressed"):
        paths("in")


def test_lists_of_addresses(here: Path) -> None:
    pytest.importorskip("aiohttp", reason="web addresses are NOT tested: no aiohttp")

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=here / "in"))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_address[1]}"
    (here / "list").write_text(f"{base}/b.JPG?width=9\n{base}/gone.jpg\n{base}/deep/a.png\nin\n")
    command = [sys.executable, "-m", "headshot_lint", "batch", "--files-from", "list"]
    flags = ["--out", "rows.parquet", "--select", "HL003", "--isolated", "--jobs", "1"]
    done = subprocess.run(
        [*command, *flags, "--output-format", "json"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    server.shutdown()
    server.server_close()
    assert done.returncode == 2, done.stderr
    assert "1 photo has no verdict" in done.stderr
    tally = json.loads(done.stdout)
    assert (tally["scored"], tally["errors"], tally["rows"]) == (5, 1, 5)
    import pyarrow.parquet as pq

    rows = {row["path"]: row for row in pq.read_table(here / "rows.parquet").to_pylist()}
    assert rows[f"{base}/gone.jpg"]["error"] == "FileNotFoundError"
    assert rows[f"{base}/deep/a.png"]["failed"] == rows["in/deep/a.png"]["failed"] == ["HL003"]
