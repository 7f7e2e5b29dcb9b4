"""Every name of a person that a school's store knows, to keep them off what is projected."""

from __future__ import annotations

import json

from evaluation.store.plumbing import Store

_OF_SCHOOL = (
    "SELECT name, email FROM person WHERE only_school_id IS NULL OR only_school_id = :school",
    "SELECT DISTINCT who FROM change WHERE school_id = :school",
    "SELECT DISTINCT owner, owner_email FROM action WHERE school_id = :school",
    "SELECT DISTINCT added_by FROM evidence WHERE school_id = :school",
    "SELECT speaker, speaker_email, stand_in, stand_in_email FROM strand_card WHERE school_id = :school",
)
_OF_EVALUATIONS = (
    "SELECT DISTINCT saved_by FROM judgement WHERE self_evaluation_id IN (:those)",
    "SELECT DISTINCT who, name FROM leader_judgement WHERE self_evaluation_id IN (:those)",
)
_OF_ACTIONS = (
    "SELECT DISTINCT said_by FROM action_update WHERE action_id IN (:those)",
    "SELECT DISTINCT reviewer, reviewer_email FROM midway_review WHERE action_id IN (:those)",
)
_OF_PLANS = ("SELECT auditor, auditor_email, signed_by FROM audit WHERE plan_id IN (:those)",)
_OF_INSPECTIONS = (
    "SELECT owner FROM immediate_action WHERE inspection_id IN (:those)",
    "SELECT email FROM confidant WHERE inspection_id IN (:those)",
    "SELECT with_whom FROM account WHERE inspection_id IN (:those)",
    "SELECT DISTINCT who, written_by FROM log_entry WHERE inspection_id IN (:those)",
)
_OF_CALLS = ("SELECT DISTINCT owner, done_by FROM call_check WHERE call_id IN (:those)",)
_THOSE = {
    "SELECT id FROM self_evaluation WHERE school_id = :school": _OF_EVALUATIONS,
    "SELECT id FROM action WHERE school_id = :school": _OF_ACTIONS,
    "SELECT id FROM plan WHERE school_id = :school": _OF_PLANS,
    "SELECT id FROM inspection WHERE school_id = :school": _OF_INSPECTIONS,
    "SELECT id FROM call WHERE school_id = :school": _OF_CALLS,
}
_LISTS = ("SELECT who FROM practice WHERE school_id = :school", "SELECT who FROM away WHERE school_id = :school")


def known(store: Store, school_id: str) -> set[str]:
    """Who is named anywhere as doing, saying, owning or being away, as typed: names, e-mail addresses, also roles."""
    queries = [*_OF_SCHOOL, *(each.replace(":those", those) for those, own in _THOSE.items() for each in own)]
    found = {str(value) for query in queries for row in _rows(store, query, school_id) for value in row.values()}
    lists = (json.loads(str(row["who"])) for query in _LISTS for row in _rows(store, query, school_id))
    return {name.strip() for name in (*found, *(name for names in lists for name in names)) if name.strip()}


def _rows(store: Store, query: str, school_id: str) -> list[dict[str, object]]:
    return store.rows(query.replace(":school", "?1"), school_id)
