"""The registry of agencies: who is meant, and by which clock they write."""

from zoneinfo import ZoneInfo

import pytest
import pytz

from newslake.core.agencies import Registry, shipped
from newslake.model import Source

WITHOUT_A_ZONE = {
    *("Reuters", "Thomson Reuters Foundation", "AFP", "EFE", "Sputnik"),
    *("Bloomberg", "IPS", "States Newsroom"),
    *("Catholic News Service", "RNS", "CBS MarketWatch"),
    *("PR Newswire", "GlobeNewswire", "Business Wire"),
}
"""Reasons are at the head of agencies.toml."""


@pytest.mark.parametrize("agency", shipped().agencies, ids=lambda agency: agency.agency_id)
def test_zones_are_real_and_of_the_agencys_country(agency):
    if agency.agency_id in WITHOUT_A_ZONE:
        assert agency.timezone is None
    else:
        assert ZoneInfo(agency.timezone).key in pytz.country_timezones[agency.country]


@pytest.mark.parametrize(
    ("asked", "agency_id"),
    [
        ("TASS", "TASS"),
        ("tass", "TASS"),
        ("тасс", "TASS"),
        ("ap", "AP"),
        ("associated-press", "AP"),
        ("The Associated Press", "AP"),
        ("dpa", "dpa"),
        ("ctk", "ČTK"),
        ("iha", "İHA"),
        ("telam", "Télam"),
        ("agence-france-presse", "AFP"),
        ("kna-kenya", "KNA Kenya"),
        ("kna", "KNA"),
        ("cns", "CNS"),
        ("CNA", "CNA"),
        ("", None),
        ("nobody", None),
    ],
)
def test_who_is_meant(asked, agency_id):
    found = shipped().find(asked)

    assert (found and found.agency_id) == agency_id


def test_every_agency_is_found_by_its_id():
    for agency in shipped().agencies:
        assert shipped().find(agency.agency_id) is agency


def test_a_source_brings_its_zone_or_keeps_the_agencys():
    """Of a catalogue's agency that is known here tokens are added; its own zone goes before the registry's."""
    tass = Source(source_id="tass", name="TASS", kind="agency", country="RU", tokens=("TASS-2",))
    harbour = Source(source_id="harbour", name="Harbour Wire", kind="agency", timezone="Europe/Oslo")

    registry = shipped().with_sources([tass, harbour])

    zones = {token: agency.timezone for token in ("TASS-2", "Harbour Wire") if (agency := registry.of_token(token))}
    assert zones == {"TASS-2": "Europe/Moscow", "Harbour Wire": "Europe/Oslo"}
    assert Registry(()).find("TASS") is None
