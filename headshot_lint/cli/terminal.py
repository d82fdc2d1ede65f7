"""Whether this terminal shows pictures, and how: by its name, else by asking it."""

from __future__ import annotations

import os
import re
import select
import sys
import time
from collections.abc import Callable, Mapping
from typing import TextIO

from headshot_lint.draw.terminal import Protocol

_KITTY = re.compile(rb"\x1b_Gi=31;OK\x1b\\")
_ATTRIBUTES = re.compile(rb"\x1b\[\?([\d;]*)c")
_SIXELS = b"4"  # the attribute that means sixels (DA1)

# A picture of one pixel that is not to be shown, then the question that every terminal answers:
# what does not know pictures answers the second only.
_QUESTION = b"\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\\x1b[c"
_PATIENCE_S = 0.5

Ask = Callable[[], bytes]


def picture_protocol(
    stream: TextIO, environ: Mapping[str, str], ask: Ask | None = None
) -> Protocol | None:
    """Return how the terminal behind `stream` takes pictures; None where it takes none.

    Args:
        stream: that pictures would be written to.
        environ: in which terminals say who they are.
        ask: returns what the terminal answers to the question; for tests.
    """
    if not stream.isatty() or environ.get("TERM", "dumb") == "dumb":
        return None
    # Multiplexers swallow what they do not know; what they pass on, they answer for.
    within = "TMUX" in environ or environ["TERM"].startswith(("screen", "tmux"))
    program = environ.get("TERM_PROGRAM", "")
    if not within:
        if "KITTY_WINDOW_ID" in environ or program == "ghostty":
            return Protocol.KITTY
        if program in ("iTerm.app", "WezTerm") or environ.get("LC_TERMINAL") == "iTerm2":
            return Protocol.ITERM2
    answer = (ask or ask_terminal)()
    if _KITTY.search(answer) and not within:
        return Protocol.KITTY
    found = _ATTRIBUTES.search(answer)
    return Protocol.SIXEL if found and _SIXELS in found[1].split(b";")[1:] else None


def ask_terminal() -> bytes:
    """Ask the terminal what it can show; nothing where it cannot be asked or does not answer."""
    try:
        import termios
        import tty
    except ImportError:  # Windows
        return b""
    if sys.stdin is None or not sys.stdin.isatty():
        return b""
    keyboard = sys.stdin.fileno()
    before = termios.tcgetattr(keyboard)
    try:
        tty.setcbreak(keyboard)  # unread, the answer would be echoed as if somebody typed it
        os.write(sys.stdout.fileno(), _QUESTION)
        return _answer(keyboard)
    except OSError:
        return b""
    finally:
        termios.tcsetattr(keyboard, termios.TCSANOW, before)


def _answer(keyboard: int) -> bytes:
    answer = b""
    end = time.monotonic() + _PATIENCE_S
    while not _ATTRIBUTES.search(answer):
        left = end - time.monotonic()
        if left <= 0 or not select.select([keyboard], [], [], left)[0]:
            break
        answer += os.read(keyboard, 1024)
    return answer
