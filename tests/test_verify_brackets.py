"""What stands in brackets, or is left out, is held against the source: a fact put in there is a change."""

from __future__ import annotations

import pytest
from fakes import FakeEncoder

from bot.verify.quotations import Seam, find_quotations, parts_of, seams_of
from bot.verify.read_draft import paragraphs_of
from bot.verify.verifier import Checked, Verifier
from corpus.describe.gazetteer import gazetteer
from index import generation as generations
from index.build import build
from index.lexical import LexicalIndex
from index.store import Store

FILLER = "Nothing of note is said here of how it is run, and more of that follows below. " * 12
KENT = f"""---
title: PEEL 2023 Kent
body: Kent Police
inspectorates: [HMICFRS]
published: 2023-05-01
---
# PEEL 2023 Kent

## Calls

The force has made quick progress on its oldest records.

Callers wait 75 weeks for a first visit, and the list has not been updated since May 2018.

## Custody

The force has made good progress in managing the backlog of unallocated cases.

West Midlands Police need to take action on the \u2018Connect\u2019 system, and they are not trained in it.

{FILLER}

## Victims

Victims speak highly of their care.
"""
GWENT = """---
title: PEEL 2022 Gwent
body: Gwent Police
inspectorates: [HMICFRS]
published: 2022-05-01
---
# PEEL 2022 Gwent

## Calls

Written agreements hardly ever hold for long in this area of Wales.
"""


@pytest.fixture(scope="module")
def verifier(tmp_path_factory: pytest.TempPathFactory) -> Verifier:
    """Checks against two small reports."""
    folder = tmp_path_factory.mktemp("seams")
    (folder / "corpus").mkdir()
    for name, text in (("kent.md", KENT), ("gwent.md", GWENT)):
        (folder / "corpus" / name).write_text(text, encoding="utf-8")
    build([folder / "corpus"], folder / "index", FakeEncoder)
    live = generations.current(folder / "index")
    return Verifier(Store.open(live.store), LexicalIndex(live.lexical), gazetteer())


def check(verifier: Verifier, words: str) -> Checked:
    """The outcome for a quotation."""
    return verifier.check(find_quotations(paragraphs_of(f"\u201c{words}\u201d"))[0])


@pytest.mark.parametrize(
    ("given", "kind", "flag"),
    [
        ("Callers wait [57] weeks for a first visit", "a number", "[57] replaces \u201c75\u201d"),
        ("Callers wait [many] weeks for a first visit", "a number", "[many] replaces \u201c75\u201d"),
        ("weeks for a [second] visit, and", "a number", "[second] replaces \u201cfirst\u201d"),
        ("[9] weeks for a first visit", "a number", "[9] stands where the source begins \u201cCallers wait 75\u201d"),
        (
            "the list has not been updated since [June 2019]",
            "a date",
            "[June 2019] stands where the source goes on \u201cMay 2018.\u201d",
        ),
        (
            "has not been updated since [long ago]",
            "a date",
            "[long ago] stands where the source goes on \u201cMay 2018.\u201d",
        ),
        ("The force has made [limited] progress in managing", "a grade", "[limited] replaces \u201cgood\u201d"),
        ("West [Mercia] Police need to take action", "a name", "[Mercia] replaces \u201cMidlands\u201d"),
        ("[Gwent Police] has made good progress", "a name", "[Gwent Police] stands where the source begins"),
        ("on the \u2018Connect\u2019 system, and they are [] trained in it", "a negation", "the words left out hold"),
        ("and they are [all] trained in it", "a negation", "[all] replaces \u201cnot\u201d"),
        ("unallocated cases [of 2020]", "a date", "[of 2020] is put in: the source has nothing in its place"),
        ("Victims [do not] speak highly", "a negation", "[do not] is put in"),
        ("Victims speak [un]highly of their care", "a negation", "[un] is put in"),
    ],
)
def test_a_fact_put_in_or_replaced_by_a_bracket_is_a_change(
    verifier: Verifier, given: str, kind: str, flag: str
) -> None:
    """A number, a date, a grade, a negation or a body; what stands in the source is told."""
    checked = check(verifier, given)
    assert (checked.verdict, checked.kinds) == ("changed", (kind,))
    assert checked.flags[0].startswith(flag)


