"""Who may do what in a session: the rights of the product, in one table.

Everything one can do is a row: each verb of a button, menu or form; each slash command; what a
command completes (“…”); each entry of the menu of a message. `✓` is allowed; `·` is refused, in
the words of a right that lacks, and leaves everything as it was. A verb named again in another
vote is walked in both; “for the room” is what is done for people without Discord.

A step stands in brackets, with how it is. Rows are walked in their order, by one person from the
beginning of a session to its end: what takes things away comes after what looks at them.

- *stranger*: is in the server, has not taken part;
- *writer*: wrote the post-it, comment, question, milestone and action that are named;
- *elector*: has the role that votes; the others have not;
- *leads*, *co-leads*: opened the session, was added to those who lead it;
- *of the role*: has the role that leads on this server;
- *manages*: may manage the server, and leads nothing.

`files.…` are walked on a message without their button: where a summary has it, whoever sees the
summary may (`tests/discord/sessions/test_files.py`).

`decide.…` of a draft are of whoever prepares it: nobody else finds it.

`privacy.…` are of whoever presses, and of nobody else (`tests/discord/privacy`).

`/session erase` finds no session that has ended in the channel, and says so to anyone
(`tests/discord/keeping` says who may).

The session that has ended there left no action: those to say something of are offered to nobody
(`tests/discord/follow` says to whom they are).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

WHO = ("stranger", "writer", "elector", "leads", "co-leads", "of the role", "manages")

_TABLE = """
                              stranger writer  elector leads   co-lead role    manages
