"""Plan a crawl: which shards have anything to do."""

from newslake.core.sources.schedule import feeds_due, shard_of
from newslake.core.urls import host_of, is_address
from newslake.edge.catalog import load_catalog
from newslake.edge.lake.connect import create
from newslake.edge.lake.read import latest_visits, pending_entries
from newslake.edge.spool import is_left_over
from newslake.errors import SettingsError
from newslake.model import Feed
from newslake.stages.run import Run


def plan(run: Run) -> list[int]:
    """
    Shards with a feed that is due or a page that waits, in order; makes the lake where there is none.

    Raises:
        SettingsError: The catalogue has a mistake, or names public feeds while nobody is named whom servers can ask.
        LakeError: The lake cannot be opened.
    """
    feeds = [feed for source in load_catalog(run.settings.sources) for feed in source.feeds]
    _need_contact(run, feeds)
    create(run.settings.lake)
    due = feeds_due(feeds, latest_visits(run.settings.lake), now=run.now, force=run.force)
    waiting = {entry.feed_id for entry, _ in pending_entries(run.settings.lake, now=run.now)}
    return sorted({shard_of(feed.url) for feed in feeds if feed in due or feed.feed_id in waiting})


def _need_contact(run: Run, feeds: list[Feed]) -> None:
    public = next((feed.url for feed in feeds if not is_address(host_of(feed.url))), None)
    if public and not run.settings.contact:
        raise SettingsError(
            f"{public} is a public feed: set NEWSLAKE_CONTACT to a URL or address that its operator can write to"
        )


def left_over(run: Run) -> bool:
    """
    Whether a crawl that died has left batches in the spool.

    Whoever runs the stages then reads and loads them before collecting: what is in the lake is not fetched again.
    """
    return is_left_over(run.folder.spool)
