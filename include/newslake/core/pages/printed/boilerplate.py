"""What stands round a story and is none of it, told by the names of elements and by how lines begin."""

import re
from functools import lru_cache

_HARD = re.compile(
    r"(?:^|[\s_-])(?:"
    r"relat(?:ed|os|ionad[oa]s?)|recommend\w*|recirc\w*|more-?(?:on|from|news|stories|articles|like)|read-?(?:more"
    r"|also|next)"
    r"|also-?(?:read|like)|see-?also|inline-?(?:related|promo|link)|most-?(?:read|viewed|popular)|popular|trending"
    r"|latest-?(?:news|posts)"
    r"|up-?next|next-?(?:article|post|story)|prev(?:ious)?-?(?:article|post)|outbrain|taboola|zergnet|revcontent"
    r"|dianomi"
    r"|newsletters?\w*|social-?(?:share|links|icons|media|bar|buttons)|share-?(?:bar|buttons?|links?|tools?"
    r"|icons?)|addthis\w*|follow-?us"
    r"|comments?|comment-?(?:list|section|form|box)|[ck]omm?entar\w*|commentaires?|coment[aá]rios?|commenti|reacties"
    r"|yorumlar|disqus\w*|author-?(?:box|bio|info|card|details?|profile|about"
    r"|block|description)"
    r"|about-?(?:the-)?author|wp-caption-text|cookies?|cookie-?\w+|consent|gdpr|(?:external"
    r"|embed(?:ded)?)-?(?:content|consent|privacy|placeholder)\w*|opt-?in|two-?click\w*|onetrust\w*|didomi\w*"
    r"|bread-?crumbs?"
    r"|menu|nav|navbar|navigation|sidebar\w*|side-?bar|widget-?area|right-?rail-?(?:content|inner)|site-?(?:footer"
    r"|header)|masthead-?nav|pagination|pager"
    r"|tag-?cloud|yarpp\w*|jp-relatedposts|sr-only|screen-reader(?:-text)?|visually-?hidden"
    r"|role-(?:navigation|complementary|contentinfo|dialog|search|toolbar|menu)"
    r")(?=$|[\s_-])"
)
"""Names of what is never a story, however much prose it holds."""

COMMENTS = re.compile(
    r"comment|kommentar|komentar|comentari|coment[aá]rio|commenti|reacties|yorum|disqus|respon[ds]|repl(?:y|ies)",
    re.IGNORECASE,
)
"""Names of what readers wrote, which may be longer than the story and is none of it."""

_SOFT = re.compile(
    r"(?:^|[\s_-])(?:"
    r"teasers?|promo\w*|subscri(?:be|ption)\w*|sign-?up\w*|paywall\w*|regwall|social\w*|share\w*|sharing|respond"
    r"|reactions?"
    r"|bio|byline\w*|contributors?|caption\w*|(?:image|photo)-?(?:caption|credit|info)|credits?|copyright"
    r"|gallery\w*|slideshow|carousel|slider|(?:video|audio|media|jw)-?player\w*|video-?(?:wrapper|caption|title)"
    r"|ads?|advert\w*|sponsor\w*|banner|dfp|gpt|ad-?(?:slot|unit|container|wrapper|block|label)|adsbygoogle|commercial"
    r"|cta|call-to-action|cmp|modal|popup|pop-up|overlay|lightbox|tooltip|footer|top-?bar|tool-?bar|tags?|tag-?list|tags-?links"
    r"|topics?|keywords?|post-?tags"
    r"|post-?meta-?data|(?:entry|post)-?(?:meta|footer|utility|nav|info)|article-?(?:meta|tags|footer|info|share|tools|date|author"
    r"|related|actions|toolbar|nav)"
    r"|meta|meta-?(?:data|info)|timestamp|rating|votes?|poll|quiz|survey|donat\w*|fundrais\w*|print-?(?:only"
    r"|hidden)|hidden|hide"
    r"|skip-?link"
    r"|widget_\w+|infobox-related|app-?(?:promo|download)|toc|table-of-contents|latest|role-banner"
    r")(?=$|[\s_-])"
)
"""Names of what is no story either, unless it holds most of the prose: themes name their wrappers oddly."""

_ABSENT = re.compile(r"(?:^|(?<=[\s_-]))(?:no|without)-\w+", re.IGNORECASE)
"""What an element is said not to have: "no-comments"."""

