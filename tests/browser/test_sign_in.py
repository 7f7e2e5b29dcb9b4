"""Several people at once: who signs in, who sees what, and who sees only a wall. The provider is a real one."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from evaluation.access import LOCAL_HEAD
from evaluation.cli import main as command_line
from evaluation.frameworks import FrameworkKey
from evaluation.records import Finding, Inspection, Person, Role
from evaluation.school import Door, School
from tests.browser.chromium import settled
from tests.browser.conftest import LAPTOP, WAIT_MS
from tests.browser.provider import provider, secrets_for
from tests.browser.server import Server

pytestmark = pytest.mark.browser

HEAD, LEADER, GOVERNOR = "head@harrowmere.example", "leader@harrowmere.example", "governor@harrowmere.example"
GONE, STRANGER = "gone@harrowmere.example", "stranger@elsewhere.example"
ACCOUNTS: dict[str, dict[str, object]] = {
    **{email: {"email": email, "email_verified": True} for email in (LEADER, GOVERNOR, GONE, STRANGER)},
    HEAD: {"email": HEAD.upper(), "email_verified": True},
    "impostor": {"email": HEAD, "email_verified": False},
}
STRANDS = FrameworkKey("school-strands", "2025-11")
SENTENCE = "Pupils in Heron class read widely and often."
ADDRESSES = (
    "",
    "home",
    "settings?part=people",
    "session?evaluation=demo-2026-10-13",
    "inspection",
    "welcome",
)

Enter = Callable[[str], Page]


@pytest.fixture(scope="module")
def server(browser: Browser, demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app on every address of this computer, with sign-in, and with its people on the list."""
    folder = tmp_path_factory.mktemp("sign-in")
    store = folder / "school.db"
    shutil.copy(demo_file, store)
    assert command_line(["people", "add", HEAD, "--name", "Hanna Head", "--role", "head", "--store", str(store)]) == 0
    people = Door.at(store, LOCAL_HEAD).people
    people.add(Person(LEADER, "Lee Leader", Role.LEADER))
    people.add(Person(GOVERNOR, "Gail Governor", Role.GOVERNOR))
    people.add(Person(GONE, "Gus Gone", Role.LEADER, active=False))
    with provider(ACCOUNTS) as address:
        secrets = secrets_for(address, folder / "secrets.toml")
        with Server(store, "--server.address=0.0.0.0", f"--secrets.files={secrets}") as running:
            yield running


@pytest.fixture
def enter(browser: Browser, server: Server) -> Iterator[Enter]:
    """Sign in as one of the accounts, each in a browser of their own."""
    contexts: list[BrowserContext] = []
    expect.set_options(timeout=WAIT_MS)

    def sign_in(account: str) -> Page:
        contexts.append(browser.new_context(viewport=LAPTOP))
        contexts[-1].set_default_timeout(WAIT_MS)
        page = contexts[-1].new_page()
        page.goto(server.url)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("button", name=account, exact=True).click()
        page.wait_for_url(f"{server.url}/**")
        return settled(page)

    yield sign_in
    for context in contexts:
        context.close()


@pytest.fixture
def school(server: Server) -> School:
    """The school, as somebody at the server changes it."""
    return Door.at(server.store, LOCAL_HEAD).school("demo")


def only_a_wall(page: Page, title: str) -> None:
    """Nothing on the page but the wall: no school, no menu, no side."""
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    settled(page)
    expect(page.get_by_role("heading")).to_have_count(1)
    expect(page.get_by_role("navigation")).to_have_count(0)
    expect(page.get_by_test_id("stSidebar")).to_have_count(0)
    expect(page).to_have_title("School self-evaluation")
    expect(page.locator("body")).not_to_contain_text(re.compile("Harrowmere Primary|Inspection|Progress|Settings"))


