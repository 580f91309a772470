"""Sources and addresses, as the command line shows and takes them."""

from newslake.core.urls import canonical_url
from newslake.edge.catalog import load_catalog
from newslake.model import Source


def list_sources(name: str) -> tuple[Source, ...]:
    """
    The sources of a catalogue: a file, a folder, or the name of one shipped.

    Raises:
        SettingsError: It has a mistake; the text names file, line and field.
    """
    return load_catalog(name)


def forms_of(url: str) -> tuple[str, ...]:
    """The forms in which the lake may know an address: as given, and canonical."""
    return tuple(dict.fromkeys((url, canonical_url(url))))
