"""`/setup`: one private panel, as an administrator on a phone goes through it."""

from __future__ import annotations

from typing import Any

import discord
import pytest

from bot.i18n import catalogue
from bot.rehearsal.stage import Answer, Person
from bot.workshop.language import Language
from bot.workshop.settings.choices import Setting, number_named
from bot.workshop.settings.settings import ServerSettings
from tests.discord.acting import Room, buttons, fr, options, rows
from tests.discord.forging import choose_id, press_id, send_form
from tests.discord.limits import breaches

RANKS = {setting: rank for rank, setting in enumerate(Setting)}


@pytest.fixture
async def fresh(hall: Room) -> Room:
    """A server that chose nothing at all."""
    async with hall.stage.bot.ctx.database.write() as tx:
        await tx.servers.put(ServerSettings(hall.server.id))
    return hall


async def kept(hall: Room) -> ServerSettings:
    async with hall.stage.bot.ctx.database.read() as tx:
        return await tx.servers.get(hall.server.id)


async def opened(hall: Room, person: Person, setting: Setting) -> Answer:
    home = await person.command(hall.channel, "setup")
    return await person.choose(home, "settings.pick", setting.value)


async def test_nothing_is_needed_and_the_panel_says_what_holds(fresh: Room) -> None:
    ines = fresh.manager("Inès")
    home = await ines.command(fresh.channel, "setup")
    assert home.private
    assert fr("setup.intro") in home.text
    assert fr("setup.usual") in home.text
    assert fr("setup.chosen") not in home.text
    assert fr("setup.next") in home.text, "the next thing to do"
    assert set(options(home, "settings.pick")) == set(Setting)
    assert fresh.texts == [], "nothing is public"


@pytest.mark.parametrize("language", list(Language))
async def test_each_page_says_what_it_is_for_its_default_and_since_when(
    fresh: Room, language: Language
) -> None:
    t = catalogue(language)
    ines = fresh.manager("Inès", language)
    for setting in Setting:
        page = await opened(fresh, ines, setting)
        assert page.private
        assert t(f"setup.{setting}.name") in page.text
        assert t(f"setup.{setting}.when", zone="Europe/Paris") in page.text
        assert page.found("settings.set")
        assert t("button.setup_default") not in buttons(page), "it is the default"
    await ines.press(page, "settings.setup")
    assert [found for one in fresh.stage.env.http_requests for found in breaches(one)] == []


async def test_roles_and_channels_are_chosen_and_taken_back_in_one_press(fresh: Room) -> None:
    ines, team = fresh.manager("Inès"), fresh.server.create_role("Animation")
    page = await opened(fresh, ines, Setting.FACILITATORS)
    page = await ines.choose(page, "settings.set", team)
    assert fr("setup.kept") in page.text
    assert fr("settings.facilitators", role=f"<@&{team.id}>") in page.text
    assert (await kept(fresh)).leading_role == team.id
    page = await ines.press(page, "settings.undo")
    assert fr("setup.undone") in page.text
    assert (await kept(fresh)).leading_role is None
    page = await ines.press(page, "settings.undo")
    assert (await kept(fresh)).leading_role == team.id, "what was undone is done again"
    page = await ines.press(page, "settings.usual")
    assert (await kept(fresh)).leading_role is None

    page = await opened(fresh, ines, Setting.COORDINATORS)
    page = await ines.choose(page, "settings.set", fresh.coordination)
    assert (await kept(fresh)).coordinators_channel_id == fresh.coordination.id
    home = await ines.press(page, "settings.setup")
    assert fr("setup.chosen") in home.text
    assert home.found("settings.place")
    page = await ines.choose(home, "settings.pick", Setting.COORDINATORS.value)
    page = await ines.choose(page, "settings.set")
    assert (await kept(fresh)).coordinators_channel_id is None, "an empty menu is none"


@pytest.mark.parametrize(
    ("setting", "value", "field", "expected"),
    [
        (Setting.PARTICIPANTS, "1", "participants_read", True),
        (Setting.LANGUAGE, str(number_named("en")), "language", "en"),
        (Setting.SIGNING, "1", "signing", "masked"),
        (Setting.SECRET, "0", "ballots", "signed"),
        (Setting.SECRET, "2", "ballots", "sealed"),
        (Setting.KEPT, "30", "kept_days", 30),
        (Setting.TIMEZONE, str(number_named("Indian/Reunion")), "timezone", "Indian/Reunion"),
        (Setting.REVIEW, "1", "review", True),
    ],
)
async def test_each_choice_is_kept_undone_and_back_to_the_default(
    fresh: Room, setting: Setting, value: str, field: str, expected: Any
) -> None:
    ines = fresh.manager("Inès")
    before = await kept(fresh)
    page = await ines.choose(await opened(fresh, ines, setting), "settings.set", value)
    assert getattr(await kept(fresh), field) == expected
    undone = await ines.press(page, "settings.undo")
    assert await kept(fresh) == before
    page = await ines.choose(undone, "settings.set", value)
    await ines.press(page, "settings.usual")
    assert await kept(fresh) == before


