CREATE TABLE users (
    id UUID NOT NULL PRIMARY KEY,
    username TEXT NOT NULL,
    username_key TEXT NOT NULL UNIQUE, -- folded: names that differ only in case are one name
    password_hash TEXT NOT NULL,
    display_name TEXT NOT NULL,
    colour TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    locale TEXT NOT NULL,
    created_ms BIGINT NOT NULL,
    version BIGINT NOT NULL
);

CREATE TABLE sessions (
    id UUID NOT NULL PRIMARY KEY,
    user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    device TEXT NOT NULL,
    created_ms BIGINT NOT NULL,
    last_used_ms BIGINT NOT NULL,
    expires_ms BIGINT NOT NULL,
    token_expires_ms BIGINT NOT NULL, -- of the newest access token
    ended_ms BIGINT -- before its time
);
CREATE INDEX sessions_user ON sessions (user_id);
CREATE INDEX sessions_ended ON sessions (ended_ms) WHERE ended_ms IS NOT NULL;

CREATE TABLE refresh_tokens (
    hash BYTEA NOT NULL PRIMARY KEY, -- SHA-256 of the token
    session_id UUID NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    created_ms BIGINT NOT NULL,
    expires_ms BIGINT NOT NULL,
    replaced_by BYTEA -- once used; a used token that comes again ends the session
);
CREATE INDEX refresh_tokens_session ON refresh_tokens (session_id);

CREATE TABLE signing_keys (
    generation BIGINT NOT NULL PRIMARY KEY,
    seed BYTEA NOT NULL,
    signs_from_ms BIGINT NOT NULL -- published before, so that every gateway knows it by then
);
