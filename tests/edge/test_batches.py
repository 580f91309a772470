"""Batches come back as they went in, and are whole or not there."""

import pytest

from newslake.edge.batches import BatchWriter, batch_id, read_batch, schema_of
from newslake.model import Article, Page, Visit
from tests.samples import make_article, make_page, make_visit


@pytest.mark.parametrize(
    "record", [make_visit(), make_page(), make_article()], ids=lambda record: type(record).__name__
)
def test_a_record_comes_back_equal(tmp_path, record):
    """Nested records, tuples, maps, enums, instants and None survive the trip through Parquet."""
    path = tmp_path / "run" / "step-all.parquet"
    with BatchWriter(path, type(record)) as batch:
        batch.write(record)

    assert list(read_batch(path, type(record))) == [record]


def test_many_records_keep_their_order(tmp_path):
    """More records than one row group holds come back in the order of writing."""
    path = tmp_path / "visit-all.parquet"
    with BatchWriter(path, Visit) as batch:
        for number in range(2_500):
            batch.write(make_visit(visit_id=str(number)))

    assert [visit.visit_id for visit in read_batch(path, Visit)] == [str(number) for number in range(2_500)]


def test_a_batch_that_fails_leaves_nothing(tmp_path):
    """An exception inside the block leaves neither the batch nor its temporary file."""

    def fail():
        with BatchWriter(tmp_path / "visit-all.parquet", Visit) as batch:
            batch.write(make_visit())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert list(tmp_path.iterdir()) == []


def test_a_batch_has_its_name_only_when_it_is_complete(tmp_path):
    """While records are written there is no file of that name: a killed writer leaves no half batch."""
    path = tmp_path / "visit-all.parquet"
    with BatchWriter(path, Visit) as batch:
        batch.write(make_visit())
        seen_while_writing = path.exists()

    assert not seen_while_writing
    assert path.exists()


def test_an_empty_batch_says_that_there_was_nothing(tmp_path):
    """A batch without records is a file without rows; a batch that is not there has none either."""
    path = tmp_path / "page-all.parquet"
    with BatchWriter(path, Page):
        pass

    assert path.exists()
    assert list(read_batch(path, Page)) == []
    assert list(read_batch(tmp_path / "page-00.parquet", Page)) == []


def test_the_same_rows_have_the_same_id(tmp_path):
    """A batch written again with the same rows is the same batch to the ledger; with others it is not."""
    ids = []
    for name, visit in (("a", "v1"), ("b", "v1"), ("c", "v2")):
        with BatchWriter(tmp_path / name, Visit) as batch:
            batch.write(make_visit(visit_id=visit))
        ids.append(batch_id(tmp_path / name))

    assert ids[0] == ids[1] != ids[2]


def test_the_provenance_is_a_map():
    """What DuckDB shows as a MAP is a Parquet map."""
    assert str(schema_of(Article).field("provenance").type).startswith("map<string, struct<")
