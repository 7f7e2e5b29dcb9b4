"""From the bytes of a PDF to the text of its pages, or a refusal that says why."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from evaluation.errors import FileRefused

LARGEST = 25 * 1024 * 1024
"""Bytes of a file. A report is well under 1 MB."""

_SECONDS = 30
_HEADER_WITHIN = 1024
_SCRIPT = Path(__file__).with_name("extraction.py")
_AGAIN = "Download the report again from the inspectorate's website and choose that file."


def page_texts(content: bytes) -> tuple[str, ...]:
    """The raw text of each page. Raises FileRefused where there is none, or more than any report has."""
    if not content:
        raise FileRefused("This file is empty. " + _AGAIN)
    if len(content) > LARGEST:
        raise FileRefused(f"This file is larger than {LARGEST // 1024**2} MB, far more than any report. " + _AGAIN)
    if b"%PDF-" not in content[:_HEADER_WITHIN]:
        raise FileRefused("This file is not a PDF. " + _AGAIN)
    answer = _answer(content)
    refused = answer.get("refused")
    if refused == "locked":
        raise FileRefused(
            "This PDF is locked with a password, so it cannot be read. Save a copy without the password, or "
            "download the published report from the inspectorate's website, which is not locked."
        )
    if refused == "pages":
        raise FileRefused(
            f"This PDF has {answer['count']:,} pages, and at most {answer['most']} are read. "
            "Choose the report on its own."
        )
    if refused == "text":
        raise FileRefused("This PDF holds far more text than any report, so it was not read. " + _AGAIN)
    pages = tuple(answer["pages"])
    if not pages:
        raise FileRefused("This PDF has no pages. " + _AGAIN)
    if not any(character.isalnum() for page in pages for character in page):
        raise FileRefused(
            "This PDF is a picture of a report: its pages were scanned and have no text to read. The report that is "
            "published on the inspectorate's website has text. Download it there and choose that file."
        )
    return pages


def _answer(content: bytes) -> dict[str, Any]:
    try:
        done = subprocess.run(
            [sys.executable, "-P", str(_SCRIPT)], input=content, capture_output=True, timeout=_SECONDS, check=True
        )
        answer: dict[str, Any] = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        raise FileRefused("This PDF takes far longer to read than any report, so it was left. " + _AGAIN) from None
    except (subprocess.CalledProcessError, ValueError):
        raise FileRefused("This PDF is damaged or cut off, so it cannot be read. " + _AGAIN) from None
    return answer
