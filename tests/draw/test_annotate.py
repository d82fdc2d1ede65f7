"""One photo with what was found drawn into it, in a file or in a terminal."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

from headshot_lint.cli import annotate, terminal
from headshot_lint.cli.main import run
from headshot_lint.draw.geometry import NOTHING, Geometry
from headshot_lint.draw.lettering import Label, write_labels
from headshot_lint.draw.maps import MAP_BANDS
from headshot_lint.draw.overlay import EYES, FACE, FOUND, LAYERS, MESH
from headshot_lint.draw.overlay import annotate as draw_overlays
from headshot_lint.draw.terminal import Protocol, for_terminal, sixels
from headshot_lint.engine.report import PhotoReport, Region
from headshot_lint.engine.run import lint

ROOT = Path(__file__).parents[2]
FIXTURE = ROOT / "fixtures/HL108-eyes-closed/bad-shut.jpg"
GREY = np.full((400, 300, 3), 128, dtype=np.uint8)
DRAWN = Geometry(
    face=(60, 80, 120, 160),
    head=(40, 40, 160, 210),
    eyes=((90, 150), (150, 150)),
    contours=(((70, 90), (170, 90), (120, 220)),),
)


@pytest.fixture(scope="module")
def report() -> PhotoReport:
    """Of a photo of 300 x 400 px with a finding on the eyes."""
    photo = lint(str(ROOT / "README.md"), select=["HL001"]).photo
    eyes = Region(box=(80, 140, 80, 20), label="eyes")
    found = photo.results[0].model_copy(update={"regions": (eyes,)})
    return photo.model_copy(update={"width": 300, "height": 400, "results": (found,)})


def has(image: np.ndarray, colour: tuple[int, int, int]) -> bool:
    away = np.abs(image.astype(int) - np.array(colour)).max(axis=2)
    return bool((away < 12).sum() > 40)


@pytest.mark.parametrize(
    ("layer", "colour"),
    [("findings", FOUND), ("face", FACE), ("landmarks", MESH), ("thirds", EYES)],
)
def test_a_layer_is_drawn_where_it_is_asked_for(
    report: PhotoReport, layer: str, colour: tuple[int, int, int]
) -> None:
    assert has(draw_overlays(GREY, report, DRAWN, [layer])[:1024], colour)
    others = [name for name in LAYERS if name != layer]
    assert not has(draw_overlays(GREY, report, DRAWN, others)[:1024], colour)


def test_the_circle_darkens_what_lies_outside(report: PhotoReport) -> None:
    drawn = draw_overlays(GREY, report, NOTHING, ["circle"])
    assert drawn[5, 5].max() < 70
    assert drawn[512, 384].min() > 120


def test_boxes_lie_where_the_report_says(report: PhotoReport) -> None:
    drawn = draw_overlays(GREY, report, NOTHING, ["findings"])[:1024].astype(int)
    rows, columns = np.nonzero(np.abs(drawn - np.array(FOUND)).max(axis=2) < 12)
    scale = 1024 / 400
    assert (columns.min() / scale, columns.max() / scale) == pytest.approx((80, 160), abs=1.5)
    assert (rows.min() / scale, rows.max() / scale) == pytest.approx((140, 160), abs=1.5)


def test_the_photo_keeps_its_shape_and_words_follow(report: PhotoReport) -> None:
    plain = draw_overlays(GREY, report, NOTHING, [])
    assert plain.shape[1] == 768
    assert plain.shape[0] > 1024 + 40
    with_legend = draw_overlays(GREY, report, NOTHING, [], MAP_BANDS["light"])
    assert with_legend.shape[0] > plain.shape[0]


def test_names_stay_inside_and_apart() -> None:
    blank = np.zeros((120, 300, 3), dtype=np.uint8)
    labels = [Label(290, 300, "right lower corner"), Label(5, 5, "one"), Label(5, 5, "two")]
    written = write_labels(blank, labels)
    assert written[-30:, :].max() == 255
    ink = (written[:, :60].max(axis=(1, 2)) > 200).nonzero()[0]
    assert np.diff(ink).max() > 1, "two rows of letters with a gap"
    once = write_labels(blank, [Label(5, 5, "face")])
    assert (write_labels(blank, [Label(5, 5, "face"), Label(6, 7, "face")]) == once).all()


# The command


def test_the_command_and_the_drawing_know_the_same_layers_and_maps() -> None:
    assert set(annotate.LAYERS) == set(LAYERS)
    assert set(annotate.MAPS) == set(MAP_BANDS)


@pytest.mark.model
def test_a_png_is_written(tmp_path: Path) -> None:
    target = tmp_path / "new" / "shut.png"
    assert run(["annotate", str(FIXTURE), "-o", str(target), "--layers", "all"]) == 0
    with Image.open(target) as picture:
        drawn = np.asarray(picture.convert("RGB"))
    assert all(has(drawn, colour) for colour in (FOUND, FACE, MESH, EYES))


@pytest.mark.model
def test_standard_input_is_drawn_on_a_map(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "headshot_lint", "annotate", "-", "--map", "light"]
    with FIXTURE.open("rb") as photo:
        done = subprocess.run(
            [*command, "-o", "map.png"], stdin=photo, cwd=tmp_path, capture_output=True, check=False
        )
    assert done.returncode == 0, done.stderr
    with Image.open(tmp_path / "map.png") as drawn:
        assert drawn.width == 1024


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["gone.jpg", "-o", "x.png"], "'gone.jpg' does not exist"),
        (["photo.jpg", "-o", "photo.jpg"], "would replace the photo"),
        (["photo.jpg"], "no terminal that could show a picture"),
        (["photo.jpg", "-o", "x.png", "--layers", "faces"], "there is no layer 'faces'"),
        (["photo.jpg", "-o", "x.png", "--map", "heat"], "is not one of"),
        (["photo.jpg", "-o", "photo.jpg/x.png"], "cannot be written"),
        (["photo.jpg", "-o", "x.png", "--profile", "nobody"], "there is no profile"),
    ],
)
def test_what_cannot_work_is_told(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "photo.jpg").write_bytes(FIXTURE.read_bytes())
    assert run(["annotate", *arguments]) == 2
    assert message in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["photo.jpg"]


def test_help_loads_no_picture_library() -> None:
    program = (
        "import sys; from headshot_lint.cli.main import run; run(['annotate', '--help']);"
        "sys.exit(bool({'cv2', 'PIL', 'numpy'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
    assert "--layers" in CliRunner().invoke(annotate.command, ["--help"]).output


# Terminals


class Screen(io.StringIO):
    """A stream that is a terminal, or is none."""

    def __init__(self, *, terminal: bool = True) -> None:
        super().__init__()
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


def answering(answer: bytes) -> Callable[[], bytes]:
    return lambda: answer


SIXEL_TERMINAL = b"\x1b[?62;4;22c"
PLAIN_TERMINAL = b"\x1b[?62;22c"
KITTY_TERMINAL = b"\x1b_Gi=31;OK\x1b\\\x1b[?62c"


@pytest.mark.parametrize(
    ("environ", "answer", "protocol"),
    [
        ({"TERM": "xterm-kitty", "KITTY_WINDOW_ID": "1"}, b"", Protocol.KITTY),
        ({"TERM": "xterm-ghostty", "TERM_PROGRAM": "ghostty"}, b"", Protocol.KITTY),
        ({"TERM": "xterm", "TERM_PROGRAM": "iTerm.app"}, b"", Protocol.ITERM2),
        ({"TERM": "xterm", "LC_TERMINAL": "iTerm2"}, b"", Protocol.ITERM2),
        ({"TERM": "xterm", "TERM_PROGRAM": "WezTerm"}, b"", Protocol.ITERM2),
        ({"TERM": "xterm"}, KITTY_TERMINAL, Protocol.KITTY),
        ({"TERM": "xterm"}, SIXEL_TERMINAL, Protocol.SIXEL),
        ({"TERM": "xterm"}, b"\x1b[?4;6c", None),  # 4 is its class, no attribute
        ({"TERM": "xterm"}, b"\x1b[?62;14;24c", None),
        ({"TERM": "xterm"}, PLAIN_TERMINAL, None),
        ({"TERM": "xterm"}, b"", None),
        ({"TERM": "dumb", "KITTY_WINDOW_ID": "1"}, SIXEL_TERMINAL, None),
        ({}, SIXEL_TERMINAL, None),
        ({"TERM": "tmux-256color", "TMUX": "x", "KITTY_WINDOW_ID": "1"}, PLAIN_TERMINAL, None),
        ({"TERM": "screen", "LC_TERMINAL": "iTerm2"}, SIXEL_TERMINAL, Protocol.SIXEL),
    ],
)
def test_what_a_terminal_shows_is_known_by_name_or_answer(
    environ: dict[str, str], answer: bytes, protocol: Protocol | None
) -> None:
    found = terminal.picture_protocol(Screen(), environ, answering(answer))
    assert found is protocol


def test_what_is_no_terminal_is_not_asked() -> None:
    def refuse() -> bytes:
        raise AssertionError

    environ = {"TERM": "xterm-kitty", "KITTY_WINDOW_ID": "1"}
    assert terminal.picture_protocol(Screen(terminal=False), environ, refuse) is None


PICTURE = np.dstack([np.tile(np.arange(0, 240, 12, np.uint8), (15, 1))] * 3)


def test_kitty_gets_chunks_of_a_png() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (60, 60, 3), dtype=np.uint8)
    text = for_terminal(noise, Protocol.KITTY, 40)
    chunks = re.findall(r"\x1b_G([^;]*);([^\x1b]*)\x1b\\", text)
    assert len(chunks) > 1
    assert chunks[0][0] == "a=T,f=100,q=2,c=40,m=1"
    assert [keys for keys, _ in chunks[1:-1]] == ["m=1"] * (len(chunks) - 2)
    assert chunks[-1][0] == "m=0"
    assert max(len(data) for _, data in chunks) <= 4096
    shown = Image.open(io.BytesIO(b64decode("".join(data for _, data in chunks))))
    assert (np.asarray(shown) == noise).all()


def test_iterm2_gets_a_png_and_its_size() -> None:
    text = for_terminal(PICTURE, Protocol.ITERM2, 40)
    found = re.fullmatch(r"\x1b\]1337;File=(.*):(.*)\x07\n", text)
    assert found is not None
    data = b64decode(found[2])
    assert f"inline=1;size={len(data)};width=40" in found[1]
    assert (np.asarray(Image.open(io.BytesIO(data))) == PICTURE).all()


def test_sixels_draw_the_picture() -> None:
    shown = from_sixels(sixels(PICTURE, 100))
    assert shown.shape == PICTURE.shape
    assert np.abs(shown.astype(int) - PICTURE).max() <= 8
    assert from_sixels(sixels(np.full((30, 40, 3), 77, np.uint8), 20)).shape == (15, 20, 3)


def from_sixels(text: str) -> np.ndarray:
    """Draw sixels as a terminal does."""
    found = re.fullmatch(r'\x1bPq"1;1;(\d+);(\d+)((?:#\d+;2;\d+;\d+;\d+)+)(.*)\x1b\\', text)
    assert found is not None
    width, height = int(found[1]), int(found[2])
    palette = {
        int(n): [round(int(part) * 2.55) for part in rgb.split(";")]
        for n, rgb in re.findall(r"#(\d+);2;(\d+;\d+;\d+)", found[3])
    }
    image = np.zeros((height, width, 3), dtype=np.uint8)
    for top, band in zip(range(0, height, 6), found[4].split("-"), strict=True):
        for line in band.split("$"):
            colour, runs = re.fullmatch(r"#(\d+)(.*)", line).groups()  # type: ignore[union-attr]
            x = 0
            for count, char in re.findall(r"(?:!(\d+))?([?-~])", runs):
                for _ in range(int(count or 1)):
                    for bit in range(6):
                        if (ord(char) - 63) >> bit & 1:
                            image[top + bit, x] = palette[int(colour)]
                    x += 1
            assert x == width
    return image


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")
@pytest.mark.model
def test_a_terminal_with_sixels_is_asked_and_shows_the_photo() -> None:
    import os
    import pty

    ours, theirs = pty.openpty()
    environ = {k: v for k, v in os.environ.items() if k not in ("TMUX", "TERM_PROGRAM")}
    command = [sys.executable, "-m", "headshot_lint", "annotate", str(FIXTURE)]
    process = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environ | {"TERM": "xterm"}
    )
    os.close(theirs)
    shown = b""
    answered = False
    while True:
        try:
            shown += os.read(ours, 65_536)
        except OSError:  # the other end is closed
            break
        if not answered and b"\x1b[c" in shown:
            os.write(ours, SIXEL_TERMINAL)
            answered = True
    assert process.wait(timeout=60) == 0, shown[-500:]
    assert b"\x1bPq" in shown
    assert b"62;4;22c" not in shown.partition(b"\x1bPq")[0], "the answer is not echoed"
