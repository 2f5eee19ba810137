"""The plays of the demo, in the order in which `--play all` shows them.

A new capability adds a module here with its own `Play`, and one line below.
"""

from bot.rehearsal.plays import (
    agenda,
    ahead,
    bent,
    board,
    care,
    checkin,
    coming_back,
    consent,
    fishbowl,
    help,
    in_room,
    judgment,
    kept,
    lost_right,
    my_data,
    network,
    position,
    postits,
    resistance,
    review,
    roadmap,
    roti,
    round,
    scenario,
    series,
    setup,
    small_groups,
    themes,
    turns,
    withdrawn,
    workshop,
    world_cafe,
)
from bot.rehearsal.scene import Play

# The first one is what a newcomer sees.
PLAYS: dict[str, Play] = {
    play.name: play
    for play in (
        workshop.PLAY,
        setup.PLAY,
        scenario.PLAY,
        checkin.PLAY,
        care.PLAY,
        postits.PLAY,
        themes.PLAY,
        judgment.PLAY,
        coming_back.PLAY,
        roadmap.PLAY,
        resistance.PLAY,
        consent.PLAY,
        board.PLAY,
        review.PLAY,
        agenda.PLAY,
        kept.PLAY,
        lost_right.PLAY,
        my_data.PLAY,
        withdrawn.PLAY,
        in_room.PLAY,
        turns.PLAY,
        roti.PLAY,
        position.PLAY,
        small_groups.PLAY,
        world_cafe.PLAY,
        ahead.PLAY,
        round.PLAY,
        fishbowl.PLAY,
        bent.PLAY,
        series.PLAY,
        network.PLAY,
        help.PLAY,
    )
}
