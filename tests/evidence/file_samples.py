"""The smallest files of each type that may be kept, made here: true to their signature, and nothing in them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(24))
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(32)
WEBP = b"RIFF\x1a\x00\x00\x00WEBPVP8 " + bytes(16)
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n"
CSV = "Week,Attendance\n1,95.2\n".encode("utf-8-sig")
TEXT = "Nine of ten pupils could say what they had learned. Café, £5.".encode("cp1252")

_MAIN = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
_KIND = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}


def office(kind: str, more: Mapping[str, bytes] | None = None, types: bytes = b"<Types/>") -> bytes:
    """An Office file with its main part, and whatever else is put into it."""
    return zipped({"[Content_Types].xml": types, _MAIN[kind]: b"<x/>", **(more or {})})


def open_document(kind: str, more: Mapping[str, bytes] | None = None) -> bytes:
    """An OpenDocument file."""
    mimetype = f"application/vnd.oasis.opendocument.{_KIND[kind]}".encode()
    return zipped({"mimetype": mimetype, "content.xml": b"<x/>", **(more or {})})


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """A zip file of these parts."""
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return saved.getvalue()


GOOD: dict[str, bytes] = {
    "pdf": PDF,
    "png": PNG,
    "jpg": JPEG,
    "jpeg": JPEG,
    "webp": WEBP,
    "csv": CSV,
    "txt": TEXT,
    **{kind: office(kind) for kind in _MAIN},
    **{kind: open_document(kind) for kind in _KIND},
}