async def test_documents_are_ticked_none_of_them_too(fresh: Room) -> None:
    ines = fresh.manager("Inès")
    page = await opened(fresh, ines, Setting.DOCUMENTS)
    page = await ines.choose(page, "settings.set", "1", "2")
    assert [str(kind) for kind in (await kept(fresh)).documents] == ["markdown", "json"]
    page = await ines.choose(page, "settings.set")
    assert fr("settings.documents_none") in page.text
    page = await ines.press(page, "settings.undo")
    assert [str(kind) for kind in (await kept(fresh)).documents] == ["markdown", "json"]


async def test_a_time_zone_is_written_as_people_know_it(fresh: Room) -> None:
    ines = fresh.manager("Inès")
    page = await opened(fresh, ines, Setting.TIMEZONE)
    form = await ines.press(page, "settings.form")
    assert "Pacific/Noumea" in (await ines.fill(form, written="noumea")).text
    form = await ines.press(page, "settings.form")
    which = await ines.fill(form, written="indiana")
    assert fr("setup.timezone.which") in which.text
    page = await ines.choose(which, "settings.set", str(number_named("America/Indiana/Knox")))
    assert (await kept(fresh)).timezone == "America/Indiana/Knox"
    form = await ines.press(page, "settings.form")
    refused = await ines.fill(form, written="chez nous")
    assert fr("settings.unknown_timezone") in refused.text
    assert "chez nous" in refused.text, "what was written is given back"
    assert (await kept(fresh)).timezone == "America/Indiana/Knox"


async def test_days_are_written_within_their_range(fresh: Room) -> None:
    ines = fresh.manager("Inès")
    page = await opened(fresh, ines, Setting.KEPT)
    page = await ines.fill(await ines.press(page, "settings.form"), written="45 jours")
    assert fr.n("settings.kept", 45) in page.text
    assert "45" in options(page, "settings.set")
    refused = await ines.fill(await ines.press(page, "settings.form"), written="6")
    assert fr("settings.kept_range", least=7, most=365) in refused.text
    assert (await kept(fresh)).kept_days == 45


async def test_the_digest_of_each_month_needs_its_channel(fresh: Room) -> None:
    ines = fresh.manager("Inès")
    page = await opened(fresh, ines, Setting.MONTHLY)
    refused = await ines.choose(page, "settings.set", "1")
    assert refused.text == fr("digest.no_channel")
    place = await opened(fresh, ines, Setting.COORDINATORS)
    await ines.choose(place, "settings.set", fresh.coordination)
    page = await ines.choose(await opened(fresh, ines, Setting.MONTHLY), "settings.set", "1")
    assert f"<#{fresh.coordination.id}>" in page.text
    timers = "SELECT * FROM timers WHERE server_id IS NOT NULL AND kind = 'digest'"
    assert len(rows(fresh.path, timers)) == 1
    await ines.press(page, "settings.undo")
    assert rows(fresh.path, timers) == []


async def test_roles_that_tell_nothing_are_refused_in_words(fresh: Room) -> None:
    ines = fresh.manager("Inès")
    page = await opened(fresh, ines, Setting.FACILITATORS)
    refused = await ines.choose(page, "settings.set", fresh.server.default_role)
    assert refused.text == fr("settings.role_everyone")
    page = await opened(fresh, ines, Setting.READERS)
    refused = await ines.choose(page, "settings.set", fresh.server.default_role)
    assert refused.text == fr("settings.readers_everyone")
    assert await kept(fresh) == ServerSettings(fresh.server.id)


async def test_of_two_who_set_up_at_once_none_undoes_what_the_other_chose(fresh: Room) -> None:
    ines, zoe = fresh.manager("Inès"), fresh.manager("Zoé")
    page = await ines.choose(await opened(fresh, ines, Setting.KEPT), "settings.set", "30")
    await zoe.choose(await opened(fresh, zoe, Setting.KEPT), "settings.set", "180")
    told = await ines.press(page, "settings.undo")
    assert fr("setup.changed_since") in told.text
    assert (await kept(fresh)).kept_days == 180
    one = await opened(fresh, ines, Setting.REVIEW)
    other = await opened(fresh, zoe, Setting.SIGNING)
    await ines.choose(one, "settings.set", "1")
    await zoe.choose(other, "settings.set", "1")
    both = await kept(fresh)
    assert (both.review, both.signing) == (True, "masked")


async def test_whoever_may_not_manage_the_server_changes_nothing(fresh: Room) -> None:
    """The command is not shown to them: a press that they forge is refused, in one sentence."""
    ines, ben = fresh.manager("Inès"), fresh.person("Ben")
    assert "setup" not in ben.member.available_commands(fresh.channel)
    home = await ines.command(fresh.channel, "setup")
    rank = RANKS[Setting.KEPT]
    forged = [
        await press_id(fresh, ben, home, "settings.setup"),
        await press_id(fresh, ben, home, f"settings.usual:{rank}"),
        await press_id(fresh, ben, home, f"settings.undo:{rank}:30:"),
        await press_id(fresh, ben, home, f"settings.trial:{fresh.channel.id}"),
        await press_id(fresh, ben, home, "settings.place"),
        await press_id(fresh, ben, home, "settings.shorten:7"),
        await choose_id(fresh, ben, home, f"settings.set:{rank}", "30"),
        await send_form(fresh, ben, f"settings.filled:{rank}", {"written": "30"}),
    ]
    for answer in forged:
        assert answer.text.startswith(fr("settings.not_yours"))
        assert answer.private
    assert await kept(fresh) == ServerSettings(fresh.server.id)


