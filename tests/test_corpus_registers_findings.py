"""What inspectors asked for: found by headings, lists, boxes and tables, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pdfs
import pytest
from documents import read_paper

from corpus.reading.html import read_html
from corpus.reading.plain import read_markdown
from corpus.registers.findings import CONCERN, IMPROVEMENT, PRIORITY, RECOMMENDATION, findings_of
from corpus.structure.outline import Outline
from corpus.structure.text import readable
from corpus.types import Document, Finding


def told(document: Document) -> list[tuple[str, str]]:
    """Kind and words of each finding, its lead-in before a stroke."""
    texts = {page.number: page.text for page in document.pages}

    def words(finding: Finding) -> str:
        lead_in = readable(texts, finding.lead_in, ()) + " | " if finding.lead_in else ""
        return lead_in + readable(texts, finding.spans, ())

    return [(finding.kind, words(finding)) for finding in findings_of(Outline.of(document, ()))]


def markdown(*lines: str) -> Document:
    return read_markdown("\n\n".join(("# An inspection of Westshire", *lines)).encode())[0]


def letter() -> pdfs.Paper:
    return pdfs.Paper().heading("Joint inspection of Westshire", 20)


# Forms ------------------------------------------------------------------------------------------


def test_a_box_of_a_police_report_is_one_finding() -> None:
    """Title and evidence of an area for improvement belong together; what stands around it is none."""
    document = read_html(
        b"<h1>PEEL 2023-25: An inspection of Westshire Police</h1><h2>Responding to the public</h2>"
        b"<p>Westshire Police is adequate at responding to the public.</p>"
        b"<h3>Area for improvement</h3><p><strong>The force should answer calls sooner.</strong></p>"
        b"<p>One call in five is given up.</p><h3>Main findings</h3><p>Call takers are polite.</p>"
    )

    assert told(document) == [(IMPROVEMENT, "The force should answer calls sooner.\nOne call in five is given up.")]


def test_a_cause_of_concern_and_its_recommendations_are_told_apart() -> None:
    """Each recommendation is a finding of its own, with the sentence that sets its time."""
    document = markdown(
        "## Cause of concern",
        "The force does not protect the vulnerable.",
        "Referrals wait for weeks.",
        "### Recommendations",
        "By 30 September, Westshire Police should:",
        "- clear the queue\n- train its staff.",
    )

    assert told(document) == [
        (CONCERN, "The force does not protect the vulnerable.\nReferrals wait for weeks."),
        (RECOMMENDATION, "By 30 September, Westshire Police should: | clear the queue"),
        (RECOMMENDATION, "By 30 September, Westshire Police should: | train its staff."),
    ]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Areas for improvement", IMPROVEMENT),
        ("3.2 Areas for improvement", IMPROVEMENT),
        ("What needs to improve?", IMPROVEMENT),
        ("Priorities for further improvement", IMPROVEMENT),
        ("Area(s) for improvement", IMPROVEMENT),
        ("Areas for priority action", PRIORITY),
        ("Causes of concern", CONCERN),
        ("Recommendations", RECOMMENDATION),
        ("Recommendations for chief constables", RECOMMENDATION),
    ],
)
def test_items_under_a_heading_of_a_kind_are_findings(heading: str, kind: str) -> None:
    """The names that the inspectorates give to what they ask for are known."""
    assert told(markdown(f"## {heading}", "- Plans are late.\n- Staff lack training.")) == [
        (kind, "Plans are late."),
        (kind, "Staff lack training."),
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "Strengths",
        "Case study: area for improvement",
        "Practice study: areas for improvement",
        "Next steps",
        "What does the area partnership need to do better?",
        "Innovative practice",
        "Causes of concern closed since our last inspection",
        "How improvement is led",
    ],
)
def test_items_under_other_headings_are_none(heading: str) -> None:
    """What is praised, told of one case, narrated or closed is not asked for."""
    assert told(markdown(f"## {heading}", "- Plans should be written.\n- Staff need training.")) == []


def test_that_there_are_none_is_no_finding() -> None:
    """Letters say so in a list of one item."""
    assert told(markdown("## Areas for priority action", "- There are no areas for priority action")) == []


# Lists ------------------------------------------------------------------------------------------


def test_a_lead_in_that_asks_is_one_finding_with_its_list() -> None:
    """*Leaders should ensure that:* is what is asked, and its items what it consists of."""
    assert told(
        markdown("## Areas for improvement", "Leaders should ensure that:", "- plans are met\n- and read.")
    ) == [(IMPROVEMENT, "Leaders should ensure that:\nplans are met\nand read.")]


def test_what_a_lead_in_only_introduces_are_findings_each() -> None:
    """*The following areas*, each of which asks, are as many findings."""
    document = markdown(
        "## Area for priority action",
        "Urgent action is needed in two areas:",
        "- Leaders should meet.\n- Police should write down what they know.",
    )

    assert told(document) == [
        (PRIORITY, "Urgent action is needed in two areas: | Leaders should meet."),
        (PRIORITY, "Urgent action is needed in two areas: | Police should write down what they know."),
    ]


def test_paragraphs_are_findings_each_with_its_list() -> None:
    """Reports that set no bullets ask in paragraphs."""
    document = markdown(
        "## Areas for improvement",
        "Leaders should listen.",
        "Leaders should improve:",
        "- waits\n- plans.",
        "They should meet.",
    )

    assert [words for _, words in told(document)] == [
        "Leaders should listen.",
        "Leaders should improve:\nwaits\nplans.",
        "They should meet.",
    ]


def test_a_paragraph_goes_on_with_the_item_before_it() -> None:
    """In a list of bullets what has none belongs to the bullet above."""
    document = markdown(
        "## Areas for improvement", "- Plans are late.", "This has been so for years.", "- Staff leave."
    )

    assert [words for _, words in told(document)] == ["Plans are late.\nThis has been so for years.", "Staff leave."]


def test_dashes_below_a_bullet_belong_to_it(tmp_path: Path) -> None:
    """Another mark, after a colon, sets out what the item asks."""
    paper = letter().heading("What needs to improve?", 16)
    paper.bullet("Leaders should act on referrals. This includes:")
    paper.bullet("their number,", mark="\u2013").bullet("their quality.", mark="\u2013").bullet("Staff need training.")

    assert [words for _, words in told(read_paper(paper, tmp_path))] == [
        "Leaders should act on referrals. This includes:\ntheir number,\ntheir quality.",
        "Staff need training.",
    ]


def test_headings_within_the_list_do_not_end_it(tmp_path: Path) -> None:
    """Letters set *Areas for improvement* as they set the topics below it; the next steps are another matter."""
    paper = letter().heading("Areas for improvement", 14)
    paper.heading("Leadership", 14).bullet("Plans are late.").heading("Referrals", 14).bullet("They wait.")
    paper.heading("Next steps", 14).lines("The partners should write a plan.").bullet("It is due in May.")
    document = read_paper(paper, tmp_path)

    assert [
        (finding.heading, words)
        for finding, (_, words) in zip(findings_of(Outline.of(document, ())), told(document), strict=True)
    ] == [
        (("Areas for improvement", "Leadership"), "Plans are late."),
        (("Areas for improvement", "Referrals"), "They wait."),
    ]


def test_no_group_of_findings_stands_under_another(tmp_path: Path) -> None:
    """However large letters set the headings: improvement is not a strength, nor a topic of the list before."""
    paper = letter().heading("Key strengths", 16).bullet("Staff are kind.").heading("Areas for priority action", 14)
    paper.heading("Leadership", 16).bullet("Plans are late.").heading("Areas for improvement", 14)
    paper.heading("Referrals", 13, bold=False).bullet("They wait.")

    assert [finding.heading for finding in findings_of(Outline.of(read_paper(paper, tmp_path), ()))] == [
        ("Areas for priority action", "Leadership"),
        ("Areas for improvement", "Referrals"),
    ]


# Tables and boxes -------------------------------------------------------------------------------


def test_the_last_column_of_a_table_holds_what_is_asked(tmp_path: Path) -> None:
    """Who has to act leads in to it; a row over a page break is one finding, with both pages."""
    long = (
        "Leaders should see that plans are written",
        "with the families that they are meant for,",
        "that they are read in time by all of them,",
    )
    paper = letter().heading("Areas for priority action", 16)
    paper.grid(["Responsible body", "Action"], [("The council",), long]).page()
    paper.grid([], [(), ("and that somebody looks at them again.",)], [("The board",), ("Leaders should listen.",)])
    document = read_paper(paper, tmp_path)

    assert told(document) == [
        (PRIORITY, f"The council | {' '.join(long)} and that somebody looks at them again."),
        (PRIORITY, "The board | Leaders should listen."),
    ]
    assert [(finding.page, finding.page_end) for finding in findings_of(Outline.of(document, ()))] == [(1, 2), (2, 2)]


def test_a_case_study_in_a_list_is_none_of_it(tmp_path: Path) -> None:
    """Whatever its title says."""
    paper = letter().heading("Areas for improvement", 16).bullet("Plans are late.")
    paper.boxed("Case study: area for improvement", "A child should have", "been seen.").bullet("Staff leave.")

    assert [words for _, words in told(read_paper(paper, tmp_path))] == ["Plans are late.", "Staff leave."]


def test_a_heading_of_several_kinds_takes_the_kind_from_the_lead_in() -> None:
    """What it does not name is left out rather than called what it may not be."""
    document = markdown(
        "## Areas for improvement and causes of concern",
        "There are eight areas for improvement.",
        "Inspectors raised two causes of concern:",
        "- calls\n- referrals.",
    )

    assert told(document) == [
        (CONCERN, "Inspectors raised two causes of concern: | calls"),
        (CONCERN, "Inspectors raised two causes of concern: | referrals."),
    ]
