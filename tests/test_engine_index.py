"""An index in PostgreSQL: it answers as the local one, changes all at once, and outlives every fault."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest
from engine_asked import live, only, shown
from fakes import FakeEncoder
from loopback_postgres import LoopbackPostgres, Wire

from bot.__main__ import main
from bot.live.drafts import Draft, check
from bot.registers.findings import FindingsSought
from bot.types import Asked
from corpus.errors import ReportbotError
from index.address import Address, address_of
from index.build import build
from index.engine import copying, schema, words
from index.engine.bm25 import SIZES, Scores, packed_size, postings_of
from index.engine.connection import Connection
from index.engine.look import look
from index.engine.push import push
from index.engine.version import Engine
from index.errors import EngineDown, EngineError, IndexDamaged, IndexMismatch, IndexMissing
from index.generation import current
from index.lexical import Entry, LexicalIndex, Stemmer
from index.search import Index
from index.texts import Texts

ROOT = Path(__file__).resolve().parent.parent
QUESTIONS = (
    "Is the custody suite clean in Wiltshire?",
    "How quickly are calls answered in Gwent?",
    "What did they find about victims?",
    "Do sergeants have training in supervision?",
    "What about helicopters in Wiltshire?",
    "How does Gwent compare with Wiltshire on custody?",
)


def via(wire: Wire, engine: Address) -> Address:
    """The same database by way of a wire."""
    before, _, name = engine.url.rpartition("/")
    return Address(f"{before.rpartition(':')[0]}:{wire.port}/{name}")


# The same answers ---------------------------------------------------------------------------------


def test_an_engine_answers_as_the_folder_that_was_pushed(held: Path, engine: Address) -> None:
    """To the quote, for questions on one body, on two, on all and on nothing that is held; and so do registers."""
    push(held, engine)
    folder, far = live(held), live(Engine(engine))
    for question in QUESTIONS:
        assert shown(far.answer(Asked(question))) == shown(folder.answer(Asked(question)))
    assert far.answer(Asked(QUESTIONS[0])).quotes[0].text == "The custody suite is clean."
    assert far.reports == folder.reports
    assert far.findings(FindingsSought()) == folder.findings(FindingsSought())
    quote = far.answer(Asked(QUESTIONS[0])).quotes[0]
    assert far.context(quote) == folder.context(quote)


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_searches_find_the_same_passages_with_the_same_scores(
    held: Path, engine: Address, share: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In all reports and in some, few or many; ids, cosines and the words' weights are those of the folder."""
    monkeypatch.setattr(words, "SEEK", share)
    push(held, engine)
    near, far = Index.open(held, FakeEncoder()), Index(Texts(Engine(engine).current()), FakeEncoder())
    some = list(near.reports)[1:3]
    for text in ("calls victims", "custody staff", "training", "zebra"):
        topic = near.topic(text)
        again = far.topic(text)
        assert (again.stems, again.rarity, again.unknown) == (topic.stems, topic.rarity, topic.unknown)
        for reports in (None, some, []):
            one, other = near.search(topic, reports), far.search(again, reports)
            assert [hit.stored for hit in one] == [hit.stored for hit in other]
            assert [hit.score for hit in other] == pytest.approx([hit.score for hit in one], abs=1e-5)
            assert [hit.sentence_cosines for hit in one] == [hit.sentence_cosines for hit in other]


def test_a_draft_is_checked_against_an_engine(held: Path, engine: Address) -> None:
    """In the process that knows the place only by its address."""
    push(held, engine)
    words = "They say “The custody suite is clean” and “the custody suite is on fire”.".encode()
    assert check(Draft("", words, engine.url)) == check(Draft("", words, str(held)))
    assert "not-to-be-shown" not in repr(Draft("", words, engine.url))


