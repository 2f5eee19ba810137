"""`python -m bot tally`: files that count, files that do not, and the export of a session."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.__main__ import main
from bot.tally.reading import Malformed
from bot.tally.recount import recounted
from bot.tally.settings import KNOWN
from tests.exported import as_json
from tests.reports.builders import BRAINSTORM, counted, postits, record
from tests.tally.voting import answer, vote

DOTS = vote("dots", ["A", "B"], [(2, {"A": 3, "B": 2}), (1, {"B": 5})], budget=5, quorum=3)
GOOD = {
    "method": "dots",
    "ranking": [["B"], ["A"]],
    "winners": ["B"],
    "tie": False,
    "quorum_met": True,
}


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Run the command; return its exit code and what it wrote."""
    code = main(["tally", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


def test_a_file_is_recounted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "vote.json"
    file.write_text(json.dumps(DOTS), encoding="utf-8-sig")
    code, out, err = told(capsys, str(file))
    assert (code, err) == (0, "")
    found = json.loads(out)
    assert found.pop("details")["totals"] == {"A": 6, "B": 9}
    assert found == GOOD


def test_the_standard_input_is_recounted_in_a_process_of_its_own() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "tally", "-"],
        input=json.dumps(DOTS).encode(),
        capture_output=True,
        check=False,
        timeout=300,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["winners"] == ["B"]


def test_an_unreadable_file_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "none.json"
    code, out, err = told(capsys, str(missing))
    assert (code, out) == (2, "")
    assert err == f"{missing}: cannot be read (No such file or directory)\n"
    assert told(capsys, str(tmp_path))[0] == 2


def changed(**changes: Any) -> str:
    return json.dumps({**DOTS, **changes})


def cast(method: str, ballot: object, **settings: Any) -> str:
    return json.dumps(vote(method, ["A", "B", "C"], [(1, ballot)], **settings))


def twice(text: str) -> str:
    return cast("dots", {"A": 1, "#": 2}, budget=5).replace("#", text)


MENTIONS = ["bad", "good"]
MALFORMED = {
    "": "line 1, column 1: not JSON (Expecting value)",
    '{"method": "dots",\n "options": ]': "line 2, column 13: not JSON (Expecting value)",
    "[]": 'the file: expected an object with "method", "options", "settings" and "ballots",'
    " not a list",
    "{}": 'the file: "method" is missing',
    changed(method="plurality"): 'method: expected one of "dots", "approval", "score",'
    ' "majority_judgment", "irv", "stv", "schulze", "borda", "condorcet", "yes_no",'
    ' "shared_budget", "dates", "resistance", not'
    ' "plurality"',
    '{"method": "dots"}': 'the file: "options" is missing',
    '{"method": "irv", "options": ["A"]}': 'the file: "ballots" is missing',
    changed(options="AB"): 'options: expected a list of names, not "AB"',
    changed(options=[]): "options: expected at least one option",
    changed(options=["A", ""]): 'options[1]: expected a name that is not empty, not ""',
    changed(options=["A", 7]): "options[1]: expected a name that is not empty, not 7",
    changed(options=["A", "B", "A"]): 'options[2]: "A" stands twice',
    changed(options=["A", "B", "A\u200b"]): 'options[2]: "A\u200b" reads as one before it',
    changed(options=["A", "B", "\u0410"]): 'options[2]: "\u0410" reads as one before it',
    changed(options=["A", "\ud800"]): "options[1]: this text holds half a character"
    " (a lone surrogate)",
    changed(settings=[]): "settings: expected an object, not a list",
    changed(settings={}): "settings.budget: missing, expected a whole number of dots",
    changed(settings={"budget": 0}): "settings.budget: expected a whole number from 1 to"
    " 1000000000, not 0",
    changed(settings={"budget": 5.5}): "settings.budget: expected a whole number from 1 to"
    " 1000000000, not 5.5",
    changed(settings={"budget": 5, "quorom": 3}): "settings.quorom: no such setting; expected one"
    " of " + ", ".join(KNOWN),
    changed(settings={"budget": 5, "quorum": "1/3"}): "settings.quorum: expected a whole number"
    ' from 0 to 1000000000, not "1/3"',
    changed(settings={"budget": 5, "abstentions_count": 1}): "settings.abstentions_count: expected"
    " true or false, not 1",
    changed(ballots={}): "ballots: expected a list of ballots, not an object",
    changed(ballots=None): "ballots: withheld from this file, so there is nothing to recount",
    changed(ballots=["A"]): 'ballots[0]: expected an object with "weight" and "ballot", not "A"',
    changed(ballots=[{"weight": 1}]): 'ballots[0]: "ballot" is missing',
    changed(ballots=[{"wieght": 2, "ballot": {}}]): 'ballots[0].wieght: expected only "weight" and'
    ' "ballot" here',
    changed(ballots=[{"weight": 0, "ballot": {}}]): "ballots[0].weight: expected a whole number"
    " from 1 to 1000000000, not 0",
    changed(ballots=[{"weight": 1.0, "ballot": {}}]): "ballots[0].weight: expected a whole number"
    " from 1 to 1000000000, not 1.0",
    changed(ballots=[{"weight": True, "ballot": {}}]): "ballots[0].weight: expected a whole number"
    " from 1 to 1000000000, not true",
    cast("dots", ["A"], budget=5): "ballots[0].ballot: expected an object by option, not a list",
    cast("dots", {"Z": 1}, budget=5): "ballots[0].ballot.Z: no such option",
    cast("dots", {"Une fête": 1}, budget=5): 'ballots[0].ballot["Une fête"]: no such option',
    cast("dots", {"A": 4}, budget=5, cap=3): "ballots[0].ballot.A: expected a whole number from 0"
    " to 3, not 4",
    cast("dots", {"A": -1}, budget=5): "ballots[0].ballot.A: expected a whole number from 0 to 5,"
    " not -1",
    cast("dots", {"A": 3, "B": 3}, budget=5): "ballots[0].ballot: expected at most 5 dots in all,"
    " not 6",
    twice("A"): 'ballots[0].ballot: "A" is given twice',
    cast("approval", {"A": True}): "ballots[0].ballot: expected a list of options, not an object",
    cast("approval", ["A", "A"]): "ballots[0].ballot[1]: this option stands twice on the ballot",
    cast("approval", ["A", "Z"]): 'ballots[0].ballot[1]: expected one of the options, not "Z"',
    cast("approval", ["A", "B"], max_choices=1): "ballots[0].ballot: expected from 0 to 1 options,"
    " not 2",
    cast("approval", [], min_choices=1): "ballots[0].ballot: expected from 1 to 3 options, not 0",
    cast("approval", [], min_choices=4): "settings.min_choices: expected at most 3",
    cast("score", {"A": 3}): "settings.scale: missing, expected [lowest, highest]",
    cast("score", {"A": 3}, scale=[0]): "settings.scale: expected two whole numbers,"
    " [lowest, highest]",
    cast("score", {"A": 3}, scale=[5, 0]): "settings.scale[1]: expected a whole number from 6 to"
    " 1000000000, not 0",
    cast("score", {"A": 6}, scale=[0, 5]): "ballots[0].ballot.A: expected a whole number from 0 to"
    " 5, not 6",
    cast("score", {"A": 1e2}, scale=[0, 500]): "ballots[0].ballot.A: expected a whole number from"
    " 0 to 500, not 100.0",
    cast("score", {"A": None}, scale=[0, 5]): "ballots[0].ballot.A: expected a whole number from 0"
    " to 5, not null",
    cast("score", {"A": {"odd": 3}}, scale=[0, 5], criteria=["new"]): "ballots[0].ballot.A.odd:"
    " no such criterion",
    cast("score", {}, scale=[0, 5], missing="zero"): 'settings.missing: expected one of "worst",'
    ' "median", "ignore", not "zero"',
    cast("majority_judgment", {}): "settings.grades: missing, expected the list of grades, worst"
    " to best",
    cast("majority_judgment", {}, grades=["bad"]): "settings.grades: expected at least 2",
    cast("majority_judgment", {}, grades=["bad", "bad"]): 'settings.grades[1]: "bad" stands twice',
    cast("majority_judgment", {"A": "Good"}, grades=MENTIONS): "ballots[0].ballot.A: expected one"
    ' of "bad", "good", not "Good"',
    cast("irv", ["A", "B"]): "ballots[0].ballot[0]: expected a list of options ranked equal, not"
    ' "A"',
    cast("borda", [["A"], []]): "ballots[0].ballot[1]: expected at least one option in the group",
    cast("schulze", [["A"], ["B", "A"]]): "ballots[0].ballot[1][1]: this option stands twice on"
    " the ballot",
    cast("condorcet", [["Z"]]): 'ballots[0].ballot[0][0]: expected one of the options, not "Z"',
    cast("yes_no", "yes"): 'options: expected ["yes", "no"], or the name of the one proposal',
    '{"method": "yes_no", "ballots": [{"ballot": "maybe"}]}': "ballots[0].ballot: expected one of"
    ' "yes", "no", "abstain", not "maybe"',
    '{"method": "yes_no", "settings": {"majority": 0.5}, "ballots": []}': "settings.majority:"
    ' expected a fraction from "1/2" to "1/1", such as "2/3", not 0.5',
    '{"method": "yes_no", "settings": {"majority": "1/3"}, "ballots": []}': "settings.majority:"
    ' expected a fraction from "1/2" to "1/1", such as "2/3", not "1/3"',
    '{"method": "yes_no", "settings": {"majority": "1/0"}, "ballots": []}': "settings.majority:"
    ' expected a fraction from "1/2" to "1/1", such as "2/3", not "1/0"',
    '{"method": "dots", "method": "irv"}': 'the file: "method" is given twice',
    '{"method": NaN}': 'method: expected one of "dots", "approval", "score",'
    ' "majority_judgment", "irv", "stv", "schulze", "borda", "condorcet", "yes_no",'
    ' "shared_budget", "dates", "resistance", not NaN',
    "[" * 100_000: "the file: nested too deeply",
    "9" * 5_000: "the file: a number has too many digits",
    '{"votes": [{"method": "irv"}]}': 'votes[0]: "options" is missing',
    '{"votes": [3]}': 'votes[0]: expected an object with "method", "options", "settings" and'
    ' "ballots", not 3',
}


@pytest.mark.parametrize(("content", "sentence"), MALFORMED.items(), ids=range(len(MALFORMED)))
def test_a_malformed_file_gets_one_sentence_with_the_place(
    content: str,
    sentence: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
    assert told(capsys, "-") == (2, "", sentence + "\n")


def test_bytes_that_are_no_text_are_told_with_their_place() -> None:
    with pytest.raises(Malformed, match=r"^byte 1: not UTF-8 text$"):
        recounted(b"{\xff}")


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["A", "weight", "ballot", "budget", "x"]), inner, max_size=3
        )
    ),
)


