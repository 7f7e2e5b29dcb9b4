"""The guard: who may see and change what, at every way through the door."""

from __future__ import annotations

import inspect
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from evaluation.access import LOCAL_HEAD, Ability, NotAllowed, Role, Viewer
from evaluation.call.records import Call, DraftSentence, LogEntry, StrandCard
from evaluation.documents.session_template import session_template
from evaluation.errors import FileRefused
from evaluation.evidence.records import Evidence, KeptFile
from evaluation.indicators.records import Challenge, Figure, Followed, Reference, figure_id, school_year
from evaluation.meetings import Agreement, ScreenOrder
from evaluation.next_steps import OwnLength
from evaluation.plan.pulse import QUESTIONS, WAVES
from evaluation.plan.records import Account, Action, AuditLook, Cause, MidwayReview, Milestone, Plan, Update
from evaluation.records import Confidant, Person, Point, SchoolDetails, SchoolHoliday
from evaluation.school import Door, School
from evaluation.school.half_lives import HalfLife
from evaluation.school.people import People
from evaluation.school.timetables import TimetableChoices
from evaluation.store import challenges, numbers, open_store
from evaluation.visible.records import Away, DaySetting, Practice, Slot
from tests.intake.conftest import GRADED, GRADED_2025, WHO, csv_bytes
from tests.test_frameworks import GOOD

CHANGES: dict[Role, set[Ability]] = {
    Role.HEAD: {
        Ability.JUDGE,
        Ability.LOCK,
        Ability.KEEP_EVIDENCE,
        Ability.RECORD_INSPECTIONS,
        Ability.PLAN,
        Ability.REPORT,
        Ability.DESCRIBE_PRACTICE,
        Ability.LOG,
        Ability.RUN_SCHOOL,
    },
    Role.LEADER: {
        Ability.JUDGE,
        Ability.LOCK,
        Ability.KEEP_EVIDENCE,
        Ability.RECORD_INSPECTIONS,
        Ability.PLAN,
        Ability.REPORT,
        Ability.DESCRIBE_PRACTICE,
        Ability.LOG,
    },
    Role.CONTRIBUTOR: {Ability.JUDGE, Ability.KEEP_EVIDENCE, Ability.REPORT, Ability.DESCRIBE_PRACTICE, Ability.LOG},
    Role.GOVERNOR: set(),
    Role.REVIEWER: set(),
}
ALL_SIGHT = {Ability.SEE, Ability.SEE_DRAFTS, Ability.SEE_EVERYTHING}
SIGHT: dict[Role, set[Ability]] = {
    **{role: ALL_SIGHT for role in Role},
    Role.GOVERNOR: ALL_SIGHT - {Ability.SEE_DRAFTS},
    Role.REVIEWER: {Ability.SEE},
}


@pytest.mark.parametrize("role", Role)
def test_every_role_may_see_and_may_change_what_it_is_for(role: Role) -> None:
    viewer = Viewer("Somebody", role)
    for ability in Ability:
        assert viewer.may(ability) == (ability in CHANGES[role] | SIGHT[role])
    assert LOCAL_HEAD.role is Role.HEAD


def test_a_refusal_names_the_role_what_it_may_not_do_and_whom_to_ask() -> None:
    with pytest.raises(NotAllowed) as caught:
        Viewer("A governor", Role.GOVERNOR).require(Ability.LOCK)
    assert str(caught.value) == (
        "Your role (governor) does not allow you to lock or unlock a self-evaluation. Ask the headteacher."
    )


@dataclass
class Ground:
    """The demo school with one open and one locked self-evaluation, an own school and an own framework."""

    door: Door
    school: School
    open: str
    locked: str


HEAD = Person("head@school.example", "The head", Role.HEAD)
REVIEWER = Person("reviewer@trust.example", "A reviewer", Role.REVIEWER)
OWN = SchoolDetails("", "Our school", 999001, "Primary", "Academy converter")
FILE = csv_bytes(GRADED_2025, [WHO | GRADED])
OTHER_FILE = csv_bytes(GRADED_2025, [WHO | GRADED | {"Quality of education": "2"}])

SERIOUS = (Point("gate", "issue", "The gate.", serious=True), Point("stairs", "issue", "The stairs.", serious=True))
HOLIDAY = SchoolHoliday("half-term", "Half term", date(2026, 10, 26), date(2026, 10, 30))
LENGTH = OwnLength(10, None, "A letter")
TOLD = Confidant("told", "person", "told@school.example")

BEGAN, ENDS = date.today() - timedelta(days=100), date.today() + timedelta(days=90)
PLAN = Plan("plan", "Our plan", BEGAN, ENDS)
DONE_PLAN = replace(PLAN, id="done", name="All done")
AUDITED = replace(PLAN, id="audited", name="At its end")
ACTION = Action("action", "plan", "Read daily", owner="The contributor", starts_on=BEGAN, due_on=ENDS)
SAID = Update("said", "action", date.today(), "The contributor", "done_claimed")
TABLE = b"Action,Lead\nWrite it down,Jo\n"
LESSONS = b"Day,Subject,Class,Teacher\nMon,Maths,5A,Jo\n"
PRACTICE = Practice("kept", "Reading together", slots=(Slot(2),))
OFF = Away("off", "Wednesdays off", ("Jo",), weekday=3)
ORDER = ScreenOrder("ours", "Ours", ("standing",))
AGREED = Agreement("agreed", date.today(), "standing", "Where we stand", "Write to families.")
ANSWERS = {question.id: "third" for question in QUESTIONS}


