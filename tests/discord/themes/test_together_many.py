"""Two hundred people sort at the same instant: nothing is lost, each answer counts once."""

from __future__ import annotations

from random import Random

from bot.i18n import catalogue
from bot.workshop.language import Language
from tests.discord.acting import Room, fr, rows
from tests.discord.forging import Pressing, burst
from tests.discord.themes.handfuls import asked, given, start
from tests.discord.themes.test_sorting import themes

PEOPLE = 200
POSTITS = 120


async def test_two_hundred_people_press_and_send_at_once(hall: Room) -> None:
    chance = Random(11)
    await hall.play("brainstorm", "collect")
    for n in range(10):
        await hall.write(hall.person(f"W{n}"), *(f"idée {n}-{k}" for k in range(POSTITS // 10)))
    await hall.go("group")
    shown = await start(hall, "Transport", "Fêtes", "Argent")
    crowd = [hall.person(f"P{n:03}") for n in range(PEOPLE)]
    card, step = hall.card, hall.open_step()["id"]
    forms = await burst(hall, [Pressing(one, card, f"together.sort:{step}") for one in crowd])
    edits = patched(hall)
    sent: list[Pressing] = []
    wanted: dict[tuple[int, str], str] = {}
    for one, form in zip(crowd, forms, strict=True):
        if form.form is None:
            assert form.text in (fr("together.in_other_hands"), fr("together.nothing_for_you"))
            continue
        fields = {f["custom_id"]: chance.choice("123") for f in asked(form).values()}
        wanted |= {(int(postit), str(one.id)): said for postit, said in fields.items()}
        sent.append(Pressing(one, card, f"together.sent:{step}", fields=dict(fields)))
    twice = sent[::5]  # Discord delivers some twice, in the same instant
    chance.shuffle(mixed := sent + twice)
    receipts = await burst(hall, mixed)
    assert len(sent) * 5 >= POSTITS * 2, "every post-it is in two hands at least"
    assert all(fr.n("together.kept", 5) in receipt.text for receipt in receipts)
    assert len(given(hall)) == len(wanted), "one answer for each post-it of each hand"
    found = {name: len(held) for name, held in themes(hall).items()}
    assert sum(found.values()) == filed_by(hall)
    await hall.stage.later(10)
    assert patched(hall) - edits <= 3, "the card is drawn again at its own pace"
    t = catalogue(Language.FRENCH)
    assert t.n("together.sorted_by", len(sent)) in hall.texts[-1]
    shown = await hall.lead.press(shown, "together.view")
    assert t.n("together.answers", len(wanted)) in shown.text


def patched(hall: Room) -> int:
    """How many times the card was edited."""
    where = f"/messages/{hall.card.id}"
    return sum(
        request.method == "PATCH" and request.path.endswith(where)
        for request in hall.stage.env.http_requests
    )


def filed_by(hall: Room) -> int:
    """How many post-its two people agree on, more than on anything else."""
    said: dict[int, dict[int, int]] = {}
    for row in rows(hall.path, "SELECT postit_id, theme_id FROM sorting_answers"):
        counts = said.setdefault(row["postit_id"], {})
        counts[row["theme_id"]] = counts.get(row["theme_id"], 0) + 1
    ranked = [sorted(counts.values(), reverse=True) for counts in said.values()]
    return sum(most[0] >= 2 and (len(most) == 1 or most[0] > most[1]) for most in ranked if most)
