"""A model's life over many nights: first, watched, learned anew, tried, promoted, taken back."""

import math

import pytest

np = pytest.importorskip("numpy", reason="numpy is not installed")
pytest.importorskip("sklearn", reason="scikit-learn is not installed (extra train)")
pytest.importorskip("onnxruntime", reason="onnxruntime is not installed")

from models import collected, seen  # noqa: E402
from models.compress.graph import smaller  # noqa: E402
from models.errors import ModelError  # noqa: E402
from models.features import Grid  # noqa: E402
from models.learned import opened  # noqa: E402
from models.net import Layer, Net, to_onnx  # noqa: E402
from models.registry import Registry  # noqa: E402
from models.runtime import session  # noqa: E402
from models.train.examples import examples  # noqa: E402
from models.train.night import made  # noqa: E402
from models.train.nightly import Night  # noqa: E402

DAY = 86_400.0


def washing(days, *, first=0, heat=1.0, seed=3):
    """A washer's minutes: two programmes, three washes in two days."""
    rows = []
    for day in range(first, first + days):
        minutes = [1.0] * 1440
        for hour in (9, 17)[: 1 + day % 2]:
            dice = np.random.default_rng([seed, day, hour])
            long = round((15 + 8 * (dice.random() < 0.4) + dice.integers(0, 2)) * heat)
            power = [2000.0] * long + [150.0 + 20 * dice.random()] * 35 + [400.0] * 8
            minutes[60 * hour : 60 * hour + len(power)] = power
        rows += [[value] for value in minutes]
    return rows


def grid_of(rows):
    return Grid(start=0.0, names=("power",), rows=rows)


@pytest.fixture
def registry(tmp_path):
    return Registry(tmp_path / "trained")


@pytest.fixture
def said():
    return []


@pytest.fixture
def night(registry, said):
    """Spend the night after so many days of this history."""

    def night(rows):
        at = len(rows) * 60.0
        tell = lambda _share, words: said.append(words)  # noqa: E731
        grid = grid_of(rows)
        Night(registry=registry, name="washer", grid=grid, at=at, tell=tell, way="pca").live()
        return registry.standing("washer")

    return night


def test_it_is_learned_watched_learned_anew_and_promoted(registry, night, said):
    history = washing(30) + washing(120, first=30, heat=1.6)  # from then on it washes hotter
    assert night(history[: 30 * 1440]).active == 1
    assert registry.card("washer").metrics["false_alarms"] <= 0.2
    assert night(history[: 128 * 1440]).shadow == 2
    assert "on trial" in said[-1]
    assert registry.card("washer").version == 1
    assert night(history[: 130 * 1440]).shadow == 2
    standing = night(history)
    assert (standing.active, standing.shadow, standing.before) == (2, 0, (1,))


def test_a_version_that_is_worse_is_let_go_after_its_trial(registry, night, said):
    history = washing(60)
    night(history[: 40 * 1440])
    card = registry.card("washer")
    silent = registry.add(never_strange(int(card.settings["width"])), card)
    registry.shadow("washer", silent.version)
    standing = night(history)
    assert (standing.active, standing.shadow) == (1, 0)
    assert "is let go: its F1 is 0.000" in said[-1]


def never_strange(width):
    from models.onnx_file import Draft

    draft = Draft(width=width)
    nothing = draft.constant(np.zeros((width, 1), dtype=np.float32))
    return draft.finished({"score": (draft.apply("MatMul", draft.source, nothing), 1)})


def test_a_young_model_that_drifts_gives_way_to_the_one_before(registry, night, said):
    history = washing(60)
    night(history[: 40 * 1440])
    card = registry.add(registry.read(registry.card("washer")), registry.card("washer"))
    registry.promote("washer", card.version)
    home, times = registry.home("washer"), [41 * DAY + i for i in range(30)]
    seen.note(home, 1, times, [0.2] * 30)
    seen.note(home, 2, times, [0.2, 1.5] * 15)
    assert night(history[: 44 * 1440]).active == 1
    assert "drifts; 1 works again" in said[-1]


