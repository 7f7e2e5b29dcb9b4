"""Zip files, and workbooks as the zip files they are: opened in memory only, within limits, refused in words."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import PurePosixPath

from evaluation.errors import FileRefused, Problem

LARGEST = 100 * 1024 * 1024
"""Bytes of a file, packed or not. The national CSV file is about 20 MB."""

LARGEST_SHEET = 3 * LARGEST
"""Bytes of a workbook's sheet, unpacked. It is read as it unpacks, so empty rows may swell it."""

_MOST_MEMBERS = 2000
_LONGEST_ROW = 16 * 1024 * 1024
_CHUNK = 1024 * 1024
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)
_AGAIN = "Download it again from Ofsted's page on GOV.UK."


def is_zip(content: bytes) -> bool:
    """Whether these bytes start as a zip file does, which every .xlsx is too."""
    return content.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def is_workbook(content: bytes) -> bool:
    """Whether a zip file is an Excel workbook. Raises FileRefused where it cannot be opened or is another workbook."""
    names = {member.filename for member in _members(content)}
    if "xl/workbook.bin" in names or "content.xml" in names:
        raise FileRefused(
            "This workbook is neither .xlsx nor CSV. Open it in your spreadsheet program and save it as “CSV UTF-8”."
        )
    return "xl/workbook.xml" in names


def unpacked(content: bytes) -> bytes:
    """The one CSV file or workbook in a zip file. Raises FileRefused, naming what is in it instead."""
    inside = [member for member in _members(content) if not _is_ballast(member.filename)]
    found = [member for member in inside if member.filename.casefold().endswith((".csv", ".xlsx", ".xlsm"))]
    if len(found) != 1:
        what = "no file" if not found else f"{len(found)} files"
        listed = [Problem(None, member.filename[:100], "is in the zip file.") for member in (found or inside)[:20]]
        raise FileRefused(
            f"This zip file holds {what} that could be Ofsted's. Unpack it and choose the one CSV file or workbook.",
            listed,
        )
    (member,) = found
    path = PurePosixPath(member.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in member.filename:
        raise FileRefused(
            f"The file in this zip file wants to be put elsewhere (“{member.filename[:100]}”), so it was not opened. "
            + _AGAIN
        )
    if member.file_size > LARGEST:
        raise FileRefused(f"“{path.name}” in this zip file would be larger than {LARGEST // 1024**2} MB.")
    with _open(content) as archive:
        return b"".join(_chunks(archive, member))


def check_workbook(content: bytes) -> None:
    """Raises FileRefused for a workbook that is damaged, or would unpack into more than any real one does.

    Each part is unpacked once, piece by piece, because what a zip file declares need not be true.
    """
    members = _members(content)
    sheets = [member for member in members if member.filename.startswith("xl/worksheets/")]
    if sum(m.file_size for m in members if m not in sheets) > LARGEST or any(
        m.file_size > LARGEST_SHEET for m in sheets
    ):
        raise FileRefused("This workbook would unpack into far more than Ofsted's do, so it was not opened. " + _AGAIN)
    with _open(content) as archive:
        for member in members:
            since_row = 0
            for chunk in _chunks(archive, member):
                at = chunk.rfind(b"row") if member in sheets else 0
                since_row = len(chunk) - at if at >= 0 else since_row + len(chunk)
                if since_row > _LONGEST_ROW:
                    raise FileRefused("A row of this workbook has no end, so it was not read. " + _AGAIN)


def _open(content: bytes) -> zipfile.ZipFile:
    if content.count(b"PK\x01\x02") > _MOST_MEMBERS:
        raise FileRefused(f"This zip file holds more than {_MOST_MEMBERS:,} files. Choose Ofsted's file itself.")
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except _DAMAGE:
        raise _damaged() from None


def _members(content: bytes) -> list[zipfile.ZipInfo]:
    with _open(content) as archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
    if any(member.flag_bits & 1 for member in members):
        raise FileRefused("This zip file is locked with a password. Unpack it, and choose the file inside.")
    return members


def _chunks(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterable[bytes]:
    """A member piece by piece, never more than it declares. Raises FileRefused where it is damaged or declares less."""
    try:
        with archive.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk
    except _DAMAGE:
        raise _damaged() from None


def _is_ballast(name: str) -> bool:
    return name.startswith("__MACOSX/") or PurePosixPath(name).name.startswith(("._", "~$"))


def _damaged() -> FileRefused:
    return FileRefused("This file is damaged or cut off: it cannot be unpacked. " + _AGAIN)
