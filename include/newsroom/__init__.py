"""
The rehearsal stage: a seeded, simulated news world with known truth, served on loopback addresses.

It knows nothing of the programs that read it: they meet it as they meet the real web, through HTTP.
``World.build`` writes the news of five days; ``serve`` puts it on 127.0.1.1, 127.0.1.2, …, one address an outlet;
``newsroom.wires.drop`` writes what an agency delivers into a folder.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from newsroom.records import Agency, Article, Dateline, FeedSpec, Outlet, Revision, Story
from newsroom.wires import wire_sources
from newsroom.world import World

if TYPE_CHECKING:
    from newsroom.server import Newsroom, NewsroomError, serve

__all__ = [
    "Agency",
    "Article",
    "Dateline",
    "FeedSpec",
    "Newsroom",
    "NewsroomError",
    "Outlet",
    "Revision",
    "Story",
    "World",
    "serve",
    "wire_sources",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401
    """The server's names on first use: aiohttp takes half a second, and whoever reads the truth needs none of it."""
    if name in ("Newsroom", "NewsroomError", "serve"):
        return getattr(import_module("newsroom.server"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
