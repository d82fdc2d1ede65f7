"""The tool for assistants."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from headshot_lint.engine.settings import make_settings
from headshot_lint.service.tools import check

ROOT = Path(__file__).parents[2]
STRIP = ROOT / "fixtures/HL003-wrong-aspect/bad-strip.jpg"
PAGE = ROOT / "fixtures/HL001-unreadable/bad-page.jpg"
QUICK = make_settings(select=["HL003"])


def test_it_says_what_matters() -> None:
    said = check(str(STRIP), "linkedin", QUICK)
    assert said["profile"].startswith("linkedin@")
    assert said["verdict"] == "warn"
    (finding,) = said["findings"]
    assert finding["code"] == "HL003"
    assert finding["advice"]


def test_a_photo_that_cannot_be_read_is_a_finding() -> None:
    assert [f["code"] for f in check(str(PAGE), "", QUICK)["findings"]] == ["HL001"]


def test_an_unknown_profile_is_said() -> None:
    with pytest.raises(ValueError, match="linkedin"):
        check(str(STRIP), "linkdin")


def test_an_assistant_finds_and_calls_it() -> None:
    pytest.importorskip("mcp", reason="the tool's server is NOT tested: no mcp")
    start = {
        "protocolVersion": "2025-03-26",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "0"},
    }
    call = {"name": "check_headshot", "arguments": {"path": str(STRIP)}}
    messages: list[dict[str, Any]] = [
        {"id": 1, "method": "initialize", "params": start},
        {"method": "notifications/initialized"},
        {"id": 2, "method": "tools/list"},
        {"id": 3, "method": "tools/call", "params": call},
    ]
    command = [sys.executable, "-m", "headshot_lint", "mcp", "--isolated", "--select", "HL003"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        answers = []
        for message in messages:
            process.stdin.write(json.dumps({"jsonrpc": "2.0", **message}).encode() + b"\n")
            process.stdin.flush()
            if "id" in message:
                answers.append(json.loads(process.stdout.readline())["result"])
        process.stdin.close()
        assert process.wait(timeout=30) == 0
    assert [tool["name"] for tool in answers[1]["tools"]] == ["check_headshot"]
    said = json.loads(answers[2]["content"][0]["text"])
    assert [finding["code"] for finding in said["findings"]] == ["HL003"]
