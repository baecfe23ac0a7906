-- ended_ms: from when on nobody can use it: its expiry, or the moment of its last use or revocation. code_hash: SHA-256.
CREATE TABLE invites (
  id TEXT NOT NULL PRIMARY KEY,
  calendar_id TEXT NOT NULL REFERENCES calendars (id),
  code_hash TEXT NOT NULL UNIQUE,
  role INTEGER NOT NULL,
  uses INTEGER NOT NULL,
  uses_left INTEGER NOT NULL,
  expires_ms INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  created_by_name TEXT NOT NULL,
  created_ms INTEGER NOT NULL,
  revoked INTEGER NOT NULL,
  ended_ms INTEGER NOT NULL
);
CREATE INDEX invites_calendar ON invites (calendar_id, created_ms);
CREATE INDEX invites_ended ON invites (ended_ms);

-- Those who take part in events and have no account.
CREATE TABLE people (
  id TEXT NOT NULL PRIMARY KEY,
  calendar_id TEXT NOT NULL REFERENCES calendars (id),
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  colour TEXT NOT NULL,
  version INTEGER NOT NULL
);
CREATE UNIQUE INDEX people_name ON people (calendar_id, name_key);