@pytest.mark.parametrize(
    ("given", "flags"),
    [
        ("Callers wait [75] weeks for a first visit", ()),
        ("Callers wait [the] 75 weeks", ("[the] is put in: the source has nothing in its place",)),
        ("[It] has made good progress", ("[It] stands where the source begins \u201cThe force\u201d",)),
        (
            "[Kent Police] has made good progress",
            ("[Kent Police] stands where the source begins \u201cThe force\u201d",),
        ),
        (
            "[The police] need to take action on the",
            ("[The police] stands where the source begins \u201cWest Midlands Police\u201d",),
        ),
        ("good progress [sic] in managing the backlog [emphasis added]", ()),
        ("good progress in managing [its] backlog", ("[its] replaces \u201cthe\u201d",)),
    ],
)
def test_other_words_in_brackets_are_told(verifier: Verifier, given: str, flags: tuple[str, ...]) -> None:
    """The quotation stays exact; what the source says itself, and remarks on the quotation, are no news."""
    checked = check(verifier, given)
    assert (checked.verdict, checked.flags) == ("exact", flags)


def test_parts_are_sought_where_they_stand_closest(verifier: Verifier) -> None:
    """Not the first of them in one section, and the next in another."""
    checked = check(verifier, "The force has made [some] progress in managing the backlog")
    assert checked.parts[0].true is not None
    assert checked.parts[0].true.heading == ("Custody",)


def test_a_bracket_stands_for_a_few_words_only(verifier: Verifier) -> None:
    """Over a hundred and more, two sentences were made one."""
    checked = check(verifier, "West Midlands Police need to take [care that] Victims speak highly of their care")
    assert checked.verdict == "changed"
    assert "words" in checked.kinds
    assert "[\u2026]" in checked.flags[0]


def test_an_ellipsis_over_much_or_over_a_heading_is_told(verifier: Verifier) -> None:
    """It stays exact: it says that something is left out."""
    checked = check(verifier, "West Midlands Police need to take action on [\u2026] Victims speak highly of their care")
    assert checked.verdict == "exact"
    assert [flag.partition(": ")[0].partition(" ")[2] for flag in checked.flags] == [
        "words and marks stand between two of its parts",
        "of its parts stand under different headings",
    ]
    near = check(verifier, "has not been updated since May \u2026 The force has made good progress")
    assert near.flags == ("two of its parts stand under different headings: \u201cCustody\u201d comes between them",)


def test_sentences_of_two_reports_are_told_each_with_its_own(verifier: Verifier) -> None:
    """Together they are found nowhere."""
    checked = check(
        verifier,
        "The force has made good progress in managing the backlog of unallocated cases. "
        "Written agreements hardly ever hold for long in this area of Wales.",
    )
    assert checked.verdict == "not found"
    first, second = checked.flags
    assert first.startswith(
        "its part \u201cThe force has made good progress in managing \u2026\u201d stands in HMICFRS, PEEL 2023 Kent"
    )
    assert "PEEL 2022 Gwent" in second


def test_seams_stand_before_between_and_behind_the_parts() -> None:
    """One more than there are parts; a bracket of one letter in front of a word is none."""
    text = "[One] two \u2026 [three] four [5] six [] [t]he end [un]done"
    assert parts_of(text) == ("two", "four", "six", "[t]he end", "done")
    assert seams_of(text) == (
        Seam(("One",)),
        Seam(("three",), leaves_out=True),
        Seam(("5",)),
        Seam((), leaves_out=True),
        Seam(("un-",)),
        Seam(),
    )
