"""The room sorts, through the use cases: handfuls, answers, and what they make of the wall."""

from __future__ import annotations

import asyncio

from bot.services.context import Context
from bot.services.moderation import hiding
from bot.services.postits import collecting
from bot.services.themes import sorting, together
from bot.services.themes.together import Nothing
from bot.workshop.moderation.hiding import What
from bot.workshop.themes.together import HELD_FOR, MOST_THEMES, Answer, Word
from tests.builders import ALIX, BACHIR, CLEO, NOUR
from tests.services.room import refused
from tests.services.sorter import IDEAS
from tests.services.themes.gathered import DEDE, EVA, SORTERS, gathered
from tests.store.seeing import opened

CAMION, CAMIONS, FETE, POTAGER, JOURNAL = IDEAS


async def test_two_who_agree_file_a_post_it(ctx: Context) -> None:
    here = await gathered(ctx)
    transport, fetes = here.themes
    first = await here.handful(BACHIR)
    assert sorted(one.postit.text for one in first.postits) == sorted(IDEAS)
    assert all(sorted(one.themes) == [transport, fetes] for one in first.postits)
    assert all(one.answer is None for one in first.postits)
    kept = await here.say(BACHIR, transport)
    assert (kept.kept, kept.all, kept.gone, kept.late, kept.aside) == (5, 5, 0, False, False)
    assert (await here.state())["-"] == sorted(IDEAS), "one is not enough"
    await here.say(CLEO, transport, CAMION, CAMIONS)
    await here.say(CLEO, fetes, FETE)
    assert (await here.state())["Transport"] == sorted([CAMION, CAMIONS])
    assert (await here.say(DEDE, fetes, FETE)).all == 1
    assert (await here.state())["Fêtes"] == [FETE]
    found = await here.progress()
    assert (found.people, found.answers, found.pile, found.filed) == (3, 9, 5, 3)
    assert [(s.theme, s.choices, s.agree) for s in found.shares] == [
        (transport, 4, 4),
        (fetes, 3, 2),
    ]


async def test_the_same_answers_twice_are_kept_once_and_a_person_can_change_them(
    ctx: Context,
) -> None:
    here = await gathered(ctx)
    transport, fetes = here.themes
    for _ in range(2):
        assert (await here.say(BACHIR, transport, CAMION)).all == 1
    assert (await here.state())["-"] == sorted(IDEAS), "one person is one, however often they press"
    await here.agree(transport, CAMION)
    assert (await here.state())["Transport"] == [CAMION]
    await here.say(CLEO, fetes, CAMION)
    assert (await here.state())["Transport"] == []
    last = await together.last_hand(ctx, here.step_id, CLEO)
    assert [(one.postit.text, one.answer) for one in last.postits] == [(CAMION, fetes)]


async def test_a_hand_stays_until_it_is_answered_and_is_made_up(ctx: Context) -> None:
    here = await gathered(ctx)
    held = [one.postit.id for one in (await here.handful(BACHIR, most=3)).postits]
    again = [one.postit.id for one in (await here.handful(BACHIR, most=3)).postits]
    assert again == held, "looking twice deals nothing more"
    theirs = [one.postit.id for one in (await here.handful(CLEO, most=4)).postits]
    assert len(theirs) == 4
    given = {held[0]: here.themes[0]}
    await together.answers(ctx, here.step_id, BACHIR, given, here.room.now)
    made_up = [one.postit.id for one in (await here.handful(BACHIR, most=3)).postits]
    assert made_up[:2] == held[1:], "what was left blank comes again"
    assert held[0] not in made_up


async def test_what_somebody_holds_is_expected_from_them_for_a_while(ctx: Context) -> None:
    here = await gathered(ctx)
    await here.say(BACHIR, here.themes[0], CAMION, FETE)
    first = [one.postit.text for one in (await here.handful(CLEO, most=1)).postits]
    (other,) = {CAMION, FETE} - set(first)
    second = [one.postit.text for one in (await here.handful(DEDE, most=1)).postits]
    assert second == [other], "both are one look from a decision, and Cléo has the first in hand"
    here.room.wait(seconds=HELD_FOR.total_seconds() + 1)
    third = [one.postit.text for one in (await here.handful(EVA, most=2)).postits]
    assert sorted(third) == sorted([CAMION, FETE])


