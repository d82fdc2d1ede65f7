"""Coverage-guided fuzzing of the loader: `python tools/fuzz/load.py [options] [folders]`.

Options are libFuzzer's. Needs the group `fuzz`. tools/fuzz/session.py (`make fuzz`) runs it for a
while, beginning with the sound files of the corpus. Anything but a photo or a refusal is a find,
which libFuzzer writes to a file.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

with atheris.instrument_imports(include=["headshot_lint.photo", "PIL"]):
    from headshot_lint.photo import LoadLimits, Unreadable, load
    from headshot_lint.photo import photo as _photo  # noqa: F401 - loaded now, so instrumented

# Smaller than by default: what is looked for are faults of parsing, not large pictures.
LIMITS = LoadLimits(max_bytes=1_000_000, max_pixels=2_000_000)
SEEDS = Path("build/fuzz-seeds")


def once(data: bytes) -> None:
    """Load one input; it becomes a photo or is refused with a reason."""
    try:
        photo = load(data, name="fuzz.jpg", limits=LIMITS)
    except Unreadable as refusal:
        if not refusal.reason or not refusal.hint or not refusal.reason.isprintable():
            raise AssertionError(f"an unclear refusal: {refusal.reason!r}") from refusal
        return
    if photo.work.ndim != 3 or not 1 <= max(photo.work.shape[:2]) <= 1024:
        raise AssertionError(f"an odd picture: {photo.work.shape}")


def main() -> None:
    """Write the sound files to start from, and fuzz."""
    from hostile.bases import bases

    SEEDS.mkdir(parents=True, exist_ok=True)
    for name, data in bases().items():
        (SEEDS / name).write_bytes(data)
    for folder in (argument for argument in sys.argv[1:] if not argument.startswith("-")):
        Path(folder).mkdir(parents=True, exist_ok=True)
    options = ["-rss_limit_mb=4096", "-timeout=120", "-max_len=20000"]
    atheris.Setup([sys.argv[0], *options, *sys.argv[1:], str(SEEDS)], once)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
