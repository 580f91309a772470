"""What stands round a story and is none of it, told by the names of elements and by how lines begin."""

import re
from functools import lru_cache

_OUT = re.compile(
    r"(?:^|[\s_-])(?:"
    r"relat(?:ed|os|ionad[oa]s?)|recommend\w*|recirc\w*|more-?(?:on|from|news|stories|articles|like)|read-?(?:more|also|next)"
    r"|also-?(?:read|like)|see-?also|inline-?(?:related|promo|link)|most-?(?:read|viewed|popular)|popular|trending|latest-?(?:news|posts)?"
    r"|up-?next|next-?(?:article|post|story)|prev(?:ious)?-?(?:article|post)|teasers?|promo\w*|outbrain|taboola|zergnet|revcontent|dianomi"
    r"|newsletters?\w*|subscri(?:be|ption)\w*|sign-?up\w*|paywall\w*|regwall|piano|social\w*|share\w*|sharing|shar(?:e|ing)-?\w*|addthis\w*"
    r"|follow-?us|comments?|comment-?(?:list|section|form|box)|disqus\w*|respond|reactions?"
    r"|author-?(?:box|bio|info|card|details?|profile|about|block|description)|about-?(?:the-)?author|bio|byline\w*|contributors?"
    r"|caption\w*|wp-caption-text|image-?(?:caption|credit|info)|photo-?(?:credit|caption)|credits?|copyright"
    r"|gallery\w*|slideshow|carousel|slider|video-?(?:player|wrapper|caption|title)|player"
    r"|ads?|advert\w*|sponsor\w*|banner|dfp|gpt|ad-?(?:slot|unit|container|wrapper|block|label)|adsbygoogle|commercial"
    r"|cookies?\w*|consent\w*|gdpr|cmp|onetrust\w*|didomi\w*|modal|popup|pop-up|overlay|lightbox|tooltip"
    r"|bread-?crumbs?|menu\w*|nav\w*|sidebar\w*|side-?bar|footer|site-?header|masthead|top-?bar|tool-?bar|pagination|pager"
    r"|tags?|tag-?(?:list|cloud)|tags-?links|topics?|keywords?|post-?tags|entry-?(?:meta|footer|utility)|post-?(?:meta|footer|nav|info)"
    r"|article-?(?:meta|tags|footer|info|share|tools|date|author|related|actions|toolbar|nav)|meta|meta-?(?:data|info)|timestamp|date-?line-?info"
    r"|rating|votes?|poll|quiz|survey|donat\w*|fundrais\w*|print-?(?:only|hidden)|sr-only|screen-reader(?:-text)?|visually-?hidden|visuallyhidden|hidden|hide"
    r"|skip-?link|embed-?(?:consent|privacy|placeholder)?|external-?(?:content|embed)|opt-?in|two-?click\w*|embedded-?content|widget\w*|yarpp\w*|jp-relatedposts|wp-block-latest-posts|infobox-related|correction-?link|app-?(?:promo|download)"
    r"|role-(?:navigation|complementary|contentinfo|banner|dialog|search|toolbar|menu)|toc|table-of-contents"
    r")(?=$|[\s_-])"
)
_SPARED = re.compile(r"(?:^|[\s_-])(?:no-(?:share|ads?|sidebar|comments?)|has-(?:\w+-)?(?:sidebar|sharing|ads?)|with-(?:sidebar|ads?)|content-sidebar|hide-)", re.I)
_HINT = re.compile(
    r"itemprop-(?:articleBody|text)\b|(?:^|\s|_|-)(?:article|story|post|entry|news|content|page|main|single|detail|td-post|field-name|node|blog|item)?"
    r"[-_]{0,2}(?:article|story|post|entry|news|content|detail)[-_]{0,2}(?:body|text|content|main|inner|copy|full)(?=$|[\s_-])"
    r"|\b(?:articleBody|articleText|article-?content|artikel-?text|art-?text|newstext|news_text|bodytext|body-?copy|story-?body|rich-?text|texto|cuerpo\w*|contenido|corpo|testo|tekst|inhalt)\b"
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")

READ_MORE = re.compile(
    r"^\W{0,3}(?:(?:also |must )?read(?:s)?(?:\s+(?:more|also|next|full|on|the full|our|this))?\s*[:|»>–-]|read (?:more|also|next)\b|also read\b|see also\b|related(?: (?:stories|articles?|news|content|coverage|links?|topics?))?\s*:?$"
    r"|related\s*:|more\s*:|recommended\b.{0,20}$|(?:watch|listen|click here|see|explore|sign up|subscribe|follow us|join us|download)\b(?=.{0,140}$)"
    r"|lesen sie (?:auch|mehr|hier)|lies auch|mehr (?:dazu|zum thema)|auch interessant|siehe auch|zum thema\b|(?:à )?lire aussi|à lire\b|lisez aussi|voir aussi|sur le même sujet"
    r"|le[ea] (?:también|más|además)|lea también|te puede interesar|vea también|mira también|además lee|léa[sm]|leia (?:também|mais)|veja também|saiba mais"
    r"|leggi (?:anche|tutto)|approfondisci|lees (?:ook|meer)|bekijk ook|læs også|les også|läs (?:också|mer|även)|lue myös|czytaj (?:też|także|więcej)|zobacz (?:też|także)|przeczytaj"
    r"|čtěte (?:také|též)|přečtěte si|čítajte aj|olvas(?:d|sa) el|citește și|citiți și|vezi și|прочетете|вижте (?:още|също)|читайте (?:также|також)|читать также|смотрите также|по теме|pročitajte|više (?:o|na)"
    r"|bunu da oku|ayrıca (?:bkz|oku)|haberin devamı|i̇lgili haber|baca (?:juga|selengkapnya)|simak juga|xem thêm|đọc thêm|>> |»|►|▶|▸|➡|👉|📌"
    r"|اقرأ (?:أيضا|المزيد|أيضاً)|بیشتر بخوانید|مزید پڑھیں|यह भी पढ़ें|আরও পড়ুন|อ่านเพิ่มเติม|อ่านข่าว|相关(?:阅读|新闻|报道)|延伸閱讀|更多|関連記事|あわせて読みたい|관련기사)",
    re.IGNORECASE,
)
"""How a line begins that sends the reader elsewhere; counted only where the line is short or mostly a link."""

FURNITURE = re.compile(
    r"^(?:advertisement|advertising|ad|publicidad|publicité|pubblicità|werbung|anzeige|reklama?|реклама|iklan|annons|annonse|mainos|広告|광고|share(?: this)?(?: article| story| on \w+)*:?|teilen|partager|compartir|compartilhar|condividi|delen"
    r"|print(?: this)?|comments?(?: \(\d+\))?|\d+ comments?|leave a (?:comment|reply).*|loading\.{0,3}|tags?:?|topics?:?|follow us.*|sign up.*newsletter.*|subscribe.*newsletter.*|copyright ©?.*|©.{0,120}|all rights reserved.*"
    r"|(?:photo|foto|image|bild|picture|zdjęcie|фото)(?:graph)?\s*(?:credit|by|:).{0,100}|\(?(?:photo|foto|image|file photo|picture)s?(?: by)?[:/].{0,100}|story continues below.*|article continues (?:below|after).*|continue reading.*|scroll to continue.*|this article (?:was|is) (?:originally|first) published.{0,80}"
    r"|no comments? yet.*|be the first to comment.*|please enable javascript.*|get (?:our|the) (?:free )?.{0,40}newsletter.*|thank you for (?:subscribing|signing up).*|(?:facebook|twitter|whatsapp|x|linkedin|email|telegram|pinterest|reddit)(?:[ ,|]+(?:facebook|twitter|whatsapp|x|linkedin|email|telegram|pinterest|reddit|copy link))*"
    r")$",
    re.IGNORECASE | re.DOTALL,
)
"""Whole lines that are furniture wherever they stand."""

STANDFIRST = re.compile(
    r"standfirst|stand-first|(?:^|[\s_-])(?:lead|lede|lead-?(?:text|in|paragraph)|intro\w*|summary|dek|deck|sub-?(?:title|head\w*|line)|sub-?headline|excerpt|chapo|chapeau|vorspann"
    r"|teaser-?text|bajada|copete|entradilla|sumario|sommario|occhiello|ingress|strap-?line|kicker-?text|abstract|preamble|anons|zajawka|perex|catenaccio|manchet|sapo|description)(?=$|[\s_-]|s$)",
    re.IGNORECASE,
)
"""Names of the paragraph between headline and story."""


@lru_cache(maxsize=8192)  # the same few names come back all over a page
def is_furniture(tag: str, names: str) -> bool:
    """Whether an element's kind and names (class, id, role) say that it is no part of a story."""
    if tag in ("body", "main", "html", "article"):
        return False
    names = _CAMEL.sub("-", names).lower()
    return _OUT.search(names) is not None and _SPARED.search(names) is None


@lru_cache(maxsize=8192)
def is_hint(names: str) -> bool:
    """Whether an element's names say that it holds the story."""
    return _HINT.search(names) is not None
