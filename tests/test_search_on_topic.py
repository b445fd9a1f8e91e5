"""What is on a topic: of something that few passages name, only those that do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.ask.searcher import in_time
from bot.question.question import Question
from bot.question.times import Time
from bot.search import on_topic
from bot.search.on_topic import of_the_named
from bot.types import Quote
from corpus.types import Report
from index.search import Index

REPORT = Report("a", "Gwent", ("Gwent Police",), ("HMICFRS",), "", None, "2024-01-01", "a.html", "a")
CUSTODY, CALLS, BOTH = (
    Quote(text, text, REPORT, None, None, 1.0)
    for text in ("Custody is clean.", "Calls are answered.", "Calls from custody are rare.")
)


@pytest.mark.parametrize(
    ("topic", "quotes", "kept"),
    [
        ("what is custody", [CUSTODY, CALLS, BOTH], [CUSTODY, BOTH]),
        ("what is custody", [CALLS, CUSTODY], [CALLS, CUSTODY]),
        ("what is a unicorn", [CALLS, CUSTODY], [CALLS, CUSTODY]),
        ("are calls from custody answered by trained staff", [CUSTODY, CALLS], [CUSTODY, CALLS]),
        ("what is custody", [], []),
    ],
)
def test_behind_what_is_named_other_things_are_left_out(
    opened: Index, monkeypatch: pytest.MonkeyPatch, topic: str, quotes: list[Quote], kept: list[Quote]
) -> None:
    """Where the first quote does not name it, no report does, or the topic is a long one, all stay."""
    monkeypatch.setattr(on_topic, "ONE_OF", 1)
    assert of_the_named(opened, opened.topic(topic), quotes) == kept


def test_what_many_passages_name_is_nothing_in_particular(opened: Index) -> None:
    assert of_the_named(opened, opened.topic("custody"), [CUSTODY, CALLS]) == [CUSTODY, CALLS]


@pytest.mark.parametrize(
    ("text", "years", "first"),
    [
        ("What was found on calls in 2019 and in 2024?", ((2019,), (2024,)), "2019-01-01"),
        ("How did calls change between 2019 and 2024?", ((2019, 2020, 2021, 2022, 2023, 2024),), "2019-01-01"),
        ("What was found on calls from 2019 to 2024?", ((2019, 2020, 2021, 2022, 2023, 2024),), "2024-01-01"),
        ("What was found on calls in 2019?", ((2019,),), "2024-01-01"),
    ],
)
def test_from_one_inspection_to_another_is_told_from_the_oldest_on(
    text: str, years: tuple[tuple[int, ...], ...], first: str
) -> None:
    """Where a question names both times, or asks what changed between them."""
    times = tuple(Time(number, number + 1, own) for number, own in enumerate(years))
    question = Question(text, "calls", times=times, years=tuple(year for own in years for year in own))
    old = replace(CALLS, report=replace(REPORT, published="2019-01-01"))
    assert in_time(question, [CALLS, old])[0].report.date == first
    other = replace(old, report=replace(old.report, bodies=("Kent Police",)))
    assert in_time(question, [CALLS, other]) == [CALLS, other]
