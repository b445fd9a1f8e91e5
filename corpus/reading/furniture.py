"""What on a web page is no part of its report: navigation, banners, controls, links elsewhere, publication boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DROPPED = frozenset(
    "script style noscript template nav iframe svg canvas object video audio dialog map"
    " select input textarea option datalist label legend meter progress menu".split()
)
_ROLES = frozenset(
    "navigation banner contentinfo search complementary dialog alertdialog alert tablist menu menubar toolbar".split()
)
_HEADINGS = tuple("h1 h2 h3 h4 h5 h6".split())
_NAMED_BY_WORDS = frozenset((*_HEADINGS, *"section article p li dt dd table".split()))  # their ids are anchors
_NAMES = re.compile(
    r"(?:^|[-_\s])(?:nav|navbar|navigation|menu|breadcrumbs?|cookies?|consent|sidebar|share|sharing|sharedaddy|addtoany"
    r"|social(?!-(?:care|work|services|housing))|skip|skiplinks?|pagination|pager|back-to-top|to-top|related|masthead"
    r"|banner|respond|comments|site-(?:header|footer)|page-(?:tools|actions)|print-(?:this|link|button|page)"
    r"|newsletter|subscribe|post-tags)(?:[-_\s]|$)"
)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_LINKED = 0.8  # share of characters in links from which a list is one of links
_BOX = 800  # characters that a publication box holds at most
_LONGEST_LINE = 200  # characters of a control's words, or of a line of a publication box
_SENTENCE = re.compile(r"\w{2}[.!?][\"'\u2019\u201d)]*(?:\s|$)")
_ELSEWHERE = re.compile(  # in the page, to people, to places where pages are shared, to files
    r"#|javascript:|mailto:|tel:|(?:https?:)?//(?:www\.|api\.)?(?:twitter|x|facebook|linkedin|whatsapp|reddit|t)\.(?:com|co|me)/"
    r"|[^?#]*\.(?:pdf|docx?|odt)(?:[?#]|$)",
    re.I,
)
_LINE = re.compile(
    r"(?:skip to (?:main )?content|(?:go )?back to (?:the )?top(?: of (?:the )?page)?|to the top|top of (?:the )?page"
    r"|return to top|share this(?: page| report)?|share (?:page|on [a-z]+|via [a-z]+)"
    r"|print this(?: page| document| report)?|get (?:the|this) (?:report|press release|letter)"
    r"|(?:download|view) (?:the|this) (?:full )?(?:report|letter|document)(?: \([^()]{1,40}\))?"
    r"|email this(?: page)?|you are here:?|(?:you are here:?\s)?home\s?[>/|\u00bb\u203a\u2192].{1,150}"
    r"|cookies on (?:this|our) (?:site|website)"
    r"|(?:show|hide|open|close|expand|collapse) all(?: sections)?|english\s?[|/]?\s?cymraeg|contents|table of contents"
    r"|on this page|in this (?:report|section)|related (?:content|pages|reports|links|publications)"
    r"|read more about .{1,80}|is this page useful\?|was this page helpful\?)"
    r"[\s\u2190-\u21ff\u25b2-\u25bc\u2303>\u00bb]*",
    re.I,
)
_LINKED_LINE = re.compile(
    r"english|cymraeg|home|menu|search|share|print|email|(?:previous|next)(?: page)?|top|[^\w\s]*", re.I
)
_LABELS = (
    r"(?:date )?published(?: on| by| date)?|publication (?:date|types?|information|details)|type of publication"
    r"|police forces?|fire(?: and rescue)? services?|inspection type|report type|topics?|(?:last )?updated(?: on)?"
    r"|part of|letter information|from|to|cc|sent on|applies to"
    r"|documents?|organisations?|get the (?:report|press release)"
)
_LABEL = re.compile(rf"({_LABELS})(?:\s*:(?:\s|$)|\s*$)|(published|last updated|sent) on\b", re.I)
_LABELLED = re.compile(r"(?:publication types?|police forces?|fire(?: and rescue)? services?):\s.{1,120}", re.I)


def furniture_in(main: HtmlElement) -> Iterator[HtmlElement]:
    """The outermost elements below one that are no part of the report, in order."""
    page = next(main.iterancestors("body"), main)
    yield from _below(main, _Around(_size(page)))


@dataclass(slots=True)
class _Around:
    """What is around an element: the characters of its page, and the last heading above it."""

    size: int
    heading: HtmlElement | None = None


def _below(element: HtmlElement, around: _Around) -> Iterator[HtmlElement]:
    for child in element:
        if isinstance(child.tag, str):
            is_furniture = _is_furniture(child, around)
            if child.tag in _HEADINGS:
                around.heading = child
            if is_furniture:
                yield child
            else:
                yield from _below(child, around)


def _is_furniture(element: HtmlElement, around: _Around) -> bool:
    """Whether an element is no part of the report, by its tag, its role, its names, or what it holds."""
    tag = str(element.tag)
    if tag in _DROPPED or element.get("role") in _ROLES or element.get("aria-hidden") == "true":
        return True
    if element.get("data-nosnippet") is not None or (_is_named_so(element) and not _is_report(element, around)):
        return True
    match tag:
        case "button":
            return not _is_within(element, (*_HEADINGS, "summary")) and not element.xpath(".//h2 | .//h3 | .//h4")
        case "header" | "footer" | "aside":
            return not _holds_report(element)
        case "form":
            return not _is_report(element, around)
        case "ul" | "ol":
            return _is_links(element, around.heading)
        case "p" | "li" | "a" | "div" | "span" | "h2" | "h3" | "h4":
            return _is_control(element)
    return False


def is_publication_box(element: HtmlElement) -> bool:
    """Whether an element says when and as what the report was published, and for whom: labels, and no sentence."""
    if element.tag not in ("dl", "ul", "table", "div", "section", "p") or element.find(".//h1") is not None:
        return False
    text = element.text_content()
    if len(text) > _BOX or _SENTENCE.search(text):
        return False
    parts = element.xpath(".//dt | .//tr/*[1] | .//li | .//strong | .//b | .//p | .//h2 | .//h3 | .//h4")
    labels = {found[0].lower() for part in parts if (found := _LABEL.match(part.text_content().strip()))}
    return len(labels) > 1


def _is_named_so(element: HtmlElement) -> bool:
    names = [element.get("class") or "", "" if element.tag in _NAMED_BY_WORDS else element.get("id") or ""]
    return any(_NAMES.search(_CAMEL.sub("-", name).lower()) for name in names)


def _is_report(element: HtmlElement, around: _Around) -> bool:
    """Whether an element holds the page's title, or most of its text."""
    return element.find(".//h1") is not None or 2 * _size(element) > around.size


