"""What the bot remembers: answers and who asked for them, votes, settings, for as long as is set."""

from __future__ import annotations

import contextlib
import sqlite3
import stat
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fakes import REPORT, fake_answer, fake_quote

from bot.briefing.kept import Provenance
from bot.memory.in_hand import InHand
from bot.memory.memory import Memory
from bot.memory.server_settings import ChannelSettings
from bot.types import Answer, Asked, Understood
from corpus.errors import ReportbotError

ALICE, BOB, CHANNEL, THREAD, GUILD, OTHER = 1, 2, 10, 11, 100, 101
ASKED = Asked("Are victims told?", "Gwent Police", 2022, 2024, 5, ("What about calls?",))
ANSWER = Answer(
    "Are victims told?",
    "answered",
    "From 2 reports.",
    Understood(("Gwent Police",), (2022,), "victims", ("PEEL inspection",), ("HMICFRS",), "latest", "count", True),
    (),
    (
        replace(fake_quote(1), lead_in="It should:", newer=replace(REPORT, id="ffffffffffff", title="Later")),
        replace(
            fake_quote(2),
            page=None,
            page_end=None,
            report=replace(REPORT, id="eeeeeeeeeeee", origins={"title": "page 1"}),
        ),
    ),
    12.3,
    0.71,
)


class Clock:
    """A clock that a test sets forward."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        """The time it is."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["file", "server"])
def memory(clock: Clock, request: pytest.FixtureRequest) -> Iterator[Memory]:
    """In a file, and in a database that several processes share."""
    memory = Memory(request.getfixturevalue("engine") if request.param == "server" else None, now=clock)
    yield memory
    memory.close()


def keep(memory: Memory, asker: int = ALICE, place: int = CHANNEL, text: str = "Are victims told?") -> str:
    """Keeps an answer to a question, and gives its id."""
    asked = Asked(text)
    return memory.keep(asker, place, GUILD, asked, fake_answer(asked), "g1").id


def test_an_answer_comes_back_whole(memory: Memory, clock: Clock) -> None:
    """The question with all that was set beside it, the answer in every part, and where and when it was asked."""
    kept = memory.keep(ALICE, CHANNEL, GUILD, ASKED, ANSWER, "g1")
    found = memory.get(kept.id)
    assert found == kept
    assert (found.asked, found.answer, found.generation, found.at) == (ASKED, ANSWER, "g1", clock.now)
    assert (found.asker, found.place, found.guild) == (ALICE, CHANNEL, GUILD)


def test_every_answer_has_an_id_of_its_own(memory: Memory) -> None:
    """Of ten letters and digits, which cannot be guessed."""
    ids = {keep(memory) for _ in range(50)}
    assert len(ids) == 50
    assert all(len(id) == 10 and id.isalnum() and id.isascii() for id in ids)
    assert memory.get("never-kept") is None


def test_an_answer_is_found_by_the_message_that_shows_it(memory: Memory) -> None:
    """Which may stand in a thread opened for it: there the conversation goes on."""
    id = keep(memory)
    memory.shown_by(id, 555, THREAD)
    found = memory.of_message(555)
    assert found is not None
    assert (found.id, found.place) == (id, THREAD)
    assert memory.of_message(556) is None
    assert memory.last(ALICE, CHANNEL) is None
    assert memory.last(ALICE, THREAD) is not None


def test_the_last_answer_is_the_person_s_own_in_that_place(memory: Memory, clock: Clock) -> None:
    """Nobody else's, and of nowhere else."""
    keep(memory, text="First?")
    clock.now += timedelta(seconds=1)
    keep(memory, text="Second?")
    keep(memory, asker=BOB, text="Bob's?")
    keep(memory, place=THREAD, text="Elsewhere?")
    last = memory.last(ALICE, CHANNEL)
    assert last is not None
    assert last.asked.text == "Second?"
    assert memory.last(BOB, THREAD) is None


def test_a_conversation_is_forgotten_before_its_answers(clock: Clock) -> None:
    """After ``forget`` nothing leans on it, and its buttons still work; after ``keep`` it is gone."""
    memory = Memory(None, keep=timedelta(days=2), forget=timedelta(minutes=5), now=clock)
    id = keep(memory)
    clock.now += timedelta(minutes=5)
    assert memory.last(ALICE, CHANNEL) is not None
    clock.now += timedelta(seconds=1)
    assert memory.last(ALICE, CHANNEL) is None
    assert memory.get(id) is not None
    clock.now += timedelta(days=2)
    assert memory.get(id) is None
    assert memory.expire() == 1
    assert memory.about(ALICE) == (0, 0, 0)


