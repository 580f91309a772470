"""What kind of page it is: an article, or one of those that only look like one."""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from newslake.core.pages.printed.blocks import HEADINGS, Printed
from newslake.core.pages.stated.structured import Stated
from newslake.core.text import word_count
from newslake.model import PageKind

FEW_WORDS = 150
"""A page with fewer is looked at for walls and errors; with more it says something of its own (a guess)."""

TEASERS = 10
"""Linked headings from which a page without any sign of an article is a list of other pages (a guess)."""


MUCH = 2_000
"""Characters in long paragraphs: with as many a page of lists still has a story of its own (a guess)."""


_CHALLENGE_TITLE = re.compile(
    r"^\W*(?:just a moment|attention required|access (?:to this page has been )?denied|are you (?:a )?(?:robot"
    r"|human)|(?:please )?verify(?:ing)? (?:that )?you are (?:a )?human"
    r"|pardon our interruption|security check|ddos[- ]guard|ddos protection|checking your browser"
    r"|human verification|robot check|bot verification|one more step"
    r"|403 forbidden|429 too many requests|503 service (?:temporarily )?unavailable|request (?:unsuccessful"
    r"|blocked|rejected)|blocked|captcha|please wait|unusual traffic"
    r"|vérification (?:de sécurité|que vous)|comprobación de seguridad|sicherheitsüberprüfung|проверка (?:браузера"
    r"|безопасности)|安全验证|人机验证|セキュリティ)",
    re.IGNORECASE,
)
_CHALLENGE_MARKS = (
    *(b"challenge-platform", b"cf-chl-", b"cf_chl_", b"captcha-delivery.com", b"px-captcha", b"_Incapsula_Resource"),
    *(b"g-recaptcha", b"h-captcha", b"hcaptcha.com", b"/_sec/cp_challenge", b"awswafcaptcha", b"ddos-guard"),
)
_NOT_FOUND = re.compile(
    r"^\W*(?:(?:error )?404\b|page (?:not found|does not exist|unavailable|cannot be found)|not found|oops"
    r"|sorry, (?:this|the|that|we)\b.{0,60}(?:not|n't|moved)|this page (?:isn|doesn|can)['’]t|(?:the )?page (?:you"
    r"|that you).{0,50}(?:not|n't|moved)"
    r"|article (?:not found|no longer available)|content (?:not found|unavailable)|seite (?:nicht gefunden"
    r"|existiert nicht)|page (?:introuvable|non trouvée)|cette page n.existe|página no encontrada"
    r"|no se (?:ha )?encontr|página não encontrada|pagina non trovata"
    r"|pagina niet gevonden|sidan (?:hittades inte|finns inte)|siden (?:ble ikke funnet|findes ikke"
    r"|blev ikke fundet)|sivua ei löyt|strona nie (?:została znaleziona|istnieje)|stránka nen|страница не найдена"
    r"|сторінк\w+ не знайден|sayfa bulunamadı"
    r"|halaman tidak ditemukan|không tìm thấy|الصفحة غير موجودة"
    r"|ページが見つかりません|お探しのページ|页面不存在|找不到|페이지를 찾을 수 없)",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"\bcookies?\b|\bconsent\b|einwilligung|datenschutz|zustimm|privacy (?:policy|settings|choices|preferences)"
    r"|(?:our|and our|unsere|nos|nuestros) (?:\d+ )?(?:partners?|partner|partenaires|socios)"
    r"|personal(?:i[sz]ed)? (?:data|ads|advertising|werbung)|personenbezogen"
    r"|accepte[rz]|consentement|consentimiento|acepta|traitement de(?:s|vos) données|informativa|consenso"
    r"|toestemming|samtyck|samtykke|suostumus|zgod[aęy]|souhlas|согласи|çerez|同意|クッキー|쿠키",
    re.IGNORECASE,
)
_CONSENT_TITLE = re.compile(
    r"^\W*(?:before you continue|your privacy|we (?:value|care about|respect) your privacy|cookie|consent"
    r"|privacy (?:settings|wall|gate|center|centre)|datenschutz|zustimmung|wir (?:brauchen|benötigen) ihre"
    r"|vos choix|votre consentement|tu privacidad|la tua privacy|privacyinstellingen|toestemming)",
    re.IGNORECASE,
)
_SCRIPT = re.compile(r"\bjava ?script\b", re.IGNORECASE)
_LIVE = re.compile(r"LiveBlog|LiveBlogPosting")
_LISTS = frozenset(("CollectionPage", "SearchResultsPage", "ProfilePage", "ItemList", "CheckoutPage", "ContactPage"))
_MEDIA = frozenset(
    ("VideoObject", "ImageGallery", "MediaGallery", "AudioObject", "PodcastEpisode", "RadioEpisode", "Clip")
)