def _is_within(element: HtmlElement, tags: tuple[str, ...]) -> bool:
    return next(element.iterancestors(*tags), None) is not None


def _holds_report(element: HtmlElement) -> bool:
    """Whether a header, footer or aside is part of the report: its headings, a credit, or a box of sentences."""
    match element.tag:
        case "header":
            inside = _is_within(element, ("main", "article", "section"))
            return inside and bool(element.xpath(".//h1 | .//h2 | .//h3 | .//h4"))
        case "footer":
            return _is_within(element, ("blockquote", "figure"))
    said = len(_SENTENCE.findall(element.text_content())) > 1
    return said and _is_within(element, ("main", "article")) and _linked(element) < 1 - _LINKED


def _is_control(element: HtmlElement) -> bool:
    """Whether the words of an element are those of a control (*Back to top*) or of a line of a publication box."""
    words = " ".join(element.text_content().split()) if _size(element) < _LONGEST_LINE else ""
    if not words or _SENTENCE.search(words):
        return bool(words) and words.endswith("?") and bool(_LINE.fullmatch(words))
    if _LINE.fullmatch(words) or (element.tag == "p" and _LABELLED.fullmatch(words)):
        return True
    alone = element.tag in ("p", "li", "div") and _linked(element) == 1
    if element.tag == "a" or alone:
        return bool(_LINKED_LINE.fullmatch(words)) or (alone and _leads_elsewhere(element))
    return False


def _is_links(element: HtmlElement, above: HtmlElement | None) -> bool:
    """Whether a list only leads to parts of the page, to files, to people, or from the top to other pages."""
    if _SENTENCE.search(element.text_content()) or _linked(element) < _LINKED:
        return False
    first = element.xpath("string(.//a)").strip().lower()
    return _leads_elsewhere(element) or above is None or first == "home" or _is_control(above)


def _leads_elsewhere(element: HtmlElement) -> bool:
    return all(_ELSEWHERE.match(link.get("href") or "#") for link in element.iter("a"))


def _linked(element: HtmlElement) -> float:
    """The share of an element's characters that stand in links."""
    whole = _size(element)
    return sum(map(_size, element.iter("a"))) / whole if whole else 0.0


def _size(element: HtmlElement) -> int:
    """Characters of an element's text, blanks not counted."""
    return sum(map(len, element.text_content().split()))
