-- Who takes part in which event, one row for each event that a saga of the calendar service has touched.
CREATE TABLE participant_sets (
    event_id UUID NOT NULL PRIMARY KEY,
    calendar_id UUID NOT NULL,
    saga_id UUID NOT NULL -- the saga that wrote the set
);

CREATE TABLE participants (
    event_id UUID NOT NULL REFERENCES participant_sets (event_id) ON DELETE CASCADE,
    user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    PRIMARY KEY (event_id, user_id)
);
CREATE INDEX participants_user ON participants (user_id);

-- Every step that was taken, so that it is taken once, and what it takes to undo it.
CREATE TABLE saga_steps (
    saga_id UUID NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL, -- 'set', 'deleted' or 'undone'
    event_id UUID,
    calendar_id UUID,
    previous_saga_id UUID, -- NULL where there was no set
    previous_users BYTEA, -- 16 bytes each
    at_ms BIGINT NOT NULL
);
CREATE INDEX saga_steps_at ON saga_steps (at_ms);
