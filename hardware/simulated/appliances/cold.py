"""Fridges and freezers as households have them: sizes, settings, with and without frost."""

import random
from dataclasses import replace

from hardware.simulated.appliances.fridge import Fridge
from hardware.simulated.appliances.stretch import DAY


def a_fridge(seed: int, *, frosts: bool | None = None) -> Fridge:
    """Draw a household's fridge; ``frosts`` says whether it is a no-frost one, else two of five."""
    draw = random.Random(f"fridge {seed}")  # noqa: S311 - make and model, not secrets
    size, load = draw.uniform(0.75, 1.5), draw.uniform(0.24, 0.42)
    target, heater = draw.uniform(3.0, 6.5), draw.random() < 0.4
    fridge = Fridge(
        seed=seed,
        target=target,
        band=draw.uniform(2.2, 4.2),
        conductance=1.7 * size,
        compressor=draw.uniform(62, 105) * size**0.5,
        standby=draw.choice((0.0, 0.4, 1.0, 2.2)),
        openings=draw.uniform(9, 34),
        food=draw.uniform(30_000, 80_000) * size,
        shopping=draw.uniform(0.02, 0.1),
        defrost_every=draw.uniform(5.0, 9.0) if (heater if frosts is None else frosts) else 0.0,
        defrost_watts=draw.uniform(130, 230),
    )
    need = fridge.conductance * (21.5 - target) + fridge.openings * 6_000 / DAY
    return replace(fridge, cooling=need / load)


def a_freezer(seed: int, *, frosts: bool | None = None) -> Fridge:
    """Draw a household's freezer; ``frosts`` as for a fridge, else one of three."""
    draw = random.Random(f"freezer {seed}")  # noqa: S311 - make and model, not secrets
    size, load = draw.uniform(0.75, 1.5), draw.uniform(0.28, 0.5)
    target, heater = draw.uniform(-20.5, -17.0), draw.random() < 0.33
    machine = Fridge(
        seed=seed,
        target=target,
        band=draw.uniform(2.5, 4.5),
        conductance=1.0 * size,
        compressor=draw.uniform(65, 110) * size**0.5,
        standby=draw.choice((0.0, 0.4, 1.0, 2.2)),
        openings=draw.uniform(2, 7),
        food=draw.uniform(60_000, 140_000) * size,
        shopping=draw.uniform(0.02, 0.1),
        defrost_every=draw.uniform(6.0, 11.0) if (heater if frosts is None else frosts) else 0.0,
        defrost_watts=draw.uniform(150, 240),
    )
    need = machine.conductance * (21.5 - target) + machine.openings * 6_000 / DAY
    return replace(machine, cooling=need / load)
