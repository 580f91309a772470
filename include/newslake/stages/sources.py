"""Sources: the catalogue as the command line shows it."""

from newslake.edge.catalog import load_catalog
from newslake.model import Source


def list_sources(name: str) -> tuple[Source, ...]:
    """
    The sources of a catalogue: a file, a folder, or the name of one shipped.

    Raises:
        SettingsError: It has a mistake; the text names file, line and field.
    """
    return load_catalog(name)
