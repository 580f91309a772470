"""
Makes .venv with everything newslake needs; asked again, it only looks whether that is still so.

Runs on a python3 that is too old as well, to say so in one line. uv does the installing, in a quarter of pip's time;
its own version and hashes are pinned in requirements-dev.txt like all others.
"""

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "newslake-setup"
REQUIREMENTS = ROOT / "requirements-dev.txt"
OLDEST, NEWEST = (3, 11), (3, 13)


class SetupError(Exception):
    """What stands in the way, in one line."""


def main() -> None:
    """Make .venv fit the files that describe it."""
    started, wanted = time.monotonic(), digest()
    if stamp() == wanted and subprocess.call([str(PYTHON), "-c", ""], stderr=subprocess.DEVNULL) == 0:
        return
    if not stamp():  # there is none, or its set-up did not get to the end, or its Python is gone
        make_environment()
    STAMP.write_text("")
    install()
    STAMP.write_text(wanted)
    say(f"done in {time.monotonic() - started:.0f} s: .venv/bin/newslake is ready")


def digest() -> str:
    """Of the files that say what is installed."""
    return hashlib.sha256(REQUIREMENTS.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()


def stamp() -> str:
    """Digest of what the environment was made from; empty when it is not whole."""
    return STAMP.read_text() if STAMP.exists() and PYTHON.exists() else ""


def make_environment() -> None:
    """An empty .venv, whatever was there before."""
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        raise SetupError(
            f"newslake needs Python 3.11, 3.12 or 3.13, and {sys.executable} is {version}: "
            "name another, as in 'make setup PYTHON=python3.12'"
        )
    say(f"1/3 a virtual environment, .venv, with Python {version}")
    failed = "cannot make a virtual environment (on Debian and Ubuntu: install the package python3-venv)"
    run([sys.executable, "-m", "venv", "--clear", str(VENV)], failed)


def install() -> None:
    """What requirements-dev.txt pins, nothing else, each file checked against its hash; and newslake itself."""
    say("2/3 the pinned packages, checked against their hashes: some 200, 930 MB, half a minute once they are cached")
    uv, pip = [str(VENV / "bin" / "uv"), "pip"], [str(PYTHON), "-m", "pip"]
    pinned = ["--require-hashes", "--quiet"]
    run([*pip, "install", *pinned, "--no-deps", "--requirement", "/dev/stdin"], "cannot install uv", given=uv_pins())
    # Compiled now, also where PYTHONDONTWRITEBYTECODE is set: otherwise each start of Airflow takes 9 s instead of 3.
    sync = [*uv, "sync", *pinned, "--python", str(PYTHON), "--compile-bytecode", str(REQUIREMENTS)]
    try:
        run(sync, "uv cannot install")
    except SetupError as e:  # it does not read pip's settings: where those name an index, uv may find none
        say(f"    {e}")
        say("    pip tries instead, which takes some minutes")
        run([*pip, "install", *pinned, "--requirement", str(REQUIREMENTS)], "cannot install")
    say("3/3 newslake itself")
    itself = ["--no-deps", "--no-build-isolation", "--editable", str(ROOT)]
    run([*uv, "install", "--quiet", "--python", str(PYTHON), *itself], "cannot install newslake")


def uv_pins() -> str:
    """The lines on uv of requirements-dev.txt."""
    lines = iter(REQUIREMENTS.read_text().splitlines())
    pins = [next(line for line in lines if line.startswith("uv=="))]
    while pins[-1].endswith("\\"):
        pins.append(next(lines))
    return "\n".join(pins) + "\n"


def run(command: "list[str]", failed: str, given: str = "") -> None:
    """Run a program quietly; when it fails, its last words say why."""
    environment = {**os.environ, "VIRTUAL_ENV": str(VENV)}
    process = subprocess.Popen(
        command,
        cwd=str(ROOT),
        env=environment,
        universal_newlines=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    words = process.communicate(given)[0].split()
    if process.returncode:
        raise SetupError(f"{failed}: {' '.join(words[-60:])}")


def say(text: str) -> None:
    """A line of progress."""
    print(f"setup: {text}", flush=True)


if __name__ == "__main__":
    try:
        main()
    except SetupError as e:
        sys.exit(f"setup: {e}")
    except KeyboardInterrupt:
        sys.exit("setup: stopped; run it again to go on")
