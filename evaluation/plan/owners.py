"""Whether somebody is an owner of an action: nobody reviews or audits their own.

By the accounts' e-mail addresses where both have one, else by name. Names are typed in many ways, so where two
could be one person they are taken for one: "J. Patel", "Mrs Patel" and "Jo" for the owner Jo Patel.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from evaluation.plan.records import Action, PlanRecord

UNNAMED = "Somebody in the school"
"""What stands for a name that a reader does not get."""

_TITLES = frozenset(
    re.findall(r"\w+", "mr mrs ms miss mx dr doctor prof professor sir dame rev revd reverend fr father sister canon")
)
_BETWEEN = re.compile(r"[,;/&+\n]|\b(?:and|with)\b", re.IGNORECASE)


def owns(action: Action, name: str, email: str = "") -> bool:
    """Whether somebody is, or could be, an owner of the action. Of several owners each one counts.

    The one address of an action says nothing of the other owners it names, so those go by name.
    """
    theirs, ours = _address(action.owner_email), _address(email)
    owners = [words for part in _BETWEEN.split(action.owner) if (words := _words(part))]
    if theirs and ours and (theirs == ours or len(owners) <= 1):
        return theirs == ours
    who = _words(name)
    return any(_could_be(owner, who) for owner in owners)


def has_owned(record: PlanRecord, action: Action, name: str, email: str = "") -> bool:
    """Whether somebody owns the action, owned it since it was agreed, or said that it is done: see `PlanRecord`.

    Who hands an action on, or says for its owner that it is done, does not look at it afterwards.
    """
    owned = {(action.owner, action.owner_email), *record.owned.get(action.id, ())}
    claimed = {u.by for u in record.updates if u.action_id == action.id and u.state == "done_claimed"}
    others = {(by, "") for by in claimed - {owner for owner, _ in owned}}
    return any(owns(replace(action, owner=o, owner_email=e), name, email) for o, e in owned | others)


def is_name(text: str) -> bool:
    """Whether a text names somebody at all: a dash does not."""
    return bool(_words(text))


def without_names(record: PlanRecord) -> PlanRecord:
    """A plan without the names of those who do, report, review and audit, for those who read no names of staff.

    What people typed into their sentences stays: nothing here can tell which words are names.
    """
    return replace(
        record,
        actions=tuple(replace(each, owner=_unnamed(each.owner), owner_email="") for each in record.actions),
        updates=tuple(replace(each, by=UNNAMED) for each in record.updates),
        reviews=tuple(replace(each, reviewer=UNNAMED, reviewer_email="") for each in record.reviews),
        audits=tuple(
            replace(
                each,
                auditor=UNNAMED,
                auditor_email="",
                signed_by=_unnamed(each.signed_by),
                looks=tuple(replace(look, owner=_unnamed(look.owner)) for look in each.looks),
            )
            for each in record.audits
        ),
        owned={},
    )


def _unnamed(name: str) -> str:
    return UNNAMED if name else ""


def _address(email: str) -> str:
    return email.strip().casefold()


def _words(name: str) -> list[str]:
    """The words of a name in small letters, without accents, points and titles (unless there is nothing else)."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    words = re.findall(r"[^\W_]+", re.sub(r"['’]", "", plain).casefold())
    return [word for word in words if word not in _TITLES] or words


def _could_be(one: list[str], other: list[str]) -> bool:
    """Whether every word of the shorter name is in the longer one, where an initial stands for its word."""
    if not one or not other:
        return False
    short, long = sorted((one, other), key=len)
    return "".join(one) == "".join(other) or all(any(_fits(word, each) for each in long) for word in short)


def _fits(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])
