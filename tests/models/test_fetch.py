"""A model is fetched once and whole, whatever the line, the server or the disk does."""

import hashlib
import io
import zipfile

import pytest

from models.catalogue import OFFERS, Offer
from models.errors import FetchFailed, ModelError
from models.fetch import Wanted, fetch
from models.fetched import add_file, fetch_offer, known, remove

BODY = bytes(range(256)) * 2_000
SUM = hashlib.sha256(BODY).hexdigest()


@pytest.fixture
def model(shop, tmp_path):
    shop.body = BODY

    def model(**more):
        wanted = Wanted(url=f"{shop.url}/m.bin", sha256=SUM)
        return fetch(wanted, tmp_path / "m.bin", **{"pause": 0, "spare": 0, **more})

    return model


def test_a_download_says_how_far_it_is(model, tmp_path):
    heard = []
    assert model(tell=lambda here, of: heard.append((here, of))) == SUM
    assert heard == sorted(heard)
    assert heard[-1] == (len(BODY), len(BODY))
    assert [file.name for file in tmp_path.iterdir()] == ["m.bin"]


def test_a_broken_line_is_carried_on_where_it_broke(model, shop, tmp_path):
    shop.breaks = [100_000, 50_000]
    model()
    assert shop.asked == ["", "bytes=100000-", "bytes=150000-"]
    assert (tmp_path / "m.bin").read_bytes() == BODY


def test_a_line_that_stays_broken_leaves_what_came_for_the_next_call(model, shop, tmp_path):
    shop.breaks = [100_000, 0]
    with pytest.raises(FetchFailed, match=r"0\.1 MB are here, the same command carries on"):
        model(tries=2)
    model()
    assert shop.asked[-1] == "bytes=100000-"
    assert (tmp_path / "m.bin").read_bytes() == BODY


def test_a_server_without_ranges_begins_anew(model, shop, tmp_path):
    shop.breaks, shop.ranges = [100_000], False
    model()
    assert (tmp_path / "m.bin").read_bytes() == BODY


def test_a_file_that_changed_meanwhile_is_not_patched_together(model, shop, tmp_path):
    shop.breaks = [100_000]
    with pytest.raises(FetchFailed):
        model(tries=1)
    shop.body, shop.etag = BODY[::-1], '"two"'
    fetch(Wanted(url=f"{shop.url}/m.bin"), tmp_path / "m.bin", spare=0)
    assert (tmp_path / "m.bin").read_bytes() == BODY[::-1]


def test_a_wrong_checksum_is_told_and_deleted(model, shop, tmp_path):
    shop.body = BODY[:-1] + b"!"
    with pytest.raises(FetchFailed, match="wrong checksum"):
        model()
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_told_before_and_while_it_fills(model, shop, tmp_path):
    with pytest.raises(FetchFailed, match="MB free, the file needs 1 MB; make room"):
        model(spare=1 << 62)
    (tmp_path / "m.bin.part").symlink_to("/dev/full")
    with pytest.raises(FetchFailed, match="make room"):
        model()


def test_what_is_not_there_is_not_asked_for_again(model, shop):
    shop.status = 404
    with pytest.raises(FetchFailed, match="the server answers 404"):
        model()
    assert len(shop.asked) == 1


def test_only_web_addresses_are_fetched(tmp_path):
    with pytest.raises(FetchFailed, match="only http and https"):
        fetch(Wanted(url="file:///etc/hostname"), tmp_path / "x")


def archive(**files):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        for name, text in files.items():
            packed.writestr(name.replace("__", "/"), text)
    return held.getvalue()


def an_offer(shop, file="vosk-x.zip", **more):
    return Offer(
        name="vosk-x",
        kind="recogniser",
        about="",
        licence="Apache-2.0",
        size=1,
        base=f"{shop.url}/",
        files=(file,),
        use="",
        **more,
    )


def test_an_archive_is_unpacked_and_known_afterwards(shop, tmp_path):
    shop.body = archive(model__am__final="weights")
    got = fetch_offer(an_offer(shop), tmp_path)
    assert (tmp_path / "vosk-x" / "model" / "am" / "final").read_text() == "weights"
    assert got.place == str(tmp_path / "vosk-x" / "model")
    assert known(tmp_path) == [got]
    remove("vosk-x", tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["../outside", "/etc/outside", "a/../../outside"])
def test_an_archive_that_reaches_outside_is_not_touched(shop, tmp_path, name):
    shop.body = archive(**{name: "x"})
    with pytest.raises(FetchFailed, match="outside its folder"):
        fetch_offer(an_offer(shop), tmp_path / "models")
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == []


def test_a_page_instead_of_a_model_is_told(shop, tmp_path):
    shop.body = b"<html>please sign in</html>"
    with pytest.raises(ModelError, match="no sound zip archive"):
        fetch_offer(an_offer(shop), tmp_path)
    with pytest.raises(ModelError, match="no sound ONNX file"):
        fetch_offer(an_offer(shop, "x.onnx"), tmp_path)


def test_another_source_can_be_named(shop, tmp_path, graph):
    shop.body = graph()
    one = next(o for o in OFFERS if o.kind == "wake word")
    got = fetch_offer(one, tmp_path, base=shop.url)
    assert got.source == shop.url
    assert got.sha256 == hashlib.sha256(shop.body).hexdigest()


def test_a_model_from_a_stick_is_checked_and_taken(tmp_path, graph):
    stick = tmp_path / "stick.onnx"
    stick.write_bytes(graph())
    got = add_file(stick, tmp_path / "m", name="mine", licence="MIT") if make(tmp_path) else None
    assert known(tmp_path / "m") == [got]
    with pytest.raises(ModelError, match="wrong checksum"):
        add_file(stick, tmp_path / "m", name="mine", licence="MIT", sha256="0" * 64)
    with pytest.raises(ModelError, match="is the stick mounted"):
        add_file(tmp_path / "none.onnx", tmp_path / "m", name="x", licence="")


def make(tmp_path):
    (tmp_path / "m").mkdir()
    return True


def test_every_offer_says_its_licence_and_size():
    assert all(one.licence and one.size and one.base.startswith("https://") for one in OFFERS)
    assert len({one.name for one in OFFERS}) == len(OFFERS)
