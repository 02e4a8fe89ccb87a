"""What a template costs: seconds of this thread, and bytes at the peak."""

import contextlib
import gc
import time
import tracemalloc

from hub.core.clock import TickClock
from hub.core.errors import BadPayload
from hub.ingest.templates import compile_value, jinja
from hub.ingest.templates.jinja import compile_script

MOST_SECONDS, MOST_BYTES = 0.05, 1_000_000
CLOCK = TickClock(1_700_000_000.0)


def attempt(template, payload):
    """Compile afresh and render; only what is a bad payload may come out of it."""
    with contextlib.suppress(BadPayload):
        compile_script.__wrapped__(template.strip(), frozenset())
    with contextlib.suppress(BadPayload):
        return compile_value(template, clock=CLOCK).render(payload)
    return ""


def seconds(template, payload, *, tries=8):
    """Return the least of some tries: what is more was the machine's, not the template's."""
    least = 99.0
    for _ in range(tries):
        gc.collect(0)
        start = time.thread_time()
        attempt(template, payload)
        least = min(least, time.thread_time() - start)
        if least < MOST_SECONDS / 2:
            break
    return least


def peak(template, payload):
    tracemalloc.start()
    try:
        attempt(template, payload)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def assert_bounded(template, payload):
    with contextlib.suppress(BadPayload):
        payload.json  # noqa: B018 - the payload's own cost is not the template's
    assert len(attempt(template, payload)) < MOST_BYTES, template
    taken, made = seconds(template, payload), peak(template, payload)
    assert taken < MOST_SECONDS, f"{template}: {taken * 1000:.0f} ms"
    assert made < MOST_BYTES, f"{template}: {made / 1000:.0f} kB"


assert jinja  # imported here, so that its import is no template's cost
