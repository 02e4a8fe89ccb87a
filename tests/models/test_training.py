"""What is trained here runs as ONNX and says what was learned; its limit keeps a budget."""

import math

import pytest

np = pytest.importorskip("numpy", reason="numpy is not installed")
pytest.importorskip("sklearn", reason="scikit-learn is not installed (extra train)")
pytest.importorskip("onnxruntime", reason="onnxruntime is not installed")

from models.calibrate import Limit, limit  # noqa: E402
from models.errors import ModelError  # noqa: E402
from models.learned import opened  # noqa: E402
from models.registry import Card, Registry  # noqa: E402
from models.train.autoencoder import Autoencoder  # noqa: E402
from models.train.fitted import exported, verified  # noqa: E402
from models.train.forest import Forest  # noqa: E402
from models.train.pca import Pca  # noqa: E402

WAYS = [Forest, Pca, Autoencoder]


@pytest.fixture(scope="module")
def rows():
    """Healthy windows: three hidden causes, eight numbers."""
    dice = np.random.default_rng(4)
    mix = dice.normal(size=(3, 8))
    return dice.normal(size=(300, 3)) @ mix + 0.1 * dice.normal(size=(300, 8)) + 5


@pytest.fixture(scope="module", params=WAYS, ids=lambda way: way.__name__.lower())
def fitted(request, rows):
    return request.param.learned(rows[:200], seed=1)


def test_the_onnx_file_says_what_scikit_learn_says(fitted, rows):
    edge = limit(fitted.raw(rows[200:]), 0.05)
    assert verified(exported(fitted, edge), fitted, edge, rows) < 2e-3


def test_a_file_that_says_something_else_is_not_taken(fitted, rows):
    edge = limit(fitted.raw(rows[200:]), 0.05)
    other = Limit(usual=edge.usual, edge=2 * edge.edge, rule="")
    with pytest.raises(ModelError, match="other than what was learned"):
        verified(exported(fitted, other), fitted, edge, rows * 1.5)


def test_what_breaks_the_pattern_passes_the_edge_and_the_usual_does_not(fitted, rows, tmp_path):
    edge = limit(fitted.raw(rows[200:]), 0.02)
    registry = Registry(tmp_path)
    card = Card(name="x", kind="t", settings={"width": 8.0})
    registry.add(exported(fitted, edge), card)
    registry.promote("x", 1)
    detector = opened(registry, "x")
    usual = [detector.update(0.0, row) for row in rows[200:]]
    assert sum(score > 1 for score in usual) <= 6
    assert detector.update(0.0, rows[0] + 9 * np.array([1, -1] * 4)) > 1


def test_an_unknown_number_changes_nothing_and_a_wrong_width_is_told(rows, tmp_path):
    registry, pca = Registry(tmp_path), Pca.learned(rows)
    registry.add(
        exported(pca, limit(pca.raw(rows), 0.05)),
        Card(name="x", kind="pca", settings={"width": 8.0}),
    )
    detector = opened(registry, "x", 1)
    before = detector.update(0.0, rows[3])
    assert detector.update(1.0, [math.nan] * 8) == before
    with pytest.raises(ModelError, match="wants 8 numbers, got 2"):
        detector.update(2.0, [1.0, 2.0])


def test_windows_that_are_all_alike_teach_a_model_that_runs():
    same = np.full((60, 5), 3.0)
    for way in WAYS:
        fitted = way.learned(same)
        edge = limit(fitted.raw(same), 0.01)
        verified(exported(fitted, edge), fitted, edge, same + 0.001)


@pytest.mark.parametrize("budget", [0.05, 0.01])
def test_no_more_healthy_windows_pass_than_the_budget_says(budget):
    dice = np.random.default_rng(7)
    shares = []
    for _ in range(200):
        edge = limit(dice.gamma(2.0, size=400), budget).edge
        shares.append(np.mean(dice.gamma(2.0, size=2000) > edge))
    assert np.mean(shares) <= 1.1 * budget


def test_few_windows_make_a_wide_limit_that_narrows_with_experience():
    dice = np.random.default_rng(8)
    edges = {
        count: np.mean([limit(dice.exponential(size=count), 0.001).edge for _ in range(200)])
        for count in (30, 300, 3000)
    }
    assert edges[30] > edges[300] > 0.9 * edges[3000]
    assert limit(dice.exponential(size=30), 0.001).rule == "extreme value"
    assert limit(dice.exponential(size=3000), 0.001).rule == "conformal"


def test_without_windows_nothing_is_strange():
    assert limit([math.nan], 0.01).edge == math.inf
