"""A Discord over real sockets, for the program as it runs: what it simulates, and what not.

`FakeDiscord` (`server`) listens on this machine. It speaks the gateway (`gateway`: hello,
heartbeat, identify, the servers with their channels, resume with what was missed, compression),
answers the requests that the bot makes (`rest`, `interactions`) and keeps the messages (`world`).
It holds the bot to what Discord holds it to: its token, the three seconds of an interaction, its
one answer, nonces. What Discord does on a bad day is asked for with `trouble`. People (`people`)
press, choose, write, send forms and commands, and read what comes back.

Not simulated: the rights of each member, roles, voice, threads, embeds, and what Discord refuses
for its form. Tests of those act in the simulator, which knows them.
"""
