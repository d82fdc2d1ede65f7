"""From the page's data to one self-contained HTML file that loads nothing and runs nothing else."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Template

_STYLES = ("look.css", "sheet.css", "print.css")
_SCRIPTS = ("base.js", "pictures.js", "stage.js", "sheet.js", "grid.js", "start.js")

# Escapes that keep the text of a script element from ending it, whatever it holds.
_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def document(data: Mapping[str, Any]) -> str:
    """Return the page as text; its policy allows its own style and script and `data:` pictures."""
    style, script = _style(), _script()
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src '{_source(script)}'",
            f"style-src '{_source(style)}'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )
    return _template().render(**data, policy=policy, style=style, script=script) + "\n"


def json_block(value: object) -> str:
    """Return plain data as ASCII that is inert inside a script element and valid JSON there."""
    return json.dumps(value, separators=(",", ":"), allow_nan=False).translate(_ESCAPES)


def _source(text: str) -> str:
    """The name by which a policy allows one inline text (CSP level 3, section 2.3.1)."""
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode("ascii")


@cache
def _style() -> str:
    return "".join(_text(name) for name in _STYLES)


@cache
def _script() -> str:
    # One scope of its own, so that nothing of the page's script is reachable by name.
    return '"use strict";\n(() => {\n' + "".join(_text(name) for name in _SCRIPTS) + "})();\n"


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    # The only texts that are not escaped: JSON made inert, and files of this package.
    environment.filters["json_block"] = lambda value: Markup(json_block(value))  # noqa: S704 - as said
    environment.filters["own"] = Markup
    return environment.from_string(_text("page.html.jinja"))


def _text(name: str) -> str:
    return (files("headshot_lint.reporters.html") / "page" / name).read_text(encoding="utf-8")
