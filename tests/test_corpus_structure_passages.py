"""Blocks to passages: whole sentences of one section, mapped to the characters they were cut from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pdfs
import pytest
from documents import read_paper

from corpus.describe.sidecar import BUNDLED
from corpus.folder import ReadReport, files_of, read_report
from corpus.pdf import pypdf_reader
from corpus.reading.plain import read_markdown
from corpus.reading.read import read
from corpus.structure.outline import Outline
from corpus.structure.passages import split
from corpus.structure.text import bare, readable, words_to_join
from corpus.types import Document, Passage, Span

SOURCES = BUNDLED.parent / "digests"
NAMES = [file.source for file in files_of(BUNDLED)]
PDFS = [name for name in NAMES if name.endswith(".pdf")]


@cache
def bundled(name: str) -> ReadReport:
    return next(read_report(file) for file in files_of(BUNDLED) if file.source == name)


def sentences(report: ReadReport) -> Iterator[tuple[Passage, tuple[Span, ...], str]]:
    """Each sentence of a report with its passage, its spans and its words."""
    texts = {page.number: page.text for page in report.pages}
    for passage in report.passages:
        for sentence in passage.sentences:
            yield passage, sentence.spans, readable(texts, sentence.spans, report.joined)


def told(document: Document) -> list[tuple[tuple[str, ...], list[str]]]:
    """Heading path and sentences of each passage."""
    texts = {page.number: page.text for page in document.pages}
    joined = words_to_join(list(texts.values()))
    return [
        (passage.heading, [readable(texts, sentence.spans, joined) for sentence in passage.sentences])
        for passage in split(Outline.of(document, joined))
    ]


def markdown(text: str) -> Document:
    return read_markdown(text.encode())[0]


# The bundled reports ---------------------------------------------------------------------------


def test_sentences_are_runs_of_stored_characters() -> None:
    """A sentence's spans lie within their pages, in order; each begins and ends with a visible character."""
    for name in NAMES:
        texts = {page.number: page.text for page in bundled(name).pages}

        for _, spans, words in sentences(bundled(name)):
            assert list(spans) == sorted(spans), name
            pieces = [texts[span.page][span.start : span.end] for span in spans]
            assert [piece for piece in pieces if not piece or piece != piece.strip()] == [], name
            assert bare("".join(pieces)) == bare(words), name


def test_no_character_is_in_two_sentences() -> None:
    """Passages do not overlap, so nothing is quoted as two different things."""
    for name in NAMES:
        used = Counter(
            (span.page, at)
            for _, spans, _ in sentences(bundled(name))
            for span in spans
            for at in range(span.start, span.end)
        )

        assert set(used.values()) == {1}, name


def sections(name: str) -> dict[str, str]:
    """The words below each heading of a bundled report, from the source it was made of."""
    text = (SOURCES / name).with_suffix(".md").read_text(encoding="utf-8").split("---\n", 2)[2]
    text = re.sub(r"^\| --- .*$|[|<>]", "", text, flags=re.M)
    found: dict[str, str] = {}
    for part in re.split(r"^#+ ", text, flags=re.M)[1:]:
        heading, _, words = part.partition("\n")
        found[heading.strip()] = found.get(heading.strip(), "") + bare(words)
    return found


def test_passages_hold_each_word_of_their_section_once() -> None:
    """PDF, HTML or Markdown: below each heading stand the source's words, all of them, and no others."""
    for name in NAMES:
        found: dict[str, str] = {}
        for passage, _, words in sentences(bundled(name)):
            if passage.heading:
                found[passage.heading[-1]] = found.get(passage.heading[-1], "") + bare(words)

        assert found == {heading: words for heading, words in sections(name).items() if words}, name


def test_titles_and_covers_name_no_section() -> None:
    """A heading path begins below the report's title; what stands on the cover has no path."""
    for name in NAMES:
        paths = {passage.heading for passage in bundled(name).passages}
        source = (SOURCES / name).with_suffix(".md").read_text(encoding="utf-8")

        assert {path[0] for path in paths if path} <= set(re.findall(r"^## (.*)$", source, re.M)), name
        assert {len(path) for path in paths} <= {0, 1, 2}, name


def test_a_second_reader_finds_every_sentence_on_its_pages() -> None:
    """Each part of a sentence is on the page that its span names, as another library reads that page."""
    for name in PDFS:
        pages = [bare(text) for text in pypdf_reader.page_texts(BUNDLED / name)]
        report = bundled(name)
        texts = {page.number: page.text for page in report.pages}

        missing = [
            words
            for _, spans, words in sentences(report)
            for span in spans
            if bare(readable(texts, [span], report.joined)) not in pages[span.page - 1]
        ]
        assert missing == [], name


