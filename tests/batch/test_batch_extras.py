"""What is optional is imported where it is needed, and what is missing is said."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OPTIONAL = (
    "pyarrow",
    "fsspec",
    "ray",
    "fastapi",
    "starlette",
    "uvicorn",
    "prometheus_client",
    "mcp",
)
RUN = "from headshot_lint.cli.main import run; import sys; code = run(sys.argv[1:]); "


@pytest.mark.parametrize(
    "arguments", [["--help"], ["batch", "--help"], ["serve", "--help"], ["mcp", "--help"]]
)
def test_help_imports_nothing_optional(arguments: list[str]) -> None:
    code = RUN + f"print(sorted(set({OPTIONAL}) & set(sys.modules)), file=sys.stderr)"
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert done.stderr.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("arguments", "missing", "extra"),
    [
        (["batch", "x", "--out", "y"], "pyarrow", "batch"),
        (["batch", "x", "--out", "y", "--engine", "ray"], "ray", "ray"),
        (["serve"], "fastapi", "serve"),
        (["mcp"], "mcp", "mcp"),
    ],
)
def test_a_missing_extra_is_said(
    tmp_path: Path, arguments: list[str], missing: str, extra: str
) -> None:
    hide = "import importlib.util as u; f = u.find_spec; "
    hide += f"u.find_spec = lambda n: None if n == {missing!r} else f(n); "
    command = [sys.executable, "-c", hide + RUN + "sys.exit(code)", *arguments]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 2
    assert f"{missing}, which is not installed" in done.stderr
    assert f"pip install 'headshot-lint[{extra}]'" in done.stderr
    assert list(tmp_path.iterdir()) == []
