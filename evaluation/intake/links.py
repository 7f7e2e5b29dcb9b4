"""The links file of Get Information about Schools (GIAS): which schools came before which.

`links_edubaseall….csv` has a row for each link: "URN", "LinkURN", "LinkName", "LinkType",
"LinkEstablishedDate". The type says what the linked school is to the first: "Predecessor",
"Predecessor - merged", "Successor", "Successor - split school" and others, which are not followed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evaluation.errors import FileRefused
from evaluation.intake.layouts import KEY, plain
from evaluation.intake.tables import read_table

_LINKED, _TYPE = "linkurn", "linktype"


def read_links(content: bytes, file_name: str) -> Mapping[int, tuple[int, ...]]:
    """Each school's predecessors by its URN, the nearest first, with their own predecessors after them.

    Raises FileRefused for anything but the links file.
    """
    try:
        table = read_table(content)
    except FileRefused:
        raise _not_links(file_name) from None
    names = [plain(name).replace(" ", "") for name in table.header]
    if not {_LINKED, _TYPE} <= set(names):
        raise _not_links(file_name)
    places = [names.index(name) for name in (KEY, _LINKED, _TYPE)]
    direct: dict[int, list[int]] = {}
    for row in table.rows:
        cells = table.cells(row)
        urn, linked, kind = (cells[place] for place in places)
        if not (urn.isdecimal() and linked.isdecimal()):
            continue
        if plain(kind).startswith("predecessor"):
            direct.setdefault(int(urn), []).append(int(linked))
        elif plain(kind).startswith("successor"):
            direct.setdefault(int(linked), []).append(int(urn))
    return {urn: _chain(urn, direct) for urn in direct}


def _chain(urn: int, direct: Mapping[int, Sequence[int]]) -> tuple[int, ...]:
    """Predecessors and theirs in turn, each once: links do go round in circles."""
    found = [urn]
    for each in found:
        found += [linked for linked in dict.fromkeys(direct.get(each, ())) if linked not in found]
    return tuple(found[1:])


def _not_links(file_name: str) -> FileRefused:
    return FileRefused(
        f"{file_name} is not the links file of Get Information about Schools, or not whole: it needs the columns "
        "“URN”, “LinkURN” and “LinkType”. On the downloads page choose “Establishment links” (links_edubaseall….csv)."
    )