_SPARED = re.compile(
    r"(?:^|[\s_-])(?:has-(?:\w+-)?(?:sidebar|sharing|ads?)|with-(?:sidebar"
    r"|ads?)|content-sidebar|hide-)",
    re.I,
)
_HINT = re.compile(
    r"itemprop-(?:articleBody|text)\b|(?:^|\s|_|-)(?:article|story|post|entry|news|content|page|main|single|detail"
    r"|td-post|field-name|node|blog|item)?"
    r"[-_]{0,2}(?:article|story|post|entry|news|content|detail)[-_]{0,2}(?:body|text|content|main|inner|copy"
    r"|full)(?=$|[\s_-])"
    r"|\b(?:articleBody|articleText|article-?content|artikel-?text|art-?text|newstext|news_text|bodytext"
    r"|body-?copy|story-?body|rich-?text|texto|cuerpo\w*|contenido|corpo|testo|tekst|inhalt)\b"
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")

READ_MORE = re.compile(
    r"^\W{0,3}(?:(?:also |must )?read(?:s)?(?:\s+(?:more|also|next|full|on|the full|our|this))?\s*[:|»>–-]"
    r"|read (?:more|also|next)\b|also read\b|see also\b|related(?: (?:stories|articles?|news|content|coverage"
    r"|links?|topics?))?\s*:?$"
    r"|related\s*:|more\s*:|recommended\b.{0,20}$|(?:watch|listen|click here|sign up|subscribe|follow us|join us"
    r"|download)\b(?=.{0,140}$)"
    r"|lesen sie (?:auch|mehr|hier)|lies auch|mehr (?:dazu|zum thema)|auch interessant|siehe auch|zum thema\b"
    r"|(?:à )?lire aussi|à lire\b|lisez aussi|voir aussi|sur le même sujet"
    r"|le[ea] (?:también|más|además)|lea también|te puede interesar|vea también|mira también|además lee|léa[sm]"
    r"|leia (?:também|mais)|veja também|saiba mais"
    r"|leggi (?:anche|tutto)|approfondisci|lees (?:ook|meer)|bekijk ook|læs også|les også|läs (?:också|mer|även)"
    r"|lue myös|czytaj (?:też|także|więcej)|zobacz (?:też|także)|przeczytaj"
    r"|čtěte (?:také|též)|přečtěte si|čítajte aj|olvas(?:d|sa) el|citește și|citiți și|vezi și|прочетете"
    r"|вижте (?:още|също)|читайте (?:также|також)|читать также|смотрите также|по теме|pročitajte|više (?:o|na)"
    r"|bunu da oku|ayrıca (?:bkz|oku)|haberin devamı|i̇lgili haber|baca (?:juga|selengkapnya)|simak juga|xem thêm"
    r"|đọc thêm|>> |»|►|▶|▸|➡|👉|📌"
    r"|اقرأ (?:أيضا|المزيد|أيضاً)|بیشتر بخوانید|مزید پڑھیں|यह भी पढ़ें|আরও পড়ুন|อ่านเพิ่มเติม|อ่านข่าว|相关(?:阅读|新闻"
    r"|报道)|延伸閱讀|更多|関連記事|あわせて読みたい|관련기사)",
    re.IGNORECASE,
)
"""How a line begins that sends the reader elsewhere; counted only where the line is short or mostly a link."""

FURNITURE = re.compile(
    r"^(?:advertisement|advertising|ad|publicidad|publicité|pubblicità|werbung|anzeige|reklama?|реклама|iklan"
    r"|annons|annonse|mainos|広告|광고|share(?: this)?(?: article| story| on \w+)*:?|teilen|partager|compartir"
    r"|compartilhar|condividi|delen"
    r"|print(?: this)?|comments?(?: \(\d+\))?|\d+ comments?|leave a (?:comment|reply).*|loading\.{0,3}|tags?:?"
    r"|topics?:?|follow us.*|sign up.*newsletter.*|subscribe.*newsletter.*|copyright ©?.*|©.{0,120}"
    r"|all rights reserved.*"
    r"|(?:photo|foto|image|bild|picture|zdjęcie|фото)(?:graph)?\s*(?:credit|by|:).{0,100}|\(?(?:photo|foto|image"
    r"|file photo|picture)s?(?: by)?[:/].{0,100}|story continues below.*|article continues (?:below|after).*"
    r"|continue reading.*|scroll to continue.*|this article (?:was|is) (?:originally|first) published.{0,80}"
    r"|this entry was posted .*"
    r"|this (?:post|article|page|story|guide) (?:may )?(?:contains?|includes?) affiliate links.*"
    r"|as an amazon associate.*"
    r"|no comments? yet.*|be the first to comment.*|please enable javascript.*|get (?:our"
    r"|the) (?:free )?.{0,40}newsletter.*|thank you for (?:subscribing|signing up).*|(?:facebook|twitter|whatsapp"
    r"|x|linkedin|email|telegram|pinterest|reddit)(?:[ ,|]+(?:facebook|twitter|whatsapp|x|linkedin|email|telegram"
    r"|pinterest|reddit|copy link))*"
    r")$",
    re.IGNORECASE | re.DOTALL,
)
"""Whole lines that are furniture wherever they stand."""

ADDED = re.compile(
    r"\byou can follow any responses to this entry\b|\babgelegt unter\b"
    r"|\b(?:if|when) you (?:buy|purchase|shop|click) .{0,40}\blinks?\b"
)
"""What themes and shops say in the middle of a line of theirs, in lower case."""

MAILING = (
    *("newsletter", "news letter", "boletín", "infolettre", "nyhedsbrev", "nyhetsbrev", "nieuwsbrief", "uutiskirje"),
    *(
        "biuletyn",
        "рассылк",
        "бюллетень",
        "e-bülten",
        "ニュースレター",
        "뉴스레터",
        "your inbox",
        "their inbox",
        "your mailbox",
    ),
    *(
        "whatsapp channel",
        "whatsapp-kanal",
        "canal de whatsapp",
        "telegram channel",
        "telegram-kanal",
        "телеграм-канал",
    ),
    *("google news", "push alert"),
)
"""Offers of mail and channels, counted where they come with a link or an invitation."""

INVITING = re.compile(
    r"(?:\b|^)(?:sign ?up|subscrib|join|follow|get|receive|register|click|abonn|anmeld|melde|hol(?:en)? |inscri"
    r"|suscr|síg|sigue|segui|iscriv|tilmeld|meld |anmäl|prenumerera|tilaa|zapisz|подпи|abone|daftar|ikuti|登録|구독)",
    re.IGNORECASE,
)

ELSEWHERE = re.compile(
    r"^\W*(?:(?:more|latest|top|trending|popular|most read|most viewed|recommended|related|read (?:more|next|also)"
    r"|also (?:read|on)|you (?:may|might|['’]ll|will) (?:also )?(?:like|enjoy|love|need|be interested)|keep reading"
    r"|similar (?:posts|articles|stories)|(?:older|newer|recent|previous|other) (?:posts|stories|articles|entries)"
    r"|from the (?:blog|archives?)|people also (?:read|viewed)|what to read next|don'?t miss"
    r"|editors?'? picks?|sponsored|around the web|up next|our latest|in other news|more (?:from|on|in|about"
    r"|stories|news)|see also|further reading|latest videos?)\b.{0,60}"
    r"|(?:mehr (?:zum|zu|aus|von|über)|weitere (?:artikel|nachrichten|themen|meldungen|infos)|meistgelesen"
    r"|das könnte (?:sie|dich)|aktuell auf|lesen sie|auch interessant|neueste|empfohlen).{0,60}"
    r"|(?:à lire|lire aussi|sur le même (?:sujet|thème)|les plus lus|plus d.actualités|articles (?:liés"
    r"|similaires)|dans la même).{0,60}"
    r"|(?:noticias? relacionadas?|relacionad[oa]s|más (?:leíd|notici|en)|te puede interesar|lo más|lea también"
    r"|notícias relacionadas|mais lidas|veja também|leia também).{0,60}"
    r"|(?:leggi anche|articoli correlati|più letti|potrebbe interessarti|lees ook|meer over|meest gelezen|læs også"
    r"|mest læst|läs mer|mest läst|les også|lue myös|luetuimmat).{0,60}"
    r"|(?:czytaj (?:też|także|również)|zobacz (?:też|także)|polecane|najczęściej czytane|čtěte také|související"
    r"|kapcsolódó|citește și|читайте также|по теме|другие новости|популярное|новости по теме|ilgili haberler"
    r"|çok okunan|berita terkait|baca juga|terpopuler|tin liên quan|xem thêm|اقرأ أيضا|أخبار ذات صلة|الأكثر قراءة"
    r"|مقالات ذات صلة|関連記事|あわせて読みたい|おすすめ|相关(?:新闻|阅读|报道)|推荐阅读|延伸阅读|관련기사).{0,40}"
    r")$",
    re.IGNORECASE,
)
"""Headings over lists of other stories."""

_COMMENTS = (
    r"(?:(?:reader )?comments?|responses?|replies|[ck]omm?entare?|komentarze|komentáře|kommentarer|commentaires?"
    r"|comentarios?|comentários?|commenti|reacties|yorumlar|комментари[ий]|コメント|评论|評論|댓글|التعليقات)"
)
COMMENTED = re.compile(
    rf"^\W*(?:\d+ (?:{_COMMENTS}|thoughts? on)\b.{{0,150}}"
    rf"|{_COMMENTS}(?: (?:on|to|zu|sur) [“”\"'«‘„].{{0,150}})?\W*\d*\W*|discussion\W+\d+\W*"
    r"|leave a (?:reply|comment)\b.{0,60}|join the (?:conversation|discussion)\b.{0,60}|discussion about this post)$",
    re.IGNORECASE,
)
"""Headings over what readers wrote."""

CREDIT = re.compile(
    r"^(?:image|bild|foto|photo|slide) \d+ (?:of|von|de|/) \d+$|[(\[](?:image|photo|picture|pic|bild|foto|credit"
    r"|source|quelle)s?(?: credit| by)?\s?:[^)\]]{2,60}[)\]]$"
    r"|^.{0,60}(?:/|\bvia |\(|\|)\s?(?:getty(?: images)?|reuters|afp|ap|epa|shutterstock|imago\w*|dpa"
    r"|picture alliance|istock|unsplash|alamy|afp via getty images)\)?$|^.{0,40}\bgetty images$"
    r"|[.!?“”\"] ?(?:bildrechte|bildquelle|bild|foto|photo|image|picture|ljósmynd)(?: credit| by|graph)?"
    r"\s?[:/]\s?[^:]{2,60}$",
    re.IGNORECASE,
)
"""Captions and credits that stand as lines of their own."""

EXTERNAL = re.compile(
    r"^(?:empfohlener (?:redaktioneller|externer) inhalt|externer? inhalte?\b.{0,60}|external content"
    r"|contenu externe|contenido externo|contenuto esterno"
    r"|.{0,80}\b(?:externen? inhalte?n?|external content|contenu externe)\b.{0,220}|.{0,40}-inhalte? (?:erlauben"
    r"|anzeigen|laden)|(?:deine|ihre) privatsphäre-einstellungen.*)$",
    re.IGNORECASE | re.DOTALL,
)
"""What stands in the place of an embed until the reader consents."""

CLOCK = re.compile(
    r"(?<!\d)\d{1,2}[:.h]\d{2}(?!\d)"
    r"|(?<!\d)\d{1,2}\W{1,3}(?:\w+\W{1,3})?(?:19|20)\d\d\b|\b(?:19|20)\d\d\W\d{1,2}\b"
    r"|\b\d+ (?:minutes?|hours?|days?|min|mins) (?:ago|read)\b",
    re.IGNORECASE,
)
"""What a line of date and time, or of reading time, shows."""

STANDFIRST = re.compile(
    r"standfirst|stand-first|(?:^|[\s_-])(?:lead|lede|lead-?(?:text|in|paragraph)|intro\w*|summary|dek|deck"
    r"|sub-?(?:title|head\w*|line)|sub-?headline|excerpt|chapo|chapeau|vorspann"
    r"|teaser-?text|bajada|copete|entradilla|sumario|sommario|occhiello|ingress|strap-?line|kicker-?text|abstract"
    r"|preamble|anons|zajawka|perex|catenaccio|manchet|sapo|description)(?=$|[\s_-]|s$)",
    re.IGNORECASE,
)
"""Names of the paragraph between headline and story."""


HARD, SOFT = 2, 1


@lru_cache(maxsize=8192)  # the same few names come back all over a page
def furniture(tag: str, names: str) -> int:
    """Whether an element's kind and names (class, id, role) say that it is no part of a story: 0, SOFT or HARD."""
    if tag == "aside":
        return HARD
    if tag in ("body", "main", "html", "tr", "tbody"):
        return 0
    names = _ABSENT.sub("", _CAMEL.sub("-", names).lower())
    if _SPARED.search(names):
        return 0
    if _HARD.search(names):
        return SOFT if tag == "article" else HARD
    return SOFT if tag != "article" and _SOFT.search(names) and not STANDFIRST.search(names) else 0


@lru_cache(maxsize=8192)
def is_hint(names: str) -> bool:
    """Whether an element's names say that it holds the story."""
    return _HINT.search(names) is not None
