"""Options of rules: declared once, frozen, equal by value."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from headshot_lint.model.options import Limits, NoOptions, Options, option


class Hats(Options):
    """Options of a rule on hats."""

    most: int = option(1, "Hats that pass.", unit="hats", low=0, high=9)
    brim: str = option("wide", "Their brim.")


class TallHats(Hats):
    """Options of a rule on tall hats."""

    most: int = option(2, "Tall hats that pass.")


def test_options_are_what_was_declared_where_nothing_is_given() -> None:
    assert (Hats().most, Hats().brim) == (1, "wide")
    assert Hats(most=3).most == 3
    assert Hats(most=3).brim == "wide"


def test_declarations_are_described_in_their_order() -> None:
    assert [(i.name, i.default, i.unit, i.low, i.high) for i in Hats.describe()] == [
        ("most", 1, "hats", 0, 9),
        ("brim", "wide", "", None, None),
    ]
    assert list(NoOptions.describe()) == []


def test_an_inherited_option_may_be_declared_anew_in_its_place() -> None:
    assert [(i.name, i.default) for i in TallHats.describe()] == [("most", 2), ("brim", "wide")]
    assert TallHats().most == 2
    assert Hats().most == 1


def test_options_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        Hats().most = 4  # type: ignore[misc]


def test_options_that_were_not_declared_are_refused() -> None:
    with pytest.raises(TypeError, match="Hats has no option feathers"):
        Hats(feathers=1)  # type: ignore[call-arg]


def test_options_are_equal_by_class_and_value() -> None:
    assert Hats(most=1) == Hats()
    assert hash(Hats(most=1)) == hash(Hats())
    assert Hats(most=2) != Hats()
    assert TallHats(most=1) != Hats(most=1)


def test_options_show_their_values() -> None:
    assert repr(Hats(most=2)) == "Hats(most=2, brim='wide')"


def test_changing_leaves_the_original_as_it_was() -> None:
    hats = Hats()
    assert hats.changed({"brim": "none"}) == Hats(brim="none")
    assert hats == Hats()


def test_limits_out_of_order_do_not_go_together() -> None:
    with pytest.raises(ValueError, match="limit must lie between best and worst"):
        Limits().changed({"limit": 5.0, "best": 6.0, "worst": 7.0})
