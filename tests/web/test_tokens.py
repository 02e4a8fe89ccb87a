"""The owner's token: made once, kept secret."""

import pytest

from hub.core.errors import ConfigError, StoreError
from hub.web.tokens import Key, owner_token


def test_a_token_is_made_once_for_its_owners_eyes_only(tmp_path):
    token = owner_token(tmp_path / "new")
    file = tmp_path / "new" / "owner-token"
    assert file.stat().st_mode & 0o777 == 0o600
    assert len(token) >= 43
    assert owner_token(tmp_path / "new") == token
    assert owner_token(tmp_path / "other") != token
    assert [path.name for path in file.parent.iterdir()] == ["owner-token"]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620])
def test_a_token_that_others_may_read_or_change_is_refused(tmp_path, mode):
    owner_token(tmp_path)
    (tmp_path / "owner-token").chmod(mode)
    with pytest.raises(ConfigError, match="chmod 600"):
        owner_token(tmp_path)


@pytest.mark.parametrize("text", ["", "short\n", "ключ" * 20])
def test_a_token_that_is_none_is_refused(tmp_path, text):
    file = tmp_path / "owner-token"
    file.write_text(text)
    file.chmod(0o600)
    with pytest.raises(ConfigError, match="delete it"):
        owner_token(tmp_path)


def test_a_folder_that_cannot_be_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="owner token"):
        owner_token(tmp_path / "file")


def test_a_session_outlives_a_restart_and_ends_with_its_token():
    cookie = Key("a" * 43).cookie
    assert Key("a" * 43).is_session(cookie)
    assert not Key("b" * 43).is_session(cookie)
    assert "a" * 43 not in cookie


def test_the_token_opens_only_as_a_bearers():
    key = Key("a" * 43)
    assert key.opens("Bearer " + "a" * 43)
    assert key.opens("bearer " + "a" * 43)
    for wrong in ("", "a" * 43, "Basic " + "a" * 43, "Bearer " + "a" * 42, "Bearer ключ\udcff"):
        assert not key.opens(wrong)
