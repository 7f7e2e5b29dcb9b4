"""The clocks of the call: what is left until something, and how many minutes it took to be ready."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from evaluation.call.records import Call
from evaluation.details import date_problem, require
from evaluation.records import day
from evaluation.working_days import Closure, add_working_days

EIGHT = time(8)
LONGEST_NOTICE = timedelta(days=14)
"""From the call to the first day, and from the first day to the last."""
ENTERED_WITHIN = timedelta(days=7)
"""A call can be entered so long after the telephone rang."""


def eight_in_the_morning(call: Call) -> datetime:
    """Eight o'clock on the first day."""
    return datetime.combine(call.first_day, EIGHT)


def left(until: datetime, now: datetime) -> str:
    """What is left until a moment: "2 h 10 min"; once it is past "over since 09:30", with the day where it was another.

    Begun minutes count, so that "1 min" is the last and nothing is over that is not.
    """
    if now >= until:
        on = "" if now.date() == until.date() else f"{day(until.date())}, "
        return f"over since {on}{until:%H:%M}"
    minutes = -((now - until) // timedelta(minutes=1))
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    parts = [(days, "day" if days == 1 else "days"), (hours, "h"), (minutes if not days else 0, "min")]
    return " ".join(f"{number} {unit}" for number, unit in parts if number)


def ready_at(call: Call) -> datetime | None:
    """When the last line was done; None while one is not."""
    done = [call.checks[each].done_at if each in call.checks else None for each in call.lines]
    return max((at for at in done if at), default=None) if all(done) else None


def minutes_to_ready(call: Call) -> int | None:
    """Whole minutes from the call until everything was done; None while something is not."""
    at = ready_at(call)
    return None if at is None else max(0, (at - call.called_at) // timedelta(minutes=1))


def done_count(call: Call) -> int:
    """How many of the call's lines are done."""
    return sum(1 for each in call.lines if each in call.checks and call.checks[each].done_at)


def usual_days(called_on: date, closures: Iterable[Closure]) -> tuple[date, date]:
    """The next two days on which the school is at work: after a call on Monday, Tuesday and Wednesday."""
    closed = tuple(closures)
    return add_working_days(called_on, 1, closed), add_working_days(called_on, 2, closed)


def check_call(call: Call, now: datetime) -> None:
    """Raise FormRefused when the times of a call cannot be right."""
    called_on = call.called_at.date()
    require(
        {
            "called_at": _called_problem(call.called_at, now),
            "first_day": date_problem(call.first_day, "The first day", called_on, called_on + LONGEST_NOTICE),
            "second_day": date_problem(
                call.second_day, "The last day", call.first_day, call.first_day + LONGEST_NOTICE
            ),
            "planning_call_at": planning_problem(call),
        }
    )


def planning_problem(call: Call) -> str | None:
    """What is wrong with the time of the planning call, if it has one."""
    at = call.planning_call_at
    if at is None:
        return None
    if at < call.called_at:
        return f"The planning call ({at:%d/%m/%Y, %H:%M}) is before the telephone rang ({call.called_at:%H:%M})."
    return date_problem(at.date(), "The planning call", call.called_at.date(), call.first_day)


def _called_problem(at: datetime, now: datetime) -> str | None:
    if at > now:
        return f"The telephone cannot have rung at {at:%H:%M}: it is {now:%H:%M} now."
    return date_problem(at.date(), "The day of the call", (now - ENTERED_WITHIN).date(), now.date())
