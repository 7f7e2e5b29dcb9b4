"""The pack by one press in a browser: the file that arrives opens, and holds what was ticked."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from evaluation.access import LOCAL_HEAD
from evaluation.evidence.records import Evidence, KeptFile
from evaluation.school import Door
from tests.browser.chromium import drawn
from tests.browser.server import Server
from tests.evidence.file_samples import JPEG, PDF

pytestmark = pytest.mark.browser


def test_one_press_brings_the_pack_with_the_files_that_are_ticked(page: Page, own_store: Path, tmp_path: Path) -> None:
    register = Door.at(own_store, LOCAL_HEAD).school("demo").evidence
    walk = Evidence("walk", "A walk", "document", date.today(), file=KeptFile("walk.pdf", 0, ""))
    register.save(walk, PDF)
    register.save(replace(walk, id="photo", title="A display", file=KeptFile("display.jpg", 0, "")), JPEG)
    with Server(own_store) as server:
        page.goto(f"{server.url}/take_away?about=pack")
        drawn(page).get_by_text("Choose the files").click()
        page.get_by_text(re.compile("^A display: display.jpg")).click()
        expect(page.get_by_text(re.compile("^Files: 1, together"))).to_be_visible()
        with page.expect_download() as download:
            page.get_by_role("button", name="Make and download the pack").click()
        assert download.value.suggested_filename == f"Harrowmere Primary School demo pack {date.today()}.zip"
        download.value.save_as(tmp_path / "pack.zip")
    with zipfile.ZipFile(tmp_path / "pack.zip") as archive:
        (kept,) = (name for name in archive.namelist() if name.startswith("Evidence/"))
        assert kept.endswith(" display.jpg") and archive.read(kept) == JPEG
        assert "Start here.docx" in archive.namelist()
