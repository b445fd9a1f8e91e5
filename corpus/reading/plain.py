"""Markdown (the door to markdown-it-py) and plain text as documents."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import yaml
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from corpus.errors import UnreadableReport
from corpus.reading.charset import decode
from corpus.reading.html import read_html
from corpus.reading.raised import raised_themselves
from corpus.types import Block, Document, Mark, Page, Span

MOST_ALIASES = 20  # of a front matter: each may stand for all that those before it stand for
_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S)
_END = r"\s*\Z|[ \t]*\r?\n[ \t]*\r?\n|[ \t]*\r?\n[ \t]*[-*\u2022][ \t]"
_NUMBER = r"\(?\d{1,2}[.)][ \t]+"
_PARAGRAPH = re.compile(  # a line that begins with a number is an item behind another one or a colon
    rf"{_NUMBER}\S(?:.*?\S)??(?={_END}|[ \t]*\r?\n[ \t]*{_NUMBER})"
    rf"|\S(?:.*?\S)??(?={_END}|(?<=:)[ \t]*\r?\n[ \t]*{_NUMBER})",
    re.S,
)
_UNDERLINED = re.compile(r"(?P<words>[^\n]{1,100}?)[ \t]*\r?\n[ \t]*(?P<line>[=~-])(?P=line){2,}")
_ITEM = re.compile(r"(?:[-*\u2022]|\(?\d{1,2}[.)])\s+")
_MARKUP = re.compile(r"</?(?:del|s|strike|ins|q|sup|sub|br)\b[^<>]*>|<!--.*-->", re.I | re.S)  # that Markdown may use
_HEADING = re.compile(r"(?:(?:\d+(?:\.\d+)*\.?|annex|appendix|chapter|part)\s+)?[A-Z][^\n]{1,100}", re.I)


class _Loader(yaml.SafeLoader):
    """Reads YAML in which few fields are repeated by name: a text of a line may stand for a library otherwise."""

    aliases = 0

    def compose_node(self, parent: yaml.Node | None, index: object) -> yaml.Node | None:
        """Compose one node, and count it where it is an alias."""
        self.aliases += self.check_event(yaml.AliasEvent)
        if self.aliases > MOST_ALIASES:
            raise yaml.YAMLError(f"more than {MOST_ALIASES} aliases")
        return super().compose_node(parent, index)  # type: ignore[arg-type]  # an index is a number or a node


def front_matter(text: str) -> tuple[dict[str, object], str]:
    """The YAML fields at the top of a text, and the text below them.

    Raises:
        UnreadableReport: the fields are not YAML.
    """
    match = _FRONT_MATTER.match(text)
    if not match:
        return {}, text
    try:
        fields = yaml.load(match[1], _Loader) or {}
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise UnreadableReport(f"front matter is not YAML: {str(error).splitlines()[0]}") from error
    if not isinstance(fields, dict):
        return {}, text
    return {str(key).lower(): value for key, value in fields.items()}, text[match.end() :]


def read_markdown(data: bytes) -> tuple[Document, Mapping[str, object]]:
    """Read Markdown and its front matter.

    Raises:
        UnreadableReport: no text, or front matter that is not YAML.
    """
    fields, body = front_matter(decode(data))
    if not body.strip():
        raise UnreadableReport("no text below the front matter")
    return replace(read_html(_rendered(body), served=False), properties={}), fields


def _rendered(text: str) -> str:
    """Markdown as HTML: what is struck out is marked so, and other tags in it are words."""
    markdown = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("html_block")
    markdown.add_render_rule("html_inline", _inline_html)
    return str(markdown.render(text))


def _inline_html(_: RendererHTML, tokens: Sequence[Token], number: int, *__: object) -> str:
    content = tokens[number].content
    return content if _MARKUP.fullmatch(content) else str(escapeHtml(content))


def read_text(data: bytes) -> tuple[Document, Mapping[str, object]]:
    """Read plain text: blank lines part paragraphs; short lines without a full stop are headings.

    Raises:
        UnreadableReport: no text, or front matter that is not YAML.
    """
    fields, text = front_matter(decode(data))
    paragraphs = (match for match in _PARAGRAPH.finditer(text) if any(map(str.isalnum, match[0])))
    blocks = tuple(_text_block(text, match) for match in paragraphs)
    if not blocks:
        raise UnreadableReport("no text")
    marks = tuple(Mark(*run) for run in raised_themselves(text))
    return Document((Page(1, text, marks=marks),), blocks, False, "text"), fields


def _text_block(text: str, match: re.Match[str]) -> Block:
    words = match[0]
    item = _ITEM.match(words)
    if item and item.end() < len(words):
        return Block("item", (Span(1, match.start() + item.end(), match.end()),))
    if underlined := _UNDERLINED.fullmatch(words):
        level = 1 if underlined["line"] == "=" else 2
        return Block("heading", (Span(1, match.start(), match.start() + underlined.end("words")),), level)
    if "\n" not in words and _HEADING.fullmatch(words) and not re.search(r"[.;,:!]$", words):
        return Block("heading", (Span(1, match.start(), match.end()),), 1 if words.isupper() else 2)
    return Block("paragraph", (Span(1, match.start(), match.end()),))
