"""What no reader of a web page sees: hidden elements, words for screen readers alone, and struck words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

import tinycss2
from cssselect import HTMLTranslator, SelectorError
from cssselect.parser import parse as selectors_of
from tinycss2.color3 import parse_color

if TYPE_CHECKING:
    from lxml.html import HtmlElement

Style: TypeAlias = "dict[str, str]"  # property: value, lower case
Rank: TypeAlias = "tuple[bool, tuple[int, int, int, int], int]"  # important, specificity, order

MOST_MATCHES = 5_000_000  # rules of a page's own style sheets times elements: so many are looked at
_STRUCK = frozenset(("del", "s", "strike"))
_CLASSES = frozenset(  # of WordPress, Bootstrap, GOV.UK, Drupal, Foundation, HTML5 Boilerplate and Tailwind
    "visually-hidden visuallyhidden visually-hidden-focusable govuk-visually-hidden nhsuk-u-visually-hidden"
    " u-visually-hidden govuk-visually-hidden-focusable sr-only sr-only-focusable screen-reader-text"
    " screen-reader-only screenreader screen-reader show-for-sr visually-hidden-text u-vh vh assistive-text"
    " element-invisible element-hidden invisible hidden hide is-hidden u-hidden js-hidden d-none display-none"
    " visible-print visible-print-block d-print-block print-only offscreen off-screen a11y-hidden hidden-text"
    " strikethrough line-through".split()
)
_CLASSES_STRUCK = frozenset(("strikethrough", "line-through"))
_SHOWN_AGAIN = re.compile(r"[:-](?:block|flex|grid|inline|inline-block|table|table-cell|visible|not-sr-only)$")
_PROPERTIES = frozenset(
    "display visibility opacity font-size text-indent position left top clip clip-path height width overflow"
    " text-decoration text-decoration-line color background background-color".split()
)
_FAR = re.compile(r"-(?:\d{4,}|[5-9]\d\d)(?:\.\d+)?(?:px|pt|%)?|-\d{2,}(?:em|rem|vw|vh)")
_NOTHING = re.compile(r"(?:0+(?:\.0+)?|\.0+)(?:px|pt|em|rem|%|vw|vh)?")
_TINY = re.compile(r"[01](?:\.0+)?(?:px|pt)?")
_CUT_AWAY = re.compile(r"rect\((?:[01](?:px)?[,\s]*){4}\)|inset\((?:50|100)%.*\)|circle\(0.*\)|polygon\(0 0\)")
_SLOW = re.compile(r"[~+]|:(?:nth|last|only|has)")  # of selectors: found by counting all elements beside each
_NAMED = re.compile(r"[.#]([\w-]+)")
_ON_SCREEN = re.compile(r"(?:only\s+)?(?:all|screen)?")


def remove_unseen(tree: HtmlElement) -> Counter[str]:
    """Take out of a page all that its readers do not see; how many characters of text went, by the reason for it.

    A part that a reader opens (of an accordion, behind tabs) counts as seen, also while it is closed.
    """
    styles = _styles(tree)
    opened = set(_opened(tree))
    faint: set[HtmlElement] = set()
    has_sheet = bool(tree.xpath("//link[contains(@rel, 'stylesheet')]"))
    found = [
        element
        for element in tree.iter()
        if isinstance(element.tag, str)
        and _is_unseen(element, styles.get(element, {}))
        and not _is_opened(element, opened)
    ]
    if not has_sheet:  # what stands on what colour is known
        grounds = {_colour(ground) for style in styles.values() if (ground := _ground(style))} | {_colour("white")}
        coloured = (element for element, style in styles.items() if _colour(style.get("color", "")) in grounds - {None})
        faint = {element for element in coloured if _is_of_its_ground(element, styles)}
    unseen = {*found, *faint}
    outer = [element for element in unseen if unseen.isdisjoint(element.iterancestors())]
    count: Counter[str] = Counter()
    for element in outer:
        why = "in the colour of its ground" if element in faint else _why(element, styles.get(element, {}))
        count[why] += _take_out(element)
    return +count


def _why(element: HtmlElement, style: Style) -> str:
    names = (element.get("class") or "").lower().split()
    is_struck = element.tag in _STRUCK or not _CLASSES_STRUCK.isdisjoint(names) or "line-through" in _decoration(style)
    return "struck out" if is_struck else "hidden"


def _decoration(style: Style) -> str:
    return style.get("text-decoration", "") + style.get("text-decoration-line", "")


def empty(element: HtmlElement) -> None:
    """Leave nothing of an element but its place, and the tag of a table's cell."""
    tag, tail = element.tag, element.tail
    element.clear()
    element.tag, element.tail = tag if tag in ("td", "th") else "span", tail


def _take_out(element: HtmlElement) -> int:
    """Empty an element; how many characters of text that were."""
    if element.tag in ("html", "body", "script", "style", "noscript", "template", "title", "head"):
        return 0
    count = len(" ".join(element.text_content().split()))
    for other in (element.getprevious(), element.getnext()):  # the same words as shown, beside those for screen readers
        if other is not None and other.tag in ("span", "b", "strong", "abbr"):
            other.attrib.pop("aria-hidden", None)
    empty(element)
    return count


def _is_unseen(element: HtmlElement, style: Style) -> bool:
    hidden = element.get("hidden")
    if element.tag in _STRUCK or (hidden is not None and hidden.lower() != "until-found"):
        return True
    names = set((element.get("class") or "").lower().split())
    if not _CLASSES.isdisjoint(names) and not any(map(_SHOWN_AGAIN.search, names - _CLASSES)):
        return style.get("display", "none") == "none"  # a page may use a name for something else
    return bool(style) and _is_styled_away(style)


