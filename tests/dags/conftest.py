"""Airflow itself, with a home of its own: the environment must be set before anything imports it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from tools import local
from tools.prepare_airflow import prepare


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that run Airflow come last: it sets up logging for the whole process."""
    items.sort(key=lambda item: item.get_closest_marker("airflow") is not None)


@pytest.fixture(scope="session")
def airflow_home(tmp_path_factory) -> Iterator[Path]:
    """A fresh Airflow as `make run` has it, metadata and pool included."""
    home = tmp_path_factory.mktemp("airflow")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(local, "HOME", home)
        for name, value in local.airflow_environment("airflow.db").items():
            if os.environ.get(name) != value:
                patch.setenv(name, value)
        prepare()
        yield home


@pytest.fixture(scope="session")
def dags(airflow_home):
    """The DAGs by name, as Airflow loads them."""
    from airflow.dag_processing.dagbag import DagBag

    bag = DagBag(os.environ["AIRFLOW__CORE__DAGS_FOLDER"])
    assert not bag.import_errors
    return bag.dags
