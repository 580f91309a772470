"""Small helpers for writing HTML and XML by hand, which is how the odd feeds of this world come to be odd."""

import json
from typing import Any


def esc(text: str) -> str:
    """Text for element content and double-quoted attributes."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def script_json(data: dict[str, Any]) -> str:
    """JSON for a script element, in ASCII so that any page encoding can carry it."""
    return json.dumps(data, ensure_ascii=True).replace("</", "<\\/")


def paragraphs_html(paragraphs: tuple[str, ...]) -> str:
    """Plain <p> blocks, as feeds carry them."""
    return "\n".join(f"<p>{esc(paragraph)}</p>" for paragraph in paragraphs)