def test_only_the_latest_questions_of_a_conversation_are_kept(memory: Memory) -> None:
    """Six of them, so that nothing grows without end."""
    kept = memory.keep(ALICE, CHANNEL, GUILD, replace(ASKED, previous=tuple("abcdefgh")), ANSWER, "g1")
    assert kept.asked.previous == tuple("cdefgh")


def test_votes_are_counted_once_for_each_person(memory: Memory) -> None:
    """They can be changed and taken back; one on an answer that is not kept is refused."""
    id = keep(memory)
    assert memory.vote(id, ALICE, 1) == (1, 0)
    assert memory.vote(id, ALICE, 1) == (1, 0)
    assert memory.vote(id, BOB, -1) == (1, 1)
    assert memory.vote(id, ALICE, -1) == (0, 2)
    assert (memory.vote_of(id, ALICE), memory.vote_of(id, 3)) == (-1, 0)
    assert memory.vote(id, ALICE, 0) == (0, 1)
    assert memory.votes() == (0, 1)
    with pytest.raises(KeyError):
        memory.vote("never-kept", ALICE, 1)


def test_a_vote_outlives_its_answer_without_the_voter(memory: Memory, clock: Clock) -> None:
    """With the question, the answer and the index it came from."""
    kept = memory.keep(ALICE, CHANNEL, GUILD, ASKED, ANSWER, "g7")
    memory.vote(kept.id, BOB, -1)
    clock.now += timedelta(days=31)
    memory.expire()
    (vote,) = memory.feedback()
    assert (vote.vote, vote.question, vote.previous, vote.status) == (
        -1,
        "Are victims told?",
        ("What about calls?",),
        "answered",
    )
    assert (vote.generation, vote.answer) == ("g7", ANSWER)
    assert memory.about(BOB) == (0, 0, 0)


def test_a_channel_s_settings_go_before_the_server_s(memory: Memory) -> None:
    """And those before the bot's; unset, a setting is inherited again; other servers are not touched."""
    assert memory.settings.of(GUILD, CHANNEL) == ChannelSettings(True, True, 5, True)
    memory.settings.set(GUILD, None, "quotes", 3)
    memory.settings.set(GUILD, None, "public", False)
    memory.settings.set(GUILD, CHANNEL, "quotes", 1)
    assert memory.settings.of(GUILD, CHANNEL) == ChannelSettings(True, False, 1, True)
    assert memory.settings.of(GUILD, 12) == ChannelSettings(True, False, 3, True)
    assert memory.settings.own(GUILD, CHANNEL) == {"quotes": 1}
    memory.settings.set(GUILD, CHANNEL, "quotes", None)
    assert memory.settings.of(GUILD, CHANNEL).quotes == 3
    assert memory.settings.of(OTHER, CHANNEL) == memory.settings.of(None, None) == ChannelSettings()
    assert Memory(None, quotes=8).settings.of(GUILD, CHANNEL).quotes == 8


@pytest.mark.parametrize(
    ("name", "value"),
    [("colour", True), ("quotes", 0), ("quotes", 11), ("quotes", True), ("public", 1), ("threads", 2)],
)
def test_a_setting_that_cannot_be_is_refused(memory: Memory, name: str, value: int) -> None:
    """By its name or its value."""
    with pytest.raises(ValueError, match=name):
        memory.settings.set(GUILD, None, name, value)
    assert memory.settings.own(GUILD, None) == {}


def test_everything_is_there_after_a_restart(tmp_path: Path, clock: Clock) -> None:
    """Answers, votes, settings and notes; the file is its owner's alone."""
    path = tmp_path / "new" / "memory.sqlite"
    first = Memory(path, now=clock)
    kept = first.keep(ALICE, CHANNEL, GUILD, ASKED, ANSWER, "g1")
    first.vote(kept.id, BOB, 1)
    first.settings.set(GUILD, CHANNEL, "public", False)
    first.note("commands", "abc")
    first.close()
    second = Memory(path, now=clock)
    assert second.get(kept.id) == kept
    assert second.vote_of(kept.id, BOB) == 1
    assert second.settings.of(GUILD, CHANNEL).public is False
    assert (second.noted("commands"), second.noted("other")) == ("abc", None)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_person_can_be_forgotten(tmp_path: Path) -> None:
    """Their answers, all votes on those, their votes elsewhere and their briefings go, from the file's bytes, too."""
    path = tmp_path / "memory.sqlite"
    memory = Memory(path)
    own, other = keep(memory, text="Something private?"), keep(memory, asker=BOB)
    for id, person in ((own, ALICE), (own, BOB), (other, ALICE), (other, BOB)):
        memory.vote(id, person, 1)
    for person in (ALICE, BOB):
        memory.briefings.add(person, "Secret plan", [fake_quote(1)], Provenance("Something private?", "g1"))
    assert memory.about(ALICE) == (1, 2, 1)
    assert memory.forget_person(ALICE) == (1, 2, 1)
    assert memory.about(ALICE) == (0, 0, 0)
    assert [briefing.name for briefing in memory.briefings.all(BOB)] == ["Secret plan"]
    memory.briefings.forget(BOB)
    assert (memory.get(own), memory.votes()) == (None, (1, 0))
    memory.close()
    left = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"Something private" not in left
    assert b"Secret plan" not in left


