"""Where links lead: about the site, or to what an author refers to."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from newslake.core.urls import host_of, registered_domain

_HREF = re.compile(r' href="(#?(?:(?:https?:)?//([^/"?#]+))?[^"]*)')
_SOCIAL = re.compile(
    r"(?:^|\.)(?:facebook|twitter|x|linkedin|whatsapp|instagram|pinterest|reddit|youtube|tiktok|telegram|threads"
    r"|tumblr|flipboard|ycombinator|getpocket|apple|spotify)\.com$"
    r"|(?:^|\.)(?:t\.me|wa\.me|google\.[a-z.]+|youtu\.be|bsky\.app)$"
)
"""Sites that every page links to, to be shared and followed: no reference of an author's."""


@dataclass(frozen=True, slots=True)
class Site:
    """
    The site of a page.

    Attributes:
        names: What its hosts are called: "courier" for www.courier.example and courier-media.example alike.
        path: Of the page itself; empty for a home page.
    """

    names: tuple[str, ...] = ()
    path: str = ""

    @classmethod
    def of(cls, url: str, canonical: str | None) -> "Site":
        """The site that the address of a page, and the one it gives itself, are on."""
        names = (registered_domain(host_of(address) or "").partition(".")[0] for address in (url, canonical or ""))
        try:
            path = urlsplit(url).path
        except ValueError:
            path = ""
        return cls(tuple(name for name in dict.fromkeys(names) if name), path if len(path) > 1 else "")

    def navigates(self, attributes: str, *, in_list: bool) -> bool:
        """
        Whether a link leads about the site: none to another site does, or to a place on this page.

        Args:
            attributes: Of the tag, as serialised.
            in_list: A list of places on this page is its table of contents.
        """
        found = _HREF.search(attributes)
        if found is None:
            return True
        href, host = found.groups()
        # "#" alone is a button.
        if not in_list and len(href) > 1 and (href[0] == "#" or (self.path and href.endswith(self.path))):
            return False
        if not host or not self.names or any(name in host for name in self.names):
            return True
        return _SOCIAL.search(host) is not None


NOWHERE = Site()
"""For markup of no known address: all its links are navigation."""
