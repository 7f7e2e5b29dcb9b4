"""All the tests, on a fresh machine: `python3 tests/run.py` (Windows: `py tests\\run.py`).

Makes a virtual environment in `.venv`, installs what the tests need, finds a browser (on Debian it
installs Chromium where it may) and runs pytest, in two processes: browser tests in one of them, one after
another, so that two browsers never share the machine. Anything after the name goes to pytest instead.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
WHOLE = ("-n", "2", "--dist", "loadgroup", "--no-loadscope-reorder")
NEEDS = (ROOT / "requirements.txt", ROOT / "tests" / "requirements.txt")

ON_PATH = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "microsoft-edge",
)
ELSEWHERE = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files\Microsoft\Edge\Application\msedge.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)


def main() -> int:
    """Run everything; returns pytest's exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036 (an older Python gets a message, not a traceback)
        print("Python 3.11 or newer is needed.", file=sys.stderr)
        return 2
    install()
    browser = find_browser() or install_browser()
    if not browser:
        print(
            "\n" + "!" * 78 + "\nNO BROWSER FOUND: the browser tests are SKIPPED, not passed.\n"
            "Install Chromium, Chrome or Edge, or name one in EVALUATION_BROWSER.\n" + "!" * 78 + "\n",
            flush=True,
        )
    environment = {**os.environ, "EVALUATION_BROWSER": browser or ""}
    command = [PYTHON, "-m", "pytest", *(sys.argv[1:] or WHOLE)]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def install() -> None:
    """The virtual environment with what the requirement files ask for; nothing is done when they are unchanged."""
    wanted = hashlib.sha256(b"".join(path.read_bytes() for path in NEEDS)).hexdigest()
    stamp = ENVIRONMENT / "tests-installed"
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    if not PYTHON.exists():
        venv.create(ENVIRONMENT, with_pip=True)
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "-r", NEEDS[1]], check=True)
    stamp.write_text(wanted)


def find_browser() -> str | None:
    """An installed browser: the one named in EVALUATION_BROWSER, else the first known one."""
    named = os.environ.get("EVALUATION_BROWSER")
    if named:
        return named
    found = (shutil.which(name) for name in ON_PATH)
    return next((path for path in found if path), None) or next((p for p in ELSEWHERE if Path(p).exists()), None)


def install_browser() -> str | None:
    """Debian's Chromium, where there is apt and the right to use it."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        apt = ["apt-get"]
    elif (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        apt = ["sudo", "-n", "apt-get"]
    else:
        return None
    print("Installing Chromium for the browser tests …", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium"]):
        done = subprocess.run([*apt, *arguments], env=environment, stdout=subprocess.DEVNULL, check=False)
        if done.returncode:
            return None
    return find_browser()


if __name__ == "__main__":
    sys.exit(main())
