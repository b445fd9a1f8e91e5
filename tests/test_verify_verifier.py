"""Quotations are exact, changed or not found: no changed word is ever exact."""

from __future__ import annotations

import json

import pytest
from documents import report_text
from fakes import FakeEncoder

from bot.present.verdicts import summary, verified_html, verified_json, verified_markdown, verified_text
from bot.verify.quotations import Paragraph, find_quotations
from bot.verify.read_draft import paragraphs_of
from bot.verify.tokens import ReportLine, TokenRange, Wording, changes, placed, tokens
from bot.verify.verifier import Checked, Verifier
from corpus.describe.gazetteer import gazetteer
from index import generation as generations
from index.build import build
from index.lexical import LexicalIndex
from index.store import Store

LONG = "In May 2021, Kent Police did not always tell 14 of 70 victims of good work by its staff."


CLEAN = "The suite is clean and safe for all."
TRAINED = "Officers are trained \u201ceach year\u201d, it says."
REPORTS = {
    "kent.md": report_text(
        "PEEL 2021/22 Kent", "Kent Police", "2022-01-01", f"## Victims\n\n{LONG} {TRAINED}\n\n{CLEAN}"
    ),
    "dorset.md": report_text("PEEL 2023 Dorset", "Dorset Police", "2023-05-01", f"## Custody\n\n{CLEAN}"),
    "later.md": report_text(
        "PEEL 2024 Kent", "Kent Police", "2024-01-01", "## Calls\n\nCalls are answered within ten seconds."
    ),
}


@pytest.fixture(scope="module")
def verifier(tmp_path_factory: pytest.TempPathFactory) -> Verifier:
    """Checks against three small reports."""
    folder = tmp_path_factory.mktemp("verify")
    (folder / "corpus").mkdir()
    for name, text in REPORTS.items():
        (folder / "corpus" / name).write_text(text, encoding="utf-8")
    build([folder / "corpus"], folder / "index", FakeEncoder)
    live = generations.current(folder / "index")
    return Verifier(Store.open(live.store), LexicalIndex(live.lexical), gazetteer())


def check(verifier: Verifier, text: str) -> Checked:
    """The outcome for the first quotation of a text."""
    return verifier.check(find_quotations(paragraphs_of(text))[0])


def test_the_source_s_own_words_are_exact(verifier: Verifier) -> None:
    """With their report and heading."""
    checked = check(verifier, LONG)
    assert checked.verdict == "exact"
    (source,) = checked.sources
    assert (source.report.source, source.heading, source.page) == ("kent.md", ("Victims",), None)


@pytest.mark.parametrize(
    "given",
    [
        LONG.replace(" ", "\n  "),
        LONG.rstrip(".") + ",",
        "Officers are trained 'each year', it says",
        "tell 14 of 70 victims",
    ],
)
def test_what_the_store_folds_is_no_change(verifier: Verifier, given: str) -> None:
    """Blanks, quotation marks, and the stop at the end, which may be the draft's own."""
    assert verifier.check(find_quotations([Paragraph(given, "line 1", quoted=True)])[0]).verdict == "exact"


@pytest.mark.parametrize(
    ("true", "given", "kind"),
    [
        ("14 of 70", "41 of 70", "a number"),
        ("2021", "2023", "a date"),
        ("May", "June", "a date"),
        ("Kent Police", "Essex Police", "a name"),
        ("did not always", "did always", "a negation"),
        ("good work", "inadequate work", "a grade"),
        ("by its staff", "by its officers", "words"),
        ("victims", "Victims", "the case of letters"),
        ("tell", "tell all", "words"),
        ("always ", "", "words"),
    ],
)
def test_no_changed_word_is_exact(verifier: Verifier, true: str, given: str, kind: str) -> None:
    """Each kind of change is told, and marked where it is."""
    checked = check(verifier, LONG.replace(true, given))
    assert checked.verdict == "changed"
    assert kind in checked.kinds
    assert checked.sources[0].report.source == "kent.md"
    (part,) = checked.parts
    assert [token for what, words in part.changes if what != "put in" for token in tokens(words)] == tokens(LONG)[:-1]
    assert [token for what, words in part.changes if what != "left out" for token in tokens(words)] == tokens(
        LONG.replace(true, given)
    )[:-1]


