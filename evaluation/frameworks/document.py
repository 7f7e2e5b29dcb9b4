"""A YAML file of ours as plain data that knows its lines, so that every problem can say where it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from evaluation.errors import FileRefused, Problem
from evaluation.frameworks.model import Record

Fields = Mapping[str, Any]
AnyRecord = TypeVar("AnyRecord", bound=Record)

_UNREADABLE = "This is not a readable framework file."
_DEEPEST = 20
"""How far fields may stand inside fields. A framework needs six; the C reader of YAML crashes at some ten thousand."""


class Document:
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

    def build(self, model: type[AnyRecord], what: str, problems: list[Problem]) -> AnyRecord:
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

    def repeated(self, parent: Fields, path: tuple[Any, ...]) -> Iterator[Problem]:
        """A problem for every entry of the list at the end of the path whose id came earlier in it."""
        counts: Counter[str] = Counter()
        for place, record in records_in(parent, path[-1]):
            if record_id := text_in(record, "id"):
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


def records_in(parent: Fields, name: str) -> list[tuple[int, Fields]]:
    """The entries of a list that have fields, each with its place."""
    found = parent.get(name)
    return [(n, entry) for n, entry in enumerate(found) if isinstance(entry, dict)] if isinstance(found, list) else []


def ids_in(parent: Fields, name: str) -> list[str] | None:
    """The ids of a list, none where the list is left out; None where one of them cannot be read."""
    found = parent.get(name) or []
    ids = [text_in(entry, "id") for _, entry in records_in(parent, name)]
    readable = [each for each in ids if each]
    return readable if len(readable) == len(found) else None


def text_in(parent: Fields, name: str) -> str | None:
    """The words of a field, or None where there are none."""
    found = parent.get(name)
    return found if isinstance(found, str) else None


def day_in(parent: Fields, name: str) -> date | None:
    """The date of a field, or None where there is none."""
    try:
        return date.fromisoformat(text_in(parent, name) or "")
    except ValueError:
        return None