@given(
    st.sampled_from(["dots", "approval", "score", "majority_judgment", "irv", "yes_no"]),
    st.fixed_dictionaries(
        {}, optional={"options": anything, "settings": anything, "ballots": anything}
    ),
)
def test_whatever_the_file_holds_it_is_counted_or_refused_in_one_line(
    method: str, entries: dict[str, Any]
) -> None:
    sound = vote(method, ["A", "B"], [], budget=5, scale=[0, 5], grades=MENTIONS, missing="median")
    sound["options"] = ["yes", "no"] if method == "yes_no" else ["A", "B"]
    try:
        recounted(json.dumps({**sound, **entries}).encode())
    except Malformed as error:
        assert "\n" not in str(error)
        assert ": " in str(error)


def test_settings_of_other_methods_are_listed_and_left_unread() -> None:
    found = answer(vote("irv", ["A", "B"], [(1, [["A"]])], budget=5, scale="?", quorum=None))
    assert found["details"]["settings_not_used"] == ["budget", "scale"]
    assert found["details"]["settings"] == {"quorum": None, "abstentions_count": True}


def test_a_name_is_printed_as_it_is_written() -> None:
    assert "Une fête à l’été" in recounted(
        json.dumps(vote("approval", ["Une fête à l’été"], [])).encode()
    )


