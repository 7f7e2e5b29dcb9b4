"""Signing in with OpenID Connect: when it is needed, whether it is set up rightly, and who has signed in."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import streamlit as st

NEEDED = ("client_id", "client_secret", "server_metadata_url")
LEAST_SECRET = 32
ANY_TENANT = {"common", "organizations", "consumers", "9188040d-6c67-4c5b-b112-36a304b66dad"}
"""Names under which Microsoft lets in people of any tenant; the last is that of private accounts."""
MICROSOFT = "https://login.microsoftonline.com/"
MICROSOFT_HOSTS = ("microsoftonline.", "login.windows.net", "login.microsoft.com", "sts.windows.net")
FORWARDED = ("forwarded", "via", "x-forwarded-", "x-real-", "x-original-", "cf-", "true-client-ip")
"""How the names of the headers begin that proxies add."""
README = "The README says how, under “Several people: sign-in”."


def needed() -> bool:
    """Whether people must sign in: always, unless only this computer can ask and this visit comes from it."""
    return bool(_settings()) or not _listens_here_only() or _asked_from_elsewhere()


def ready() -> bool:
    """Whether sign-in is set up."""
    return bool(_settings()) and refusal() is None


def refusal() -> str | None:
    """Why the app must not be started as it is set up; None where it may."""
    if not _settings():
        if _listens_here_only():
            return None
        return (
            f"The app was not started: it would listen on {_listens_on() or 'every address'}, where other computers "
            "reach it, and sign-in is not set up.\n"
            'Let it listen on this computer only (server.address = "localhost"), or set up sign-in in '
            f".streamlit/secrets.toml. {README}"
        )
    if problems := _problems(_settings()):
        listed = "\n".join(f"- {problem}" for problem in problems)
        return f"The app was not started: sign-in in .streamlit/secrets.toml is not complete. {README}\n{listed}"
    return None


def providers() -> dict[str, str | None]:
    """The words on each button to sign in with, and the provider's name; the unnamed one is None."""
    named = _named(_settings())
    if not named:
        return {"Sign in": None}
    return {f"Sign in with {name.replace('-', ' ').title()}": name for name in named}


def email() -> str:
    """The e-mail of whoever has signed in, in small letters; empty for nobody, and where it is not confirmed.

    Microsoft names people by `preferred_username` or `upn` where it gives no e-mail. Elsewhere people may choose
    those themselves, so they prove nothing.
    """
    claims = st.user.to_dict()
    microsoft = str(claims.get("iss", "")).startswith(MICROSOFT)
    verified = claims.get("email_verified", microsoft)  # Microsoft leaves it out; the tenant stands for its people
    if claims.get("is_logged_in") is not True or verified not in (True, "true"):
        return ""
    names = ["email"]
    if microsoft:
        names += ["preferred_username", "upn"]
    found = next((str(claims[name]) for name in names if claims.get(name)), "")
    return found.strip().lower() if "@" in found else ""


def signed_in() -> bool:
    """Whether somebody has signed in, known here or not."""
    return st.user.to_dict().get("is_logged_in") is True


def place() -> str:
    """The address at which the app is found once it is started."""
    if redirect := str(_settings().get("redirect_uri", "")):
        found = urlsplit(redirect.replace("{port}", str(st.get_option("server.port"))))
        return f"{found.scheme}://{found.netloc}"
    return f"http://{st.get_option('browser.serverAddress')}:{st.get_option('server.port')}"


def _settings() -> Mapping[str, Any]:
    """The section [auth] of the secrets; empty where there is none."""
    found = st.secrets.get("auth") if st.secrets.load_if_toml_exists() else None
    return found if isinstance(found, Mapping) else {}


def _named(settings: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """The providers that have a name, by it."""
    return {
        name: section
        for name, section in settings.items()
        if isinstance(section, Mapping) and any(key in section for key in NEEDED)
    }


def _problems(settings: Mapping[str, Any]) -> list[str]:
    found = []
    if not str(settings.get("redirect_uri", "")).endswith("/oauth2callback"):
        found.append("redirect_uri must be the app's own address, then /oauth2callback.")
    if len(str(settings.get("cookie_secret", ""))) < LEAST_SECRET:
        found.append(f"cookie_secret must be {LEAST_SECRET} random letters or more: who knows it can be anybody.")
    named = _named(settings)
    for where, section in {f"[auth.{name}]": section for name, section in named.items()}.items() or [
        ("[auth]", settings)
    ]:
        found += [f"{key} is missing in {where}." for key in NEEDED if not section.get(key)]
        source = urlsplit(str(section.get("server_metadata_url", "")).lower())
        if any(name in source.netloc for name in MICROSOFT_HOSTS) and ANY_TENANT & set(source.path.split("/")):
            found.append(
                f"server_metadata_url in {where} must name your own tenant: "
                "with this one, any organisation can claim any e-mail."
            )
    return found


def _listens_on() -> str:
    return str(st.get_option("server.address") or "")


def _listens_here_only() -> bool:
    return _is_here(_listens_on())


def _asked_from_elsewhere() -> bool:
    """Whether this visit came through a proxy, under another name, or from another computer."""
    headers = st.context.headers
    if not headers:  # nobody asked over a network: a run without a server
        return False
    through = any(name.lower().startswith(FORWARDED) for name in headers)
    return through or not _is_here(_name(headers.get("Host", ""))) or st.context.ip_address is not None


def _name(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _is_here(name: str) -> bool:
    try:
        return name == "localhost" or ip_address(name).is_loopback
    except ValueError:
        return False
