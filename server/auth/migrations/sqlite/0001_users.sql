CREATE TABLE users (
    id TEXT NOT NULL PRIMARY KEY,
    username TEXT NOT NULL,
    username_key TEXT NOT NULL UNIQUE, -- folded: names that differ only in case are one name
    password_hash TEXT NOT NULL,
    display_name TEXT NOT NULL,
    colour TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    locale TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;

CREATE TABLE sessions (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    device TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    last_used_ms INTEGER NOT NULL,
    expires_ms INTEGER NOT NULL,
    token_expires_ms INTEGER NOT NULL, -- of the newest access token
    ended_ms INTEGER -- before its time
) STRICT;
CREATE INDEX sessions_user ON sessions (user_id);
CREATE INDEX sessions_ended ON sessions (ended_ms) WHERE ended_ms IS NOT NULL;

CREATE TABLE refresh_tokens (
    hash BLOB NOT NULL PRIMARY KEY, -- SHA-256 of the token
    session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    created_ms INTEGER NOT NULL,
    expires_ms INTEGER NOT NULL,
    replaced_by BLOB -- once used; a used token that comes again ends the session
) STRICT;
CREATE INDEX refresh_tokens_session ON refresh_tokens (session_id);

CREATE TABLE signing_keys (
    generation INTEGER NOT NULL PRIMARY KEY,
    seed BLOB NOT NULL,
    signs_from_ms INTEGER NOT NULL -- published before, so that every gateway knows it by then
) STRICT;
