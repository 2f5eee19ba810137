"""What the facilitators undo of a round, what they do beside it, and what is left of it."""

from __future__ import annotations

from random import Random

import pytest

from bot.services.context import Context
from bot.services.privacy.erasing import erase
from bot.services.privacy.known import known
from bot.services.themes import sorting, together
from bot.services.themes.unsettled import unsettled
from bot.workshop.errors import Refusal
from bot.workshop.sessions.session import Signing, author_reference
from bot.workshop.themes import together as rule
from bot.workshop.themes.sorting import ChangeKind
from bot.workshop.themes.together import Answer, Progress, Share, Word
from tests.builders import ALIX, BACHIR, CHANNEL, CLEO, NOUR, NOW
from tests.services.room import refused
from tests.services.sorter import IDEAS
from tests.services.themes.gathered import DEDE, EVA, SORTERS, Gathered, gathered
from tests.store.seeing import every_byte, rows, scalar, scrubbed

CAMION, CAMIONS, FETE, POTAGER, JOURNAL = IDEAS
TABLES = ("sorting_answers", "sorters_aside", "handfuls", "sorting_by_hand")


async def test_undoing_a_person_leaves_what_the_others_agree_on(ctx: Context) -> None:
    here = await gathered(ctx)
    transport, fetes = here.themes
    await here.agree(transport, CAMION, by=(BACHIR, CLEO, DEDE))
    await here.agree(fetes, FETE, by=(CLEO, DEDE))
    await here.agree(transport, POTAGER, by=(BACHIR, CLEO))
    await here.say(DEDE, fetes, POTAGER)
    _, people = await together.people(ctx, here.step_id, NOUR)
    assert {p.user_id: (p.answers, p.contradicted) for p in people} == {
        DEDE.user_id: (3, 1),
        CLEO.user_id: (3, 0),
        BACHIR.user_id: (2, 0),
    }
    before = await here.state()
    await together.set_person_aside(ctx, here.step_id, NOUR, DEDE.user_id)
    now = await here.state()
    assert (now["Transport"], now["Fêtes"]) == (sorted([CAMION, POTAGER]), [])
    assert (await here.progress()).people == 2
    _, people = await together.people(ctx, here.step_id, NOUR)
    assert {p.user_id for p in people if p.aside} == {DEDE.user_id}
    await here.say(DEDE, Word.NONE, JOURNAL)
    await together.take_person_back(ctx, here.step_id, NOUR, DEDE.user_id)
    assert await here.state() == before
    assert (await here.progress()).answers == 9


@pytest.mark.parametrize("signing", [Signing.SIGNED, Signing.MASKED])
async def test_who_sorted_is_named_as_they_signed(ctx: Context, signing: Signing) -> None:
    here = await gathered(ctx, signing=signing)
    for who in (ALIX, BACHIR):
        await here.say(who, here.themes[0], CAMION)
    _, people = await together.people(ctx, here.step_id, NOUR)
    signed = {one.user_id: one.name for one in people}
    name = ALIX.name if signing is Signing.SIGNED else None
    assert signed == {ALIX.user_id: name, BACHIR.user_id: None}


async def test_the_whole_round_is_undone_and_taken_back(ctx: Context) -> None:
    here = await gathered(ctx)
    await here.agree(here.themes[0])
    before = await here.state()
    await here.make("Jardins", POTAGER)
    await together.set_round_aside(ctx, here.step_id, NOUR)
    state = await here.state()
    assert (state["Transport"], state["Jardins"]) == ([], [POTAGER])
    assert (await here.say(DEDE, here.themes[1])).aside
    await together.take_round_back(ctx, here.step_id, NOUR)
    await here.undo()
    await together.set_person_aside(ctx, here.step_id, NOUR, DEDE.user_id)
    assert await here.state() == before


async def test_who_was_set_aside_does_not_come_back_by_deleting_their_data(ctx: Context) -> None:
    here = await gathered(ctx)
    await here.say(DEDE, here.themes[1], POTAGER)
    await together.set_person_aside(ctx, here.step_id, NOUR, DEDE.user_id)
    found = await erase(ctx, DEDE.user_id, None, NOW, remove=True)
    assert found.aside
    assert (await here.say(DEDE, here.themes[1], POTAGER)).aside
    assert (await here.progress()).people == 0
    # Nothing is said to be deleted but what is.
    await erase(ctx, DEDE.user_id, None, NOW, remove=True)
    left = await known(ctx, DEDE.user_id, None)
    assert left.aside
    assert not left.deletable


