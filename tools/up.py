"""`make up`: the whole of Airflow on loopback, pages, scheduler and triggerer, until Ctrl-C."""

import argparse
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from local import HOME, NEWSROOM_PORT, ToolError, airflow_environment, child, crawl_environment, end_on_sigterm, say

START_S = 180
"""How long the api-server may take to answer; on a busy laptop it took 40 s."""

AFTER_THE_API = ("scheduler", "dag-processor", "triggerer")


def main() -> int:
    """Exit code: 0 ended by Ctrl-C or SIGTERM, 1 a part did not start or died."""
    options = _options()
    end_on_sigterm()
    HOME.mkdir(exist_ok=True)
    _need_free(options.airflow_port)
    with crawl_environment(options.sources, options.lake.absolute(), options.port) as settings, ExitStack() as parts:
        environment = airflow_environment("airflow.db", options.airflow_port) | settings
        password = _password(environment)
        say("airflow    metadata database")
        _prepare(environment)
        running: dict[str, subprocess.Popen[bytes]] = {}

        def start(name: str) -> None:
            command = [sys.executable, "-m", "airflow", name]
            running[name] = parts.enter_context(child(command, environment, HOME / f"{name}.log"))

        say("airflow    api-server")
        start("api-server")
        _await_health(options.airflow_port, running["api-server"])
        say(f"airflow    {', '.join(AFTER_THE_API)}")
        for name in AFTER_THE_API:
            start(name)
        parts.callback(_end, running)
        _announce(options, password)
        while all(process.poll() is None for process in running.values()):
            time.sleep(1)
        ended = ", ".join(f"{name} (see .airflow/{name}.log)" for name, process in running.items() if process.poll())
        raise ToolError(f"ended by itself: {ended}")


def _end(running: "dict[str, subprocess.Popen[bytes]]") -> None:
    for process in running.values():
        os.killpg(process.pid, signal.SIGTERM)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", default="newsroom", help="newsroom, world, a catalogue file or folder")
    parser.add_argument("--lake", type=Path, default=Path("lake"), help="folder of the lake")
    parser.add_argument("--port", type=int, default=NEWSROOM_PORT, help="port of the newsroom")
    parser.add_argument("--airflow-port", type=int, default=8080, help="port of Airflow's pages")
    return parser.parse_args()


def _need_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as e:
            raise ToolError(f"port {port}: {e.strerror}; choose another: make up AIRFLOW_PORT={port + 1}") from e


def _password(environment: dict[str, str]) -> str:
    """The admin's password, made at the first start and kept in a file that only we can read."""
    path = HOME / "passwords.json"
    environment["AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE"] = str(path)
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(json.dumps({"admin": secrets.token_urlsafe(9)}))
    return str(json.loads(path.read_text())["admin"])


def _prepare(environment: dict[str, str]) -> None:
    log = HOME / "prepare.log"
    with child([sys.executable, "tools/prepare_airflow.py"], environment, log) as process:
        if process.wait() != 0:
            raise ToolError("Airflow's metadata database cannot be made: see .airflow/prepare.log")


def _await_health(port: int, server: subprocess.Popen[bytes]) -> None:
    """Wait for the execution API, which tasks talk to: it is ready last, and asking warms it."""
    deadline = time.monotonic() + START_S
    while server.poll() is None and time.monotonic() < deadline:
        try:
            with urlopen(f"http://127.0.0.1:{port}/execution/health", timeout=START_S):
                return
        except (URLError, OSError):
            time.sleep(0.5)
    raise ToolError("Airflow's api-server did not start: see .airflow/api-server.log")


def _announce(options: argparse.Namespace, password: str) -> None:
    say()
    say(f"Airflow is at http://127.0.0.1:{options.airflow_port}   login: admin   password: {password}")
    schedule = os.environ.get("NEWSLAKE_SCHEDULE", "@daily")
    first = "it runs when you trigger it" if schedule == "none" else "its first run starts now"
    say(f"ingest_feeds crawls '{options.sources}' into {options.lake} (schedule {schedule}): {first}. Ctrl-C ends all.")


if __name__ == "__main__":
    try:
        sys.exit(main())
    except ToolError as e:
        sys.exit(f"make up: {e}")
    except KeyboardInterrupt:
        say("\nended")
