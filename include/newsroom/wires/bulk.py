"""Wire files in any number, each with its truth: for tests that count and for benchmarks."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from itertools import cycle, islice
from random import Random

from newsroom.banks import load_bank
from newsroom.dates import DAYS, FIRST_DAY
from newsroom.wires.agencies import MERIDIAN
from newsroom.wires.desk import FAR_EMBARGO, make_story
from newsroom.wires.folder import PICTURES_BASE, render
from newsroom.wires.names import file_names
from newsroom.wires.records import Format, WireFile
from newsroom.writing import write_report

FORMATS: tuple[Format, ...] = ("newsml_g2", "nitf", "ninjs", "iptc_7901")


def many(n: int, seed: int = 1, *, formats: tuple[Format, ...] = FORMATS) -> Iterator[WireFile]:
    """
    Files of Meridian, each the only version of a story of its own, usable, with a text of its own.

    Names, and uris where the format has them, are distinct; the languages and ``formats`` come by turns. What is true
    of a file stands in its ``story`` and ``version``: ``newsroom.wires.truth.truth_row`` writes it out.
    """
    rng = Random(f"{seed}/many")
    monday = datetime.combine(FIRST_DAY, time(), UTC)
    pairs = cycle((format_name, language) for language in MERIDIAN.languages for format_name in formats)
    for turn, (format_name, language) in enumerate(islice(pairs, n), 1):
        first_created = monday + timedelta(minutes=turn % (DAYS * 24 * 60 - 1))
        story = make_story(
            MERIDIAN,
            rng,
            write_report(load_bank(language), rng, weekday=first_created.weekday()),
            turn=turn,
            plot="plain",
            format_name=format_name,
            language=language,
            first_created=first_created,
            embargo_ends=FAR_EMBARGO,
        )
        version = story.versions[0]
        data = render(MERIDIAN, story, version, base=PICTURES_BASE)
        yield WireFile(name=file_names(story, version)[0], data=data, role="whole", story=story, version=version)
