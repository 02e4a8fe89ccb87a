"""Home Assistant's recorder database, as its schemas 50 (2025) and 25 (2022) lay it out."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime

_NEW = """
CREATE TABLE states_meta (metadata_id INTEGER NOT NULL, entity_id VARCHAR(255),
  PRIMARY KEY (metadata_id));
CREATE TABLE state_attributes (attributes_id INTEGER NOT NULL, hash BIGINT, shared_attrs TEXT,
  PRIMARY KEY (attributes_id));
CREATE TABLE states (state_id INTEGER NOT NULL, entity_id CHAR(0), state VARCHAR(255),
  attributes CHAR(0), event_id SMALLINT, last_changed CHAR(0), last_changed_ts FLOAT,
  last_reported_ts FLOAT, last_updated CHAR(0), last_updated_ts FLOAT, old_state_id INTEGER,
  attributes_id INTEGER, origin_idx SMALLINT, context_id_bin BLOB, metadata_id INTEGER,
  PRIMARY KEY (state_id));
CREATE INDEX ix_states_metadata_id_last_updated_ts ON states (metadata_id, last_updated_ts);
CREATE TABLE statistics_meta (id INTEGER NOT NULL, statistic_id VARCHAR(255), source VARCHAR(32),
  unit_of_measurement VARCHAR(255), has_mean BOOLEAN, has_sum BOOLEAN, name VARCHAR(255),
  mean_type SMALLINT NOT NULL, PRIMARY KEY (id));
CREATE TABLE statistics (id INTEGER NOT NULL, created CHAR(0), created_ts FLOAT,
  metadata_id INTEGER, start CHAR(0), start_ts FLOAT, mean FLOAT, min FLOAT, max FLOAT,
  last_reset CHAR(0), last_reset_ts FLOAT, state FLOAT, sum FLOAT, PRIMARY KEY (id));
CREATE TABLE statistics_short_term (id INTEGER NOT NULL, created CHAR(0), created_ts FLOAT,
  metadata_id INTEGER, start CHAR(0), start_ts FLOAT, mean FLOAT, min FLOAT, max FLOAT,
  last_reset CHAR(0), last_reset_ts FLOAT, state FLOAT, sum FLOAT, PRIMARY KEY (id));
CREATE TABLE recorder_runs (run_id INTEGER NOT NULL, start DATETIME NOT NULL, "end" DATETIME,
  closed_incorrect BOOLEAN NOT NULL, created DATETIME NOT NULL, PRIMARY KEY (run_id));
"""
_OLD = """
CREATE TABLE state_attributes (attributes_id INTEGER NOT NULL, hash BIGINT, shared_attrs TEXT,
  PRIMARY KEY (attributes_id));
CREATE TABLE states (state_id INTEGER NOT NULL, entity_id VARCHAR(255), state VARCHAR(255),
  attributes TEXT, event_id INTEGER, last_changed DATETIME, last_updated DATETIME,
  old_state_id INTEGER, attributes_id INTEGER, context_id VARCHAR(36), PRIMARY KEY (state_id));
CREATE TABLE recorder_runs (run_id INTEGER NOT NULL, start DATETIME, "end" DATETIME,
  closed_incorrect BOOLEAN, created DATETIME, PRIMARY KEY (run_id));
"""


def told(at):
    """Return a moment as older schemas keep it: a text in UTC."""
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%M:%S.%f}"


class Recorder:
    """A recorder's file that grows by a sensor at a time."""

    def __init__(self, path, *, old=False):
        self.path, self.old = path, old
        self._db = sqlite3.connect(path)
        self._db.executescript(_OLD if old else _NEW)
        self._count = 0

    def close(self):
        self._db.commit()
        self._db.close()

    def sensor(self, entity, reports, *, name="", unit="W", device_class="power"):
        """Write (UTC seconds, state) reports of a sensor."""
        self._count += 1
        key = self._count
        shown = {"unit_of_measurement": unit, "device_class": device_class, "friendly_name": name}
        self._db.execute("insert into state_attributes values (?, 0, ?)", (key, json.dumps(shown)))
        if self.old:
            sql = "insert into states (entity_id, state, last_updated, attributes_id)"
            rows = ((entity, str(state), told(at), key) for at, state in reports)
        else:
            self._db.execute("insert into states_meta values (?, ?)", (key, entity))
            sql = "insert into states (metadata_id, state, last_updated_ts, attributes_id)"
            rows = ((key, str(state), at, key) for at, state in reports)
        self._db.executemany(f"{sql} values (?, ?, ?, ?)", rows)

    def statistics(self, entity, means, *, table="statistics", unit="W"):
        """Write (UTC seconds, mean) statistics of a sensor."""
        sql = "insert into statistics_meta values (null, ?, 'recorder', ?, 1, 0, null, 1)"
        key = self._db.execute(sql, (entity, unit)).lastrowid
        rows = ((key, at, mean) for at, mean in means)
        self._db.executemany(
            f"insert into {table} (metadata_id, start_ts, mean) values (?, ?, ?)", rows
        )

    def run(self, start, end):
        """Write when Home Assistant was up."""
        moments = told(start), None if end is None else told(end)
        sql = 'insert into recorder_runs (start, "end", closed_incorrect, created)'
        self._db.execute(f"{sql} values (?, ?, 0, ?)", (*moments, told(start)))


def recorded(path, reports, *, old=False, **more):
    """Write a database of one sensor."""
    with closing(Recorder(path, old=old)) as recorder:
        recorder.sensor("sensor.plug_7_power", reports, **more)
    return path