def test_the_way_that_sees_most_in_blocks_held_back_is_taken(said):
    done = made("washer", grid_of(washing(60)), tell=lambda _share, words: said.append(words))
    areas = {words.split(":")[0]: float(words.split()[-1]) for words in said[:3]}
    assert areas[done.card.kind] == max(areas.values())


def test_too_little_is_told_and_nothing_is_learned(registry, night):
    with pytest.raises(ModelError, match="too few to learn from"):
        night(washing(4))
    assert registry.names() == []


@pytest.mark.parametrize(
    "rows", [[[math.nan]] * 50_000, [[7.0]] * 10, [[0.0]] * 20_000, [[1500.0]] * 3_000]
)
def test_a_hopeless_history_ends_in_one_clear_error(night, rows):
    with pytest.raises(ModelError, match=r"too few|never changes"):
        night(rows)


def test_a_model_of_this_home_sees_what_was_put_in(registry):
    done = made("washer", grid_of(washing(80)), way="pca")
    assert done.card.metrics["recall"] > 0.6
    registry.add(done.data, done.card)
    with pytest.raises(ModelError, match="is no way to learn"):
        made("washer", grid_of(washing(80)), way="magic")
    detector = opened(registry, "washer", 1)
    taught = examples(grid_of(washing(80)))
    usual = [detector.update(0.0, row) for row in taught.rows[-10:]]
    assert max(usual) < min(detector.update(0.0, row[2]) for row in taught.broken[-10:])


def test_a_finished_file_is_made_small_and_a_forest_says_that_it_cannot():
    dice = np.random.default_rng(1)
    net = Net(
        centre=np.zeros(20),
        spread=np.ones(20),
        layers=(
            Layer(weights=dice.normal(size=(20, 30)) ** 3, bias=np.zeros(30)),
            Layer(weights=dice.normal(size=(30, 4)), bias=np.zeros(4)),
        ),
    )
    data, rows = to_onnx(net), dice.normal(size=(50, 20)).astype(np.float32)
    small = smaller(data, 0.05)
    assert len(small.data) < 0.6 * len(data)
    assert small.ratio > 0.3
    before, after = (session(d, "x").run(None, {"window": rows})[0] for d in (data, small.data))
    assert np.corrcoef(before.ravel(), after.ravel())[0, 1] > 0.98
    forest = made("washer", grid_of(washing(80)), way="forest").data
    with pytest.raises(ModelError, match="no large table"):
        smaller(forest, 0.1)


def test_minutes_are_kept_as_anyone_can_read_them(tmp_path):
    rows = [[1.0, math.nan], [math.nan, math.nan], [3.0, 4.5]]
    collected.keep(tmp_path / "x.csv", Grid(start=120.0, names=("power", "ambient"), rows=rows))
    assert (tmp_path / "x.csv").read_text() == "timestamp,power,ambient\n120,1,\n240,3,4.5\n"
    back = collected.grid(*collected.read(tmp_path / "x.csv"))
    assert (back.start, back.rows[0][0], back.rows[2]) == (120.0, 1.0, [3.0, 4.5])
    assert math.isnan(back.rows[1][0])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "wanted are the columns"),
        ("time,power\n1,2\n", "wanted are the columns"),
        ("timestamp,power\nsoon,2\n", "no row has a timestamp"),
        ("timestamp,power\n\x00,\n", "no row has a timestamp"),
    ],
)
def test_an_odd_file_is_told_by_its_cure(tmp_path, text, words):
    (tmp_path / "x.csv").write_text(text)
    with pytest.raises(ModelError, match=words):
        collected.grid(*collected.read(tmp_path / "x.csv"))


def test_times_that_jump_back_are_left_out(tmp_path):
    (tmp_path / "x.csv").write_text("timestamp,power\n0,1\n120,3\n60,9\n180,4\n")
    back = collected.grid(*collected.read(tmp_path / "x.csv"))
    assert [row[0] for row in back.rows if not math.isnan(row[0])] == [1.0, 3.0, 4.0]


@pytest.mark.parametrize(
    ("appliance", "name"),
    [("washer", "washer"), ("Küche/Spüle 1", "k-che-sp-le-1"), ("../", "appliance")],
)
def test_a_model_is_called_as_its_appliance_as_far_as_files_go(appliance, name):
    assert collected.model_name(appliance) == name
