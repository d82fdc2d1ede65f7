"""CSV through the csv module, and what a spreadsheet would make of it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO

import pytest

from headshot_lint.engine.report import Report
from headshot_lint.reporters import render
from headshot_lint.reporters.csv import COLUMNS
from headshot_lint.reporters.printable import printable
from headshot_lint.reporters.view import View

MakeReport = Callable[..., Report]


def rows_of(report: Report) -> list[dict[str, str]]:
    text = render(report, "csv", View())
    return list(csv.DictReader(StringIO(text, newline=""), strict=True))


def test_one_row_a_result(golden: Report) -> None:
    rows = rows_of(golden)
    expected = [(printable(p.path), r.code) for p in golden.photos for r in p.results]
    expected.append(("team/ada.jpg, team/bob.jpg", "HL805"))
    assert [(row["path"], row["code"]) for row in rows] == expected
    assert tuple(rows[0]) == COLUMNS


def test_cells_are_the_fields_of_the_report(golden: Report) -> None:
    (row,) = [row for row in rows_of(golden) if row["code"] == "HL203"]
    result = next(r for r in golden.photos[1].results if r.code == "HL203")
    assert float(row["value"]) == result.value
    assert float(row["limit"]) == result.limit
    assert row["message"] == result.message
    assert (row["verdict"], row["photo_score"], row["status"]) == ("fail", "49.0", "fail")


def test_lines_end_as_rfc_4180_has_it(golden: Report) -> None:
    text = render(golden, "csv", View())
    assert text.count("\r\n") == text.count("\n") == text.count("\r") == 17


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "－1"],  # noqa: RUF001
)
def test_no_cell_is_a_formula(text: str, report_of: MakeReport) -> None:
    for row in rows_of(report_of(text, text)):
        for cell in row.values():
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "－"))  # noqa: RUF001
    assert rows_of(report_of(text))[0]["path"] == f"'{printable(text)}"


def test_negative_numbers_stay_numbers(golden: Report) -> None:
    ada = golden.photos[0]
    dark = ada.results[0].model_copy(update={"value": -3.5, "limit": -2.9})
    photo = ada.model_copy(update={"results": (dark,)})
    (row, _) = rows_of(golden.model_copy(update={"photos": (photo,)}))
    assert (row["value"], row["limit"]) == ("-3.5", "-2.9")


def test_a_semicolon_does_not_split_a_name_where_it_separates(report_of: MakeReport) -> None:
    text = render(report_of("a;=1+1;b.jpg"), "csv", View())
    row = list(csv.reader(StringIO(text, newline=""), delimiter=";"))[1]
    assert row[0].startswith("a;=1+1;b.jpg")
