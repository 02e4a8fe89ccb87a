"""What each kind of machine usually does with power, as ranges with their sources."""

Range = tuple[float, float]

# What each kind usually does: powers in W, times in minutes, energies in Wh, `often` uses a day.
# Compressors 40-250 W, heating elements 1-3 kW: EN 60335-2 rating plates and the measurements of
# Reinhardt et al. (tracebase, 2012) and Kelly & Knottenbelt (UK-DALE, Sci. Data 2, 2015); lengths
# and energies of programmes: EU energy labels 2019/2014, 2019/2017 and 392/2012.
TABLE: dict[str, dict[str, Range]] = {
    "fridge": {
        "watts": (40, 220), "usual_watts": (40, 200), "duty": (0.12, 0.75), "run": (5, 90),
        "run_spread": (0.05, 0.9), "rest": (8, 120), "rest_spread": (0.05, 0.9),
        "swing": (0.0, 0.25), "often": (6, 45), "length": (5, 120), "energy": (4, 200),
        "load": (0.5, 1.0), "centre": (0.35, 0.52), "bursts": (1, 2.5), "idle_days": (0, 0.02),
        "night": (0.17, 0.26), "evening": (0.27, 0.4), "full": (0.05, 1.0),
    },
    "freezer": {
        "watts": (50, 250), "usual_watts": (50, 220), "duty": (0.2, 0.85), "run": (8, 200),
        "run_spread": (0.02, 0.5), "rest": (10, 200), "rest_spread": (0.02, 0.5),
        "swing": (0.0, 0.15), "often": (3, 40), "length": (8, 200), "energy": (10, 400),
        "load": (0.6, 1.0), "centre": (0.38, 0.52), "bursts": (1, 1.5), "idle_days": (0, 0.02),
        "night": (0.21, 0.27), "evening": (0.27, 0.33), "full": (0.05, 1.0),
    },
    "air_conditioner": {
        "watts": (400, 2500), "usual_watts": (30, 2500), "duty": (0.03, 0.9), "run": (4, 700),
        "run_spread": (0.1, 1.2), "rest": (4, 900), "rest_spread": (0.0, 2.0),
        "swing": (0.0, 0.3), "often": (1, 60), "length": (5, 720), "energy": (40, 5000),
        "load": (0.15, 1.0), "centre": (0.35, 0.55), "bursts": (1, 30), "idle_days": (0, 0.6),
        "night": (0.0, 0.3), "evening": (0.2, 0.65), "full": (0.7, 1.0),
    },
    "heat_pump": {
        "watts": (500, 4000), "usual_watts": (400, 4000), "duty": (0.02, 0.95), "run": (8, 300),
        "run_spread": (0.1, 1.2), "rest": (8, 700), "rest_spread": (0.05, 1.2),
        "swing": (0.0, 0.15), "often": (2, 40), "length": (8, 900), "energy": (100, 9000),
        "load": (0.5, 1.0), "centre": (0.38, 0.52), "bursts": (1, 20), "idle_days": (0, 0.1),
        "night": (0.1, 0.45), "evening": (0.2, 0.45), "full": (0.7, 1.0),
    },
    "water_heater": {
        "watts": (1000, 5500), "usual_watts": (1000, 5500), "duty": (0.01, 0.3), "run": (3, 180),
        "run_spread": (0.1, 1.3), "rest": (30, 1100), "rest_spread": (0.3, 1.6),
        "swing": (0.0, 0.12), "often": (1, 20), "length": (3, 200), "energy": (50, 8000),
        "load": (0.75, 1.0), "centre": (0.35, 0.52), "bursts": (1, 1.6), "idle_days": (0, 0.15),
        "night": (0.02, 0.6), "evening": (0.1, 0.6), "full": (0.9, 1.0),
    },
    "pump": {
        "watts": (30, 1500), "usual_watts": (30, 1500), "duty": (0.003, 0.6), "run": (1, 90),
        "run_spread": (0.0, 0.9), "rest": (5, 400), "rest_spread": (0.2, 2.4),
        "swing": (0.0, 0.4), "often": (2, 80), "length": (1, 200), "energy": (0.5, 600),
        "load": (0.5, 1.0), "centre": (0.0, 0.52), "bursts": (1, 6), "idle_days": (0, 0.1),
        "night": (0.0, 0.28), "evening": (0.2, 0.5), "full": (0.3, 1.0),
    },
    "washer": {
        "watts": (300, 2500), "usual_watts": (30, 400), "duty": (0.005, 0.15), "run": (1, 130),
        "run_spread": (0.3, 2.0), "rest": (1, 3000), "rest_spread": (0.5, 3.0),
        "swing": (0.08, 0.5), "often": (0.1, 2), "length": (25, 170), "energy": (100, 1500),
        "load": (0.08, 0.4), "centre": (0.15, 0.45), "bursts": (1, 12), "idle_days": (0, 0.8),
        "night": (0.0, 0.1), "evening": (0.0, 0.8), "full": (0.4, 0.95),
    },
    "dishwasher": {
        "watts": (1500, 2600), "usual_watts": (30, 2200), "duty": (0.01, 0.2), "run": (4, 130),
        "run_spread": (0.02, 2.0), "rest": (1, 3000), "rest_spread": (0.3, 3.0),
        "swing": (0.05, 0.3), "often": (0.2, 2.2), "length": (25, 220), "energy": (400, 1900),
        "load": (0.1, 0.68), "centre": (0.34, 0.7), "bursts": (1, 6), "idle_days": (0, 0.7),
        "night": (0.0, 0.4), "evening": (0.15, 0.9), "full": (0.75, 1.0),
    },
    "dryer": {
        "watts": (400, 2900), "usual_watts": (300, 2800), "duty": (0.005, 0.2), "run": (1, 220),
        "run_spread": (0.05, 1.9), "rest": (3, 6000), "rest_spread": (0.4, 2.5),
        "swing": (0.01, 0.3), "often": (0.05, 2.0), "length": (35, 220), "energy": (300, 4500),
        "load": (0.45, 0.95), "centre": (0.35, 0.56), "bursts": (1, 6), "idle_days": (0, 0.85),
        "night": (0.0, 0.1), "evening": (0.0, 0.8), "full": (0.6, 1.0),
    },
    "oven": {
        "watts": (1200, 3500), "usual_watts": (600, 3500), "duty": (0.004, 0.1), "run": (1, 25),
        "run_spread": (0.3, 1.5), "rest": (1, 3000), "rest_spread": (0.2, 3.2),
        "swing": (0.07, 0.7), "often": (0.1, 1.6), "length": (12, 110), "energy": (300, 2500),
        "load": (0.25, 0.85), "centre": (0.25, 0.48), "bursts": (1, 15), "idle_days": (0, 0.8),
        "night": (0.0, 0.05), "evening": (0.1, 1.0), "full": (0.6, 1.0),
    },
    "coffee_machine": {
        "watts": (180, 3000), "usual_watts": (140, 3000), "duty": (0.001, 0.08), "run": (1, 8),
        "run_spread": (0.0, 0.9), "rest": (1, 900), "rest_spread": (0.4, 2.0),
        "swing": (0.0, 1.0), "often": (0.7, 14), "length": (1, 40), "energy": (15, 350),
        "load": (0.15, 1.0), "centre": (0.2, 0.5), "bursts": (1, 12), "idle_days": (0, 0.5),
        "night": (0.0, 0.1), "evening": (0.0, 0.5), "full": (0.4, 1.0),
    },
    "kettle": {
        "watts": (1200, 3200), "usual_watts": (700, 3200), "duty": (0.001, 0.05), "run": (1, 7),
        "run_spread": (0.0, 0.9), "rest": (10, 900), "rest_spread": (0.4, 2.0),
        "swing": (0.0, 0.6), "often": (0.7, 14), "length": (1, 12), "energy": (15, 350),
        "load": (0.5, 1.0), "centre": (0.2, 0.55), "bursts": (1, 1.5), "idle_days": (0, 0.5),
        "night": (0.0, 0.1), "evening": (0.0, 0.5), "full": (0.7, 1.0),
    },
    "tv": {
        "watts": (30, 300), "usual_watts": (30, 300), "duty": (0.02, 0.5), "run": (20, 400),
        "run_spread": (0.2, 1.5), "rest": (60, 1500), "rest_spread": (0.05, 1.8),
        "swing": (0.01, 0.15), "often": (0.3, 5), "length": (25, 450), "energy": (20, 1500),
        "load": (0.6, 0.97), "centre": (0.44, 0.54), "bursts": (1, 1.5), "idle_days": (0, 0.4),
        "night": (0.0, 0.25), "evening": (0.4, 1.0), "full": (0.7, 1.0),
    },
    "lamp": {
        "watts": (2, 150), "usual_watts": (2, 150), "duty": (0.02, 0.7), "run": (15, 600),
        "run_spread": (0.1, 1.6), "rest": (30, 1400), "rest_spread": (0.1, 1.8),
        "swing": (0.0, 0.015), "often": (0.4, 8), "length": (20, 700), "energy": (1, 900),
        "load": (0.9, 1.0), "centre": (0.46, 0.52), "bursts": (1, 1.5), "idle_days": (0, 0.3),
        "night": (0.0, 0.4), "evening": (0.35, 1.0), "full": (0.95, 1.0),
    },
    "fan": {
        "watts": (12, 130), "usual_watts": (12, 130), "duty": (0.02, 0.8), "run": (15, 900),
        "run_spread": (0.1, 1.6), "rest": (20, 1400), "rest_spread": (0.05, 1.8),
        "swing": (0.0, 0.08), "often": (0.3, 8), "length": (15, 900), "energy": (3, 900),
        "load": (0.6, 1.0), "centre": (0.44, 0.54), "bursts": (1, 2), "idle_days": (0, 0.6),
        "night": (0.0, 0.5), "evening": (0.15, 0.9), "full": (0.4, 1.0),
    },
}  # fmt: skip
# Over what the traits of anything at all may spread, and how soft a range ends: shares and
# spreads as they are, the others in decades.
ANYTHING: dict[str, tuple[float, float, float]] = {
    "watts": (0, 4, 0.15), "usual_watts": (0, 4, 0.15), "duty": (-3, 0, 0.2),
    "run": (0, 3, 0.15), "run_spread": (0, 3, 0.25), "rest": (0, 3.7, 0.2),
    "rest_spread": (0, 3, 0.3), "swing": (0, 1, 0.04), "often": (-1.3, 2.2, 0.15),
    "length": (0, 3.2, 0.15), "energy": (0, 4, 0.2), "load": (0, 1, 0.08),
    "centre": (0, 1, 0.04), "bursts": (0, 1.6, 0.12), "idle_days": (0, 1, 0.1),
    "night": (0, 1, 0.06), "evening": (0, 1, 0.1), "full": (0, 1, 0.08),
}  # fmt: skip
LOGARITHMIC = frozenset(
    {"watts", "usual_watts", "duty", "run", "rest", "often", "length", "energy", "bursts"}
)
