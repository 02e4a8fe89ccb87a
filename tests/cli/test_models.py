"""``tomte models`` lists, fetches and takes models, and says plainly what it cannot."""

import hashlib
import json

import pytest


@pytest.fixture
def settings(tmp_path):
    (tmp_path / "tomte.yaml").write_text(f"data_dir: {tmp_path / 'data'}\n")
    return "--config", "tomte.yaml", "models"


@pytest.fixture
def onnx(tmp_path):
    from models.onnx_file import Draft

    draft = Draft(width=2)
    data = draft.finished({"out": (draft.apply("Relu", draft.source), 2)})
    (tmp_path / "Mine.onnx").write_bytes(data)
    return hashlib.sha256(data).hexdigest()


def test_says_that_nothing_is_there_and_what_runs_models(tomte, settings):
    done = tomte(*settings)
    assert done.returncode == 0
    assert "nothing is learned yet" in done.stdout
    assert "onnxruntime" in done.stdout


def test_every_offer_is_told_with_its_licence(tomte, settings):
    said = tomte(*settings, "offers").stdout
    assert "vosk-model-small-cn-0.22" in said
    assert "CC BY-NC-SA 4.0: not for commercial use" in said


def test_a_model_from_a_stick_is_listed_and_can_go_again(tomte, settings, onnx):
    assert onnx in tomte(*settings, "add", "Mine.onnx", "--licence", "MIT").stdout
    [listed] = json.loads(tomte(*settings, "list", "--json").stdout)["fetched"]
    assert (listed["name"], listed["licence"], listed["sha256"]) == ("mine", "MIT", onnx)
    assert tomte(*settings, "remove", "mine").returncode == 0
    assert json.loads(tomte(*settings, "list", "--json").stdout)["fetched"] == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("fetch", "vosk"), "did you mean vosk-model-small-en-us-0.15"),
        (("fetch", "wake-alexa", "--from", "http://127.0.0.1:9", "--tries", "1"), "the line broke"),
        (("add", "none.onnx"), "is the stick mounted"),
        (("promote", "fridge"), "there is no model 'fridge'"),
        (("rollback", "fridge"), "no earlier version"),
        (("remove", "x"), "nothing called 'x'"),
    ],
)
def test_what_cannot_be_is_told_in_a_line(tomte, settings, words, said):
    done = tomte(*settings, *words)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert said in done.stderr
