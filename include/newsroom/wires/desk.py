"""The wire desks: they write the stories of the agencies that deliver, from a seed and nothing else."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random

from newsroom.banks import load_bank
from newsroom.dates import FIRST_DAY, calendar_day
from newsroom.wires.agencies import AGENCIES
from newsroom.wires.plots import PLOTS, SCHEDULES, Step
from newsroom.wires.records import Format, WireAgency, WirePicture, WireStory, WireVersion
from newsroom.writing import Draft, write_caption, write_report

OPENS, CLOSES = 6 * 60, 17 * 60
"""Minutes of the UTC day between which first versions are written; what follows the same day fits behind."""

PAST_EMBARGO = datetime(2026, 3, 1, 0, 1, tzinfo=UTC)
"""The eve of the first simulated day, a minute past midnight as embargoes like to end."""

FAR_EMBARGO = datetime(2126, 3, 1, 0, 1, tzinfo=UTC)
"""When the other embargoes end unless the world is told otherwise: after whoever runs this."""

TOPICS = {
    "transport": "04000000",
    "economy": "04000000",
    "environment": "06000000",
    "education": "05000000",
    "culture": "01000000",
}
"""Top level of the IPTC's media topics for the fields of the banks."""

SOCIETY = "14000000"
_BY = {"en": "By", "fr": "Par", "de": "Von", "es": "Por"}
_ORDINALS = ("first", "second", "third", "fourth", "fifth")
_KILL_REASONS = (
    "The central figure could not be confirmed.",
    "The organisation it names says that no such decision was taken.",
    "It was sent in error.",
)
_MOST_TRIES = 200


def write_wires(seed: int, *, embargo_ends: datetime = FAR_EMBARGO) -> tuple[WireStory, ...]:
    """
    The five days of both agencies, by agency and first version.

    Args:
        embargo_ends: Aware: when the embargoes end that are still running; to the second, as the formats state it.
    """
    return tuple(story for agency in AGENCIES for story in _five_days(agency, seed, embargo_ends))


def _five_days(agency: WireAgency, seed: int, embargo_ends: datetime) -> list[WireStory]:
    rng = Random(f"{seed}/{agency.id}")
    stories: list[WireStory] = []
    headlines: set[str] = set()
    for day, cast in enumerate(SCHEDULES[agency.id], 1):
        minutes = sorted(rng.sample(range(OPENS, CLOSES), len(cast)))
        midnight = datetime.combine(calendar_day(day), time(), UTC)
        for minute, (plot, format_name, language) in zip(minutes, cast, strict=True):
            draft = _new_draft(language, rng, day, headlines)
            story = make_story(
                agency,
                rng,
                draft,
                turn=len(stories) + 1,
                plot=plot,
                format_name=format_name,
                language=language,
                first_created=midnight + timedelta(minutes=minute),
                embargo_ends=embargo_ends,
            )
            stories.append(story)
    return stories


def _new_draft(language: str, rng: Random, day: int, headlines: set[str]) -> Draft:
    """A report whose headlines no other story of the agency has."""
    for _ in range(_MOST_TRIES):
        draft = write_report(load_bank(language), rng, weekday=day - 1)
        if not headlines & {draft.headline, draft.alternative_headline}:
            break
    headlines |= {draft.headline, draft.alternative_headline}
    return draft


def make_story(
    agency: WireAgency,
    rng: Random,
    draft: Draft,
    *,
    turn: int,
    plot: str,
    format_name: Format,
    language: str,
    first_created: datetime,
    embargo_ends: datetime,
) -> WireStory:
    """A story that follows a plot; ``first_created`` is a whole minute in UTC."""
    story_id = f"{agency.id}-{turn:04d}"
    is_picture = plot == "picture"
    dateline = None if is_picture else f"{draft.place.upper()} ({agency.signature})"
    slugline = f"{draft.section_id}-{draft.place.lower().replace(' ', '-')}-{turn}"
    subjects = (TOPICS[draft.section_id],) + ((SOCIETY,) if rng.random() < 0.3 else ())
    reporter = rng.choice(load_bank(language).reporters)
    signs = not is_picture and rng.random() < 0.8
    return WireStory(
        id=story_id,
        agency_id=agency.id,
        uri=_uri(agency, format_name, first_created.date(), turn, rng),
        turn=turn,
        plot=plot,
        format=format_name,
        item_class="picture" if is_picture else "text",
        in_language=language,
        slugline=slugline,
        byline=f"{_BY[language]} {reporter}" if signs else None,
        place=draft.place.upper(),
        dateline=dateline,
        description=draft.description,
        urgency=rng.choice((3, 4, 4, 5, 5, 6)),
        subjects=subjects,
        pictures=_pictures(agency, rng, story_id, language, {"pictures": 2, "picture": 1}.get(plot, 0)),
        first_created=first_created,
        versions=_versions(PLOTS[plot], draft, rng, dateline, slugline, first_created, embargo_ends),
    )


def _uri(agency: WireAgency, format_name: Format, day: date, turn: int, rng: Random) -> str | None:
    if format_name == "iptc_7901":
        return None
    if format_name == "ap_media":
        return f"{rng.getrandbits(128):032x}"
    return f"urn:newsml:{agency.domain}:{day:%Y%m%d}:{turn:06d}"


def _pictures(agency: WireAgency, rng: Random, story_id: str, language: str, count: int) -> tuple[WirePicture, ...]:
    bank = load_bank(language)
    return tuple(
        WirePicture(
            path=f"/img/{story_id}-{index}.gif",
            caption=write_caption(bank, rng)[0],
            credit=f"{rng.choice(bank.reporters)}/{agency.signature}",
            width=1200,
            height=800,
        )
        for index in range(1, count + 1)
    )


def _versions(
    steps: tuple[Step, ...],
    draft: Draft,
    rng: Random,
    dateline: str | None,
    slugline: str,
    first_created: datetime,
    embargo_ends: datetime,
) -> tuple[WireVersion, ...]:
    ends = {"past": PAST_EMBARGO, "future": embargo_ends.astimezone(UTC).replace(microsecond=0)}
    headline, note = draft.headline, None
    paragraphs: tuple[str, ...] = ()
    if dateline is not None:  # a picture has neither dateline nor text
        paragraphs = (f"{dateline} — {draft.paragraphs[0]}", *draft.paragraphs[1:])
    versions: list[WireVersion] = []
    for number, step in enumerate(steps, 1):
        match step.kind:
            case "update":
                paragraphs = (paragraphs[0], draft.spare[0], *paragraphs[1:])
                note = "Updates with details in the second paragraph."
            case "writethru":
                headline = draft.alternative_headline
                paragraphs = (*paragraphs, draft.spare[1])
                note = None
            case "correction":
                place = rng.randrange(1, min(len(paragraphs), len(_ORDINALS)))
                paragraphs = (*paragraphs[:place], draft.spare[0], *paragraphs[place + 1 :])
                note = f"Corrects the {_ORDINALS[place]} paragraph."
            case "kill":
                note = f"EDITORS: Kill the story slugged {slugline}. {rng.choice(_KILL_REASONS)}"
                paragraphs = (note,)
        created = first_created + timedelta(minutes=step.after)
        sent = created + timedelta(minutes=step.held + 1)
        versions.append(
            WireVersion(
                number=number,
                version_created=created,
                sent=sent,
                day=(sent.date() - FIRST_DAY).days + 1,
                headline=headline,
                paragraphs=paragraphs,
                pub_status=step.pub_status,
                correction_kind=step.kind,
                embargoed_until=ends[step.embargo] if step.embargo else None,
                ed_note=note,
            )
        )
    return tuple(versions)
