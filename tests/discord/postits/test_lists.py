"""Lists that people paste, in the channel and in the form; addresses, down to the report."""

from __future__ import annotations

import pytest

from tests.discord.acting import Room

WIKI = "https://fr.wikipedia.org/wiki/Jugement_majoritaire"
PASTED = [
    "1. pain\n2. beurre\n3. sel",
    "a) pain\nb) beurre\nc) sel",
    "\uf0b7\tpain\n\to\tbeurre\n\t\t\uf0a7\tsel",
    "- [ ] pain\n  - [x] beurre\n☐ sel",
    "→ pain\n→ beurre\n→ sel",
    "+ pain\n+ beurre\n+ sel",
]


@pytest.mark.parametrize("pasted", PASTED)
async def test_a_pasted_list_is_a_post_it_an_item_in_both_ways(hall: Room, pasted: str) -> None:
    awa, ben = hall.person("Awa"), hall.person("Ben")
    await hall.play("essai", "reveal")
    await hall.steer("lead.next")
    await awa.say(hall.channel, pasted)
    assert hall.postits() == ["beurre", "pain", "sel"]
    await hall.write(ben, pasted)
    assert hall.postits() == ["beurre", "beurre", "pain", "pain", "sel", "sel"]


async def test_what_means_fewer_or_more_is_kept_whole(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("keep-drop-try", "collect")
    for text in ("- de voitures", "+ de nature en ville", "10. 000 euros", "l\x92accueil, 1\x80"):
        await awa.say(hall.channel, text)
    assert hall.postits() == [
        "+ de nature en ville",
        "- de voitures",
        "10. 000 euros",
        "l’accueil, 1€",
    ]


async def test_addresses_come_out_as_they_went_in(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("essai", "collect")
    told = await hall.write(
        awa, f"Lire {WIKI}, écrire à awa@coop.fr", "Pas *ça* [ici](https://a.b)"
    )
    assert f"Lire {WIKI}, écrire à awa@coop.fr" in told.text
    await hall.end()
    (summary,) = [m for m in hall.stage.messages(hall.channel) if m.attachments]
    (report,) = [f for f in summary.attachments if f.filename.endswith(".md")]
    text = (await report.read()).decode()
    assert f"Lire {WIKI}, écrire à awa@coop.fr" in text
    assert r"Pas \*ça\* \[ici\](https://a.b)" in text
    assert "\u200b" not in text
