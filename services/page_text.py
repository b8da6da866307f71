"""The text of a parsed page, in paragraphs, as a reader sees it."""

from __future__ import annotations

import re

from lxml.etree import ParserError, iterwalk
from lxml.html import HtmlElement, HTMLParser, document_fromstring

# HTML's elements that stand alone on a page, and trafilatura's names for them.
_BLOCK_NAMES = (
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr html li main nav ol option p pre section summary table tbody td tfoot th thead tr ul "
    "ab cell head item list quote row"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_LINE_BREAKS = frozenset(("br", "lb"))
_TEXTLESS_NAMES = (
    "applet audio button canvas datalist embed iframe input math nav noscript object script select style svg "
    "template textarea title video"
)
_TEXTLESS = frozenset(_TEXTLESS_NAMES.split())
_MARKS = (("“", "”"), ("‘", "’"))
_QUOTATION_MARK = re.compile("[“„«\"]|(?<!\\w)[‘']")
_BLANK_LINES = re.compile(r"\n\s*\n")


def parse_page(html: str) -> HtmlElement | None:
    """The page as a tree, however broken it is; None when there is nothing in it."""
    # Bytes, because lxml refuses text that declares an encoding; without huge trees, so that nesting is bounded.
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return document_fromstring(html.encode(), parser=parser)
    except ParserError:
        return None


def element_text(element: HtmlElement) -> str:
    """The text in an element: paragraphs separated by a blank line, other line breaks as on the page."""
    parts: list[str] = []
    skipped: HtmlElement | None = None
    for event, node in iterwalk(element, events=("start", "end")):
        tag = node.tag if isinstance(node.tag, str) else ""
        if event == "start":
            if skipped is None and tag in _TEXTLESS and node is not element:
                skipped = node
            if skipped is not None:
                continue
            if tag in _BLOCKS:
                parts.append("\n\n")
            elif tag in _LINE_BREAKS:
                parts.append("\n")
            parts.append(_one_line(node.text))
            continue
        if skipped is node:
            skipped = None
        elif skipped is None and tag in _BLOCKS:
            parts.append("\n\n")
        if skipped is None and node is not element:
            parts.append(_one_line(node.tail))
    paragraphs = _BLANK_LINES.split("".join(parts))
    tidied = ("\n".join(" ".join(line.split()) for line in each.splitlines()).strip() for each in paragraphs)
    return "\n\n".join(paragraph for paragraph in tidied if paragraph)


def write_out_quotation_elements(page: HtmlElement) -> None:
    """Put quotation marks where `<q>` makes the browser show them; the text alone would lose them."""
    depths: dict[HtmlElement, int] = {}
    for element in page.iter("q"):
        depths[element] = next((depths[above] + 1 for above in element.iterancestors("q")), 0)
    for element, depth in depths.items():
        opening, closing = _MARKS[depth % 2]
        element.text = opening + (element.text or "")
        if len(element):
            element[-1].tail = (element[-1].tail or "") + closing
        else:
            element.text += closing
        element.tag = "span"


def keep_quoting_captions(page: HtmlElement) -> None:
    """Make paragraphs of picture captions with quotation marks; trafilatura leaves captions out."""
    for caption in list(page.iter("figcaption")):
        figure = caption.getparent()
        if figure is None or figure.tag != "figure" or not _QUOTATION_MARK.search(caption.text_content()):
            continue
        tail, caption.tail, caption.tag = caption.tail, None, "p"
        figure.addnext(caption)
        caption.tail, figure.tail = figure.tail, None
        if tail and tail.strip():
            figure.tail = tail


def _one_line(text: str | None) -> str:
    # A line break in the source is a space on the page.
    return (text or "").replace("\n", " ").replace("\r", " ")
