"""Framework and crosswalk files, read into checked objects.

A framework is a YAML file in `data/frameworks/`; `data/frameworks/README.md` describes every field.
A file is either accepted whole or refused with every problem it has, each with its line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from evaluation.errors import EvaluationError, FileRefused, Problem

DATA = Path(__file__).resolve().parent.parent / "data"

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_.-]*$", max_length=60)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1200)]
Rule = Literal["secure_fit", "best_fit", "all_met"]
Relation = Literal["same", "part_of", "contains", "overlaps"]
InspectionKind = Literal[
    "graded", "report_card", "ungraded", "monitoring", "visit", "independent_standards", "peer_review"
]

INVERSE: Mapping[Relation, Relation] = {
    "same": "same",
    "part_of": "contains",
    "contains": "part_of",
    "overlaps": "overlaps",
}


class FrameworkKey(NamedTuple):
    """A framework at one version: what every self-evaluation and inspection is pinned to."""

    id: str
    version: str

    def __str__(self) -> str:
        return f"{self.id}@{self.version}"


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


_AnyRecord = TypeVar("_AnyRecord", bound=_Record)


class Grade(_Record):
    """One word of a scale. `name` is the publisher's own word; `meaning` is ours."""

    id: Slug
    name: Text
    meaning: Text


class Scale(_Record):
    """An ordered list of grades, lowest first, and the rule that turns marks into one of them."""

    id: Slug
    name: Text
    rule: Rule
    grades: tuple[Grade, ...] = Field(min_length=2)

    @cached_property
    def order(self) -> dict[str, int]:
        """Grade id to its place, 0 for the lowest. For ordering only: places are never averaged."""
        return {grade.id: place for place, grade in enumerate(self.grades)}

    def grade(self, grade_id: str) -> Grade:
        """The grade with this id. Raises KeyError for a grade of another scale."""
        return self.grades[self.order[grade_id]]

    def name_of(self, grade_id: str | None) -> str:
        """The grade's word, or "Not judged" for None."""
        return "Not judged" if grade_id is None else self.grade(grade_id).name


class Theme(_Record):
    """A heading under which standards of a strand are grouped."""

    id: Slug
    name: Text


class Standard(_Record):
    """One statement of a strand that is met, partly met, not met or not judged.

    `band` is the grade it belongs to. A standard of the lowest grade must be in place for the
    school to be clear of that grade, and `warning` says what it looks like when it is not.
    """

    id: Slug
    band: Slug
    theme: Slug
    text: Text
    hint: Text
    warning: Text | None = None
    number: str | None = Field(default=None, max_length=20)


class Strand(_Record):
    """The unit that gets a grade. `scale` is None where the framework has no grades."""

    id: Slug
    name: Text
    question: Text
    applies: Literal["always", "early_years", "sixth_form", "optional"] = "always"
    scale: Slug | None
    themes: tuple[Theme, ...] = ()
    standards: tuple[Standard, ...] = ()

    def theme_name(self, theme_id: str) -> str:
        """The theme's heading."""
        return next(theme.name for theme in self.themes if theme.id == theme_id)

    def standards_of(self, band: str) -> tuple[Standard, ...]:
        """The standards of one grade band, in file order."""
        return tuple(standard for standard in self.standards if standard.band == band)


class Escalation(_Record):
    """How far a concern raised in an ungraded visit goes."""

    id: Slug
    name: Text
    meaning: Text