async def test_what_a_manager_forges_keeps_nothing_that_cannot_be(fresh: Room) -> None:
    ines = fresh.manager("Inès")
    home = await ines.command(fresh.channel, "setup")
    unseen = discord.PermissionOverwrite(view_channel=False)
    hidden = fresh.server.create_text_channel(
        "cachette", overwrites={fresh.server.default_role: unseen}
    )
    told = {
        f"settings.undo:{RANKS[Setting.FACILITATORS]}:5:": fr("setup.role_gone"),
        f"settings.undo:{RANKS[Setting.COORDINATORS]}:5:": fr("setup.channel_gone"),
        f"settings.undo:{RANKS[Setting.KEPT]}:3650:": fr("settings.kept_range", least=7, most=365),
        f"settings.undo:{RANKS[Setting.TIMEZONE]}:7:": fr("button.unknown"),
        f"settings.undo:{RANKS[Setting.SIGNING]}:2:": fr("button.unknown"),
        f"settings.undo:{RANKS[Setting.DOCUMENTS]}:{2**40}:": fr("button.unknown"),
        "settings.undo:99::": fr("button.unknown"),
        "settings.usual:-1": fr("button.unknown"),
        "settings.form:0": fr("button.unknown"),
        "settings.trial:5": fr("setup.channel_gone"),
        f"settings.trial:{hidden.id}": fr("setup.channel_gone"),
        f"settings.undo:{RANKS[Setting.COORDINATORS]}:{hidden.id}:": fr("setup.channel_gone"),
        "settings.place": fr("setup.channel_gone"),
    }
    for custom_id, sentence in told.items():
        assert (await press_id(fresh, ines, home, custom_id)).text == sentence, custom_id
    chosen = await choose_id(fresh, ines, home, "settings.pick", "everything")
    assert chosen.text == fr("button.unknown")
    voice = fresh.server.create_voice_channel("vocal")
    unfit = await choose_id(
        fresh, ines, home, f"settings.set:{RANKS[Setting.COORDINATORS]}", str(voice.id)
    )
    assert unfit.text == fr("setup.channel_unfit")
    assert await kept(fresh) == ServerSettings(fresh.server.id)


async def test_a_panel_works_again_after_a_restart(fresh: Room) -> None:
    ines = fresh.manager("Inès")
    page = await ines.choose(await opened(fresh, ines, Setting.KEPT), "settings.set", "30")
    await fresh.stage.restart()
    await ines.press(page, "settings.undo")
    assert (await kept(fresh)).kept_days is None


async def written_before(hall: Room) -> None:
    """A session in which somebody wrote, and that has ended."""
    await hall.play("essai", "collect")
    await hall.write(hall.person("Awa"), "une idée")
    await hall.end()


async def test_fewer_days_are_asked_about_where_something_was_written_before(fresh: Room) -> None:
    ines = fresh.manager("Inès")
    await written_before(fresh)
    kept_days = "SELECT kept_days FROM sessions"
    page = await ines.choose(await opened(fresh, ines, Setting.KEPT), "settings.set", "30")
    assert fr("keeping.former_stay") in page.text
    assert (await kept(fresh)).kept_days == 30, "it holds for those to come, whatever is answered"
    page = await ines.press(page, "settings.page")
    assert fr("keeping.former_stay") not in page.text
    assert [row[0] for row in rows(fresh.path, kept_days)] == [90]
    page = await ines.choose(page, "settings.set", "7")
    page = await ines.press(page, "settings.shorten")
    assert fr.n("setup.shortened", 1) in page.text
    assert [row[0] for row in rows(fresh.path, kept_days)] == [7]
    page = await ines.choose(page, "settings.set", "365")
    assert fr("keeping.former_stay") not in page.text, "more days are for those to come"
    assert [row[0] for row in rows(fresh.path, kept_days)] == [7]


async def test_an_answer_about_days_that_someone_changed_since_erases_nothing(fresh: Room) -> None:
    ines, zoe = fresh.manager("Inès"), fresh.manager("Zoé")
    await written_before(fresh)
    page = await ines.choose(await opened(fresh, ines, Setting.KEPT), "settings.set", "7")
    await zoe.choose(await opened(fresh, zoe, Setting.KEPT), "settings.set", "180")
    told = await ines.press(page, "settings.shorten")
    assert fr("setup.changed_since") in told.text
    assert [row[0] for row in rows(fresh.path, "SELECT kept_days FROM sessions")] == [90]