@pytest.mark.parametrize("options", [("--server.address=0.0.0.0",), ("half a secret",)])
def test_it_refuses_to_start_where_others_could_reach_it_without_signing_in(
    options: tuple[str, ...], own_store: Path, tmp_path: Path
) -> None:
    says = "sign-in is not set up"
    if options == ("half a secret",):
        half = tmp_path / "secrets.toml"
        half.write_text('[auth]\ncookie_secret = "short"\n[auth.google]\nclient_id = "x"\n', "utf-8")
        options, says = (f"--secrets.files={half}",), r"client_secret is missing in \[auth.google\]"
    with pytest.raises(RuntimeError, match=says) as refused:
        Server(own_store, *options).start()
    assert "exit code 1" in str(refused.value)
    assert "Traceback" not in str(refused.value)


def test_nobody_sees_more_than_the_way_to_sign_in(page: Page, server: Server) -> None:
    for address in ADDRESSES:
        page.goto(f"{server.url}/{address}")
        only_a_wall(page, "School self-evaluation")
        expect(page.get_by_role("button", name="Sign in")).to_have_count(1)


@pytest.mark.parametrize("account", [STRANGER, GONE, "impostor"])
def test_an_account_that_may_not_look_sees_a_polite_wall_and_can_sign_out(
    enter: Enter, server: Server, account: str
) -> None:
    page = enter(account)
    for address in ("", "settings?part=people"):
        page.goto(f"{server.url}/{address}")
        only_a_wall(page, "You cannot look here")
        words = "no confirmed e-mail" if account == "impostor" else f"You are signed in as {account}"
        expect(page.get_by_role("main")).to_contain_text(words)
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(re.compile("end_session"))
    page.goto(server.url)
    only_a_wall(page, "School self-evaluation")


def test_head_and_governor_look_at_the_same_time_and_see_what_is_theirs(
    enter: Enter, server: Server, school: School
) -> None:
    opened = school.self_evaluations.open(STRANDS, date.today())
    head, governor = enter(HEAD), enter(GOVERNOR)
    for page, who in ((head, f"Hanna Head ({HEAD})"), (governor, f"Gail Governor ({GOVERNOR})")):
        expect(page.get_by_role("main")).to_contain_text("Harrowmere")
        expect(page.get_by_test_id("stSidebar")).to_contain_text(who)
    expect(head.get_by_role("link", name="Settings")).to_have_count(1)
    expect(head.get_by_role("main")).to_contain_text("is open.")
    expect(governor.get_by_role("link", name="Settings")).to_have_count(0)
    expect(governor.get_by_role("main")).not_to_contain_text("is open.")
    for address, words in {
        "settings?part=people": "Settings belong to the headteacher.",
        f"session?evaluation={opened}": "does not allow you to see self-evaluations that are still open",
        "session?evaluation=demo-2026-10-13": "Locked: read-only",
    }.items():
        governor.goto(f"{server.url}/{address}")
        expect(governor.get_by_role("main")).to_contain_text(words)
    head.goto(f"{server.url}/session?evaluation={opened}")
    expect(head.get_by_role("main")).to_contain_text("0 of 7 strands judged")
    school.self_evaluations.discard(opened)


