"""Only a sound, small, self-contained graph is run; everything else gets one clear line."""

import contextlib
import hashlib
import struct
import subprocess
import sys

import pytest

from models import wire
from models.errors import ModelError
from models.onnx_file import look_through
from models.runtime import check, load, provider_words, providers, session

pytest.importorskip("onnxruntime", reason="onnxruntime is not installed")


def test_a_graph_of_our_own_runs(graph):
    import numpy as np

    [out] = session(graph(factor=3.0), "x").run(None, {"window": np.ones((2, 4), np.float32)})
    assert out.tolist() == [[3.0] * 4] * 2


@pytest.mark.parametrize("cut", [1, 40, 100])
def test_a_cut_file_is_refused_by_name(graph, tmp_path, cut):
    (tmp_path / "m.onnx").write_bytes(graph()[:-cut])
    with pytest.raises(ModelError, match=r"m\.onnx: .*; fetch or train it anew"):
        load(tmp_path / "m.onnx")


def test_rubbish_is_refused_whatever_it_is(graph):
    rubbish = hashlib.sha512(b"tomte").digest()
    sound, places, accepted = graph(), 0, 0
    for at in range(0, len(sound), 7):
        places += 1
        broken = sound[:at] + rubbish[: len(sound) // 9] + sound[at + 9 :]
        with contextlib.suppress(ModelError):  # some changes leave it sound
            check(broken, "m.onnx")
            session(broken, "m.onnx")
            accepted += 1
    assert accepted < places / 2


def test_an_oversized_file_is_refused(graph, tmp_path):
    (tmp_path / "m.onnx").write_bytes(graph() + b"\0" * 2_000)
    with pytest.raises(ModelError, match="larger than"):
        load(tmp_path / "m.onnx", largest=2_000)


def outside(place):
    """A graph whose weights are said to lie in another file."""
    entry = wire.block(1, "location") + wire.block(2, place)
    tensor = wire.whole(1, 4) + wire.whole(2, 1) + wire.block(8, "w")
    tensor += wire.block(13, entry) + wire.whole(14, 1)
    node = wire.block(1, "w") + wire.block(2, "y") + wire.block(4, "Identity")
    graph = wire.block(1, node) + wire.block(2, "g") + wire.block(5, tensor)
    return wire.whole(1, 8) + wire.block(7, graph) + wire.block(8, wire.whole(2, 17))


def test_weights_outside_the_file_are_refused(tmp_path):
    (tmp_path / "m.onnx").write_bytes(outside("/etc/hostname"))
    with pytest.raises(ModelError, match="keeps data outside of its file"):
        load(tmp_path / "m.onnx")


def test_weights_outside_are_found_in_a_graph_within_a_graph():
    inner = next(v for n, v in wire.fields(outside("w.bin")) if n == 7)
    attribute = wire.block(1, "then_branch") + wire.block(6, inner) + wire.whole(20, 5)
    node = wire.block(4, "If") + wire.block(5, attribute)
    model = wire.whole(1, 8) + wire.block(7, wire.block(1, node))
    assert look_through(model).external_data


def test_a_newer_format_says_what_to_do(graph):
    newer = wire.whole(1, 14) + graph()[2:]
    with pytest.raises(ModelError, match="export it with ir_version 10"):
        check(newer, "m.onnx")


def test_a_graph_nested_without_end_is_refused():
    graph = wire.block(1, wire.block(4, "If"))
    for _ in range(60):
        graph = wire.block(1, wire.block(4, "If") + wire.block(5, wire.block(6, graph)))
    with pytest.raises(ModelError, match="nested too deep"):
        check(wire.whole(1, 8) + wire.block(7, graph), "m.onnx")


def test_a_board_without_a_card_runs_models_on_its_processor(tmp_path):
    assert providers(tmp_path) == ["CPUExecutionProvider"]
    assert provider_words(tmp_path).endswith("on CPU (no NVIDIA device)")


def test_a_card_without_its_build_is_said_in_the_same_line(tmp_path):
    (tmp_path / "dev").mkdir()
    (tmp_path / "dev" / "nvidia0").touch()
    words = provider_words(tmp_path)
    assert words.endswith("(this onnxruntime is built without CUDA)") or "CUDA" in words
    assert "\n" not in words


def test_running_a_model_leaves_nothing_in_the_home_folder(graph, tmp_path):
    (tmp_path / "m.onnx").write_bytes(graph())
    code = "from pathlib import Path; from models.runtime import load; load(Path('m.onnx'))"
    env = {"HOME": str(tmp_path / "home"), "PYTHONPATH": ":".join(filter(None, sys.path))}
    (tmp_path / "home").mkdir()
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=env, check=True, timeout=60)
    assert list((tmp_path / "home").iterdir()) == []


def test_floats_are_written_as_onnx_wants_them():
    [(number, value)] = wire.fields(wire.four(2, struct.pack("<f", 0.5)))
    assert (number, struct.unpack("<f", value)) == (2, (0.5,))
    assert list(wire.fields(wire.whole(1, 300))) == [(1, 300)]