class Framework(_Record):
    """A published set of strands, scales and rules, at one version."""

    id: Slug
    version: Slug
    name: Text
    short_name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
    publisher: Text
    description: Text
    breakdown: Literal["ours", "publisher"]
    in_force_from: date
    in_force_to: date | None = None
    sources: tuple[Text, ...] = Field(min_length=1)
    confirmed_on: date
    unverified: tuple[Text, ...] = ()
    use_for: tuple[Literal["self_evaluation", "inspection"], ...] = Field(min_length=1)
    inspection_kind: InspectionKind | None = None
    scales: tuple[Scale, ...] = ()
    escalations: tuple[Escalation, ...] = ()
    strands: tuple[Strand, ...] = Field(min_length=1)

    @property
    def key(self) -> FrameworkKey:
        """Id and version together."""
        return FrameworkKey(self.id, self.version)

    def strand(self, strand_id: str) -> Strand:
        """The strand with this id. Raises KeyError when there is none."""
        for strand in self.strands:
            if strand.id == strand_id:
                return strand
        raise KeyError(strand_id)

    def scale(self, strand_id: str) -> Scale | None:
        """The scale on which a strand is graded, or None where it has no grades."""
        wanted = self.strand(strand_id).scale
        return next((scale for scale in self.scales if scale.id == wanted), None)

    def in_force(self, on: date) -> bool:
        """Whether the framework is in force on a day."""
        return self.in_force_from <= on and (self.in_force_to is None or on <= self.in_force_to)

    def strands_for(self, *, early_years: bool, sixth_form: bool, optional: Iterable[str] = ()) -> tuple[Strand, ...]:
        """The strands a school uses: all that always apply, its provision's, and the optional ones it switched on."""
        switched_on = set(optional)
        applies = {"always": True, "early_years": early_years, "sixth_form": sixth_form}
        return tuple(s for s in self.strands if applies.get(s.applies, s.id in switched_on))


class Link(_Record):
    """One line of a crosswalk: the `strand` (left) is same as / part of / contains / overlaps `to` (right)."""

    strand: Slug = Field(alias="from")
    to: Slug
    relation: Relation
    note: Text | None = None


class Side(_Record):
    """One side of a crosswalk: a framework, and the versions for which the links hold."""

    framework: Slug
    versions: tuple[Slug, ...] = Field(min_length=1)


class Crosswalk(_Record):
    """How the strands of two frameworks relate. It carries evidence and notes across, never grades."""

    id: Slug
    left: Side = Field(alias="from")
    right: Side = Field(alias="to")
    source: Text
    confirmed_on: date
    links: tuple[Link, ...] = Field(min_length=1)


class Relative(NamedTuple):
    """A strand of another framework and how ours relates to it, read from ours: "ours is part of it"."""

    strand_id: str
    relation: Relation
    note: str | None


class FrameworkUnknown(EvaluationError):
    """A framework or version that is neither shipped nor added by the school."""


@dataclass(frozen=True)
class Library:
    """Every framework and crosswalk at hand, by key."""

    frameworks: Mapping[FrameworkKey, Framework]
    crosswalks: tuple[Crosswalk, ...] = ()

    def get(self, framework_id: str, version: str) -> Framework:
        """The framework at this version. Raises FrameworkUnknown."""
        try:
            return self.frameworks[FrameworkKey(framework_id, version)]
        except KeyError:
            known = ", ".join(sorted(str(key) for key in self.frameworks))
            raise FrameworkUnknown(
                f"There is no framework {framework_id} at version {version} here. Known: {known}. "
                "If it is one of your own, add its file again in Settings."
            ) from None

    def usable(self, use: Literal["self_evaluation", "inspection"], on: date) -> list[Framework]:
        """Frameworks for this use, those in force on the day first, newest version first within a name."""
        found = [f for f in self.frameworks.values() if use in f.use_for]
        found.sort(key=lambda f: f.in_force_from, reverse=True)
        found.sort(key=lambda f: (not f.in_force(on), f.publisher != OURS))
        return found

    def relatives(self, ours: FrameworkKey, strand_id: str, other: FrameworkKey) -> list[Relative]:
        """Strands of `other` that relate to our strand. Within one framework version a strand is the same as itself."""
        if ours == other:
            return [Relative(strand_id, "same", None)]
        found = []
        for walk in self.crosswalks:
            for link in walk.links:
                if _holds(walk.left, ours) and _holds(walk.right, other) and link.strand == strand_id:
                    found.append(Relative(link.to, link.relation, link.note))
                elif _holds(walk.right, ours) and _holds(walk.left, other) and link.to == strand_id:
                    found.append(Relative(link.strand, INVERSE[link.relation], link.note))
        return found

    def with_frameworks(self, added: Iterable[Framework]) -> Library:
        """A library that also holds the school's own frameworks. Shipped ones are never replaced."""
        return Library({**{f.key: f for f in added}, **self.frameworks}, self.crosswalks)


