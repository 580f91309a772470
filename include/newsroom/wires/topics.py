"""Names of the IPTC's top-level topics that this world's wires use, in both of its vocabularies."""

MEDIA_TOPICS = {
    "01000000": "arts, culture, entertainment and media",
    "04000000": "economy, business and finance",
    "05000000": "education",
    "06000000": "environment",
    "14000000": "society",
}
"""https://cv.iptc.org/newscodes/mediatopic/: what NewsML-G2, ninjs and AP's Media API state."""

SUBJECT_CODES = {
    "01000000": "arts, culture and entertainment",
    "04000000": "economy, business and finance",
    "05000000": "education",
    "06000000": "environmental issue",
    "14000000": "social issue",
}
"""https://cv.iptc.org/newscodes/subjectcode/: what NITF states, where the same numbers have these names."""
