"""The app without a browser, on a store of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from evaluation.school import School

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="session", autouse=True)
def looked_through_once() -> Iterator[None]:
    """Each AppTest looks through every package that is installed for components, as a server does once at its start."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture(autouse=True)
def as_in_a_running_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every run goes through app.py, as on a server whose first run has called `st.navigation`.

    AppTest forgets that between two runs and would let the old router skip app.py.
    """
    made = PagesManager.__init__

    def make(self: PagesManager, *arguments: Any, **named: Any) -> None:
        made(self, *arguments, **named)
        PagesManager.uses_pages_directory = False

    monkeypatch.setattr(PagesManager, "__init__", make)


@pytest.fixture
def app(store_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The app on an empty store, after its first run."""
    monkeypatch.chdir(ROOT)
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=20).run()


@pytest.fixture
def demo_app(demo: School, app: AppTest) -> AppTest:
    """The app on a store that holds the demo school."""
    return app.run()


@pytest.fixture
def go(demo_app: AppTest) -> Callable[..., AppTest]:
    """Go to a page of the demo school's app, with a query."""

    def visit(page: str, **query: str) -> AppTest:
        demo_app.query_params.clear()
        for name, value in query.items():
            demo_app.query_params[name] = value
        found = demo_app.switch_page(f"pages/{page}.py").run()
        assert not found.exception, found.exception[0].message
        return found

    return visit


def said(app: AppTest) -> str:
    """Every word on the page, one element a line."""
    kinds = ("title", "header", "subheader", "markdown", "caption", "text", "success", "error", "warning", "info")
    return "\n".join(str(element.value) for kind in kinds for element in app.get(kind))


def at_fields(page: AppTest) -> str:
    """What is said to be wrong at the fields of a form, one line each, as it is read."""
    red = ":red[:material/error: "
    found = (each.value for each in page.markdown if each.value.startswith(red))
    return "\n".join(each.removeprefix(red).removesuffix("]").replace("\\", "") for each in found)
