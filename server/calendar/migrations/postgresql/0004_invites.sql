-- ended_ms: from when on nobody can use it: its expiry, or the moment of its last use or revocation. code_hash: SHA-256.
CREATE TABLE invites (
  id UUID NOT NULL PRIMARY KEY,
  calendar_id UUID NOT NULL REFERENCES calendars (id),
  code_hash TEXT NOT NULL UNIQUE,
  role BIGINT NOT NULL,
  uses BIGINT NOT NULL,
  uses_left BIGINT NOT NULL,
  expires_ms BIGINT NOT NULL,
  created_by UUID NOT NULL,
  created_by_name TEXT NOT NULL,
  created_ms BIGINT NOT NULL,
  revoked BIGINT NOT NULL,
  ended_ms BIGINT NOT NULL
);
CREATE INDEX invites_calendar ON invites (calendar_id, created_ms);
CREATE INDEX invites_ended ON invites (ended_ms);

-- Those who take part in events and have no account.
CREATE TABLE people (
  id UUID NOT NULL PRIMARY KEY,
  calendar_id UUID NOT NULL REFERENCES calendars (id),
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  colour TEXT NOT NULL,
  version BIGINT NOT NULL
);
CREATE UNIQUE INDEX people_name ON people (calendar_id, name_key);
