"""The address that an article is known by: one for all the addresses that lead to it."""

from __future__ import annotations

from itertools import islice
from typing import Final
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

from lxml.html import HtmlElement

from services.errors import InvalidInput
from services.validation import normalise_url

# What campaigns, newsletters and social networks add to tell where a reader came from. None of them chooses what is
# shown, which is why names such as `ref`, `source` and `id`, that choose it on some sites, are not here.
_NAMES = (
    "fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid ysclid twclid ttclid igshid igsh li_fat_id epik "
    "rdt_cid scclid mc_cid mc_eid mkt_tok oly_anon_id oly_enc_id vero_id vero_conv wickedid _hsenc _hsmi "
    "__hssc __hstc __hsfp hsctatracking ml_subscriber ml_subscriber_hash _openstat _ga _gl _ke s_cid sr_share "
    "srsltid at_medium at_campaign at_custom1 at_custom2 at_custom3 at_custom4 cmpid ns_mchannel ns_source "
    "ns_campaign ns_linkname ns_fee spm ncid smid smtyp guccounter guce_referrer guce_referrer_sig xtor "
    "wt_mc wt_zmc wtmc"
)
TRACKING_NAMES: Final = frozenset(_NAMES.split())
TRACKING_STARTS: Final = ("utm_", "pk_", "mtm_", "piwik_", "matomo_", "hsa_", "at_recipient_")
_MOST_CLAIMS: Final = 5
_PORTS: Final = {"http": 80, "https": 443}


def tidy_address(field: str, url: str) -> str:
    """The address normalised (`services.validation.normalise_url`) and without tracking parameters.

    The other parameters stay as they are and in their order. Raises InvalidInput.
    """
    parts = urlsplit(normalise_url(field, url))
    kept = [pair for pair in parts.query.split("&") if pair and not _is_tracking(pair)]
    return urlunsplit(parts._replace(query="&".join(kept)))


def canonical_address(page: HtmlElement, url: str) -> str:
    """The address that a page says is its own, tidied; that of `url`, where it came from, if it names none to believe.

    Believed is only an address on the same host: else any page could put its text in the place of another's. And no
    home page, which templates gone wrong name on every article. Raises InvalidInput for an `url` that is none.
    """
    own = tidy_address("url", url)
    for claim in _claims(page):
        try:
            claimed = tidy_address("url", urljoin(url, claim.strip()))
        except (InvalidInput, ValueError):
            continue
        if _place(claimed) == _place(own) and (urlsplit(claimed).path != "/" or urlsplit(own).path == "/"):
            return claimed
    return own


def _claims(page: HtmlElement) -> list[str]:
    links = (
        link.get("href")
        for link in page.iter("link")
        if "canonical" in (link.get("rel") or "").lower().split()
    )
    metas = (
        meta.get("content") for meta in page.iter("meta") if (meta.get("property") or "").lower() == "og:url"
    )
    # Only the first ones: a page may have any number, and has one that it means.
    first = (*islice(links, _MOST_CLAIMS), *islice(metas, _MOST_CLAIMS))
    return [claim for claim in first if claim and claim.strip()]


def _place(url: str) -> tuple[str | None, int | None]:
    """Host and port; the usual ports of http and https count as one place."""
    parts = urlsplit(url)
    usual = parts.port is None or parts.port == _PORTS[parts.scheme]
    return parts.hostname, None if usual else parts.port


def _is_tracking(pair: str) -> bool:
    name = unquote(pair.partition("=")[0]).lower()
    return name in TRACKING_NAMES or name.startswith(TRACKING_STARTS)