OURS = "This project"


def _holds(side: Side, key: FrameworkKey) -> bool:
    return side.framework == key.id and key.version in side.versions


# ------------------------------------------------------------------ reading


@lru_cache(maxsize=4)
def shipped(folder: Path = DATA) -> Library:
    """The frameworks and crosswalks that come with the product, read once per process.

    Raises FileRefused when a file of ours has been damaged.
    """
    frameworks = [read_framework(p.read_text("utf-8")) for p in sorted((folder / "frameworks").glob("*.yaml"))]
    library = Library({f.key: f for f in frameworks})
    walks = [read_crosswalk(p.read_text("utf-8"), library) for p in sorted((folder / "crosswalks").glob("*.yaml"))]
    return Library(library.frameworks, tuple(walks))


def read_framework(text: str, library: Library | None = None) -> Framework:
    """A framework file's text into a Framework.

    With a library, its scales are also checked against the scales of the same id there, and its key
    must be new. Raises FileRefused with every problem found, by line and field.
    """
    document = _Document(text)
    problems = list(_framework_problems(document))
    if library is not None:
        problems += _library_problems(document, library)
    return document.build(Framework, "framework", problems)


def read_crosswalk(text: str, library: Library) -> Crosswalk:
    """A crosswalk file's text into a Crosswalk whose strands all exist. Raises FileRefused."""
    document = _Document(text)
    walk = document.build(Crosswalk, "crosswalk", [])
    problems = []
    for side, name in ((walk.left, "from"), (walk.right, "to")):
        for version in side.versions:
            key = FrameworkKey(side.framework, version)
            framework = library.frameworks.get(key)
            if framework is None:
                problems.append(document.problem((name, "versions"), f"there is no framework {key}."))
                continue
            known = {strand.id for strand in framework.strands}
            for place, link in enumerate(walk.links):
                strand = link.strand if name == "from" else link.to
                if strand not in known:
                    problems.append(document.problem(("links", place, name), f"{key} has no strand “{strand}”."))
    document.refuse_if(problems, "crosswalk")
    return walk


def _framework_problems(document: _Document) -> Iterator[Problem]:
    """Where the parts of a file do not fit together. Parts of the wrong shape are passed over: `build` names those."""
    begins, ends = (_iso(document.data.get(name)) for name in ("in_force_from", "in_force_to"))
    if begins and ends and ends < begins:
        yield document.problem(("in_force_to",), "the framework ends before it begins. Swap or correct the two dates.")
    yield from document.repeated(document.data, ("scales",))
    yield from document.repeated(document.data, ("strands",))
    scales = {scale["id"]: scale for _, scale in _records(document.data, "scales") if isinstance(scale.get("id"), str)}
    for place, scale in _records(document.data, "scales"):
        yield from document.repeated(scale, ("scales", place, "grades"))
    seen: set[str] = set()
    for place, strand in _records(document.data, "strands"):
        here = ("strands", place)
        scale_id = strand.get("scale")
        scale = scales.get(scale_id, {}) if isinstance(scale_id, str) else {}
        if isinstance(scale_id, str) and not scale:
            yield document.problem((*here, "scale"), f"“{scale_id}” is not one of this file's scales.")
        yield from document.repeated(strand, (*here, "themes"))
        yield from _standard_problems(
            strand, here, _ids(scale, "grades"), scale.get("rule") != "all_met", seen, document
        )


