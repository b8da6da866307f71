"""A feed as Atom (RFC 4287), its pages linked as RFC 5005 has it."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from lxml import etree

from api.feed_entries import Feed, FeedEntry

CONTENT_TYPE = "application/atom+xml; charset=utf-8"

_NAMESPACE = "http://www.w3.org/2005/Atom"
# Without a prefix, which lxml's types do not know of.
_PREFIXES: Any = {None: _NAMESPACE}
# XML 1.0 has no way to write these, escaped or not.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render_atom(feed: Feed) -> bytes:
    """The document. Every text is of type `text`: mark-up in it is shown, never followed."""
    root = etree.Element(f"{{{_NAMESPACE}}}feed", nsmap=_PREFIXES)
    _add(root, "id", feed.id)
    _add(root, "title", feed.title, type="text")
    _add(root, "updated", _moment(feed.updated))
    _add(root, "generator", "OnRecord")
    _link(root, "self", feed.this)
    _link(root, "first", feed.first)
    if feed.next is not None:
        _link(root, "next", feed.next)
    _link(root, "alternate", feed.list, type="application/json")
    for entry in feed.entries:
        _add_entry(root, entry)
    document: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def _add_entry(root: etree._Element, entry: FeedEntry) -> None:
    node = etree.SubElement(root, f"{{{_NAMESPACE}}}entry")
    _add(node, "id", entry.id)
    _add(node, "title", entry.title, type="text")
    _add(node, "updated", _moment(entry.updated))
    if entry.published is not None:
        _add(node, "published", _moment(entry.published))
    author = etree.SubElement(node, f"{{{_NAMESPACE}}}author")
    _add(author, "name", entry.author)
    _link(node, "alternate", entry.id, type="application/json")
    if entry.article_url is not None:
        _link(node, "via", entry.article_url)
    for target, label in entry.stances:
        _add(node, "category", None, term=f"{target}:{label}")
    _add(node, "summary", entry.citation, type="text")
    _add(node, "content", entry.text, type="text")


def _add(parent: etree._Element, name: str, text: str | None, **attributes: str) -> None:
    node = etree.SubElement(
        parent, f"{{{_NAMESPACE}}}{name}", {key: _clean(value) for key, value in attributes.items()}
    )
    node.text = None if text is None else _clean(text)


def _link(parent: etree._Element, relation: str, address: str, **attributes: str) -> None:
    _add(parent, "link", None, rel=relation, href=address, **attributes)


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)


def _moment(moment: datetime) -> str:
    return moment.isoformat()
