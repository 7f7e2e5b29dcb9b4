"""The app as its own process, as a school starts it: started, waited for, stopped, or killed in mid-sentence."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 40


class Server:
    """`streamlit run app.py` on a store. As a context manager it is started, and stopped at the end.

    `url` stays the same over restarts. What the process wrote is in `log`.
    """

    def __init__(self, store: Path, *options: str) -> None:
        self.store = store
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self._options = options
        self._log_file = store.with_name(f"{store.stem}-{self.port}.log")
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Server:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        if error is not None:
            print(f"--- log of the server on port {self.port}\n{self.log}", file=sys.stderr)

    @property
    def log(self) -> str:
        """Everything the process has written, over all its starts."""
        return self._log_file.read_text("utf-8", errors="replace") if self._log_file.exists() else ""

    def start(self) -> None:
        """Start and wait until it answers. Raises RuntimeError with the log when it does not."""
        command = [
            *(sys.executable, "-m", "streamlit", "run", "app.py"),
            *(f"--server.port={self.port}", "--server.headless=true", *self._options),
            *("--", "--store", str(self.store)),
        ]
        with self._log_file.open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd=ROOT, env=_environment(), stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        deadline = time.monotonic() + START_SECONDS
        while not self._healthy():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise RuntimeError(f"The app did not start: exit code {self._process.returncode}.\n{self.log}")
            time.sleep(0.05)

    def stop(self) -> None:
        """End the process as Ctrl+C in its terminal would, and for good if it does not."""
        if self._process and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self.kill()

    def kill(self) -> None:
        """End the process at once, without any chance to tidy up (SIGKILL)."""
        if self._process:
            self._process.kill()
            self._process.wait(10)

    def _healthy(self) -> bool:
        try:
            with urlopen(f"{self.url}/_stcore/health", timeout=2) as answer:
                return bool(answer.status == 200)
        except (URLError, OSError):
            return False


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _environment() -> dict[str, str]:
    """This process's environment without settings that would change the app."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("STREAMLIT_", "EVALUATION_"))}
    return {**own, "PYTHONDONTWRITEBYTECODE": "1"}