def _standard_problems(
    strand: _Fields, here: tuple[Any, ...], bands: list[str] | None, graded: bool, seen: set[str], document: _Document
) -> Iterator[Problem]:
    """What is wrong with a strand's standards. `bands` are its grades, lowest first; empty or None where not known."""
    themes = _ids(strand, "themes")
    lowest = bands[0] if bands and graded else None
    used = set()
    for row, standard in _records(strand, "standards"):
        at = (*here, "standards", row)
        standard_id, theme, band = (_text(standard, name) for name in ("id", "theme", "band"))
        if standard_id in seen:
            yield document.problem((*at, "id"), f"“{standard_id}” is used twice. Give every standard its own id.")
        seen |= {standard_id} if standard_id else set()
        used.add(band)
        if theme and themes is not None and theme not in themes:
            yield document.problem((*at, "theme"), f"“{theme}” is not one of this strand's themes.")
        if band and bands and band not in bands:
            yield document.problem(
                (*at, "band"), f"“{band}” is not a grade of the scale. Use one of: {_listed(bands)}."
            )
        if lowest and band == lowest and not standard.get("warning"):
            yield document.problem(
                (*at, "warning"),
                "a standard of the lowest grade needs a warning sign: what it looks like when absent.",
            )
    if lowest and used == {lowest}:
        yield document.problem(
            (*here, "standards"),
            "all of them belong to the lowest grade, so marks can support no other. Add some for a higher grade.",
        )


def _library_problems(document: _Document, library: Library) -> Iterator[Problem]:
    framework_id, version = _text(document.data, "id"), _text(document.data, "version")
    if framework_id and version and (key := FrameworkKey(framework_id, version)) in library.frameworks:
        yield document.problem(
            ("version",), f"{key} is already here. A new edition needs a new version; what is pinned stays as it was."
        )
    known = {scale.id: scale for other in library.frameworks.values() for scale in other.scales}
    for place, scale in _records(document.data, "scales"):
        twin, grades = known.get(_text(scale, "id") or ""), _ids(scale, "grades")
        if twin and grades and (list(twin.order), twin.rule) != (grades, scale.get("rule")):
            yield document.problem(
                ("scales", place, "id"), f"“{twin.id}” is the id of another scale with other grades. Choose a new id."
            )


_Fields = Mapping[str, Any]


def _records(parent: _Fields, name: str) -> list[tuple[int, _Fields]]:
    """The entries of a list that have fields, each with its place."""
    found = parent.get(name)
    return [(n, entry) for n, entry in enumerate(found) if isinstance(entry, dict)] if isinstance(found, list) else []


def _ids(parent: _Fields, name: str) -> list[str] | None:
    """The ids of a list, none where the list is left out; None where one of them cannot be read."""
    found = parent.get(name) or []
    ids = [_text(entry, "id") for _, entry in _records(parent, name)]
    readable = [each for each in ids if each]
    return readable if len(readable) == len(found) else None


def _text(parent: _Fields, name: str) -> str | None:
    found = parent.get(name)
    return found if isinstance(found, str) else None


