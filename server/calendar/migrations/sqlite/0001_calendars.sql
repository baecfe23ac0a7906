CREATE TABLE calendars (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  colour TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  seq INTEGER NOT NULL,
  version INTEGER NOT NULL,
  created_ms INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  deleted_ms INTEGER,
  deleted_by TEXT
);
CREATE UNIQUE INDEX calendars_name ON calendars (name_key) WHERE deleted_ms IS NULL;
CREATE INDEX calendars_deleted ON calendars (deleted_ms) WHERE deleted_ms IS NOT NULL;

CREATE TABLE members (
  calendar_id TEXT NOT NULL REFERENCES calendars (id),
  user_id TEXT NOT NULL,
  username TEXT NOT NULL,
  role INTEGER NOT NULL,
  joined_ms INTEGER NOT NULL,
  PRIMARY KEY (calendar_id, user_id)
);
CREATE INDEX members_user ON members (user_id, calendar_id);

-- state: 0 pending (seen by nobody), 1 active, 2 deleted (in the trash); saga_id: the saga that has it now.
-- *_ms are UTC; *_wall and *_zone are what the person wrote. extra: iCalendar properties that are not modelled.
CREATE TABLE events (
  id TEXT NOT NULL PRIMARY KEY,
  calendar_id TEXT NOT NULL REFERENCES calendars (id),
  uid TEXT NOT NULL,
  state INTEGER NOT NULL,
  saga_id TEXT,
  version INTEGER NOT NULL,
  name TEXT NOT NULL,
  all_day INTEGER NOT NULL,
  start_ms INTEGER NOT NULL,
  start_wall TEXT NOT NULL,
  start_zone TEXT NOT NULL,
  end_ms INTEGER NOT NULL,
  end_wall TEXT NOT NULL,
  end_zone TEXT NOT NULL,
  location TEXT NOT NULL,
  description TEXT NOT NULL,
  colour TEXT NOT NULL,
  categories TEXT NOT NULL,
  status INTEGER NOT NULL,
  participants TEXT NOT NULL,
  reminders TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_by_name TEXT NOT NULL,
  created_ms INTEGER NOT NULL,
  updated_by_name TEXT NOT NULL,
  updated_ms INTEGER NOT NULL,
  deleted_ms INTEGER,
  extra TEXT NOT NULL DEFAULT ''
);
CREATE INDEX events_range ON events (calendar_id, start_ms, id, end_ms) WHERE state = 1;
CREATE INDEX events_trash ON events (deleted_ms) WHERE state = 2;

-- fields: the names of the changed fields of an event, separated by spaces; operation: the write that made it.
CREATE TABLE changes (
  calendar_id TEXT NOT NULL REFERENCES calendars (id),
  seq INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  actor TEXT,
  actor_name TEXT NOT NULL,
  entity TEXT,
  operation TEXT NOT NULL,
  fields TEXT NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (calendar_id, seq)
);
CREATE INDEX changes_at ON changes (at_ms);

CREATE TABLE messages (
  id TEXT NOT NULL PRIMARY KEY,
  calendar_id TEXT NOT NULL REFERENCES calendars (id),
  seq INTEGER NOT NULL,
  user_id TEXT NOT NULL,
  username TEXT NOT NULL,
  text TEXT NOT NULL,
  at_ms INTEGER NOT NULL
);
CREATE INDEX messages_calendar ON messages (calendar_id, seq);

-- kind: SagaKind; state: 0 started, 1 compensating, 2 completed, 3 compensated.
CREATE TABLE sagas (
  id TEXT NOT NULL PRIMARY KEY,
  kind INTEGER NOT NULL,
  state INTEGER NOT NULL,
  calendar_id TEXT NOT NULL,
  event_id TEXT NOT NULL,
  user_id TEXT,
  username TEXT NOT NULL,
  request_id TEXT NOT NULL,
  idempotency_key TEXT NOT NULL,
  payload TEXT NOT NULL,
  error TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  created_ms INTEGER NOT NULL,
  deadline_ms INTEGER NOT NULL,
  lease_owner TEXT,
  lease_until_ms INTEGER NOT NULL,
  finished_ms INTEGER
);
CREATE INDEX sagas_open ON sagas (lease_until_ms) WHERE state < 2;
CREATE INDEX sagas_finished ON sagas (finished_ms) WHERE state >= 2;

-- scope: which kind of request; response: the first answer, empty while the saga still runs.
CREATE TABLE idempotency_keys (
  user_id TEXT NOT NULL,
  scope TEXT NOT NULL,
  key TEXT NOT NULL,
  request_hash TEXT NOT NULL,
  saga_id TEXT,
  response TEXT NOT NULL,
  created_ms INTEGER NOT NULL,
  PRIMARY KEY (user_id, scope, key)
);
CREATE INDEX idempotency_keys_created ON idempotency_keys (created_ms);
