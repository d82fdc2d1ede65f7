"""Which photos arguments mean."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from headshot_lint.config.photos import Photos, find_photos
from headshot_lint.config.resolve import Resolver
from headshot_lint.config.said import said
from headshot_lint.model.errors import HeadshotLintError

Write = Callable[..., Path]


def find(*arguments: str, listed: Iterable[str] = (), **options: object) -> Photos:
    where = Resolver(said(options, environ={}))
    return find_photos(arguments, where.files, listed=listed)


def names(photos: Photos) -> list[str]:
    return [path.replace(os.sep, "/") for path in photos.paths]


def test_folders_are_searched_for_pictures_and_hidden_ones_passed_over(write: Write) -> None:
    for name in ("a.jpg", "b/c.PNG", "b/.x.jpg", ".git/d.jpg", "b/notes.txt"):
        write(name)
    assert names(find(".")) == ["a.jpg", "b/c.PNG"]
    assert names(find("b/.x.jpg", "b/notes.txt")) == ["b/.x.jpg", "b/notes.txt"]


def test_excluded_photos_are_counted(write: Write) -> None:
    write("headshot-lint.toml", 'extend-exclude = ["drafts", "*.gif"]')
    for name in ("a.jpg", "b.gif", "drafts/c.jpg", "x/drafts/d.jpg", "node_modules/e.png"):
        write(name)
    write("drafts/notes.txt")
    assert find(".") == Photos(("a.jpg",), 4)


def test_patterns_match_below_the_project_only(
    write: Write, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A project that lies in a folder called `dist` is linted nevertheless.
    write("dist/repo/headshot-lint.toml", "")
    write("dist/repo/a.jpg")
    write("dist/repo/dist/b.jpg")
    monkeypatch.chdir(project / "dist" / "repo")
    assert find(".") == Photos(("a.jpg",), 1)
    assert names(find("../repo")) == ["../repo/a.jpg"]


def test_patterns_are_relative_to_their_file_and_to_the_current_folder(
    write: Write, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("headshot-lint.toml", 'exclude = ["/team/old"]')
    for name in ("team/old/a.jpg", "team/new/b.jpg", "team/new/c.png"):
        write(name)
    monkeypatch.chdir(project / "team")
    assert names(find(".")) == ["new/b.jpg", "new/c.png"]
    assert names(find(".", **{"extend-exclude": ["/new/*.png"]})) == ["new/b.jpg"]
    assert names(find(".", exclude=["/new"])) == ["old/a.jpg"]  # in place of the file's


def test_a_file_that_is_named_is_taken_unless_exclusion_is_forced(write: Write) -> None:
    write("headshot-lint.toml", 'exclude = ["old"]')
    write("old/a.jpg")
    write("b.jpg")
    assert find("old/a.jpg", "b.jpg").paths == ("b.jpg", os.path.join("old", "a.jpg"))  # noqa: PTH118
    assert find("old/a.jpg", "b.jpg", **{"force-exclude": True}) == Photos(("b.jpg",), 1)
    assert find("old/*.jpg", **{"force-exclude": True}) == Photos((), 1)
    assert find(listed=["old/a.jpg"], **{"force-exclude": True}) == Photos((), 1)


def test_a_folder_that_is_named_is_searched_by_the_other_patterns(write: Write) -> None:
    write("headshot-lint.toml", 'exclude = ["old", "*.gif"]')
    for name in ("old/a.jpg", "old/b.gif", "old/old/c.jpg"):
        write(name)
    assert names(find("old")) == ["old/a.jpg", "old/old/c.jpg"]


def test_the_nearest_file_of_each_folder_excludes(write: Write) -> None:
    write("headshot-lint.toml", 'exclude = ["*.png"]')
    write("sub/headshot-lint.toml", 'exclude = ["*.jpg"]')
    for name in ("a.jpg", "b.png", "sub/c.jpg", "sub/d.png"):
        write(name)
    assert names(find(".")) == ["a.jpg", "sub/d.png"]


def test_gitignore_is_honoured_in_a_search(write: Write) -> None:
    write(".git/HEAD")
    write(".git/info/exclude", "private.jpg")
    write(".gitignore", "*.png\n!keep.png\nout/\n")
    write("team/.gitignore", "/local.jpg\n!special.png\n")
    for name in (
        "a.jpg", "b.png", "keep.png", "out/c.jpg", "private.jpg",
        "team/local.jpg", "team/special.png", "team/x/local.jpg",
    ):  # fmt: skip
        write(name)
    expected = ["a.jpg", "keep.png", "team/special.png", "team/x/local.jpg"]
    assert names(find(".")) == expected
    assert find(".").excluded == 4
    assert names(find("team")) == ["team/special.png", "team/x/local.jpg"]
    assert len(find(".", **{"respect-gitignore": False}).paths) == 8
    assert names(find("b.png")) == ["b.png"]
    assert names(find("out")) == ["out/c.jpg"]  # an ignored folder that is named is meant


def test_a_malformed_line_of_gitignore_is_passed_over_as_git_does(write: Write) -> None:
    write(".git/HEAD")
    write(".gitignore", "!\n/\n\n# comment\nb.jpg\n")
    write("a.jpg")
    write("b.jpg")
    assert names(find(".")) == ["a.jpg"]


def test_a_malformed_pattern_of_a_configuration_is_told(write: Write) -> None:
    write("headshot-lint.toml", 'exclude = ["a", "!"]')
    with pytest.raises(HeadshotLintError, match=r"headshot-lint.toml:1"):
        find(".")


HOSTILE = ["a b.jpg", "-dash.jpg", "--help.jpg", "gr\N{GRINNING FACE}n.jpg", "[x].jpg", "$HOME.jpg"]
if os.name != "nt":
    HOSTILE += ["line\nbreak.jpg", 'quo"te.jpg', "back\\slash.jpg", "*.jpg"]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_names(write: Write, name: str) -> None:
    write(name)
    write("other.jpg")
    assert name in find(".").paths
    assert find(name).paths == (name,)
    assert find(listed=[name]).paths == (name,)


@pytest.mark.skipif(os.name == "nt", reason="a name of cmd.exe")
def test_a_file_called_dash_is_no_standard_input(write: Write) -> None:
    write("-")
    assert find("?").paths == ("./-",)
    assert find(listed=["-"]).paths == ("./-",)
    assert find("-").paths == ("-",)


def test_lists_are_literal_and_must_exist(write: Write) -> None:
    write("a.jpg")
    write("b/c.jpg")
    assert names(find(listed=["a.jpg", "b"])) == ["a.jpg", "b/c.jpg"]
    with pytest.raises(HeadshotLintError, match=r"'\*\.jpg' does not exist"):
        find(listed=["*.jpg"])


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_to_folders_are_not_followed_and_dangling_links_are_told(
    write: Write, project: Path
) -> None:
    write("a/b.jpg")
    (project / "loop").symlink_to(project)
    (project / "a" / "gone.jpg").symlink_to("nowhere")
    assert names(find(".")) == ["a/b.jpg", "a/gone.jpg"]