def page_kind(
    stated: Stated, printed: Printed, paragraphs: Sequence[str], *, title: str, headline: str | None, markup: bytes
) -> PageKind:
    """
    The kind of a page.

    Cautious: what states that it is an article is one, whatever else it looks like, and a page that says enough of its
    own is rejected on no single sign.

    Args:
        title: Of the title element.
        markup: The page in UTF-8, searched only when its text is short.
    """
    if _LIVE.search(" ".join(stated.types)):
        return PageKind.LIVE_BLOG
    og_type = (stated.meta("og:type") or "").lower()
    if stated.node:
        return PageKind.ARTICLE
    words = word_count("\n".join(paragraphs)[:4_000])
    dated = stated.meta("article:published_time", "datepublished", "og:article:published_time") is not None
    if words < FEW_WORDS and (wall := _wall(printed, paragraphs, dated, title=title, headline=headline, markup=markup)):
        return wall
    if (
        words < FEW_WORDS
        and not og_type.startswith("article")
        and (_MEDIA & stated.types or og_type.startswith(("video", "music")))
    ):
        return PageKind.MEDIA
    if not dated and not og_type.startswith("article") and _is_index(stated, printed, paragraphs):
        return PageKind.INDEX
    return PageKind.ARTICLE


def _wall(
    printed: Printed, paragraphs: Sequence[str], dated: bool, *, title: str, headline: str | None, markup: bytes
) -> PageKind | None:
    names = [name for name in (title.strip(), headline or "") if name]
    if any(map(_CHALLENGE_TITLE.match, names)) and not dated:
        return PageKind.CHALLENGE
    if any(map(_NOT_FOUND.match, names)) and not dated:
        return PageKind.SOFT_404
    characters = sum(map(len, paragraphs))
    told = sum(len(text) for text in paragraphs if _CONSENT.search(text))
    if not dated and (
        (any(map(_CONSENT_TITLE.match, names)) and 2 * told >= characters)
        or (characters and told > 0.7 * characters and _CONSENT.search(title))
    ):
        return PageKind.CONSENT
    if characters < 300 and len(printed.blocks) < 40:
        if any(mark in markup for mark in _CHALLENGE_MARKS) and not dated:
            return PageKind.CHALLENGE
        shown = " ".join(block.text for block in printed.blocks)
        if _SCRIPT.search(shown) or (
            len(shown) < 200
            and b"<noscript" in markup
            and b"<script" in markup
            and _SCRIPT.search(markup[markup.index(b"<noscript") :][:600].decode("utf-8", "replace"))
        ):
            return PageKind.SHELL
    return None


def _is_index(stated: Stated, printed: Printed, paragraphs: Sequence[str]) -> bool:
    told = sum(len(text) for text in paragraphs if len(text) >= 200)
    linked = [block for block in printed.blocks if len(block.text) >= 20 and block.links >= 0.8 * len(block.text)]
    teasers = sum(block.tag in HEADINGS for block in linked)
    if told < MUCH and (_LISTS & stated.types or _is_home(stated.url)):
        return teasers >= TEASERS // 2 or len(linked) >= 2 * TEASERS
    return teasers >= TEASERS and told < 0.3 * MUCH


def _is_home(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return bool(parts.netloc) and parts.path in ("", "/") and not parts.query