def test_heads_feet_and_contents_are_in_no_passage() -> None:
    """Nothing is cut from the contents page, nor from the lines in the margins of the others."""
    for name in PDFS:
        text = bundled(name).pages[2].text
        ends = [text.index(line) for line in text.splitlines()[:2]]  # of the page's head and foot
        spans = [span for _, spans, _ in sentences(bundled(name)) for span in spans]

        assert text.splitlines()[1] == "Digest – not the inspectorate’s text 2", name
        assert 2 not in {span.page for span in spans}, name
        assert [at for at in ends if any(s.page == 3 and s.start <= at < s.end for s in spans)] == [], name


def test_a_grade_stands_in_one_row_with_its_area() -> None:
    """A table's row is quoted whole, although its first cell takes two lines of the page."""
    report = bundled("west-mercia-peel-2023-25.pdf")
    rows = [words for passage, _, words in sentences(report) if passage.heading == ("Graded judgments",)]

    assert "Preventing and deterring crime and antisocial behaviour, and reducing vulnerability Adequate" in rows
    assert "Leadership and force management Requires improvement" in rows


# Headings --------------------------------------------------------------------------------------


def test_headings_are_a_path() -> None:
    """A passage carries the headings above it, the title left out; a higher heading ends the lower ones."""
    document = markdown(
        "# An inspection of Westshire Police\n\nIntroduction.\n\n## Findings\n\nOne.\n\n### Victims\n\nTwo.\n\n"
        "### Calls\n\nThree.\n\n## Annex\n\nFour.\n"
    )

    assert told(document) == [
        ((), ["Introduction."]),
        (("Findings",), ["One."]),
        (("Findings", "Victims"), ["Two."]),
        (("Findings", "Calls"), ["Three."]),
        (("Annex",), ["Four."]),
    ]


def test_the_title_of_a_box_ends_with_it(tmp_path: Path) -> None:
    """Two boxes in a row stand side by side under the section's heading, and what follows them under none of theirs."""
    paper = pdfs.Paper().heading("An inspection of Westshire Police", 24).heading("Victims", 16)
    paper.lines("Officers keep in touch with victims.", "They are told of what happens.")
    paper.boxed("Innovative practice", "Victims choose how", "they are told.")
    paper.boxed("Area for improvement", "Plans are not", "always reviewed.")
    paper.heading("Calls", 16).lines("The force answers most calls quickly.")
    path = paper.save(tmp_path / "a1.pdf")

    assert [heading for heading, _ in told(read(path, path.read_bytes())[0])] == [
        ("Victims",),
        ("Victims", "Innovative practice"),
        ("Victims", "Area for improvement"),
        ("Calls",),
    ]


def test_a_heading_under_one_of_the_same_words_is_not_repeated() -> None:
    """A section and its only subsection of the same name make a path of one."""
    assert told(markdown("# Report\n\n## Areas for improvement\n\n### Areas for Improvement\n\nTrain staff.\n")) == [
        (("Areas for improvement",), ["Train staff."])
    ]


def test_no_passage_mixes_two_sections() -> None:
    """However short two sections are, they are not put together."""
    document = markdown("# Report\n\n## Calls\n\nGood.\n\n## Victims\n\nPoor.\n\n## Calls\n\nGood again.\n")

    assert told(document) == [(("Calls",), ["Good."]), (("Victims",), ["Poor."]), (("Calls",), ["Good again."])]


def test_a_report_of_sections_alone_has_no_title() -> None:
    """Where several headings are the highest and none names an inspection, only the first can be the title."""
    assert [
        path for path, _ in told(markdown("# Westshire\n\nIntro.\n\n# Calls\n\nGood.\n\n# Victims\n\nPoor.\n"))
    ] == [
        (),
        ("Calls",),
        ("Victims",),
    ]


def cover(*lines: tuple[str, float], text: str = "") -> pdfs.Paper:
    """A cover of large lines, and perhaps a small one, before two pages of text."""
    paper = pdfs.Paper()
    for words, size in lines:
        paper.heading(words, size, bold=False)
    if text:
        paper.lines(text)
    for section in ("Calls", "Victims"):
        paper.page().heading(section, 15).lines(
            f"The force is good at what it does for {section.lower()}, most of the", "time."
        )
    return paper