def plan_ground(school: School) -> None:
    """Plans at each stage: one with an agreed action and a draft, one to audit, one that is being audited."""
    agreed = replace(ACTION, milestones=(Milestone("begun", "Begun", BEGAN),))
    notes = KeptFile("notes.txt", 0, "")
    school.evidence.save(Evidence("seen", "A walk", "observation", date.today(), file=notes), b"All was calm.")
    for plan in (PLAN, DONE_PLAN, AUDITED):
        school.plans.save(plan)
        own = agreed if plan is PLAN else replace(agreed, id=f"{plan.id} action", plan_id=plan.id)
        school.plans.save_action(own)
        school.plans.agree(own.id)
        if plan is not PLAN:
            school.plans.say(replace(SAID, id=plan.id, action_id=own.id))
    school.plans.save_action(replace(ACTION, id="draft", owner="Jo"))
    school.plans.save(replace(PLAN, id="empty", name="Nothing yet"))
    school.reviews.open_audit("audit", "audited", "Ann Smith")
    school.pulses.open_for(date.today(), evaluation_id=school.self_evaluations.latest().evaluation.id)
    tables = school.plan_tables
    table = tables.read(TABLE, "sdp.csv")
    tables.bring_in("brought", "plan", table, tables.guess(table), school.library.get(*STRANDS).key)


NUMBER = Figure("", "suspensions", "", school_year(2025), 5.5, source="Our records")
ENGLAND = Reference("suspensions", "", "", school_year(2025), 6.5, "DfE")
ABSENT = b"LA,ESTAB,URN,PERCTOT,PPERSABS10\n351,1,999001,5.1,9\nNAT,PRI,,5.2,10\n"
ROLL = Challenge("roll", "Falling roll", BEGAN)
WENT = Followed("went", date.today(), "Two more children came.")


def number_ground(path: Path) -> None:
    """Demo figures of which one came in by itself, and a national figure of the school's own: one transaction."""
    with open_store(path).write("The head", "demo") as write:
        numbers.bring_in(write, "brought", "old.csv", [replace(NUMBER, id=figure_id("demo", *NUMBER_OF))], [], [])
        numbers.save_reference(write, replace(ENGLAND, origin="typed"))
        challenges.save(write, ROLL)
        challenges.save_note(write, "roll", WENT)


NUMBER_OF = (NUMBER.measure_id, NUMBER.group, NUMBER.period)
MORE = "Measure,2018/19\nturnover,6.1\n"


def pasted_by_the_head(g: Ground) -> Any:
    return Door.at(g.door.place, LOCAL_HEAD).school("demo").numbers.preview_pasted(MORE)


def own_figure(g: Ground) -> Figure:
    here = Door.at(g.door.place, LOCAL_HEAD).school("demo").numbers.figures()
    return next(each for each in here if each.period == NUMBER.period and each.measure_id == "suspensions")


NOW = datetime.now().replace(microsecond=0)
REHEARSAL = Call("try", NOW, NOW.date() + timedelta(days=1), NOW.date() + timedelta(days=2), rehearsal=True)
LOGGED = LogEntry("logged", "", NOW, "HMI", "Reading", "Heard readers.", promise="Send the plan")


def call_ground(school: School, inspected: str) -> None:
    """A rehearsal that goes on; of an inspection an entry of the log with a promise, and a draft of one sentence."""
    school.calls.start(REHEARSAL)
    school.calls.tick("try", "chair")
    school.log.save(replace(LOGGED, inspection_id=inspected))
    school.draft_check.put_in(inspected, "Pupils read daily.")


def practice_ground(school: School) -> None:
    """A practice, somebody's day off, and a timetable that was brought in."""
    school.visible.save(PRACTICE)
    school.visible.save_away(OFF)
    school.timetables.bring_in("lessons", *timetable(school))


def timetable(school: School, content: bytes = LESSONS) -> tuple[Any, TimetableChoices]:
    """A timetable, and its columns as they are recognised."""
    read = school.timetables.read(content, "lessons.csv")
    return read, TimetableChoices(school.timetables.guess(read), {})


@pytest.fixture(scope="module")
def prepared(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, str, str]:
    """The ground as a store, made once, with the ids of an open and of a locked self-evaluation."""
    path = tmp_path_factory.mktemp("ground") / "school.db"
    shutil.copy(demo_file, path)
    door = Door.at(path, LOCAL_HEAD)
    demo = door.school("demo")
    door.set_up(OWN)
    list(door.import_many(FILE, "ours.csv"))
    own = door.school("urn-999001").inspections
    own.bring_in(own.preview(OTHER_FILE, "other.csv").changes, "other.csv")
    demo.settings.add_framework(GOOD)
    locked = demo.self_evaluations.all()[0]
    opened = demo.self_evaluations.open(locked.framework, date.today())
    demo.self_evaluations.judge(opened, "send", grade="expected_standard")
    demo.leaders.say(opened, "send", "strong_standard", name="Ned")
    inspected = demo.inspections.all()[0].id
    demo.telling.save_part(inspected, "next", "We begin with attendance.")
    demo.telling.tick(inspected, "staff", date.today())
    demo.inspections.save(replace(demo.inspections.one(inspected), points=SERIOUS))
    demo.immediate.settle(inspected, "stairs", "done", date.today())
    demo.confidence.let_know(inspected, TOLD)
    demo.clock.save_holiday(HOLIDAY)
    demo.clock.set_length("draft", LENGTH)
    plan_ground(demo)
    practice_ground(demo)
    call_ground(demo, inspected)
    number_ground(path)
    demo.meetings.save_order(ORDER)
    demo.meetings.note(AGREED)
    demo.self_evaluations.share(locked.id, True)
    for person in (HEAD, REVIEWER):
        door.people.add(person)
    return demo.settings.copy_of_store(), opened, locked.id


@pytest.fixture
def ground(prepared: tuple[bytes, str, str], store_path: Path) -> Callable[[Viewer], Ground]:
    """The same ground, for any viewer."""
    store, opened, locked = prepared
    store_path.write_bytes(store)

    def seen_by(viewer: Viewer) -> Ground:
        door = Door.at(store_path, viewer)
        return Ground(door, door.school("demo"), opened, locked)

    return seen_by


Way = Callable[[Ground], Any]
STRANDS = ("school-strands", "2025-11")
PIECE = Evidence("mine", "A walk", "observation", date(2024, 1, 1))


def inspection(g: Ground) -> Any:
    return g.school.inspections.all()[0]


