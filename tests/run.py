"""All the tests, on a fresh machine: `python3 tests/run.py` (Windows: `py tests\\run.py`).

Makes a virtual environment in `.venv`, installs what the tests need, finds a browser (on Debian it
installs Chromium where it may) and runs pytest: what drives a browser and all the rest side by side, so that the
whole takes little longer than the longer half. Anything after the name goes to one pytest instead.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TextIO

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
BROWSER = ("tests/browser",)
THE_REST = ("--ignore=tests/browser", "tests")
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
    """Run everything; returns pytest's exit code, of two the one that is not 0."""
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
    if sys.argv[1:]:
        return pytest(sys.argv[1:], environment).wait()
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
        rest = pytest(THE_REST, environment, said)
        failed = pytest(BROWSER, environment).wait()
        failed = rest.wait() or failed
        said.seek(0)
        print("\nAll the rest, which ran meanwhile:\n", said.read(), sep="\n", flush=True)
    return failed


def pytest(
    arguments: Sequence[str], environment: Mapping[str, str], to: TextIO | None = None
) -> subprocess.Popen[bytes]:
    """Pytest, started; what it says goes to a file where one is named."""
    command = [str(PYTHON), "-m", "pytest", *arguments]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=to, stderr=to)


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