[collect]
session.story               ✓       ✓       ✓       ✓       ✓       ✓       ✓
session.where                 ✓       ✓       ✓       ✓       ✓       ✓       ✓
session.documents             ·       ·       ·       ✓       ✓       ✓       ·
files.open                    ·       ·       ·       ✓       ✓       ✓       ·
files.send                    ·       ·       ·       ✓       ✓       ✓       ·
post.here                     ·       ·       ·       ✓       ✓       ✓       ·
keeping.ask                   ·       ·       ·       ✓       ✓       ✓       ✓
keeping.erase                 ·       ·       ·       ✓       ✓       ✓       ✓
keeping.keep                  ✓       ✓       ✓       ✓       ✓       ✓       ✓
backcast.check                ·       ·       ·       ·       ·       ✓       ✓
backcast.export               ·       ·       ·       ·       ·       ✓       ✓
backcast.preview              ·       ·       ·       ·       ·       ✓       ✓
backcast.save                 ·       ·       ·       ·       ·       ✓       ✓
backcast.anchor               ·       ·       ·       ·       ·       ✓       ✓
backcast.anchor_add           ·       ·       ·       ·       ·       ✓       ✓
backcast.anchor_drop          ·       ·       ·       ·       ·       ✓       ✓
backcast.anchor_edit          ·       ·       ·       ·       ·       ✓       ✓
backcast.anchor_form          ·       ·       ·       ·       ·       ✓       ✓
backcast.award                ·       ·       ·       ·       ·       ✓       ✓
backcast.award_form           ·       ·       ·       ·       ·       ✓       ✓
backcast.dimensions           ·       ·       ·       ·       ·       ✓       ✓
backcast.dimensions_form      ·       ·       ·       ·       ·       ✓       ✓
backcast.heading              ·       ·       ·       ·       ·       ✓       ✓
backcast.heading_form         ·       ·       ·       ·       ·       ✓       ✓
backcast.media                ·       ·       ·       ·       ·       ✓       ✓
backcast.media_drop           ·       ·       ·       ·       ·       ✓       ✓
backcast.media_edit           ·       ·       ·       ·       ·       ✓       ✓
backcast.media_form           ·       ·       ·       ·       ·       ✓       ✓
backcast.open                 ·       ·       ·       ·       ·       ✓       ✓
backcast.story                ·       ·       ·       ·       ·       ✓       ✓
backcast.story_form           ·       ·       ·       ·       ·       ✓       ✓
backcast.usual                ·       ·       ·       ·       ·       ✓       ✓
take.open                     ·       ·       ·       ✓       ✓       ✓       ·
take.up                       ·       ·       ·       ✓       ✓       ✓       ·
take.back                     ·       ·       ·       ✓       ✓       ✓       ·
bring.add                     ·       ·       ·       ✓       ✓       ✓       ·
bring.added                   ·       ·       ·       ✓       ✓       ✓       ·
bring.map                     ·       ·       ·       ✓       ✓       ✓       ·
bring.apply                   ·       ·       ·       ✓       ✓       ✓       ·
bring.cancel                  ·       ·       ·       ✓       ✓       ✓       ·
bring.undo                    ·       ·       ·       ✓       ✓       ✓       ·
pictures.add                  ·       ·       ·       ✓       ✓       ✓       ·
pictures.added                ·       ·       ·       ✓       ✓       ✓       ·
pictures.drop                 ·       ·       ·       ✓       ✓       ✓       ·
pictures.open                 ·       ·       ·       ✓       ✓       ✓       ·
pictures.see                  ·       ·       ·       ✓       ✓       ✓       ·
help.chapter                  ✓       ✓       ✓       ✓       ✓       ✓       ✓
help.guide                    ✓       ✓       ✓       ✓       ✓       ✓       ✓
privacy.page                  ✓       ✓       ✓       ✓       ✓       ✓       ✓
privacy.file                  ✓       ✓       ✓       ✓       ✓       ✓       ✓
privacy.ask                   ✓       ✓       ✓       ✓       ✓       ✓       ✓
privacy.choose                ✓       ✓       ✓       ✓       ✓       ✓       ✓
help.open                     ✓       ✓       ✓       ✓       ✓       ✓       ✓
trial.begin                   ✓       ✓       ✓       ✓       ✓       ✓       ✓
trial.write                   ✓       ✓       ✓       ✓       ✓       ✓       ✓
trial.written                 ✓       ✓       ✓       ✓       ✓       ✓       ✓
trial.wall                    ✓       ✓       ✓       ✓       ✓       ✓       ✓
trial.ballot                  ✓       ✓       ✓       ✓       ✓       ✓       ✓
trial.put                     ✓       ✓       ✓       ✓       ✓       ✓       ✓
trial.take                    ✓       ✓       ✓       ✓       ✓       ✓       ✓
trial.cast                    ✓       ✓       ✓       ✓       ✓       ✓       ✓
trial.close                   ✓       ✓       ✓       ✓       ✓       ✓       ✓
trial.end                     ✓       ✓       ✓       ✓       ✓       ✓       ✓
trial.leave                   ✓       ✓       ✓       ✓       ✓       ✓       ✓
recipes.list                  ✓       ✓       ✓       ✓       ✓       ✓       ✓
recipes.aim                   ✓       ✓       ✓       ✓       ✓       ✓       ✓
recipes.one                   ✓       ✓       ✓       ✓       ✓       ✓       ✓
recipes.read                  ✓       ✓       ✓       ✓       ✓       ✓       ✓
recipes.open                  ✓       ✓       ✓       ✓       ✓       ✓       ✓
recipe.check                  ·       ·       ·       ·       ·       ✓       ✓
recipe.export                 ·       ·       ·       ·       ·       ✓       ✓
recipe.preview                ·       ·       ·       ·       ·       ✓       ✓
recipe.save                   ·       ·       ·       ·       ·       ✓       ✓
recipe.open                   ·       ·       ·       ·       ·       ✓       ✓
recipe.language               ·       ·       ·       ·       ·       ✓       ✓
recipe.tongue                 ·       ·       ·       ·       ·       ✓       ✓
recipe.form                   ·       ·       ·       ·       ·       ✓       ✓
recipe.filled                 ·       ·       ·       ·       ·       ✓       ✓
recipe.step                   ·       ·       ·       ·       ·       ✓       ✓
recipe.show                   ·       ·       ·       ·       ·       ✓       ✓
recipe.add                    ·       ·       ·       ·       ·       ✓       ✓
recipe.kind                   ·       ·       ·       ·       ·       ✓       ✓
recipe.up                     ·       ·       ·       ·       ·       ✓       ✓
recipe.down                   ·       ·       ·       ·       ·       ✓       ✓
recipe.copy                   ·       ·       ·       ·       ·       ✓       ✓
recipe.put_back               ·       ·       ·       ·       ·       ✓       ✓
postit.add                    ✓       ✓       ✓       ✓       ✓       ✓       ✓
postit.alone                  ✓       ✓       ✓       ✓       ✓       ✓       ✓
postit.fixed                  ✓       ✓       ✓       ✓       ✓       ✓       ✓
postit.form                   ✓       ✓       ✓       ✓       ✓       ✓       ✓
postit.where                  ✓       ✓       ✓       ✓       ✓       ✓       ✓
postit.into                   ·       ✓       ·       ·       ·       ·       ·
postit.edit                   ·       ✓       ·       ·       ·       ·       ·
postit.edited                 ·       ✓       ·       ·       ·       ·       ·
postit.mine                   ✓       ✓       ✓       ✓       ✓       ✓       ✓
postit.pick                   ·       ✓       ·       ·       ·       ·       ·
in_room.open                  ·       ·       ·       ✓       ✓       ✓       ·
in_room.number                ·       ·       ·       ✓       ✓       ✓       ·
in_room.numbered              ·       ·       ·       ✓       ✓       ✓       ·
ready.press                   ✓       ✓       ✓       ✓       ✓       ✓       ✓
ready.ask                     ·       ·       ·       ✓       ✓       ✓       ·
ready.remind                  ·       ·       ·       ✓       ✓       ✓       ·
ready.room                    ·       ·       ·       ✓       ✓       ✓       ·
ready.room_count              ·       ·       ·       ✓       ✓       ✓       ·
ready.room_counted            ·       ·       ·       ✓       ✓       ✓       ·
hands.open                    ·       ·       ·       ✓       ✓       ✓       ·
hands.page                    ·       ·       ·       ✓       ✓       ✓       ·
hands.raise                   ✓       ✓       ✓       ✓       ✓       ✓       ✓
hands.point                   ✓       ✓       ✓       ✓       ✓       ✓       ✓
/hand                         ✓       ✓       ✓       ✓       ✓       ✓       ✓
hands.give                    ·       ·       ·       ✓       ✓       ✓       ·
hands.back                    ·       ·       ·       ✓       ✓       ✓       ·
hands.pick                    ·       ·       ·       ✓       ✓       ✓       ·
hands.whom                    ·       ·       ·       ✓       ✓       ✓       ·
hands.named                   ·       ·       ·       ✓       ✓       ✓       ·
hands.end                     ·       ·       ·       ✓       ✓       ✓       ·
hands.done                    ✓       ✓       ✓       ✓       ✓       ✓       ✓
hands.free                    ·       ·       ·       ✓       ✓       ✓       ·
hands.room                    ·       ·       ·       ✓       ✓       ✓       ·
hands.lower                   ✓       ✓       ✓       ✓       ✓       ✓       ✓
hands.shut                    ·       ·       ·       ✓       ✓       ✓       ·
postit.add for the room       ·       ·       ·       ✓       ✓       ✓       ·
postit.form for the room      ·       ·       ·       ✓       ✓       ✓       ·
postit.fixed for the room     ·       ·       ·       ✓       ✓       ✓       ·
postit.mine for the room      ·       ·       ·       ✓       ✓       ✓       ·
before.pick                   ·       ·       ·       ✓       ✓       ✓       ·
before.ask                    ·       ·       ·       ✓       ✓       ✓       ·
before.until                  ·       ·       ·       ✓       ✓       ✓       ·
before.close                  ·       ·       ·       ✓       ✓       ✓       ·
before.remind                 ✓       ✓       ✓       ✓       ✓       ✓       ✓
before.private                ✓       ✓       ✓       ✓       ✓       ✓       ✓
planned.list                  ✓       ✓       ✓       ✓       ✓       ✓       ✓
planned.pick                  ·       ·       ·       ✓       ·       ·       ✓
planned.ask                   ·       ·       ·       ✓       ·       ·       ✓
planned.cancel                ·       ·       ·       ✓       ·       ·       ✓
/session planned              ✓       ✓       ✓       ✓       ✓       ✓       ✓
/session plan                 ✓       ✓       ✓       ✓       ✓       ✓       ✓
/session new                  ✓       ✓       ✓       ✓       ✓       ✓       ✓
/session panel                ·       ·       ·       ✓       ✓       ✓       ·
/session where                ✓       ✓       ✓       ✓       ✓       ✓       ✓
/session takeover             ·       ·       ·       ·       ·       ·       ✓
/session post                 ✓       ✓       ✓       ✓       ✓       ✓       ✓
/session erase                ✓       ✓       ✓       ✓       ✓       ✓       ✓
network.paste                 ·       ·       ·       ·       ·       ·       ✓
network.join                  ·       ·       ·       ·       ·       ·       ✓
network.drop                  ·       ·       ·       ·       ·       ·       ✓
network.accept                ·       ·       ·       ·       ·       ·       ✓
network.refuse                ·       ·       ·       ·       ·       ·       ✓
network.list                  ·       ·       ·       ·       ·       ·       ✓
network.stop                  ·       ·       ·       ·       ·       ·       ✓
network.stop_yes              ·       ·       ·       ·       ·       ·       ✓
network.switch                ·       ·       ·       ✓       ✓       ✓       ·
/network invite               ·       ·       ·       ·       ·       ·       ✓
/network join                 ·       ·       ·       ·       ·       ·       ✓
/network list                 ·       ·       ·       ·       ·       ·       ✓
/network session              ·       ·       ·       ✓       ✓       ✓       ·
/network share                ·       ·       ·       ✓       ·       ✓       ✓
/network share session…        ·       ·       ·       ✓       ·       ✓       ✓
/privacy                      ✓       ✓       ✓       ✓       ✓       ✓       ✓
/help                         ✓       ✓       ✓       ✓       ✓       ✓       ✓
/recipe list                  ✓       ✓       ✓       ✓       ✓       ✓       ✓
/settings show                ·       ·       ·       ·       ·       ·       ✓
/settings coordinators        ·       ·       ·       ·       ·       ·       ✓
/settings facilitators        ·       ·       ·       ·       ·       ·       ✓
/settings language            ·       ·       ·       ·       ·       ·       ✓
/settings review              ·       ·       ·       ·       ·       ·       ✓
/settings documents           ·       ·       ·       ·       ·       ·       ✓
settings.documents            ·       ·       ·       ·       ·       ·       ✓
/setup                        ·       ·       ·       ·       ·       ·       ✓
settings.setup                ·       ·       ·       ·       ·       ·       ✓
settings.pick                 ·       ·       ·       ·       ·       ·       ✓
settings.set                  ·       ·       ·       ·       ·       ·       ✓
settings.usual                ·       ·       ·       ·       ·       ·       ✓
settings.form                 ·       ·       ·       ·       ·       ·       ✓
settings.filled               ·       ·       ·       ·       ·       ·       ✓
settings.undo                 ·       ·       ·       ·       ·       ·       ✓
settings.try                  ·       ·       ·       ·       ·       ·       ✓
settings.tried                ·       ·       ·       ·       ·       ·       ✓
settings.trial                ·       ·       ·       ·       ·       ·       ✓
settings.place                ·       ·       ·       ·       ·       ·       ✓
settings.page                 ·       ·       ·       ·       ·       ·       ✓
settings.shorten              ·       ·       ·       ·       ·       ·       ✓
/settings readers             ·       ·       ·       ·       ·       ·       ✓
/settings timezone            ·       ·       ·       ·       ·       ·       ✓
/summary digest               ✓       ✓       ✓       ✓       ✓       ✓       ✓
/settings digest              ·       ·       ·       ·       ·       ·       ✓
memory.page                   ✓       ✓       ✓       ✓       ✓       ✓       ✓
memory.open                   ·       ·       ·       ✓       ·       ✓       ✓
memory.files                  ·       ·       ·       ✓       ·       ✓       ✓
/summary list                 ✓       ✓       ✓       ✓       ✓       ✓       ✓
/summary search               ✓       ✓       ✓       ✓       ✓       ✓       ✓
/summary show                 ·       ·       ·       ✓       ·       ✓       ✓
/summary export               ·       ·       ·       ✓       ·       ✓       ✓
/summary list recipe…         ·       ·       ·       ✓       ·       ✓       ✓
/summary search recipe…       ·       ·       ·       ✓       ·       ✓       ✓
/summary export recipe…       ·       ·       ·       ✓       ·       ✓       ✓
/summary list series…         ·       ·       ·       ·       ·       ·       ·
/summary search series…       ·       ·       ·       ·       ·       ·       ·
/summary export series…       ·       ·       ·       ·       ·       ·       ·
/summary show session…        ·       ·       ·       ✓       ·       ✓       ✓
/summary export session…      ·       ·       ·       ✓       ·       ✓       ✓
/backcast new                 ·       ·       ·       ·       ·       ✓       ✓
/backcast edit                ·       ·       ·       ·       ·       ✓       ✓
/backcast media               ·       ·       ·       ·       ·       ✓       ✓
/backcast export              ·       ·       ·       ·       ·       ✓       ✓
/backcast import              ·       ·       ·       ·       ·       ✓       ✓
/recipe new                   ·       ·       ·       ·       ·       ✓       ✓
/recipe edit                  ·       ·       ·       ·       ·       ✓       ✓
/recipe export                ·       ·       ·       ·       ·       ✓       ✓
/recipe import                ·       ·       ·       ·       ·       ✓       ✓
Make it a post-it             ·       ·       ·       ✓       ✓       ✓       ·
Not a post-it                 ·       ·       ·       ✓       ✓       ✓       ·
/session plan recipe…         ✓       ✓       ✓       ✓       ✓       ✓       ✓
/session plan scenario…       ✓       ✓       ✓       ✓       ✓       ✓       ✓
/session new recipe…          ✓       ✓       ✓       ✓       ✓       ✓       ✓
/session new scenario…        ✓       ✓       ✓       ✓       ✓       ✓       ✓
/vote open quorum…            ✓       ✓       ✓       ✓       ✓       ✓       ✓
/vote open majority…          ✓       ✓       ✓       ✓       ✓       ✓       ✓
/vote open scale…             ✓       ✓       ✓       ✓       ✓       ✓       ✓
/vote open grades…            ✓       ✓       ✓       ✓       ✓       ✓       ✓
/vote open criteria…          ✓       ✓       ✓       ✓       ✓       ✓       ✓
/settings timezone zone…      ·       ·       ·       ·       ·       ·       ✓
/summary digest when…         ✓       ✓       ✓       ✓       ✓       ✓       ✓
/summary digest series…       ·       ·       ·       ·       ·       ·       ·
/backcast new from…           ✓       ✓       ✓       ✓       ✓       ✓       ✓
/backcast edit scenario…      ·       ·       ·       ·       ·       ✓       ✓
/backcast media scenario…     ·       ·       ·       ·       ·       ✓       ✓
/backcast export scenario…    ·       ·       ·       ·       ·       ✓       ✓
/backcast delete scenario…    ·       ·       ·       ·       ·       ✓       ✓
/recipe new from…             ✓       ✓       ✓       ✓       ✓       ✓       ✓
/recipe edit recipe…          ·       ·       ·       ·       ·       ✓       ✓
/recipe export recipe…        ·       ·       ·       ·       ·       ✓       ✓
/recipe delete recipe…        ·       ·       ·       ·       ·       ✓       ✓
backcast.delete               ·       ·       ·       ·       ·       ✓       ✓
backcast.delete_yes           ·       ·       ·       ·       ·       ✓       ✓
/backcast delete              ·       ·       ·       ·       ·       ✓       ✓
recipe.drop                   ·       ·       ·       ·       ·       ✓       ✓
recipe.delete                 ·       ·       ·       ·       ·       ✓       ✓
recipe.delete_yes             ·       ·       ·       ·       ·       ✓       ✓
/recipe delete                ·       ·       ·       ·       ·       ✓       ✓
[story]
story.tell                    ·       ·       ·       ✓       ✓       ✓       ·
story.words                   ✓       ✓       ✓       ✓       ✓       ✓       ✓
[reveal]
hide.done                     ·       ·       ·       ✓       ✓       ✓       ·
hide.find                     ·       ·       ·       ✓       ✓       ✓       ·
hide.found                    ·       ·       ·       ✓       ✓       ✓       ·
hide.list                     ·       ·       ·       ✓       ✓       ✓       ·
hide.pick                     ·       ·       ·       ✓       ✓       ✓       ·
hide.undo                     ·       ·       ·       ✓       ✓       ✓       ·
hide.why                      ·       ·       ·       ✓       ✓       ✓       ·
wall.choose                   ✓       ✓       ✓       ✓       ✓       ✓       ✓
wall.part                     ✓       ✓       ✓       ✓       ✓       ✓       ✓
wall.picture                  ✓       ✓       ✓       ✓       ✓       ✓       ✓
wall.publish                  ·       ·       ·       ✓       ✓       ✓       ·
wall.read                     ✓       ✓       ✓       ✓       ✓       ✓       ✓
react.comment                 ✓       ✓       ✓       ✓       ✓       ✓       ✓
react.commented               ✓       ✓       ✓       ✓       ✓       ✓       ✓
react.pick                    ✓       ✓       ✓       ✓       ✓       ✓       ✓
react.set                     ✓       ✓       ✓       ✓       ✓       ✓       ✓
react.show                    ✓       ✓       ✓       ✓       ✓       ✓       ✓
react.count                   ·       ·       ·       ✓       ✓       ✓       ·
react.counted                 ·       ·       ·       ✓       ✓       ✓       ·
react.pick for the room       ·       ·       ·       ✓       ✓       ✓       ·
react.show for the room       ·       ·       ·       ✓       ✓       ✓       ·
react.comment for the room    ·       ·       ·       ✓       ✓       ✓       ·
react.commented for the room  ·       ·       ·       ✓       ✓       ✓       ·
react.uncomment               ·       ✓       ·       ·       ·       ·       ·
[group]
theme.new                     ·       ·       ·       ✓       ✓       ✓       ·
theme.filter                  ·       ·       ·       ✓       ✓       ✓       ·
theme.find                    ·       ·       ·       ✓       ✓       ✓       ·
theme.found                   ·       ·       ·       ✓       ✓       ✓       ·
theme.gather                  ·       ·       ·       ✓       ✓       ✓       ·
theme.hold                    ·       ·       ·       ✓       ✓       ✓       ·
theme.let_go                  ·       ·       ·       ✓       ✓       ✓       ·
theme.near                    ·       ·       ·       ✓       ✓       ✓       ·
theme.named                   ·       ·       ·       ✓       ✓       ✓       ·
theme.several                 ·       ·       ·       ✓       ✓       ✓       ·
theme.several_named           ·       ·       ·       ✓       ✓       ✓       ·
theme.sort                    ·       ·       ·       ✓       ✓       ✓       ·
theme.to                      ·       ·       ·       ✓       ✓       ✓       ·
theme.unfind                  ·       ·       ·       ✓       ✓       ✓       ·
theme.join                    ·       ·       ·       ✓       ✓       ✓       ·
theme.keep                    ·       ·       ·       ✓       ✓       ✓       ·
theme.like                    ·       ·       ·       ✓       ✓       ✓       ·
theme.list                    ·       ·       ·       ✓       ✓       ✓       ·
theme.merge                   ·       ·       ·       ✓       ✓       ✓       ·
theme.merging                 ·       ·       ·       ✓       ✓       ✓       ·
theme.part                    ·       ·       ·       ✓       ✓       ✓       ·
theme.pick                    ·       ·       ·       ✓       ✓       ✓       ·
theme.publish                 ·       ·       ·       ✓       ✓       ✓       ·
theme.redo                    ·       ·       ·       ✓       ✓       ✓       ·
theme.remove                  ·       ·       ·       ✓       ✓       ✓       ·
theme.rename                  ·       ·       ·       ✓       ✓       ✓       ·
theme.renamed                 ·       ·       ·       ✓       ✓       ✓       ·
theme.split                   ·       ·       ·       ✓       ✓       ✓       ·
theme.undo                    ·       ·       ·       ✓       ✓       ✓       ·
theme.unite                   ·       ·       ·       ✓       ✓       ✓       ·
names.propose                 ✓       ✓       ✓       ✓       ✓       ✓       ✓
names.proposed                ✓       ✓       ✓       ✓       ✓       ✓       ✓
names.page                    ✓       ✓       ✓       ✓       ✓       ✓       ✓
names.tick                    ✓       ✓       ✓       ✓       ✓       ✓       ✓
names.propose for the room    ·       ·       ·       ✓       ✓       ✓       ·
names.proposed for the room   ·       ·       ·       ✓       ✓       ✓       ·
names.page for the room       ·       ·       ·       ✓       ✓       ✓       ·
names.tick for the room       ·       ·       ·       ✓       ✓       ✓       ·
names.room                    ·       ·       ·       ✓       ✓       ✓       ·
names.taken                   ·       ·       ·       ✓       ✓       ✓       ·
together.start                ·       ·       ·       ✓       ✓       ✓       ·
together.named                ·       ·       ·       ✓       ✓       ✓       ·
together.sort                 ✓       ✓       ✓       ✓       ✓       ✓       ✓
together.sent                 ✓       ✓       ✓       ✓       ✓       ✓       ✓
together.change               ✓       ✓       ✓       ✓       ✓       ✓       ✓
together.sort for the room    ·       ·       ·       ✓       ✓       ✓       ·
together.sent for the room    ·       ·       ·       ✓       ✓       ✓       ·
together.change for the room  ·       ·       ·       ✓       ✓       ✓       ·
together.view                 ·       ·       ·       ✓       ✓       ✓       ·
together.talk                 ·       ·       ·       ✓       ✓       ✓       ·
together.place                ·       ·       ·       ✓       ✓       ✓       ·
together.home                 ·       ·       ·       ✓       ✓       ✓       ·
together.take_back            ·       ·       ·       ✓       ✓       ✓       ·
together.people               ·       ·       ·       ✓       ✓       ✓       ·
together.person               ·       ·       ·       ✓       ✓       ✓       ·
together.person_aside         ·       ·       ·       ✓       ✓       ✓       ·
together.person_back          ·       ·       ·       ✓       ✓       ✓       ·
together.undo                 ·       ·       ·       ✓       ✓       ✓       ·
together.undo_yes             ·       ·       ·       ✓       ✓       ✓       ·
together.afresh               ·       ·       ·       ✓       ✓       ✓       ·
together.afresh_yes           ·       ·       ·       ✓       ✓       ✓       ·
together.redo                 ·       ·       ·       ✓       ✓       ✓       ·
together.stop                 ·       ·       ·       ✓       ✓       ✓       ·
/theme move                   ·       ·       ·       ✓       ✓       ✓       ·
/theme move postit…           ✓       ✓       ✓       ✓       ✓       ✓       ✓
/theme move theme…            ✓       ✓       ✓       ✓       ✓       ✓       ✓
[vote role]
vote.adjust                   ·       ·       ·       ✓       ✓       ✓       ·
vote.quorum                   ·       ·       ·       ✓       ✓       ✓       ·
vote.quorum_form              ·       ·       ·       ✓       ✓       ✓       ·
vote.adjust_dots              ·       ·       ·       ✓       ✓       ✓       ·
vote.adjust_themes            ·       ·       ·       ✓       ✓       ✓       ·
ballot.clear                  ·       ·       ✓       ·       ·       ·       ·
ballot.clear for the room     ·       ·       ·       ✓       ✓       ✓       ·
ballot.filled                 ·       ·       ✓       ·       ·       ·       ·
ballot.filled for the room    ·       ·       ·       ✓       ✓       ✓       ·
ballot.form                   ·       ·       ✓       ·       ·       ·       ·
ballot.form for the room      ·       ·       ·       ✓       ✓       ✓       ·
ballot.grade                  ·       ·       ✓       ·       ·       ·       ·
ballot.grade for the room     ·       ·       ·       ✓       ✓       ✓       ·
ballot.lane                   ·       ·       ✓       ·       ·       ·       ·
ballot.lane for the room      ·       ·       ·       ✓       ✓       ✓       ·
ballot.level                  ·       ·       ✓       ·       ·       ·       ·
ballot.level for the room     ·       ·       ·       ✓       ✓       ✓       ·
ballot.next                   ·       ·       ✓       ·       ·       ·       ·
ballot.next for the room      ·       ·       ·       ✓       ✓       ✓       ·
ballot.open                   ·       ·       ✓       ·       ·       ·       ·
ballot.open for the room      ·       ·       ·       ✓       ✓       ✓       ·
ballot.put                    ·       ·       ✓       ·       ·       ·       ·
ballot.put for the room       ·       ·       ·       ✓       ✓       ✓       ·
ballot.say                    ·       ·       ✓       ·       ·       ·       ·
ballot.say for the room       ·       ·       ·       ✓       ✓       ✓       ·
ballot.score                  ·       ·       ✓       ·       ·       ·       ·
ballot.score for the room     ·       ·       ·       ✓       ✓       ✓       ·
ballot.take                   ·       ·       ✓       ·       ·       ·       ·
ballot.take for the room      ·       ·       ·       ✓       ✓       ✓       ·
ballot.tick                   ·       ·       ✓       ·       ·       ·       ·
ballot.tick for the room      ·       ·       ·       ✓       ✓       ✓       ·
ballot.undo                   ·       ·       ✓       ·       ·       ·       ·
ballot.undo for the room      ·       ·       ·       ✓       ✓       ✓       ·
ballot.blank                  ·       ·       ✓       ·       ·       ·       ·
ballot.blank for the room     ·       ·       ·       ✓       ✓       ✓       ·
ballot.cast                   ·       ·       ✓       ·       ·       ·       ·
ballot.seal                   ·       ·       ✓       ·       ·       ·       ·
ballot.seal for the room      ·       ·       ·       ✓       ✓       ✓       ·
ballot.keep                   ·       ·       ✓       ·       ·       ·       ·
reason.say                    ·       ·       ✓       ·       ·       ·       ·
reason.said                   ·       ·       ✓       ·       ·       ·       ·
ballot.withdraw               ·       ·       ✓       ·       ·       ·       ·
room.list                     ·       ·       ·       ✓       ✓       ✓       ·
room.one                      ·       ·       ·       ✓       ✓       ✓       ·
room.record                   ·       ·       ·       ✓       ✓       ✓       ·
room.why                      ·       ·       ·       ✓       ✓       ✓       ·
room.because                  ·       ·       ·       ✓       ✓       ✓       ·
room.several                  ·       ·       ·       ✓       ✓       ✓       ·
room.take                     ·       ·       ·       ✓       ✓       ✓       ·
ballot.me                     ·       ·       ✓       ·       ·       ·       ·
[vote number]
ballot.clear                  ✓       ✓       ✓       ✓       ✓       ✓       ✓
ballot.filled                 ✓       ✓       ✓       ✓       ✓       ✓       ✓
ballot.form                   ✓       ✓       ✓       ✓       ✓       ✓       ✓
ballot.grade                  ✓       ✓       ✓       ✓       ✓       ✓       ✓
ballot.lane                   ✓       ✓       ✓       ✓       ✓       ✓       ✓
ballot.level                  ✓       ✓       ✓       ✓       ✓       ✓       ✓
ballot.next                   ✓       ✓       ✓       ✓       ✓       ✓       ✓
ballot.open                   ✓       ✓       ✓       ✓       ✓       ✓       ✓
ballot.put                    ✓       ✓       ✓       ✓       ✓       ✓       ✓
ballot.say                    ✓       ✓       ✓       ✓       ✓       ✓       ✓
ballot.score                  ✓       ✓       ✓       ✓       ✓       ✓       ✓
ballot.take                   ✓       ✓       ✓       ✓       ✓       ✓       ✓
ballot.tick                   ✓       ✓       ✓       ✓       ✓       ✓       ✓
ballot.undo                   ✓       ✓       ✓       ✓       ✓       ✓       ✓
ballot.blank                  ✓       ✓       ✓       ✓       ✓       ✓       ✓
ballot.cast                   ✓       ✓       ✓       ✓       ✓       ✓       ✓
ballot.keep                   ✓       ✓       ✓       ✓       ✓       ✓       ✓
reason.say                    ✓       ✓       ✓       ✓       ✓       ✓       ✓
reason.said                   ✓       ✓       ✓       ✓       ✓       ✓       ✓
ballot.withdraw               ✓       ✓       ✓       ✓       ✓       ✓       ✓
/vote close                   ·       ·       ·       ✓       ✓       ✓       ·
/vote remind                  ·       ·       ·       ✓       ✓       ✓       ·
vote.close                    ·       ·       ·       ✓       ✓       ✓       ·
vote.present                  ·       ·       ·       ✓       ✓       ✓       ·
vote.again                    ·       ·       ·       ✓       ✓       ✓       ·
vote.again_yes                ·       ·       ·       ✓       ✓       ✓       ·
vote.remind                   ·       ·       ·       ✓       ✓       ✓       ·
vote.runoff                   ·       ·       ·       ✓       ✓       ✓       ·
vote.settle                   ·       ·       ·       ✓       ✓       ✓       ·
vote.settled                  ·       ·       ·       ✓       ✓       ✓       ·
date.event                    ·       ·       ·       ✓       ✓       ✓       ·
date.event_yes                ·       ·       ·       ✓       ✓       ✓       ·
date.plan                     ·       ·       ·       ✓       ✓       ✓       ·
date.planned                  ·       ·       ·       ✓       ✓       ✓       ·
vote.inside                   ·       ·       ·       ✓       ✓       ✓       ·
vote.everyone                 ·       ·       ·       ✓       ✓       ✓       ·
vote.role                     ·       ·       ·       ✓       ✓       ✓       ·
vote.who                      ·       ·       ·       ✓       ✓       ✓       ·
vote.mend                     ·       ·       ·       ✓       ✓       ✓       ·
vote.mend_form                ·       ·       ·       ✓       ✓       ✓       ·
vote.mend_closes              ·       ·       ·       ✓       ✓       ✓       ·
vote.mend_option              ·       ·       ·       ✓       ✓       ✓       ·
vote.mend_role                ·       ·       ·       ✓       ✓       ✓       ·
vote.mend_take                ·       ·       ·       ✓       ✓       ✓       ·
vote.mend_written             ·       ·       ·       ✓       ✓       ✓       ·
vote.mend_yes                 ·       ·       ·       ✓       ✓       ✓       ·
ballot.me                     ✓       ✓       ✓       ✓       ✓       ✓       ✓
vote.close_yes                ·       ·       ·       ✓       ✓       ✓       ·
[consent questions]
consent.ask                   ✓       ✓       ✓       ✓       ✓       ✓       ✓
consent.asked                 ✓       ✓       ✓       ✓       ✓       ✓       ✓
consent.read                  ✓       ✓       ✓       ✓       ✓       ✓       ✓
consent.lead                  ·       ·       ·       ✓       ✓       ✓       ·
consent.replied               ·       ·       ·       ✓       ✓       ✓       ·
consent.reply                 ·       ·       ·       ✓       ✓       ✓       ·
[consent reactions]
consent.react                 ✓       ✓       ✓       ✓       ✓       ✓       ✓
consent.reacted               ✓       ✓       ✓       ·       ·       ·       ✓
[consent objections]
consent.answer                ✓       ✓       ✓       ✓       ✓       ✓       ✓
consent.worded                ✓       ✓       ✓       ·       ·       ·       ✓
consent.room                  ·       ·       ·       ✓       ✓       ✓       ·
consent.room_count            ·       ·       ·       ✓       ✓       ✓       ·
consent.room_counted          ·       ·       ·       ✓       ✓       ✓       ·
consent.room_word             ·       ·       ·       ✓       ✓       ✓       ·
consent.room_worded           ·       ·       ·       ✓       ✓       ✓       ·
consent.room_back             ·       ·       ·       ✓       ✓       ✓       ·
consent.settle                ·       ·       ·       ✓       ✓       ✓       ·
consent.part                  ·       ·       ·       ✓       ✓       ✓       ·
consent.theme                 ·       ·       ·       ✓       ✓       ✓       ·
consent.themes                ·       ·       ·       ✓       ✓       ✓       ·
consent.write                 ·       ·       ·       ✓       ✓       ✓       ·
consent.written               ·       ·       ·       ✓       ✓       ✓       ·
consent.stage                 ·       ·       ·       ✓       ✓       ✓       ·
consent.decide                ·       ·       ·       ✓       ✓       ✓       ·
[election]
election.role                 ·       ·       ·       ✓       ✓       ✓       ·
election.described            ·       ·       ·       ✓       ✓       ✓       ·
election.lead                 ·       ·       ·       ✓       ✓       ✓       ·
election.typed                ·       ·       ·       ✓       ✓       ✓       ·
election.typed_gone           ·       ·       ·       ✓       ✓       ✓       ·
election.show                 ·       ·       ·       ✓       ✓       ✓       ·
election.back                 ✓       ✓       ✓       ·       ·       ·       ✓
election.read                 ✓       ✓       ✓       ✓       ✓       ✓       ✓
election.room                 ·       ·       ·       ✓       ✓       ✓       ·
election.propose              ·       ·       ·       ✓       ✓       ✓       ·
election.proposed             ·       ·       ·       ✓       ✓       ✓       ·
[election hearing]
election.name                 ✓       ✓       ✓       ✓       ✓       ✓       ✓
election.change               ✓       ✓       ✓       ✓       ✓       ✓       ✓
election.named                ✓       ✓       ✓       ·       ·       ·       ✓
election.hear                 ✓       ✓       ✓       ✓       ✓       ✓       ✓
election.part                 ·       ·       ·       ✓       ✓       ✓       ·
election.withdraw             ✓       ✓       ✓       ✓       ✓       ✓       ✓
election.room_name            ·       ·       ·       ✓       ✓       ✓       ·
election.roomed               ·       ·       ·       ✓       ✓       ✓       ·
election.room_pick            ·       ·       ·       ✓       ✓       ✓       ·
election.room_back            ·       ·       ·       ✓       ✓       ✓       ·
election.gone                 ·       ·       ·       ✓       ✓       ✓       ·
election.withdrawn            ✓       ✓       ✓       ✓       ✓       ✓       ✓
election.move                 ·       ·       ·       ✓       ✓       ✓       ·
[roadmap]
road.theme                    ·       ✓       ·       ✓       ✓       ✓       ·
road.themes                   ·       ✓       ·       ✓       ✓       ✓       ·
road.pick                     ·       ✓       ·       ✓       ✓       ✓       ·
road.place                    ·       ✓       ·       ✓       ✓       ✓       ·
road.form                     ·       ✓       ·       ✓       ✓       ✓       ·
road.write                    ·       ✓       ·       ✓       ✓       ✓       ·
road.choose                   ·       ✓       ·       ✓       ✓       ✓       ·
road.complete                 ·       ✓       ·       ✓       ✓       ✓       ·
road.completed                ·       ✓       ·       ✓       ✓       ✓       ·
road.drop                     ·       ✓       ·       ✓       ✓       ✓       ·
road.edit                     ·       ✓       ·       ✓       ✓       ✓       ·
road.edited                   ·       ✓       ·       ✓       ✓       ✓       ·
road.list                     ✓       ✓       ✓       ✓       ✓       ✓       ✓
road.picture                  ✓       ✓       ✓       ✓       ✓       ✓       ✓
road.one                      ·       ✓       ·       ✓       ✓       ✓       ·
road.before                   ·       ✓       ·       ✓       ✓       ✓       ·
road.tie                      ·       ✓       ·       ✓       ✓       ✓       ·
road.untie                    ·       ✓       ·       ✓       ✓       ✓       ·
road.attach                   ·       ✓       ·       ✓       ✓       ✓       ·
road.wall                     ·       ✓       ·       ✓       ✓       ✓       ·
road.remove                   ·       ✓       ·       ✓       ✓       ✓       ·
[discuss]
note.add                      ·       ·       ·       ✓       ✓       ✓       ·
note.form                     ·       ·       ·       ✓       ✓       ✓       ·
note.back                     ·       ·       ·       ✓       ✓       ✓       ·
open.page                     ·       ·       ·       ✓       ✓       ✓       ·
open.vote                     ·       ·       ·       ✓       ✓       ✓       ·
decide.page                   ·       ·       ·       ✓       ✓       ✓       ·
decide.kind                   ·       ·       ·       ✓       ✓       ✓       ·
decide.again                  ·       ·       ·       ✓       ✓       ✓       ·
decide.form                   ·       ·       ·       ✓       ✓       ✓       ·
decide.draft                  ✓       ✓       ✓       ✓       ✓       ✓       ✓
decide.rewrite                ✓       ✓       ✓       ✓       ✓       ✓       ✓
decide.change                 ✓       ✓       ✓       ✓       ✓       ✓       ✓
decide.details                ✓       ✓       ✓       ✓       ✓       ✓       ✓
decide.set                    ✓       ✓       ✓       ✓       ✓       ✓       ✓
decide.open                   ✓       ✓       ✓       ✓       ✓       ✓       ✓
decide.drop                   ✓       ✓       ✓       ✓       ✓       ✓       ✓
open.proposal                 ·       ·       ·       ✓       ✓       ✓       ·
open.round                    ·       ·       ·       ✓       ✓       ✓       ·
park.new                      ·       ·       ·       ✓       ✓       ✓       ·
park.form                     ·       ·       ·       ✓       ✓       ✓       ·
park.pick                     ·       ·       ·       ✓       ✓       ✓       ·
action.add_parked             ·       ·       ·       ✓       ✓       ✓       ·
action.parked_day             ·       ·       ·       ✓       ✓       ✓       ·
action.parked_form            ·       ·       ·       ✓       ✓       ✓       ·
park.note                     ·       ·       ·       ✓       ✓       ✓       ·
park.drop                     ·       ·       ·       ✓       ✓       ✓       ·
sound.set                     ·       ·       ·       ✓       ✓       ✓       ·
sound.off                     ·       ·       ·       ✓       ✓       ✓       ·
voice.set                     ·       ·       ·       ✓       ✓       ✓       ·
open.proposal_form            ·       ·       ·       ✓       ✓       ✓       ·
open.round_form               ·       ·       ·       ✓       ✓       ✓       ·
/round                        ·       ·       ·       ✓       ✓       ✓       ·
/vote open                    ·       ·       ·       ✓       ✓       ✓       ·
[follow]
todo.list                     ✓       ✓       ✓       ✓       ✓       ✓       ✓
todo.pick                     ✓       ✓       ✓       ✓       ✓       ✓       ✓
todo.remind                   ✓       ✓       ✓       ✓       ✓       ✓       ✓
todo.stop                     ✓       ✓       ✓       ✓       ✓       ✓       ✓
todo.said                     ·       ·       ·       ✓       ✓       ✓       ✓
todo.when                     ·       ·       ·       ✓       ✓       ✓       ✓
todo.day                      ·       ·       ·       ✓       ✓       ✓       ✓
todo.dated                    ·       ·       ·       ✓       ✓       ✓       ✓
todo.who                      ·       ·       ·       ✓       ✓       ✓       ✓
todo.given                    ·       ·       ·       ✓       ✓       ✓       ✓
todo.undo                     ·       ·       ·       ✓       ✓       ✓       ✓
/action list                  ✓       ✓       ✓       ✓       ✓       ✓       ✓
/action done                  ✓       ✓       ✓       ✓       ✓       ✓       ✓
/action postpone              ✓       ✓       ✓       ✓       ✓       ✓       ✓
/action assign                ✓       ✓       ✓       ✓       ✓       ✓       ✓
/action done action…          ·       ·       ·       ·       ·       ·       ·
/action postpone action…      ·       ·       ·       ·       ·       ·       ·
/action assign action…        ·       ·       ·       ·       ·       ·       ·
/session new continue…        ·       ·       ·       ✓       ·       ✓       ✓
/session plan continue…       ·       ·       ·       ✓       ·       ✓       ✓
[rate]
rate.open                     ✓       ✓       ✓       ✓       ✓       ✓       ✓
rate.give                     ✓       ✓       ✓       ✓       ✓       ✓       ✓
rate.say                      ✓       ✓       ✓       ✓       ✓       ✓       ✓
rate.said                     ✓       ✓       ✓       ✓       ✓       ✓       ✓
rate.unsay                    ✓       ✓       ✓       ✓       ✓       ✓       ✓
rate.withdraw                 ✓       ✓       ✓       ✓       ✓       ✓       ✓
rate.room                     ·       ·       ·       ✓       ✓       ✓       ·
rate.roomed                   ·       ·       ·       ✓       ✓       ✓       ·
rate.reveal                   ·       ·       ·       ✓       ✓       ✓       ·
rate.reveal_yes               ·       ·       ·       ✓       ✓       ✓       ·
[position]
position.open                 ✓       ✓       ✓       ✓       ✓       ✓       ✓
position.stand                ✓       ✓       ✓       ✓       ✓       ✓       ✓
position.say                  ✓       ✓       ✓       ✓       ✓       ✓       ✓
position.said                 ✓       ✓       ✓       ✓       ✓       ✓       ✓
position.unsay                ✓       ✓       ✓       ✓       ✓       ✓       ✓
position.leave                ✓       ✓       ✓       ✓       ✓       ✓       ✓
position.claim                ·       ·       ·       ✓       ✓       ✓       ·
position.claimed              ·       ·       ·       ✓       ✓       ✓       ·
position.room                 ·       ·       ·       ✓       ✓       ✓       ·
position.roomed               ·       ·       ·       ✓       ✓       ✓       ·
position.close                ·       ·       ·       ✓       ✓       ✓       ·
position.close_yes            ·       ·       ·       ✓       ✓       ✓       ·
[turns]
turns.here                    ✓       ✓       ✓       ✓       ✓       ✓       ✓
turns.word                    ✓       ✓       ✓       ✓       ✓       ✓       ✓
turns.worded                  ✓       ✓       ✓       ✓       ✓       ✓       ✓
turns.ping                    ✓       ✓       ✓       ✓       ✓       ✓       ✓
turns.volunteer               ✓       ✓       ✓       ✓       ✓       ✓       ✓
turns.ahead                   ✓       ✓       ✓       ✓       ✓       ✓       ✓
turns.done                    ✓       ✓       ✓       ✓       ✓       ✓       ✓
turns.pass                    ✓       ✓       ✓       ✓       ✓       ✓       ✓
turns.back                    ✓       ✓       ✓       ✓       ✓       ✓       ✓
turns.resume                  ✓       ✓       ✓       ✓       ✓       ✓       ✓
turns.begin                   ·       ·       ·       ✓       ✓       ✓       ·
turns.list                    ·       ·       ·       ✓       ✓       ✓       ·
turns.listed                  ·       ·       ·       ✓       ✓       ✓       ·
turns.next                    ·       ·       ·       ✓       ✓       ✓       ·
turns.skip                    ·       ·       ·       ✓       ✓       ✓       ·
turns.more                    ·       ·       ·       ✓       ✓       ✓       ·
turns.undo                    ·       ·       ·       ✓       ✓       ✓       ·
turns.order                   ·       ·       ·       ✓       ✓       ✓       ·
turns.ordered                 ·       ·       ·       ✓       ✓       ✓       ·
turns.room                    ·       ·       ·       ✓       ✓       ✓       ·
[subgroups]
subgroup.here                 ✓       ✓       ✓       ✓       ✓       ✓       ✓
subgroup.mine                 ✓       ✓       ✓       ✓       ✓       ✓       ✓
subgroup.stay                 ✓       ✓       ✓       ✓       ✓       ✓       ✓
subgroup.read                 ✓       ✓       ✓       ✓       ✓       ✓       ✓
subgroup.fix                  ✓       ✓       ✓       ✓       ✓       ✓       ✓
subgroup.card                 ·       ✓       ✓       ·       ·       ·       ·
subgroup.add                  ·       ✓       ✓       ·       ·       ·       ·
subgroup.added                ·       ✓       ✓       ·       ·       ·       ·
subgroup.keep                 ·       ✓       ✓       ·       ·       ·       ·
subgroup.pen                  ·       ✓       ✓       ·       ·       ·       ·
subgroup.pen_down             ·       ✓       ✓       ·       ·       ·       ·
subgroup.host                 ·       ✓       ✓       ·       ·       ·       ·
subgroup.help                 ·       ✓       ✓       ·       ·       ·       ·
subgroup.done                 ·       ✓       ✓       ·       ·       ·       ·
subgroup.join                 ✓       ✓       ✓       ✓       ✓       ✓       ✓
subgroup.lead                 ·       ·       ·       ✓       ✓       ✓       ·
subgroup.form                 ·       ·       ·       ✓       ✓       ✓       ·
subgroup.been                 ·       ·       ·       ✓       ✓       ✓       ·
subgroup.tell                 ·       ·       ·       ✓       ✓       ✓       ·
subgroup.told                 ·       ·       ·       ✓       ✓       ✓       ·
subgroup.move                 ·       ·       ·       ✓       ✓       ✓       ·
subgroup.moved                ·       ·       ·       ✓       ✓       ✓       ·
subgroup.send                 ·       ·       ·       ✓       ✓       ✓       ·
subgroup.again                ·       ·       ·       ✓       ✓       ✓       ·
subgroup.again_yes            ·       ·       ·       ✓       ✓       ✓       ·
subgroup.back                 ·       ·       ·       ✓       ✓       ✓       ·
subgroup.back_yes             ·       ·       ·       ✓       ✓       ✓       ·
subgroup.out                  ·       ·       ·       ✓       ✓       ✓       ·
subgroup.undo                 ·       ·       ·       ✓       ✓       ✓       ·
[actions]
plan.list                     ·       ·       ·       ✓       ✓       ✓       ·
plan.pick                     ·       ·       ·       ✓       ✓       ✓       ·
plan.swap                     ·       ·       ·       ✓       ✓       ✓       ·
plan.next                     ·       ·       ·       ✓       ✓       ✓       ·
plan.take_out                 ·       ·       ·       ✓       ✓       ✓       ·
plan.put_back                 ·       ·       ·       ✓       ✓       ✓       ·
plan.repeat                   ·       ·       ·       ✓       ✓       ✓       ·
plan.change                   ·       ·       ·       ✓       ✓       ✓       ·
plan.changed                  ·       ·       ·       ✓       ✓       ✓       ·
plan.insert                   ·       ·       ·       ✓       ✓       ✓       ·
plan.where                    ·       ·       ·       ✓       ✓       ✓       ·
plan.kind                     ·       ·       ·       ✓       ✓       ✓       ·
plan.add                      ·       ·       ·       ✓       ✓       ✓       ·
lead.more                     ·       ·       ·       ✓       ✓       ✓       ·
lead.panel                    ·       ·       ·       ✓       ✓       ✓       ·
time.open                     ·       ·       ·       ✓       ✓       ✓       ·
time.length                   ·       ·       ·       ✓       ✓       ✓       ·
time.lengthened               ·       ·       ·       ✓       ✓       ✓       ·
time.end_by                   ·       ·       ·       ✓       ✓       ✓       ·
time.ends_by                  ·       ·       ·       ✓       ✓       ✓       ·
time.at_end                   ·       ·       ·       ✓       ✓       ✓       ·
time.sound                    ·       ·       ·       ✓       ✓       ✓       ·
time.warn                     ·       ·       ·       ✓       ✓       ✓       ·
fit.show                      ·       ·       ·       ✓       ✓       ✓       ·
fit.apply                     ·       ·       ·       ✓       ✓       ✓       ·
lead.pause                    ·       ·       ·       ✓       ✓       ✓       ·
lead.resume                   ·       ·       ·       ✓       ✓       ✓       ·
lead.start                    ·       ·       ·       ✓       ✓       ✓       ·
lead.take                     ·       ·       ·       ·       ·       ·       ✓
action.theme                  ✓       ✓       ✓       ✓       ✓       ✓       ✓
action.themes                 ✓       ✓       ✓       ✓       ✓       ✓       ✓
action.add                    ✓       ✓       ✓       ✓       ✓       ✓       ✓
action.begin                  ✓       ✓       ✓       ✓       ✓       ✓       ✓
action.drop                   ·       ✓       ·       ✓       ✓       ✓       ·
action.drop_yes               ·       ✓       ·       ✓       ✓       ✓       ·
action.from                   ✓       ✓       ✓       ✓       ✓       ✓       ✓
action.list                   ✓       ✓       ✓       ✓       ✓       ✓       ✓
action.form                   ✓       ✓       ✓       ✓       ✓       ✓       ✓
action.day                    ✓       ✓       ✓       ✓       ✓       ✓       ✓
/session facilitator          ·       ·       ·       ✓       ✓       ✓       ·
/session remove               ·       ·       ·       ✓       ✓       ✓       ·
postit.withdraw               ·       ✓       ·       ·       ·       ·       ·
lead.next                     ·       ·       ·       ✓       ✓       ✓       ·
lead.back                     ·       ·       ·       ✓       ✓       ✓       ·
lead.skip                     ·       ·       ·       ✓       ✓       ✓       ·
lead.leave                    ·       ·       ·       ✓       ✓       ✓       ·
review.open                  ·       ·       ·       ✓       ✓       ✓       ·
review.kind                  ·       ·       ·       ✓       ✓       ✓       ·
review.list                  ·       ·       ·       ✓       ✓       ✓       ·
review.search                ·       ·       ·       ✓       ✓       ✓       ·
review.found                 ·       ·       ·       ✓       ✓       ✓       ·
review.item                  ·       ·       ·       ✓       ✓       ✓       ·
review.form                  ·       ·       ·       ✓       ✓       ✓       ·
review.filled                ·       ·       ·       ✓       ✓       ✓       ·
review.out                   ·       ·       ·       ✓       ✓       ✓       ·
review.undo                  ·       ·       ·       ✓       ✓       ✓       ·
review.release               ·       ·       ·       ✓       ✓       ✓       ·
review.release_yes           ·       ·       ·       ✓       ✓       ✓       ·
lead.end                      ·       ·       ·       ✓       ✓       ✓       ·
lead.end_yes                  ·       ·       ·       ✓       ✓       ✓       ·
lead.end_review               ·       ·       ·       ✓       ✓       ✓       ·
privacy.erase                 ✓       ✓       ✓       ✓       ✓       ✓       ✓
"""


@dataclass(frozen=True, slots=True)
class Right:
    """One row: what is done, in which step and how it then is, and who may."""

    kind: str
    how: str
    what: str
    allowed: Mapping[str, bool]


def rights() -> list[Right]:
    """Return the rows of the table, in order."""
    found, kind, how = list[Right](), "", ""
    for line in _TABLE.strip().splitlines()[1:]:
        if line.startswith("["):
            kind, _, how = line.strip("[]").partition(" ")
            continue
        words = line.split()
        marks = words[-len(WHO) :]
        allowed = {who: mark == "✓" for who, mark in zip(WHO, marks, strict=True)}
        found.append(Right(kind, how, " ".join(words[: -len(WHO)]), allowed))
    return found
