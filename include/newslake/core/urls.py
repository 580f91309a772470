"""
Addresses: the form we store, the identity articles are keyed by, and what a host belongs to.

Two questions are kept apart. *Which address is this?* is ``canonical_url``: one spelling for one address, nothing
folded that a server may tell apart. *Is it the same page?* is ``url_identity``: http and https, www and m., the AMP
twin; it is a key and is never requested.
"""

import re
from functools import lru_cache
from ipaddress import ip_address

from ada_url import join_url, parse_url
from tldextract import TLDExtract

MAX_URL_CHARS = 8_192
"""Longer addresses are left alone and never fetched: RFC 9110 section 4.1 asks servers for 8,000 octets, no more."""

TRACKING_PREFIXES = (
    "utm_",  # Google Analytics
    "mtm_",  # Matomo
    "matomo_",
    "hsa_",  # HubSpot ads
    "at_campaign",  # Piano / AT Internet (bbc.co.uk)
    "at_custom",
    "at_link_",
    "guce_",  # Yahoo consent
    "oly_",  # Omeda newsletters
    "vero_",
    "wt_",  # Webtrekk
    "wt.",  # Webtrends
    "__twitter_",
)
"""Families of parameters that say where a reader came from, never what is read. Compared in lower case."""

_CLICKS = """
    fbclid gclid gclsrc dclid gbraid wbraid gad_source gad_campaignid srsltid msclkid yclid ymclid ysclid twclid ttclid
    li_fat_id igshid igsh mibextid epik s_kwcid ef_id wickedid rb_clickid
    _ga _gl _ke _hsenc _hsmi __hssc __hstc __hsfp hsctatracking
"""
_NEWSLETTERS = "mc_cid mc_eid mkt_tok ml_subscriber ml_subscriber_hash emc"
_CAMPAIGNS = """
    pk_campaign pk_kwd pk_medium pk_source pk_content pk_cid piwik_campaign piwik_kwd sc_campaign sc_channel sc_src
    ns_mchannel ns_source ns_campaign ns_linkname ns_fee at_medium at_format at_ptr_name at_bbc_team
    xtor xtref xts cmp cmpid cmp_id icid ocid s_cid ito smid smtyp sr_share wprov guccounter spm scm feedtype rss_id
"""
_SESSIONS = "sessionid phpsessid jsessionid"
TRACKING_PARAMETERS = frozenset(f"{_CLICKS} {_NEWSLETTERS} {_CAMPAIGNS} {_SESSIONS}".split())
"""
Single parameters of the same kind: click ids, newsletter ids, campaign codes of named outlets (xtor lemonde.fr, cmp
theguardian.com, smid and emc nytimes.com, ito dailymail.co.uk, ocid msn.com), and sessions.

Left out on purpose, because somewhere they are the article: id, p, page, cid, aid, artid, story, news_id, ref, source.
"""

_REFERRING = frozenset({"ref", "source", "src", "from", "via", "partner", "referrer"})
_REFERRERS = frozenset({"rss", "rssfeed", "rss_feed", "rss-feed", "feed", "atom", "twitter", "facebook", "newsletter"})
"""``ref=rss`` is tracking, ``ref=20251120`` may be the article: these names go only with these values."""

_HREF = re.compile(r"(https?)://(?:[^/?#@]*@)?(\[[^\]]*\]|[^/:?#]+)(:\d+)?(/[^?#]*)(?:\?([^#]*))?")
_LOWER_ESCAPE = re.compile(r"%(?:[0-9a-fA-F][a-f]|[a-f][0-9a-fA-F])")
_SESSION_IN_PATH = re.compile(r";jsessionid=[^/;]*", re.IGNORECASE)
_TWIN_HOSTS = ("www.", "m.", "mobile.", "amp.")
_AMP_PARAMETERS = frozenset({"amp", "amp=1", "amp=true", "outputtype=amp"})
_AMP_CACHE = re.compile(r"/[a-z]/(s/)?(.+)", re.DOTALL)
_GOOGLE_AMP = re.compile(r"/amp/(s/)?([^/]+\.[^/]+/.*)", re.DOTALL)


def canonical_url(url: str) -> str:
    """
    One spelling of an address, for storing and comparing.

    Scheme and host in lower case, host as IDNA, default port, user-info, fragment, empty query, tracking parameters
    and session ids dropped, percent escapes in capitals. Kept as they are: the scheme, www., the case of the path,
    its trailing slash, every other parameter and their order. ``canonical_url(canonical_url(x)) == canonical_url(x)``.

    Raises:
        Nothing: what is no http(s) address, or longer than MAX_URL_CHARS, comes back stripped of white space.

    Source: WHATWG URL; RFC 3986 section 6.2.2.1; benchmarks and road not taken (courlan) in FINDINGS "URLs".
    """
    stripped = url.strip()
    parts = _parts(stripped)
    if parts is None:
        return stripped
    scheme, host, port, path, query = parts
    return f"{scheme}://{host}{port}{path}{'?' if query else ''}{query}"


