"""What a piece of evidence is linked to: which links may be, and which place is an address to follow."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from evaluation.evidence.records import Evidence, StandardRef, StrandRef
from evaluation.frameworks import Library

_GONE = "no longer here. Choose again."


def settled(evidence: Evidence, library: Library) -> Evidence:
    """The evidence with its links in order and none twice. A standard brings its strand, as the newest edition has it.

    So what shows one standard is found with its strand, too.
    """
    homes = standard_homes(library)
    brought = {homes[each] for each in evidence.standards if each in homes}
    return replace(
        evidence,
        strands=tuple(sorted({*evidence.strands, *brought})),
        standards=tuple(sorted(set(evidence.standards))),
        actions=tuple(sorted(set(evidence.actions))),
    )


def problems(
    evidence: Evidence, before: Evidence | None, library: Library, actions: Collection[str]
) -> dict[str, str | None]:
    """What is wrong with the links, by field. `actions` holds the ids of those that may be linked.

    What was linked before may stay, also where a framework or an action has gone since.
    """
    known: dict[str, set[Any]] = {
        "strands": {(each.id, strand.id) for each in library.frameworks.values() for strand in each.strands},
        "standards": set(standard_homes(library)),
        "actions": set(actions),
    }
    words = {"strands": "A strand is", "standards": "A standard is", "actions": "An action is"}
    wrong = {}
    for field, here in known.items():
        new = set(getattr(evidence, field)) - set(getattr(before, field) if before else ())
        wrong[field] = None if new <= here else f"{words[field]} {_GONE}"
    return wrong


def standard_homes(library: Library) -> dict[StandardRef, StrandRef]:
    """Every standard with its strand, as the newest edition of its framework has it."""
    oldest_first = sorted(library.frameworks.values(), key=lambda framework: framework.in_force_from)
    return {
        (framework.id, standard.id): (framework.id, strand.id)
        for framework in oldest_first
        for strand in framework.strands
        for standard in strand.standards
    }


def web_address(where_kept: str) -> str | None:
    """The place as an address that a press may open: http or https and nothing else; None for any other place."""
    if any(letter.isspace() or not letter.isprintable() or letter in "\\<>\"'`" for letter in where_kept):
        return None
    try:
        parts = urlsplit(where_kept)
        return where_kept if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:
        return None
