CREATE TABLE settings (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

-- cursor_seq: up to which change the replica is equal to the server; -1 before the first whole snapshot.
CREATE TABLE calendars (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    colour TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    role TEXT NOT NULL,
    version BIGINT NOT NULL,
    created_ms BIGINT NOT NULL,
    has_password INTEGER NOT NULL,
    cursor_seq BIGINT NOT NULL DEFAULT -1
);

CREATE TABLE members (
    calendar_id TEXT NOT NULL REFERENCES calendars (id) ON DELETE CASCADE,
    user_id TEXT NOT NULL,
    username TEXT NOT NULL,
    role TEXT NOT NULL,
    joined_ms BIGINT NOT NULL,
    PRIMARY KEY (calendar_id, user_id)
);

-- server: the event as the server has it; NULL where it does not have it.
-- shown: what the person sees, where that differs from it. hidden: deleted here, not yet at the server.
CREATE TABLE events (
    id TEXT NOT NULL PRIMARY KEY,
    calendar_id TEXT NOT NULL REFERENCES calendars (id) ON DELETE CASCADE,
    start_ms BIGINT NOT NULL,
    end_ms BIGINT NOT NULL,
    version BIGINT NOT NULL DEFAULT 0,
    generation BIGINT NOT NULL DEFAULT 0,
    waiting INTEGER NOT NULL DEFAULT 0,
    conflict INTEGER NOT NULL DEFAULT 0,
    hidden INTEGER NOT NULL DEFAULT 0,
    server BLOB,
    shown BLOB
);
CREATE INDEX events_by_calendar ON events (calendar_id, generation);
CREATE INDEX events_by_start ON events (start_ms, end_ms);

-- Events that were made here keep their id in the app; the server knows them by another.
CREATE TABLE aliases (
    local_id TEXT NOT NULL PRIMARY KEY,
    server_id TEXT UNIQUE
);

-- state: waiting, sent (the outcome may be unknown) or conflict (the person has to choose).
CREATE TABLE outbox (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    event_id TEXT NOT NULL,
    calendar_id TEXT NOT NULL REFERENCES calendars (id) ON DELETE CASCADE,
    state TEXT NOT NULL DEFAULT 'waiting',
    key TEXT NOT NULL,
    base_version BIGINT NOT NULL DEFAULT 0,
    tries INTEGER NOT NULL DEFAULT 0,
    patch TEXT NOT NULL DEFAULT '',
    event BLOB
);
CREATE INDEX outbox_by_event ON outbox (event_id);
