"""What names an article: its id, its address, and the hash of what a reader calls its text."""

import hashlib
import re
import unicodedata
import uuid
from urllib.parse import quote, urlsplit

from newslake.core.text import tidy
from newslake.core.urls import canonical_url, host_of, registered_domain, url_identity
from newslake.model import Source

NAMESPACE = uuid.UUID("6b3f5d0e-52c7-5c0a-9d3e-6e6577736c6b")
"""Of all article ids, fixed for ever: changing it renames every article."""

_SCHEME = re.compile(r"^(?:urn|tag):", re.IGNORECASE)


def article_id(source_id: str, url: str) -> str:
    """The id of an article: UUID5 of its source and its address's identity, the same on every machine."""
    return str(uuid.uuid5(NAMESPACE, f"{source_id}\n{url_identity(url)}"))


def story_id(source_id: str, uri: str) -> str:
    """The id of a wire story: UUID5 of provider and uri. Two agencies' same uri do not meet, nor does a page's."""
    return str(uuid.uuid5(NAMESPACE, f"{source_id}\nwire\n{uri}"))


def content_hash(headline: str | None, body: str | None, pub_status: str) -> str:
    """SHA-256 of what a reader calls the text: headline, body and status, blind to white space and composed letters."""
    read = "\n".join((pub_status, tidy(headline or ""), tidy(body or "")))
    return hashlib.sha256(unicodedata.normalize("NFC", read).encode()).hexdigest()


def identity_url(stated: str | None, address: str) -> str:
    """
    The address an article is known by, in canonical form.

    Args:
        stated: The canonical link of the page. It counts when it stays on the page's registered domain (on the same
            host for IP addresses) and leads to a page and not to the home page or a section.
        address: After redirects, else the one asked for.
    """
    if stated and _same_site(stated, address) and not _is_above(stated, address):
        return canonical_url(stated)
    return canonical_url(address)


def wire_address(uri: str, source: Source) -> str:
    """The address an item is known by: its uri where that is an address or a name, else a name made of it."""
    if host_of(uri):
        return canonical_url(uri)
    if _SCHEME.match(uri):
        return uri
    return f"urn:newslake:{source.source_id}:{quote(uri, safe=':/.,;=@-_~')}"


def _same_site(one: str, other: str) -> bool:
    return bool(host_of(one)) and registered_domain(host_of(one)) == registered_domain(host_of(other))


def _is_above(stated: str, address: str) -> bool:
    """
    Whether a canonical link leads to the home page or to a section of what it should name.

    Templates link every story to "/" or "/sport/". A folder above the page whose name looks like a story's
    (a digit, or three words) is one: /2025/storm-hits-coast/ for /2025/storm-hits-coast/2.
    """
    path, own = (urlsplit(canonical_url(link)).path.rstrip("/") for link in (stated, address))
    if not path:
        return bool(own)
    last = path.rpartition("/")[2]
    is_story = any(map(str.isdigit, last)) or last.count("-") >= 2
    return own.startswith(path + "/") and not is_story
