"""Dockerfile and compose.yaml say the same as the rest of the project: no engine runs them in the tests."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
SERVICES = COMPOSE["services"]


def test_the_image_has_the_pinned_airflow():
    """Base image, image tag and requirements.txt name one version."""
    pinned = re.search(r"^apache-airflow==([\d.]+)", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.M)
    base = re.search(r"^FROM apache/airflow:([\d.]+)-python", (ROOT / "Dockerfile").read_text(encoding="utf-8"), re.M)

    assert pinned is not None
    assert base is not None
    assert pinned[1] == base[1] == SERVICES["scheduler"]["image"].split(":")[1]


def test_every_part_of_airflow_has_its_service():
    """One service each, and the metadata database."""
    parts = {"api-server", "scheduler", "dag-processor", "triggerer"}

    assert set(SERVICES) == parts | {"init", "postgres"}
    assert {SERVICES[part]["command"] for part in parts} == parts


def test_the_pool_is_made_before_anything_runs():
    """init makes the pool that the DAGs name, and every part waits for it."""
    assert "airflow pools set lake_commit 1 " in SERVICES["init"]["command"][0]
    for name in set(SERVICES) - {"init", "postgres"}:
        assert SERVICES[name]["depends_on"]["init"] == {"condition": "service_completed_successfully"}


@pytest.mark.parametrize("name", ["POSTGRES_PASSWORD", "ADMIN_PASSWORD", "JWT_SECRET", "FERNET_KEY"])
def test_secrets_have_no_default(name):
    """Compose stops where one is missing."""
    uses = re.findall(rf"\$\{{{name}(:?.)", (ROOT / "compose.yaml").read_text(encoding="utf-8"))

    assert uses
    assert set(uses) == {":?"}


def test_ports_are_open_on_loopback_only():
    """Whoever wants more puts a proxy with a login before it."""
    ports = [port for service in SERVICES.values() for port in service.get("ports", [])]

    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)
