"""A digest says what the summaries of its sessions say: decisions, actions, what stayed open."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from bot.i18n import Catalogue, catalogue
from bot.reports.digest.digest import Digest, Promise, file_name
from bot.reports.digest.telling import MESSAGE, markdown, message, typeset
from bot.reports.pictures.press import Press
from bot.workshop.actions.action import ActionState
from bot.workshop.digest.period import Period, month_of, quarter_of, year_of
from bot.workshop.language import Language
from tests.reports.builders import ENDED, WEATHER, action, counted, postits, record
from tests.reports.consent.test_section import told as agreed
from tests.reports.pdf.reading import letters, outline
from tests.workshop.hostile import hostile_texts

FR, EN = catalogue(Language.FRENCH), catalogue(Language.ENGLISH)
MAY = month_of(2030, 5)
TODAY = date(2030, 6, 1)

WALL = postits(["Une charte", "Un potager", "Une fête"])
VOTED = replace(
    record(
        title="Réunion des Tilleuls",
        postits=WALL,
        votes={"vote": counted(WALL, ({1: 3, 2: 2}, {1: 2, 3: 3}, {2: 3}), cap=3)},
        actions=[
            action("Écrire la charte", "Nour", date(2030, 4, 1)),
            replace(action("Appeler la mairie", "Alix"), state=ActionState.DONE),
            replace(action("Louer un bus", "Alix"), state=ActionState.DROPPED),
        ],
    ),
    parked=("Le règlement intérieur",),
)
TALKED = record(WEATHER, title="Météo du jeudi")
BOTH = Digest(MAY, (VOTED, TALKED))


def test_it_tells_what_was_decided_done_and_left() -> None:
    told = markdown(BOTH, TODAY, FR)
    for said in ("Une charte", "Écrire la charte", "Appeler la mairie", "Le règlement intérieur"):
        assert said in told
    assert "1 avril 2030 (date passée)" in told.replace("1er", "1")
    assert told.index("À faire") < told.index("Faites") < told.index("Abandonnées")
    assert "Météo du jeudi" in told


def test_what_stayed_open_is_told_and_a_vote_of_nobody_is_not() -> None:
    in_vain = record(postits=WALL, votes={"vote": counted(WALL, ())})
    told = markdown(Digest(MAY, (in_vain, agreed())), TODAY, FR)
    assert FR("result.nobody_voted") not in told
    assert told.index(FR("digest.part.left")) < told.index("Prévoir l'hiver")
    assert "Alix garde la clé.\n\n3 personnes" in told, "what follows a quote is not quoted"


def test_what_is_done_or_dropped_is_never_said_to_be_to_do() -> None:
    shown = "\n".join(message(BOTH, TODAY, FR))
    assert "Écrire la charte" in shown
    assert "Appeler la mairie" not in shown
    assert "Louer un bus" not in shown
    assert "1 action à faire · 1 action faite · 1 action abandonnée" in shown


def test_a_session_that_decided_nothing_is_named_all_the_same() -> None:
    assert "Autres séances\u00a0: Météo du jeudi" in "\n".join(message(BOTH, TODAY, FR))


def test_it_says_when_there_was_more_than_it_tells() -> None:
    cut = replace(BOTH, whole=False)
    assert FR("digest.cut") in markdown(cut, TODAY, FR)
    assert FR("digest.cut") in "\n".join(message(cut, TODAY, FR))
    assert FR("digest.cut") not in markdown(BOTH, TODAY, FR)


@pytest.mark.parametrize(
    ("period", "name"),
    [
        (MAY, "bilan-mai-2030.md"),
        (quarter_of(2030, 1), "bilan-1er-trimestre-2030.md"),
        (year_of(2030), "bilan-2030.md"),
    ],
)
def test_its_file_is_named_by_its_time(period: Period, name: str) -> None:
    assert file_name(replace(BOTH, about=period), FR, "md") == name


@given(st.lists(hostile_texts, min_size=1, max_size=40), st.sampled_from((FR, EN)))
@settings(max_examples=40, deadline=None)
def test_a_message_holds_it_whatever_people_wrote(texts: list[str], t: Catalogue) -> None:
    records = tuple(
        replace(
            VOTED,
            session=replace(VOTED.session, title=text[:100] or "x"),
            actions=(action(text[:300] or "x", text[:300] or "y"),),
        )
        for text in texts
    )
    shown = message(Digest(MAY, records), TODAY, t)
    assert sum(map(len, shown)) <= MESSAGE + 200


async def test_it_is_typeset_whole_with_tags() -> None:
    press = Press()
    try:
        read = PdfReader(io.BytesIO(await press.typeset(typeset(BOTH, TODAY, FR), ENDED)))
    finally:
        press.close()
    pages = letters(" ".join(page.extract_text() for page in read.pages))
    for said in ("Une charte", "Écrire la charte", "Le règlement intérieur", "Météo du jeudi"):
        assert letters(said) in pages
    assert [title for _, title, _ in outline(read)][:2] == [
        FR("report.part.decided"),
        "Réunion des Tilleuls — 4 mars 2030",
    ]


def test_what_was_done_since_is_told_without_its_session() -> None:
    done = replace(action("Planter", "Awa"), state=ActionState.DONE)
    only = Digest(MAY, (), since=(Promise(done, VOTED),))
    assert not only.is_empty
    told = markdown(only, TODAY, FR)
    assert "Planter" in told
    assert "Réunion des Tilleuls" in told
    assert "1 action faite" in told
