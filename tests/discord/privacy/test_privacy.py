"""`/privacy`: what is kept of me, as a file, and gone when I say so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.interface.naming.people import language_of_room
from bot.rehearsal.stage import Answer, Person
from bot.reports.markdown import markdown
from bot.services.records import record
from bot.workshop.language import Language
from tests.discord.acting import Room, en, fr, rows
from tests.discord.privacy.grep import marks_of, number, raw
from tests.discord.privacy.living import Lived, lived_in
from tests.store.seeing import scrubbed

# Where what was decided keeps its words.
DECIDED = {"vote_options", "consent_versions", "steps", "actions", "milestones", "remembered_words"}


async def _file(hall: Room, who: Person, shown: Answer) -> tuple[dict[str, Any], str]:
    """Take the files: what the JSON tells, and what is to be read."""
    given = await who.press(shown.shown, "privacy.file")
    assert given.private
    files = {one.filename.rpartition(".")[2]: await one.read() for one in given.shown.attachments}
    return json.loads(files["json"]), files["md"].decode()


async def _erase(who: Person, shown: Answer, *, remove: bool) -> Answer:
    asked = await who.press(shown.shown, "privacy.ask")
    label = "button.privacy_remove" if remove else "button.privacy_unname"
    confirmed = await who.press(asked.shown, label=fr(label))
    return await who.press(confirmed.shown, "privacy.erase")


@pytest.mark.parametrize("signing", ["signed", "masked"])
async def test_my_data_hold_all_that_a_grep_finds_and_leave_when_i_say_so(
    tmp_path: Path, signing: str
) -> None:
    async with lived_in(tmp_path, signing) as lived:
        hall, me, other = lived.hall, lived.me, lived.people[2]
        shown = await me.command(hall.channel, "privacy")
        assert shown.private
        told, readable = await _file(hall, me, shown)
        _holds_what_a_grep_finds(lived, told, readable)
        _tells_nothing_of_others(lived, told, readable)
        marks = marks_of(hall.path, me.id) | marks_of(hall.path, other.id)
        before = {word for _, word in lived.hits(lived.words_of(me))}
        kept = {word for _, word in lived.hits(lived.words_of(other))}
        # One takes their words away, another leaves them without a name.
        done = await _erase(me, shown, remove=True)
        assert fr("privacy.erased") in done.text
        await _erase(other, await other.command(hall.channel, "privacy"), remove=False)
        await hall.stage.later(60)
        assert not lived.hits(list(marks))
        for table, word in lived.hits(lived.words_of(me)):
            assert table in DECIDED, (table, word)
        for who in (me, other):
            again = await who.command(hall.channel, "privacy")
            assert fr("privacy.nothing") in again.text
        await hall.end()
        await hall.stage.later(120)
        assert not lived.hits(list(marks))
        gone = before - {word for _, word in lived.hits(lived.words_of(me))}
        assert len(gone) >= 4
        assert {word for _, word in lived.hits(lived.words_of(other))} >= {
            word for word in kept if lived.truth[word][1] in ("post-it", "question")
        }
        await scrubbed(hall.stage.bot.ctx.database)
        bytes_ = raw(hall.path)
        assert number(me.id) not in bytes_
        assert not any(mark.encode() in bytes_ for mark in marks)
        assert not any(word.encode() in bytes_ for word in gone)
        # The summary made again names the others, and neither of them.
        (session,) = rows(hall.path, "SELECT id FROM sessions")
        made = await record(hall.stage.bot.ctx, session["id"])
        text = markdown(made, language_of_room(made.session))
        assert me.name not in text
        assert other.name not in text
        if not made.session.masked:
            assert lived.people[0].name in text


def _holds_what_a_grep_finds(lived: Lived, told: dict[str, Any], readable: str) -> None:
    """The issue's measure: what stands in the tables for me, or in my words, is in my file."""
    whole = json.dumps(told, ensure_ascii=False)
    kept = [row for one in told["sessions"] for row in one["kept"]] + told["elsewhere"]
    tables = {row["table"] for row in kept}
    for table, _ in lived.hits(list(marks_of(lived.hall.path, lived.me.id))):
        assert table in tables, f"{table} leads to me, and is not in my file"
    standing = {word for _, word in lived.hits(lived.words_of(lived.me))}
    assert len(standing) >= 5
    for word in standing:
        assert word in whole, f"“{word}” is not in my file"
        assert word in readable, f"“{word}” cannot be read in my file"


def _tells_nothing_of_others(lived: Lived, told: dict[str, Any], readable: str) -> None:
    hall, me = lived.hall, lived.me
    whole = json.dumps(told, ensure_ascii=False)
    for person in (*lived.people, hall.lead):
        if person.id != me.id:
            assert str(person.id) not in whole
            assert not marks_of(hall.path, person.id) & set(_values(told))
    for text, (who, _) in lived.truth.items():
        if who != me.id:
            assert text not in whole
            assert text not in readable


async def test_a_stranger_of_whom_nothing_is_kept_is_told_so(hall: Room) -> None:
    for language, t in ((Language.FRENCH, fr), (Language.ENGLISH, en)):
        who = hall.person("Sidonie" + language, language)
        answer = await who.command(hall.channel, "privacy")
        assert t("privacy.nothing") in answer.text
        assert answer.private
        assert not answer.found("privacy.file")


async def test_who_leads_alone_is_told_what_to_do_first(hall: Room) -> None:
    await hall.play("essai", "collect")
    await hall.write(hall.lead, "une idée de qui anime")
    shown = await hall.lead.command(hall.channel, "privacy")
    asked = await hall.lead.press(shown.shown, "privacy.ask")
    assert fr("privacy.hindered.leads_alone", title="Essai") in asked.text
    assert not asked.found("privacy.choose")
    await hall.end()


def _values(told: Any) -> list[str]:
    if isinstance(told, dict):
        return [one for value in told.values() for one in _values(value)]
    if isinstance(told, list):
        return [one for value in told for one in _values(value)]
    return [str(told)]
