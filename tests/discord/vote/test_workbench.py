"""The workbench: which kind of decision, what it needs, a look at it, and it is open to all."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from bot.rehearsal.stage import Answer, found, text_of
from bot.workshop.kinds import Consent, Vote
from bot.workshop.vote.electors import Electorate
from bot.workshop.vote.methods import ClosesWhen, Method, SecondRule
from cogs.vote.workbench.kinds import DECISIONS, DETAILS, rank_of, ranked
from tests.discord.acting import Room, buttons, fr, rows
from tests.discord.forging import press_id

QUESTION = "On garde la salle ?"
PROPOSAL = {"question": QUESTION, "minutes": "10"}
SEVERAL = {"question": "Quel jour ?", "options": "Lundi\nMardi\nJeudi", "minutes": "5"}


async def plan(hall: Room) -> Vote:
    step = await hall.stage.step(hall.channel)
    assert step is not None
    assert isinstance(step.plan, Vote)
    return step.plan


async def details(hall: Room, page: Answer, name: str) -> Answer:
    """Return the form of some settings of a draft."""
    return await hall.lead.press(page, label=fr(f"decide.details.{name}"))


def opening(page: Answer) -> str:
    """Return what the button that opens a draft is pressed as."""
    return str(found(page, "decide.open")[0]["custom_id"])


def drafts(hall: Room) -> list[str]:
    return [row["decision"] for row in rows(hall.path, "SELECT decision FROM drafted_votes")]


async def test_the_command_alone_asks_the_kind_of_decision_in_words(hall: Room) -> None:
    told = await hall.lead.command(hall.channel, "vote open")
    assert told.private
    assert fr("decide.title") in told.text
    offered = told.options("decide.kind")
    assert [one["value"] for one in offered] == [one.name for one in DECISIONS]
    assert [one["label"] for one in offered] == [fr(f"decide.kind.{one.name}") for one in DECISIONS]


async def test_what_is_prepared_is_read_before_anyone_else_and_opens_in_one_press(
    hall: Room,
) -> None:
    page = await hall.prepare("yes_no", **PROPOSAL)
    assert page.private
    for told in (QUESTION, fr("vote.yes_no"), fr("vote.secret"), fr("decide.draft")):
        assert told in page.text
    assert hall.stage.messages(hall.channel) == [], "nobody else sees it"
    pressed = opening(page)
    hall.panel = await hall.lead.press(page, "decide.open")
    assert fr("vote.opened") in hall.panel.text
    assert QUESTION in text_of(hall.card)
    assert (await plan(hall)).minutes == 10
    assert drafts(hall) == []
    again = await press_id(hall, hall.lead, page, pressed)
    assert fr("decide.gone") in again.text
    assert len(rows(hall.path, "SELECT id FROM sessions")) == 1


async def test_a_draft_is_written_again_from_what_was_written(hall: Room) -> None:
    page = await hall.prepare("choice", **SEVERAL, method=["majority_judgment"])
    before = opening(page)
    form = await hall.lead.press(page, "decide.change")
    assert "Quel jour ?" in json.dumps(form.form, ensure_ascii=False)
    assert form.preset["method"] == ["majority_judgment"]
    changed = await hall.lead.amend(form, options="Lundi\nVendredi")
    assert "Vendredi" in changed.text
    assert "Jeudi" not in changed.text
    older = await press_id(hall, hall.lead, page, before)
    assert fr("decide.gone") in older.text, "what it was is opened no more"
    await hall.lead.press(changed, "decide.open")
    assert [one["fr"] for one in (await plan(hall)).model_dump()["options"]] == [
        "Lundi",
        "Vendredi",
    ]


async def test_a_draft_that_is_written_again_keeps_its_settings(hall: Room) -> None:
    page = await hall.prepare("yes_no", **PROPOSAL)
    asked = await details(hall, page, "counting")
    page = await hall.lead.amend(asked, base="members", base_size="40", majority="2/3")
    page = await hall.lead.amend(await details(hall, page, "ballots"), ballots="sealed")
    page = await hall.lead.amend(await details(hall, page, "end"), minutes="30", closes="time")
    form = await hall.lead.press(page, "decide.change")
    refused = await hall.lead.amend(form, question="On garde la grande salle ?", minutes="tôt")
    assert fr("length.not_a_length").partition("{")[0] in refused.text
    form = await hall.lead.press(refused, label=fr("button.fix"))
    assert "On garde la grande salle ?" in json.dumps(form.form, ensure_ascii=False)
    page = await hall.lead.amend(form, minutes="45")
    assert fr("decide.kept") in page.text
    await hall.lead.press(page, "decide.open")
    opened = await plan(hall)
    assert opened.title["fr"] == "On garde la grande salle ?"
    assert (opened.base, opened.base_size, opened.majority) == ("members", 40, "2/3")
    assert (opened.sealed, opened.minutes, opened.closes) == (True, 45, ClosesWhen.TIME)


async def test_settings_that_go_no_more_with_what_is_written_again_are_said(hall: Room) -> None:
    page = await hall.prepare("choice", **SEVERAL, method=["approval"])
    page = await hall.lead.amend(await details(hall, page, "counting"), threshold="2/3")
    page = await hall.lead.amend(await details(hall, page, "ballots"), ballots="signed")
    form = await hall.lead.press(page, "decide.change")
    page = await hall.lead.amend(form, method=["irv"])
    assert fr("decide.usual_count") in page.text
    await hall.lead.press(page, "decide.open")
    opened = await plan(hall)
    assert (opened.method, opened.threshold, opened.secret) == (Method.IRV, None, False)


async def test_a_draft_that_has_changed_since_is_shown_rather_than_opened(hall: Room) -> None:
    page = await hall.prepare("yes_no", **PROPOSAL)
    before = opening(page)
    page = await hall.lead.amend(await details(hall, page, "counting"), majority="2/3")
    told = await press_id(hall, hall.lead, page, before)
    assert fr("decide.changed") in told.text
    assert fr("vote.yes_no_share", share="2/3") in told.text
    assert rows(hall.path, "SELECT id FROM sessions") == []
    await hall.lead.press(told, "decide.open")
    assert (await plan(hall)).majority == "2/3"


async def test_a_date_that_goes_by_before_the_end_of_the_vote_is_said_before_it_opens(
    hall: Room,
) -> None:
    dates = "2 janvier 2026 9h\n15 janvier 2026 14h"
    page = await hall.prepare("dates", question="La réunion", dates=dates, minutes="2 jours")
    told = fr.n("dates.gone_by_then", 1, numbers="`1`")
    assert told in page.text
    page = await hall.lead.amend(await details(hall, page, "end"), minutes="1 h")
    assert told not in page.text


async def test_each_setting_is_one_form_away_and_shown_at_once(hall: Room) -> None:
    page = await hall.prepare("yes_no", **PROPOSAL)
    page = await hall.lead.amend(await details(hall, page, "counting"), majority="2/3")
    assert fr("vote.yes_no_share", share="2/3") in page.text
    page = await hall.lead.amend(await details(hall, page, "who"), voters="12", quorum="1/3")
    assert fr.n("vote.quorum", 4) in page.text
    page = await hall.lead.amend(
        await details(hall, page, "end"), minutes="30", closes="all", tie="lot"
    )
    assert fr("vote.closes.all") in page.text
    page = await hall.lead.amend(await details(hall, page, "ballots"), ballots="signed")
    assert fr("vote.signed_quick") in page.text
    await hall.lead.press(page, "decide.open")
    opened = await plan(hall)
    assert (opened.majority, opened.electors.size, opened.quorum) == ("2/3", 12, "1/3")
    assert (opened.minutes, opened.closes, opened.tie) == (30, ClosesWhen.ALL, SecondRule.LOT)
    assert not opened.secret


@pytest.mark.parametrize(
    ("method", "filled", "expected"),
    [
        ("dots", {"dots": "7", "cap": "3"}, {"budget": 7, "cap": 3, "suggested": False}),
        ("dots", {"dots": "", "cap": ""}, {"cap": None, "suggested": True}),
        ("score", {"scale": "1-4", "criteria": "utile ; faisable"}, {"scale": (1, 4)}),
        ("approval", {"choices": "2"}, {"max_choices": 2}),
        ("majority_judgment", {"grades": "non ; bof ; oui"}, {}),
    ],
)
async def test_what_only_some_methods_read_is_asked_for_those(
    hall: Room, method: str, filled: dict[str, str], expected: dict[str, object]
) -> None:
    decision = "priorities" if method in ("dots", "score") else "choice"
    page = await hall.prepare(decision, **SEVERAL, method=[method])
    page = await hall.lead.amend(await details(hall, page, "counting"), **filled)
    assert fr("decide.set") in page.text
    await hall.lead.press(page, "decide.open")
    opened = await plan(hall)
    assert opened.method is Method(method)
    assert {name: getattr(opened, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("name", "filled", "key"),
    [
        ("counting", {"majority": "1/3"}, "asked.bad.majority"),
        ("who", {"quorum": "1/2"}, "asked.quorum_share"),
        ("who", {"voters": "bcp"}, "asked.bad.whole"),
        ("end", {"closes": "all"}, "asked.close_all"),
        ("end", {"minutes": "toujours"}, "length.not_a_length"),
    ],
)
async def test_a_setting_that_cannot_be_is_said_and_changes_nothing(
    hall: Room, name: str, filled: dict[str, str], key: str
) -> None:
    page = await hall.prepare("yes_no", **PROPOSAL)
    before = rows(hall.path, "SELECT plan FROM drafted_votes")[0]["plan"]
    told = await hall.lead.amend(await details(hall, page, name), **filled)
    assert fr.sentences[key][0].partition("{")[0] in told.text
    assert buttons(told) == [fr("button.fix"), fr("decide.back")]
    assert rows(hall.path, "SELECT plan FROM drafted_votes")[0]["plan"] == before
    back = await hall.lead.press(told, "decide.draft")
    assert fr("decide.draft") in back.text


async def test_a_majority_may_be_of_those_present_or_of_all_members(hall: Room) -> None:
    page = await hall.prepare("yes_no", **PROPOSAL)
    asked = await details(hall, page, "counting")
    told = await hall.lead.amend(asked, base="members")
    assert fr("decide.base_unknown.members") in told.text
    page = await hall.lead.press(told, "decide.draft")
    asked = await details(hall, page, "counting")
    page = await hall.lead.amend(asked, base="members", base_size="40")
    members = fr.n("majority.people.members", 40)
    assert fr.n("majority.card", 21, people=members, share=fr("majority.half")) in page.text
    await hall.lead.press(page, "decide.open")
    opened = await plan(hall)
    assert (opened.base, opened.base_size, opened.electors.size) == ("members", 40, None)


async def test_a_threshold_retains_all_the_options_that_reach_it(hall: Room) -> None:
    page = await hall.prepare("choice", **SEVERAL, method=["approval"])
    asked = await details(hall, page, "counting")
    page = await hall.lead.amend(asked, threshold="2/3")
    share = fr("majority.share", share="2/3")
    assert fr("majority.threshold_cast", share=share) in page.text
    await hall.lead.press(page, "decide.open")
    assert (await plan(hall)).threshold == "2/3"


async def test_those_of_a_role_or_of_a_voice_channel_may_be_chosen(hall: Room) -> None:
    role = hall.server.create_role("Sociétaires")
    page = await hall.prepare("yes_no", **PROPOSAL)
    page = await hall.lead.amend(await details(hall, page, "who"), role=[role], voters="40")
    assert fr("vote.who.role", role=f"<@&{role.id}>") in page.text
    form = await details(hall, page, "who")
    assert str(role.id) in json.dumps(form.form)
    await hall.lead.press(page, "decide.open")
    electors = (await plan(hall)).electors
    assert (electors.who, electors.place, electors.size) == (Electorate.ROLE, role.id, 40)


async def test_a_proposal_for_consent_is_prepared_the_same_way(hall: Room) -> None:
    page = await hall.prepare("consent", question="Ouvrir le samedi.", minutes="20")
    assert page.text.count("Ouvrir le samedi.") == 1
    await hall.lead.press(page, "decide.open")
    step = await hall.stage.step(hall.channel)
    assert step is not None
    assert isinstance(step.plan, Consent)


async def test_nobody_else_finds_a_draft_and_who_does_not_lead_prepares_none(hall: Room) -> None:
    await hall.play("essai", "collect")
    page = await hall.prepare("yes_no", **PROPOSAL)
    awa = hall.person("Awa")
    told = await press_id(hall, awa, page, opening(page))
    assert fr("decide.gone") in told.text
    refused = await awa.command(hall.channel, "vote open")
    assert fr("session.not_facilitator") in refused.text
    assert drafts(hall) == ["yes_no"]


async def test_a_question_written_in_the_command_stands_in_the_form(hall: Room) -> None:
    told = await hall.lead.command(hall.channel, "vote open", question=QUESTION)
    form = await hall.lead.choose(told, "decide.kind", "choice")
    assert QUESTION in json.dumps(form.form, ensure_ascii=False)


async def test_a_draft_is_thrown_away_or_leaves_after_a_day(hall: Room) -> None:
    page = await hall.prepare("yes_no", **PROPOSAL)
    thrown = await hall.lead.press(page, "decide.drop")
    assert fr("decide.dropped") in thrown.text
    assert drafts(hall) == []
    page = await hall.prepare("yes_no", **PROPOSAL)
    await hall.stage.restart()
    await hall.stage.later(timedelta(hours=23).total_seconds())
    assert drafts(hall) == ["yes_no"]
    await hall.stage.later(timedelta(hours=2).total_seconds())
    assert drafts(hall) == []
    told = await hall.lead.press(page, "decide.open")
    assert fr("decide.gone") in told.text


def test_every_kind_and_every_setting_has_its_words() -> None:
    for one in DECISIONS:
        assert f"decide.kind.{one.name}" in fr
        assert f"decide.kind.{one.name}.hint" in fr
    assert len({one.name for one in DECISIONS}) == len(DECISIONS) <= 25
    assert [ranked(rank_of(one)) for one in DECISIONS] == list(DECISIONS)
    for setting in DETAILS:
        assert f"decide.details.{setting.name}" in fr