def test_words_score_as_those_of_tantivy(tmp_path: Path) -> None:
    """Texts of 0 to 300 words, so that lengths above 40, which are rounded, are among them."""
    chance = random.Random(1)
    words = [f"word{number}" for number in range(30)]
    entries = [
        Entry(number, "r", " ".join(chance.choices(words, range(30, 0, -1), k=chance.choice((0, 3, 39, 41, 90, 300)))),
              " ".join(chance.choices(words, k=chance.randrange(4))))
        for number in range(1, 200)
    ]  # fmt: skip
    index = LexicalIndex(tmp_path)
    index.add(entries)
    stemmer = Stemmer()
    counted = [(e.id, stemmer.every(e.text), stemmer.every(e.heading)) for e in entries]
    postings = postings_of(counted)
    held = {stem: (int((p["text"] > 0).sum()), int((p["heading"] > 0).sum())) for stem, p in postings.items()}
    scores = Scores(len(entries), sum(len(t) for _, t, _ in counted), sum(len(h) for *_, h in counted))
    for asked in (["word1"], ["word7", "word29"], ["word0", "word12", "word28", "word3"]):
        found = scores.best({stem: postings[stem] for stem in asked}, held, 500)
        assert dict(found) == pytest.approx(dict(index.search(asked, 500)), rel=1e-5)
        assert len(found) > 20


def test_lengths_of_texts_are_held_in_eight_bits() -> None:
    """Exact up to 40, and then rounded down to what eight bits can say."""
    assert [int(SIZES[packed_size(words)]) for words in (0, 23, 40, 41, 42, 57, 100, 1000)] == [
        0, 23, 40, 40, 42, 56, 96, 984,
    ]  # fmt: skip


