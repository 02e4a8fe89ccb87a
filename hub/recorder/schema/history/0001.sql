-- Telemetry. `states` takes every change at the end, cheaply; once an hour its rows move to
-- `settled`, sorted, so that a chart finds an entity's hour at once; `hours` sums each hour up.
create table entities (
    id integer primary key,
    name text not null unique
);
create table states (
    entity integer not null,
    at integer not null, -- ms since 1970
    value
);
create table settled (
    hour integer not null, -- hours since 1970
    entity integer not null,
    at integer not null, -- ms since the hour began
    value,
    primary key (hour, entity, at)
) without rowid;
create table hours ( -- only hours in which something changed
    entity integer not null,
    hour integer not null,
    low real,
    mean real,
    high real,
    last real, -- what held when the hour ended; null: unknown
    primary key (entity, hour)
) without rowid;
