"""A self-evaluation filled in offline: unchanged it changes nothing, what was edited comes in, and it goes back."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from evaluation.access import LOCAL_HEAD, NotAllowed, Role, Viewer
from evaluation.details import TEXT_LENGTH, tidy
from evaluation.documents.session_template import session_template
from evaluation.errors import FileRefused
from evaluation.frameworks import FrameworkKey
from evaluation.intake import session_template as session_template_file
from evaluation.intake.session_format import HIDDEN, Slot
from evaluation.records import SchoolDetails
from evaluation.school import Door, School
from evaluation.school.session_tables import SessionPreview
from evaluation.store.self_evaluations import ChangedMeanwhile, EvaluationLocked

OWN = """
id: own
version: 2026-09
name: Our own promises
short_name: Promises
publisher: The school
description: Three promises.
breakdown: ours
in_force_from: 2026-09-01
sources: [Ourselves]
confirmed_on: 2026-09-01
use_for: [self_evaluation]
scales:
  - id: own-scale
    name: Seeds to trees
    rule: secure_fit
    grades:
      - {id: seed, name: "=Seed, sown", meaning: "Sown."}
      - {id: plant, name: Plant, meaning: "Growing."}
  - id: other-scale
    name: Low to good
    rule: best_fit
    grades:
      - {id: low, name: Low, meaning: "Low."}
      - {id: good, name: Good, meaning: "Good."}
strands:
  - id: kindness
    name: "+Kindness"
    question: Are we kind?
    scale: own-scale
    themes: [{id: all, name: All}]
    standards:
      - {id: k1, band: plant, theme: all, text: "=We greet each other", hint: "@the gate"}
      - {id: k2, band: plant, theme: all, text: "We say “thanks”", hint: "Listen."}
  - id: order
    name: Order
    question: Is it tidy?
    scale: other-scale
    themes: [{id: all, name: All}]
    standards:
      - {id: o1, band: good, theme: all, text: "Paths are swept", hint: "Walk."}
  - {id: garden, name: Garden, question: Does it grow?, scale: null}
