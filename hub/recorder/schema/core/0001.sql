-- Durable values by class (collection) and key, as JSON; a row keeps its place when it is replaced.
create table records (
    id integer primary key,
    collection text not null,
    key text not null,
    value text not null,
    unique (collection, key)
);
