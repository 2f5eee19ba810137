"""BLT: what programs of transferable votes exchange, read for the recount."""

from __future__ import annotations

from pathlib import Path

import pytest
import votelib.io.blt
from hypothesis import given
from hypothesis import strategies as st

from bot.__main__ import main
from bot.tally import blt
from bot.tally.reading import Malformed
from bot.tally.recount import answer_to

BOARD = b"""# the board
4 2           # four candidates, two seats
-3
5 1 2=4 0
2 - 4 0
1 0
0
"Ada"
"Lin # not a remark"
"Noor"
"Sami"
"A board"
"counted in the hall"
"""


def test_a_file_is_a_vote() -> None:
    assert blt.is_blt(BOARD)
    assert blt.parsed(BOARD) == {
        "method": "stv",
        "question": "A board",
        "options": ["Ada", "Lin # not a remark", "Noor", "Sami"],
        "settings": {"seats": 2, "passed_over": ["Noor"]},
        "ballots": [
            {"weight": 5, "ballot": [["Ada"], ["Lin # not a remark", "Sami"]]},
            {"weight": 2, "ballot": [["Sami"]]},
            {"weight": 1, "ballot": []},
        ],
    }


def test_the_recount_takes_it() -> None:
    found = answer_to(b"\xef\xbb\xbf" + BOARD)
    assert found["elected"] == ("Ada", "Sami")
    assert isinstance(found["details"], dict) and found["details"]["blank"] == 1


BAD = {
    b"0 1\n": "line 1: expected how many candidates (1 to 1000), not 0",
    b"2 x\n": None,
    b"2 1": None,
    b"2 1\n": "line 1: expected how many ballots say the same, or 0 after the last, and the file"
    " ends",
    b"2 1\n-3\n": "line 2: expected a minus sign and the number of a candidate who has withdrawn"
    " (1 to 2), not 3",
    b"2 1\n-2\n-2\n": "line 3: candidate 2 is withdrawn twice",
    b"2 1\n1.5 1 0\n": "line 2: expected how many ballots say the same, or 0 after the last (0 to"
    " 1000000000), not 1.5",
    b"2 1\n1 1 3 0\n": "line 2: expected the number of a candidate (1 to 2), not 3",
    b"2 1\n\n1 1\n1 0\n": "line 4: candidate 1 stands twice on the ballot",
    b"2 1\n1 1= 0\n": "line 2: expected the number of a candidate (1 to 2), not 1=",
    b"2 1\n1 1 0\n0\nAda\n": "line 4: expected the name of candidate 1 between quotation marks, not"
    " Ada",
    b'2 1\n0\n"Ada"\n"ADA"\n': "line 4: candidate 2 has the name of candidate 1",
    b'2 1\n0\n"Ada"\n"Lin\n"\n': "line 4: expected a second quotation mark on the same line",
    b'2 1\n0\n"Ada"\n"Lin"\n4\n': "line 5: expected a title between quotation marks, or the end of"
    " the file, not 4",
    b'2 1\n0\n"Ada"\n"Lin"\n"Board"\n4\n': "line 6: expected the end of the file, not 4",
    b"2 1\n\xff": "byte 4: not UTF-8 text",
}


@pytest.mark.parametrize("content", list(BAD))
def test_a_mistake_is_told_with_its_line(content: bytes) -> None:
    expected = BAD[content]
    assert blt.is_blt(content) is (expected is not None)
    with pytest.raises(Malformed) as caught:
        answer_to(content)
    assert expected is None or str(caught.value) == expected


def test_what_is_named_as_one_is_told_as_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "board.BLT"
    file.write_text("Ada, Lin and Noor\n")
    assert main(["tally", str(file)]) == 2
    out, err = capsys.readouterr()
    assert (out, err) == ("", "line 1: expected how many candidates (1 to 1000), not Ada,\n")


@given(st.binary(max_size=80) | st.text("0123= -\"#\nA'", max_size=80).map(str.encode))
def test_any_file_is_read_or_refused(content: bytes) -> None:
    try:
        answer_to(b"3 2\n" + content)
    except Malformed as error:
        assert "\n" not in str(error)


@given(
    st.lists(
        st.tuples(st.integers(1, 9), st.permutations("1234").map(lambda names: names[:3])),
        min_size=1,
        max_size=6,
    )
)
def test_another_program_reads_the_same(ballots: list[tuple[int, list[str]]]) -> None:
    lines = [" ".join([str(weight), *ranks, "0"]) for weight, ranks in ballots]
    content = "\n".join(["4 2", *lines, "0", '"1"', '"2"', '"3"', '"4"', '"title"', ""])
    votes, seats, candidates, title = votelib.io.blt.loads(content)
    found = blt.parsed(content.encode())
    assert (found["settings"], found["question"]) == ({"seats": seats, "passed_over": []}, title)
    assert found["options"] == [one.name for one in candidates]
    mine: dict[tuple[str, ...], int] = {}
    for weight, ranks in ballots:
        mine[tuple(ranks)] = mine.get(tuple(ranks), 0) + weight
    theirs = {tuple(one.name for one in ballot): int(weight) for ballot, weight in votes.items()}
    assert mine == theirs
