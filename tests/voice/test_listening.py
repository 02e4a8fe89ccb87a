"""What somebody says aloud is done and answered; what nobody said is not."""

import os
import subprocess
import sys

import pytest

from hub.core.commands import Listen, Turn
from hub.core.entities import Device, Entity
from hub.core.errors import BadAudio, EngineMissing
from hub.core.events import UtteranceEnded
from hub.core.kinds import Kind
from hub.voice.audio import write_wav
from hub.voice.hearing import usual_engines
from hub.voice.pipeline import Voice

WISH = "turn off the living room light"


async def test_a_sentence_after_the_wake_word_is_carried_out(voice, commands, done, recording):
    (answer,) = await commands.send(Listen(wav=recording("hey jarvis", WISH)))
    assert answer.text == WISH
    assert [(wish.entity, wish.on) for wish in done] == [("light.living_room_light", False)]
    assert answer.said == "Living room light is off."
    assert answer.wake >= 0.3


async def test_every_stage_says_how_long_it_took(voice, commands, recording):
    (answer,) = await commands.send(Listen(wav=recording("hey jarvis", WISH)))
    stages = answer.stages
    assert stages.keys() >= {"wake", "vad", "silence", "recognise", "understand", "act", "total"}
    after = ("silence", "recognise", "understand", "act")
    assert stages["total"] == pytest.approx(sum(stages[name] for name in after))


async def test_the_house_is_told_what_was_heard(voice, commands, bus, recording):
    told = bus.open(UtteranceEnded)
    await commands.send(Listen(wav=recording("hey jarvis", WISH)))
    (event,) = told.drain()
    assert (event.text, event.intent, event.cause.who) == (WISH, "TurnOff", "voice")


@pytest.mark.parametrize("before", [0.0, 0.35, 0.73, 2.01])
async def test_speaking_straight_on_after_the_wake_word_works(voice, commands, recording, before):
    wav = recording(f"hey jarvis {WISH}", before=before)
    (answer,) = await commands.send(Listen(wav=wav))
    assert answer.text == WISH


async def test_two_commands_in_one_recording_get_two_answers(voice, commands, recording):
    wav = recording("hey jarvis", WISH, "hey jarvis", "turn on the kitchen light", pause=0.9)
    answers = await commands.send(Listen(wav=wav))
    assert [(answer.intent, answer.slots["name"]) for answer in answers] == [
        ("TurnOff", "light.living_room_light"),
        ("TurnOn", "light.kitchen_light"),
    ]


async def test_push_to_talk_needs_no_wake_word(voice, commands, recording):
    wav = recording("set the desk fan to thirty percent")
    (answer,) = await commands.send(Listen(wav=wav, wake=False))
    assert answer.slots == {"name": "fan.desk_fan", "level": "30"}
    assert answer.wake is None


async def test_without_the_wake_word_nobody_is_meant(voice, commands, done, recording):
    assert await commands.send(Listen(wav=recording(WISH))) == []
    assert done == []


async def test_silence_and_noise_say_nothing(voice, commands, noise):
    assert await commands.send(Listen(wav=write_wav(bytes(64_000)))) == []
    assert await commands.send(Listen(wav=noise(4))) == []


async def test_talk_that_is_no_command_is_asked_again(voice, commands, done, recording):
    wav = recording("hey jarvis", "my grandmother loved strawberries and cream")
    (answer,) = await commands.send(Listen(wav=wav))
    assert (answer.reply.id, answer.text, done) == ("reply.not_understood", "", [])


async def test_a_thing_that_came_later_can_be_named(voice, commands, home, done, recording):
    await commands.send(Listen(wav=recording("hey jarvis", WISH)))
    lamp = Entity(id="", source="new", kind=Kind.LIGHT, name="Zebra lamp")
    home.describe(lamp, Device(id="new", name="Zebra lamp"))
    await commands.send(Listen(wav=recording("hey jarvis", "turn on the zebra lamp")))
    assert isinstance(done[-1], Turn)
    assert done[-1].entity == "light.zebra_lamp"


async def test_a_broken_file_is_named(voice, commands):
    with pytest.raises(BadAudio, match="not a WAV file"):
        await commands.send(Listen(wav=b"RIFFnonsense"))


async def test_chinese_needs_a_model_and_says_which(bus, clock, commands, home, recording):
    voice = Voice(bus, clock, commands, home, [], language="zh-CN")
    assert voice
    with pytest.raises(EngineMissing, match="no skill has sentences"):
        await commands.send(Listen(wav=recording(WISH)))
    with pytest.raises(EngineMissing, match=r"voice\.vosk_model"):
        usual_engines("zh-CN", None)


@pytest.mark.real_time
async def test_onnxruntime_leaves_nothing_in_the_home_folder(tmp_path):
    code = "from hub.voice.hearing import usual_engines as e; e('en', None).vad.speech(bytes(4096))"
    environment = {**os.environ, "HOME": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
    assert [path.name for path in tmp_path.rglob("*")] == []