async def test_the_facilitators_word_stays_and_undone_the_room_has_it_again(ctx: Context) -> None:
    here = await gathered(ctx)
    transport, fetes = here.themes
    await here.agree(transport, CAMION, POTAGER)
    ids = await here.ids(CAMION, FETE)
    await together.place(ctx, here.step_id, NOUR, ids, fetes)
    await here.agree(transport, by=SORTERS)
    state = await here.state()
    assert state["Fêtes"] == sorted([CAMION, FETE]), "the word of whoever leads"
    hand = await here.handful(NOUR)
    assert not {one.postit.id for one in hand.postits} & set(ids)
    await here.undo()
    assert (await here.state())["Transport"] == sorted(IDEAS)
    await here.redo()
    assert (await here.state())["Fêtes"] == sorted([CAMION, FETE])


async def test_where_the_room_filed_it_the_facilitators_word_keeps_it(ctx: Context) -> None:
    here = await gathered(ctx)
    transport, fetes = here.themes
    await here.agree(transport, CAMION, FETE)
    done = await together.place(ctx, here.step_id, NOUR, await here.ids(CAMION), transport)
    assert done.made is not None
    assert (done.made.kind, done.made.moved) == (ChangeKind.MOVE, 1)
    again = await together.place(ctx, here.step_id, NOUR, await here.ids(CAMION), transport)
    assert again.made is None, "said once"
    assert ((await here.progress()).by_hand, (await here.progress()).filed) == (1, 1)
    await here.agree(fetes, CAMION, FETE, by=(BACHIR, CLEO))
    assert (await here.state())["Transport"] == [CAMION], "the room no longer moves it"
    await here.undo()
    assert (await here.state())["Fêtes"] == sorted([CAMION, FETE])
    await here.redo()
    assert (await here.state())["Transport"] == [CAMION]


async def test_without_a_round_a_place_said_again_is_no_change(ctx: Context) -> None:
    await gathered(ctx, started=False)
    for expected in (True, False):
        done = await sorting.place(ctx, CHANNEL, NOUR, CAMION, "Transport")
        assert (done.made is not None) is expected


async def test_what_is_put_back_is_left_alone_and_a_theme_removed_gives_back_its_post_its(
    ctx: Context,
) -> None:
    here = await gathered(ctx)
    transport, fetes = here.themes
    await here.agree(transport, CAMION, CAMIONS)
    await together.place(ctx, here.step_id, NOUR, await here.ids(CAMION), None)
    await here.say(DEDE, transport, CAMION)
    assert CAMION in (await here.state())["-"]
    assert [o.postit.text for o in (await together.talk(ctx, here.step_id, NOUR)).contested] == [
        CAMION
    ]
    assert (await here.progress()).put_back == 1
    await sorting.remove(ctx, here.step_id, NOUR, transport, (await here.board()).revision)
    assert (await here.state())["-"] == sorted(IDEAS)
    assert CAMIONS in [one.postit.text for one in (await here.handful(BACHIR)).postits]
    await here.say(CLEO, fetes, CAMIONS)
    await here.undo()
    await here.say(BACHIR, transport, CAMIONS)
    await here.say(DEDE, transport, CAMIONS)
    assert (await here.state())["Transport"] == [CAMIONS]
    await here.undo()
    assert (await here.state())["Transport"] == sorted([CAMION, CAMIONS])


