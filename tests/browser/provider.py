"""An OpenID Connect provider on this machine, from PyPI, with the accounts a test needs; and the app's side of it."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.browser.server import free_port

START_SECONDS = 20


@contextmanager
def provider(accounts: Mapping[str, Mapping[str, object]]) -> Iterator[str]:
    """A running provider's address. `accounts` has the claims of each account by the name on its button."""
    port = free_port()
    users = [json.dumps({"sub": name, **claims}) for name, claims in accounts.items()]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port)]
    for user in users:
        command += ["--user-claims", user]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(f"http://localhost:{port}/.well-known/openid-configuration", process)
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait(10)


def secrets_for(address: str, file: Path) -> Path:
    """A secrets file that makes the app sign in with the provider at this address; the port is the app's own."""
    file.write_text(
        f"""
        [auth]
        redirect_uri = "http://localhost:{{port}}/oauth2callback"
        cookie_secret = "{"only for tests " * 3}"
        client_id = "school"
        client_secret = "school"
        server_metadata_url = "{address}/.well-known/openid-configuration"
        """,
        "utf-8",
    )
    return file


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urlopen(address, timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.05)
    raise RuntimeError("The provider did not start.")