"""
KEY = FrameworkKey("own", "2026-09")
GRADES = {"kindness": ("seed", "plant"), "order": ("low", "good"), "garden": ()}
STANDARDS = ("k1", "k2", "o1")
WORDS = {"seed": "=Seed, sown", "plant": "Plant", "low": "Low", "good": "Good", "met": "Met", "partly": "Partly"}
WORDS |= {"not_met": "Not yet", "improve": "Improve", "sustain": "Sustain", "watch": "Watch", None: None}
COLUMN = {"grade": "Grade", "why": "Why", "direction": "Direction", "value": "Mark"}
Said = dict[Slot, Any]
Edit = Callable[[Any], object]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("offline") / "school.db"


@pytest.fixture(scope="module")
def school(path: Path) -> School:
    made = Door.at(path, LOCAL_HEAD).set_up(
        SchoolDetails("", "Elm & Ash School", 123456, "Primary", "Academy converter")
    )
    made.settings.add_framework(OWN)
    return Door.at(path, LOCAL_HEAD).school(made.details.id)


@pytest.fixture(scope="module")
def door_of(school: School, path: Path) -> Callable[[Viewer], School]:
    """The same school as somebody else sees it."""
    return lambda viewer: Door.at(path, viewer).school(school.details.id)


days = count(1)


@pytest.fixture
def held(school: School) -> str:
    return opened(school)


def opened(school: School) -> str:
    """A new self-evaluation, of a day of its own."""
    return school.self_evaluations.open(KEY, date(2026, 9, 1) - timedelta(days=next(days)))


def put(school: School, held: str, said: Said) -> None:
    """Say something as on screen."""
    school.self_evaluations.mark(held, {s.part: value for s, value in said.items() if s.thing == "mark"})
    for strand in GRADES:
        own = {s.field: value for s, value in said.items() if s.part == strand and value is not None}
        if own:
            school.self_evaluations.judge(held, strand, **own)


def stored(school: School, held: str) -> Said:
    """What is stored in every slot, without those that are empty."""
    record = school.self_evaluations.record(held)
    found: Said = {Slot("mark", key, "value"): value for key, value in record.marks.items()}
    for strand, said in record.judgements.items():
        fields = {"grade": said.grade, "why": said.why or None, "direction": said.direction}
        found |= {Slot("judgement", strand, name): value for name, value in fields.items() if value}
    return found


def filled(school: School, held: str, edit: Edit | None = None) -> bytes:
    """The file as it is downloaded, opened, edited and saved."""
    return edited(session_template(school, held), edit)


def edited(content: bytes, edit: Edit | None) -> bytes:
    book = load_workbook(io.BytesIO(content))
    if edit:
        edit(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def cell(book: Any, slot: Slot) -> Any:
    """The cell of a slot, found by heading and key."""
    ws = book["Standards" if slot.thing == "mark" else "Strands"]
    headings = [each.value for each in ws[3]]
    (row,) = (row for row in ws.iter_rows(min_row=4) if row[headings.index("Key")].value == slot.part)
    return row[headings.index(COLUMN[slot.field])]


def looked(school: School, held: str, content: bytes) -> SessionPreview:
    return school.session_tables.preview(held, school.session_tables.read(held, content, "filled.xlsx"))


def test_only_what_is_to_be_filled_in_is_open_and_each_list_refuses_other_words(school: School, held: str) -> None:
    book = load_workbook(io.BytesIO(session_template(school, held)))
    assert all(ws.protection.sheet and ws.protection.password is None for ws in book) and book.security.lockStructure
    assert [ws.title for ws in book if ws.sheet_state == "visible"] == ["Start here", "Strands", "Standards"]
    slots = [slot for slot in (*MARKED, *JUDGED) if slot.field != "grade" or GRADES[slot.part]]
    wanted = {(where.parent.title, where.coordinate): slot for slot in slots for where in [cell(book, slot)]}
    unlocked = {(ws.title, c.coordinate) for ws in book for row in ws for c in row if not c.protection.locked}
    assert unlocked == set(wanted), "headings, words of standards, keys and hidden sheets are locked"
    rules = {
        (ws.title, c.coordinate): rule
        for ws in book
        for rule in ws.data_validations.dataValidation
        for area in rule.sqref.ranges
        for row in ws[area.coord if ":" in area.coord else f"{area.coord}:{area.coord}"]
        for c in row
    }
    assert set(rules) == unlocked
    for place, slot in wanted.items():
        rule = rules[place]
        assert rule.type == ("textLength" if slot.field == "why" else "list") and rule.showErrorMessage and rule.error
        if rule.type == "list":
            name, area = rule.formula1.rsplit("!", 1)
            choices = [c.value for (c,) in book[name.strip("'")][area.replace("$", "")]]
            asked = {"value": ("met", "partly", "not_met"), "direction": ("improve", "sustain", "watch")}
            assert choices == [WORDS[each] for each in asked.get(slot.field) or GRADES[slot.part]]


imports = count()


def brought_in(school: School, held: str, content: bytes, take: tuple[Slot, ...] = ()) -> str:
    """Bring it in as it is looked at; the import's id."""
    name = f"import-{next(imports)}"
    file = school.session_tables.read(held, content, "filled.xlsx")
    school.session_tables.bring_in(name, held, file, school.session_tables.preview(held, file), take)
    return name


# ------------------------------------------------------------------ the law

AWKWARD = ("=1+1", "+44", "-5 %", "@here", "“So”, 'it' \"is\"", "a\nb\n\n c", "_x0041_", "ẞ 🌳 é ü שלום", "12", "#N/A")
texts = st.one_of(
    st.sampled_from([*AWKWARD, "=" * TEXT_LENGTH, "\t= x ", " ", "so  it  is"]),
    st.text(st.characters(blacklist_categories=["Cc", "Cs", "Cn"]), max_size=60),
)
MARKED = [Slot("mark", key, "value") for key in STANDARDS]
JUDGED = [Slot("judgement", key, field) for key in GRADES for field in ("grade", "why", "direction")]


@st.composite
def sayings(draw: st.DrawFn) -> Said:
    """Something said in each slot, or None."""
    said: Said = {slot: draw(st.sampled_from([None, "met", "partly", "not_met"])) for slot in MARKED}
    for slot in JUDGED:
        values = {"grade": GRADES[slot.part], "direction": ("improve", "sustain", "watch"), "why": None}[slot.field]
        said[slot] = draw(st.one_of(st.none(), texts) if values is None else st.sampled_from([None, *values]))
    return said


