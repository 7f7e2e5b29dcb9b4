"""Sign-in and roles on screen, without a provider: whose e-mail counts, and what each role finds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from evaluation.access import LOCAL_HEAD, Role
from evaluation.records import Person
from evaluation.school import Door, School
from tests.pages.conftest import ROOT, said

SECRETS = {
    "redirect_uri": "https://evaluation.school.example/oauth2callback",
    "cookie_secret": "only for tests " * 3,
    "google": {"client_id": "a", "client_secret": "b", "server_metadata_url": "https://accounts.google.com/x"},
    "our-trust": {"client_id": "a", "client_secret": "b", "server_metadata_url": "https://trust.example/x"},
}
WHO = "somebody@school.example"
WALLS = {"You cannot look here", "School self-evaluation", "This page is not open here"}

SignedIn = Callable[..., AppTest]


@pytest.fixture
def signed_in(demo: School, store_path: Path, monkeypatch: pytest.MonkeyPatch) -> SignedIn:
    """The app as somebody with these claims sees it."""
    monkeypatch.chdir(ROOT)
    people = Door.at(store_path, LOCAL_HEAD).people
    people.add(Person("head@school.example", "Head", Role.HEAD))

    def run(role: Role | None = None, **claims: Any) -> AppTest:
        if role:
            people.add(Person(WHO, "Somebody", role))
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=20)
        app.secrets["auth"] = SECRETS
        usual = {"is_logged_in": True} if "iss" in claims else {"is_logged_in": True, "email_verified": True}
        app.user = {**usual, **claims} if claims else {}
        return app.run()

    return run


def test_whoever_has_not_signed_in_is_offered_each_provider(signed_in: SignedIn) -> None:
    app = signed_in()
    assert [button.label for button in app.button] == ["Sign in with Google", "Sign in with Our Trust"]
    assert "Harrowmere" not in said(app) and not app.sidebar.children


@pytest.mark.parametrize(
    "claims",
    [
        {"email": WHO},
        {"email": f" {WHO.upper()}", "email_verified": True},
        {"preferred_username": WHO, "iss": "https://login.microsoftonline.com/0-1/v2.0"},
        {"upn": WHO, "iss": "https://login.microsoftonline.com/0-1/v2.0"},
    ],
)
def test_somebody_is_known_by_the_e_mail_their_provider_stands_for(
    signed_in: SignedIn, claims: dict[str, object]
) -> None:
    app = signed_in(Role.LEADER, **claims)
    assert app.title[0].value == "Home"
    assert f"Somebody ({WHO})" in said(app)


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "stranger@school.example"},
        {"email": WHO, "email_verified": False},
        {"email": WHO, "iss": "https://provider.example"},
        {"preferred_username": WHO},
        {"preferred_username": WHO, "iss": "https://login.microsoftonline.com.evil.example/"},
        {"email": WHO, "is_logged_in": False},
        {"email": ""},
    ],
)
def test_what_proves_nothing_leads_to_the_wall(signed_in: SignedIn, claims: dict[str, object]) -> None:
    app = signed_in(Role.HEAD, **claims)
    assert app.title[0].value in WALLS
    assert "Harrowmere" not in said(app)
    assert {button.label for button in app.button} <= {"Sign out", "Sign in with Google", "Sign in with Our Trust"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"redirect_uri": "https://evaluation.school.example/"},
        {"cookie_secret": "short"},
        {"google": {"client_id": "a", "client_secret": "b"}},
        {
            "microsoft": {
                "client_id": "a",
                "client_secret": "b",
                "server_metadata_url": "https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration",
            }
        },
    ],
)
def test_sign_in_that_is_not_set_up_rightly_lets_nobody_in(
    signed_in: SignedIn, wrong: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(globals(), "SECRETS", SECRETS | wrong)
    app = signed_in(Role.HEAD, email=WHO)
    assert app.title[0].value == "This page is not open here"


def test_a_store_that_cannot_be_opened_is_not_described_to_strangers(
    signed_in: SignedIn, store_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "shopping.db"
    other.write_text("This is a shopping list, not a database.\n" * 40)
    monkeypatch.setenv("EVALUATION_STORE", str(other))
    app = signed_in(email=WHO)
    assert not app.exception
    assert app.title[0].value == "This is not open at the moment"
    assert "shopping" not in said(app)


@pytest.mark.parametrize("role", [Role.GOVERNOR, Role.REVIEWER])
def test_who_finds_nothing_on_any_page_is_told_why(
    signed_in: SignedIn, demo: School, role: Role, store_path: Path
) -> None:
    for evaluation in demo.self_evaluations.all():
        demo.self_evaluations.unlock(evaluation.id, "Once more.")
    says = "Nothing is shared with you yet" if role is Role.REVIEWER else "No self-evaluation is finished yet"
    app = signed_in(role, email=WHO)
    for page in ("home", "self_evaluations", "progress", *(["evidence"] if role is Role.REVIEWER else [])):
        shown = app.switch_page(f"pages/{page}.py").run()
        assert not shown.exception
        assert says in said(shown).replace("\\", ""), page
    for page in ("compare", "take_away", "inspections", "inspection", "settings", "welcome", "session"):
        shown = app.switch_page(f"pages/{page}.py").run()
        assert not shown.exception, page
        assert not [button for button in shown.button if button.label in ("Start", "Save", "Open the demo school")]


def test_the_head_shares_with_reviewers_and_takes_it_back(signed_in: SignedIn, demo: School, store_path: Path) -> None:
    Door.at(store_path, LOCAL_HEAD).people.add(Person("rev@trust.example", "Rev", Role.REVIEWER))
    app = signed_in(email="head@school.example")
    app.query_params["evaluation"] = "demo-2026-10-13"
    page = app.switch_page("pages/session.py").run()
    page.toggle(key="share-demo-2026-10-13").set_value(True).run()
    assert demo.self_evaluations.shared() == {"demo-2026-10-13"}
    page.toggle(key="share-demo-2026-10-13").set_value(False).run()
    assert demo.self_evaluations.shared() == frozenset()


def test_nobody_is_asked_about_reviewers_where_there_is_none(go: Callable[..., AppTest]) -> None:
    assert not [toggle for toggle in go("session", evaluation="demo-2026-10-13").toggle if "Reviewers" in toggle.label]


def test_somebody_is_put_on_the_list_changed_and_switched_off(go: Callable[..., AppTest], store_path: Path) -> None:
    people = Door.at(store_path, LOCAL_HEAD).people
    page = go("settings", part="people")
    assert "You use this on one computer" in page.info[0].value
    fill(page, "E-mail they sign in with", "Ada@School.example")
    fill(page, "Name", "Ada *bold*")
    page.radio[0].set_value(Role.HEAD)
    next(button for button in page.button if button.label == "Add").click().run()
    assert not page.exception
    assert people.all() == [Person("ada@school.example", "Ada *bold*", Role.HEAD)]
    assert "Ada \\*bold\\*" in said(page)
    page.button(key="off-ada@school.example").click().run()
    assert "is the last head who can sign in" in page.error[0].value
    people.add(Person("eve@school.example", "Eve", Role.HEAD))
    page.run()
    page.button(key="off-ada@school.example").click().run()
    assert not people.one("ada@school.example").active
    assert "may sign in, yes → no" in said(page)


def fill(page: AppTest, label: str, value: str) -> None:
    """Type into the field with this label."""
    next(field for field in page.text_input if field.label == label).set_value(value)
