"""Recordings of every kind become what the engines want, or are refused by name."""

import io
import wave

import numpy as np
import pytest

from hub.core.errors import BadAudio
from hub.voice.audio import Margins, frames, read_wav, trim, write_wav


def tone(rate=16_000, *, channels=1, width=2, seconds=0.5, hertz=440):
    """Return a WAV file of a sine at half loudness."""
    at = np.arange(int(rate * seconds)) / rate
    sine = 0.5 * np.sin(2 * np.pi * hertz * at)
    if width == 1:
        raw = (sine * 127 + 128).astype(np.uint8).repeat(channels).tobytes()
    else:
        whole = (sine * (2 ** (8 * width - 1) - 1)).astype("<i4").repeat(channels)
        raw = whole.view(np.uint8).reshape(-1, 4)[:, :width].tobytes()
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate)
        file.writeframes(raw)
    return out.getvalue()


def loudest(pcm):
    """Return the frequency that sounds loudest, and how loud (16-bit, effective)."""
    samples = np.frombuffer(pcm, "<i2").astype(float)
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return np.argmax(spectrum) * 16_000 / len(samples), samples.std()


@pytest.mark.parametrize("rate", [8_000, 16_000, 22_050, 44_100, 48_000])
@pytest.mark.parametrize(("channels", "width"), [(1, 1), (1, 2), (2, 2), (1, 3), (2, 4)])
def test_any_plain_recording_sounds_the_same(rate, channels, width):
    pcm = read_wav(tone(rate, channels=channels, width=width))
    hertz, loudness = loudest(pcm)
    assert hertz == pytest.approx(440, abs=4)
    assert loudness == pytest.approx(0.5 * 32_767 / 2**0.5, rel=0.05)
    assert len(pcm) / 32_000 == pytest.approx(0.5, abs=0.01)


def test_what_is_too_high_to_be_heard_does_not_fold_back():
    _, loudness = loudest(read_wav(tone(48_000, hertz=13_000)))
    assert loudness < 300


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"", "empty"),
        (b"hello, this is no sound at all", "not a WAV"),
        (b"\xff\xfb\x90\x00" * 50, "not a WAV"),
        (tone()[:30], "not a WAV"),
        (tone()[:5_000], "cut off"),
        (tone(seconds=0), "no sound"),
        (tone(8_000, seconds=61), "61 s long"),
        (tone(1_000), "1000 samples a second"),
    ],
)
def test_what_cannot_be_heard_is_named_with_a_cure(data, complaint):
    with pytest.raises(BadAudio, match=complaint) as caught:
        read_wav(data)
    assert str(caught.value).endswith(".")


def test_no_beginning_of_a_file_makes_a_traceback():
    whole = tone(seconds=0.01)
    for end in range(len(whole)):
        with pytest.raises(BadAudio):
            read_wav(whole[:end])


def test_a_file_written_reads_back():
    pcm = read_wav(tone())
    assert read_wav(write_wav(pcm)) == pcm


def test_frames_are_whole():
    assert [len(frame) for frame in frames(bytes(6_000))] == [2_560, 2_560, 2_560]


def test_trimming_keeps_a_margin_around_speech():
    margins = Margins(before=0.032, after=0.064, sure=0.5)
    pcm = bytes(20 * 1_024)
    speech = [0.0] * 8 + [0.9] * 2 + [0.0] * 10
    assert len(trim(pcm, speech, margins)) == (1 + 2 + 2) * 1_024
    assert trim(pcm, [0.0] * 20, margins) == b""
