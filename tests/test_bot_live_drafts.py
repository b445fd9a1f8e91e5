"""Drafts checked in a process of their own: the same outcome as in this one, and every refusal a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.live.drafts import MOST_TYPED, TOO_LONG, CheckedDraft, Draft, check, checked
from corpus.errors import UnreadableReport

DRAFT = "They say “The custody suite is clean”.\n\nAnd “staff never check any of the cells”.\n"


def verdicts(found: CheckedDraft) -> list[str]:
    return [one.verdict for one in found.checked]


def test_a_draft_is_checked_there_as_it_is_here(held: Path) -> None:
    """Every field comes back as it is; quotations beyond the number wanted are counted."""
    draft = Draft("draft.md", DRAFT.encode(), str(held))
    assert checked(draft) == check(draft)
    assert verdicts(checked(draft))[0] == "exact"
    assert len(verdicts(checked(draft))) == 2
    one = checked(Draft("draft.md", DRAFT.encode(), str(held), most=1))
    assert (verdicts(one), one.left) == (["exact"], 1)


@pytest.mark.parametrize(
    ("draft", "told"),
    [
        (("", ("x" * (MOST_TYPED + 1)).encode()), TOO_LONG),
        (("a.docx", b"PK damaged"), "not a Word document (.docx), or damaged"),
        (("a.exe", b"MZ"), "this kind of draft is not read: a.exe; give one of .md, .markdown, .txt, .docx, .pdf"),
    ],
)
def test_a_draft_that_cannot_be_checked_is_told_why(held: Path, draft: tuple[str, bytes], told: str) -> None:
    """And the next one is checked."""
    with pytest.raises(UnreadableReport) as refusal:
        checked(Draft(*draft, str(held)))
    assert str(refusal.value) == told
    assert verdicts(checked(Draft("", b"The custody suite is clean", str(held)))) == ["exact"]


def test_no_index_is_told_as_it_is_here(tmp_path: Path) -> None:
    """With the command that makes one."""
    with pytest.raises(UnreadableReport, match=r"^no index in .*: run scripts/rebuild_index\.py"):
        checked(Draft("", b"The custody suite is clean", str(tmp_path)))