def test_a_month_and_a_changed_letter_make_no_name(verifier: Verifier) -> None:
    """A capital letter alone does not."""
    assert check(verifier, LONG.replace("May", "June")).kinds == ("a date",)
    assert check(verifier, LONG.replace("May", "June").replace("tell", "Tell")).kinds == ("a date",)
    assert check(verifier, LONG.replace("good work", "may work")).kinds == ("a grade",)


def test_invented_words_are_not_found(verifier: Verifier) -> None:
    """No report is named for them."""
    checked = check(verifier, "The moon is made of cheese and victims like it.")
    assert (checked.verdict, checked.sources) == ("not found", ())


def test_parts_around_an_ellipsis_are_each_exact_and_in_order(verifier: Verifier) -> None:
    """A changed part is told; so is another order."""
    assert check(verifier, "“In May 2021, Kent Police did not […] tell 41 of [the] 70 victims”").verdict == "changed"
    assert check(verifier, "“In May 2021, [it] did not … tell 14 of 70 victims”").verdict == "exact"
    turned = check(verifier, "“tell 14 of 70 victims of good work … In May 2021, Kent Police did not”")
    assert (turned.verdict, turned.kinds) == ("changed", ("the order of its parts",))
    half = check(verifier, "“tell 14 of 70 victims of good work … on the moon there is cheese”")
    assert half.verdict == "not found"
    assert [part.true is None for part in half.parts] == [False, True]


@pytest.mark.parametrize(
    ("given", "verdict", "flag"),
    [
        ("Kent Police did […] always tell 14", "changed", "the words left out hold a negation: “not”"),
        ("14 of 70 victims [not] of good work", "changed", "[not] is put in: the source has nothing in its place"),
        ("In May 2021 […] tell 14 of 70", "exact", "the words left out hold a negation: “, Kent"),
    ],
)
def test_a_negation_is_never_lost_in_brackets(verifier: Verifier, given: str, verdict: str, flag: str) -> None:
    """Where little else is left out, what is said is turned; else it is flagged."""
    checked = check(verifier, f"“{given}”")
    assert checked.verdict == verdict
    assert checked.flags[0].startswith(flag)


def test_a_letter_in_brackets_may_have_changed_its_case(verifier: Verifier) -> None:
    """Without brackets it may not."""
    assert check(verifier, "“[t]he suite is clean and safe”").verdict == "exact"
    assert check(verifier, "“the suite is clean and safe”").verdict == "changed"


def test_words_that_stand_in_several_reports_name_them_all(verifier: Verifier) -> None:
    """The one that the sentence names comes first, else the newest."""
    sources = [s.report.body for s in check(verifier, "“The suite is clean and safe for all”").sources]
    assert sources == ["Dorset Police", "Kent Police"]
    named = check(verifier, "In Kent, “The suite is clean and safe for all”, they say.")
    assert [s.report.body for s in named.sources] == ["Kent Police", "Dorset Police"]
    assert named.flags == ("a later report on this body is held: PEEL 2024 Kent, 1 January 2024",)


@pytest.mark.parametrize(
    ("around", "flag"),
    [
        ("In Essex", "attributed to Essex; the words are from a report on Kent Police"),
        ("In 2019", "attributed to 2019; the report is of 1 January 2024"),
        ("Ofsted says", "attributed to Ofsted; the report is by HMICFRS"),
        ("In Kent, in 2024, HMIC says", None),
        ("They say", None),
    ],
)
def test_a_false_attribution_is_flagged(verifier: Verifier, around: str, flag: str | None) -> None:
    """Body, year and inspectorate, where the sentence names one."""
    checked = check(verifier, f"{around} “Calls are answered within ten seconds”.")
    assert (checked.verdict, checked.flags) == ("exact", (flag,) if flag else ())


