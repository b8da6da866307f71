"""The characters of a page that came as bytes."""

from __future__ import annotations

import codecs
import re
from typing import Final

# What browsers read (https://encoding.spec.whatwg.org/). Python knows more, and some of those are no encodings of
# pages and take time that grows with the square of the length.
_NAMES = (
    "utf-8 utf-16-le utf-16-be ascii koi8-r koi8-u gbk gb2312 gb18030 big5 big5hkscs euc_jp iso2022_jp shift_jis "
    "cp932 euc_kr cp949 cp866 cp874 tis-620 mac-roman mac-cyrillic"
)
_READABLE: Final = frozenset(
    _NAMES.split()
    + [f"cp{number}" for number in range(1250, 1259)]
    + [f"iso8859-{number}" for number in range(1, 17)]
)
# As browsers do: who names the first three means the last.
_WIDENED: Final = {"ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030"}
_BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META: Final = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9._:-]{2,40})", re.IGNORECASE)
# Where a page that names its encoding must have done so.
_META_BYTES: Final = 1024


def decode_page(content: bytes, declared: str | None) -> str:
    """The page's text: by its byte order mark, the encoding that its server `declared`, its own `<meta>`, or UTF-8.

    What none of them can read is taken for windows-1252, as browsers do. Bytes that fit no character become
    U+FFFD, and NUL, which no page means, is left out.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _clean(content[len(mark) :].decode(encoding, "replace"))
    named = _known(declared) or _known(_meta_encoding(content))
    if named is not None:
        return _clean(content.decode(named, "replace"))
    try:
        return _clean(content.decode("utf-8"))
    except UnicodeDecodeError:
        return _clean(content.decode("cp1252", "replace"))


def _meta_encoding(content: bytes) -> str | None:
    found = _META.search(content[:_META_BYTES])
    if found is None:
        return None
    name = found[1].decode("ascii")
    # It was read as bytes of ASCII, so it cannot be in UTF-16.
    return "utf-8" if name.lower().startswith("utf-16") else name


def _known(name: str | None) -> str | None:
    if name is None:
        return None
    try:
        encoding = codecs.lookup(name.strip()).name
    except (LookupError, ValueError):
        return None
    if encoding == "utf-16":
        encoding = "utf-16-le"
    return _WIDENED.get(encoding, encoding) if encoding in _READABLE else None


def _clean(text: str) -> str:
    return text.replace("\x00", "")
