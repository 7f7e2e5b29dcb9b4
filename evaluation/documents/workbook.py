"""The Excel workbook: a cover, then one sheet for each thing a reader asks for, as chosen."""

from __future__ import annotations

from collections.abc import Collection
from io import BytesIO
from typing import NamedTuple

from openpyxl import Workbook

from evaluation.documents.content import Content, read
from evaluation.documents.cover import Contents, cover
from evaluation.documents.native_charts import with_alternatives
from evaluation.documents.paper import clean
from evaluation.documents.workbook_parts import PARTS, Part
from evaluation.errors import EvaluationError
from evaluation.school import School


class Offer(NamedTuple):
    """A sheet that can be chosen: what it shows, how much it holds, and whether it is one of those made as a rule."""

    name: str
    about: str
    holds: str
    usual: bool


def offers(school: School, evaluation_id: str | None = None) -> tuple[Offer, ...]:
    """The sheets that hold something for this viewer, in order; `evaluation_id` as in `workbook`. Raises as it does."""
    content = read(school, evaluation_id)
    return tuple(Offer(each.name, each.about, each.holds(content), each.usual) for each in _filled(content))


def workbook(school: School, evaluation_id: str | None = None, sheets: Collection[str] | None = None) -> bytes:
    """The school's workbook as the bytes of an .xlsx file, as this viewer may see it. It holds no formulas.

    Cover, Summary, Standards and Evidence by strand are about one self-evaluation: the one given, else the latest
    locked one, else the latest. All the other sheets hold everything. `sheets` are the names of those to make beside
    the cover (see `workbook_parts.PARTS`), also where they are empty; without it all that hold something, but for
    those made only where they are asked for. Governors and people from outside get no names of staff.

    Raises NotAllowed for a viewer who may not see the school, EvaluationError where that self-evaluation is not here
    or a sheet is not known, FrameworkUnknown where something is pinned to a framework that is no longer here.
    """
    content = read(school, evaluation_id)
    chosen = _chosen(content, sheets)
    book = Workbook()
    book.remove(book.worksheets[0])
    cover(book, content, [Contents(part.name, part.about, part.holds(content)) for part in chosen])
    for part in chosen:
        part.write(book, content)
    name = clean(content.school.name)
    book.properties.title = f"{name}: self-evaluation summary"
    book.properties.creator = book.properties.lastModifiedBy = name
    target = BytesIO()
    book.save(target)
    return with_alternatives(target.getvalue(), book)


def _filled(content: Content) -> list[Part]:
    return [part for part in PARTS if part.number(content)]


def _chosen(content: Content, sheets: Collection[str] | None) -> list[Part]:
    if sheets is None:
        return [part for part in PARTS if part.usual and part.number(content)]
    known = {part.name.casefold(): part for part in PARTS}
    wanted = {each.strip().casefold() for each in sheets}
    if unknown := [each for each in sheets if each.strip().casefold() not in known]:
        names = ", ".join(part.name for part in PARTS)
        raise EvaluationError(f"There is no sheet “{unknown[0]}”. These can be chosen: {names}.")
    return [part for name, part in known.items() if name in wanted]