def _is_styled_away(style: Style) -> bool:
    away = style.get("position") in ("absolute", "fixed")
    no_room = any(_TINY.fullmatch(style.get(side, "")) for side in ("height", "width"))
    return (
        style.get("display") == "none"
        or style.get("visibility") in ("hidden", "collapse")
        or "line-through" in _decoration(style)
        or any(_NOTHING.fullmatch(style.get(name, "x")) for name in ("opacity", "font-size"))
        or bool(_FAR.fullmatch(style.get("text-indent", "")))
        or (away and any(_FAR.fullmatch(style.get(side, "")) for side in ("left", "top")))
        or (away and bool(_CUT_AWAY.fullmatch(style.get("clip", ""))))
        or bool(_CUT_AWAY.fullmatch(style.get("clip-path", "")))
        or (no_room and style.get("overflow") in ("hidden", "clip"))
        or style.get("color") == "transparent"
    )


def _is_of_its_ground(element: HtmlElement, styles: dict[HtmlElement, Style]) -> bool:
    """Whether the letters of an element have the colour of what they stand on, which is white if nothing is said."""
    for around in (element, *element.iterancestors()):
        if ground := _ground(styles.get(around, {})):
            return _colour(ground) == _colour(styles[element]["color"]) is not None
        if "background" in (around.get("class") or "") or around.get("bgcolor"):
            return False
    return _colour("white") == _colour(styles[element]["color"])


def _ground(style: Style) -> str:
    return style.get("background-color") or style.get("background") or ""


@lru_cache(4096)
def _colour(value: str) -> object:
    return parse_color(value)


def _opened(tree: HtmlElement) -> Iterator[str]:
    """The ids of parts that a control of the page opens."""
    for element in tree.xpath("//*[@aria-controls or @data-target or @data-bs-target or @aria-expanded]"):
        for name in ("aria-controls", "data-target", "data-bs-target", "href"):
            yield from (word.lstrip("#") for word in (element.get(name) or "").split())


def _is_opened(element: HtmlElement, opened: set[str]) -> bool:
    """Whether an element is named by a control, or stands right behind the heading or button that opens it."""
    if element.get("id") in opened:
        return True
    before = element.getprevious()
    return (
        element.tag in ("div", "section", "dd", "ul", "ol")
        and before is not None
        and isinstance(before.tag, str)
        and bool(before.xpath("descendant-or-self::*[@aria-expanded]"))
    )


def _styles(tree: HtmlElement) -> dict[HtmlElement, Style]:
    """What the page's own style sheets and its elements say of how they are shown, as far as it may hide something."""
    ranked: dict[HtmlElement, dict[str, tuple[Rank, str]]] = {}
    names = {name for element in tree.xpath("//*[@class or @id]") for name in _names(element)}
    left = MOST_MATCHES // sum(1 for _ in tree.iter())
    for order, (selector, declared) in enumerate(_rules(tree)):
        if left > 0 and (":" in selector or names.issuperset(_NAMED.findall(selector))):
            left -= 1
            for specificity, path in _paths(selector):
                for element in tree.xpath(path):
                    _declare(ranked.setdefault(element, {}), declared, (0, *specificity), order)
    for element in tree.xpath("//*[@style]"):
        _declare(ranked.setdefault(element, {}), element.get("style"), (1, 0, 0, 0), 0)
    return {element: {name: value for name, (_, value) in said.items()} for element, said in ranked.items()}


def _names(element: HtmlElement) -> list[str]:
    return [*(element.get("class") or "").split(), *(element.get("id") or "").split()]


def _declare(
    said: dict[str, tuple[Rank, str]], declared: str, specificity: tuple[int, int, int, int], order: int
) -> None:
    for name, value, important in _declarations(declared):
        rank = (important, specificity, order)
        if name not in said or said[name][0] <= rank:
            said[name] = rank, value


@lru_cache(4096)
def _declarations(declared: str) -> tuple[tuple[str, str, bool], ...]:
    nodes = tinycss2.parse_blocks_contents(declared, skip_comments=True, skip_whitespace=True)
    return tuple(
        (node.lower_name, " ".join(tinycss2.serialize(node.value).lower().split()), node.important)
        for node in nodes
        if node.type == "declaration" and node.lower_name in _PROPERTIES
    )


def _rules(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    """Each selector with its declarations, of the style sheets in a page, for a screen of any size."""
    for sheet in tree.iter("style"):
        if _ON_SCREEN.fullmatch((sheet.get("media") or "").strip().lower()):
            for selectors, declared in _on_screen(tinycss2.parse_stylesheet(sheet.text or "", True, True)):
                if _declarations(declared):
                    yield from ((selector, declared) for selector in selectors.split(","))


def _on_screen(nodes: list[tinycss2.ast.Node]) -> Iterator[tuple[str, str]]:
    for node in nodes:
        if node.type == "qualified-rule":
            yield tinycss2.serialize(node.prelude).strip(), tinycss2.serialize(node.content)
        elif node.type == "at-rule" and node.lower_at_keyword == "media" and _is_of_screens(node.prelude):
            yield from _on_screen(tinycss2.parse_rule_list(node.content or [], True, True))


def _is_of_screens(prelude: list[tinycss2.ast.Node]) -> bool:
    return _ON_SCREEN.fullmatch(tinycss2.serialize(prelude).strip().lower()) is not None


@lru_cache(4096)
def _paths(selector: str) -> tuple[tuple[tuple[int, int, int], str], ...]:
    """The specificity and the XPath of a selector; none of one that is not understood, or slow to follow."""
    try:
        parsed = [one for one in selectors_of(selector) if one.pseudo_element is None and not _SLOW.search(selector)]
        return tuple((one.specificity(), HTMLTranslator().selector_to_xpath(one)) for one in parsed)
    except SelectorError:
        return ()
