"""How good a body is at a graded area: the grade, then the report's own section on it, and what is held since."""

from __future__ import annotations

from pathlib import Path

import pytest
from documents import answers_from, sidecar, texts

from bot.ask.answerer import Answerer
from bot.types import Asked
from corpus.vocabulary.scales import cycle_told, headed_area

PEEL, LETTER = "PEEL inspection", "accelerated cause of concern"
GRADES = (
    "<h2>Our judgments</h2><table><tr><th>Area</th><th>Grade</th></tr>"
    "<tr><td>Responding to the public</td><td>Requires improvement</td></tr>"
    "<tr><td>Building, supporting and protecting the workforce</td><td>Good</td></tr>"
    "<tr><td>Investigating crime</td><td>Adequate</td></tr></table>"
)
NEW = (
    GRADES + "<h2>Responding to the public</h2><h3>Calls</h3><p>The force answers calls on 999 well.</p>"
    "<p>Too many calls on 101 are lost.</p><h3>Attendance</h3><p>Officers often arrive late.</p>"
    "<h3>Responses to the report</h3><p>The chief constable accepted the findings on calls.</p>"
    "<h2>Workforce</h2><p>Training is well designed.</p>"
    "<h2>Investigating crime</h2>"
    + "".join(f"<h3>Part {n}</h3><p>Plan {n} is made.</p>" for n in range(1, 5))
    + "<h3>Part 5</h3><p>Supervision is good.</p><h3>Part 6</h3><p>Too many crimes wait too long.</p>"
)
OLD = GRADES + "<h2>Responding to the public</h2><p>Calls were answered late.</p>"


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Answers from two inspections of one force, and a later letter on a single matter."""
    given = [
        sidecar("0.html", "PEEL 2023–2025: Kent Police", "Kent Police", PEEL, "HMICFRS", "2024-03-01"),
        sidecar("1.html", "PEEL 2021/22: Kent Police", "Kent Police", PEEL, "HMICFRS", "2022-03-01"),
        sidecar("2.html", "Concern: calls", "Kent Police", LETTER, "HMICFRS", "2025-03-01"),
    ]
    pages = {"0.html": NEW, "1.html": OLD, "2.html": "<p>Calls wait for hours.</p>"}
    pages = {name: f"<h1>Report {name}</h1>{page}" for name, page in pages.items()}
    return answers_from(tmp_path_factory.mktemp("section"), given, pages)


SECTION = [
    "Responding to the public Requires improvement",
    "The force answers calls on 999 well.",
    "Too many calls on 101 are lost.",
    "Officers often arrive late.",
]


@pytest.mark.parametrize("asked", ["How good is Kent at responding to the public?", "Why?"])
def test_how_good_a_body_is_at_an_area_is_told_by_the_section_on_it(answerer: Answerer, asked: str) -> None:
    """Praise and blame in the report's order, of the newest inspection alone, and no reply to the report."""
    previous = ("How good is Kent at responding to the public?",) * (asked == "Why?")
    answer = answerer.answer(Asked(asked, previous=previous))
    assert texts(answer) == SECTION
    assert "Held since then, on a single matter: Concern: calls [Kent Police] (1 March 2025)." in answer.message


def test_a_section_is_found_by_the_heading_that_summaries_give_it(answerer: Answerer) -> None:
    """*Workforce* has what is said of the area with the long name."""
    answer = answerer.answer(Asked("How good is Kent Police at supporting the workforce?"))
    assert texts(answer)[1:] == ["Training is well designed."]


def test_how_well_something_is_done_is_told_so_too(answerer: Answerer) -> None:
    """Where it is in the words of an area of work."""
    answer = answerer.answer(Asked("How well does Kent Police investigate crime?"))
    assert texts(answer)[0] == "Investigating crime Adequate"


def test_of_a_long_section_both_sides_are_quoted_and_how_much_of_it(answerer: Answerer) -> None:
    """In the report's order."""
    answer = answerer.answer(Asked("How good is Kent Police at investigating crime?"))
    assert {"Supervision is good.", "Too many crimes wait too long."} <= {*texts(answer)}
    assert "The section on it has 6 paragraphs: 4 are quoted" in answer.message


def test_the_innermost_heading_tells_the_area() -> None:
    """Stop and search stands under neighbourhood policing in some summaries, and is of police powers."""
    cycle = cycle_told(PEEL, "PEEL 2023–2025: Kent Police")
    assert cycle is not None
    assert headed_area(("Neighbourhood policing", "Stop and search"), cycle) == {
        "Police powers and treating the public fairly and respectfully"
    }
    assert headed_area(("Managing offenders", "Suspects"), cycle) == {"Managing offenders and suspects"}
    assert not headed_area(("About this digest",), cycle)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("", "The digest sets out no areas for improvement one by one; the official report may."),
        (
            "<h2>Areas for improvement</h2><ul><li>Calls are lost.</li><li>Records are thin.</li></ul>",
            "The source sets out 2 areas for improvement, and may name others, of whatever area of work",
        ),
    ],
)
def test_beside_a_section_the_areas_for_improvement_are_counted(tmp_path: Path, more: str, said: str) -> None:
    """Of a digest, which need not list them."""
    told = sidecar("0.html", "PEEL 2023–2025: Kent Police", "Kent Police", PEEL, "HMICFRS", "2024-03-01").rstrip()
    pages = {"0.html": f"<h1>PEEL 2023–2025: Kent Police</h1>{NEW}{more}"}
    answers = answers_from(tmp_path, [f"{told}\ndigest = true\n"], pages)
    assert said in answers.answer(Asked("How good is Kent at responding to the public?")).message
