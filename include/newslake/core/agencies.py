"""News agencies: how they sign. The first registry, from general knowledge of their wires; issue 4 deepens it."""

from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """
    An agency and its marks.

    Attributes:
        agency_id: The name that goes into the column ``agency``.
        tokens: What stands in datelines and bylines, as printed; capitals count, "AP" is no "ap".
        names: Written out, for bylines; case does not count.
    """

    agency_id: str
    tokens: tuple[str, ...]
    names: tuple[str, ...] = ()


def _agency(agency_id: str, tokens: str, names: str = "") -> Agency:
    return Agency(
        agency_id=agency_id,
        tokens=tuple(tokens.split("|")),
        names=tuple(name for name in names.casefold().split("|") if name),
    )


AGENCIES = (
    _agency("AP", "AP|Associated Press|The Associated Press", "associated press|the associated press"),
    _agency("Reuters", "Reuters|REUTERS|Thomson Reuters", "reuters"),
    _agency("Thomson Reuters Foundation", "Thomson Reuters Foundation"),
    _agency("AFP", "AFP|Agence France-Presse", "agence france-presse|agence france presse"),
    _agency("TASS", "TASS|ITAR-TASS|ТАСС|ИТАР-ТАСС", "tass|тасс"),
    _agency("RIA Novosti", "РИА Новости|RIA Novosti", "риа новости|ria novosti"),
    _agency("Interfax", "Interfax|INTERFAX.RU|ИНТЕРФАКС|Интерфакс", "interfax|интерфакс"),
    _agency("Xinhua", "Xinhua|Xinhuanet|新华社|新華社", "xinhua|xinhua news agency|新华社"),
    _agency("Yonhap", "Yonhap|연합뉴스", "yonhap|yonhap news agency|연합뉴스"),
    _agency("Kyodo", "Kyodo|Kyodo News|共同", "kyodo|kyodo news"),
    _agency("Jiji", "Jiji Press|時事", "jiji press"),
    _agency("KCNA", "KCNA", "korean central news agency"),
    _agency("Bernama", "Bernama|BERNAMA", "bernama"),
    _agency("Antara", "ANTARA|ANTARA News", "antara"),
    _agency("VNA", "VNA|TTXVN", "vietnam news agency"),
    _agency("KPL", "KPL", "lao news agency"),
    _agency("CNA", "CNA", "central news agency"),
    _agency("PTI", "PTI", "press trust of india"),
    _agency("ANI", "ANI", "asian news international"),
    _agency("IANS", "IANS|IANSlife", "indo-asian news service"),
    _agency("UNI", "UNI", "united news of india"),
    _agency("APP", "APP", "associated press of pakistan"),
    _agency("BSS", "BSS", "bangladesh sangbad sangstha"),
    _agency("WAM", "WAM", "emirates news agency"),
    _agency("SPA", "SPA", "saudi press agency"),
    _agency("KUNA", "KUNA", "kuwait news agency"),
    _agency("QNA", "QNA", "qatar news agency"),
    _agency("Petra", "Petra", "jordan news agency"),
    _agency("MENA", "MENA", "middle east news agency"),
    _agency("SANA", "SANA", "syrian arab news agency"),
    _agency("IRNA", "IRNA", "islamic republic news agency"),
    _agency("Tasnim", "Tasnim", "tasnim news agency"),
    _agency("Mehr", "MNA", "mehr news agency"),
    _agency("Anadolu", "AA|Anadolu", "anadolu|anadolu agency|anadolu ajansı"),
    _agency("dpa", "dpa", "deutsche presse-agentur"),
    _agency("APA", "APA", "austria presse agentur"),
    _agency("Keystone-SDA", "sda|ats|Keystone-SDA", "keystone-sda|keystone-ats"),
    _agency("ANP", "ANP", "algemeen nederlands persbureau"),
    _agency("Belga", "Belga|BELGA", "belga"),
    _agency("ANSA", "ANSA", "ansa"),
    _agency("AGI", "AGI", "agenzia giornalistica italia"),
    _agency("EFE", "EFE|Agencia EFE", "agencia efe"),
    _agency("Europa Press", "EUROPA PRESS|Europa Press", "europa press"),
    _agency("Lusa", "Lusa|LUSA", "agência lusa"),
    _agency("Prensa Latina", "Prensa Latina|PL", "prensa latina"),
    _agency("Notimex", "Notimex", "notimex"),
    _agency("CP", "CP|The Canadian Press", "the canadian press"),
    _agency("AAP", "AAP", "australian associated press"),
    _agency("PA", "PA|PA Media", "pa media|press association"),
    _agency("UPI", "UPI", "united press international"),
    _agency("Bloomberg", "Bloomberg", "bloomberg news"),
    _agency("Dow Jones", "Dow Jones", "dow jones newswires"),
    _agency("ČTK", "ČTK|CTK", "česká tisková kancelář"),
    _agency("PAP", "PAP", "polska agencja prasowa"),
    _agency("BTA", "BTA", "bulgarian news agency"),
    _agency("Tanjug", "Tanjug|TANJUG", "tanjug"),
    _agency("Hina", "Hina|HINA", "hina"),
    _agency("Agerpres", "Agerpres|AGERPRES", "agerpres"),
    _agency("Ukrinform", "Ukrinform|Укрінформ", "ukrinform"),
    _agency("BelTA", "BelTA|БЕЛТА", "belta"),
    _agency("NTB", "NTB", "norsk telegrambyrå"),
    _agency("TT", "TT", "tidningarnas telegrambyrå"),
    _agency("Ritzau", "ritzau|Ritzau|RB", "ritzau"),
    _agency("STT", "STT", "suomen tietotoimisto"),
    _agency("PR Newswire", "PRNewswire|PRNewswire-AsiaNet|PRNewswire-FirstCall|PR Newswire", "pr newswire"),
    _agency("GlobeNewswire", "GLOBE NEWSWIRE|GlobeNewswire", "globenewswire"),
    _agency("Business Wire", "BUSINESS WIRE|Business Wire", "business wire"),
    _agency("CNW", "CNW", "cnw group"),
    _agency("Catholic News Service", "CNS", "catholic news service"),
)


@cache
def _by_token() -> dict[str, Agency]:
    return {token: agency for agency in AGENCIES for token in agency.tokens}


@cache
def _by_name() -> dict[str, Agency]:
    return {name: agency for agency in AGENCIES for name in agency.names}


def agency_of_token(token: str) -> str | None:
    """
    The agency that signs with a token; None when nobody does.

    A desk or a brand behind a stroke counts as its agency: "dpa/lni".
    """
    token = token.strip()
    found = _by_token().get(token) or _by_token().get(token.partition("/")[0].strip())
    return found.agency_id if found else None


def agency_of_name(name: str) -> str | None:
    """The agency behind a name in a byline, "The Associated Press" or "AFP"; None when it is nobody's."""
    found = _by_name().get(name.strip().casefold()) or _by_token().get(name.strip())
    return found.agency_id if found else None
