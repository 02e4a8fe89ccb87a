"""The command line answers with words and exit codes a script can use, never a traceback."""

import shutil
import subprocess

import pytest

from hub import __version__


def test_says_its_version(tomte):
    assert tomte("--version").stdout == f"tomte {__version__}\n"


def test_wrong_use_is_two(tomte):
    for words in ((), ("dance",), ("demo", "--json")):
        done = tomte(*words)
        assert (done.returncode, "Traceback" in done.stderr) == (2, False)


def test_a_wrong_setting_is_two_and_names_its_place(tomte, tmp_path):
    (tmp_path / "tomte.yaml").write_text("mqtt:\n  prot: 1\n")
    for verb in (["run"], ["say", "hello"], ["doctor"]):
        done = tomte("--config", "tomte.yaml", *verb)
        assert done.returncode == 2
        assert "tomte.yaml:2:3: unknown setting 'prot'; did you mean 'port'?" in done.stderr
        assert "Traceback" not in done.stderr


def test_a_missing_settings_file_is_two(tomte):
    done = tomte("--config", "none.yaml", "doctor")
    assert (done.returncode, done.stderr.startswith("tomte: none.yaml: cannot be read")) == (
        2,
        True,
    )


def test_a_data_folder_that_cannot_be_is_told(tomte, tmp_path):
    (tmp_path / "file").write_text("")
    (tmp_path / "tomte.yaml").write_text("data_dir: file/home\n")
    done = tomte("--config", "tomte.yaml", "run")
    assert done.returncode in {1, 2}
    assert "file/home" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_port_that_is_taken_is_told(tomte, tmp_path):
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        (tmp_path / "tomte.yaml").write_text(
            "mqtt: {host: 127.0.0.1, port: 1}\nvoice: {enabled: false}\n"
            f"web: {{port: {port}}}\n"
        )
        done = tomte("--config", "tomte.yaml", "run")
    assert done.returncode == 2
    assert str(port) in done.stderr
    assert "web.port" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_doctor_names_every_cure(tomte):
    done = tomte("doctor")
    assert "data folder" in done.stdout
    assert "voice" in done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not shutil.which("espeak-ng"), reason="espeak-ng is not installed")
def test_a_spoken_command_turns_the_light_off_through_the_broker(tomte, tmp_path):
    parts = []
    for name, words in (("wake", "hey jarvis"), ("wish", "turn off the living room light")):
        parts.append(tmp_path / f"{name}.wav")
        subprocess.run(
            ["espeak-ng", "-v", "en-us", "-s", "165", "-w", parts[-1], words], check=True
        )
    spoken = joined(tmp_path / "spoken.wav", parts)
    broken, missing = tmp_path / "broken.wav", tmp_path / "missing.wav"
    broken.write_bytes(b"RIFF no wave")
    done = tomte("listen", str(spoken), str(broken), str(missing))
    assert "living room light” → Living room light is off." in done.stdout
    assert "confirmed in" in done.stdout
    for stage in ("wake", "vad", "recognise", "understand", "act"):
        assert f"{stage} " in done.stdout
    assert f"tomte: {broken}: " in done.stderr
    assert f"tomte: {missing}: cannot be read" in done.stderr
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)


def joined(target, parts):
    import wave

    with wave.open(str(target), "wb") as out:
        for number, part in enumerate(parts):
            with wave.open(str(part)) as sound:
                if number == 0:
                    out.setparams(sound.getparams())
                out.writeframes(sound.readframes(sound.getnframes()))
                out.writeframes(bytes(int(0.4 * sound.getframerate()) * 2))
        return target
