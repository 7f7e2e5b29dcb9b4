"""What is true of the school but not to be seen on the days looked at, with the evidence that stands for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from evaluation.evidence.records import Evidence
from evaluation.visible.days import typical_days
from evaluation.visible.not_seen import not_seen
from evaluation.visible.records import DaySetting, Practice
from evaluation.visible.seen import look
from tests.visible.test_seen import LENS, PRIMARY, T_E1, T_U1, TEACHING, practice

STRAND_PIECE = Evidence("strand", "A walk", "observation", date(2026, 11, 1), strands=(TEACHING,))
OWN_PIECE = Evidence("own", "Books", "work", date(2026, 9, 1), strands=(TEACHING,), standards=(T_E1,))
OTHER_PIECE = Evidence("other", "Letters", "voice", date(2026, 11, 20), strands=(("elsewhere", "teaching"),))
REGISTER = (STRAND_PIECE, OWN_PIECE, OTHER_PIECE)


def latest(pieces: Sequence[Evidence]) -> Evidence | None:
    return max(pieces, key=lambda piece: piece.describes_on, default=None)


def week_a(*practices: Practice):
    return look(practices or PRIMARY, typical_days(DaySetting(), "A"), [])


def test_every_practice_that_could_not_be_seen_has_its_reason_and_the_best_evidence_of_its_standard() -> None:
    found = not_seen(week_a(), LENS, {}, REGISTER, latest)
    assert {each.practice.what: each.evidence and each.evidence.id for each in found.practices} == {
        "Science 4": "own",
        "Forest school": None,
        "Reviews": None,
    }
    assert found.practices[0].why == "Wednesday: only in week B"


def test_where_no_evidence_of_a_standard_still_stands_that_of_its_strand_does() -> None:
    def none_of_autumn(pieces: Sequence[Evidence]) -> Evidence | None:
        return latest([piece for piece in pieces if piece.describes_on > date(2026, 10, 1)])

    found = not_seen(week_a(PRIMARY[3]), LENS, {}, REGISTER, none_of_autumn)
    assert found.practices[0].evidence == STRAND_PIECE


def test_a_standard_marked_met_that_nothing_to_be_seen_shows_says_where_else_it_shows() -> None:
    found = not_seen(week_a(), LENS, {"t.u1": "met", "t.e1": "met"}, REGISTER, latest)
    (only,) = found.standards
    assert (only.strand.id, only.standard.id, only.evidence) == ("teaching", "t.e1", OWN_PIECE)
    assert [each.what for each in only.elsewhere] == ["Science 4"]


def test_what_is_not_marked_met_is_not_claimed() -> None:
    assert not_seen(week_a(), LENS, {"t.e1": "partly"}, REGISTER, latest).standards == ()


def test_a_standard_that_no_practice_shows_at_all_is_named_too() -> None:
    found = not_seen(week_a(practice("Choir", "Wed", standards=(T_U1,))), LENS, {"t.e1": "met"}, (), latest)
    assert [(each.standard.id, each.elsewhere, each.evidence) for each in found.standards] == [("t.e1", (), None)]
