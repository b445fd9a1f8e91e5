"""Everyday words to the words of reports."""

from __future__ import annotations

import csv

import pytest

from corpus.vocabulary.plain_words import DATA, as_written


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("Are kids safe?", "Are children safe?"),
        ("KIDS and Kids", "children and children"),
        ("Do cops help mums?", "Do police help mothers, parents?"),
        ("Is a&e busy?", "Is emergency department busy?"),
        ("the EHCP", "the EHC plan"),
        ("How is ASB handled?", "How is antisocial behaviour handled?"),
        ("(kids)", "(children)"),
        ("cops; kids' homes.", "police; children' homes."),
    ],
)
def test_everyday_words_are_put_as_reports_put_them(said: str, written: str) -> None:
    """In any case, and beside any mark."""
    assert as_written(said) == written


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("Is domestic violence rare?", "Is domestic abuse rare?"),
        ("Are mums-to-be seen?", "Are pregnant women, expectant mothers seen?"),
        ("Do foster parents get help?", "Do foster carers get help?"),
        ("family doctors", "general practitioners (GPs)"),
    ],
)
def test_the_longest_form_is_taken(said: str, written: str) -> None:
    """*Mums-to-be* is not *mums* with something behind."""
    assert as_written(said) == written


@pytest.mark.parametrize(
    "text",
    [
        "Are children safe?",
        "Are kidneys healthy?",
        "Is the copse dark?",
        "Is it kid-friendly?",
        "the anti-kids rule",
        "domestic  violence",
    ],
)
def test_other_words_stay(text: str) -> None:
    """Parts of words, and of words with a hyphen, are not touched."""
    assert as_written(text) == text


def test_what_was_written_is_not_changed_again() -> None:
    """The words that reports use have no everyday word in them."""
    with DATA.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert len(rows) > 10
    assert [row["said"] for row in rows if as_written(row["written"]) != row["written"]] == []
    assert [row["said"] for row in rows if as_written(row["said"]) != row["written"]] == []


def test_every_everyday_word_is_listed_once_in_order() -> None:
    """In lower case, so that it is found again."""
    with DATA.open(encoding="utf-8", newline="") as file:
        said = [row["said"] for row in csv.DictReader(file, delimiter="\t")]
    assert said == sorted({word.lower() for word in said})