@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(before=sayings(), after=sayings(), chosen=st.sets(st.sampled_from([*MARKED, *JUDGED])))
def test_what_is_not_edited_changes_nothing_and_what_is_comes_in_alone_and_goes_back(school, before, after, chosen):
    held = opened(school)
    put(school, held, before)
    was = stored(school, held)
    content = filled(school, held)
    revision = school.settings.changes(1)[0]
    preview = looked(school, held, content)
    assert (preview.changes, preview.conflicts, preview.problems, preview.missing, preview.unused) == (
        (),
        (),
        (),
        (),
        (),
    )
    assert preview.unchanged == len(MARKED) + len(JUDGED)
    brought_in(school, held, content)
    assert (stored(school, held), school.settings.changes(1)[0]) == (was, revision)

    def edit(book: Any) -> None:
        for slot in chosen:
            value = after[slot]
            place = cell(book, slot)
            place.value = value if slot.field == "why" else WORDS[value]
            if isinstance(place.value, str):
                place.data_type = "s"

    name = brought_in(school, held, edited(content, edit))
    tidied = {slot: tidy(value or "") or None for slot, value in after.items()}
    assert stored(school, held) == {
        **{slot: value for slot, value in was.items() if slot not in chosen},
        **{slot: tidied[slot] for slot in chosen if tidied[slot]},
    }
    if any(was.get(slot) != tidied[slot] for slot in chosen):
        assert school.session_tables.undo(name).stayed == ()
    assert stored(school, held) == was


# ------------------------------------------------------------------ what both changed

GRADE, WHY = Slot("judgement", "kindness", "grade"), Slot("judgement", "kindness", "why")
K1, K2, O1 = MARKED


def fill(**values: Any) -> Edit:
    """Fill in cells: named as "thing_part_field"."""

    def edit(book: Any) -> None:
        for name, value in values.items():
            place = cell(book, globals()[name])
            place.value = value
            if isinstance(value, str) and value.startswith("="):
                place.data_type = "s"

    return edit


def test_what_only_somebody_here_changed_stays_and_what_both_changed_is_shown_side_by_side(school, held) -> None:
    put(school, held, {GRADE: "seed", K1: "met", K2: "met"})
    content = filled(school, held, fill(GRADE="Plant", K1="Not yet"))
    put(school, held, {K1: "partly", K2: "not_met", WHY: "Said here."})
    preview = looked(school, held, content)
    assert [(each.slot, each.stored, each.file) for each in preview.changes] == [(GRADE, "=Seed, sown", "Plant")]
    (both,) = preview.conflicts
    assert (both.slot, both.what, both.exported, both.stored, both.file) == (
        *(K1, "=We greet each other"),
        *("Met", "Partly", "Not yet"),
    )
    assert both.changed_by == LOCAL_HEAD.name and isinstance(both.changed_at, datetime)
    brought_in(school, held, content)
    assert stored(school, held) == {GRADE: "plant", K1: "partly", K2: "not_met", WHY: "Said here."}
    brought_in(school, held, content, (K1,))
    assert stored(school, held)[K1] == "not_met"


def test_a_value_that_was_changed_and_changed_back_is_a_conflict_too_as_is_one_taken_back(school, held) -> None:
    put(school, held, {K1: "met", GRADE: "seed", WHY: "So."})
    content = filled(school, held, fill(K1="Partly", WHY="Otherwise."))
    put(school, held, {K1: "partly"})
    put(school, held, {K1: "met"})
    school.self_evaluations.take_back(held, "kindness")
    assert {each.slot for each in looked(school, held, content).conflicts} == {K1, WHY}
    assert looked(school, held, content).changes == ()


def test_where_something_was_saved_after_the_look_nothing_is_stored(school, held) -> None:
    file = school.session_tables.read(held, filled(school, held, fill(K1="Met", GRADE="Plant")), "f.xlsx")
    shown = school.session_tables.preview(held, file)
    put(school, held, {K1: "partly"})
    was = stored(school, held)
    with pytest.raises(ChangedMeanwhile):
        school.session_tables.bring_in("late", held, file, shown)
    assert stored(school, held) == was and not school.session_tables.imports(held)