def table(g: Ground, content: bytes = TABLE) -> tuple[Any, Any, Any]:
    read = Door.at(g.door.place, LOCAL_HEAD).school("demo").plan_tables.read(content, "sdp.csv")
    return read, g.school.plan_tables.guess(read), g.school.library.get(*STRANDS).key


def filled(g: Ground, standard_id: str) -> tuple[Any, Any]:
    """A file filled in offline that marks one standard as met, and what it would change."""
    tables = Door.at(g.door.place, LOCAL_HEAD).school("demo").session_tables
    book = load_workbook(BytesIO(session_template(Door.at(g.door.place, LOCAL_HEAD).school("demo"), g.open)))
    place = next(row for row in book["Standards"].iter_rows() if row[-1].value == standard_id)
    place[-2].value = "Met"
    content = BytesIO()
    book.save(content)
    file = tables.read(g.open, content.getvalue(), "filled.xlsx")
    return file, tables.preview(g.open, file)


def read_back(g: Ground) -> Any:
    content = session_template(Door.at(g.door.place, LOCAL_HEAD).school("demo"), g.open)
    return g.school.session_tables.read(g.open, content, "filled.xlsx")


def pulse_id(g: Ground) -> str:
    return Door.at(g.door.place, LOCAL_HEAD).school("demo").pulses.all()[0].id


def new_entry(g: Ground) -> LogEntry:
    return replace(LOGGED, id="new", inspection_id=inspection(g).id)


def sentence(g: Ground) -> DraftSentence:
    return Door.at(g.door.place, LOCAL_HEAD).school("demo").draft_check.sentences(inspection(g).id)[0]


