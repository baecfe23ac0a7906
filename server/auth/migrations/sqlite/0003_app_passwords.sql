-- Passwords for programs that know nothing of sessions (CalDAV). One of them is known by its hash alone.
CREATE TABLE app_passwords (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    hash BLOB NOT NULL UNIQUE, -- SHA-256 of the username's key and the password
    created_ms INTEGER NOT NULL,
    last_used_ms INTEGER -- NULL: never
) STRICT;
CREATE INDEX app_passwords_user ON app_passwords (user_id);

-- Credentials that ended and left no row of their own, until no gateway can still believe in them.
CREATE TABLE revocations (
    session_id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL,
    ended_ms INTEGER NOT NULL,
    until_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX revocations_ended ON revocations (ended_ms);
