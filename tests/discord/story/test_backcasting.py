"""The reference workshop from the first command to the summary, as the people in it see it."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain

from tests.discord.acting import fr, results_among, shipped
from tests.discord.played import FARMS, MEMORIES, Played

RECIPE = shipped().recipes["backcasting"]
STEPS = RECIPE.steps
SCENARIO = shipped().scenarios["adere-2032.fr"]
ALL_MEMORIES = sorted(chain.from_iterable(MEMORIES.values()))


def test_the_facilitator_gets_a_checklist_and_the_room_a_card(backcast: Played) -> None:
    assert fr("check.rights") in backcast.said["new"]
    assert (
        fr.n("check.steps", len(STEPS), length=fr.minutes(RECIPE.minutes)) in backcast.said["new"]
    )
    assert "📬" in backcast.said["new"]
    (card,) = backcast.texts["lobby"]
    assert SCENARIO.title in card
    assert fr("signing.signed") in card


def test_the_story_is_told_at_its_pace(backcast: Played) -> None:
    starts = [
        "## 2032",
        *(f"## {anchor.year} · {anchor.title}" for anchor in SCENARIO.anchors),
        "## 🏅",
    ]
    for minute in range(6):
        told = [text for text in backcast.texts[f"story {minute}"] if text.startswith("## ")]
        assert len(told) == min(minute + 1, 5)
        assert all(text.startswith(start) for text, start in zip(told, starts, strict=False))
        assert all(fr("story.fiction") in text for text in told)


def test_a_post_it_is_confirmed_to_its_writer_in_their_language(backcast: Played) -> None:
    assert backcast.said["Awa writes"].startswith("✅ **Votre post-it")
    assert backcast.said["Ben writes"].startswith("✅ **Your post-it")
    assert backcast.postits == ALL_MEMORIES


def test_the_card_counts_post_its_and_people_without_a_word_of_them(backcast: Played) -> None:
    card = backcast.texts["collect"][-1]
    assert f"🗒️ **{fr.n('count.postits', 6)}** · {fr.n('count.people', 3)}" in card
    shown = "\n".join(backcast.texts["collect"])
    assert not any(memory in shown for memory in ALL_MEMORIES)


def test_the_wall_shows_every_post_it_once_under_its_dimension(backcast: Played) -> None:
    (wall,) = [text for text in backcast.texts["reveal"] if "🧱" in text]
    for memory in ALL_MEMORIES:
        assert wall.count(memory) == 1
    first, second = wall.split("**Gouvernance**")
    assert "**Projet associatif**" in first
    for memory_of_2028, memory_without_year in MEMORIES.values():
        assert memory_without_year in first
        assert f"(2028) {memory_of_2028}" in second


def test_a_ballot_shows_what_is_left(backcast: Played) -> None:
    assert fr.n("ballot.left", 5, budget=5) in backcast.said["Awa's empty ballot"]
    assert fr.n("ballot.left", 2, budget=5) in backcast.said["Awa's ballot"]
    assert "2 of your 5 dots left." in backcast.said["Ben's ballot"]


def test_the_result_says_dots_turnout_and_order(backcast: Played) -> None:
    (result,) = results_among(backcast.texts["result"])
    assert fr.n("result.voted", 3) in result
    lines = [line for line in result.split("\n") if re.match(r"\*\*\d+\*\* · ", line)]
    assert [int(line.split("**")[1]) for line in lines] == [6, 1, 1, 1]
    assert MEMORIES["Chloé"][0] in lines[0]
    assert "⚖️" not in result, "no tie at the head"


def test_the_facilitator_is_offered_the_best_voted_post_it_first(backcast: Played) -> None:
    first, *others = backcast.texts["picker"]
    assert first.startswith("6 ● ")
    assert MEMORIES["Chloé"][0] in first
    assert len(others) == 5


def test_the_roadmap_shows_milestones_back_from_the_horizon_and_names_gaps(
    backcast: Played,
) -> None:
    assert (
        fr("milestone.placed", year=2029, text="Le fonds d'entraide a été voté")
        in (backcast.said["placed"])
    )
    card = backcast.texts["roadmap"][-1]
    crue, camion, carottes = (anchor.title for anchor in reversed(SCENARIO.anchors))
    fund, charter = "Le fonds d'entraide a été voté", "Les familles ont relu la charte"
    places = [card.index(text) for text in (crue, fund, camion, carottes, charter)]
    assert places == sorted(places), "2030, 2029, 2028, 2026, 2024"
    assert "Toutes les maisons" in card
    assert fr("roadmap.gap", dimension="Offre de services", first=2023, last=2031) in card
    assert fr("roadmap.gap", dimension="Gouvernance", first=2023, last=2028) in card


def test_actions_have_an_owner_and_a_day_in_words(backcast: Played) -> None:
    card = backcast.texts["actions"][-1]
    assert "**Chloé** · Appeler les fermes" in card
    assert "15 mars 2026" in card
    assert "1er avril 2026" in card


def test_a_card_that_is_left_keeps_no_buttons(backcast: Played) -> None:
    closed = [text for text in backcast.channel if text.startswith("**")]
    assert len(closed) == 1 + len(STEPS), "the lobby and every step"
    assert all("✅" in text for text in closed[1:])


def test_the_road_is_told_forward_just_before_the_summary(backcast: Played) -> None:
    told = backcast.channel[-2]
    assert told.startswith(f"## 🛤️ {fr('report.part.forward')}")
    assert "- **2022** — tout part d'ici." in told
    assert "- **2024** — Les familles ont relu la charte." in told
    fund = told.index("- **2029** — Le fonds d'entraide a été voté. Malgré")
    assert told.index("- *2026 — ") < fund < told.index("- *2030 — ")
    assert told.endswith("- **2032** — nous y sommes.")
    assert not any("🛤️" in text for text in backcast.coordination), "they have it in the report"
    assert f"## {fr('report.part.forward')}" in backcast.report


def test_the_summary_comes_to_the_room_and_to_the_coordinators(backcast: Played) -> None:
    summary, copy = backcast.channel[-1], backcast.coordination[-1]
    assert len(backcast.coordination) == 1
    for text in (summary, copy):
        assert f"### {fr('report.part.decided')}" in text
        assert "Un fonds d'entraide — 6 gommettes" in text
        # The picture beside it shows each of them.
        assert fr.n("summary.roadmap", 2, first=2024, last=2029) in text
        assert "Appeler les fermes — **Chloé**" in text
    assert "La séance a eu lieu" in copy
    assert "La séance a eu lieu" not in summary
    names = sorted(backcast.documents)
    assert names == ["l-adere-en-2032-2026-01-01.json", "l-adere-en-2032-2026-01-01.md"]
    assert backcast.sent_away == backcast.documents


def test_the_json_holds_every_post_it_with_its_author_and_every_dot(backcast: Played) -> None:
    written = {postit["text"]: postit for postit in backcast.data["postits"]}
    assert sorted(written) == ALL_MEMORIES
    for name, (first, second) in MEMORIES.items():
        assert (written[first]["author"], written[first]["year"]) == (name, 2028)
        assert written[second]["dimension"] == "Projet associatif"
    (vote,) = [vote for vote in backcast.data["votes"] if vote["method"] == "dots"]
    labels = vote["labels"]
    named = {text: f"{postit['dimension']} · {text}" for text, postit in written.items()}
    dots = Counter({labels[n]: dots for n, dots in vote["totals"]["dots"].items() if dots})
    assert dots == Counter(
        {named[MEMORIES["Chloé"][0]]: 6} | {named[memories[1]]: 1 for memories in MEMORIES.values()}
    ), "so few whole ballots would be recognised"
    assert vote["turnout"] == 3


def test_the_json_holds_milestones_actions_and_notes(backcast: Played) -> None:
    data = backcast.data
    assert [(m["year"], m["who"], m["postit"] is None) for m in data["milestones"]] == [
        (2029, "Toutes les maisons", False),
        (2024, None, True),
    ]
    assert [(a["what"], a["owner"], a["due"]) for a in data["actions"]] == [
        ("Appeler les fermes", "Chloé", "2026-03-15"),
        ("Ask the council", "Mme Roux", "2026-04-01"),
    ]
    assert [note["text"] for note in data["notes"]] == [f"{FARMS} ont tenu bon."]
    assert data["participants"] == 3
    assert [step["state"] for step in data["steps"]] == ["closed"] * len(STEPS)


def test_the_report_says_what_is_fiction(backcast: Played) -> None:
    report = backcast.report
    assert report.startswith(f"# {SCENARIO.title}")
    assert "fiction" in report[:600]
    assert f"## {fr('report.part.fiction')}" in report
    for memory in ALL_MEMORIES:
        assert memory in report


def test_documents_name_no_identifier_of_a_person(backcast: Played) -> None:
    for text in (*backcast.documents.values(), *backcast.channel, *backcast.coordination):
        assert not any(str(user_id) in text for user_id in backcast.people.values())
