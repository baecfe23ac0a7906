CREATE TABLE calendars (
  id UUID NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  colour TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  seq BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_ms BIGINT NOT NULL,
  created_by UUID NOT NULL,
  deleted_ms BIGINT,
  deleted_by UUID
);
CREATE UNIQUE INDEX calendars_name ON calendars (name_key) WHERE deleted_ms IS NULL;
CREATE INDEX calendars_deleted ON calendars (deleted_ms) WHERE deleted_ms IS NOT NULL;

CREATE TABLE members (
  calendar_id UUID NOT NULL REFERENCES calendars (id),
  user_id UUID NOT NULL,
  username TEXT NOT NULL,
  role BIGINT NOT NULL,
  joined_ms BIGINT NOT NULL,
  PRIMARY KEY (calendar_id, user_id)
);
CREATE INDEX members_user ON members (user_id, calendar_id);

-- state: 0 pending (seen by nobody), 1 active, 2 deleted (in the trash); saga_id: the saga that has it now.
-- *_ms are UTC; *_wall and *_zone are what the person wrote. extra: iCalendar properties that are not modelled.
CREATE TABLE events (
  id UUID NOT NULL PRIMARY KEY,
  calendar_id UUID NOT NULL REFERENCES calendars (id),
  uid TEXT NOT NULL,
  state BIGINT NOT NULL,
  saga_id UUID,
  version BIGINT NOT NULL,
  name TEXT NOT NULL,
  all_day BIGINT NOT NULL,
  start_ms BIGINT NOT NULL,
  start_wall TEXT NOT NULL,
  start_zone TEXT NOT NULL,
  end_ms BIGINT NOT NULL,
  end_wall TEXT NOT NULL,
  end_zone TEXT NOT NULL,
  location TEXT NOT NULL,
  description TEXT NOT NULL,
  colour TEXT NOT NULL,
  categories TEXT NOT NULL,
  status BIGINT NOT NULL,
  participants TEXT NOT NULL,
  reminders TEXT NOT NULL,
  created_by UUID NOT NULL,
  created_by_name TEXT NOT NULL,
  created_ms BIGINT NOT NULL,
  updated_by_name TEXT NOT NULL,
  updated_ms BIGINT NOT NULL,
  deleted_ms BIGINT,
  extra TEXT NOT NULL DEFAULT ''
);
CREATE INDEX events_range ON events (calendar_id, start_ms, id, end_ms) WHERE state = 1;
CREATE INDEX events_trash ON events (deleted_ms) WHERE state = 2;

-- fields: the names of the changed fields of an event, separated by spaces; operation: the write that made it.
CREATE TABLE changes (
  calendar_id UUID NOT NULL REFERENCES calendars (id),
  seq BIGINT NOT NULL,
  kind BIGINT NOT NULL,
  at_ms BIGINT NOT NULL,
  actor UUID,
  actor_name TEXT NOT NULL,
  entity UUID,
  operation UUID NOT NULL,
  fields TEXT NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (calendar_id, seq)
);
CREATE INDEX changes_at ON changes (at_ms);

-- Every instance hears of every change with its commit: "<calendar> <seq>".
CREATE FUNCTION announce_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('hearth_calendar', NEW.calendar_id || ' ' || NEW.seq);
  RETURN NULL;
END
$$;
CREATE TRIGGER changes_announced AFTER INSERT ON changes FOR EACH ROW EXECUTE FUNCTION announce_change();

CREATE TABLE messages (
  id UUID NOT NULL PRIMARY KEY,
  calendar_id UUID NOT NULL REFERENCES calendars (id),
  seq BIGINT NOT NULL,
  user_id UUID NOT NULL,
  username TEXT NOT NULL,
  text TEXT NOT NULL,
  at_ms BIGINT NOT NULL
);
CREATE INDEX messages_calendar ON messages (calendar_id, seq);

-- kind: SagaKind; state: 0 started, 1 compensating, 2 completed, 3 compensated.
CREATE TABLE sagas (
  id UUID NOT NULL PRIMARY KEY,
  kind BIGINT NOT NULL,
  state BIGINT NOT NULL,
  calendar_id UUID NOT NULL,
  event_id UUID NOT NULL,
  user_id UUID,
  username TEXT NOT NULL,
  request_id TEXT NOT NULL,
  idempotency_key TEXT NOT NULL,
  payload TEXT NOT NULL,
  error TEXT NOT NULL,
  attempts BIGINT NOT NULL,
  created_ms BIGINT NOT NULL,
  deadline_ms BIGINT NOT NULL,
  lease_owner UUID,
  lease_until_ms BIGINT NOT NULL,
  finished_ms BIGINT
);
CREATE INDEX sagas_open ON sagas (lease_until_ms) WHERE state < 2;
CREATE INDEX sagas_finished ON sagas (finished_ms) WHERE state >= 2;

-- scope: which kind of request; response: the first answer, empty while the saga still runs.
CREATE TABLE idempotency_keys (
  user_id UUID NOT NULL,
  scope TEXT NOT NULL,
  key TEXT NOT NULL,
  request_hash TEXT NOT NULL,
  saga_id UUID,
  response TEXT NOT NULL,
  created_ms BIGINT NOT NULL,
  PRIMARY KEY (user_id, scope, key)
);
CREATE INDEX idempotency_keys_created ON idempotency_keys (created_ms);
