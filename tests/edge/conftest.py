"""A real lake in a temporary folder, and a spool to fill it from."""

import shutil
from pathlib import Path

import pytest

from newslake.edge.batches import BatchWriter
from newslake.edge.lake.connect import LakeFolder, create
from newslake.edge.lake.write import commit
from newslake.edge.spool import STEPS
from newslake.model import Article, Delivery, Entry, Page, Rejection, StageReport, Visit
from tests.samples import NOON

TYPES = {
    "visit": Visit,
    "entry": Entry,
    "page": Page,
    "article": Article,
    "rejection": Rejection,
    "wire": Article,
    "delivery": Delivery,
    "report": StageReport,
}


class Lake:
    """A lake and short ways to put records into it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = LakeFolder(root)

    def spool(self, step, *records, run="run1", name="all"):
        """Write a batch to the spool."""
        path = self.folder.spool / run / f"{step}-{name}.parquet"
        with BatchWriter(path, TYPES[step]) as batch:
            for record in records:
                batch.write(record)
        return path

    def load(self, now=NOON):
        """Commit what is complete in the spool."""
        return commit(self.root, STEPS, run="run1", now=now)


@pytest.fixture(scope="session")
def empty_lake(tmp_path_factory):
    """A lake that was just made; tests get copies of it, which is faster."""
    root = tmp_path_factory.mktemp("template") / "lake"
    create(root)
    return root


@pytest.fixture
def lake(tmp_path, empty_lake):
    """An empty lake."""
    return Lake(shutil.copytree(empty_lake, tmp_path / "lake"))
