"""Which files may be kept as evidence, and under which names: what its name says must be what its content is.

The rules are the product's own. A kept file is only ever given back as a download, byte for byte: it is never opened,
run or shown as a page here. What could run elsewhere (programs, web pages, Office files with macros) is refused.
"""

from __future__ import annotations

import hashlib
import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Callable

from evaluation.details import NAME_LENGTH, FormRefused
from evaluation.evidence.records import KeptFile

MOST_MEGABYTES = 10
MOST_BYTES = MOST_MEGABYTES * 1024 * 1024

_OFFICE = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
"""The part that makes a zip file a document of this kind."""

_OPEN_DOCUMENT = {"odt": b"text", "ods": b"spreadsheet", "odp": b"presentation"}
_STARTS = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff", "jpeg": b"\xff\xd8\xff"}
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MACROS = ("vbaproject.bin", "vbadata.xml", "/macrosheets/", "/activex/")
_SCRIPTS = ("basic/", "scripts/")
_MOST_PARTS = 5000
_MOST_READ = 1024 * 1024
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)

_RESERVED = {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in "0123456789¹²³")}
"""Names that Windows keeps for devices: https://learn.microsoft.com/windows/win32/fileio/naming-a-file"""
_NOT_IN_NAMES = '<>:"|?*'
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Unicode categories without a shape of their own; the marks that turn the direction of writing are in Cf."""
_LONGEST_EXTENSION = 8
_NAMELESS = "file"

_MACRO_WORDS = "This file holds macros, which are programs. Save it without them, for example as .docx or .xlsx."
_PAGE_WORDS = "This is a web page and not text. Print the page into a PDF and keep that."


def kept(name: str, content: bytes) -> KeptFile:
    """A file as it would be kept: under a safe name, with size and SHA-256. Raises FormRefused, at the field "file"."""
    safe = safe_name(name)
    ending = extension(safe)
    if problem := _problem(ending, content):
        raise FormRefused({"file": problem})
    return KeptFile(safe, len(content), hashlib.sha256(content).hexdigest())


def is_unchanged(file: KeptFile, content: bytes) -> bool:
    """Whether this is the content that was kept."""
    return hashlib.sha256(content).hexdigest() == file.sha256


def extension(name: str) -> str:
    """What stands behind a name's last dot, in small letters; "" where there is none."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def size_words(size: int) -> str:
    """A size as people say it: "340 kB", "2.1 MB"."""
    return f"{size / 1024**2:.1f} MB" if size >= 1024**2 else f"{max(1, round(size / 1024))} kB"


def safe_name(name: str) -> str:
    """A file's name that no computer takes for anything else: one name, no path, nothing invisible, not too long.

    The extension stays. Doing it twice is doing it once; it is never empty.
    """
    name = re.split(r"[/\\]", name)[-1]
    name = "".join(c for c in name if c not in _NOT_IN_NAMES and unicodedata.category(c) not in _INVISIBLE)
    name = re.sub(r"\s+", " ", unicodedata.normalize("NFC", name)).strip(" .")
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > _LONGEST_EXTENSION:
        stem, dot, ending = name, "", ""
    if stem.split(".")[0].strip().upper() in _RESERVED:
        stem = f"_{stem}"
    stem = stem[: NAME_LENGTH - len(dot) - len(ending)].rstrip(" .")
    return f"{stem}{dot}{ending}" or _NAMELESS


def _problem(ending: str, content: bytes) -> str | None:
    """What keeps a content from being kept under a name with this extension."""
    check = _CHECKS.get(ending)
    if check is None:
        what = f"Files that end in “.{ending}” are not kept here." if ending else "The file's name has no ending."
        return f"{what} Choose a PDF, an Office document without macros, a picture, or plain text."
    if not content:
        return "This file is empty."
    if len(content) > MOST_BYTES:
        return (
            f"This file is larger than {MOST_MEGABYTES} MB ({size_words(len(content))}). "
            "Keep it where it is, and say there where it is kept."
        )
    if content.startswith(_OLD_OFFICE):
        return "This is an old Office file, or one locked with a password. Save it anew as .docx, .xlsx, .pptx or PDF."
    return check(ending, content)


def _starts(ending: str, content: bytes) -> str | None:
    return None if content.startswith(_STARTS[ending]) else _other(ending)


def _webp(ending: str, content: bytes) -> str | None:
    return None if (content[:4], content[8:12]) == (b"RIFF", b"WEBP") else _other(ending)


def _text(ending: str, content: bytes) -> str | None:
    """Plain text: UTF-8, or as older programs write it, without control characters; and not a page in disguise."""
    if content.startswith(tuple(_STARTS.values())):
        return _other(ending)
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if re.search(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]", text):
            return _other(ending)
        is_page = re.match(r"\s*<(?:!doctype|!--|html|head|body|script|svg|iframe|\?xml)", text, re.IGNORECASE)
        return _PAGE_WORDS if is_page else None
    return _other(ending)


def _office(ending: str, content: bytes) -> str | None:
    parts = _parts(content)
    if _OFFICE[ending] not in parts or "[Content_Types].xml" not in parts:
        return _other(ending)
    if any(mark in f"/{part.lower()}" for part in parts for mark in _MACROS):
        return _MACRO_WORDS
    return _MACRO_WORDS if b"macroenabled" in _part(content, "[Content_Types].xml").lower() else None


def _open_document(ending: str, content: bytes) -> str | None:
    kind = b"application/vnd.oasis.opendocument." + _OPEN_DOCUMENT[ending]
    parts = _parts(content)
    if "mimetype" not in parts or "content.xml" not in parts or _part(content, "mimetype").strip() != kind:
        return _other(ending)
    return _MACRO_WORDS if any(part.lower().startswith(_SCRIPTS) for part in parts) else None


def _parts(content: bytes) -> list[str]:
    """The names of what is in a zip file, in its order; none where it is not one, or is damaged or locked."""
    if not content.startswith(b"PK\x03\x04") or content.count(b"PK\x01\x02") > _MOST_PARTS:
        return []
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            found = archive.infolist()
    except _DAMAGE:
        return []
    return [] if any(part.flag_bits & 1 for part in found) else [part.filename for part in found]


def _part(content: bytes, name: str) -> bytes:
    """The beginning of one part of a zip file; nothing where it is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(name) as stream:
            return stream.read(_MOST_READ)
    except _DAMAGE:
        return b""


def _other(ending: str) -> str:
    return (
        f"This file is named “.{ending}” but is something else, or is damaged. "
        "Open it in the program it was made with and save it again."
    )


_CHECKS: dict[str, Callable[[str, bytes], str | None]] = {
    **dict.fromkeys(_STARTS, _starts),
    "webp": _webp,
    **dict.fromkeys(_OFFICE, _office),
    **dict.fromkeys(_OPEN_DOCUMENT, _open_document),
    **dict.fromkeys(("txt", "csv"), _text),
}

TYPES = tuple(sorted(_CHECKS))
"""The endings of files that may be kept, without the dot."""