def test_two_leaders_say_theirs_of_a_strand_and_neither_sees_the_others_before(
    enter: Enter, server: Server, school: School
) -> None:
    opened = school.self_evaluations.open(STRANDS, date.today() - timedelta(days=2))
    head, leader = enter(HEAD), enter(LEADER)
    for page in (head, leader):
        page.goto(f"{server.url}/session?evaluation={opened}")
        page.get_by_text("What each of us says").first.click()

    def say(page: Page, word: str, why: str) -> None:
        page.get_by_role("radiogroup", name="My own grade for Curriculum").get_by_text(word).click()
        page.get_by_role("textbox", name="Why, in a line", exact=True).fill(why)
        page.get_by_role("button", name="Keep mine").click()
        expect(page.get_by_text("Yours is kept.")).to_be_visible()
        expect(page.get_by_role("main")).not_to_contain_text(why)

    say(leader, "Strong standard", SENTENCE)
    head.get_by_role("button", name="Look again").click()
    expect(head.get_by_text("What each of us says · 1 has said theirs")).to_be_visible()
    expect(head.get_by_role("main")).not_to_contain_text(SENTENCE)
    say(head, "Needs attention", "Art depends on the class.")
    head.get_by_role("button", name="Show what we said").click()
    expect(head.get_by_role("main")).to_contain_text("One says Strong standard, one Needs attention: two steps apart.")
    expect(head.get_by_role("main")).to_contain_text(SENTENCE)
    expect(head.get_by_role("main")).not_to_contain_text("Lee Leader")
    head.get_by_text("With names").click()
    expect(head.get_by_role("main")).to_contain_text("Lee Leader")
    school.self_evaluations.discard(opened)


def test_somebody_switched_off_while_they_look_sees_the_wall_at_their_next_press(
    enter: Enter, server: Server, school: School
) -> None:
    opened = school.self_evaluations.open(STRANDS, date.today() - timedelta(days=1))
    head, leader = enter(HEAD), enter(LEADER)
    leader.goto(f"{server.url}/session?evaluation={opened}")
    curriculum = leader.get_by_role("radiogroup", name="Grade for Curriculum")
    curriculum.get_by_text("Expected standard").click()
    expect(leader.get_by_role("main")).to_contain_text("1 of 7 strands judged")

    head.goto(f"{server.url}/settings?part=people")
    head.get_by_role("button", name="Switch Lee Leader off", exact=True).click()
    head.get_by_role("button", name="Yes, switch Lee Leader off").click()
    expect(head.get_by_role("main")).to_contain_text("Switched off")
    expect(head.get_by_text("Lee Leader is switched off")).to_be_visible()

    curriculum.get_by_text("Strong standard").click()
    only_a_wall(leader, "You cannot look here")
    leader.reload()
    only_a_wall(leader, "You cannot look here")
    said = school.self_evaluations.record(opened).judgements["curriculum"]
    assert (said.grade, said.saved_by) == ("expected_standard", f"Lee Leader ({LEADER})")
    school.self_evaluations.discard(opened)


def test_what_is_under_embargo_is_read_by_the_head_and_by_the_governor_once_it_is_published(
    enter: Enter, server: Server, school: School
) -> None:
    today = date.today()
    school.inspections.save(
        Inspection(
            "confidential",
            "report_card",
            FrameworkKey("ofsted-report-card", "2025-11"),
            today - timedelta(days=7),
            ended_on=today - timedelta(days=6),
            stage="provisional",
            findings=(Finding("inclusion", "strong_standard", SENTENCE),),
        )
    )
    head, governor = enter(HEAD), enter(GOVERNOR)
    for page in (head, governor):
        page.goto(f"{server.url}/inspection?inspection=confidential&about=found")
        expect(page.get_by_role("heading", level=1, name="Inspection")).to_be_visible()
        settled(page)
    expect(head.get_by_role("main")).to_contain_text(SENTENCE)
    expect(governor.get_by_role("main")).to_contain_text("confidential until it is published")
    for address in (
        "inspection?inspection=confidential&about=found",
        "compare?inspection=confidential",
        "progress",
        "",
    ):
        governor.goto(f"{server.url}/{address}")
        settled(governor)
        expect(governor.locator("body")).not_to_contain_text(SENTENCE)

    head.goto(f"{server.url}/inspection?inspection=confidential&about=confidence")
    head.get_by_role("button", name="It is published").click()
    head.get_by_text("Yes, it is published.").click()
    head.get_by_role("button", name="Lift the embargo").click()
    expect(head.get_by_text("Published. Saved")).to_be_visible()
    governor.goto(f"{server.url}/inspection?inspection=confidential&about=found")
    expect(governor.get_by_role("main")).to_contain_text(SENTENCE)
