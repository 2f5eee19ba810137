"""One walk over every kind of document of a masked session with a secret vote: no author, no order,
no ballot in any, what people wrote stays data, and a parser of its format takes each.

A kind that is new is walked by itself; it needs a reader here, and a session that fills it.
"""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from random import Random

import pytest

from bot.i18n import catalogue
from bot.reports.documents import Document, documents
from bot.reports.pictures.press import Press
from bot.reports.record import SessionRecord, VoteRecord
from bot.workshop.language import Language
from bot.workshop.sessions.session import Signing
from bot.workshop.settings.documents import DocumentKind
from bot.workshop.text import clean
from bot.workshop.vote.ballot import CastBallot
from bot.workshop.vote.methods import Method
from bot.workshop.vote.options import Option
from bot.workshop.wall.reaction import Comment, Echo, Reaction
from tests import builders
from tests.reports import elections
from tests.reports.builders import action, decided, postits, record
from tests.reports.documents import reading

HOSTILE = (
    '=HYPERLINK("http://vol.example";"clic")',
    "+33 6 ou rien",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1;1)",
    "oui;=1+1,=2",
    'un "four", dit-on',
    "nul\x00 et cloche\x07",
    "\u202eeveiller\u202c",
    "BEGIN:VEVENT\r\nSUMMARY:piège\r\nEND:VEVENT",
    "0\n4 1 0\n0",
    "<script>alert(1)</script> & **fort** `code`",
    "اجتماع القرية غدا",
    "émoji 👩🏽‍🚒 \\ ; , :",
    'fin","désordre":"oui',
)
PEOPLE = [f"Personne{rank:02}" for rank in range(len(HOSTILE))]
IDS = [911222333444555000 + rank for rank in range(len(HOSTILE))]
# Nobody else would rank so: who knows their taste recognises the ballot.
RARE = ["5", "3", "1", "2", "4"]
USUAL = ["1", "2", "3", "4", "5"]

Reader = Callable[[bytes, Language], object]
READERS: Mapping[str, Reader] = {
    DocumentKind.MARKDOWN: lambda content, _: content.decode(),
    DocumentKind.JSON: lambda content, _: json.loads(content),
    DocumentKind.POSTITS: reading.table,
    DocumentKind.VOTES: reading.table,
    DocumentKind.MILESTONES: reading.table,
    DocumentKind.ACTIONS: reading.table,
    DocumentKind.CALENDAR: lambda content, _: reading.calendar(content),
    DocumentKind.DATES: reading.table,
    DocumentKind.MEETING: lambda content, _: reading.calendar(content),
    DocumentKind.TRELLO: lambda content, _: reading.board(content),
    DocumentKind.BLT: lambda content, _: reading.election(content),
    DocumentKind.PDF: lambda content, _: reading.report(content),
}


@pytest.fixture
async def press() -> AsyncIterator[Press]:
    made = Press(patience=600.0)
    yield made
    made.close()


def attacked(language: Language) -> SessionRecord:
    """A masked session as rows hold it while it runs, names and identifiers beside what people
    wrote; the wall is in an order drawn by lot. Its secret votes: one that is published as totals,
    and one by run-off, whose whole ballots are, as is said before."""
    texts = [clean(text) for text in HOSTILE]
    wall = [
        replace(one, author=str(IDS[rank]), author_name=PEOPLE[rank], files=(texts[rank],))
        for rank, one in enumerate(postits(texts))
    ]
    Random(3).shuffle(wall)
    wall = [replace(one, number=place) for place, one in enumerate(wall, start=1)]
    options = tuple(Option(rank, text) for rank, text in enumerate(texts[:5], start=1))
    few = [USUAL, USUAL, RARE, USUAL]

    def vote(method: Method, orders: Sequence[Sequence[str]]) -> VoteRecord:
        cast = [
            CastBallot(IDS[rank], [[name] for name in order], name=PEOPLE[rank])
            for rank, order in enumerate(orders)
        ]
        return decided(
            elections.plan(method), cast, options=options, language=language, masked=True
        )

    borda = vote(Method.BORDA, few)
    run_off = vote(Method.IRV, [USUAL] * 12)
    when = decided(
        elections.plan(Method.DATES),
        [
            CastBallot(IDS[rank], {"1": "yes", "2": given}, name=PEOPLE[rank])
            for rank, given in enumerate(("no", "yes", "if_need_be"))
        ],
        language=language,
        masked=True,
    )
    road = [
        replace(
            builders.milestone(2024 + rank, number=rank + 1),
            statement=text,
            who=text,
            enablers=text,
            obstacles=text,
            author=str(IDS[rank]),
        )
        for rank, text in enumerate(texts[:6])
    ]
    told = record(
        (
            builders.collect(),
            borda.plan,
            run_off.plan,
            when.plan,
            builders.roadmap(),
            builders.actions(),
        ),
        title=texts[0],
        language=language,
        told=builders.scenario(),
        signing=Signing.MASKED,
        postits=wall,
        votes={"vote": borda, "vote 2": run_off, "vote 3": when},
        milestones=road,
        actions=[
            replace(action(text, text, first_step=text), id=rank, owner_id=IDS[rank], theme=text)
            for rank, text in enumerate(texts[:6])
        ],
    )
    echoes = {
        one.id: Echo(
            {Reaction.LOVE: 1}, (Comment(rank, one.id, str(IDS[rank]), PEOPLE[rank], texts[rank]),)
        )
        for rank, one in enumerate(told.postits)
    }
    return replace(told, echoes=echoes)


