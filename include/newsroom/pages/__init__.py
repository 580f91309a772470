"""Page templates, one skeleton of a real content system a module; each has ``render(PageView) -> str``."""

from collections.abc import Callable

from newsroom.pages import amp, graph, magazine, microdata, opengraph, photo, portal, semantic, table
from newsroom.view import PageView

TEMPLATES: dict[str, Callable[[PageView], str]] = {
    "amp": amp.render,
    "graph": graph.render,
    "magazine": magazine.render,
    "microdata": microdata.render,
    "opengraph": opengraph.render,
    "photo": photo.render,
    "portal": portal.render,
    "semantic": semantic.render,
    "table": table.render,
}
