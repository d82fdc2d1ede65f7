"""`headshot-lint version`: what exactly is installed."""

from __future__ import annotations

import json
import platform
from importlib.metadata import PackageNotFoundError, version

import click

from headshot_lint import __version__
from headshot_lint.cli.streams import put

_LIBRARIES = (
    "numpy",
    "opencv-python-headless",
    "onnxruntime",
    "mediapipe",
    "Pillow",
    "scikit-image",
)
"""What measurements depend on."""


@click.command("version")
@click.option("-v", "--verbose", is_flag=True, help="Libraries, profiles and hashes of the models.")
@click.option(
    "--output-format", type=click.Choice(["text", "json"]), default="text", show_default=True
)
def command(*, verbose: bool, output_format: str) -> int:
    """Print the version; with --verbose, all that a measurement depends on."""
    if not verbose and output_format == "text":
        put(f"headshot-lint {__version__}\n")
        return 0
    facts = _facts()
    put(json.dumps(facts, indent=2) + "\n" if output_format == "json" else _text(facts))
    return 0


def _facts() -> dict[str, str | dict[str, str]]:
    from headshot_lint.analyse.model_files import model_hashes
    from headshot_lint.analyse.providers import chosen
    from headshot_lint.engine.profile import load_profile, profile_names

    return {
        "version": __version__,
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "platform": platform.platform(),
        "networks run on": ", ".join(chosen()),
        "libraries": {name: _installed(name) for name in _LIBRARIES},
        "profiles": {name: load_profile(name).label for name in profile_names()},
        "models": model_hashes(),
    }


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def _text(facts: dict[str, str | dict[str, str]]) -> str:
    from headshot_lint.cli.table import table

    parts = [f"headshot-lint {facts['version']}\n"]
    for key, value in facts.items():
        if isinstance(value, dict):
            parts.append(f"\n{key}\n{table(list(value.items()), indent=2)}")
        elif key != "version":
            parts.append(f"{key} {value}\n")
    return "".join(parts)
