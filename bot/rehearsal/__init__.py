"""The simulated Discord: `python -m bot demo`, and the stage of the tests.

The only place that imports the simulator (the extra `rehearse`).
"""