WAYS: dict[str, tuple[Ability, Way]] = {
    "SelfEvaluations.open": (
        Ability.JUDGE,
        lambda g: g.school.self_evaluations.open(g.school.library.get(*STRANDS).key, date.today() - timedelta(days=1)),
    ),
    "SelfEvaluations.judge": (Ability.JUDGE, lambda g: g.school.self_evaluations.judge(g.open, "send", why="So.")),
    "Leaders.say": (Ability.JUDGE, lambda g: g.school.leaders.say(g.open, "send", "exceptional", name="Mira")),
    "Leaders.take_back": (Ability.JUDGE, lambda g: g.school.leaders.take_back(g.open, "send", "Ned")),
    "SelfEvaluations.take_back": (Ability.JUDGE, lambda g: g.school.self_evaluations.take_back(g.open, "send")),
    "SelfEvaluations.confirm": (Ability.JUDGE, lambda g: g.school.self_evaluations.confirm(g.open, "attendance")),
    "SelfEvaluations.mark": (Ability.JUDGE, lambda g: g.school.self_evaluations.mark(g.open, {"send.e1": "met"})),
    "SessionTables.bring_in": (
        Ability.JUDGE,
        lambda g: g.school.session_tables.bring_in("more", g.open, *filled(g, "send.e2")),
    ),
    "SelfEvaluations.finish": (Ability.LOCK, lambda g: g.school.self_evaluations.finish(g.open)),
    "SelfEvaluations.unlock": (Ability.LOCK, lambda g: g.school.self_evaluations.unlock(g.locked, "A slip.")),
    "SelfEvaluations.discard": (Ability.LOCK, lambda g: g.school.self_evaluations.discard(g.open)),
    "SelfEvaluations.share": (Ability.RUN_SCHOOL, lambda g: g.school.self_evaluations.share(g.locked, False)),
    "EvidenceRegister.share": (Ability.RUN_SCHOOL, lambda g: g.school.evidence.share("demo-evidence-01", True)),
    "People.add": (Ability.RUN_SCHOOL, lambda g: g.door.people.add(replace(HEAD, email="other@school.example"))),
    "People.change": (Ability.RUN_SCHOOL, lambda g: g.door.people.change(replace(REVIEWER, role=Role.LEADER))),
    "People.switch": (Ability.RUN_SCHOOL, lambda g: g.door.people.switch(REVIEWER.email, False)),
    "EvidenceRegister.save": (Ability.KEEP_EVIDENCE, lambda g: g.school.evidence.save(PIECE)),
    "EvidenceRegister.remove": (Ability.KEEP_EVIDENCE, lambda g: g.school.evidence.remove("demo-evidence-01")),
    "Inspections.save": (
        Ability.RECORD_INSPECTIONS,
        lambda g: g.school.inspections.save(replace(inspection(g), note="Read again.")),
    ),
    "Inspections.bring_in": (
        Ability.RECORD_INSPECTIONS,
        lambda g: g.school.inspections.bring_in([replace(inspection(g), id="new", number="new")]),
    ),
    "Inspections.undo_import": (
        Ability.RECORD_INSPECTIONS,
        lambda g: (own := g.door.school("urn-999001").inspections).undo_import(own.imports()[0].id),
    ),
    "Inspections.settle": (
        Ability.RECORD_INSPECTIONS,
        lambda g: (own := g.door.school("urn-999001").inspections).settle(
            own.all()[0].id, "quality_of_education", "good"
        ),
    ),
    "Inspections.remove": (
        Ability.RECORD_INSPECTIONS,
        lambda g: g.school.inspections.remove(inspection(g).id),
    ),
    "Confidence.move": (
        Ability.RECORD_INSPECTIONS,
        lambda g: g.school.confidence.move(inspection(g).id, "final", None, reason="Too early."),
    ),
    "Confidence.let_know": (
        Ability.RUN_SCHOOL,
        lambda g: g.school.confidence.let_know(inspection(g).id, replace(TOLD, id="other")),
    ),
    "Confidence.take_off": (
        Ability.RUN_SCHOOL,
        lambda g: g.school.confidence.take_off(inspection(g).id, TOLD.id),
    ),
    "Clock.note_event": (
        Ability.RECORD_INSPECTIONS,
        lambda g: g.school.clock.note_event(inspection(g).id, "statement", inspection(g).started_on),
    ),
    "Clock.save_holiday": (
        Ability.RECORD_INSPECTIONS,
        lambda g: g.school.clock.save_holiday(replace(HOLIDAY, name="Autumn half term")),
    ),
    "Clock.remove_holiday": (
        Ability.RECORD_INSPECTIONS,
        lambda g: g.school.clock.remove_holiday(HOLIDAY.id),
    ),
    "Clock.set_length": (
        Ability.RUN_SCHOOL,
        lambda g: g.school.clock.set_length("draft", replace(LENGTH, number=12)),
    ),
    "Clock.reset_length": (Ability.RUN_SCHOOL, lambda g: g.school.clock.reset_length("draft")),
    "ImmediateActions.assign": (
        Ability.RECORD_INSPECTIONS,
        lambda g: g.school.immediate.assign(inspection(g).id, "gate", "Jo", date.today()),
    ),
    "ImmediateActions.settle": (
        Ability.RECORD_INSPECTIONS,
        lambda g: g.school.immediate.settle(inspection(g).id, "gate", "done", date.today()),
    ),
    "ImmediateActions.reopen": (
        Ability.RECORD_INSPECTIONS,
        lambda g: g.school.immediate.reopen(inspection(g).id, "stairs"),
    ),
    "Reports.add": (
        Ability.RECORD_INSPECTIONS,
        lambda g: g.school.reports.add(
            inspection(g).id, replace(inspection(g), points=(replace(SERIOUS[0], id="new", text="Mend the stairs."),))
        ),
    ),
    "Plans.save": (Ability.PLAN, lambda g: g.school.plans.save(replace(PLAN, id="new"))),
    "Plans.remove": (Ability.PLAN, lambda g: g.school.plans.remove("empty")),
    "Plans.save_action": (Ability.PLAN, lambda g: g.school.plans.save_action(replace(ACTION, id="new"))),
    "Plans.agree": (Ability.PLAN, lambda g: g.school.plans.agree("draft")),
    "Plans.remove_action": (Ability.PLAN, lambda g: g.school.plans.remove_action("draft")),
    "Plans.draft_from": (
        Ability.PLAN,
        lambda g: g.school.plans.draft_from("plan", Cause("contradiction", words="It does not fit.")),
    ),
    "Plans.say": (Ability.REPORT, lambda g: g.school.plans.say(SAID)),
    "Plans.reach": (Ability.REPORT, lambda g: g.school.plans.reach("action", "begun", date.today())),
    "Plans.save_account": (
        Ability.PLAN,
        lambda g: g.school.plans.save_account(Account(inspection(g).id, "gate", None, "", "It stood open.")),
    ),
    "Reviews.review": (
        Ability.PLAN,
        lambda g: g.school.reviews.review(
            MidwayReview("review", "action", date.today(), "Ann Smith", "slipping", "It began late.")
        ),
    ),
    "Reviews.open_audit": (Ability.PLAN, lambda g: g.school.reviews.open_audit("new", "done", "Ann Smith")),
    "Reviews.hand_over": (Ability.PLAN, lambda g: g.school.reviews.hand_over("audited", "Bo Reed")),
    "Reviews.look": (
        Ability.PLAN,
        lambda g: g.school.reviews.look("audited", AuditLook("audited action", True, "I saw it.", ("seen",))),
    ),
    "PlanTables.bring_in": (
        Ability.PLAN,
        lambda g: g.school.plan_tables.bring_in("new", "plan", *table(g, TABLE + b"Sing,Jo\n")),
    ),
    "PlanTables.undo": (Ability.PLAN, lambda g: g.school.plan_tables.undo("brought")),
    "Visible.save": (
        Ability.DESCRIBE_PRACTICE,
        lambda g: g.school.visible.save(replace(PRACTICE, what="Reading aloud")),
    ),
    "Visible.remove": (Ability.DESCRIBE_PRACTICE, lambda g: g.school.visible.remove("kept")),
    "Visible.save_away": (
        Ability.DESCRIBE_PRACTICE,
        lambda g: g.school.visible.save_away(replace(OFF, weekday=4)),
    ),
    "Visible.remove_away": (Ability.DESCRIBE_PRACTICE, lambda g: g.school.visible.remove_away("off")),
    "Visible.set_days": (
        Ability.RUN_SCHOOL,
        lambda g: g.school.visible.set_days(DaySetting(3, 4, source="A letter")),
    ),
    "Timetables.bring_in": (
        Ability.DESCRIBE_PRACTICE,
        lambda g: g.school.timetables.bring_in("more", *timetable(g.school, LESSONS + b"Tue,Art,5A,Jo\n")),
    ),
    "Timetables.undo": (Ability.DESCRIBE_PRACTICE, lambda g: g.school.timetables.undo("lessons")),
    "Numbers.save": (
        Ability.KEEP_EVIDENCE,
        lambda g: g.school.numbers.save(replace(own_figure(g), value=4), own_figure(g)),
    ),
    "Numbers.remove": (Ability.KEEP_EVIDENCE, lambda g: g.school.numbers.remove(own_figure(g).id)),
    "Numbers.save_reference": (
        Ability.KEEP_EVIDENCE,
        lambda g: g.school.numbers.save_reference(replace(ENGLAND, value=6.4)),
    ),
    "Numbers.remove_reference": (Ability.KEEP_EVIDENCE, lambda g: g.school.numbers.remove_reference(ENGLAND)),
    "Numbers.accept": (Ability.KEEP_EVIDENCE, lambda g: g.school.numbers.accept(pasted_by_the_head(g))),
    "Numbers.undo": (
        Ability.KEEP_EVIDENCE,
        lambda g: g.school.numbers.undo("brought"),
    ),
    "Challenges.add": (Ability.KEEP_EVIDENCE, lambda g: g.school.challenges.add(replace(ROLL, id="new"))),
    "Challenges.change": (Ability.KEEP_EVIDENCE, lambda g: g.school.challenges.change(replace(ROLL, name="Roll"))),
    "Challenges.note": (
        Ability.KEEP_EVIDENCE,
        lambda g: g.school.challenges.note("roll", replace(WENT, id="again")),
    ),
    "Challenges.remove_note": (Ability.KEEP_EVIDENCE, lambda g: g.school.challenges.remove_note("roll", "went")),
    "Challenges.close": (Ability.KEEP_EVIDENCE, lambda g: g.school.challenges.close("roll", date.today())),
    "Challenges.remove": (Ability.KEEP_EVIDENCE, lambda g: g.school.challenges.remove("roll")),
    "Pulses.open_for": (
        Ability.PLAN,
        lambda g: g.school.pulses.open_for(date.today(), inspection_id=inspection(g).id),
    ),
    "Calls.start": (
        Ability.RECORD_INSPECTIONS,
        lambda g: g.school.calls.start(replace(REHEARSAL, id="call", rehearsal=False)),
    ),
    "Calls.remove": (Ability.RECORD_INSPECTIONS, lambda g: g.school.calls.remove("try")),
    "Calls.plan_call": (Ability.LOG, lambda g: g.school.calls.plan_call("try", NOW)),
    "Calls.own": (Ability.LOG, lambda g: g.school.calls.own("try", "notes", "Jo")),
    "Calls.tick": (Ability.LOG, lambda g: g.school.calls.tick("try", "notes")),
    "Calls.untick": (Ability.LOG, lambda g: g.school.calls.untick("try", "chair")),
    "Calls.end": (Ability.LOG, lambda g: g.school.calls.end("try")),
    "Calls.reopen": (Ability.LOG, lambda g: (g.school.calls.end("try"), g.school.calls.reopen("try"))),
    "Log.save": (Ability.LOG, lambda g: g.school.log.save(new_entry(g))),
    "Log.remove": (
        Ability.LOG,
        lambda g: (g.school.log.save(new_entry(g)), g.school.log.remove(inspection(g).id, "new")),
    ),
    "Log.keep_promise": (
        Ability.LOG,
        lambda g: g.school.log.keep_promise(inspection(g).id, "logged", date.today()),
    ),
    "DraftCheck.put_in": (
        Ability.RECORD_INSPECTIONS,
        lambda g: g.school.draft_check.put_in(inspection(g).id, "Pupils sing."),
    ),
    "DraftCheck.say": (Ability.LOG, lambda g: g.school.draft_check.say(replace(sentence(g), verdict="accurate"))),
    "Telling.save_part": (
        Ability.RECORD_INSPECTIONS,
        lambda g: g.school.telling.save_part(inspection(g).id, "thanks", "Thank you all."),
    ),
    "Telling.start_again": (Ability.RECORD_INSPECTIONS, lambda g: g.school.telling.start_again(inspection(g).id)),
    "Telling.tick": (
        Ability.RECORD_INSPECTIONS,
        lambda g: g.school.telling.tick(inspection(g).id, "governors", date.today()),
    ),
    "Telling.untick": (Ability.RECORD_INSPECTIONS, lambda g: g.school.telling.untick(inspection(g).id, "staff")),
    "Meetings.save_order": (Ability.JUDGE, lambda g: g.school.meetings.save_order(replace(ORDER, name="Theirs"))),
    "Meetings.remove_order": (Ability.JUDGE, lambda g: g.school.meetings.remove_order(ORDER.id)),
    "Meetings.note": (Ability.JUDGE, lambda g: g.school.meetings.note(replace(AGREED, id="new"))),
    "Meetings.begin_action": (Ability.PLAN, lambda g: g.school.meetings.begin_action(replace(AGREED, id="new"))),
    "Meetings.remove": (Ability.JUDGE, lambda g: g.school.meetings.remove(AGREED.id)),
    "Settings.change_details": (
        Ability.RUN_SCHOOL,
        lambda g: g.school.settings.change_details(replace(g.school.details, trust="New trust")),
    ),
    "Settings.switch_strand": (
        Ability.RUN_SCHOOL,
        lambda g: g.school.settings.switch_strand(g.school.library.get(*STRANDS), "local_context", True),
    ),
    "Settings.add_framework": (
        Ability.RUN_SCHOOL,
        lambda g: g.school.settings.add_framework(GOOD.replace("id: our-own", "id: our-other")),
    ),
    "Settings.remove_framework": (
        Ability.RUN_SCHOOL,
        lambda g: g.school.settings.remove_framework(g.school.settings.own_frameworks()[0].key),
    ),
    "Door.set_up": (Ability.RUN_SCHOOL, lambda g: g.door.set_up(replace(OWN, urn=999002))),
    "Door.school_from_file": (
        Ability.RUN_SCHOOL,
        lambda g: g.door.school_from_file(csv_bytes(GRADED_2025, [WHO | {"URN": "999003"}]), "ours.csv", 999003),
    ),
    "Door.import_many": (
        Ability.RUN_SCHOOL,
        lambda g: list(g.door.import_many(csv_bytes(GRADED_2025, [WHO | GRADED | {"URN": "999003"}]), "ours.csv")),
    ),
    "Cards.save": (Ability.PLAN, lambda g: g.school.cards.save(StrandCard(("school-strands", "send"), "Ann Ode"))),
    "HalfLife.set_all": (Ability.RUN_SCHOOL, lambda g: g.school.readiness.half_life.set_all({"data": 30})),
    "Door.undo_import": (Ability.RUN_SCHOOL, lambda g: g.door.undo_import(g.door.imports()[0].id)),
    "Door.fill_demo": (Ability.RUN_SCHOOL, lambda g: (g.door.remove("demo"), g.door.fill_demo())),
    "Door.remove": (Ability.RUN_SCHOOL, lambda g: g.door.remove("urn-999001")),
}
"""Every way of changing something, and what a person must be allowed to do for it."""

