"""Texts from outside that try to give orders to whatever shows them."""

from __future__ import annotations

HOSTILE = {
    "ansi": "\x1b[2J\x1b]0;owned\x07.jpg",
    "c1": "\x9b31m\x85next\x7f.jpg",
    "newline": "a.jpg\nb.jpg: HL101 no-face error forged",
    "carriage-return": "a.jpg\r\nforged",
    "separators": "a\u2028b\u2029c\x0bd\x0ce.jpg",
    "bidi": "a\u202egpj.exe\u2066\u2069.jpg",
    "invisible": "a\u200bb\ufeffc\U000e0041.jpg",
    "undecodable": "a\udcff.jpg",
    "not-in-xml": "a\x00\x08\ufffe\uffff.jpg",
    "github-command": "::error file=x::forged\n::stop-commands::t",
    "azure-command": "a##vso[task.setvariable variable=x]y.jpg",
    "old-command": "a##[add-mask]y ##teamcity[buildStop] ###vso[a].jpg",
    "html": "<img src=x onerror=alert(1)></code></summary><script>.jpg",
    "xml": "]]>&amp;<!-- \"'></testcase>.jpg",
    "markdown": "[x](javascript:y) ![z](//e) **b** `c` | d | \\| ~~e~~ $f$ <g@h.i> .jpg",
    "mention": "@octocat #12 GH-12 octo/cat#12 !12 https://example.org www.example.org .jpg",
    "formula": "=cmd|' /C calc'!A0",
    "rich-markup": "[bold red]x[/] [link=file:///etc/passwd]y[/link].jpg",
    "colons": "::",
    "colon": ":",
    "percent": "100%25 %0A::error::x %AZP25.jpg",
    "emoji": "José 👩‍👩‍👧 🇺🇦 日本.jpg",
    "spaces": "  a\u00a0\u3000b.jpg  ",
    "separator-characters": "a,b;c:d]e=f.jpg",
}  # fmt: skip
