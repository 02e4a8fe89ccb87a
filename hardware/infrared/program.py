"""Calling ``ir-ctl`` (v4l-utils): one short process a code."""

import subprocess

from hub.core.errors import DeviceUnreachable


def ir_ctl(program: str, *args: str, limit: float) -> str | None:
    """Return what it prints, or ``None`` when it is not done after ``limit`` seconds.

    Raise ``DeviceUnreachable`` with its own words when it fails.
    """
    try:
        answer = subprocess.run(  # noqa: S603 - a fixed program, no shell
            [program, *args],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=limit,
        )
    except subprocess.TimeoutExpired:
        return None
    except OSError as error:
        raise DeviceUnreachable(f"{program}: {error.strerror}") from error
    if answer.returncode != 0:
        told = answer.stderr.decode(errors="replace").strip().splitlines()
        raise DeviceUnreachable(told[-1] if told else f"ir-ctl ended with {answer.returncode}")
    return answer.stdout.decode(errors="replace")
