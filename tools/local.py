"""What `make run` and `make up` share: where things lie, Airflow's environment, and children that end when we do."""

import json
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from newsroom import World, wires

ROOT = Path(__file__).resolve().parents[1]
HOME = ROOT / ".airflow"
INCOMING = ROOT / "incoming"
"""The drop folder that the shipped catalogue newsroom.yaml names."""

NEWSROOM_PORT = 8765
"""The one that the shipped catalogue newsroom.yaml names."""


class ToolError(Exception):
    """What stands in the way, in one line."""


def say(text: str = "") -> None:
    """A line for the person at the terminal."""
    print(text, flush=True)


def end_on_sigterm() -> None:
    """Make SIGTERM and SIGHUP unwind like Ctrl-C, so that children are ended."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupt)


def airflow_environment(database: str, port: int = 8080) -> dict[str, str]:
    """
    Environment of an Airflow that lives in .airflow and listens on loopback only.

    Args:
        database: File of its metadata. The scheduler of `make up` would take up the runs of `make run` in the same one.
    """
    HOME.mkdir(exist_ok=True)
    secret = HOME / "jwt_secret"
    if not secret.exists():
        secret.touch(mode=0o600)
        secret.write_text(secrets.token_hex(64))
    url = f"http://127.0.0.1:{port}"
    cores = os.cpu_count() or 1
    return os.environ | {
        "AIRFLOW_HOME": str(HOME),
        "AIRFLOW__CORE__DAGS_FOLDER": str(ROOT / "dags"),
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(ROOT / "plugins"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
        "AIRFLOW__CORE__PARALLELISM": str(2 * cores),
        "AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": "False",
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"{url}/execution/",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": "admin:admin",
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{HOME / database}",
        "AIRFLOW__API__HOST": "127.0.0.1",
        "AIRFLOW__API__PORT": str(port),
        "AIRFLOW__API__BASE_URL": url,
        "AIRFLOW__API__WORKERS": "1",
        "AIRFLOW__API_AUTH__JWT_SECRET": secret.read_text(),
        "AIRFLOW__WORKERS__EXECUTION_API_RETRIES": "10",
        "AIRFLOW__DAG_PROCESSOR__MIN_FILE_PROCESS_INTERVAL": "60",
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
    }


@contextmanager
def crawl_environment(sources: str, lake: Path, newsroom_port: int) -> Iterator[dict[str, str]]:
    """
    The NEWSLAKE_* settings for a catalogue and a lake; with the newsroom on the air while it is the catalogue.

    Loopback addresses and requests without a pause are for the newsroom alone.
    """
    settings = {"NEWSLAKE_LAKE": str(lake), "NEWSLAKE_SOURCES": sources}
    if sources != "newsroom":
        yield settings
        return
    with newsroom(newsroom_port):
        if newsroom_port != NEWSROOM_PORT:
            settings["NEWSLAKE_SOURCES"] = str(_catalogue(newsroom_port))
        _deliver(newsroom_port)
        yield settings | {
            "NEWSLAKE_FETCH_ALLOW": f"127.0.1.0/24:{newsroom_port}",
            "NEWSLAKE_HOST_DELAY_S": "0",
            wires.KEY_VARIABLE: wires.DEMO_KEY,
        }


@contextmanager
def newsroom(port: int) -> Iterator[None]:
    """The newsroom on the air; one that is there already is used, and left there."""
    clock = _ask(port, "clock")
    if clock:
        say(f"newsroom   the one at 127.0.0.1:{port} is on the air already, day {clock['day']}")
        yield
        return
    HOME.mkdir(exist_ok=True)
    log = HOME / "newsroom.log"
    with child([sys.executable, "-m", "newsroom", "serve", "--port", str(port)], os.environ, log) as process:
        while not (clock := _ask(port, "clock")):
            if process.poll() is not None:
                words = log.read_text().strip() or "it did not start"
                hint = f"choose another port: PORT={port + 1}"
                raise ToolError(f"{words.split(': choose')[0].splitlines()[-1]}; {hint}")
            time.sleep(0.1)
        say(f"newsroom   on the air at 127.0.0.1:{port}, day {clock['day']}")
        yield


def _catalogue(port: int) -> Path:
    """The newsroom's outlets and agencies at another port, as a catalogue file: JSON is YAML."""
    path = HOME / f"newsroom-{port}.yaml"
    outlets = _ask(port, "outlets.json")
    path.write_text(json.dumps({"sources": [*(outlets or []), *wires.wire_sources(port, INCOMING)]}))
    return path


def _deliver(port: int) -> None:
    """What the newsroom's agency drops in five days, dropped at once: files that were received before as well."""
    files = wires.drop(World.build(), INCOMING, base=f"http://{wires.MERIDIAN.address}:{port}")
    say(f"newsroom   {wires.MERIDIAN.name} drops {len(files)} files into {INCOMING.relative_to(ROOT)}/")


def _ask(port: int, what: str) -> dict[str, str] | None:
    """What the newsroom's control answers; None when there is no newsroom."""
    try:
        with urlopen(f"http://127.0.0.1:{port}/_newsroom/{what}", timeout=5) as answer:
            told: dict[str, str] = json.load(answer)
            return told
    except (URLError, OSError, ValueError):
        return None


@contextmanager
def child(
    command: list[str], environment: Mapping[str, str], log: Path | None = None, *, patience_s: float = 10
) -> Iterator[subprocess.Popen[bytes]]:
    """
    A program in a process group of its own, which is ended as a whole on the way out.

    Args:
        log: Where its words go; None: to the terminal.
        patience_s: How long it may take to end once it was asked to.
    """
    with log.open("w") if log else nullcontext() as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT if log else None,
            start_new_session=True,
        )
        try:
            yield process
        finally:
            end(process, patience_s)


def end(process: subprocess.Popen[bytes], patience_s: float) -> None:
    """Ask a child's group to end, then make it."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, number)
            process.wait(patience_s)
        except ProcessLookupError:
            break
        except subprocess.TimeoutExpired:
            continue
    process.wait()