def test_a_file_from_before_there_were_briefings_gets_them(tmp_path: Path) -> None:
    """And keeps what it has."""
    path = tmp_path / "memory.sqlite"
    memory = Memory(path)
    id = keep(memory)
    memory.close()
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.executescript("DROP TABLE briefings; DROP TABLE briefing_quotes;")
    memory = Memory(path)
    assert memory.get(id) is not None
    assert memory.briefings.add(ALICE, None, [fake_quote(1)], Provenance("Why?", "g1"))[0].quotes == 1


def test_a_server_can_be_forgotten(memory: Memory) -> None:
    """Its settings and the answers given there; others' stay."""
    here = keep(memory)
    there = memory.keep(ALICE, CHANNEL, OTHER, ASKED, ANSWER, "g1").id
    memory.settings.set(GUILD, None, "quotes", 1)
    memory.settings.set(OTHER, None, "quotes", 2)
    memory.forget_guild(GUILD)
    assert (memory.get(here), memory.settings.of(GUILD, CHANNEL).quotes) == (None, 5)
    assert memory.get(there) is not None
    assert memory.settings.of(OTHER, CHANNEL).quotes == 2


@pytest.mark.parametrize("version", [0, 99], ids=["another program's", "a newer version's"])
def test_a_file_of_something_else_is_left_alone(tmp_path: Path, version: int) -> None:
    """It is named, with the setting that mends it, and not a byte of it is changed."""
    path = tmp_path / "other.sqlite"
    db = sqlite3.connect(path)
    db.executescript(f"CREATE TABLE songs (name); PRAGMA user_version = {version};")
    db.close()
    before = path.read_bytes()
    with pytest.raises(ReportbotError, match=r"other\.sqlite .*REPORTBOT_MEMORY"):
        Memory(path)
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    """Likewise, and so is a folder."""
    path = tmp_path / "notes.txt"
    path.write_text("Not a database, but somebody's notes of the day. " * 50)
    before = path.read_bytes()
    for wrong in (path, tmp_path):
        with pytest.raises(ReportbotError, match="REPORTBOT_MEMORY"):
            Memory(wrong)
    assert path.read_bytes() == before


def test_threads_may_use_it_together(tmp_path: Path) -> None:
    """Nothing is lost, and nothing fails."""
    memory = Memory(tmp_path / "memory.sqlite")
    failures: list[BaseException] = []

    def use(person: int) -> None:
        try:
            for _ in range(20):
                memory.vote(keep(memory, asker=person), person, 1)
                memory.settings.set(GUILD, person, "quotes", 3)
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=use, args=(person,)) for person in range(1, 6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert memory.votes() == (100, 0)
    assert [memory.about(person) for person in range(1, 6)] == [(20, 20, 0)] * 5


def test_a_damaged_row_is_left_out_and_the_others_are_read(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """An answer, a vote and a question in hand: the log tells of each, and nobody waits for the rest."""
    memory = Memory(tmp_path / "memory")
    for person in (ALICE, BOB):
        memory.vote(keep(memory, person), person, 1)
        memory.in_hand.take(InHand(f"token {person}", 1, person, CHANNEL, GUILD, Asked("Are calls answered?")))
    with contextlib.closing(sqlite3.connect(tmp_path / "memory")) as db, db:
        db.execute("UPDATE answers SET answer = substr(answer, 2) WHERE asker = ?", (ALICE,))
        db.execute("UPDATE votes SET asked = 'Are' WHERE person = ?", (ALICE,))
        db.execute("UPDATE in_hand SET asked = '{}' WHERE person = ?", (ALICE,))
    assert memory.last(ALICE, CHANNEL) is None
    assert memory.last(BOB, CHANNEL) is not None
    assert len(memory.feedback()) == 1
    assert [one.person for one in memory.in_hand.left()] == [BOB]
    assert caplog.text.count("a row is damaged") == 3


def test_a_file_that_cannot_be_brought_up_to_date_is_told(tmp_path: Path) -> None:
    """Its disk is full, or another program holds it: one sentence, which names it."""
    Memory(tmp_path / "memory").close()
    with contextlib.closing(sqlite3.connect(tmp_path / "memory")) as db:
        db.execute("DROP TABLE watches")
        db.execute("BEGIN IMMEDIATE")
        with pytest.raises(
            ReportbotError, match=r"memory cannot be the bot's memory \(database is locked\): name another"
        ):
            Memory(tmp_path / "memory")