@pytest.mark.parametrize(
    "paper",
    [
        cover(("PEEL 2023–25: An inspection of Westshire Police", 24)),
        cover(("PEEL 2023–25", 30), ("An inspection of Westshire Police", 22), ("HMICFRS", 16), ("May 2025", 16)),
        cover(("Inspection digest", 18), ("PEEL 2023–25: Westshire Police", 26), ("Published: 14 May 2025", 13)),
        cover(("Westshire Police", 26), ("HMICFRS", 16), text="14 May 2025"),
        cover(("PEEL 2023–25: Westshire Police", 26), ("HMICFRS", 16), text="This is a digest. It is not official."),
    ],
    ids=["title", "stack", "line above", "nothing named", "small print"],
)
def test_cover_lines_are_no_headings(tmp_path: Path, paper: pdfs.Paper) -> None:
    """Title, inspectorate and date on a cover, in whatever sizes, begin no heading path."""
    paths = [path for path, words in told(read_paper(paper, tmp_path)) if "The force" in words[0]]

    assert paths == [("Calls",), ("Victims",)]


def test_the_title_of_a_letter_is_no_heading(tmp_path: Path) -> None:
    """A title in the style of the headings, below the address, is left out of the paths; they are not."""
    paper = pdfs.Paper().lines("18 July 2024").gap().lines("To the chief constable of Westshire")
    paper.heading("Joint targeted area inspection of Westshire", 12)
    paper.lines("We inspected services for", "children in", "Westshire, and we", "are sorry.")
    paper.heading("Headline findings", 12).lines("Children wait too long.")
    paper.page().heading("Next steps", 12).lines("The partnership should write a statement.")

    assert told(read_paper(paper, tmp_path)) == [
        ((), ["18 July 2024", "To the chief constable of Westshire"]),
        ((), ["We inspected services for children in Westshire, and we are sorry."]),
        (("Headline findings",), ["Children wait too long."]),
        (("Next steps",), ["The partnership should write a statement."]),
    ]


def test_a_title_that_comes_back_is_still_the_title(tmp_path: Path) -> None:
    """The title at the head of the text, after a cover, does not stand over every section."""
    paper = pdfs.Paper().heading("An inspection of Westshire Police", 24).lines("May 2025").page()
    paper.heading("An inspection of Westshire Police", 24).heading("Calls", 16).lines("Calls are answered in time.")

    assert told(read_paper(paper, tmp_path))[-1] == (("Calls",), ["Calls are answered in time."])


# Sentences over page breaks, notes, tables -----------------------------------------------------


def test_a_report_becomes_its_passages(tmp_path: Path) -> None:
    """All of a small report: sections, a list behind its lead-in, a page break, a note, a table."""
    document = read_paper(pdfs.report(), tmp_path)

    assert told(document) == [
        ((), ["Published: 14 May 2025"]),
        (
            ("Summary",),
            ["Westshire Police answers most emergency calls quickly.", "It has improved since last year."],
        ),
        (
            ("Responding to the public",),
            [
                "The force should improve how it:",
                "answers non-emergency calls, which callers abandon too often",
                "records the vulnerability of callers.",
                "Most callers were content.",
                "Supervisors do not always check the plans of investigations, and victims are not"
                " always told about the progress of their case.",
                "This has been so since 2021.",
            ],
        ),
        (("Responding to the public",), ["Survey of 400 callers by the force, June 2024."]),
        (
            ("Investigating crime", "Grades"),
            [
                "Area Grade",
                "Investigating crime Adequate",
                "Preventing crime and antisocial behaviour Requires improvement",
                "Managing offenders Good",
                "The force has improved the quality of its investigations.",
            ],
        ),
    ]


def test_a_sentence_over_a_page_break_has_both_pages(tmp_path: Path) -> None:
    """It is one sentence with a span on each page; the one after it stands on the second page alone."""
    document = read_paper(pdfs.report(), tmp_path)
    passage = split(Outline.of(document, frozenset({"improved"})))[2]

    assert [[span.page for span in sentence.spans] for sentence in passage.sentences[-2:]] == [[3, 4], [4]]
    assert (passage.page, passage.page_end) == (3, 4)


def test_passages_say_what_they_are_made_of(tmp_path: Path) -> None:
    """Notes stand by themselves behind their section; text with a table or a list in it is text."""
    document = read_paper(pdfs.report(), tmp_path)

    assert [passage.kind for passage in split(Outline.of(document, ()))] == ["text", "text", "text", "note", "text"]
    assert [
        passage.kind for passage in split(Outline.of(markdown("| Area | Grade |\n| - | - |\n| Calls | Good |\n"), ()))
    ] == ["table"]
    assert [passage.kind for passage in split(Outline.of(markdown("- calls\n- victims\n"), ()))] == ["list"]