def test_a_second_press_stores_nothing_more_and_the_record_says_who_brought_in_what(school, held) -> None:
    file = school.session_tables.read(held, filled(school, held, fill(K1="Met")), "by Ned.xlsx")
    shown = school.session_tables.preview(held, file)
    assert [school.session_tables.bring_in("twice", held, file, shown) for _ in range(2)] == [1, 1]
    (one,) = school.session_tables.imports(held)
    assert (one.file_name, one.who, one.values) == ("by Ned.xlsx", LOCAL_HEAD.name, 1)
    rows = [row for row in school.settings.account(10) if row["Reason"].endswith("by Ned.xlsx")]
    assert ("+Kindness: =We greet each other", "Mark", "Met") in [(row["Of"], row["What"], row["To"]) for row in rows]
    assert ("A file filled in offline", "by Ned.xlsx") in [(row["Of"], row["To"]) for row in rows]


def test_taking_back_leaves_what_was_changed_since_and_says_what(school, held) -> None:
    put(school, held, {K1: "met"})
    name = brought_in(school, held, filled(school, held, fill(K1="Not yet", K2="Met", GRADE="Plant", WHY="=New")))
    put(school, held, {K2: "partly", GRADE: "seed"})
    put(school, held, {GRADE: "plant"})
    done = school.session_tables.undo(name)
    assert done.restored == 2
    assert set(done.stayed) == {"+Kindness: We say “thanks”", "+Kindness: Grade"}
    assert stored(school, held) == {K1: "met", K2: "partly", GRADE: "plant"}
    assert not school.session_tables.imports(held)


# ------------------------------------------------------------------ what people and programs do to a file


def by_row(preview: SessionPreview) -> dict[str, str]:
    return {f"{each.sheet} row {each.row}" if each.row else each.sheet: each.message for each in preview.problems}


def test_every_cell_that_cannot_be_used_is_named_by_sheet_and_row_and_the_rest_comes_in(school, held) -> None:
    put(school, held, {O1: "met"})

    def spoil(book: Any) -> None:
        cell(book, GRADE).value = "Good"
        cell(book, Slot("judgement", "order", "why")).value = "=A1"
        cell(book, Slot("judgement", "garden", "grade")).value = "Plant"
        cell(book, K1).value = "Super"
        cell(book, K2).value = " not  YET "
        cell(book, Slot("judgement", "garden", "why")).value = datetime(2026, 3, 1)
        cell(book, WHY).value = "x" * (TEXT_LENGTH + 1)
        cell(book, O1).value = None

    preview = looked(school, held, filled(school, held, spoil))
    messages = [str(each) for each in preview.problems]
    assert (
        "Strands row 4: “Good” is not on this scale; choose one of =Seed, sown, Plant, or leave it empty." in messages
    )
    assert any(each.startswith("Strands row 5: “Why” holds a formula") for each in messages)
    assert any(each.startswith("Strands row 6: “Plant”: this strand has no grades") for each in messages)
    assert any(each.startswith("Standards row 4: “Super” is not one of the words under “Mark”") for each in messages)
    assert any(each.startswith("Strands row 4: The reason is longer than 4000 letters") for each in messages)
    assert len(messages) == 5
    assert {each.slot: each.file for each in preview.changes} == {
        K2: "Not yet",
        Slot("judgement", "garden", "why"): "01/03/2026",
        O1: "Nothing",
    }


def test_rows_deleted_or_sorted_sheets_renamed_columns_moved_added_or_blank_rows_do_no_harm(school, held) -> None:
    put(school, held, {K1: "met", O1: "partly"})

    def rearrange(book: Any) -> None:
        cell(book, K1).value = "Partly"
        ws = book["Standards"]
        rows = [[each.value for each in row] for row in ws.iter_rows(min_row=3)]
        ws.delete_rows(1, 20)
        order = [6, 0, 3, 7, 1]
        for number, row in enumerate([rows[0], [], rows[3], rows[1]], start=5):
            for place, column in enumerate(order if row else [], start=2):
                ws.cell(number, place).value = row[column]
        ws.cell(5, 9).value, ws.cell(7, 9).value = "For us only", "Ask Jo"
        ws.title = "Done by Ned"

    preview = looked(school, held, filled(school, held, rearrange))
    assert [(each.slot, each.file, each.sheet, each.row) for each in preview.changes] == [
        (K1, "Partly", "Done by Ned", 8)
    ]
    assert preview.missing == ("+Kindness: We say “thanks”",)
    assert preview.unused == ("Done by Ned: “For us only”",)
    assert (preview.problems, preview.conflicts) == ((), ())