SEEING: dict[str, Way] = {
    "Door.schools": lambda g: g.door.schools(),
    "Door.school_with_urn": lambda g: (g.door.school_with_urn(123456), g.door.schools())[1],
    "Door.school": lambda g: g.door.school("demo"),
    "Door.imports": lambda g: g.door.imports(),
    "SelfEvaluations.all": lambda g: g.school.self_evaluations.all(),
    "SelfEvaluations.one": lambda g: g.school.self_evaluations.one("demo-2026-10-13"),
    "SelfEvaluations.overview": lambda g: g.school.self_evaluations.overview(),
    "SelfEvaluations.records": lambda g: g.school.self_evaluations.records(),
    "SelfEvaluations.record": lambda g: g.school.self_evaluations.record(g.locked),
    "SelfEvaluations.session": lambda g: g.school.self_evaluations.session(g.locked),
    "SelfEvaluations.latest": lambda g: g.school.self_evaluations.latest(),
    "SelfEvaluations.frameworks": lambda g: g.school.self_evaluations.frameworks(date(2026, 1, 1)),
    "SelfEvaluations.strands_of": lambda g: g.school.self_evaluations.strands_of(g.school.library.get(*STRANDS)),
    "SessionTables.imports": lambda g: g.school.session_tables.imports(g.locked),
    "SelfEvaluations.shared": lambda g: g.school.self_evaluations.shared(),
    "EvidenceRegister.shared": lambda g: g.school.evidence.shared(),
    "People.looks_after": lambda g: g.door.people.looks_after(REVIEWER),
    "EvidenceRegister.all": lambda g: g.school.evidence.all(),
    "Search.find": lambda g: g.school.search.find("attendance"),
    "Search.index": lambda g: g.school.search.index(),
    "Search.left_out": lambda g: g.school.search.left_out(),
    "EvidenceRegister.count": lambda g: g.school.evidence.count(),
    "EvidenceRegister.count_by_standard": lambda g: g.school.evidence.count_by_standard("school-strands"),
    "EvidenceRegister.of_strand": lambda g: g.school.evidence.of_strand("school-strands", "send"),
    "Inspections.all": lambda g: g.school.inspections.all(),
    "Inspections.relevant": lambda g: g.school.inspections.relevant(g.school.inspections.all()[0]),
    "Inspections.one": lambda g: g.school.inspections.one(inspection(g).id),
    "Inspections.may_know": lambda g: g.school.inspections.may_know(inspection(g).id),
    "Inspections.in_confidence": lambda g: g.school.inspections.in_confidence(inspection(g).id, "Here"),
    "Confidence.events": lambda g: g.school.confidence.events(inspection(g).id),
    "Confidence.confidants": lambda g: g.school.confidence.confidants(inspection(g).id),
    "Clock.steps": lambda g: g.school.clock.steps(inspection(g).id),
    "Clock.ladder": lambda g: g.school.clock.ladder(inspection(g).id),
    "Clock.events": lambda g: g.school.clock.events(),
    "Clock.holidays": lambda g: g.school.clock.holidays(),
    "Clock.lengths": lambda g: g.school.clock.lengths(),
    "ImmediateActions.standing": lambda g: g.school.immediate.standing(),
    "ImmediateActions.of": lambda g: g.school.immediate.of(inspection(g)),
    "Reports.same": lambda g: g.school.reports.same(inspection(g)),
    "Inspections.frameworks": lambda g: g.school.inspections.frameworks(date(2026, 1, 1)),
    "Inspections.preview": lambda g: g.door.school("urn-999001").inspections.preview(FILE, "ours.csv"),
    "Inspections.imports": lambda g: g.school.inspections.imports(),
    "Cards.all": lambda g: g.school.cards.all(),
    "HalfLife.all": lambda g: g.school.readiness.half_life.all(),
    "Readiness.contradictions": lambda g: g.school.readiness.contradictions(),
    "Readiness.strands": lambda g: g.school.readiness.strands(g.locked),
    "Readiness.fading": lambda g: g.school.readiness.fading(date.today(), g.locked),
    "Readiness.next_dates": lambda g: g.school.readiness.next_dates(),
    "Readiness.term": lambda g: g.school.readiness.term(date(2026, 11, 27)),
    "Leaders.shown": lambda g: g.school.leaders.shown(g.locked),
    "Leaders.spreads": lambda g: g.school.leaders.spreads(g.locked),
    "Plans.all": lambda g: g.school.plans.all(),
    "Plans.records": lambda g: g.school.plans.records(in_confidence=True),
    "Plans.left_out": lambda g: g.school.plans.left_out(),
    "Plans.may_know": lambda g: g.school.plans.may_know(),
    "Plans.may_report": lambda g: g.school.plans.may_report(ACTION),
    "Plans.my_actions": lambda g: g.school.plans.my_actions(),
    "Plans.origins": lambda g: g.school.plans.origins(g.school.plans.records()),
    "Plans.evidence": lambda g: g.school.plans.evidence(),
    "Plans.gaps": lambda g: g.school.plans.gaps(),
    "Reviews.may_audit": lambda g: g.school.reviews.may_audit("audited"),
    "PlanTables.guess": lambda g: table(g),
    "PlanTables.imports": lambda g: g.school.plan_tables.imports(),
    "Visible.practices": lambda g: g.school.visible.practices(),
    "Visible.away": lambda g: g.school.visible.away(),
    "Visible.days": lambda g: g.school.visible.days(),
    "Visible.week": lambda g: g.school.visible.week(date.today()),
    "Visible.coming": lambda g: g.school.visible.coming(),
    "Visible.typical": lambda g: g.school.visible.typical("A"),
    "Visible.dated": lambda g: g.school.visible.dated([date.today()]),
    "Timetables.imports": lambda g: g.school.timetables.imports(),
    "Pulses.all": lambda g: g.school.pulses.all(),
    "Pulses.may_answer": lambda g: g.school.pulses.may_answer(),
    "Calls.entries": lambda g: g.school.calls.entries(REHEARSAL),
    "Calls.closures": lambda g: g.school.calls.closures(),
    "Calls.usual_days": lambda g: g.school.calls.usual_days(date(2026, 1, 5)),
    "Calls.usual_kind": lambda g: g.school.calls.usual_kind(),
    "Log.evidence": lambda g: g.school.log.evidence(),
    "Log.may_change": lambda g: g.school.log.may_change(LOGGED),
    "DraftCheck.evidence": lambda g: g.school.draft_check.evidence(),
    "Numbers.measures": lambda g: g.school.numbers.measures(),
    "Numbers.figures": lambda g: g.school.numbers.figures(),
    "Numbers.series": lambda g: g.school.numbers.series("suspensions"),
    "Numbers.groups": lambda g: g.school.numbers.groups("suspensions"),
    "Numbers.beside": lambda g: g.school.numbers.beside("attendance", "school-strands"),
    "Numbers.periods": lambda g: g.school.numbers.periods("suspensions"),
    "Numbers.school_years": lambda g: g.school.numbers.school_years(),
    "Numbers.references": lambda g: g.school.numbers.references(),
    "Numbers.imports": lambda g: g.school.numbers.imports(),
    "Challenges.all": lambda g: g.school.challenges.all(),
    "Meetings.orders": lambda g: g.school.meetings.orders(),
    "Meetings.agreements": lambda g: g.school.meetings.agreements(),
    "Meetings.current_plan": lambda g: g.school.meetings.current_plan(date.today()),
    "Settings.optional_strands": lambda g: g.school.settings.optional_strands(g.school.library.get(*STRANDS)),
    "Settings.own_frameworks": lambda g: g.school.settings.own_frameworks(),
}
NOT_FOR_REVIEWERS: dict[str, Way] = {
    "EvidenceRegister.content": lambda g: g.school.evidence.content("seen"),
    "Room.latest": lambda g: g.school.room.latest(),
    "Room.records": lambda g: g.school.room.records(),
    "Room.moved": lambda g: g.school.room.moved(),
    "Room.comparison": lambda g: g.school.room.comparison(),
    "Room.left_out": lambda g: [g.school.room.left_out()],
    "Room.evidence": lambda g: g.school.room.evidence(date.today()),
    "Room.contradictions": lambda g: g.school.room.contradictions(),
    "Room.plans": lambda g: g.school.room.plans(),
    "Room.dates": lambda g: g.school.room.dates(3),
    "Room.seen": lambda g: g.school.room.seen(),
    "Room.rehearsals": lambda g: [g.school.room.rehearsals()],
    "Room.numbers": lambda g: [g.school.room.numbers()],
    "Room.challenges": lambda g: g.school.room.challenges(),
    "Room.without_names": lambda g: g.school.room.without_names("Somebody"),
    "Plans.record": lambda g: g.school.plans.record("plan"),
    "Plans.cause_words": lambda g: g.school.plans.cause_words(Cause("contradiction", words="It does not fit.")),
    "Plans.accounts": lambda g: [g.school.plans.accounts(inspection(g).id)],
    "Plans.account": lambda g: g.school.plans.account(inspection(g).id, "gate"),
    "Reviews.opens_on": lambda g: g.school.reviews.opens_on("plan"),
    "Reviews.not_yet": lambda g: g.school.reviews.not_yet("plan"),
    "Reviews.audits": lambda g: g.school.reviews.audits("audited"),
    "Reviews.task": lambda g: g.school.reviews.task("audited"),
    "Visible.seen": lambda g: g.school.visible.seen(g.school.visible.typical("A")),
    "Visible.not_seen": lambda g: g.school.visible.not_seen(g.school.visible.typical("A")),
    "Pulses.open_wave": lambda g: g.school.pulses.open_wave(pulse_id(g)),
    "Pulses.answered": lambda g: [g.school.pulses.answered(pulse_id(g), "at_once")],
    "Pulses.distribution": lambda g: [g.school.pulses.distribution(pulse_id(g))],
    "Pulses.not_shown": lambda g: g.school.pulses.not_shown(pulse_id(g)),
    "Pulses.quadrant": lambda g: [g.school.pulses.quadrant(pulse_id(g), WAVES[0])],
    "Telling.letter": lambda g: g.school.telling.letter(inspection(g).id),
    "Telling.to_send": lambda g: g.school.telling.to_send(inspection(g).id),
    "Telling.checklist": lambda g: g.school.telling.checklist(inspection(g).id),
}
FOR_THOSE_WHO_RECORD: dict[str, Way] = {
    "Reports.read": lambda g: g.school.reports.read(b"", "empty.pdf"),
    "DraftCheck.read_pdf": lambda g: g.school.draft_check.read_pdf(inspection(g).id, b""),
}
ONLY_WITH: dict[str, tuple[Ability, Way]] = {
    "SessionTables.to_fill_in": (Ability.JUDGE, lambda g: g.school.session_tables.to_fill_in(g.open)),
    "SessionTables.read": (Ability.JUDGE, lambda g: read_back(g)),
    "SessionTables.preview": (
        Ability.JUDGE,
        lambda g: g.school.session_tables.preview(g.open, *filled(g, "send.e2")[:1]),
    ),
    "Calls.all": (Ability.LOG, lambda g: g.school.calls.all()),
    "Calls.open_now": (Ability.LOG, lambda g: g.school.calls.open_now()),
    "Calls.one": (Ability.LOG, lambda g: g.school.calls.one("try")),
    "Calls.rehearsals": (Ability.LOG, lambda g: g.school.calls.rehearsals()),
    "Calls.announced": (Ability.LOG, lambda g: [g.school.calls.announced()]),
    "Calls.names": (Ability.LOG, lambda g: [g.school.calls.names()]),
    "Calls.takes_its_inspection": (
        Ability.RECORD_INSPECTIONS,
        lambda g: [g.school.calls.takes_its_inspection(REHEARSAL)],
    ),
    "Log.inspections": (Ability.LOG, lambda g: g.school.log.inspections()),
    "Log.read": (Ability.LOG, lambda g: g.school.log.read(inspection(g).id).entries),
    "DraftCheck.sentences": (Ability.LOG, lambda g: g.school.draft_check.sentences(inspection(g).id)),
    "DraftCheck.log": (Ability.LOG, lambda g: g.school.draft_check.log(inspection(g).id)),
    "DraftCheck.due": (Ability.LOG, lambda g: [g.school.draft_check.due(inspection(g).id)]),
    "DraftCheck.comments": (Ability.LOG, lambda g: [g.school.draft_check.comments(inspection(g).id)]),
    "Numbers.preview_pasted": (Ability.KEEP_EVIDENCE, lambda g: g.school.numbers.preview_pasted(MORE).new),
    "Numbers.preview_file": (
        Ability.KEEP_EVIDENCE,
        lambda g: g.door.school("urn-999001").numbers.preview_file(ABSENT, "a.csv", 2019).new,
    ),
    "DraftCheck.preview": (
        Ability.RECORD_INSPECTIONS,
        lambda g: g.school.draft_check.preview(inspection(g).id, "Pupils sing."),
    ),
}
"""Ways of looking that need an ability, and are answered with something."""
FOR_THOSE_WHO_PLAN: dict[str, Way] = {
    "PlanTables.read": lambda g: g.school.plan_tables.read(TABLE, "sdp.csv"),
    "PlanTables.preview": lambda g: g.school.plan_tables.preview("plan", *table(g)),
}
FOR_THOSE_WHO_DESCRIBE: dict[str, Way] = {
    "Timetables.read": lambda g: g.school.timetables.read(LESSONS, "lessons.csv"),
    "Timetables.guess": lambda g: timetable(g.school)[1].columns,
    "Timetables.years": lambda g: g.school.timetables.years(timetable(g.school)[0], {"group": 2}),
    "Timetables.preview": lambda g: g.school.timetables.preview(*timetable(g.school)),
}
AFTER_THE_AUDIT = {"Reviews.judge", "Reviews.sign", "Reviews.before_and_after"}
"""Ways that open only once something else is done: who may is tested with the reviews."""
AFTER_A_FILE = {"SessionTables.undo"}
"""A way that opens only once a file filled in offline was brought in: who may is tested there."""
LEAVES_NO_TRACE: dict[str, tuple[Ability, Way]] = {
    "Pulses.answer": (Ability.REPORT, lambda g: g.school.pulses.answer(pulse_id(g), "at_once", ANSWERS, "draft")),
}
"""A way of adding something that must not be in the record of changes."""