def claims(told: Document) -> Iterator[str]:
    """Yield what a document tells of who wrote, when, and who voted what."""
    content = told.content.decode("utf-8", "replace")
    if told.kind is DocumentKind.PDF:  # its pages are packed
        content += reading.report(told.content)
    for mark in (*PEOPLE, *map(str, IDS)):
        if mark in content:
            yield f"named: {mark}"
    yield from _order(content)
    between = r"\W+"
    if re.search(rf"(?<!\d){between.join(RARE)}(?!\d)", content):
        yield "a ballot that one person alone cast"


def _order(content: str) -> Iterator[str]:
    """Yield the order of writing, where post-its stand in it or in the opposite one."""
    marks = [f"texte {rank:02}" for rank in range(len(HOSTILE))]
    places = [content.find(mark) for mark in marks if mark in content]
    pairs = list(combinations(places, 2))
    if len(places) > 10 and abs(sum(1 if a < b else -1 for a, b in pairs)) > 0.8 * len(pairs):
        yield "the order in which people wrote"


def marked(told: SessionRecord) -> SessionRecord:
    """The same session, where each post-it says when it was written, for the attack on orders."""
    whose = {str(person): rank for rank, person in enumerate(IDS)}
    said = tuple(replace(one, text=f"texte {whose[one.author or '']:02}") for one in told.postits)
    return replace(told, postits=said)


@pytest.mark.parametrize("kind", list(DocumentKind))
@pytest.mark.parametrize("language", list(Language))
async def test_each_document_keeps_what_was_promised(
    press: Press, kind: DocumentKind, language: Language
) -> None:
    t, told = catalogue(language), attacked(language)
    assert kind in READERS, f"tell in {__name__} how a program reads {kind}"
    for session in (told, marked(told)):
        made = await documents(session, [kind], t, press)
        assert made, f"the session of {__name__} has nothing for {kind}"
        for document in made:
            assert document.name.isascii() and "/" not in document.name
            READERS[kind](document.content, language)
            assert list(claims(document)) == []


@pytest.mark.parametrize(
    ("leak", "claim"),
    [
        (PEOPLE[3], f"named: {PEOPLE[3]}"),
        (str(IDS[7]), f"named: {IDS[7]}"),
        ("1 " + " ".join(RARE) + " 0", "a ballot that one person alone cast"),
        (json.dumps([[name] for name in RARE], indent=2), "a ballot that one person alone cast"),
        (
            "\n".join(f"texte {rank:02}" for rank in range(len(HOSTILE))),
            "the order in which people wrote",
        ),
    ],
)
def test_a_leak_that_is_planted_is_found(leak: str, claim: str) -> None:
    assert claim in claims(Document(DocumentKind.BLT, "x.blt", leak.encode()))


async def test_what_people_wrote_stays_data_in_each_table(press: Press) -> None:
    told = attacked(Language.FRENCH)
    t = catalogue(Language.FRENCH)
    made = await documents(told, DocumentKind, t, press)
    by_kind = {document.kind: document.content for document in made}
    texts = {clean(text) for text in HOSTILE}
    rows = reading.table(by_kind[DocumentKind.POSTITS])
    assert {reading.taken_back(row["text"]) for row in rows} == texts
    cells = [cell for row in rows for cell in row.values()]
    assert not any(cell[:1] in tuple("=+-@\t\r") for cell in cells if cell)
    to_dos = reading.calendar(by_kind[DocumentKind.CALENDAR]).walk("VTODO")
    assert len(to_dos) == len(told.actions)
    assert len(reading.calendar(by_kind[DocumentKind.CALENDAR]).walk("VEVENT")) == 1
    cards = reading.board(by_kind[DocumentKind.TRELLO])["cards"]
    assert [card["name"] for card in cards[: len(told.actions)]] == [
        action.what for action in told.actions
    ]
    blt = [document for document in made if document.kind is DocumentKind.BLT]
    assert [document.name.split("-")[2] for document in blt] == ["3"], "the few are not published"