WALL = postits([f"Idée {n}" for n in range(1, 13)])
BALLOTS = ({2: 3}, {10: 3}, {3: 3, 1: 2})


def exported() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        as_json(record(BRAINSTORM, postits=WALL, votes={"vote": counted(WALL, BALLOTS)}))
    )
    return found


def test_the_export_of_a_session_recounts_itself() -> None:
    found = answer(exported())
    (one,) = found["votes"]
    assert one["step"] == exported()["votes"][0]["step"]
    assert one["as_stated"] is True
    assert one["winners"] == ["10", "2", "3"]
    assert one["details"]["totals"]["1"] == 2


def test_one_vote_of_an_export_is_a_file_too() -> None:
    (one,) = exported()["votes"]
    assert answer(one)["winners"] == ["10", "2", "3"]


def test_an_export_that_states_something_else_is_found_out() -> None:
    document = exported()
    document["votes"][0]["result"]["winners"] = ["2"]
    assert answer(document)["votes"][0]["as_stated"] is False
    document["votes"][0]["result"] = None
    assert answer(document)["votes"][0]["as_stated"] is None


@pytest.mark.parametrize("dots", [99, 0, None])
def test_dots_beside_a_post_it_that_no_vote_gives_are_found_out(dots: int | None) -> None:
    document = exported()
    assert "differences" not in answer(document)
    assert document["postits"][1]["dots"] == 3
    document["postits"][1]["dots"] = dots
    (found,) = answer(document)["differences"]
    assert found == {"at": "postits[1].dots", "stated": dots, "counted": 3}


