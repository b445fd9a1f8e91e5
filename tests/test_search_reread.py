"""The best hits are read again with the question: that changes their order, and how sure an answer is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.ask.answerer import Answerer
from bot.question.parse import Question
from bot.search.reread import BESIDES, MOST, clear_of_noise, least_of, reread
from bot.search.threshold import SURE, THRESHOLD, strength
from bot.types import Asked
from corpus.describe.gazetteer import gazetteer
from index.search import Index, Topic
from index.types import Hit, Parted
from tests.fakes import FakeReader

ANY = Question("", "")


def both(index: Index, topic: Topic) -> list[Hit]:
    """A hit on calls and a lower one on custody, apart by half a deviation."""
    calls, custody = (index.search(index.topic(text))[0] for text in ("calls", "custody"))
    return [replace(calls, score=1.0), replace(custody, score=0.5)]


def test_a_passage_that_answers_comes_before_one_that_is_more_alike(opened: Index) -> None:
    """What the search put second holds what is asked for."""
    topic = opened.topic("calls custody")
    calls, custody = both(opened, topic)
    read = reread(FakeReader(), topic, [calls, custody])
    assert [hit.stored.id for hit in read] == [custody.stored.id, calls.stored.id]
    assert max(read[0].logits) == 3.0
    assert max(read[1].logits) == -3.0


def test_only_the_best_are_read_and_the_others_stay_behind_them(opened: Index) -> None:
    """A ninth hit is not read, and overtakes none that was."""
    reader, topic = FakeReader(), opened.topic("calls custody")
    calls, custody = both(opened, topic)
    read = reread(reader, topic, [calls] * MOST + [custody])
    assert reader.read == [("calls custody", MOST)]
    assert read[-1].stored.id == custody.stored.id
    assert read[-1].logits == ()


def test_of_the_newest_report_some_are_read_wherever_they_stand(opened: Index) -> None:
    """So that what it says is known to answer, or not to, where a question asks how things are now."""
    reader, topic = FakeReader(), opened.topic("calls custody")
    calls, custody = both(opened, topic)
    far = [replace(custody, score=score) for score in (0.4, 0.3, 0.2)]
    read = reread(reader, topic, [*[calls] * MOST, *far], [custody.stored.report_id])
    assert reader.read == [("calls custody", MOST + BESIDES)]
    assert [bool(hit.logits) for hit in read if hit.stored.id == custody.stored.id] == [True, True, False]


def test_without_hits_nothing_is_read(opened: Index) -> None:
    """The reader is not asked."""
    reader = FakeReader()
    assert reread(reader, opened.topic("calls"), []) == []
    assert reader.read == []


def test_where_the_reader_has_read_its_best_logit_is_the_evidence(opened: Index) -> None:
    """Whatever the likeness: even odds where it is in two minds, silence from a logit of -2.5 down."""
    topic = opened.topic("calls")
    for cosine in (0.2, 0.9):
        hit = replace(both(opened, topic)[0], cosine=cosine, sentence_cosines=(cosine,))
        read = [strength(opened, topic, [replace(hit, logits=(n, -9.0))], ANY) for n in (-2.5, -2.4, 0.0, 6.0)]
        assert read[0] < THRESHOLD < read[1] < read[2] == SURE < read[3] < 1


def test_what_is_alike_but_does_not_answer_is_not_quoted(opened: Index) -> None:
    """The same question is answered without a reader, and by one that takes the words for an answer."""
    sure, unsure = (Answerer(opened, gazetteer(), reader=reader) for reader in (None, _Never()))
    asked = Asked("How are calls answered?")
    assert sure.answer(asked).status == "answered"
    assert unsure.answer(asked).status == "not_found"


class _Never(FakeReader):
    """Nothing answers anything."""

    def logits(self, question: str, passages: Sequence[Parted]) -> list[tuple[float, ...]]:
        """Far below 0 for each sentence."""
        return [(-30.0,) * len(passage.parts) for passage in passages]


def test_behind_a_clear_answer_noise_is_left_out(opened: Index) -> None:
    """Behind several with all that was not read; where nothing answers clearly, what is far below the best."""
    hit = both(opened, opened.topic("calls"))[0]
    clear, open_, noise = (replace(hit, logits=(logit,)) for logit in (1.0, -0.5, -2.0))
    unread = replace(hit, logits=())
    least = least_of(1.0)
    assert clear_of_noise([clear, open_, noise, unread], least) == [clear, open_, unread]
    assert clear_of_noise([clear, noise, open_, noise, unread], least) == [clear, open_]
    assert clear_of_noise([clear, open_, unread], least) == [clear, open_, unread]
    far = replace(hit, logits=(-5.0,))
    assert clear_of_noise([open_, noise, far], least_of(-0.5)) == [open_, noise]


def test_of_later_reports_nothing_is_noise_and_of_others_what_was_not_read(opened: Index) -> None:
    """Those later than what answers, and those on other bodies."""
    hit = both(opened, opened.topic("calls"))[0]
    clear, noise = (replace(hit, logits=(logit,)) for logit in (1.0, -2.0))
    later, other = (replace(noise, stored=replace(noise.stored, report_id=id)) for id in ("later", "other"))
    unread, unread_other = replace(later, logits=()), replace(other, logits=())
    hits = [clear, later, other, noise, noise, unread, unread_other]
    assert clear_of_noise(hits, least_of(1.0), {"later"}, {"other"}) == [clear, later, unread, unread_other]
