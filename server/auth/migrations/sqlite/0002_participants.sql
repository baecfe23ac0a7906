-- Who takes part in which event, one row for each event that a saga of the calendar service has touched.
CREATE TABLE participant_sets (
    event_id TEXT NOT NULL PRIMARY KEY,
    calendar_id TEXT NOT NULL,
    saga_id TEXT NOT NULL -- the saga that wrote the set
) STRICT;

CREATE TABLE participants (
    event_id TEXT NOT NULL REFERENCES participant_sets (event_id) ON DELETE CASCADE,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    PRIMARY KEY (event_id, user_id)
) STRICT;
CREATE INDEX participants_user ON participants (user_id);

-- Every step that was taken, so that it is taken once, and what it takes to undo it.
CREATE TABLE saga_steps (
    saga_id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL, -- 'set', 'deleted' or 'undone'
    event_id TEXT,
    calendar_id TEXT,
    previous_saga_id TEXT, -- NULL where there was no set
    previous_users BLOB, -- 16 bytes each
    at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX saga_steps_at ON saga_steps (at_ms);