async def test_what_stays_without_a_theme_is_settled_and_undone(ctx: Context) -> None:
    here = await gathered(ctx)
    transport, _ = here.themes
    await here.agree(Word.NONE, POTAGER, by=SORTERS[:3])
    await here.agree(transport, CAMION)
    await together.place(ctx, here.step_id, NOUR, await here.ids(CAMION), None)
    assert (await here.progress()).to_discuss == 2
    for text in (POTAGER, CAMION):
        done = await together.leave_apart(ctx, here.step_id, NOUR, await here.ids(text))
        assert done.made is not None
        assert done.made.kind is ChangeKind.APART
    again = await together.leave_apart(ctx, here.step_id, NOUR, await here.ids(CAMION))
    assert again.made is None
    found = await here.progress()
    assert (found.apart, found.to_discuss, found.put_back, found.waiting) == (2, 0, 0, 3)
    talk = await together.talk(ctx, here.step_id, NOUR)
    assert (talk.contested, talk.homeless) == ((), ())
    await together.stop(ctx, here.step_id, NOUR)
    left = {one.postit.text for one in await unsettled(ctx, talk)}
    assert left == set(IDEAS) - {POTAGER, CAMION}
    await here.agree(transport, by=SORTERS)
    assert (await here.state())["-"] == sorted([CAMION, POTAGER]), "theirs to say"
    await here.undo()
    assert ((await here.progress()).apart, (await here.progress()).put_back) == (1, 1)
    await here.undo()
    assert (await here.state())["Transport"] == sorted(set(IDEAS) - {CAMION})
    await here.redo()
    await together.place(ctx, here.step_id, NOUR, await here.ids(POTAGER), transport)
    assert (await here.progress()).apart == 0, "who leads may still place it"


async def test_what_stays_without_a_theme_does_so_in_a_round_begun_afresh(ctx: Context) -> None:
    here = await gathered(ctx)
    await together.leave_apart(ctx, here.step_id, NOUR, await here.ids(POTAGER))
    await here.agree(here.themes[0], CAMION)
    with refused("together.not_undone"):
        await together.start_afresh(ctx, here.step_id, NOUR)
    await together.set_round_aside(ctx, here.step_id, NOUR)
    await together.start_afresh(ctx, here.step_id, NOUR)
    found = await here.progress()
    assert (found.people, found.pile, found.filed, found.apart) == (0, 5, 0, 1)
    assert POTAGER not in [one.postit.text for one in (await here.handful(BACHIR)).postits]


async def test_a_theme_that_joins_another_takes_what_was_said_of_it_along(ctx: Context) -> None:
    here = await gathered(ctx)
    transport, fetes = here.themes
    await here.agree(transport, CAMION)
    await here.say(BACHIR, transport, FETE)
    await here.say(CLEO, fetes, FETE)
    await sorting.merge(ctx, here.step_id, NOUR, fetes, [transport], (await here.board()).revision)
    assert (await here.state())["Fêtes"] == sorted([CAMION, FETE])
    assert (await here.progress()).filed == 2, "it is still the room's"
    await here.undo()
    state = await here.state()
    assert (state["Transport"], state["Fêtes"]) == ([CAMION], [])


async def test_left_the_step_keeps_numbers_alone_and_what_was_filed(ctx: Context) -> None:
    here = await gathered(ctx, signing=Signing.MASKED)
    transport, fetes = here.themes
    path = ctx.database.path
    key = scalar(path, "SELECT key FROM keys WHERE purpose = 'sorting'")
    sorters = [author_reference(who.user_id, key).encode() for who in SORTERS]
    assert len(key) == 32
    for who in SORTERS:
        await here.handful(who)
    await here.agree(transport, CAMION, CAMIONS)
    await here.agree(Word.NONE, POTAGER)
    await here.say(DEDE, fetes, CAMION)
    await together.set_person_aside(ctx, here.step_id, NOUR, EVA.user_id)
    assert all(one in every_byte(path) for one in sorters)
    state = await here.state()
    await here.room.next()
    for table in TABLES:
        assert rows(path, f"SELECT * FROM {table}") == []
    assert rows(path, "SELECT * FROM keys WHERE purpose = 'sorting'") == []
    await scrubbed(ctx.database)
    disk = every_byte(path)
    assert not [one for one in (key, *sorters) if one in disk]
    async with ctx.database.read() as tx:
        told = await tx.rounds.told(here.room.session_id)
    share = Share(transport, filed=2, choices=5, agree=4)
    assert told == {here.step_id: (Progress(3, 7, 5, 2, 0, 0, 1, 0, (share,)),)}
    late = await here.say(BACHIR, transport)
    assert (late.late, late.kept) == (True, 0)
    await here.room.back()
    assert await here.state() == state, "what the room filed stands"
    now = await here.board()
    assert now.undo is not None
    assert (now.undo.kind, now.undo.moved) == (ChangeKind.TOGETHER, 2)
    await here.undo()
    assert (await here.state())["-"] == sorted(IDEAS)


