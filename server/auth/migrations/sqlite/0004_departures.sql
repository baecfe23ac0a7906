-- Users whose account is being deleted: they can't sign in any more, and go when the calendar service has forgotten them.
CREATE TABLE departures (
    user_id TEXT NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    begun_ms INTEGER NOT NULL
) STRICT;
