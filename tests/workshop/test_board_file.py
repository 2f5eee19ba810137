"""Post-its from the CSV of other tools: whatever wrote it, and however."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.workshop.alike import fold
from bot.workshop.errors import Refusal
from bot.workshop.language import Language
from bot.workshop.limits import BOARD_ROWS, POSTITS_PER_BOARD
from bot.workshop.text import one_line
from bot.workshop.transfer.board_file import Mapping, Picked, guess, pick, read_board
from tests import builders

FR = Language.FRENCH
TRELLO = (
    "Card ID,Card Name,Card Description,Labels,Members,List Name,Board Name\n"
    "1,Une légumerie,,,awa,À garder,Bilan\n2,=1+1,,,ben,Inconnue,Bilan\n"
)
MURAL = "ID,Text,BG Color,Position X,Area,Last Updated By\n0-1,Un verger,#FF0,12,Projet,Alix\n"
KLAXOON = "Idée;Catégorie;Auteur\n« Oui »;Projet;Alix\n"
SCRUMLR = "note_id,author,note,column_name,rank\n1,Alix,Un verger,Projet,0\n"
PARABOL = "Type,Reflection,Author,Prompt,Votes\nretro,Un verger,Alix,Projet,3\n"
FORMS = "Horodateur,Que gardons-nous ?\n04/03/2030 10:00:00,Un verger\n"
MIRO = "Un verger\nUne fête\n"


def picked(content: str | bytes, *, known: tuple[str, ...] = ()) -> Picked:
    board = read_board(content.encode() if isinstance(content, str) else content)
    return pick(board, guess(board), builders.collect(), FR, builders.scenario(), known)


@pytest.mark.parametrize("content", [MURAL, SCRUMLR, PARABOL, FORMS])
def test_the_text_is_found_where_each_tool_puts_it(content: str) -> None:
    assert [idea.text for idea in picked(content).ideas] == ["Un verger"]


def test_lists_of_trello_and_what_no_list_of_ours_is() -> None:
    found = picked(TRELLO)
    assert [idea.text for idea in found.ideas] == ["Une légumerie", "=1+1"]
    assert found.unplaced == 2  # the step has no columns


def test_texts_without_a_heading() -> None:
    assert [idea.text for idea in picked(MIRO).ideas] == ["Un verger", "Une fête"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_any_encoding_and_separator(encoding: str, separator: str) -> None:
    rows = ["Idée" + separator + "Année", '"Élargir ; l\'équipe,\nvite"' + separator + "2028"]
    found = picked("\r\n".join(rows).encode(encoding))
    assert [(i.text, i.year) for i in found.ideas] == [("Élargir ; l'équipe, vite", 2028)]


def test_the_separator_that_excel_says() -> None:
    found = picked("sep=|\r\nIdée|An\r\nUn four; et du bois|2028\r\n")
    assert [(idea.text, idea.year) for idea in found.ideas] == [("Un four; et du bois", 2028)]


@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"PK\x03\x04\x14\0\x06\0\x08"]
)
def test_a_picture_or_a_spreadsheet_is_not_read_as_words(content: bytes) -> None:
    with pytest.raises(Refusal) as refused:
        read_board(content)
    assert refused.value.key == "bring.unreadable"


def test_what_is_left_out_says_why() -> None:
    long = "x" * 400
    found = picked(
        f"Idée,An\nUne fête,1800\n,2028\n{long},\nUNE FÊTE,\nUn four,\n", known=(fold("un four"),)
    )
    assert [idea.text for idea in found.ideas] == ["Une fête"]
    assert found.skipped == {"empty": 1, "long": 1, "known": 2}
    assert found.unplaced == 1


def test_bounds() -> None:
    many = "\n".join(["Idée"] + [f"Idée {n}" for n in range(POSTITS_PER_BOARD + 7)])
    assert picked(many).skipped == {"beyond": 7}
    with pytest.raises(Refusal, match=r"bring\.too_many"):
        read_board("\n".join(f"Idée {n}" for n in range(BOARD_ROWS + 5)).encode())
    with pytest.raises(Refusal, match=r"bring\.too_large"):
        read_board(b"x" * (2 * 2**20 + 1))
    with pytest.raises(Refusal, match=r"bring\.nothing"):
        read_board(b"\n\n")


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        board = read_board(content)
    except Refusal:
        return
    pick(board, guess(board), builders.collect(), FR, None, ())
    assert all(len(row) == len(board.names) for row in board.rows)


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=40), min_size=1, max_size=9))
def test_what_a_csv_says_comes_as_it_is(texts: list[str]) -> None:
    written = io.StringIO(newline="")
    csv.writer(written).writerows([["Idée", "Auteur"], *([text, "Alix"] for text in texts)])
    wanted = {one_line(text) for text in texts} - {""}
    try:
        board = read_board(written.getvalue().encode())
    except Refusal:
        return
    found = pick(board, Mapping(0), builders.collect(), FR, None, ())
    assert {idea.text for idea in found.ideas} <= wanted
    assert all("Alix" not in idea.text or "Alix" in wanted for idea in found.ideas)
