"""Mentions, server emoji, moments and commands in what people write: kept by their names alone."""

from __future__ import annotations

import re
from pathlib import Path

from bot.workshop.story.scenario_file import write_scenario
from tests.builders import scenario
from tests.discord.acting import Room, fr, options, rows

GONE = 911222333444555601  # nobody, nowhere
DIGITS = re.compile(r"\d{15,}")


def everything_kept(path: Path) -> str:
    """All texts of the tables in which people write."""
    tables = ("postits", "notes", "actions", "comments", "steps", "sessions", "scenarios")
    known = {row["name"] for row in rows(path, "SELECT name FROM sqlite_master")}
    found: list[str] = []
    for table in known & set(tables):
        for row in rows(path, f"SELECT * FROM {table}"):
            texts = {"text", "title", "plan", "what", "sketch", "recipe"} & set(row.keys())
            found += [str(row[name]) for name in texts]
    return "\n".join(found)


async def test_the_texts_of_a_command_are_spoken(hall: Room) -> None:
    awa, ben = hall.person("Awa"), hall.person("Ben")
    role = hall.server.create_role("Cuisine")
    there = hall.coordination.id
    await hall.vote(
        f"Qui écrit dans <#{there}> ? <t:1893456000:f>",
        "dots",
        options=f"<@{awa.id}> ; <@!{ben.id}> ; <@&{role.id}> ; <:coop:{GONE}> ; <@{GONE}> ;"
        f" <#{GONE}> ; <@&{GONE}> ; </session new:{GONE}>",
    )
    await hall.stage.later(10)
    card = hall.texts[-1]
    assert r"Qui écrit dans \#coordination ? 1er janvier 2030, 00 h 00 UTC" in card.replace(
        "\u202f", " "
    ).replace("\u00a0", " ")
    ballot = await awa.press(hall.card, "ballot.open")
    labels = sorted(options(ballot, "ballot.put").values())  # by their numbers
    assert [label.partition(" · ")[2] for label in labels] == [
        "@Awa",
        "@Ben",
        "@Cuisine",
        ":coop:",
        "@quelqu'un",
        "#salon",
        "@rôle",
        "/session new",
    ]
    assert not DIGITS.search(re.sub(r"<[@#t][^>]*>", "", card))
    assert not DIGITS.search(everything_kept(hall.path))


async def test_the_title_of_a_session_and_the_names_of_its_files_are_spoken(hall: Room) -> None:
    await hall.open("essai", title=f"Le four de <#{hall.coordination.id}> <:coop:{GONE}>")
    await hall.steer("lead.start")
    await hall.end()
    (summary,) = [m for m in hall.stage.messages(hall.channel) if m.attachments]
    names = [file.filename for file in summary.attachments]
    assert all("le-four-de-coordination-coop" in name for name in names if "." in name[-5:]), names
    assert not any(DIGITS.search(name) for name in names)


async def test_the_fields_of_a_form_are_spoken(hall: Room) -> None:
    awa, ben = hall.person("Awa"), hall.person("Ben")
    await hall.play("essai", "collect")
    await hall.write(awa, f"avec <@{ben.id}>", f"et <@{GONE}>, <@{awa.id}> dans <#{GONE}>")
    assert hall.postits() == ["avec @Ben", "et @quelqu'un, @Awa dans #salon"]


async def test_a_text_that_grows_beyond_its_limit_is_told(hall: Room) -> None:
    long = hall.person("Mme de la Tour du Pin de Montauban et Soyans")
    title = f"<@{long.id}> et <@{long.id}>".ljust(100, "x")
    told = await hall.lead.command(hall.channel, "session new", recipe="essai", title=title)
    grown = len(title.replace(f"<@{long.id}>", "@Mme de la Tour du Pin de Montauban et Soyans"))
    assert told.text == fr("text.too_long", length=grown, limit=100)


async def test_the_texts_of_a_file_are_spoken(hall: Room) -> None:
    ben = hall.person("Ben")
    told = scenario().model_copy(
        update={"opening": f"<@{ben.id}> raconte à <@{GONE}> : <#{GONE}>."}
    )
    file = ("tilleuls.toml", write_scenario(told).encode())
    await hall.lead.command(hall.channel, "backcast import", file=file)
    assert "@Ben raconte à @quelqu'un : #salon." in everything_kept(hall.path)
    assert not DIGITS.search(everything_kept(hall.path).replace(told.model_dump_json(), ""))


async def test_a_name_that_reorders_lines_is_harmless_wherever_it_is_shown(hall: Room) -> None:
    eve = hall.person("\u202eEve\u202c \u2067fin\u2069\u200f")
    await hall.play("essai", "collect")
    await hall.write(eve, "un four")
    await hall.end()
    shown = [*hall.texts, everything_kept(hall.path)]
    (author,) = rows(hall.path, "SELECT author_name FROM postits")
    assert author["author_name"] == "Eve fin"
    for text in shown:
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", text)
