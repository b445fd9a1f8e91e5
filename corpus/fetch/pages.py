"""What a page of an inspectorate's site says of a report: title, dates, and where it leads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urldefrag, urljoin

from lxml import etree, html

from corpus.fetch.types import NotGot
from corpus.vocabulary.dates import DATE, iso_date

_PUBLISHED: Final = re.compile(rf"\bpublished(?: on)?:?\s*{DATE.pattern}", re.I)
_SENT: Final = re.compile(rf"\bsent(?: on)?:?\s*{DATE.pattern}", re.I)
_UPDATED: Final = re.compile(r"\blast updated:?\s*(?P<day>\d\d?)/(?P<month>\d\d?)/(?P<year>20\d\d)", re.I)
WELSH: Final = re.compile(r"\b(?:welsh|cymraeg|gymraeg|cymru)\b|[-_]cy\b", re.I)
# What stands beside a report, told by the words of its link or its file's name.
BESIDE: Final = re.compile(
    r"press[ -]release|easy[ -]read|infographic|data[ -]table|spreadsheet|annex|appendix|terms[ -]of[ -]reference"
    r"|methodology|questionnaire|consultation|framework|transcript|privacy|cookie|summary|leaflet|poster",
    re.I,
)

_OFFERED: Final = re.compile(r"get the report|(?:download|read|full|print).{0,20}report|report.{0,20}\bpdf", re.I)


@dataclass(frozen=True, slots=True)
class Link:
    """A link: where it leads, its words, and the heading it stands under."""

    address: str
    words: str
    heading: str

    @property
    def welsh(self) -> bool:
        """Whether it leads to an edition in Welsh."""
        return bool(WELSH.search(f"{self.words} {self.address.rsplit('/', 1)[-1]}"))

    @property
    def offered(self) -> bool:
        """Whether it is offered as the report: under such a heading, or in such words."""
        return bool(_OFFERED.search(f"{self.heading} | {self.words}"))

    @property
    def beside(self) -> bool:
        """Whether it leads to what stands beside a report, such as a press release."""
        return bool(BESIDE.search(f"{self.words} {self.address.rsplit('/', 1)[-1]}"))


@dataclass(frozen=True, slots=True)
class SitePage:
    """A page: its title, the dates it gives (ISO, or empty), and the links in it, in order."""

    address: str
    title: str
    published: str
    sent: str
    updated: str
    links: tuple[Link, ...]
    canonical: str = ""


def read_page(data: bytes, address: str) -> SitePage:
    """Read a page of a site.

    Raises:
        NotGot: it is no HTML.
    """
    tree = _tree(data)
    for dropped in tree.xpath("//script | //style | //noscript | //template"):
        dropped.drop_tree()
    words = " ".join(" ".join(str(text) for text in tree.itertext()).split())
    heading = tree.find(".//h1")
    title = " ".join((heading.text_content() if heading is not None else tree.findtext(".//title") or "").split())
    canonical = str(tree.xpath("string(//link[@rel='canonical']/@href)"))
    return SitePage(
        address,
        title,
        _date(_PUBLISHED, words),
        _date(_SENT, words),
        _updated(words),
        tuple(_links(tree, address)),
        urljoin(address, canonical) if canonical else "",
    )


def _tree(data: bytes) -> html.HtmlElement:
    try:
        text: str | bytes = data if re.search(rb"charset", data[:4096], re.I) else data.decode("utf-8", "replace")
        return html.document_fromstring(text)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise NotGot(f"it is no page that can be read: {error}") from error


def _date(pattern: re.Pattern[str], words: str) -> str:
    match = pattern.search(words)
    return (iso_date(match) or "") if match else ""


def _updated(words: str) -> str:
    """The last of the days on which a page, or a part of it, was updated."""
    days = [f"{m['year']}-{int(m['month']):02}-{int(m['day']):02}" for m in _UPDATED.finditer(words)]
    return max(days, default="")


def _links(tree: html.HtmlElement, address: str) -> Iterator[Link]:
    """The links of a page, those of its navigation, header and footer left out."""
    base = str(tree.xpath("string(//base/@href)")) or address
    heading, seen = "", set()
    for element in tree.iter("h1", "h2", "h3", "h4", "h5", "h6", "a"):
        if element.tag != "a":
            heading = " ".join(element.text_content().split())
            continue
        target = urldefrag(urljoin(base, (element.get("href") or "").strip()))[0]
        if not target.startswith("http") or target in seen or _is_around(element):
            continue
        seen.add(target)
        yield Link(target, " ".join(element.text_content().split()), heading)


def _is_around(element: html.HtmlElement) -> bool:
    return any(above.tag in ("nav", "footer") for above in element.iterancestors())


def read_sitemap(data: bytes) -> tuple[str, ...]:
    """The addresses that a sitemap lists, of pages or of further sitemaps; see https://www.sitemaps.org/.

    Raises:
        NotGot: it is no XML.
    """
    try:
        tree = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise NotGot(f"it is no sitemap that can be read: {error}") from error
    return tuple((loc.text or "").strip() for loc in tree.iter("{*}loc"))
