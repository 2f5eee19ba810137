"""*Try it*: a meeting of two minutes, alone, of which nothing is kept."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import catalogue
from bot.interface.showing.layout import TEXT_LIMIT
from bot.rehearsal.stage import Answer, Person
from bot.workshop.errors import Refusal
from bot.workshop.language import Language
from bot.workshop.text import clean, escape
from cogs.trial import screens
from cogs.trial.carrying import BUDGET, LENGTH, MOST, carried, packed, unescaped, unpacked, written
from cogs.trial.room import INVENTED
from cogs.trial.room import Room as Played
from tests.builders import NOW
from tests.discord.acting import Room, buttons, en, fr, options
from tests.discord.forging import choose_id, press_id, send_form
from tests.discord.permissions.world import contents

WORDS = {Language.FRENCH: fr, Language.ENGLISH: en}
IDEA, OTHER = "Des *pauses* (`-) https://a.b/c_d_e_", "Du thé"


async def begun(hall: Room, person: Person) -> Answer:
    answer = await person.command(hall.channel, "help")
    return await person.press(answer, "trial.begin")


async def wrote(hall: Room, person: Person, text: str = f"- {IDEA}\n- {OTHER}") -> Answer:
    form = await person.press(await begun(hall, person), "trial.write")
    return await person.fill(form, ideas=text)


async def at_the_ballot(hall: Room, person: Person) -> Answer:
    answer = await person.press(await wrote(hall, person), "trial.wall")
    return await person.press(answer, "trial.ballot")


def everything(hall: Room) -> Counter[tuple[object, ...]]:
    """Return every row of every table."""
    return contents(hall.path, lambda table, row: True)


@pytest.mark.parametrize("language", Language)
async def test_one_meets_alone_and_nothing_of_it_is_kept_nor_seen(
    hall: Room, language: Language
) -> None:
    t, awa = WORDS[language], hall.person("Awa", language)
    before, said = everything(hall), hall.texts
    answer = await begun(hall, awa)
    assert t("trial.welcome") in answer.text
    form = await awa.press(answer, "trial.write")
    assert form.form is not None
    assert form.form["title"] == t("trial.question"), "not cut"
    answer = await awa.fill(form, ideas=f"- {IDEA}\n- {OTHER}")
    assert answer.private
    assert t.n("postit.kept", 2) in answer.text
    answer = await awa.press(answer, "trial.wall")
    assert f"`2` {escape(IDEA)} — *Awa*" in answer.text
    assert f"`4` {OTHER} — *Awa*" in answer.text
    assert f"`1` {t('trial.postit.malik')} — *Malik*" in answer.text
    answer = await awa.press(answer, "trial.ballot")
    assert t("ballot.cast") not in buttons(answer), "nothing is marked"
    assert options(answer, "trial.put")["2"] == f"2 · {IDEA}", "as it was written"
    answer = await awa.choose(answer, "trial.put", "2", "5")
    answer = await awa.choose(answer, "trial.put", "2")
    assert t("ballot.none_left") in answer.text
    assert not answer.found("trial.put")
    answer = await awa.choose(answer, "trial.take", "5")
    assert t.n("ballot.left", 1, budget=BUDGET) in answer.text
    answer = await awa.press(answer, "trial.cast")
    assert f"**{t.n('ballot.dots', 2)}** · `2` {escape(IDEA)}" in answer.text
    answer = await awa.press(answer, "trial.close")
    # Two of their own, one of Inès and one of Malik.
    assert f"**4** · `2` {escape(IDEA)}" in answer.text
    assert f"**3** · `5` {t('trial.postit.rosa')}" in answer.text
    answer = await awa.press(answer, "trial.end")
    assert answer.private
    assert t("report.part.decided") in answer.text
    assert t.n("report.people", 4) in answer.text
    assert everything(hall) == before
    assert hall.texts == said
    answer = await awa.press(answer, "trial.begin")
    assert t("trial.welcome") in answer.text, "as often as one likes"
    assert t("trial.yours") not in answer.text


async def test_a_restart_in_the_middle_breaks_nothing(hall: Room) -> None:
    awa = hall.person("Awa")
    form = await awa.press(await begun(hall, awa), "trial.write")
    await hall.stage.restart()
    answer = await awa.fill(form, ideas=IDEA)
    await hall.stage.restart()
    answer = await awa.press(answer, "trial.wall")
    assert escape(IDEA) in answer.text
    answer = await awa.choose(await awa.press(answer, "trial.ballot"), "trial.put", "2")
    await hall.stage.restart()
    answer = await awa.press(await awa.press(answer, "trial.cast"), "trial.close")
    assert escape(IDEA) in answer.text


async def test_one_may_write_more_leave_and_come_back(hall: Room) -> None:
    awa = hall.person("Awa", Language.ENGLISH)
    answer = await wrote(hall, awa, "one")
    more = await awa.fill(await awa.press(answer, "trial.write"), ideas="two\nthree\nfour\none")
    assert en.n("postit.kept", MOST) in more.text
    left = await awa.press(more, "trial.leave")
    assert en("trial.left") in left.text
    assert "two" not in left.text
    assert en("help.title") in (await awa.press(left, "help.open")).text


async def test_a_form_of_marks_alone_is_asked_again(hall: Room) -> None:
    awa = hall.person("Awa")
    answer = await wrote(hall, awa, " - \n • ")
    assert fr("trial.nothing") in answer.text
    assert answer.found("trial.write")


async def test_in_messages_to_the_bot_too(hall: Room) -> None:
    awa = hall.person("Awa")
    answer = hall.stage.noted(await awa.member.user.slash("help"))
    assert answer.found("trial.begin")


async def test_a_tie_is_said_to_be_one(hall: Room) -> None:
    awa = hall.person("Awa", Language.ENGLISH)
    answer = await at_the_ballot(hall, awa)
    answer = await awa.choose(answer, "trial.put", "2")
    answer = await awa.press(await awa.press(answer, "trial.cast"), "trial.close")
    assert "⚖️" in answer.text
    assert "🏆" not in answer.text


async def test_forged_presses_are_refused_or_harmless(hall: Room) -> None:
    await hall.open("meteo")
    awa, said = hall.person("Awa"), hall.texts
    unknown = fr("button.unknown")
    full = packed({"1": 3, "2": 3})
    for pressed in (
        "trial.wall:9",
        "trial.wall:-1",
        "trial.ballot:1:99999999",
        f"trial.cast:1:{full}",
        "trial.cast:1:0",
        "trial.close:2:0",
        "trial.end:0:0",
        f"trial.ballot:0:{packed({'6': 1})}",
    ):
        answer = await press_id(hall, awa, hall.card, pressed)
        assert answer.private
        assert answer.text == unknown, pressed
    # On a card, no post-it of theirs stands: the words are lost, nothing else.
    answer = await press_id(hall, awa, hall.card, "trial.wall:2")
    assert answer.private
    assert fr("trial.lost", n=2) in answer.text
    answer = await choose_id(hall, awa, hall.card, "trial.put:1:0", "9")
    assert fr("ballot.unknown_option") in answer.text
    answer = await choose_id(hall, awa, hall.card, "trial.put:1:0", "1", "1", "1", "1")
    assert fr("ballot.budget", budget=BUDGET) in answer.text
    answer = await choose_id(hall, awa, hall.card, "trial.take:1:0", "1")
    assert fr("ballot.none_there") in answer.text
    answer = await choose_id(hall, awa, hall.card, "trial.put:1:0", "deux")
    assert answer.text == unknown
    answer = await send_form(hall, awa, "trial.written", {"ideas": ["un", "menu"]})
    assert answer.private
    assert hall.texts == said


texts = st.text(min_size=1, max_size=LENGTH).map(clean).filter(lambda text: bool(written(text)))


@given(st.lists(texts, min_size=1, max_size=MOST))
def test_what_a_screen_carries_is_read_as_it_was_written(found: list[str]) -> None:
    mine = [idea for text in found for idea in written(text)]
    lines = carried(mine).split("\n")
    assert len(lines) == len(mine)
    again = [unescaped(line.partition("🗒️ ")[2]) for line in lines]
    assert carried(again) == carried(mine)


dots = st.dictionaries(st.sampled_from("123456"), st.integers(1, 3), max_size=3).filter(
    lambda given: sum(given.values()) <= BUDGET
)


@given(dots)
def test_a_ballot_is_read_from_its_number(marked: dict[str, int]) -> None:
    assert unpacked(packed(marked), 6) == marked


@given(st.integers(-5, 10_000), st.integers(3, 6))
def test_no_number_stands_for_more_than_a_ballot(number: int, standing: int) -> None:
    try:
        marked = unpacked(number, standing)
    except Refusal:
        return
    assert packed(marked) == number
    assert sum(marked.values()) <= BUDGET
    assert all(1 <= int(name) <= standing for name in marked)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("mine", [0, 1, 3])
def test_the_longest_texts_fit_every_screen_and_the_count_is_that_of_the_ballots(
    language: Language, mine: int
) -> None:
    long = tuple(f"{n}{'*' * (LENGTH - 1)}" for n in range(mine))
    for marked in ({"1": 3}, {"1": 1, "2": 1, "3": 1}, {"2": 1}, {"3": 2, "1": 1}):
        room = Played(catalogue(language), NOW, "*" * 32, long).holding(marked)
        for screen in (
            screens.card,
            screens.receipt,
            screens.wall,
            screens.ballot,
            screens.in_the_box,
            screens.result,
            screens.end,
        ):
            if mine or screen is not screens.receipt:
                assert screen(room).content_length() <= TEXT_LIMIT
        told = room.record().votes[room.steps[-1].id]
        totals = dict.fromkeys((option.name for option in room.options), 0)
        for cast in told.ballots:
            assert isinstance(cast.content, dict)
            for name, given_to in cast.content.items():
                totals[name] += int(str(given_to))
        assert {name: int(n) for name, n in told.outcome.figures.items()} == totals
        assert len(told.ballots) == len(INVENTED) + 1