def test_a_word_of_many_passages_stands_in_several_rows(
    held: Path, engine: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Since an index holds rows of a limited length; it is found as if it stood in one."""
    monkeypatch.setattr(copying, "PART", 1)
    push(held, engine)
    near, far = Index.open(held, FakeEncoder()), Index(Texts(Engine(engine).current()), FakeEncoder())
    assert only(engine, "SELECT max(part) > 0 FROM postings") == [(True,)]
    for stems in (["custodi", "staff"], ["call", "victim"]):
        assert dict(far.lexical.search(stems, 5)) == pytest.approx(dict(near.lexical.search(stems, 5)), abs=1e-5)
    Engine(engine).current().check(sample=None)


# Pushing ------------------------------------------------------------------------------------------


def test_a_push_sends_only_what_is_new(corpus: Path, built: Path, engine: Address) -> None:
    """A report that changed is sent, one that went is gone, and a second push of the same index does nothing."""
    assert (push(built, engine).written, push(built, engine).written) == (4, 0)
    (corpus / "letter.txt").write_text("The force attends every burglary within an hour.\n", encoding="utf-8")
    (corpus / "gwent-2022.md").unlink()
    build([corpus], built, FakeEncoder)
    done = push(built, engine)
    assert (done.written, done.there, done.passages) == (1, 2, 5)
    again = live(Engine(engine)).answer(Asked("Does the force attend every burglary in Wiltshire?"))
    assert again.quotes[0].text == "The force attends every burglary within an hour."


def test_readers_see_the_old_state_or_the_new(corpus: Path, built: Path, engine: Address) -> None:
    """A version that is open goes on as it was; the next question is answered from the new one."""
    push(built, engine)
    open_before = Texts(Engine(engine).current())
    reader = live(Engine(engine))
    asked = Asked("Does the force attend every burglary in Wiltshire?")
    before = reader.answer(asked)
    (corpus / "letter.txt").write_text("Nobody attends burglaries any more.\n", encoding="utf-8")
    build([corpus], built, FakeEncoder)
    push(built, engine)
    assert [r.source for r in open_before.store.reports()] == [r.source for r in reader.reports]
    passages = open_before.store.passages(open_before.store.passage_ids(list(open_before.reports)))
    assert "The force attends every burglary of a home." in {stored.text for stored in passages.values()}
    assert open_before.lexical.is_known("home")
    after = reader.answer(asked)
    assert before.quotes[0].text == "The force attends every burglary of a home."
    assert "Nobody attends burglaries any more." in {quote.text for quote in after.quotes}
    assert reader.generation == current(built).name


def test_what_no_version_needs_is_removed_in_time(corpus: Path, built: Path, engine: Address) -> None:
    """The live version and the one before stay; older ones go when answers begun with them must be over."""
    push(built, engine)
    for number in range(2):
        (corpus / "letter.txt").write_text(f"The force attends {number} burglaries.\n", encoding="utf-8")
        build([corpus], built, FakeEncoder)
        push(built, engine)
    assert only(engine, "SELECT count(*) FROM versions") == [(3,)]
    only(engine, "UPDATE versions SET replaced = replaced - interval '2 hours'")
    push(built, engine)
    assert only(engine, "SELECT count(*) FROM versions") == [(2,)]
    assert only(engine, "SELECT count(*) FROM copies") == [(5,)]
    assert only(engine, "SELECT count(DISTINCT copy) FROM postings") == [(5,)]


@pytest.mark.parametrize("after", [4_000, 12_000, 20_000])
def test_a_push_that_is_cut_off_goes_on_by_itself(
    held: Path, engine: Address, postgres: LoopbackPostgres, after: int
) -> None:
    """Whatever was under way is sent again, and nothing twice."""
    wire = Wire(postgres.port)
    wire.cut_after = after
    done = push(held, via(wire, engine))
    assert (done.written, done.again) == (4, 1)
    assert only(engine, "SELECT count(*) FROM copies") == [(4,)]
    assert shown(live(Engine(engine)).answer(Asked(QUESTIONS[0]))) == shown(live(held).answer(Asked(QUESTIONS[0])))


def test_a_push_that_fails_leaves_the_live_version(corpus: Path, built: Path, engine: Address) -> None:
    """Here the last of its steps is refused: the next push goes on from the reports that arrived."""
    push(built, engine)
    before = only(engine, "SELECT version FROM live")
    (corpus / "letter.txt").write_text("The force attends no burglary.\n", encoding="utf-8")
    build([corpus], built, FakeEncoder)
    only(engine, "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE disk_full; END$$")
    only(engine, "CREATE TRIGGER no BEFORE UPDATE ON versions FOR EACH ROW EXECUTE FUNCTION no()")
    with pytest.raises(EngineError, match="the disk of the engine is full: nothing was changed"):
        push(built, engine)
    assert only(engine, "SELECT version FROM live") == before
    assert only(engine, "SELECT count(*) FROM versions") == [(1,)]
    only(engine, "DROP TRIGGER no ON versions")
    assert push(built, engine).written == 0
    assert only(engine, "SELECT version FROM live") != before


def test_two_pushes_at_a_time_are_refused(held: Path, engine: Address) -> None:
    """The second is told to wait."""
    push(held, engine)
    other = Connection(engine)
    other.rows("SELECT pg_advisory_lock(7411020811)")
    with pytest.raises(EngineError, match="another push into this engine is at work"):
        push(held, engine)
    other.close()
    assert push(held, engine).there == 4


# Faults -------------------------------------------------------------------------------------------


def test_an_engine_without_an_index_names_the_command(engine: Address) -> None:
    """Nothing is made by looking."""
    with pytest.raises(IndexMismatch, match="no index yet: run `reportbot engine push`"):
        Engine(engine).current()
    assert only(engine, "SELECT to_regnamespace('reportbot')::text") == [(None,)]


def test_tables_of_another_version_are_refused(held: Path, engine: Address) -> None:
    """By readers and by a push of an older program."""
    push(held, engine)
    only(engine, "INSERT INTO schema_version VALUES (99)")
    with pytest.raises(IndexMismatch, match="tables of version 99, this program reads 2"):
        Engine(engine).current()
    with pytest.raises(EngineError, match="tables of version 99, this program knows 2: update it"):
        push(held, engine)


def test_tables_of_an_older_program_are_brought_up_to_date_by_a_push(
    held: Path, engine: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stood in them is sent anew; a reader is told until then."""
    connection = Connection(engine)
    with monkeypatch.context() as patched:
        patched.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:1])
        schema.bring_up_to_date(connection, current(held).read_manifest().model.dim)
    connection.rows("INSERT INTO live (version) VALUES (1)")
    connection.close()
    with pytest.raises(IndexMismatch, match="tables of version 1, this program reads 2: run `reportbot engine push`"):
        Engine(engine).current()
    assert push(held, engine).written == 4
    assert shown(live(Engine(engine)).answer(Asked(QUESTIONS[0]))) == shown(live(held).answer(Asked(QUESTIONS[0])))


