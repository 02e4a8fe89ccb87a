"""What is looked at day by day of a machine nobody knows, and how much of it is worth a word."""

from hub.faults.cycling.feature import Trait

_BUDGET = 1e4  # days to a false alarm

# what it draws, as a mean of the day: using it less means nothing
DRAW = Trait(
    name="power",
    signal="power",
    unit="W",
    worth=0.5,
    guess=0.4,
    floor=0.1,
    budget=_BUDGET,
    memory=90.0,
    low=False,
)
# its temperature beside that of the air around it (K from 20 °C)
WARMTH = Trait(
    name="temperature",
    signal="temperature",
    unit="°C",
    worth=2.0,
    guess=1.0,
    floor=0.3,
    slopes=(0.5,),
    doubts=(0.5,),
    budget=_BUDGET,
    memory=90.0,
    plain=True,
)
AROUND = 20.0  # °C
LEAST_WATTS = 1.0  # added before the logarithm: a machine that is off draws nothing