def test_a_heading_can_be_quoted(verifier: Verifier) -> None:
    """It is among the words of its report, before those below it."""
    wording = Wording([ReportLine("Calls and victims", 3, ("Calls",), ()), ReportLine("They wait.", 4, ("Calls",), ())])
    assert wording.find(tokens("Calls and victims")) == TokenRange(0, 3)
    assert wording.lines_of(TokenRange(2, 4)) == wording.lines


def test_changes_are_told_word_by_word() -> None:
    """What was left out of the true words, what was put in."""
    assert changes(placed("they do not wait, now"), placed("they wait, mostly")) == (
        ("same", "they"),
        ("left out", "do not"),
        ("same", "wait,"),
        ("left out", "now"),
        ("put in", "mostly"),
    )


def test_a_doubtful_end_is_flagged(verifier: Verifier) -> None:
    """An apostrophe may close a quotation."""
    checked = check(verifier, "It is ‘tell 14 of 70 victims’ and then it goes on at length over some officers’ kin.")
    assert (checked.verdict, checked.quotation.text) == ("exact", "tell 14 of 70 victims")
    assert checked.flags[-1].startswith("taken to end at what may be an apostrophe")


def test_the_outcome_is_shown_in_four_forms(verifier: Verifier) -> None:
    """Differences are marked in each, and what the draft says is never taken for markup."""
    given = f"It is “<b> {LONG.replace('14', '41')}” and “very *good*”."
    checked = [verifier.check(quotation) for quotation in find_quotations(paragraphs_of(given))]
    assert summary(checked) == ("2 quotations: 1 changed, 1 of one or two words, which were not looked for; 1 flagged.")
    assert "tell [-14-] {+41+} of 70" in " ".join(verified_text(checked).split())
    assert "tell ~~14~~ **41** of 70" in verified_markdown(checked)
    assert "very \\*good\\*" in verified_markdown(checked)
    assert "tell <del>14</del> <ins>41</ins> of 70" in verified_html(checked)
    assert "<b>" not in verified_html(checked)
    shown = json.loads(json.dumps(verified_json(checked)))
    assert [one["verdict"] for one in shown["quotations"]] == ["changed", "too short"]
    assert {"kind": "put in", "words": "41"} in shown["quotations"][0]["parts"][0]["changes"]


def test_words_that_a_draft_strikes_out_are_told(verifier: Verifier) -> None:
    """The rest is what is looked for."""
    paragraph = Paragraph("“In May 2021, Kent Police did always tell 14”", "line 1", left_out=((28, "not"),))
    checked = verifier.check(find_quotations([paragraph])[0])
    assert (checked.verdict, checked.kinds) == ("changed", ("a negation",))
    assert checked.flags[-1] == "words that the draft strikes out or hides are left out of it: “not”"


def test_the_title_of_a_report_is_no_quotation_that_is_not_found(verifier: Verifier) -> None:
    """Footnotes give it in quotation marks."""
    checked = check(verifier, "HMICFRS, ‘PEEL 2021/22 Kent’ (2022)")
    assert checked.verdict == "title"
    assert "TITLE of a report held" in verified_text([checked])
    assert summary([checked]) == "1 quotation: 1 title of reports held."


def test_a_quotation_within_one_that_is_not_found_is_told(verifier: Verifier) -> None:
    """Where it stands."""
    checked = check(verifier, "He said “I tell you, ‘The suite is clean and safe for all’ is what I read on the moon”.")
    assert checked.verdict == "not found"
    assert checked.flags[-1].startswith("its part “The suite is clean and safe for all …” stands in")
