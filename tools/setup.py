"""
Makes .venv with everything newslake needs; asked again, it only looks whether that is still so.

Runs on any python3, also on one that is too old, to say so in one line. uv installs (35 s from a warm cache, where
pip takes 150 s); its own version and hashes come from requirements-dev.txt like all others.
"""

import hashlib
import os
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
STAMP = os.path.join(VENV, "newslake-setup")
REQUIREMENTS = os.path.join(ROOT, "requirements-dev.txt")
OLDEST, NEWEST = (3, 11), (3, 13)


class Problem(Exception):
    """What stands in the way, in one line."""


def main():
    """Make .venv fit the files that describe it."""
    started, wanted = time.time(), digest()
    if stamp() == wanted and subprocess.call([PYTHON, "-c", ""], stderr=subprocess.DEVNULL) == 0:
        return
    if stamp() is None:  # nothing there, or a set-up that did not get to its end
        make_environment()
    elif os.path.exists(STAMP):
        os.remove(STAMP)
    install()
    with open(STAMP, "w") as file:
        file.write(wanted)
    say("done in %.0f s: .venv/bin/newslake is ready" % (time.time() - started))


def digest():
    """Of the files that say what is installed."""
    both = hashlib.sha256()
    for path in (REQUIREMENTS, os.path.join(ROOT, "pyproject.toml")):
        with open(path, "rb") as file:
            both.update(file.read())
    return both.hexdigest()


def stamp():
    """What the environment was made from; None when it was never finished or its Python is gone."""
    if not (os.path.exists(STAMP) and os.path.exists(PYTHON)):
        return None
    with open(STAMP) as file:
        return file.read()


def make_environment():
    """An empty .venv, whatever was there before."""
    version = sys.version_info[:2]
    if not OLDEST <= version <= NEWEST:
        text = "newslake needs Python 3.11, 3.12 or 3.13, and %s is %d.%d: name another, make setup PYTHON=python3.12"
        raise Problem(text % ((sys.executable,) + version))
    say("1/3 a virtual environment, .venv, with Python %d.%d" % version)
    failed = "cannot make a virtual environment (Debian and Ubuntu have it in the package python3-venv)"
    run([sys.executable, "-m", "venv", "--clear", VENV], failed)


def install():
    """What requirements-dev.txt pins, nothing else, every file checked against its hash; and newslake itself."""
    say("2/3 the pinned packages: about 210, 930 MB, each checked against its hash")
    uv, pip = [os.path.join(VENV, "bin", "uv"), "pip"], [PYTHON, "-m", "pip"]
    run(pip + ["install", "--quiet", "--no-deps", "--require-hashes", "-r", "/dev/stdin"], "cannot install uv", uv_pins())
    # Bytecode now, also where PYTHONDONTWRITEBYTECODE is set: without it Airflow takes 9 seconds to start, not 3.
    sync = ["sync", "--quiet", "--python", PYTHON, "--require-hashes", "--compile-bytecode", REQUIREMENTS]
    try:
        run(uv + sync, "uv cannot install")
    except Problem as e:  # it does not read pip's settings, so where pip has an index of its own uv may have none
        say("    %s\n    pip tries instead, which takes some minutes" % e)
        run(pip + ["install", "--quiet", "--require-hashes", "-r", REQUIREMENTS], "cannot install")
    say("3/3 newslake itself")
    itself = ["install", "--quiet", "--python", PYTHON, "--no-deps", "--no-build-isolation", "--editable", ROOT]
    run(uv + itself, "cannot install newslake")


def uv_pins():
    """The lines on uv of requirements-dev.txt."""
    with open(REQUIREMENTS) as file:
        lines = iter(file.read().splitlines())
    pins = [next(line for line in lines if line.startswith("uv=="))]
    while pins[-1].endswith("\\"):
        pins.append(next(lines))
    return "\n".join(pins) + "\n"


def run(command, failed, given=None):
    """Run a program quietly; when it fails, its last words are the problem."""
    environment = dict(os.environ, VIRTUAL_ENV=VENV)
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, universal_newlines=True, **pipes)
    output, _ = process.communicate(given)
    if process.returncode:
        raise Problem("%s: %s" % (failed, " ".join(output.split()[-60:]) or "no reason given"))


def say(text):
    """A line of progress."""
    print("setup: " + text)
    sys.stdout.flush()


if __name__ == "__main__":
    try:
        main()
    except Problem as e:
        sys.exit("setup: %s" % e)
    except KeyboardInterrupt:
        sys.exit("setup: stopped; run it again to go on")