def test_a_lost_connection_is_made_again_within_an_answer(
    held: Path, engine: Address, postgres: LoopbackPostgres
) -> None:
    """The asker notices nothing."""
    push(held, engine)
    wire = Wire(postgres.port)
    reader = live(Engine(via(wire, engine)))
    first = shown(reader.answer(Asked(QUESTIONS[1])))
    wire.cut()
    assert shown(reader.answer(Asked(QUESTIONS[1]))) == first


def test_an_engine_that_is_gone_is_told_in_a_sentence_and_used_again_when_it_is_back(
    held: Path, engine: Address, postgres: LoopbackPostgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No address and no password is in what the asker is told."""
    push(held, engine)
    wire = Wire(postgres.port)
    place = Engine(via(wire, engine))
    place.connection = Connection(place.connection.address, patience=0.1)
    reader = live(place)
    before = shown(reader.answer(Asked(QUESTIONS[0])))
    wire.closed = True
    wire.cut()
    with pytest.raises(EngineDown, match=r"^the engine that keeps this cannot be reached just now: try again") as told:
        reader.answer(Asked(QUESTIONS[0]))
    assert "127.0.0.1" not in str(told.value)
    wire.closed = False
    assert shown(reader.answer(Asked(QUESTIONS[0]))) == before


def test_a_slow_statement_is_ended(held: Path, engine: Address) -> None:
    """The asker is told to try again, and the next statement is served."""
    connection = Connection(engine, slow=0.05)
    with pytest.raises(EngineDown, match="did not answer in time"):
        connection.rows("SELECT pg_sleep(5)")
    assert connection.rows("SELECT 1") == [(1,)]


def test_a_server_that_says_nothing_is_given_up(
    engine: Address, postgres: LoopbackPostgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As one that was stopped, or something on the way that holds all up; the next statement connects anew."""
    monkeypatch.setattr("index.engine.connection.GRACE", 0.2)
    wire = Wire(postgres.port)
    connection = Connection(via(wire, engine), slow=0.1, patience=0.1)
    assert connection.rows("SELECT 1") == [(1,)]
    wire.hold()
    with pytest.raises(EngineDown, match="cannot be reached just now"):
        connection.rows("SELECT 2")
    wire.let_go()
    assert connection.rows("SELECT 3") == [(3,)]
    connection.close()


def test_a_changed_row_is_found(held: Path, engine: Address) -> None:
    """By whoever reads it, and by the check of all rows, which reads vectors and postings, too."""
    push(held, engine)
    Engine(engine).current().check(sample=None)
    reader = live(Engine(engine))
    only(engine, "UPDATE pages SET text = replace(text, 'clean', 'dirty')")
    answer = live(Engine(engine)).answer(Asked(QUESTIONS[0]))
    assert "is left out, since what the index holds of it is damaged" in answer.message
    assert "dirty" not in "".join(quote.text for quote in answer.quotes)
    with pytest.raises(IndexDamaged, match="a row of pages"):
        Texts(Engine(engine).current()).store.pages(next(r.id for r in reader.reports if "Wiltshire" in r.title))
    only(engine, "UPDATE pages SET text = replace(text, 'dirty', 'clean')")
    for table, change in (
        ("vectors", "SET row = (SELECT row FROM vectors WHERE id = 1) WHERE id = 2"),
        ("postings", "SET in_text = in_text + 1 WHERE stem = 'custodi'"),
    ):
        Engine(engine).current().check(sample=None)
        for statement in (f"CREATE TABLE kept AS TABLE {table}", f"UPDATE {table} {change}"):
            only(engine, statement)
        with pytest.raises(IndexDamaged, match="is not what was written"):
            Engine(engine).current().check(sample=None)
        for statement in (f"DELETE FROM {table}", f"INSERT INTO {table} SELECT * FROM kept", "DROP TABLE kept"):
            only(engine, statement)


# Addresses ----------------------------------------------------------------------------------------


def test_an_address_never_shows_its_password() -> None:
    """Neither printed nor in a message that refuses it."""
    address = address_of("REPORTBOT_ENGINE", "postgresql://ada:s3cret@db.example.org:5433/reports?sslmode=verify-full")
    assert str(address) == "reports on db.example.org:5433"
    assert "s3cret" not in repr(address)
    assert str(Address("postgresql:///reports?host=/run/postgresql")) == "reports on /run/postgresql"
    for wrong in ("postgresql://ada:s3/cret@db/reports", "mysql://ada:s3cret@db/x", "postgresql://a:s3cret@b@c/d"):
        with pytest.raises(ReportbotError, match="has not the form postgresql://") as told:
            address_of("REPORTBOT_ENGINE", wrong)
        assert "s3" not in str(told.value)


def test_a_place_without_an_index_is_missing(held: Path, engine: Address) -> None:
    """When the tables are there, and no push was finished."""
    push(held, engine)
    only(engine, "DELETE FROM live")
    with pytest.raises(IndexMissing, match="no index in the engine yet"):
        Engine(engine).current()


# Commands -----------------------------------------------------------------------------------------


@pytest.fixture
def configured(here: Path, engine: Address, monkeypatch: pytest.MonkeyPatch) -> Address:
    """The engine as the settings name it."""
    monkeypatch.setenv("REPORTBOT_ENGINE", engine.url)
    return engine


def test_the_engine_is_looked_at_before_and_after_a_push(
    configured: Address, held_as_real: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is missing names its command; the password is nowhere."""
    assert main(["engine", "check"]) == 2
    before = capsys.readouterr().out
    assert "Missing: no index is there yet: run `reportbot engine push`." in before
    assert main(["engine", "push", "--index", str(held_as_real)]) == 0
    pushed = capsys.readouterr()
    assert "4 reports sent and read back row for row, 0 there already, 0 gone; 7 passages" in pushed.out
    assert main(["engine"]) == 0
    after = capsys.readouterr().out
    assert "The connection is not encrypted." in after
    assert f"The live version is {current(held_as_real).name}: 4 reports, 7 passages" in after
    assert "Questions can be answered from it." in after
    assert "MB on disk" in after
    assert "not-to-be-shown" not in before + pushed.out + pushed.err + after


def test_commands_answer_from_the_engine(
    configured: Address, held_as_real: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """But where a folder is named; the check of every row is that of the engine."""
    push(held_as_real, configured)
    assert main(["reports"]) == 0
    assert "wiltshire.html" in capsys.readouterr().out
    assert main(["check"]) == 0
    assert "is whole: 4 reports, 7 passages" in capsys.readouterr().out
    assert main(["reports", "--index", str(tmp_path / "none")]) == 2
    assert "no index in" in capsys.readouterr().err


def test_without_an_engine_the_command_names_the_setting(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Both of its commands do."""
    for command in ("check", "push"):
        assert main(["engine", command]) == 2
        assert "no engine: give its address with REPORTBOT_ENGINE" in capsys.readouterr().err


def test_a_reader_needs_no_more_than_to_read(
    held: Path, engine: Address, postgres: LoopbackPostgres, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the rights that the documentation gives; a push by it is refused in a sentence."""
    push(held, engine)
    only(engine, "DO $$BEGIN CREATE ROLE reader LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END$$")
    name = engine.url.rpartition("/")[2]
    reader = Address(postgres.url(name, user="reader"))
    with pytest.raises(EngineError, match="permission denied for schema reportbot"):
        Engine(reader).current()
    assert not look(reader).reads
    only(engine, "GRANT USAGE ON SCHEMA reportbot TO reader")
    only(engine, "GRANT SELECT ON ALL TABLES IN SCHEMA reportbot TO reader")
    assert shown(live(Engine(reader)).answer(Asked(QUESTIONS[0]))) == shown(live(held).answer(Asked(QUESTIONS[0])))
    seen = look(reader)
    assert (seen.ready, seen.writes) == (True, False)
    only(engine, "DELETE FROM copies")
    with pytest.raises(EngineError, match="lacks a right"):
        push(held, reader)


def test_nothing_of_it_is_imported_unasked() -> None:
    """Neither the driver nor the engine's own modules."""
    told = "import sys, bot.__main__, bot.cli.opening, bot.memory.memory, bot.discord_app.start; print(*sys.modules)"
    found = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True, cwd=ROOT)
    modules = found.stdout.split()
    assert [name for name in modules if name.startswith(("psycopg", "index.engine", "bot.memory.postgres"))] == []
