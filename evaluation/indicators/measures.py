"""What is measured, from `data/measures/`: definitions, and beside which strands each stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from pydantic import Field

from evaluation.errors import EvaluationError
from evaluation.frameworks import DATA
from evaluation.frameworks.document import Document
from evaluation.frameworks.model import Record, Slug, Text
from evaluation.indicators.records import GROUPS, Better, Measure, PeriodKind, Unit

FOLDER = DATA / "measures"


class _Defined(Record):
    """A measure as its file gives it; see `Measure`."""

    id: Slug
    name: Text
    definition: Text
    unit: Unit
    better: Better
    series: Text
    topics: tuple[Slug, ...]
    source: Text
    phases: tuple[Text, ...] = ()
    groups: tuple[str, ...] = ("",)
    kinds: tuple[PeriodKind, ...] = Field(("year",), min_length=1)
    lowest: float | None = 0
    highest: float | None = None
    begins: int | None = None
    not_published: tuple[int, ...] = ()
    note: str = ""


class _File(Record):
    measures: tuple[_Defined, ...]


class _ThemeFile(Record):
    strands: Mapping[Slug, tuple[Text, ...]]
    groups: Mapping[Slug, tuple[Slug, ...]]


@dataclass(frozen=True)
class Themes:
    """Which strands a theme's measures stand beside, and which groups of pupils a strand is about."""

    strands: Mapping[str, tuple[str, ...]]
    groups: Mapping[str, tuple[str, ...]]

    def speaks_to(self, measure: Measure, strand_id: str, framework_id: str = "") -> bool:
        """Whether a measure stands beside a strand (of a framework): by its themes, or by its name."""
        names = {strand_id, f"{framework_id}/{strand_id}"}
        return any(names & {topic, *self.strands.get(topic, ())} for topic in measure.topics)


@lru_cache(maxsize=1)
def measures() -> Mapping[str, Measure]:
    """Every measure by its id, in the order of the files. Raises FileRefused when a file has been damaged."""
    found: dict[str, Measure] = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        if path.name != "themes.yaml":
            document = Document(path.read_text("utf-8"))
            problems = list(document.repeated(document.data, ("measures",)))
            for each in document.build(_File, path.name, problems).measures:
                found[each.id] = Measure(**dict(each))
    return found


def measure(measure_id: str) -> Measure:
    """The measure with this id. Raises EvaluationError."""
    found = measures().get(measure_id)
    if found is None:
        raise EvaluationError(f"There is no measure “{measure_id}” in this product.")
    return found


@lru_cache(maxsize=1)
def themes() -> Themes:
    """The themes, from `data/measures/themes.yaml`."""
    file = Document((FOLDER / "themes.yaml").read_text("utf-8")).build(_ThemeFile, "themes.yaml", [])
    return Themes(file.strands, file.groups)


def for_phase(phase: str) -> tuple[Measure, ...]:
    """Every measure, those for a phase of school first."""
    return tuple(sorted(measures().values(), key=lambda each: bool(each.phases) and phase not in each.phases))


def measure_called(text: str) -> Measure | None:
    """The measure that a person means by its name or id, letter case and spaces ignored; None where it is none."""
    words = _plain(text)
    return next((each for each in measures().values() if words in (_plain(each.id), _plain(each.name))), None)


def group_called(text: str) -> str | None:
    """The id of the group that a person means, "" for all pupils; None where it is none."""
    words = _plain(text)
    if words in ("", "all", "everyone"):
        return ""
    names = {_plain(name): group.id for group in GROUPS.values() for name in (group.id, group.name)}
    return (names | {_plain(name): group_id for name, group_id in _ALSO.items()}).get(words)


_ALSO = {
    "FSM": "fsm",
    "not FSM": "not_fsm",
    "non FSM": "not_fsm",
    "EHCP": "ehcp",
    "EHC plans": "ehcp",
    "no SEN": "no_sen",
    "EAL": "eal",
    "pupil premium": "disadvantaged",
    "others": "not_disadvantaged",
}


def _plain(text: str) -> str:
    return " ".join(text.replace("_", " ").replace("-", " ").casefold().split())