async def test_a_round_begins_anew_in_a_step_that_the_room_comes_back_to(ctx: Context) -> None:
    here = await gathered(ctx)
    transport, fetes = here.themes
    await here.agree(transport, CAMION)
    await here.room.next()
    await here.room.back()
    await together.start(ctx, here.step_id, NOUR)
    hand = {one.postit.text for one in (await here.handful(BACHIR)).postits}
    assert hand == set(IDEAS) - {CAMION}, "what was filed before is the facilitators' by now"
    await here.agree(fetes, FETE)
    await here.room.next()
    async with ctx.database.read() as tx:
        (first, second) = (await tx.rounds.told(here.room.session_id))[here.step_id]
    assert (first.filed, first.pile, second.filed, second.pile) == (1, 5, 1, 4)


async def test_a_round_that_nobody_answered_leaves_nothing(ctx: Context) -> None:
    here = await gathered(ctx)
    await here.handful(BACHIR)
    await here.room.next()
    assert rows(ctx.database.path, "SELECT * FROM sorting_rounds") == []


@pytest.mark.parametrize("leaving", ["skip", "back", "end"])
async def test_however_the_step_is_left_the_session_ends_without_any_answer(
    ctx: Context, leaving: str
) -> None:
    here = await gathered(ctx)
    await here.agree(here.themes[0])
    if leaving == "skip":
        await here.room.skip()
    elif leaving == "back":
        await here.room.back()
        assert (await here.say(EVA, here.themes[0])).kept == 5, "the step may come again"
    await here.room.end()
    path = ctx.database.path
    for table in TABLES:
        assert rows(path, f"SELECT * FROM {table}") == []
    assert rows(path, "SELECT * FROM keys WHERE purpose = 'sorting'") == []
    assert scalar(path, "SELECT count(*) FROM theme_postits") == 5
    assert scalar(path, "SELECT count(*) FROM sorting_rounds WHERE told IS NOT NULL") == 1
    with refused("session.ended"):
        await together.answers(ctx, here.step_id, EVA, {}, here.room.now)


@pytest.mark.parametrize("seed", range(8))
async def test_whatever_is_done_every_post_it_stands_where_answers_and_changes_say(
    ctx: Context, seed: int
) -> None:
    here = await gathered(ctx)
    rng = Random(seed)
    for _ in range(60):
        try:
            await step_of(here, rng)
        except Refusal:
            continue
        await check(here)


async def step_of(here: Gathered, rng: Random) -> None:
    """Do one thing, drawn by lot."""
    now = await here.board()
    themes = [theme.id for theme in now.sorting.themes] or [998]
    some = rng.sample(IDEAS, rng.randint(1, 3))
    act = rng.choice(
        ["say"] * 6 + ["move", "out", "make", "merge", "remove", "undo", "redo", "who"]
    )
    where, step, seen = here.ctx, here.step_id, now.revision
    if act == "say":
        answers: list[Answer] = [*themes, Word.NONE, Word.UNSURE, 999]
        await here.say(rng.choice(SORTERS), rng.choice(answers), *some)
    elif act in ("move", "out"):
        to = rng.choice(themes) if act == "move" else None
        await together.place(where, step, NOUR, await here.ids(*some), to)
    elif act == "make":
        await here.make(f"Thème {rng.random()}", *some)
    elif act == "merge":
        await sorting.merge(where, step, NOUR, rng.choice(themes), [rng.choice(themes)], seen)
    elif act == "remove":
        await sorting.remove(where, step, NOUR, rng.choice(themes), seen)
    elif act == "undo":
        await here.undo()
    elif act == "redo":
        await here.redo()
    else:
        turn = rng.choice([together.set_person_aside, together.take_person_back])
        await turn(where, step, NOUR, rng.choice(SORTERS).user_id)


async def check(here: Gathered) -> None:
    """Every post-it stands where the rule says, reckoned from the rows alone."""
    async with here.ctx.database.read() as tx:
        (now,) = await tx.rounds.in_session(here.room.session_id)
        words = rule.said(await tx.themes.changes(here.room.session_id), now.since)
        found = await tx.themes.sorting(here.room.session_id)
        assert found.places == rule.settle(found, words, await tx.rounds.answers(now))
        assert words.merged == now.merged
        assert await tx.rounds.by_hand(here.step_id) == {
            postit: postit in words.before for postit in words.places
        }
