from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from headshot_lint.cache.entry import unpack
from headshot_lint.cache.store import FOLDER, SHARDS, Store

KEY = "ab" + "0" * 38
POSIX = pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")

WRITER = """
import itertools, sys
from pathlib import Path
from headshot_lint.cache.entry import pack
from headshot_lint.cache.store import Store
store = Store(Path(sys.argv[1]))
print("writing", flush=True)
for i in itertools.count():
    # Large enough to be written in several steps, and the same few keys again and again.
    store.write(f"ab{i % 5:038x}", pack("x", {"pose": f'"{i}"' * 20_000}))
"""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "cache")


def files(store: Store, pattern: str = "*.facts") -> list[Path]:
    return sorted(store.folder.glob(f"*/{pattern}"))


def test_what_was_written_is_read(store: Store) -> None:
    assert store.read(KEY) is None
    store.write(KEY, b"one")
    assert store.read(KEY) == b"one"
    store.write(KEY, b"two")
    assert store.read(KEY) == b"two"
    assert store.read(KEY[::-1]) is None


def test_reading_makes_nothing(store: Store) -> None:
    store.read(KEY)
    store.usage()
    assert not store.root.exists()


@POSIX
def test_the_owner_alone_can_look(store: Store) -> None:
    before = os.umask(0)
    try:
        store.write(KEY, b"one")
    finally:
        os.umask(before)
    (file,) = files(store)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    for folder in (store.root, store.folder, file.parent):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_backups_and_git_pass_over_the_folder(store: Store) -> None:
    store.write(KEY, b"one")
    assert (store.folder / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172")
    assert (store.folder / ".gitignore").read_text() == "*\n"


@POSIX
@pytest.mark.parametrize("mode", [0o770, 0o702, 0o777])
def test_a_folder_that_others_may_write_is_not_trusted(store: Store, mode: int) -> None:
    store.write(KEY, b"one")
    store.require_private()
    store.folder.chmod(mode)
    with pytest.raises(PermissionError, match="written by other users"):
        store.require_private()


@POSIX
@pytest.mark.skipif(os.name == "posix" and os.geteuid() != 0, reason="only root gives away")
def test_nor_is_one_of_another_user(store: Store) -> None:
    store.write(KEY, b"one")
    os.chown(store.folder, 12345, 12345)
    with pytest.raises(PermissionError, match="belongs to another user"):
        store.require_private()


def test_what_was_used_least_recently_goes(tmp_path: Path) -> None:
    store = Store(tmp_path, max_bytes=SHARDS * 3_000)
    keys = [f"ab{i:038x}" for i in range(4)]
    for age, key in enumerate(reversed(keys[:3])):
        store.write(key, b"x" * 1_000)
        (file,) = files(store, f"{key[2:]}*")
        os.utime(file, (time.time() - age * 1_000 - 10,) * 2)
    store.write(keys[3], b"x" * 1_000)
    assert [store.read(key) is not None for key in keys] == [False, True, True, True]
    assert store.usage().size_bytes <= 3_000


def test_reading_keeps_an_old_entry_alive(store: Store) -> None:
    store.write(KEY, b"one")
    (file,) = files(store)
    long_ago = time.time() - 10 * 86_400
    os.utime(file, (long_ago, long_ago))
    store.read(KEY)
    assert file.stat().st_mtime > long_ago + 86_400


def test_a_temporary_file_left_behind_goes_after_a_while(store: Store) -> None:
    store.write(KEY, b"one")
    shard = files(store)[0].parent
    old, new = shard / "old.tmp", shard / "new.tmp"
    for file in (old, new):
        file.write_bytes(b"half")
    os.utime(old, (time.time() - 7_200,) * 2)
    store.write(KEY, b"two")
    assert not old.exists()
    assert new.exists()  # perhaps another process writes it just now


def test_clearing_removes_what_is_ours_and_nothing_else(store: Store) -> None:
    store.write(KEY, b"one")
    (store.root / "thesis.txt").write_text("mine")
    (store.root / f"{FOLDER}.leaving-0").mkdir()  # an earlier clearing was killed
    usage = store.clear()
    assert (usage.photos, usage.size_bytes) == (1, 3)
    assert [entry.name for entry in store.root.iterdir()] == ["thesis.txt"]
    assert store.clear().photos == 0
    store.write(KEY, b"again")
    assert store.read(KEY) == b"again"


def test_clearing_follows_no_link(store: Store, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "thesis.txt").write_text("mine")
    store.root.mkdir()
    store.folder.symlink_to(elsewhere)
    store.clear()
    assert (elsewhere / "thesis.txt").exists()
    assert not store.folder.is_symlink()


def test_a_full_disk_leaves_nothing_behind(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.write(KEY, b"one")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        store.write(KEY, b"two")
    monkeypatch.undo()
    assert store.read(KEY) == b"one"
    assert not files(store, "*.tmp")


@POSIX
def test_a_process_that_is_killed_leaves_whole_entries(store: Store) -> None:
    for delay_s in (0.01, 0.05, 0.1, 0.2):
        command = [sys.executable, "-c", WRITER, str(store.root)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == b"writing\n"
            time.sleep(delay_s)
            writer.send_signal(signal.SIGKILL)
    entries = files(store)
    assert entries
    for entry in entries:
        assert unpack("x", entry.read_bytes()) is not None
    store.write("ab" + "f" * 38, b"goes on")
    assert store.read("ab" + "f" * 38) == b"goes on"


def test_processes_do_not_tear_each_others_entries(store: Store) -> None:
    command = [sys.executable, "-c", WRITER, str(store.root)]
    writers = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(2)]
    try:
        for writer in writers:
            assert writer.stdout is not None
            writer.stdout.readline()
        end = time.monotonic() + 1.0
        seen = 0
        while time.monotonic() < end:
            for i in range(5):
                content = store.read(f"ab{i:038x}")
                if content is not None:
                    assert unpack("x", content) is not None
                    seen += 1
        assert seen > 5
        assert all(writer.poll() is None for writer in writers)
    finally:
        for writer in writers:
            writer.kill()
            writer.communicate()
