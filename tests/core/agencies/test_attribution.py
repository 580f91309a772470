"""Who wrote it: the ladder of evidence, and what is none."""

import pytest

from newslake.core.agencies import shipped
from newslake.core.agencies.attribution import Attribution, Signs, attribute
from newslake.model import Author, Source

COURIER = Source(source_id="courier", name="Port Courier", country="GB", domains=("portcourier.com",))
TASS = Source(source_id="tass", name="TASS", kind="agency", country="RU", domains=("tass.com",))
BODY = "The harbour was closed.\n\nNobody was hurt, the mayor told Reuters on Tuesday, and the ferries would run again."
URL = "https://portcourier.com/a"


def who(source=COURIER, registry=None, **signs):
    return attribute(Signs(**{"body": BODY, "url": URL} | signs), source, registry or shipped())


@pytest.mark.parametrize(
    ("signs", "agency", "evidence"),
    [
        ({"credit": "AFP / Ann Lee"}, "AFP", "credit"),
        ({"dateline_agency": "TASS"}, "TASS", "dateline"),
        ({"authors": (Author(name="The Associated Press"),)}, "AP", "author"),
        ({"authors": (Author(name="Ann Lee", organisation="Reuters"),)}, "Reuters", "author"),
        ({"authors": (Author(name="Reuters Staff"),)}, "Reuters", "author"),
        ({"stated_publisher": "Agence France-Presse"}, "AFP", "json_ld"),
        ({"byline": "By Ann Lee and Bob Ray, Associated Press Writers"}, "AP", "byline"),
        ({"byline": "Von Ann Lee, dpa"}, "dpa", "byline"),
        ({"body": f"{BODY} (Belga)"}, "Belga", "trailer"),
        ({"body": f"{BODY}\n\n/ritzau/"}, "Ritzau", "trailer"),
        ({"body": f"{BODY} – Bernama"}, "Bernama", "trailer"),
        ({"body": f"{BODY}\n\nSource: Xinhua"}, "Xinhua", "trailer"),
        ({"body": f"{BODY}\n\n© dpa-infocom, dpa:251120-99-1/2"}, None, None),
        ({"body": f"{BODY}\n\n© AFP"}, "AFP", "trailer"),
        ({"body": f"{BODY}\n\n来源：新华社"}, "Xinhua", "trailer"),
        ({"canonical_url": "https://www.reuters.com/world/a"}, "Reuters", "canonical"),
        ({"canonical_url": "https://amp.portcourier.com/a"}, None, None),
    ],
)
def test_evidence(signs, agency, evidence):
    assert who(**signs) == Attribution(agency, evidence)


@pytest.mark.parametrize(
    "signs",
    [
        {},  # "told Reuters"
        {"body": "A spokesman for AP (AP) said so.\n\nThe harbour was closed.\n\nNobody was hurt."},
        {"body": f"{BODY} (AP Photo/Ann Lee)"},
        {"body": f"{BODY} (photo: AFP)"},
        {"authors": (Author(name="Ann Lee"),), "byline": "By Ann Lee"},
        {"body": f"{BODY}\n\nThe report was first published by Reuters, which had spoken to them."},
    ],
)
def test_no_evidence(signs):
    """An agency that is quoted, or took the picture, did not write the story."""
    assert who(**signs) == Attribution(None, None)


def test_the_strongest_evidence_wins():
    signs = {"dateline_agency": "TASS", "authors": (Author(name="AFP"),), "body": f"{BODY} (dpa)"}

    assert who(**signs) == Attribution("TASS", "dateline")
    assert who(**signs | {"dateline_agency": None}) == Attribution("AFP", "author")


def test_the_publishers_own_name_is_no_agency():
    """Channel NewsAsia signs "CNA", and the Central News Agency of Taipei does."""
    channel = Source(source_id="cna-sg", name="Channel NewsAsia", tokens=("CNA",), country="SG")

    assert who(channel, authors=(Author(name="CNA"),)) == Attribution(None, None)
    assert who(authors=(Author(name="CNA"),)) == Attribution("CNA", "author")


def test_an_agency_writes_what_it_publishes():
    """Unless the story itself says that another one did."""
    assert who(TASS) == Attribution("TASS", "publisher")
    assert who(TASS, authors=(Author(name="TASS"),)) == Attribution("TASS", "author")
    assert who(TASS, authors=(Author(name="Xinhua"),)) == Attribution("Xinhua", "author")


def test_agencies_of_the_catalogue():
    """An agency that only the catalogue knows is credited by its name there; one that is known keeps its id."""
    orbis = Source(source_id="orbis", name="Orbis", kind="agency", tokens=("Orbis", "ОРБИС"))
    own = Source(source_id="tass-ru", name="ТАСС", kind="agency", tokens=("Агентство ТАСС",))
    registry = shipped().with_sources((COURIER, orbis, own))

    assert who(registry=registry, body=f"{BODY} (Orbis)") == Attribution("Orbis", "trailer")
    assert who(registry=registry, authors=(Author(name="ORBIS"),)) == Attribution("Orbis", "author")
    assert who(body=f"{BODY} (Orbis)") == Attribution(None, None)
    assert who(registry=registry, authors=(Author(name="Агентство ТАСС"),)) == Attribution("TASS", "author")


def test_the_registry():
    """At least 75 agencies, each with a site where its name can be looked up; no token is claimed twice."""
    agencies = shipped().agencies
    tokens = [token for agency in agencies for token in agency.tokens]

    assert len([agency for agency in agencies if agency.kind == "agency"]) >= 75
    assert all(agency.sites and agency.tokens and agency.country for agency in agencies)
    assert len(tokens) == len(set(tokens))
    assert len({agency.agency_id for agency in agencies}) == len(agencies)
