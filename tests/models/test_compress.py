"""A net made small says nearly the same: pruned, as int8, taught by a large one, kept as text."""

import json
from itertools import pairwise

import pytest

np = pytest.importorskip("numpy", reason="numpy is not installed")
pytest.importorskip("onnxruntime", reason="onnxruntime is not installed")

from models import causes  # noqa: E402
from models.compress.int8 import quantised  # noqa: E402
from models.compress.prune import pruned  # noqa: E402
from models.compress.table import binary_f1, macro_f1, measured, told  # noqa: E402
from models.errors import ModelError  # noqa: E402
from models.net import Layer, Net, to_onnx  # noqa: E402
from models.runtime import session  # noqa: E402


@pytest.fixture
def net():
    dice = np.random.default_rng(3)
    widths = (20, 30, 12, 3)
    layers = tuple(
        Layer(weights=dice.normal(size=(a, b)) ** 3, bias=dice.normal(size=b))
        for a, b in pairwise(widths)
    )
    return Net(
        centre=dice.normal(size=20),
        spread=np.full(20, 2.0),
        layers=layers,
        ends="softmax",
        classes=("bearing_worn", "healthy", "leak"),
    )


@pytest.fixture
def rows():
    return np.random.default_rng(4).normal(size=(200, 20)).astype(np.float32)


def run(net, rows):
    return session(to_onnx(net), "net").run(None, {"window": rows})[0]


def test_the_graph_of_a_net_says_what_the_net_says(net, rows):
    assert np.allclose(run(net, rows), net.run(rows), atol=1e-4)


def test_pruning_follows_the_threshold_and_tells_its_ratio(net):
    small, ratio = pruned(net, 0.1)
    weights = net.layers[0].weights
    weak = np.abs(weights) < 0.1 * np.abs(weights).max()
    assert ratio > 0.5
    kept = small.layers[0].weights
    assert (kept != 0).sum() <= (~weak).sum()
    assert np.abs(kept[kept != 0]).min() >= 0.1 * np.abs(weights).max()


def test_taking_out_idle_units_changes_nothing(net, rows):
    first = net.layers[0]
    first.weights[:, 4] = 0.0  # nothing feeds it: it sends on a constant
    net.layers[1].weights[7, :] = 0.0  # nothing hears it
    small, _ = pruned(net, 0.0)
    assert small.layers[0].weights.shape[1] == 28
    assert np.allclose(small.run(rows), net.run(rows))
    assert len(to_onnx(small)) < len(to_onnx(net))


def test_a_net_pruned_to_nothing_still_runs(net, rows):
    empty, ratio = pruned(net, 1.1)
    assert ratio == 1.0
    assert np.isfinite(run(empty, rows)).all()


def test_int8_is_a_third_of_the_size_and_says_nearly_the_same(net, rows):
    small = quantised(net)
    assert len(to_onnx(small)) < 0.55 * len(to_onnx(net))
    assert np.allclose(run(small, rows), small.run(rows), atol=1e-4)
    assert np.mean(run(small, rows).argmax(1) == net.run(rows).argmax(1)) > 0.95


def test_a_small_net_is_kept_as_text_and_comes_back_the_same(net, rows):
    small = quantised(net)
    kept = json.loads(json.dumps(causes.packed(small, 1.5)))
    back, edge = causes.unpacked(kept)
    assert edge == 1.5
    assert back.classes == net.classes
    assert np.allclose(back.run(rows), small.run(rows), atol=1e-3)
    with pytest.raises(ModelError, match="compress it first"):
        causes.packed(net, 1.5)


def test_the_table_tells_size_time_and_what_was_lost(net, rows):
    truth = [net.classes[i] for i in net.run(rows).argmax(1)]

    def f1(out):
        return macro_f1([net.classes[i] for i in out.argmax(1)], truth)

    lines = told(
        [measured(name, to_onnx(n), rows, f1) for name, n in (("a", net), ("b", quantised(net)))]
    ).splitlines()
    assert lines[1].split()[-2:] == ["1.000", "+0.0"]
    assert float(lines[2].split()[-1]) <= 0.0


def test_f1_is_as_the_books_have_it():
    assert macro_f1(["a", "b", "b"], ["a", "a", "b"]) == pytest.approx(2 / 3)
    assert binary_f1(np.array([1, 1, 0]), np.array([1, 0, 0])) == pytest.approx(2 / 3)


def test_a_pupil_learns_what_its_teacher_says():
    pytest.importorskip("torch", reason="torch is not installed (extra teacher)")
    from models.signature import WIDTH
    from models.teacher.conv import taught, to_onnx
    from models.teacher.distil import distilled

    dice = np.random.default_rng(5)
    rows = dice.normal(size=(600, WIDTH)).astype(np.float32)
    names = np.where(rows[:, 3] + rows[:, 40] > 0, "leak", "healthy")
    teacher = taught(rows, names, rounds=8)
    shares = session(to_onnx(teacher), "teacher").run(None, {"window": rows})[0]
    sure = np.exp(teacher.logits(rows))
    assert np.allclose(shares, sure / sure.sum(1, keepdims=True), atol=1e-4)
    pupil = distilled(teacher, rows, names, rounds=15)
    said = np.array(pupil.classes)[pupil.run(rows).argmax(1)]
    assert np.mean(said == names) > 0.85
