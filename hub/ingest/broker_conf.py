"""What Mosquitto is told: this machine as before, the network only with a password and rights."""

import os
import pwd
from collections.abc import Sequence
from pathlib import Path

from hub.ingest.broker_rights import acl
from hub.ingest.broker_users import User, write_secret

_PASSWORDS, _RIGHTS = "passwords", "rights"


def write_conf(folder: Path, here: tuple[str, int], network: tuple[str, int] | None) -> Path:
    """Write the settings and return the file; ``here`` and ``network`` are address and port.

    Without ``network`` nobody outside this machine is listened to; an empty address is all.
    """
    settings = folder / "mosquitto.conf"
    settings.write_text(
        "per_listener_settings true\n"
        "persistence true\n"
        f"persistence_location {folder}/\n"
        "autosave_interval 2\n"
        "set_tcp_nodelay true\n"
        "max_queued_messages 20000\n"
        # Root stays root: a change of user would undo the child's dying with its parent.
        f"user {pwd.getpwuid(os.geteuid()).pw_name}\n"
        "log_dest stderr\nlog_type error\n"
        f"listener {here[1]} {here[0]}\n"
        "allow_anonymous true\n" + ("" if network is None else _network(folder, *network)),
        encoding="utf-8",
    )
    return settings


def write_users(folder: Path, users: Sequence[User]) -> None:
    """Write who may sign in and what they may do; Mosquitto reads it again at SIGHUP."""
    passwords = "".join(f"{user.username}:{user.password}\n" for user in users)
    write_secret(folder / _PASSWORDS, passwords.encode())
    write_secret(folder / _RIGHTS, acl(users).encode())


def _network(folder: Path, address: str, port: int) -> str:
    return (
        f"listener {port} {address}".rstrip() + "\n"
        "allow_anonymous false\n"
        f"password_file {folder / _PASSWORDS}\n"
        f"acl_file {folder / _RIGHTS}\n"
    )
