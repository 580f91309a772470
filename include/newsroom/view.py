"""What a template needs to know of an article, with every address absolute and every date already written."""

from dataclasses import dataclass

from newsroom.banks import Bank, load_bank
from newsroom.dates import for_readers, stamp
from newsroom.records import Article, Outlet


@dataclass(frozen=True, slots=True, kw_only=True)
class Teaser:
    """A headline with its address, as the furniture around an article shows it."""

    headline: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """
    One page about to be rendered.

    Attributes:
        base: "http://127.0.1.1:8765", without a slash at the end.

        published, modified: As the outlet writes instants for machines; None where it does not, or nothing changed.

        published_text, modified_text: As it prints them for readers.

        related: Older articles of the same site.
    """

    outlet: Outlet
    bank: Bank
    base: str
    url: str
    number: int
    headline: str
    subtitle: str
    description: str
    section_id: str
    section: str
    paragraphs: tuple[str, ...]
    authors: tuple[str, ...]
    byline: str | None
    published: str | None
    published_text: str
    modified: str | None
    modified_text: str | None
    related: tuple[Teaser, ...]

    @property
    def labels(self) -> dict[str, str]:
        """The words of the furniture."""
        return self.bank.labels

    @property
    def title(self) -> str:
        """For <title>: the headline with the name of the site behind it."""
        return f"{self.headline} | {self.outlet.name}"

    @property
    def image(self) -> str:
        """The address of the lead picture."""
        return f"{self.base}/img/{self.number}.gif"

    @property
    def direction(self) -> str:
        """The value of the dir attribute."""
        return "rtl" if self.bank.language == "ar" else "ltr"


def make_view(outlet: Outlet, article: Article, *, base: str, day: int, related: tuple[Article, ...]) -> PageView:
    """The page of an article as it stands on a simulated day."""
    bank = load_bank(article.in_language)
    revision = article.revision_on(day)
    clock = outlet.page_dates != "none"
    machine = outlet.page_dates if clock else None
    revised = revision.number > 1
    return PageView(
        outlet=outlet,
        bank=bank,
        base=base,
        url=base + article.url_path,
        number=article.number,
        headline=revision.headline,
        subtitle=article.subtitle,
        description=article.description,
        section_id=article.section_id,
        section=bank.section_name(article.section_id),
        paragraphs=revision.paragraphs,
        authors=article.authors,
        byline=article.byline,
        published=stamp(machine, article.published, outlet.timezone) if machine else None,
        published_text=for_readers(article.published, outlet.timezone, article.in_language, clock=clock),
        modified=stamp(machine, revision.at, outlet.timezone) if machine and revised else None,
        modified_text=for_readers(revision.at, outlet.timezone, article.in_language, clock=clock) if revised else None,
        related=tuple(Teaser(headline=a.revisions[0].headline, url=base + a.url_path) for a in related),
    )