HEADS_ONLY: dict[str, Way] = {
    "Confidence.readings": lambda g: [g.school.confidence.readings(inspection(g).id)],
    "People.all": lambda g: g.door.people.all(),
    "People.one": lambda g: g.door.people.one(HEAD.email),
    "People.reviewed": lambda g: g.door.people.reviewed(),
    "People.changes": lambda g: g.door.people.changes(),
    "Door.choices": lambda g: g.door.choices(FILE, "ours.csv"),
    "Door.preview_many": lambda g: g.door.preview_many(FILE, "ours.csv"),
    "Settings.account": lambda g: g.school.settings.account(),
    "Settings.changes": lambda g: g.school.settings.changes(),
    "Settings.copy_of_store": lambda g: g.school.settings.copy_of_store(),
}


def test_no_way_through_the_door_is_left_out_here(demo: School) -> None:
    parts = (
        Door,
        People,
        HalfLife,
        *(type(part) for part in vars(demo).values() if type(part).__module__.startswith("evaluation.school")),
    )
    public = {
        f"{part.__name__}.{name}"
        for part in parts
        for name, member in inspect.getmembers(part, inspect.isfunction)
        if not name.startswith("_") and part.__name__ != "Questions"
    }
    assert public == {
        *WAYS,
        *SEEING,
        *NOT_FOR_REVIEWERS,
        *FOR_THOSE_WHO_RECORD,
        *FOR_THOSE_WHO_PLAN,
        *FOR_THOSE_WHO_DESCRIBE,
        *ONLY_WITH,
        *AFTER_THE_AUDIT,
        *AFTER_A_FILE,
        *LEAVES_NO_TRACE,
        *HEADS_ONLY,
    }


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("role", Role)
def test_only_those_who_may_can_change_it_and_a_refusal_changes_nothing(role: Role, way: str, ground) -> None:
    ability, act = WAYS[way]
    here = ground(Viewer(f"The {role}", role))
    before = here.door.revision
    if ability in CHANGES[role]:
        act(here)
        assert here.door.revision > before
    else:
        with pytest.raises(NotAllowed, match=f"({role})"):
            act(here)
        assert here.door.revision == before


