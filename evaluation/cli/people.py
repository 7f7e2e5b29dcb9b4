"""`people`: who may sign in, and as what."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from evaluation.access import Role
from evaluation.cli.common import Commands, door_of, print_json, school_of, urn
from evaluation.records import Person


def add(commands: Commands, anywhere: argparse.ArgumentParser) -> None:
    """Add the commands."""
    people = commands.add_parser("people", help="who may sign in").add_subparsers(required=True, metavar="WHAT")
    added = people.add_parser("add", parents=[anywhere], help="let somebody sign in, or change who is on the list")
    added.add_argument("email", help="the e-mail they sign in with")
    added.add_argument("--name", required=True)
    added.add_argument(
        "--role", required=True, choices=[role.value for role in Role], help="what they are to the school"
    )
    added.add_argument("--urn", type=urn, help="the one school they may look at, where the store has several")
    added.set_defaults(run=_add)
    listed = people.add_parser("list", parents=[anywhere], help="everybody on the list")
    listed.add_argument("--json", action="store_true", help="answer in JSON")
    listed.set_defaults(run=_list)
    for name, on, words in (("off", False, "switch somebody off"), ("on", True, "switch somebody on again")):
        switch = people.add_parser(name, parents=[anywhere], help=words)
        switch.add_argument("email")
        switch.set_defaults(run=_switch, on=on)


def _add(options: argparse.Namespace) -> None:
    door = door_of(options)
    only = school_of(door, options.urn).details if options.urn else None
    person = Person(options.email.strip().lower(), options.name, Role(options.role), True, only.id if only else None)
    if person.email in {known.email for known in door.people.all()}:
        door.people.change(person)
    else:
        door.people.add(person)
    print(f"{person.name} may sign in as {person.email}: {person.role}, {only.name if only else 'every school'}.")


def _list(options: argparse.Namespace) -> None:
    people = door_of(options).people.all()
    if options.json:
        print_json([asdict(person) for person in people])
        return
    for person in people:
        only = f", only {person.only_school_id}" if person.only_school_id else ""
        print(f"{person.email}  {person.name}  {person.role}{only}{'' if person.active else ', switched off'}")


def _switch(options: argparse.Namespace) -> None:
    changed = door_of(options).people.switch(options.email, options.on)
    print(f"{options.email} is switched {'on' if options.on else 'off'}{'' if changed else ' already'}.")