async def test_ones_own_come_last(ctx: Context) -> None:
    here = await gathered(ctx, started=False)
    await here.room.back()
    await here.room.back()
    await here.room.write(BACHIR, "Un four à pain")
    await here.room.next()
    await here.room.next()
    await together.start(ctx, here.step_id, NOUR)
    for who in (ALIX, BACHIR):
        _, mine = await collecting.mine(ctx, here.room.session_id, who)
        own = {postit.id for postit in mine}
        hand = [one.postit.id for one in (await here.handful(who)).postits]
        assert [p in own for p in hand] == sorted(p in own for p in hand)


async def test_few_themes_are_in_one_order_for_every_post_it(ctx: Context) -> None:
    here = await gathered(ctx)
    order = (*here.themes, await here.make("Potagers et jardins"))
    assert {one.themes for one in (await here.handful(BACHIR)).postits} == {order}


async def test_the_likeliest_of_known_themes_come_first_and_no_more_than_a_menu_holds(
    ctx: Context,
) -> None:
    here = await gathered(ctx)
    jardins = await here.make("Potagers et jardins")
    for number in range(MOST_THEMES):
        await here.make(f"Sujet {number}")
    offered = {one.postit.text: one.themes for one in (await here.handful(BACHIR)).postits}
    assert offered[POTAGER][2] == jardins, "a name alone does not come before its turn"
    assert {len(themes) for themes in offered.values()} == {MOST_THEMES}
    await here.agree(here.themes[1], CAMION, FETE)
    offered = {one.postit.text: one.themes for one in (await here.handful(DEDE)).postits}
    assert offered[CAMIONS][0] == here.themes[0], "nor does a theme that holds two"
    await here.agree(here.themes[1], JOURNAL)
    offered = {one.postit.text: one.themes for one in (await here.handful(EVA)).postits}
    assert offered[CAMIONS][0] == here.themes[1], "by what stands in it"


async def test_why_nothing_is_given(ctx: Context) -> None:
    here = await gathered(ctx, started=False)
    transport = here.themes[0]
    assert (await here.handful(BACHIR)).why is Nothing.CLOSED
    await together.start(ctx, here.step_id, NOUR)
    await here.say(BACHIR, transport)
    assert (await here.handful(BACHIR)).why is Nothing.YOURS
    await here.say(CLEO, transport)
    assert (await here.handful(DEDE)).why is Nothing.SORTED
    await together.stop(ctx, here.step_id, NOUR)
    assert (await here.handful(DEDE)).why is Nothing.CLOSED
    assert (await here.say(DEDE, here.themes[1])).kept == 5, "what was in hand is taken"
    await together.start(ctx, here.step_id, NOUR)
    assert (await here.handful(DEDE)).why is Nothing.SORTED
    await together.set_person_aside(ctx, here.step_id, NOUR, DEDE.user_id)
    assert (await here.handful(DEDE)).why is Nothing.ASIDE
    assert (await here.say(DEDE, here.themes[1], FETE)).aside


async def test_who_may_lead_it_and_what_it_takes(ctx: Context) -> None:
    here = await gathered(ctx, started=False)
    for act in (together.start, together.stop, together.set_round_aside, together.progress):
        with refused("session.not_facilitator"):
            await act(ctx, here.step_id, ALIX)
    with refused("together.not_started"):
        await together.stop(ctx, here.step_id, NOUR)
    seen = (await here.board()).revision
    await sorting.remove(ctx, here.step_id, NOUR, here.themes[0], seen)
    with refused("together.few_themes"):
        await together.start(ctx, here.step_id, NOUR)


async def test_answers_for_what_is_gone_are_said_to_be(ctx: Context) -> None:
    here = await gathered(ctx)
    transport, _ = here.themes
    camion, fete = (await here.ids(CAMION))[0], (await here.ids(FETE))[0]
    await collecting.withdraw(ctx, camion, ALIX)
    given = {camion: transport, fete: 999, 12345: transport}
    kept = await together.answers(ctx, here.step_id, BACHIR, given, here.room.now)
    assert (kept.kept, kept.gone, kept.all) == (0, 3, 0)
    assert (await here.progress()).people == 0
    async with ctx.database.read() as tx:
        assert await tx.sessions.count_participants(here.room.session_id) == 1, "Alix alone"


