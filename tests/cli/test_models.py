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


@pytest.fixture
def minutes(tmp_path):
    """Forty days of a washer's minutes."""
    import random

    dice, rows = random.Random(5), ["timestamp,power"]
    for day in range(40):
        power = [1.0] * 1440
        for hour in (9, 17)[: 1 + day % 2]:
            wash = [2000.0] * dice.randint(15, 17) + [150.0 + 20 * dice.random()] * 35
            power[60 * hour : 60 * hour + len(wash)] = wash
        rows += [f"{86_400 * day + 60 * minute},{watts}" for minute, watts in enumerate(power)]
    (tmp_path / "washer.csv").write_text("\n".join(rows) + "\n")
    return "washer", "--from", "washer.csv"


@pytest.fixture
def here(settings, tmp_path, monkeypatch, capsys):
    """Do it in this process: it takes many steps."""
    from hub.cli.main import main

    monkeypatch.chdir(tmp_path)

    def here(*words):
        code = main([*settings, *words])
        told = capsys.readouterr()
        return code, told.out + told.err

    return here


def test_a_model_is_learned_made_small_judged_tried_and_taken_back(here, minutes, tmp_path):
    pytest.importorskip("sklearn", reason="scikit-learn is not installed (extra train)")
    assert "enough to learn from" in here("quality", *minutes)[1]
    assert here("train", *minutes, "--way", "pca")[0] == 0
    told = here("compress", *minutes, "--lines")[1].splitlines()
    assert json.loads(told[-1])["progress"] == 1.0
    assert "washer 2" in json.loads(told[-1])["says"]
    assert "f1" in here("evaluate", *minutes)[1]
    assert here("promote", "washer", "1")[0] == 0
    assert "on trial" in here("shadow", "washer", "2")[1]
    here("promote", "washer", "--anyway")
    assert "washer 1 works again" in here("rollback", "washer")[1]
    assert here("verify")[0] == 0
    file = tmp_path / "data" / "models" / "trained" / "washer" / "2" / "model.onnx"
    file.write_bytes(file.read_bytes()[:-9])
    code, said = here("verify", "washer")
    assert (code, "✓ washer 1" in said, "washer 2: its file is not what was stored" in said) == (
        1, True, True,
    )  # fmt: skip


def test_a_history_that_is_too_short_is_told_with_what_is_missing(here, tmp_path):
    rows = "\n".join(f"{60 * minute},{minute % 7}" for minute in range(10))
    (tmp_path / "short.csv").write_text(f"timestamp,power\n{rows}\n")
    assert "not enough yet" in here("quality", "x", "--from", "short.csv")[1]
    code, said = here("train", "x", "--from", "short.csv")
    assert (code, "too few to learn from" in said) == (1, True)
    assert here("train", "y")[1].count("\n") == 1