def _iso(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


_UNREADABLE = "This is not a readable framework file."
_DEEPEST = 20
"""How far fields may stand inside fields. A framework needs six; the C reader of YAML crashes at some ten thousand."""


class _Document:
    """A YAML text, its plain data, and the line on which each path stands."""

    def __init__(self, text: str) -> None:
        self.lines: dict[tuple[Any, ...], int] = {}
        self._doubles: list[Problem] = []
        try:
            _refuse_knots(text)
            node = yaml.compose(text, Loader=_loader())
        except (yaml.YAMLError, UnicodeError) as error:
            mark = getattr(error, "problem_mark", None)
            reason = getattr(error, "problem", None) or str(error).splitlines()[0]
            line = mark.line + 1 if mark else None
            hint = f"the file cannot be read here ({reason}). Check the spaces at the start of the line and the colons."
            raise FileRefused(_UNREADABLE, [Problem(line, "", hint)]) from None
        if not isinstance(node, yaml.MappingNode):
            raise FileRefused(
                "This is not a framework file.",
                [Problem(1, "", "the file should begin with fields such as “id: …” and “name: …”.")],
            )
        self.data = self._plain(node, ())

    def build(self, model: type[_AnyRecord], what: str, problems: list[Problem]) -> _AnyRecord:
        """The data as a checked record, or FileRefused with these problems and every field that is wrong."""
        try:
            record = model.model_validate(self.data)
        except ValidationError as error:
            fields = [self.problem(detail["loc"], _plain_words(detail)) for detail in error.errors()]
            self.refuse_if(problems + fields, what)
            raise
        self.refuse_if(problems, what)
        return record

    def refuse_if(self, problems: list[Problem], what: str) -> None:
        """Raise FileRefused when anything is wrong, in the order of the file."""
        everything = self._doubles + problems
        if everything:
            everything.sort(key=lambda p: p.line or 0)
            count = "one problem" if len(everything) == 1 else f"{len(everything)} problems"
            raise FileRefused(f"This {what} file has {count}. Nothing was added.", everything)

    def problem(self, path: Iterable[Any], message: str) -> Problem:
        """A problem at a path such as ("strands", 2, "scale")."""
        path = tuple(path)
        line = next((self.lines[path[:n]] for n in range(len(path), -1, -1) if path[:n] in self.lines), None)
        names = [str(part) if not isinstance(part, int) else f"number {part + 1}" for part in path]
        return Problem(line, " › ".join(names), message)

    def repeated(self, parent: _Fields, path: tuple[Any, ...]) -> Iterator[Problem]:
        """A problem for every entry of the list at the end of the path whose id came earlier in it."""
        counts: Counter[str] = Counter()
        for place, record in _records(parent, path[-1]):
            if record_id := _text(record, "id"):
                counts[record_id] += 1
                if counts[record_id] == 2:
                    yield self.problem((*path, place, "id"), f"“{record_id}” is used twice in this list.")

    def _plain(self, node: yaml.Node, path: tuple[Any, ...]) -> Any:
        self.lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            result: dict[str, Any] = {}
            for key_node, value_node in node.value:
                key = str(key_node.value)
                self.lines[(*path, key)] = key_node.start_mark.line + 1
                if key in result:
                    self._doubles.append(self.problem((*path, key), "this field stands twice. Keep one."))
                result[key] = self._plain(value_node, (*path, key))
            return result
        if isinstance(node, yaml.SequenceNode):
            return [self._plain(child, (*path, place)) for place, child in enumerate(node.value)]
        if node.tag == "tag:yaml.org,2002:null":
            return None
        return node.value  # every scalar stays text: “2025-11” and “no” mean what was typed


def _refuse_knots(text: str) -> None:
    """Refuse what no framework needs and what brings the reader down. Raises FileRefused, YAMLError."""
    depth = 0
    for event in yaml.parse(text, Loader=_loader()):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        line = event.start_mark.line + 1 if event.start_mark else None
        if depth > _DEEPEST:
            raise FileRefused(
                _UNREADABLE, [Problem(line, "", "lists stand inside lists too deep here. Take some out.")]
            )
        if isinstance(event, yaml.AliasEvent):
            hint = f"“*{event.anchor}” refers to another place. Write out again what stands there."
            raise FileRefused(_UNREADABLE, [Problem(line, "", hint)])


def _loader() -> Any:
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _listed(words: Iterable[str]) -> str:
    return ", ".join(sorted(words))


def _plain_words(detail: Any) -> str:
    """A pydantic error in words a deputy head understands."""
    kind, context, given = detail["type"], detail.get("ctx", {}), detail.get("input")
    if kind == "missing":
        return "this field is missing. Add it."
    if kind == "extra_forbidden":
        return "this field is not known here. Check its spelling, or take it out."
    if kind == "literal_error":
        return f"“{given}” is not allowed. Use one of: {context['expected'].replace(chr(39), '')}."
    if kind == "string_pattern_mismatch":
        return f"“{given}” should be a short name in small letters, digits, dots, hyphens or underscores."
    if kind in ("string_too_short", "string_type"):
        return "some words are needed here." if not given else "plain words are needed here, not a list of fields."
    if kind == "string_too_long":
        return f"this is longer than {context['max_length']} letters. Shorten it."
    if kind.startswith("date"):
        return f"“{given}” is not a date. Write it as year-month-day, for example 2026-09-01."
    if kind == "too_short":
        return f"at least {context['min_length']} entries are needed here."
    if kind in ("tuple_type", "list_type"):
        return "a list is needed here: one entry a line, each beginning with a hyphen."
    if kind in ("model_type", "model_attributes_type"):
        return "fields are needed here, such as “id: …” and “name: …”."
    return re.sub(r"^(Value|Input) ", "the value ", detail["msg"]) + "."
