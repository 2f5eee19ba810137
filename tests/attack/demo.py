"""Plays of the demo, overheard: what people send, and all that the play leaves in its folder."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.rehearsal.demo import perform
from bot.rehearsal.scene import Play, Scene
from bot.rehearsal.stage import text_of, verb_of
from bot.store.copying import copy_to
from bot.workshop.language import Language
from bot.workshop.sessions.session import author_reference
from tests.attack.evidence import Evidence, Moment
from tests.attack.play import logged
from tests.discord.acting import rows

SEED = 2032
_FORM, _CAST = "postit.form", "ballot.cast"


class _Overheard:
    """Keeps whose each post-it and ballot is, and what everyone reads before the next press."""

    def __init__(self, scene: Scene, found: Evidence) -> None:
        self._scene, self._found = scene, found
        self._last: tuple[int, str] | None = None
        found.names = {person.id: person.name for person in scene.people}
        scene.stage.env.backend.subscribers.insert(0, self._hear)

    def _hear(self, event: str, payload: Any) -> None:
        if event != "INTERACTION_CREATE":
            return
        self.look()
        person, data = int(payload["member"]["user"]["id"]), payload.get("data", {})
        if person not in self._found.names:
            return
        self._last = (person, verb_of(data))
        self._found.acts.append((self._scene.stage.bot.clock(), person))
        if self._last[1] == _FORM:
            for label in data["components"]:
                text = label["component"]["value"]
                self._found.truth[text] = person
                self._found.kinds[text] = "post-it"
                self._found.order.append(text)

    def look(self) -> None:
        """Keep what everyone reads since the last press."""
        stage, room, found = self._scene.stage, self._scene.room, self._found
        person, verb = self._last or (None, "")
        public = "\n".join(text_of(message) for message in stage.messages(room.channel))
        found.moments.append(Moment(person if verb == _FORM else None, public, "post-it"))
        if verb == _CAST:
            self._ballots()
            found.votes.append(Moment(person, text_of(room.card)))
        self._last = None

    def _ballots(self) -> None:
        """Tell whose each ballot is, while the key is there."""
        path, found = self._scene.stage.path, self._found
        for key in rows(path, "SELECT ref, key FROM keys WHERE purpose = 'vote'"):
            whose = {author_reference(person, key["key"]): person for person in found.names}
            cast = rows(
                path, "SELECT voter, content FROM cast_ballots WHERE step_id = ?", key["ref"]
            )
            for ballot in cast:
                if ballot["voter"] in whose:
                    found.cast.setdefault((key["ref"], ballot["content"]), whose[ballot["voter"]])


async def overheard(play: Play, people: int, folder: Path) -> Evidence:
    """Perform a play in `folder`, and return what an attacker finds there."""
    found = Evidence(folder / "files")
    found.folder.mkdir(parents=True)

    async def act(scene: Scene) -> None:
        heard = _Overheard(scene, found)
        await play.act(scene)
        await scene.stage.later(120)
        heard.look()
        found.document = scene.document()
        for path in scene.stage.path.parent.glob("demo.db*"):
            shutil.copyfile(path, found.folder / path.name)
        copy_to(scene.stage.path, found.folder / "backup")

    with logged(found):
        asked = [replace(play, act=act)]
        assert await perform(asked, people, SEED, Language.FRENCH, folder / "out")
    shutil.copytree(folder / "out" / play.name, found.folder / "published")
    return found