async def test_late_post_its_join_the_pile(ctx: Context) -> None:
    here = await gathered(ctx)
    await here.agree(here.themes[0])
    assert (await here.handful(DEDE)).why is Nothing.SORTED
    async with ctx.database.write() as tx:
        (first, *_) = await tx.postits.of_session(here.room.session_id)
        await tx.postits.add(
            session_id=first.session_id,
            step_id=first.step_id,
            author=first.author or "",
            author_name=None,
            text="Un four à pain",
            dimension=None,
            year=None,
            source=first.source,
            submission=None,
            shown=True,
        )
    assert [one.postit.text for one in (await here.handful(DEDE)).postits] == ["Un four à pain"]
    assert (await here.progress()).pile == 6


async def test_what_is_hidden_is_not_dealt_and_comes_back_where_people_agreed(
    ctx: Context,
) -> None:
    here = await gathered(ctx)
    await here.agree(here.themes[0], CAMION)
    (camion,) = await here.ids(CAMION)
    hide = (ctx, here.room.session_id, NOUR, What.POSTIT, camion)
    await hiding.hide(*hide, "", here.room.now)
    assert camion not in [one.postit.id for one in (await here.handful(DEDE)).postits]
    await hiding.show_again(*hide, here.room.now)
    assert (await here.state())["Transport"] == [CAMION]


async def test_a_restart_in_the_middle_loses_no_press(ctx: Context) -> None:
    here = await gathered(ctx)
    transport, fetes = here.themes
    held = [one.postit.id for one in (await here.handful(BACHIR, most=2)).postits]
    await here.say(CLEO, transport, CAMION)
    await here.say(DEDE, fetes, FETE)
    await here.agree(transport, CAMIONS)
    await here.make("Jardins", POTAGER)
    await ctx.database.close()
    async with opened(ctx.database.path) as again:
        await here.restarted(Context(again, ctx.rng))
        now = [one.postit.id for one in (await here.handful(BACHIR, most=2)).postits]
        assert [p for p in held if p in now] == [
            p for p in held if p not in await here.ids(CAMIONS, POTAGER)
        ]
        await here.say(EVA, transport, CAMION)
        await here.say(EVA, fetes, FETE)
        assert await here.state() == {
            "Transport": sorted([CAMION, CAMIONS]),
            "Fêtes": [FETE],
            "Jardins": [POTAGER],
            "-": [JOURNAL],
        }
        assert (await here.progress()).people == 4
        await here.undo()
        assert (await here.state())["-"] == sorted([JOURNAL, POTAGER])


async def test_people_who_press_at_once_are_all_counted(ctx: Context) -> None:
    here = await gathered(ctx)
    await asyncio.gather(*(here.say(who, here.themes[0]) for who in SORTERS))
    found = await here.progress()
    assert (found.people, found.answers, found.filed) == (4, 20, 5)


async def test_what_is_to_be_talked_about(ctx: Context) -> None:
    here = await gathered(ctx)
    transport, fetes = here.themes
    await here.agree(Word.NONE, POTAGER)
    mixed: tuple[Answer, ...] = (transport, fetes, Word.UNSURE, Word.NONE, Word.UNSURE)
    for who, answer in zip((*SORTERS, NOUR), mixed, strict=True):
        await here.say(who, answer, JOURNAL)
    found = await together.talk(ctx, here.step_id, NOUR)
    assert [one.postit.text for one in found.homeless] == [POTAGER]
    (journal,) = found.contested
    assert journal.postit.text == JOURNAL
    assert journal.said == (transport, fetes, Word.NONE), "neither by how many, nor who was unsure"
    assert (await here.progress()).to_discuss == 2
    await together.place(ctx, here.step_id, NOUR, [journal.postit.id], fetes)
    await together.make_theme(ctx, here.step_id, NOUR, "Jardins", [found.homeless[0].postit.id])
    state = await here.state()
    assert (state["Fêtes"], state["Jardins"]) == ([JOURNAL], [POTAGER])
    told = await here.progress()
    assert (told.by_hand, told.to_discuss, told.waiting) == (2, 0, 3)
