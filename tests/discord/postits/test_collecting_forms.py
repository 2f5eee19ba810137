"""The form: columns, what comes back to be fixed, what was already there."""

from __future__ import annotations

import pytest

from bot.rehearsal.stage import Answer
from bot.workshop.language import Language
from tests.discord.acting import Room, buttons, en, fr, options, rows

LONG = "un four " + "très " * 70 + "long"


def field(form: Answer, name: str) -> dict[str, object]:
    """One field of a form, as Discord would draw it."""
    assert form.form is not None
    (found,) = [
        part["component"]
        for part in form.form["components"]
        if part["component"]["custom_id"] == name
    ]
    return dict(found)


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_a_form_asks_for_the_column(hall: Room, language: str) -> None:
    t = fr if language == "fr" else en
    ben = hall.person("Ben", Language(language))
    await hall.play("bilan", "collect", language=language)
    await hall.steer("lead.next")
    assert t("collect.typed") not in hall.texts[-1]
    keep, drop = ("Garder", "Jeter") if language == "fr" else ("Keep", "Drop")
    assert f"**{keep}** · **{drop}**" in hall.texts[-1]
    assert f"`+` **{keep}**" not in hall.texts[-1]
    told = await hall.write(ben, "les mails", "les notes", column=[drop])
    assert t.n("postit.kept", 2) in told.text
    await hall.write(ben, "le jardin", column=[keep])
    await hall.steer("lead.next")
    (wall,) = [text for text in hall.texts if "🧱" in text]
    assert wall.index(f"**{keep}**") < wall.index("le jardin") < wall.index(f"**{drop}**")
    assert f"- {drop} · 2" in hall.texts[-1]
    await hall.steer("lead.next")
    lanes = options(await ben.press(hall.card, "ballot.open"), "ballot.lane")
    assert list(lanes.values())[1:] == [keep, drop]


async def test_the_form_says_how_many_ideas_are_asked_for(hall: Room) -> None:
    await hall.play("bilan", "collect")
    form = await hall.lead.press(hall.card, "postit.add")
    assert form.form is not None
    signing = fr("field.ideas.signed")
    told = form.form["components"][0]["description"]
    assert told == fr.n("field.ideas.wanted", 3, signing=signing)


async def test_a_post_it_can_change_columns(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("bilan", "collect")
    told = await hall.write(awa, "les mails", column=["Garder"])
    mine = await awa.press(told, "postit.mine")
    one = await awa.choose(mine, "postit.pick", *options(mine, "postit.pick"))
    form = await awa.press(one, "postit.edit")
    chosen = [o["value"] for o in field(form, "column")["options"] if o.get("default")]  # type: ignore[attr-defined]
    assert chosen == ["Garder"]
    changed = await awa.fill(form, idea="les mails", column=["Jeter"])
    assert "Jeter" in changed.text
    assert rows(hall.path, "SELECT column_name FROM postits")[0][0] == "Jeter"


@pytest.mark.parametrize("signing", ["signed", "masked"])
@pytest.mark.parametrize("language", ["fr", "en"])
async def test_what_was_refused_comes_back_in_the_form(
    hall: Room, language: str, signing: str
) -> None:
    t = fr if language == "fr" else en
    awa, ben = hall.person("Awa", Language(language)), hall.person("Ben")
    await hall.play("essai", "collect", signing=signing)
    told = await hall.write(awa, "court", LONG)
    assert buttons(told)[0] == t("button.fix")
    form = await awa.press(told, label=t("button.fix"))
    assert field(form, "ideas")["value"] == LONG
    other = await ben.press(hall.card, "postit.add")
    assert not field(other, "ideas").get("value"), "a draft is its writer's alone"
    await hall.stage.restart()
    fixed = await awa.fill(form, ideas="un four très long")
    assert t.n("postit.kept", 1) in fixed.text
    assert t("button.add_more") in buttons(fixed)
    assert hall.postits() == ["court", "un four très long"]
    assert not field(await awa.press(hall.card, "postit.add"), "ideas").get("value")


async def test_a_draft_lost_from_sight_waits_in_the_next_form(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("essai", "collect")
    await hall.write(awa, *(f"ligne {n}" for n in range(23)))
    form = await awa.press(hall.card, "postit.add")
    assert field(form, "ideas")["value"] == "ligne 20\nligne 21\nligne 22"
    still = await awa.fill(form, ideas="ligne 20\nligne 21")
    assert fr.n("postit.too_many", 2) in still.text
    form = await awa.press(hall.card, "postit.add")
    assert field(form, "ideas")["value"] == "ligne 20\nligne 21"


async def test_the_one_idea_of_a_check_in_comes_back_too(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("ciel", "collect")
    await hall.write(awa, "brume")
    full = await hall.write(awa, "éclaircie")
    assert field(await awa.press(full, label=fr("button.fix")), "ideas")["value"] == "éclaircie"


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_a_form_sent_too_late_is_given_back_whole(hall: Room, language: str) -> None:
    t = fr if language == "fr" else en
    awa = hall.person("Awa", Language(language))
    await hall.play("essai", "collect")
    form = await awa.press(hall.card, "postit.add")
    await hall.steer("lead.next")
    await hall.stage.later(121)
    written = "\n".join(f"ligne {n} ```" + "é" * 90 for n in range(35))
    late = await awa.fill(form, ideas=written)
    pages = [late.result.response, *late.result.followups]
    assert len(pages) > 1
    shown = "".join(
        part["content"].split("```\n", 1)[1].removesuffix("\n```")
        for page in pages
        if page is not None
        for part in page.components[0]["components"]
        if part["type"] == 10 and "```\n" in part["content"]
    )
    assert shown.replace("\u200b", "") == written
    assert pages[0] is not None
    assert pages[0].components[0]["components"][0]["content"].startswith(t("step.not_open"))
    assert all(page is not None and page.ephemeral for page in pages)
    assert hall.postits() == []
    assert rows(hall.path, "SELECT * FROM drafts") == []


async def test_the_same_idea_again_is_said_to_be_on_record(hall: Room) -> None:
    ben = hall.person("Ben", Language.ENGLISH)
    await hall.play("essai", "collect")
    await hall.write(ben, "Bread, please")
    again = await hall.write(ben, "bread,  PLEASE")
    assert en("postit.already_kept") in again.text
    both = await hall.write(ben, "bread, please", "and soup")
    assert en.n("postit.kept", 1) in both.text
    assert en("postit.already_kept") in both.text
    assert hall.postits() == ["Bread, please", "and soup"]


async def test_the_drafts_of_a_masked_session_name_nobody_and_end_with_it(hall: Room) -> None:
    awa = hall.person("Zéphyrine")
    await hall.play("essai", "collect", signing="masked")
    await hall.write(awa, LONG)
    (row,) = rows(hall.path, "SELECT author FROM drafts")
    assert row["author"] != str(awa.id)
    await hall.end()
    disk = b"".join(file.read_bytes() for file in hall.path.parent.iterdir())
    said = "\n".join(hall.texts)
    for trace in (row["author"], "Zéphyrine", "très " * 20):
        assert trace.encode() not in disk
        assert trace not in said