def url_identity(url: str) -> str:
    """
    The key of the page behind an address: what ``article_id`` is made of. Not an address, never requested.

    The canonical form without its scheme, without the host prefixes www., m., mobile. and amp. (as long as a
    registrable domain remains), without an AMP ending of the path (``/story/amp``, ``/story/amp/``; not ``/amp``
    itself) or an AMP parameter; addresses in the AMP caches of Google are those of the publisher. Everything
    else is identity: the port, the path with its case and trailing slash, the parameters.

    Raises:
        Nothing: what is no http(s) address is its own identity.
    """
    stripped = url.strip()
    parts = _parts(stripped)
    if parts is None:
        return stripped
    _, host, port, path, query = parts
    if (cached := _behind_amp_cache(host, path, query)) is not None:
        parts = _parts(cached)
        if parts is None:
            return canonical_url(stripped)
        _, host, port, path, query = parts
    if path.endswith("/amp/") and len(path) > len("/amp/"):
        path = path[: -len("amp/")]
    elif path.endswith("/amp") and len(path) > len("/amp"):
        path = path[: -len("/amp")]
    if "amp" in query.lower():
        query = "&".join(pair for pair in query.split("&") if pair.lower() not in _AMP_PARAMETERS)
    return f"{_without_twin(host)}{port}{path}{'?' if query else ''}{query}"


def host_of(url: str) -> str:
    """The host of an http(s) address: lower case, IDNA, without port, brackets and final dot; "" when there is none."""
    parts = _parts(url.strip())
    return "" if parts is None else parts[1].strip("[]")


@lru_cache(maxsize=20_000)
def registered_domain(host: str) -> str:
    """
    The domain somebody registered: "bbc.co.uk" for "news.bbc.co.uk", "x.blogspot.com" for itself.

    Private suffixes count, so two blogs of one host are two domains. A host without one (an IP address, "localhost",
    a bare suffix) is its own. The suffix list is the one in the tldextract package; nothing is downloaded.
    """
    plain = host.strip().strip("[]").rstrip(".").lower()
    if is_address(plain):
        return plain
    return _suffixes()(plain).top_domain_under_public_suffix or plain


def resolve(base: str, link: str) -> str | None:
    """
    A link made absolute against the address of what it stands in, as a browser would; None when it is not http(s).

    The fragment and the parameters stay: this is what is requested, not what is compared.
    """
    link = link.strip()
    if not link or len(link) > MAX_URL_CHARS:
        return None
    try:
        href = parse_url(link, ("href",))["href"]
    except ValueError:
        try:
            href = join_url(base.strip(), link)
        except ValueError:
            return None
    if not href.startswith(("http://", "https://")) or len(href) > MAX_URL_CHARS:
        return None
    return href


def _parts(url: str) -> tuple[str, str, str, str, str] | None:
    """Scheme, host, ":port" or "", path and query of an http(s) address, each in canonical form."""
    if not url or len(url) > MAX_URL_CHARS:
        return None
    try:
        href = parse_url(url, ("href",))["href"]
    except ValueError:
        return None
    match = _HREF.match(href)
    if match is None:
        return None
    scheme, host, port, path, query = match.groups()
    if host[-1] == "." and (undotted := host.rstrip(".")):
        # "1.2.3.0x4." without its dot is another host to a URL parser, or none: so it is read again.
        again = _parts(f"{scheme}://{undotted}{port or ''}{href[match.end(3) if port else match.end(2) :]}")
        if again is not None:
            return again
    if ";" in path:
        path = _SESSION_IN_PATH.sub("", path)
    if query:
        query = "&".join([pair for pair in query.split("&") if pair and not _is_tracking(pair)])
    if "%" in href:
        path = _LOWER_ESCAPE.sub(_upper, path)
        query = _LOWER_ESCAPE.sub(_upper, query) if query else query
    return scheme, host, port or "", path, query or ""


def _upper(match: re.Match[str]) -> str:
    return match[0].upper()


def _is_tracking(pair: str) -> bool:
    name, _, value = pair.partition("=")
    # Feeds that escape twice write "&amp;utm_source=rss" into the address itself.
    name = name.lower().removeprefix("amp;")
    return (
        name in TRACKING_PARAMETERS
        or name.startswith(TRACKING_PREFIXES)
        or (name in _REFERRING and value.lower() in _REFERRERS)
    )


def _behind_amp_cache(host: str, path: str, query: str) -> str | None:
    """Address of the publisher for one in Google's AMP cache or viewer; None for every other address."""
    if host.endswith(".cdn.ampproject.org"):
        match = _AMP_CACHE.fullmatch(path)
    elif path.startswith("/amp/") and host.startswith("www.google."):
        match = _GOOGLE_AMP.fullmatch(path)
    else:
        return None
    if match is None:
        return None
    return f"{'https' if match[1] else 'http'}://{match[2]}{'?' if query else ''}{query}"


@lru_cache(maxsize=20_000)
def _without_twin(host: str) -> str:
    while host.startswith(_TWIN_HOSTS):
        rest = host.partition(".")[2]
        # m.co.uk and www.github.io are sites of their own.
        if not _suffixes()(rest).top_domain_under_public_suffix:
            break
        host = rest
    return host


def is_address(host: str) -> bool:
    if not host[-1:].isdigit() and ":" not in host:
        return False
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=1)
def _suffixes() -> TLDExtract:
    return TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)
