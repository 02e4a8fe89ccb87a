"""``tomte faults score``: every file gives a result, or one clear sentence."""

import gzip
import math

from hub.cli.main import main
from tests.faults.stream.streams import bench, daily, text

SPIKE = 700


def series(rows=900):
    values = daily(900)
    values[SPIKE] += 60
    return text(["value"], [[value] for value in values[:rows]])


def test_each_row_has_its_values(scored):
    code, said, complaint = scored(series(), "--train-rows", "400")
    assert code == 0
    assert not complaint
    assert [len(said[key]) for key in ("scores", "anomalies", "changepoints")] == [900] * 3
    assert said["anomalies"][SPIKE] == 1
    assert said["anomalies"] == [int(score > said["threshold"]) for score in said["scores"]]
    assert not any(said["scores"][:400])


def test_a_packed_file_says_the_same(scored):
    assert scored(gzip.compress(series().encode()))[1] == scored(series())[1]


def test_without_a_number_the_first_15_percent_teach_but_at_least_100_rows(scored):
    _, said, _ = scored(series(900))
    assert not any(said["scores"][:135])
    assert any(said["scores"][135:200])
    _, few, _ = scored(series(400))
    assert not any(few["scores"][:100])
    assert any(few["scores"][100:160])


def test_the_names_of_file_and_columns_mean_nothing(scored):
    rows = bench(800)
    one = scored(text(["a", "b", "c", "d"], rows), name="healthy.csv")
    other = scored(text(["fault", "power", "temperature", "x"], rows), name="broken.csv")
    assert one == other


def test_times_that_jump_back_are_told_and_scored(scored):
    head, *lines = series().splitlines()
    code, said, complaint = scored("\n".join([head, *lines[500:], *lines[:500]]))
    assert code == 0
    assert len(said["scores"]) == 900
    assert "jump back" in complaint


def test_unknown_cells_and_times_do_no_harm(scored):
    lines = series().splitlines()
    lines[300] = "yesterday," + lines[300].split(",")[1]
    lines[301] = lines[301].split(",")[0] + ",unknown"
    lines[302] = lines[302].split(",")[0]
    lines[303] = lines[303].split(",")[0] + ",inf,7,8"
    lines[50] = lines[50].split(",")[0] + ",-1e308"
    lines[60] = lines[60].split(",")[0] + ",1e308"
    code, said, complaint = scored("\n".join(lines))
    assert code == 0
    assert len(said["scores"]) == 900
    assert "1 timestamps cannot be read" in complaint


def test_a_file_of_unknown_numbers_before_any_is_a_quiet_result(scored):
    rows = [[math.nan]] * 300 + [[value] for value in daily(600)]
    code, said, complaint = scored(text(["value"], rows))
    assert code == 0
    assert not any(said["anomalies"])
    assert "nothing is claimed" in complaint


def test_ten_rows_are_a_quiet_result(scored):
    code, said, complaint = scored(text(["value"], [[value] for value in daily(10)]))
    assert code == 0
    assert said["anomalies"] == [0] * 10
    assert "too few" in complaint


def test_what_is_no_table_gets_one_clear_sentence(scored):
    for content, word in (
        ("", "no rows"),
        ("timestamp,value\n", "no rows"),
        ("timestamp,value\n2024-01-01,good\n2024-01-02,bad\n", "no column of numbers"),
        ("when,value\n2024-01-01,1\n", "no column called timestamp"),
        (b"\xff\xfe\x00\x01garbage", "UTF-8"),
        (b"\x1f\x8bnot packed at all", "cannot be read"),
    ):
        code, _, complaint = scored(content)
        assert code == 2
        assert word in complaint
        assert len(complaint.strip().splitlines()) == 1


def test_a_file_that_is_not_there_is_named(capsys, tmp_path):
    assert main(["faults", "score", str(tmp_path / "gone.csv")]) == 2
    assert "gone.csv" in capsys.readouterr().err


def test_people_are_told_where_it_was_strange(capsys, tmp_path):
    path = tmp_path / "series.csv"
    path.write_text(series())
    assert main(["faults", "score", str(path)]) == 0
    said = capsys.readouterr().out
    assert f"rows {SPIKE}–" in said
    assert "learned from the first 135" in said


def test_it_draws_a_picture(tmp_path, capsys):
    path, picture = tmp_path / "series.csv", tmp_path / "series.png"
    path.write_text(series(300))
    assert main(["faults", "score", str(path), "--plot", str(picture)]) == 0
    assert picture.read_bytes().startswith(b"\x89PNG")
    capsys.readouterr()
    assert main(["faults", "score", str(path), "--plot", str(tmp_path / "no" / "x.png")]) == 2
    assert "cannot be written" in capsys.readouterr().err
