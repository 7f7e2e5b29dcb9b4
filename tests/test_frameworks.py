"""Framework and crosswalk files: what is shipped keeps its promises, and what is wrong with a file is all said."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise
from typing import NamedTuple

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.errors import FileRefused
from evaluation.frameworks import (
    DATA,
    INVERSE,
    OURS,
    Framework,
    FrameworkKey,
    FrameworkUnknown,
    read_crosswalk,
    read_framework,
    shipped,
)

LIBRARY = shipped()
FRAMEWORKS = sorted(LIBRARY.frameworks.values(), key=lambda framework: framework.key)
STRANDS = [
    pytest.param(framework, strand, id=f"{framework.key}-{strand.id}")
    for framework in FRAMEWORKS
    for strand in framework.strands
    if strand.standards
]

# ------------------------------------------------------------------ what is shipped


def test_every_shipped_file_is_read_under_the_name_it_has() -> None:
    files = {path.stem for path in (DATA / "frameworks").glob("*.yaml")}
    assert files == {str(framework.key) for framework in FRAMEWORKS}
    assert len(LIBRARY.crosswalks) == len(list((DATA / "crosswalks").glob("*.yaml"))) >= 5


@pytest.mark.parametrize("framework", FRAMEWORKS, ids=lambda framework: str(framework.key))
def test_every_file_says_where_it_comes_from_and_what_was_not_checked(framework: Framework) -> None:
    assert framework.sources and framework.use_for
    assert framework.in_force_from.year < 2027 and framework.confirmed_on <= date(2027, 1, 1)
    assert framework.unverified, "no file has been checked against everything"
    ids = [standard.id for strand in framework.strands for standard in strand.standards]
    assert len(ids) == len(set(ids))
    assert not (framework.publisher == OURS and framework.breakdown == "publisher")


WIDTHS = {
    "ofsted-report-card": {
        "urgent_improvement": (4, 6),
        "expected_standard": (5, 10),
        "strong_standard": (3, 6),
        "exceptional": (2, 4),
    },
    "ofsted-four-grades": {"inadequate": (4, 6), "good": (5, 10), "outstanding": (2, 4)},
}


@pytest.mark.parametrize(("framework", "strand"), STRANDS)
def test_every_strand_has_enough_standards_to_judge_and_not_too_many(framework: Framework, strand) -> None:
    scale = framework.scale(strand.id)
    counts = Counter(standard.band for standard in strand.standards)
    if scale is None:
        assert 3 <= len(strand.standards) <= 10
        return
    assert counts.keys() == WIDTHS.get(scale.id, counts).keys()
    for band, (fewest, most) in WIDTHS.get(scale.id, {}).items():
        assert fewest <= counts[band] <= most, band
    lowest = strand.standards_of(scale.grades[0].id)
    assert all(standard.warning for standard in lowest)
    assert {standard.theme for standard in strand.standards} == {theme.id for theme in strand.themes}


@pytest.mark.parametrize("version", ["2025-11", "2026-09"])
def test_the_report_card_has_six_areas_and_what_stands_beside_them(version: str) -> None:
    card = LIBRARY.get("ofsted-report-card", version)
    assert [(strand.name, strand.applies) for strand in card.strands] == [
        ("Safeguarding", "always"),
        ("Inclusion", "always"),
        ("Curriculum and teaching", "always"),
        ("Achievement", "always"),
        ("Attendance and behaviour", "always"),
        ("Personal development and well-being", "always"),
        ("Leadership and governance", "always"),
        ("Early years in schools", "early_years"),
        ("Sixth form in schools", "sixth_form"),
    ]
    scales = {strand.id: strand.scale for strand in card.strands}
    assert scales.pop("safeguarding") == "met-not-met"
    assert set(scales.values()) == {"ofsted-report-card"}
    names = [grade.name for grade in card.scale("inclusion").grades]
    assert names == ["Urgent improvement", "Needs attention", "Expected standard", "Strong standard", "Exceptional"]


def test_overall_effectiveness_ends_with_the_framework_of_2019() -> None:
    names = {version: [s.id for s in LIBRARY.get("ofsted-eif", version).strands] for version in ("2019-09", "2024-09")}
    assert names["2019-09"] == ["overall_effectiveness", *names["2024-09"]]


def test_the_independent_school_standards_have_eight_numbered_parts_that_are_met_or_not() -> None:
    parts = LIBRARY.get("independent-school-standards", "2015-01").strands
    assert [part.name.split(":")[0] for part in parts] == [f"Part {number}" for number in range(1, 9)]
    assert {part.scale for part in parts} == {"met-not-met"}
    assert all(standard.number for part in parts for standard in part.standards)


def test_a_visit_without_grades_has_no_scale_but_says_how_far_a_concern_goes() -> None:
    visit = LIBRARY.get("visit-without-grades", "2020-09")
    assert {visit.scale(strand.id) for strand in visit.strands} == {None}
    assert len(visit.escalations) > 1


def test_each_report_card_and_framework_of_inspection_takes_over_where_the_last_one_ends() -> None:
    ofsted = sorted(
        (f for f in FRAMEWORKS if f.publisher == "Ofsted" and f.id != "visit-without-grades"),
        key=lambda framework: framework.in_force_from,
    )
    for earlier, later in pairwise(ofsted):
        assert earlier.in_force_to and (later.in_force_from - earlier.in_force_to).days == 1
    assert ofsted[-1].in_force_to is None


def test_every_crosswalk_reads_the_same_from_both_sides() -> None:
    pairs = [(a, b) for a in FRAMEWORKS for b in FRAMEWORKS if a.key != b.key]
    found = 0
    for ours, theirs in pairs:
        known = {strand.id for strand in theirs.strands}
        for strand in ours.strands:
            for relative in LIBRARY.relatives(ours.key, strand.id, theirs.key):
                found += 1
                assert relative.strand_id in known
                back = LIBRARY.relatives(theirs.key, relative.strand_id, ours.key)
                assert [b.relation for b in back if b.strand_id == strand.id] == [INVERSE[relative.relation]]
    lines = sum(len(w.links) * len(w.left.versions) * len(w.right.versions) for w in LIBRARY.crosswalks)
    assert found == 2 * lines


def test_a_strand_is_the_same_as_itself_and_a_framework_that_is_gone_says_what_is_here() -> None:
    key = FRAMEWORKS[0].key
    assert [r.relation for r in LIBRARY.relatives(key, "any", key)] == ["same"]
    with pytest.raises(FrameworkUnknown, match=r"no framework gone at version 1 here\. Known: .*ofsted-report-card"):
        LIBRARY.get("gone", "1")


@given(st.dates(date(2005, 9, 1), date(2030, 1, 1)), st.sampled_from(["self_evaluation", "inspection"]))
def test_frameworks_in_force_on_the_day_are_offered_first(on: date, use) -> None:
    offered = LIBRARY.usable(use, on)
    assert {f.key for f in offered} == {f.key for f in FRAMEWORKS if use in f.use_for}
    in_force = [framework.in_force(on) for framework in offered]
    assert in_force == sorted(in_force, reverse=True)


def test_an_own_framework_never_takes_the_place_of_a_shipped_one() -> None:
    first = FRAMEWORKS[0]
    forged = first.model_copy(update={"name": "Forged"})
    assert LIBRARY.with_frameworks([forged]).get(*first.key) == first


# ------------------------------------------------------------------ what is wrong with a file

GOOD = """\
id: our-own
version: 2025-11
name: no
short_name: Ours
publisher: Our trust
description: Three things we look at.
breakdown: ours
in_force_from: 2025-11-01
in_force_to: 2026-11-01
sources: [Our own heads]
confirmed_on: 2026-01-01
use_for: [self_evaluation]
scales:
  - id: our-grades
    name: Our grades
    rule: secure_fit
    grades:
      - {id: low, name: Low, meaning: Not yet.}
      - {id: fine, name: Fine, meaning: As it should be.}
