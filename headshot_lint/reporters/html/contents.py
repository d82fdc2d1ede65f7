"""What the page shows, taken from the report's JSON and the album: plain data, texts made safe."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TypeAlias

from headshot_lint.draw.maps import MAP_BANDS
from headshot_lint.draw.picture import Picture
from headshot_lint.engine.rule_page import find_page
from headshot_lint.engine.score import FAIL_CAP
from headshot_lint.reporters.printable import printable

if TYPE_CHECKING:
    from headshot_lint.draw.proposals import MendProposal

Json: TypeAlias = Mapping[str, Any]

_SEVERITIES = ("error", "warning", "hint")
_BINS = 10


def page_data(report: Json, album: Mapping[str, Picture]) -> dict[str, Any]:
    """Return the page's data.

    Args:
        report: the parsed JSON of a report, schema 1; nothing else is known of it.
        album: pictures by the path of their photo; where one lacks, the page says so.
    """
    pictures = [album.get(photo["path"], _NO_PICTURE) for photo in report["photos"]]
    photos = [_photo(*pair) for pair in zip(report["photos"], pictures, strict=True)]
    return {
        "tool": safe(report["tool"]),
        "profile": safe(report["profile"]),
        "summary": report["summary"],
        "photos": photos,
        "images": [_images(picture) for picture in pictures],
        "team": [_team(result, report["photos"]) for result in report["team"]],
        "stale": safe(report.get("suppressions", ())),
        "histogram": _histogram([photo["score"] for photo in photos]),
        "commonest": _commonest(photos),
        "rules": _rules(photos, report["team"]),
        "legends": {
            name: [[band.colour, band.label] for band in bands] for name, bands in MAP_BANDS.items()
        },
    }


def safe(value: Any) -> Any:
    """Return plain data with every text, keys included, such that it cannot act or mislead."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Mapping):
        return {safe(key): safe(item) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [safe(item) for item in value]
    return value


_NO_PICTURE = Picture(trouble="The report was made without pictures.")


def _photo(photo: Json, picture: Picture) -> dict[str, Any]:
    results = photo["results"]
    found = [_finding(result) for result in _in_order(results)]
    return {
        **safe({key: photo.get(key) for key in _HEAD}),
        "categories": _categories(photo),
        "capped": _capping(photo),
        "findings": found,
        "passed": [_passed(result) for result in results if result["status"] == "pass"],
        "skipped": _skipped(results),
        "picture": _picture(picture),
        "crop": None if picture.crop is None else safe(asdict(picture.crop)),
        "fix": None if picture.mend is None else _fix(picture.mend, results),
    }


_HEAD = (
    "path", "profile", "width", "height", "bytes", "format", "verdict", "score", "kind",
    "smallest_legible_px",
)  # fmt: skip

_OF_FINDING = (
    "code", "name", "category", "severity", "status", "confidence", "value", "unit", "limit",
    "score", "points_lost", "message", "advice", "reason", "regions", "fixable", "suppressed",
    "prompt_advice",
)  # fmt: skip


def _finding(result: Json) -> dict[str, Any]:
    finding: dict[str, Any] = safe({key: result.get(key) for key in _OF_FINDING})
    if result["status"] == "error":
        finding["severity"] = "broken"
        finding["message"] = safe(f"The rule broke: {result['reason'] or result['message']}")
        finding["advice"] = "This is a bug in the rule; the photo is not to blame."
    return finding


def _in_order(results: Sequence[Json]) -> list[Json]:
    """What broke and what fails, the worst first; what is waived comes after the rest."""
    listed = [result for result in results if result["status"] in ("fail", "error")]

    def rank(result: Json) -> tuple[bool, bool, int, float, str]:
        waived = result.get("suppressed") is not None
        severity = _SEVERITIES.index(result["severity"])
        broken = result["status"] == "error"
        return waived, not broken, severity, -result["points_lost"], result["code"]

    return sorted(listed, key=rank)


def _fix(proposed: MendProposal, results: Sequence[Json]) -> dict[str, Any]:
    """What fixes would do, with the names of the rules that they mend."""
    names = {result["code"]: result["name"] for result in results}
    told: dict[str, Any] = safe(asdict(proposed))
    for step in told["steps"]:
        step["mends"] = [{"code": code, "name": names.get(code, "")} for code in step["mends"]]
    return told


def _passed(result: Json) -> dict[str, Any]:
    passed: dict[str, Any] = safe({key: result[key] for key in ("code", "message")})
    return passed | ({"lost": result["points_lost"]} if result["points_lost"] else {})


def _skipped(results: Sequence[Json]) -> list[dict[str, Any]]:
    """Rules that could not judge, by their reason."""
    by_reason: dict[str, list[str]] = {}
    for result in results:
        if result["status"] == "skip":
            by_reason.setdefault(printable(result["reason"] or ""), []).append(result["code"])
    return [{"reason": reason, "codes": codes} for reason, codes in by_reason.items()]


def _categories(photo: Json) -> list[dict[str, Any]]:
    lost: Counter[str] = Counter()
    for result in photo["results"]:
        lost[result["category"]] += result["points_lost"]
    return [
        {"name": printable(name), "score": score, "lost": round(lost[name], 1)}
        for name, score in photo["categories"].items()
    ]


def _capping(photo: Json) -> list[str]:
    """The failing errors that hold the score down, if they do."""
    if photo["score"] != FAIL_CAP:
        return []
    return [
        printable(result["code"])
        for result in _in_order(photo["results"])
        if result["status"] == "fail" and result["severity"] == "error"
    ]


def _images(picture: Picture) -> dict[str, str]:
    """The pictures in Base64 by what they show."""
    drawn = {
        "photo": picture.photo,
        "light": picture.light,
        "background": picture.background,
        "after": picture.after,
    }
    return {name: b64encode(data).decode("ascii") for name, data in drawn.items() if data}


def _picture(picture: Picture) -> dict[str, Any]:
    drawn = picture.geometry
    return {
        "shown": picture.photo is not None,
        "level_of": picture.level_of,
        "trouble": printable(picture.trouble),
        "geometry": {
            "face": drawn.face,
            "head": drawn.head,
            "others": drawn.others,
            "eyes": drawn.eyes,
            "contours": [[number for point in line for number in point] for line in drawn.contours],
        },
    }


def _team(result: Json, photos: Sequence[Json]) -> dict[str, Any]:
    places = {photo["path"]: index for index, photo in enumerate(photos)}
    named = [{"path": printable(path), "index": places.get(path)} for path in result["photos"]]
    return _finding(result) | {
        "photos": named,
        "place": printable(result.get("about") or result.get("team") or ""),
    }


def _histogram(scores: Sequence[float]) -> list[int]:
    """Photos by score, in ten bins; the last holds 100 as well."""
    bins = [0] * _BINS
    for score in scores:
        bins[min(int(score / 100 * _BINS), _BINS - 1)] += 1
    return bins


def _commonest(photos: Sequence[Json]) -> list[dict[str, Any]]:
    """The rules that most photos fail, by falling number; what is waived does not count."""
    failing = [
        finding
        for photo in photos
        for finding in photo["findings"]
        if finding["status"] == "fail" and not finding["suppressed"]
    ]
    counts = Counter(finding["code"] for finding in failing)
    # One code may be graver in one photo than in another: the last of these, the gravest, stays.
    failing.sort(key=lambda finding: -_SEVERITIES.index(finding["severity"]))
    gravest = {finding["code"]: finding for finding in failing}
    ranked = sorted(counts, key=lambda code: (-counts[code], code))
    return [
        {key: gravest[code][key] for key in ("code", "name", "severity")} | {"photos": counts[code]}
        for code in ranked
    ]


def _rules(photos: Sequence[Json], team: Sequence[Json]) -> dict[str, Any]:
    """What the rules that found something say of themselves, where they are installed."""
    codes = {finding["code"] for photo in photos for finding in photo["findings"]}
    codes |= {result["code"] for result in team}
    pages = {code: find_page(code) for code in sorted(codes)}
    return {
        printable(code): {
            "summary": printable(page.summary),
            "why": printable(page.section("Why it matters")),
        }
        for code, page in pages.items()
        if page is not None
    }