@pytest.mark.parametrize("role", Role)
def test_everyone_may_see_the_school_and_only_the_head_the_record_of_changes(role: Role, ground) -> None:
    here = ground(Viewer(f"The {role}", role))
    before = here.door.revision
    for look in SEEING.values():
        look(here)
    for look in NOT_FOR_REVIEWERS.values():
        if role is not Role.REVIEWER:
            assert look(here)
        else:
            with pytest.raises(NotAllowed):
                look(here)
    for look in FOR_THOSE_WHO_RECORD.values():
        with pytest.raises(FileRefused if Ability.RECORD_INSPECTIONS in CHANGES[role] else NotAllowed):
            look(here)
    for ability, look in ONLY_WITH.values():
        if ability in CHANGES[role]:
            assert look(here)
        else:
            with pytest.raises(NotAllowed):
                look(here)
    for look in FOR_THOSE_WHO_PLAN.values():
        if Ability.PLAN in CHANGES[role]:
            assert look(here)
        else:
            with pytest.raises(NotAllowed):
                look(here)
    for look in FOR_THOSE_WHO_DESCRIBE.values():
        if Ability.DESCRIBE_PRACTICE in CHANGES[role]:
            assert look(here)
        else:
            with pytest.raises(NotAllowed):
                look(here)
    for look in HEADS_ONLY.values():
        if role is Role.HEAD:
            assert look(here)
        else:
            with pytest.raises(NotAllowed):
                look(here)
    assert here.school.questions.moved().note
    assert here.door.revision == before


@pytest.mark.parametrize("way", LEAVES_NO_TRACE)
@pytest.mark.parametrize("role", Role)
def test_only_those_who_are_asked_can_answer_and_no_change_is_recorded(role: Role, way: str, ground) -> None:
    ability, act = LEAVES_NO_TRACE[way]
    here = ground(Viewer(f"The {role}", role))
    before = here.door.revision
    if ability in CHANGES[role]:
        assert act(here)
    else:
        with pytest.raises(NotAllowed, match=f"({role})"):
            act(here)
    assert here.door.revision == before