def test_sentences_of_different_blocks_are_told_apart() -> None:
    """Sentences of one paragraph share a block; each item is one of its own; the kind of each is known."""
    document = markdown("# Report\n\nOne. Two.\n\nThree:\n\n- four\n- five. Six.\n")

    assert [[(s.block, s.kind) for s in passage.sentences] for passage in split(Outline.of(document, ()))] == [
        [(0, "paragraph"), (0, "paragraph"), (1, "paragraph"), (2, "item"), (3, "item"), (3, "item")]
    ]


# Length ----------------------------------------------------------------------------------------


def words(count: int, name: str = "word") -> str:
    """A sentence of so many words."""
    return " ".join([name.capitalize(), *[name] * (count - 1)]) + "."


def sizes(text: str) -> list[int]:
    return [sum(len(sentence.split()) for sentence in found) for _, found in told(markdown(text))]


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        ([50, 60], [110]),
        ([50, 61], [50, 61]),
        ([30, 30, 30, 30], [90, 30]),
        ([160], [160]),
        ([5, 160, 5], [5, 160, 5]),
    ],
)
def test_paragraphs_are_put_together_up_to_the_target(paragraphs: list[int], expected: list[int]) -> None:
    """Short paragraphs of a section share a passage while it has at most 110 words."""
    assert sizes("\n\n".join(map(words, paragraphs))) == expected


def test_a_long_paragraph_is_parted_between_sentences() -> None:
    """More than 160 words become pieces of about equal length, each of whole sentences."""
    assert sizes(" ".join([words(20)] * 9)) == [100, 80]
    assert sizes(" ".join([words(30)] * 12)) == [90, 90, 90, 90]


def test_a_sentence_is_never_parted() -> None:
    """One endless sentence stays one passage."""
    assert sizes(words(300)) == [300]


# Lists -----------------------------------------------------------------------------------------


def lead_ins(text: str) -> list[tuple[str, str]]:
    """First sentence and lead-in of each passage."""
    document = markdown(text)
    texts = {1: document.pages[0].text}
    return [
        (readable(texts, p.sentences[0].spans, ())[:5], readable(texts, p.lead_in, ()))
        for p in split(Outline.of(document, ()))
    ]


def test_items_parted_from_their_lead_in_keep_it() -> None:
    """Every passage that begins within a list knows the sentence that introduces the list."""
    items = "".join(f"- item{number} {words(49)}\n" for number in range(5))

    assert lead_ins(f"The plan is bad. Leaders should:\n\n{items}") == [
        ("The p", ""),
        ("item2", "Leaders should:"),
        ("item4", "Leaders should:"),
    ]


def test_items_with_their_lead_in_need_no_other() -> None:
    """Where the lead-in stands in the passage, it is not named a second time."""
    assert lead_ins("Leaders should:\n\n- train staff\n- answer calls\n") == [("Leade", "")]


@pytest.mark.parametrize("before", ["Leaders have a plan.", "Leaders should:\n\n- wait\n\nThis is a risk."])
def test_a_sentence_that_introduces_nothing_is_no_lead_in(before: str) -> None:
    """Only a sentence with a colon, right before the list, leads it in."""
    assert lead_ins(f"{before} {words(100)}\n\n- item {words(40)}\n")[-1] == ("item ", "")


def test_a_lead_in_ends_with_its_section() -> None:
    """A list under another heading is not led in by the sentence before the heading."""
    assert lead_ins("# Report\n\n## Calls\n\nLeaders should:\n\n## Victims\n\n- train staff\n")[-1] == ("train", "")


def test_rows_parted_from_their_tables_head_keep_it() -> None:
    """A passage that begins within a table knows the table's first row; another table has its own."""
    rows = "".join(f"| row{number} | {words(49)} |\n" for number in range(3))
    head = "| Area | Grade |\n| - | - |\n"

    assert lead_ins(f"{head}{rows}\n\nBetween.\n\n{head.replace('Area', 'Topic')}{rows}")[1:] == [
        ("row2 ", "Area Grade"),
        ("row1 ", "Topic Grade"),
    ]


def test_the_lead_in_of_a_list_on_the_next_page_is_found(tmp_path: Path) -> None:
    """The lead-in's span names the page it stands on, not that of the items."""
    paper = pdfs.Paper().lines(*[f"{words(12)}" for _ in range(8)], "Leaders should:").page()
    paper.bullet(words(12, "train"), words(12, "staff"))
    document = read_paper(paper, tmp_path)
    last = split(Outline.of(document, ()))[-1]

    assert (last.page, last.kind) == (2, "list")
    assert [document.pages[s.page - 1].text[s.start : s.end] for s in last.lead_in] == ["Leaders should:"]
    assert [span.page for span in last.lead_in] == [1]