def test_without_keys_rows_are_known_by_their_words_and_where_words_and_key_differ_a_row_is_refused(
    school, held
) -> None:
    def without_keys(book: Any) -> None:
        cell(book, K2).value = "Met"
        ws = book["Standards"]
        ws.delete_cols([each.value for each in ws[3]].index("Key") + 1)

    assert [each.slot for each in looked(school, held, filled(school, held, without_keys)).changes] == [K2]

    def shift_up(book: Any) -> None:
        ws = book["Standards"]
        for row in (4, 5):
            ws.cell(row, 4).value = ws.cell(row + 1, 4).value
        ws.cell(4, 7).value = "Met"

    preview = looked(school, held, filled(school, held, shift_up))
    assert preview.changes == () and "do not belong together" in by_row(preview)["Standards row 4"]


def test_a_row_that_stands_twice_and_says_two_things_says_nothing(school, held) -> None:
    def twice(book: Any) -> None:
        cell(book, K1).value = "Met"
        ws = book["Standards"]
        for place, each in enumerate([each.value for each in ws[4]], start=1):
            ws.cell(9, place).value = "Partly" if place == 7 else each

    preview = looked(school, held, filled(school, held, twice))
    assert preview.changes == () and "otherwise than row 4" in by_row(preview)["Standards row 9"]


# ------------------------------------------------------------------ whose file it is


def refused(school: School, held: str, content: bytes) -> str:
    with pytest.raises(FileRefused) as caught:
        looked(school, held, content)
    return str(caught.value)


def remove_hidden(book: Any) -> None:
    del book[HIDDEN]


def other_school(book: Any) -> None:
    book[HIDDEN]["B2"].value = "urn-999999"


def other_make(book: Any) -> None:
    book[HIDDEN]["B1"].value = "2"


def test_a_file_of_another_school_or_self_evaluation_or_of_none_is_refused_in_words(school, held) -> None:
    other = opened(school)
    on = school.self_evaluations.one(other).held_on
    assert f"self-evaluation of {on.day} {on:%B %Y} against Promises" in refused(school, held, filled(school, other))
    assert "of another school" in refused(school, held, filled(school, held, other_school))
    assert "hidden sheet" in refused(school, held, filled(school, held, remove_hidden))
    assert "another version" in refused(school, held, filled(school, held, other_make))
    assert "not an Excel workbook" in refused(school, held, b"Strand,Grade\n")
    assert "hidden sheet" in refused(school, held, edited_empty())
    gone = filled(school, other)
    school.self_evaluations.discard(other)
    assert "no longer here" in refused(school, held, gone)


def edited_empty() -> bytes:
    target = io.BytesIO()
    Workbook().save(target)
    return target.getvalue()


def test_a_locked_self_evaluation_neither_goes_out_nor_comes_in_nor_back(school, held) -> None:
    content = filled(school, held, fill(GRADE="Plant"))
    name = brought_in(school, held, content)
    file = school.session_tables.read(held, content, "f.xlsx")
    shown = school.session_tables.preview(held, file)
    school.self_evaluations.finish(held)
    for act in (
        lambda: session_template(school, held),
        lambda: school.session_tables.read(held, content, "f.xlsx"),
        lambda: school.session_tables.bring_in("locked", held, file, shown),
        lambda: school.session_tables.undo(name),
    ):
        with pytest.raises(EvaluationLocked):
            act()


def lying(content: bytes) -> bytes:
    """A workbook whose first part declares four hundred megabytes."""
    place = content.index(b"PK\x01\x02") + 24
    return content[:place] + (400 * 1024**2).to_bytes(4, "little") + content[place + 4 :]


def test_a_file_that_unpacks_into_far_too_much_or_has_rows_without_end_is_refused(school, held, monkeypatch) -> None:
    assert "unpack into far more" in refused(school, held, lying(filled(school, held)))
    monkeypatch.setattr(session_template_file, "_MOST_ROWS", 5)
    assert "more than 5 rows" in refused(school, held, filled(school, held))


def test_governors_and_people_from_outside_take_nothing_back_and_see_no_file(school, held, door_of) -> None:
    name = brought_in(school, held, filled(school, held, fill(GRADE="Plant")))
    for role in (Role.GOVERNOR, Role.REVIEWER):
        theirs = door_of(Viewer("Somebody", role)).session_tables
        assert theirs.imports(held) == []
        with pytest.raises(NotAllowed):
            theirs.undo(name)
    assert door_of(Viewer("A teacher", Role.CONTRIBUTOR)).session_tables.undo(name).restored == 1
