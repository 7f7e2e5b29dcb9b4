"""The links file of Get Information about Schools: predecessors bring their inspections along, and are named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evaluation.cli import main
from evaluation.errors import EvaluationError, FileRefused
from evaluation.intake import read_links
from evaluation.school import Door
from tests.intake.conftest import GRADED, GRADED_2025, PREVIOUS, WHO, csv_bytes

HEADER = ["URN", "LinkURN", "LinkName", "LinkType", "LinkEstablishedDate"]


def links(*rows: tuple[int, int, str], header: list[str] = HEADER) -> bytes:
    names = {"name": "Chloë Street Infant School", "on": "01-09-2012"}
    cells = [(str(a), str(b), names["name"], kind, names["on"]) for a, b, kind in rows]
    return csv_bytes(header, [dict(zip(header, row, strict=True)) for row in cells])


CHAIN = links(
    (999001, 888001, "Predecessor"),
    (888001, 777001, "Predecessor - merged"),
    (777002, 888001, "Successor - merged"),
    (999001, 666001, "Sixth Form Centre Link"),
    (777001, 999001, "Predecessor"),
)


def test_chains_are_followed_and_loops_stop() -> None:
    assert read_links(CHAIN, "links.csv")[999001] == (888001, 777001, 777002)
    spaced = links((999001, 888001, "predecessor "), header=[" urn ", "Link URN", "LinkName", "LINKTYPE", "Date"])
    assert read_links(spaced, "links.csv") == {999001: (888001,)}


@pytest.mark.parametrize("content", [csv_bytes(GRADED_2025, [WHO]), b"", b"a,b\r\n1,2\r\n"])
def test_another_file_is_refused_with_what_to_choose_instead(content: bytes) -> None:
    with pytest.raises(FileRefused, match=r"wrong\.csv is not the links file .* “Establishment links”"):
        read_links(content, "wrong.csv")


BEFORE = WHO | PREVIOUS | {"URN": "888001", "School name": "Chloë Street Infant School"}
BEFORE |= {"URN at time of previous graded inspection": "NULL"}


def test_predecessors_inspections_come_along_once_and_say_of_which_school(door: Door) -> None:
    content = csv_bytes(GRADED_2025, [WHO | GRADED, BEFORE])
    school = door.school_from_file(content, "ours.csv", 999001)
    assert len(school.inspections.preview(content, "ours.csv").new) == 1
    preview = school.inspections.preview(content, "ours.csv", (CHAIN, "links.csv"))
    assert school.inspections.bring_in(preview.changes, "ours.csv") == 2
    assert [i.predecessor(school.details) for i in school.inspections.all()] == ["Predecessor school (URN 888001)"] * 2
    assert school.details.name == "Chloë Street Primary School"
    both = csv_bytes(GRADED_2025, [WHO | GRADED | PREVIOUS, BEFORE])
    assert school.inspections.preview(both, "both.csv", (CHAIN, "links.csv")).new == ()


def test_a_file_that_holds_only_the_predecessor_serves_a_school_that_is_here_and_sets_up_none(door: Door) -> None:
    content = csv_bytes(GRADED_2025, [BEFORE])
    given = (CHAIN, "links.csv")
    with pytest.raises(EvaluationError, match="Only a predecessor is in the file"):
        door.school_from_file(content, "old.csv", 999001, links=given)
    assert [p.field for p in door.preview_many(content, "old.csv", [999001], links=given).refused] == ["999001"]
    school = door.school_from_file(csv_bytes(GRADED_2025, [WHO]), "ours.csv", 999001)
    assert len(school.inspections.preview(content, "old.csv", given).new) == 1
    result = list(door.import_many(content, "old.csv", [999001], links=given))[-1].result
    assert result and (result.added, result.set_up, result.refused) == (1, 0, ())


def test_the_command_line_takes_the_links_file(tmp_path: Path, store_path: Path, capsys) -> None:
    file, linked = tmp_path / "ours.csv", tmp_path / "links.csv"
    file.write_bytes(csv_bytes(GRADED_2025, [WHO | GRADED, BEFORE]))
    linked.write_bytes(CHAIN)
    command = ["inspections", "import", str(file), "--urn", "999001", "--links", str(linked), "--json"]
    assert main(command) == 0
    said = json.loads(capsys.readouterr().out)
    assert [i["urn_at_inspection"] for i in said["inspections"]] == [888001, 888001]
    assert main(["inspections", "list", "--urn", "999001"]) == 0
    assert "Predecessor school (URN 888001)" in capsys.readouterr().out