def test_dots_that_no_vote_was_about_are_found_out() -> None:
    document = exported()
    document["votes"] = []
    assert len(answer(document)["differences"]) == len(WALL)


def test_an_export_of_another_format_is_refused() -> None:
    document = exported() | {"format": "gommette/session/9"}
    with pytest.raises(Malformed, match=r'^format: expected one of "gommette/session/2", '):
        recounted(json.dumps(document).encode())


@pytest.mark.parametrize(
    ("name", "value"),
    [("turnout", 25), ("turnout", 3), ("result", {"winners": ["2"]}), ("voters", [])],
)
def test_what_speaks_against_too_few_ballots_is_found_out(name: str, value: object) -> None:
    few = record(BRAINSTORM, postits=WALL, votes={"vote": counted(WALL, BALLOTS[:2])})
    document = json.loads(as_json(few))
    assert "differences" not in answer(document)["votes"][0]
    document["votes"][0][name] = value
    (one,) = answer(document)["votes"]
    assert one["as_stated"] is False
    assert [found["at"] for found in one["differences"]] == [f"votes[0].{name}"]


def test_withheld_ballots_are_said_not_recounted() -> None:
    few = record(BRAINSTORM, postits=WALL, votes={"vote": counted(WALL, BALLOTS[:2])})
    (one,) = answer(json.loads(as_json(few)))["votes"]
    assert one["ballots_withheld"] == "too_few"
    assert "ranking" not in one


def test_an_export_that_states_something_else_ends_with_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "session.json"
    document = exported()
    document["votes"][0]["turnout"] += 1
    file.write_text(json.dumps(document), encoding="utf-8")
    code, out, err = told(capsys, str(file))
    assert code == 1
    assert json.loads(out)["votes"][0]["differences"][0]["at"] == "votes[0].turnout"
    assert "differences" in err


def test_the_answer_is_utf8_on_any_terminal() -> None:
    named = json.dumps(vote("approval", ["Une fête à l’été"], [])).encode()
    done = subprocess.run(
        [sys.executable, "-m", "bot", "tally", "-"],
        input=named,
        capture_output=True,
        check=False,
        timeout=60,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Une fête à l’été" in done.stdout.decode("utf-8")


@pytest.mark.parametrize("name", ["seed", "question"])
def test_half_a_character_is_one_sentence(name: str) -> None:
    document = exported()
    one = document["votes"][0]
    if name == "seed":
        one["second_rule"] = {"rule": "lot", "winner": "2", "seed": "\ud800"}
    else:
        one["question"] = "\ud800"
    with pytest.raises(Malformed, match="half a character"):
        recounted(json.dumps(document).encode())


@pytest.mark.parametrize("name", ["budget", "cap", "quorum"])
def test_a_setting_beside_the_settings_is_named(name: str) -> None:
    asked = {**DOTS, "settings": {"budget": 5}, name: 3}
    with pytest.raises(Malformed, match=rf'^{name}: is a setting, which belongs in "settings"$'):
        recounted(json.dumps(asked).encode())
