"""Where somebody stands is worked out from dated statements, and never told without them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from services.positions import (
    Measure,
    count_labels,
    current_position,
    find_contradictions,
    find_shifts,
    gather_points,
)
from services.statements import Appearance, Statement, merge_statements

MEASURE = Measure()


def said(
    number: int,
    day: str | None,
    label: str,
    *,
    text: str | None = None,
    confidence: float = 0.9,
    is_decided: bool = False,
    article: int | None = None,
) -> Appearance:
    said_at = None if day is None else datetime.fromisoformat(day).replace(tzinfo=UTC)
    text = f"Words number {number}." if text is None else text
    return Appearance(
        number, 1, 1, article or number, text, said_at, label, confidence, is_decided, is_outdated=False
    )


def merged(*appearances: Appearance) -> list[Statement]:
    return merge_statements(appearances)


def numbers(statements: list[Statement] | tuple[Statement, ...]) -> list[int]:
    return [statement.decisive.quote_id for statement in statements]


def test_words_that_several_outlets_carry_are_one_statement_said_when_they_first_appeared() -> None:
    copies = ("The quay must stay open,", "“the quay must stay open”", "that THE QUAY  must stay open")
    statements = merged(
        *(said(number, f"2025-03-0{number}", "favor", text=text) for number, text in enumerate(copies, 1))
    )
    (statement,) = statements
    assert [one.quote_id for one in statement.appearances] == [1, 2, 3]
    assert statement.said_at == datetime(2025, 3, 1, tzinfo=UTC)
    assert count_labels(statements, MEASURE) == {"favor": 1, "against": 0, "neutral": 0, "unsure": 0}


def test_the_same_words_long_after_are_another_statement() -> None:
    days = ("2025-01-01", "2025-01-31", "2025-02-01")
    statements = merged(
        *(said(number, day, "favor", text="Open the quay!") for number, day in enumerate(days, 1))
    )
    assert [[one.quote_id for one in statement.appearances] for statement in statements] == [[1, 2], [3]]


def test_a_copy_without_a_date_belongs_to_the_one_with_a_date() -> None:
    (statement,) = merged(
        said(1, "2025-01-01", "favor", text="Open the quay!"), said(2, None, "favor", text="Open the quay!")
    )
    assert (statement.said_at, len(statement.appearances)) == (datetime(2025, 1, 1, tzinfo=UTC), 2)


def test_words_without_letters_are_compared_as_they_are() -> None:
    assert (
        len(merged(said(1, "2025-01-01", "favor", text="…"), said(2, "2025-01-01", "favor", text="?"))) == 2
    )


@pytest.mark.parametrize(
    ("first", "second", "label"),
    [
        ({"confidence": 0.9}, {"confidence": 0.6}, "favor"),
        ({"confidence": 0.6}, {"confidence": 0.9}, "against"),
        ({"confidence": 0.1, "is_decided": True}, {"confidence": 0.9}, "favor"),
    ],
    ids=["surer first", "surer second", "a person decided"],
)
def test_where_copies_are_read_differently_a_person_counts_then_what_is_surest(
    first: dict[str, float], second: dict[str, float], label: str
) -> None:
    (statement,) = merged(
        said(1, "2025-01-01", "favor", text="Open the quay!", **first),  # type: ignore[arg-type]
        said(2, "2025-01-02", "against", text="Open the quay!", **second),  # type: ignore[arg-type]
    )
    assert statement.label == label


def test_without_statements_there_is_no_position() -> None:
    assert current_position([], MEASURE) is None


def test_the_newest_side_and_those_a_window_before_it_make_the_position() -> None:
    statements = merged(
        said(1, "2025-01-01", "against"), said(2, "2025-03-01", "favor"), said(3, "2025-03-31", "favor")
    )
    position = current_position(statements, MEASURE)
    assert position is not None
    assert (position.label, numbers(position.statements)) == ("favor", [3, 2])
    assert position.as_of == datetime(2025, 3, 31, tzinfo=UTC)


@pytest.mark.parametrize(("day", "label"), [("2025-03-31", "mixed"), ("2025-04-01", "against")])
def test_both_sides_within_a_window_are_mixed(day: str, label: str) -> None:
    position = current_position(merged(said(1, "2025-03-01", "favor"), said(2, day, "against")), MEASURE)
    assert position is not None
    assert position.label == label


def test_neutral_words_take_no_side_back_but_are_told() -> None:
    statements = merged(
        said(1, "2025-01-01", "favor"), said(2, "2025-06-01", "neutral"), said(3, "2024-06-01", "neutral")
    )
    position = current_position(statements, MEASURE)
    assert position is not None
    assert (position.label, numbers(position.statements), position.newer_neutral) == ("favor", [1], 1)


def test_a_side_that_is_not_sure_enough_makes_no_position_unless_a_person_took_it() -> None:
    unsure = said(1, "2025-01-01", "favor", confidence=0.49)
    position = current_position(merged(unsure), MEASURE)
    assert position is not None
    assert position.label == "neutral"
    assert count_labels(merged(unsure), MEASURE)["unsure"] == 1
    decided = said(1, "2025-01-01", "favor", confidence=0.49, is_decided=True)
    position = current_position(merged(decided), MEASURE)
    assert position is not None
    assert position.label == "favor"


def test_statements_without_a_date_count_only_where_none_has_one() -> None:
    undated = said(1, None, "favor")
    position = current_position(merged(undated), MEASURE)
    assert position is not None
    assert (position.label, position.as_of) == ("favor", None)
    position = current_position(merged(said(2, "2025-01-01", "against"), undated), MEASURE)
    assert position is not None
    assert (position.label, numbers(position.statements)) == ("against", [2])


def test_a_shift_is_shown_by_the_last_old_and_the_first_new_statement() -> None:
    statements = merged(
        said(1, "2025-01-01", "favor"),
        said(2, "2025-02-01", "favor"),
        said(3, "2025-02-10", "neutral"),
        said(4, "2025-06-01", "against"),
        said(5, "2025-07-01", "against"),
        said(6, "2025-12-01", "favor"),
    )
    shifts = find_shifts(statements, MEASURE)
    assert [numbers((shift.before, shift.after)) for shift in shifts] == [[2, 4], [5, 6]]
    assert find_contradictions(statements, MEASURE) == []


def test_a_quick_turn_is_a_contradiction_first_and_a_shift_once_it_is_held() -> None:
    turned = [said(1, "2025-02-20", "favor"), said(2, "2025-03-01", "against")]
    assert find_shifts(merged(*turned), MEASURE) == []
    (pair,) = find_contradictions(merged(*turned), MEASURE)
    assert numbers((pair.first, pair.second)) == [1, 2]
    assert not pair.is_in_one_article
    (shift,) = find_shifts(merged(*turned, said(3, "2025-06-01", "against")), MEASURE)
    assert numbers((shift.before, shift.after)) == [1, 2]


def test_a_side_taken_back_within_a_window_is_no_shift() -> None:
    statements = merged(
        said(1, "2025-01-01", "favor"),
        said(2, "2025-01-05", "against"),
        said(3, "2025-01-10", "favor"),
        said(4, "2025-05-01", "favor"),
    )
    assert find_shifts(statements, MEASURE) == []
    pairs = find_contradictions(statements, MEASURE)
    assert [numbers((pair.first, pair.second)) for pair in pairs] == [[1, 2], [2, 3]]


def test_the_window_can_be_chosen() -> None:
    statements = merged(said(1, "2025-01-01", "favor"), said(2, "2025-01-05", "against"))
    narrow = Measure(window=timedelta(days=3))
    assert find_contradictions(statements, narrow) == []
    assert len(find_shifts(statements, narrow)) == 1


def test_statements_without_a_date_contradict_each_other_in_one_article_only() -> None:
    statements = merged(
        said(1, None, "favor", article=7),
        said(2, None, "against", article=8),
        said(3, None, "against", article=7),
    )
    (pair,) = find_contradictions(statements, MEASURE)
    assert numbers((pair.first, pair.second)) == [1, 3]
    assert pair.is_in_one_article
    assert find_shifts(statements, MEASURE) == []


@pytest.mark.parametrize(
    ("period", "names"),
    [("month", ["2025-03", "2025-04"]), ("day", ["2025-03-01", "2025-03-31", "2025-04-01"])],
)
def test_points_hold_the_dated_statements_of_a_month_or_a_day(period: str, names: list[str]) -> None:
    days = ("2025-03-01", "2025-03-31T23:59:59", "2025-04-01", None)
    statements = merged(*(said(number, day, "favor") for number, day in enumerate(days, 1)))
    points = gather_points(statements, period)  # type: ignore[arg-type]
    assert [point.period for point in points] == names
    assert sum(len(point.statements) for point in points) == 3
