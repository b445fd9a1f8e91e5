"""Answers and holdings as JSON: the exact shapes that other programs rely on."""

from __future__ import annotations

import json
from dataclasses import replace

from bot.present.jsonable import answer_json, holdings_json
from bot.types import Answer, Entry, Quote, Understood
from corpus.types import Report, Skipped, Span

REPORT = Report(
    id="0123456789ab",
    title="PEEL 2023\u201325: Gwent Police",
    bodies=("Gwent Police", "Newport"),
    inspectorates=("HMICFRS",),
    kind="PEEL inspection",
    inspected="2023-11",
    published="2024-03-01",
    source="gwent.pdf",
    sha256="0" * 64,
    licence="Open Government Licence v3.0",
    page_count=40,
    origins={"title": "page 1"},
)
REPORT_JSON = {
    "id": "0123456789ab",
    "title": "PEEL 2023\u201325: Gwent Police",
    "body": "Gwent Police",
    "bodies": ["Gwent Police", "Newport"],
    "inspectorates": ["HMICFRS"],
    "kind": "PEEL inspection",
    "inspected": "2023-11",
    "published": "2024-03-01",
    "source": "gwent.pdf",
    "url": None,
    "licence": "Open Government Licence v3.0",
    "digest": False,
}
QUOTE = Quote(
    "answers calls",
    "answers calls It has improved.",
    REPORT,
    page=9,
    page_end=10,
    score=0.71,
    heading=("Findings", "Calls"),
    lead_in="It should make sure it:",
    page_label="7",
    link="gwent.pdf#page=9",
    newer=replace(REPORT, id="ba9876543210"),
    spans=(Span(9, 1200, 1210), Span(10, 0, 3)),
)


def test_an_answer_has_all_its_parts() -> None:
    """Every field of the contract, in order, as plain JSON values."""
    understood = Understood(("Gwent Police",), (2023, 2024), "calls")
    answer = Answer("Calls in Gwent?", "answered", "From one report.", understood, (), (QUOTE,), 12.3)
    answer = replace(answer, entries=(Entry("Gwent Police", "Calls", "Good", QUOTE),))
    assert list(answer_json(answer).items()) == [
        ("question", "Calls in Gwent?"),
        ("status", "answered"),
        ("message", "From one report."),
        (
            "understood",
            {
                "bodies": ["Gwent Police"],
                "years": [2023, 2024],
                "topic": "calls",
                "kinds": [],
                "inspectorates": [],
                "when": "none",
                "seeks": "passage",
                "follows": False,
            },
        ),
        ("choices", []),
        (
            "quotes",
            [
                {
                    "text": "answers calls",
                    "lead_in": "It should make sure it:",
                    "passage": "answers calls It has improved.",
                    "page": 9,
                    "page_end": 10,
                    "page_label": "7",
                    "page_label_end": None,
                    "heading": ["Findings", "Calls"],
                    "score": 0.71,
                    "citation": "HMICFRS, PEEL 2023–25: Gwent Police, 1 March 2024, pp. 9–10 of the PDF",
                    "report": REPORT_JSON,
                    "link": "gwent.pdf#page=9",
                    "newer": "ba9876543210",
                    "printed": "answers calls",
                    "notes": [],
                    "goes_on": "",
                    "closing": None,
                    "spans": [[9, 1200, 1210], [10, 0, 3]],
                }
            ],
        ),
        (
            "entries",
            [
                {
                    "body": "Gwent Police",
                    "about": "Calls",
                    "value": "Good",
                    "text": "answers calls",
                    "citation": "HMICFRS, PEEL 2023–25: Gwent Police, 1 March 2024, pp. 9–10 of the PDF",
                    "report": REPORT.id,
                    "page": 9,
                    "link": "gwent.pdf#page=9",
                }
            ],
        ),
        ("evidence", 0.0),
        ("pending", 0),
        ("elapsed_ms", 12.3),
    ]


def test_an_answer_keeps_the_id_of_its_question() -> None:
    """The id comes first; an answer to a question without one has none, an empty one stays."""
    answer = Answer("q", "ambiguous", "Which?", choices=("Durham", "Durham Constabulary"))
    assert list(answer_json(answer, "q1"))[:2] == ["id", "question"]
    assert answer_json(answer, "")["id"] == ""
    assert "id" not in answer_json(answer)
    assert answer_json(answer)["choices"] == ["Durham", "Durham Constabulary"]


def test_a_quote_without_pages_has_none() -> None:
    """What is not known is null, not left out."""
    quote = Quote("Words.", "Words.", replace(REPORT, bodies=()), page=None, page_end=None, score=0.5)
    (written,) = json.loads(json.dumps(answer_json(Answer("q", "answered", "m", quotes=(quote,)))))["quotes"]
    missing = ("page", "page_end", "page_label", "lead_in", "link", "newer")
    assert {name: written[name] for name in missing} == dict.fromkeys(missing)
    assert (written["heading"], written["report"]["body"], written["report"]["bodies"]) == ([], "", [])


def test_holdings_tell_where_each_field_came_from() -> None:
    """Each report with its number of pages and its origins; then what was skipped and why."""
    assert holdings_json([REPORT], [Skipped("scan.pdf", "no text layer")]) == {
        "reports": [
            REPORT_JSON | {"updated": None, "reissued": None, "pages": 40, "origins": {"title": "page 1"}, "doubts": {}}
        ],
        "skipped": [{"source": "scan.pdf", "reason": "no text layer"}],
    }
