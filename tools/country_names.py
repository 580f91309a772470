"""
Write ``include/newslake/core/agencies/country_names.json``: names of countries, for datelines.

In the languages that datelines are printed in, from CLDR.

Run it when babel brings a new CLDR: ``python tools/country_names.py``.
"""

import json
import sys
from pathlib import Path

import babel
from babel import Locale

TARGET = Path(__file__).parents[1] / "include/newslake/core/agencies/country_names.json"

LANGUAGES = ("en", "fr", "es", "pt", "it", "de", "nl", "ru", "tr", "id", "sv", "pl")


def names() -> dict[str, object]:
    """Code to its names, each once; regions of several countries (150, EU) are left out."""
    countries: dict[str, list[str]] = {}
    for language in LANGUAGES:
        for code, name in sorted(Locale.parse(language).territories.items()):
            if code.isalpha() and len(code) == 2 and code not in ("EU", "EZ", "UN", "QO", "ZZ", "XA", "XB"):
                kept = countries.setdefault(code, [])
                if name not in kept:
                    kept.append(name)
    source = f"Unicode CLDR as in babel {babel.__version__}; written by tools/country_names.py"
    return {"source": source, "countries": countries}


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    packed = json.dumps(names(), ensure_ascii=False, separators=(",", ":"))
    target.write_text(packed.replace("],", "],\n") + "\n", encoding="utf-8")