strands:
  - id: sport
    name: Sport
    question: Does every pupil move every day?
    scale: our-grades
    themes:
      - {id: play, name: Play}
    standards:
      - id: sport.1
        band: fine
        theme: play
        text: Every pupil has two hours a week.
        hint: Ask ten pupils.
      - {id: sport.2, band: low, theme: play, text: The field is safe., hint: Walk round it., warning: Broken glass.}
  - id: music
    name: Music
    question: Does every pupil play or sing?
    scale: null
"""


def refused(text: str) -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        read_framework(text, LIBRARY)
    return caught.value


def test_a_good_file_is_taken_and_every_value_stays_the_text_that_was_typed() -> None:
    framework = read_framework(GOOD, LIBRARY)
    assert (framework.key, framework.name) == (FrameworkKey("our-own", "2025-11"), "no")
    assert framework.in_force(date(2026, 11, 1)) and not framework.in_force(date(2026, 11, 2))
    assert read_framework("\ufeff" + GOOD.replace("\n", "\r\n")) == framework


class Slip(NamedTuple):
    """A text of the good file, what stands there instead, the field and some words of what is said.

    `on` is on the line that is named; where it is left out, what stands there instead.
    """

    right: str
    wrong: str
    field: str
    words: str
    on: str = ""

    @property
    def path(self) -> str:
        return " › ".join(f"number {part}" if part.isdigit() else part for part in self.field.split())


FIRST, SECOND = "strands 1 standards 1 ", "strands 1 standards 2 "
SLIPS = {
    "a missing field": Slip("publisher: Our trust\n", "", "publisher", "missing", "id: our-own"),
    "a missing field inside": Slip("    name: Sport\n", "", "strands 1 name", "missing", "- id: sport"),
    "a misspelt field": Slip("question: Does every pupil play", "qestion: Does it", "strands 2 qestion", "spelling"),
    "a wrong rule": Slip("rule: secure_fit", "rule: average", "scales 1 rule", "secure_fit"),
    "a date that is none": Slip("from: 2025-11-01", "from: 1.11.2025", "in_force_from", "year-month-day"),
    "dates swapped": Slip("to: 2026-11-01", "to: 2024-11-01", "in_force_to", "before it begins"),
    "a band not on the scale": Slip("band: fine\n", "band: superb\n", FIRST + "band", "Use one of: fine, low"),
    "an unknown theme": Slip("theme: play\n", "theme: plays\n", FIRST + "theme", "not one of this strand's themes"),
    "an unknown scale": Slip("scale: our-", "scale: your-", "strands 1 scale", "not one of this file's scales"),
    "a strand twice": Slip("id: music", "id: sport\n    x: y", "strands 2 id", "twice", "id: sport\n    x"),
    "a standard twice": Slip("{id: sport.2", "{id: sport.1", SECOND + "id", "twice"),
    "a grade twice": Slip("{id: fine, name", "{id: low, name", "scales 1 grades 2 id", "twice", "low, name: Fine"),
    "a field twice": Slip("name: no\n", "name: no\nname: yes\n", "name", "twice", "name: yes"),
    "no warning sign": Slip(", warning: Broken glass.", "", SECOND + "warning", "warning sign", "{id: sport.2"),
    "only the lowest grade": Slip(
        "band: fine\n", "band: low\n        warning: None.\n", "strands 1 standards", "higher grade", "standards:"
    ),
    "an id with spaces": Slip("id: music", "id: Music and song", "strands 2 id", "short name in small letters"),
    "a text too long": Slip("name: Music", f"name: {'la ' * 500}", "strands 2 name", "longer than 1200 letters"),
    "an empty field": Slip("publisher: Our trust", "publisher:", "publisher", "words are needed"),
    "a list for words": Slip("publisher: Our trust", "publisher: [Our trust]", "publisher", "not a list"),
    "words for a list": Slip("sources: [Our own heads]", "sources: Our own heads", "sources", "a list is needed"),
    "words for fields": Slip("scales:\n", "scales:\n  - ours\n", "scales 1", "fields are needed", "- ours"),
    "one grade only": Slip(
        "      - {id: low, name: Low, meaning: Not yet.}\n", "", "scales 1 grades", "at least 2", "grades:"
    ),
    "another scale's id": Slip("id: our-grades", "id: met-not-met", "scales 1 id", "another scale"),
    "a shipped edition": Slip("id: our-own", "id: school-strands", "version", "already here", "version: 2025-11"),
    "tabs": Slip("    name: Sport\n", "\tname: Sport\n", "", "cannot be read here"),
    "a colon in the words": Slip("name: Sport", "name: Sport: all of it", "", "cannot be read here"),
    "a reference": Slip("publisher: Our trust", "publisher: *trust", "", "refers to another place"),
}


@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS)
def test_what_is_wrong_is_said_with_its_line_and_field_in_plain_words(slip: Slip) -> None:
    text = GOOD.replace(slip.right, slip.wrong, 1)
    assert text != GOOD
    line = text[: text.index(slip.on or slip.wrong.rstrip())].count("\n") + 1
    said = [problem for problem in refused(text).problems if slip.words in problem.message]
    assert [(problem.line, problem.field) for problem in said] == [(line, slip.path)]
    assert str(said[0]).startswith(f"Line {line}")
    assert not any(word in str(said[0]) for word in ("pydantic", "str_", "NoneType", "Traceback", "validation"))


def test_all_that_is_wrong_is_said_at_once_in_the_order_of_the_file() -> None:
    names = (
        "a list for words, words for a list, a missing field inside, a misspelt field, a wrong rule, dates swapped, "
        "a band not on the scale, an unknown theme, no warning sign, an id with spaces, a field twice, "
        "a shipped edition"
    )
    slips = [SLIPS[name] for name in names.split(", ")]
    text = GOOD
    for slip in slips:
        text = text.replace(slip.right, slip.wrong, 1)
    found = refused(text)
    for slip in slips:
        assert any(slip.words in problem.message and slip.path == problem.field for problem in found.problems), slip
    lines = [problem.line for problem in found.problems]
    assert lines == sorted(lines)
    assert str(found) == f"This framework file has {len(lines)} problems. Nothing was added."


@pytest.mark.parametrize("text", ["", "# only a remark\n", "- a\n- b\n", "just words", "null", "---\n...\n"])
def test_a_file_that_is_no_framework_at_all_says_how_one_begins(text: str) -> None:
    assert "id: " in refused(text).problems[0].message


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a: &a {b: *a}", id="in itself"),
        pytest.param("a: " + "[" * 60_000 + "]" * 60_000, id="deeper than the reader bears"),
        pytest.param("a: \ud800", id="half a letter"),
        pytest.param("a: \0", id="no letter"),
        pytest.param("? {a: b}\n: c", id="a field as a name"),
        pytest.param("a: 1\n---\nb: 2", id="two files"),
    ],
)
def test_a_file_made_to_break_the_reader_is_refused(text: str) -> None:
    assert refused(text).problems


_values = st.recursive(
    st.none() | st.integers() | st.text(max_size=8) | st.sampled_from(["low", "fine", "sport", "2025-11", "no"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "name", "grades"]), inner),
    max_leaves=8,
)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """The good file with some of its values replaced by anything."""
    data = yaml.load(GOOD, Loader=yaml.BaseLoader)
    for _ in range(draw(st.integers(1, 4))):
        place = data
        while True:
            key = draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
            inner = place[key]
            if not isinstance(inner, dict | list) or not inner or draw(st.booleans()):
                place[key] = draw(_values)
                break
            place = inner
    return str(yaml.safe_dump(data, allow_unicode=True, sort_keys=False))


@given(
    st.text()
    | damaged()
    | st.builds(lambda a, b, junk: GOOD[:a] + junk + GOOD[b:], st.integers(0, 999), st.integers(0, 999), st.text())
)
@settings(max_examples=400)
def test_any_text_is_a_framework_or_is_refused_with_reasons(text: str) -> None:
    try:
        assert isinstance(read_framework(text, LIBRARY), Framework)
    except FileRefused as problem:
        assert problem.problems
        assert all(p.message and (p.line is None or 1 <= p.line <= text.count("\n") + 2) for p in problem.problems)


def test_a_crosswalk_names_every_strand_and_framework_that_does_not_exist() -> None:
    text = (DATA / "crosswalks" / "school-strands-to-ofsted-report-card.yaml").read_text("utf-8")
    broken = text.replace("from: curriculum, to: curriculum_teaching", "from: curiculum, to: teaching").replace(
        "versions: [2025-11, 2026-09]", "versions: [2025-11, 2027-09]"
    )
    with pytest.raises(FileRefused) as caught:
        read_crosswalk(broken, LIBRARY)
    messages = " ".join(problem.message for problem in caught.value.problems)
    assert all(word in messages for word in ("“curiculum”", "“teaching”", "ofsted-report-card@2027-09"))
