"""A brainstorm in English and a check-in of one masked word each."""

from __future__ import annotations

from tests.discord.acting import en, fr, results_among
from tests.discord.played import Played


def test_what_is_typed_is_a_post_it_in_the_open_step_alone(stormed: Played) -> None:
    assert stormed.postits == [
        "@everyone brings a chair",
        "A stove",
        "Curtains",
        "Soup at noon",
        "and wood for it",
    ]


def test_a_typed_post_it_gets_a_mark_and_counts_on_the_card(stormed: Played) -> None:
    assert stormed.texts["reactions"] == ["📌"]
    (card,) = [text for text in stormed.texts["typing"] if en("collect.typed") in text]
    assert en.n("count.postits", 3) in card
    assert en.n("count.people", 1) in card


def test_an_open_wall_is_read_as_it_grows(stormed: Played) -> None:
    wall = stormed.said["wall"]
    for text in stormed.postits:
        assert wall.count(text.replace("@", "@\u200b")) == 1


def test_the_room_reads_its_language_everywhere(stormed: Played) -> None:
    ours = "\n".join(text for text in stormed.channel if "typed" not in text)
    assert en("result.kicker", method="") in ours
    assert en("card.closed", spent="1 min") in ours
    for french in ("Étape", "séance", "Résultat", "personnes"):
        assert french not in ours


def test_a_vote_without_a_ballot_says_that_nobody_voted(stormed: Played) -> None:
    (result,) = results_among(stormed.channel)
    assert en("result.nobody_voted") in result


def test_a_check_in_takes_one_post_it_each(sky: Played) -> None:
    assert sky.postits == ["grand soleil", "🌫️"]
    assert fr.n("postit.too_many", 1) in sky.said["Awa writes again"]
    assert "et un nuage" in sky.said["Awa writes again"]


def test_a_masked_check_in_names_nobody(sky: Played) -> None:
    (wall,) = [text for text in sky.channel if "🧱" in text]
    assert "grand soleil" in wall
    for text in (*sky.channel, *sky.documents.values()):
        assert "Awa" not in text
        assert "Ben" not in text
    assert [postit["author"] for postit in sky.data["postits"]] == [None, None]
