"""``tomte faults simulate``: days of a machine as a table that ``tomte faults score`` reads."""

import json


def test_a_table_of_a_broken_fridge_is_scored(tomte, tmp_path):
    words = ("--fault", "stuck_on", "--days", "12", "--seed", "4", "--out", "fridge.csv")
    made = tomte("faults", "simulate", "fridge", *words)
    assert (made.returncode, made.stdout) == (0, "")
    assert made.stderr.startswith("12 days of a fridge, seed 4: stuck_on, severe, from row 8640 (")
    scored = tomte("faults", "score", "fridge.csv", "--train-rows", "5000", "--json")
    assert scored.returncode == 0
    said = json.loads(scored.stdout)
    assert len(said["scores"]) == len(said["anomalies"]) == 12 * 1440
    after, before = sum(said["anomalies"][8640:]), sum(said["anomalies"][:8640])
    assert after > before


def test_a_healthy_machine_goes_to_standard_output_and_is_the_same_again(tomte):
    one = tomte("faults", "simulate", "lamp", "--days", "2")
    assert one.stderr == "2 healthy days of a lamp, seed 1\n"
    head, first, *rest = one.stdout.splitlines()
    assert (head, len(rest)) == ("timestamp,power,command", 2 * 1440 - 1)
    assert first.startswith("2023-")
    assert tomte("faults", "simulate", "lamp", "--days", "2").stdout == one.stdout
    assert tomte("faults", "simulate", "lamp", "--days", "2", "--seed", "2").stdout != one.stdout


def test_what_cannot_be_simulated_is_told_with_what_can(tomte):
    for words, told in (
        (("vacuum",), "'vacuum' is no kind of machine that is simulated; these are: fridge"),
        (("lamp", "--fault", "leak"), "'leak' is no fault of a lamp; these are: command_ignored"),
        (("lamp", "--days", "0"), "--days 0: 1 to 3660 can be simulated"),
        (("lamp", "--seed", "-1"), "--seed -1: wanted is 0 or more"),
        (("lamp", "--days", "1", "--out", "no/where.csv"), "No such file or directory"),
        (("tv", "--fault", "stuck_relay", "--severity", "moderate"), "only severe"),
    ):
        done = tomte("faults", "simulate", *words)
        assert (done.returncode, "Traceback" in done.stderr) == (2, False)
        assert told in done.stderr
