-- Lists of minutes before the start are JSON, '' for none; NULL: whatever holds further out. reminder_defaults are the
-- calendar's own, reminder_settings a member's, event_reminders a member's for one event. They go with the member.
CREATE TABLE reminder_defaults (
  calendar_id TEXT NOT NULL PRIMARY KEY REFERENCES calendars (id) ON DELETE CASCADE,
  reminders TEXT NOT NULL,
  all_day_reminders TEXT NOT NULL
);
CREATE TABLE reminder_settings (
  calendar_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  reminders TEXT,
  all_day_reminders TEXT,
  muted INTEGER NOT NULL,
  PRIMARY KEY (calendar_id, user_id),
  FOREIGN KEY (calendar_id, user_id) REFERENCES members (calendar_id, user_id) ON DELETE CASCADE
);
CREATE TABLE event_reminders (
  event_id TEXT NOT NULL REFERENCES events (id) ON DELETE CASCADE,
  user_id TEXT NOT NULL,
  calendar_id TEXT NOT NULL,
  reminders TEXT,
  muted INTEGER NOT NULL,
  PRIMARY KEY (event_id, user_id),
  FOREIGN KEY (calendar_id, user_id) REFERENCES members (calendar_id, user_id) ON DELETE CASCADE
);
CREATE INDEX event_reminders_member ON event_reminders (calendar_id, user_id);

-- "I've got it". occurrence: the wall time of one of a series, '' for what happens once; until_ms: when that is over.
CREATE TABLE reminder_claims (
  event_id TEXT NOT NULL REFERENCES events (id) ON DELETE CASCADE,
  occurrence TEXT NOT NULL,
  calendar_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  username TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  until_ms INTEGER NOT NULL,
  PRIMARY KEY (event_id, occurrence),
  FOREIGN KEY (calendar_id, user_id) REFERENCES members (calendar_id, user_id) ON DELETE CASCADE
);
CREATE INDEX reminder_claims_member ON reminder_claims (calendar_id, user_id);
CREATE INDEX reminder_claims_until ON reminder_claims (until_ms);

-- When each event's next reminder is due; 0: to be worked out. What was due up to since_ms has been seen to.
CREATE TABLE reminder_alarms (
  event_id TEXT NOT NULL PRIMARY KEY REFERENCES events (id) ON DELETE CASCADE,
  calendar_id TEXT NOT NULL,
  since_ms INTEGER NOT NULL,
  due_ms INTEGER NOT NULL
);
CREATE INDEX reminder_alarms_due ON reminder_alarms (due_ms);
-- Calendars all of whose alarms are to be worked out anew, since something of them all has changed.
CREATE TABLE reminder_replans (
  calendar_id TEXT NOT NULL PRIMARY KEY REFERENCES calendars (id) ON DELETE CASCADE,
  since_ms INTEGER NOT NULL
);

-- What one user is told, with a number of their own. once: what may be told only one time, '' for all else; batch: the
-- write that has told it.
CREATE TABLE personal_numbers (
  user_id TEXT NOT NULL PRIMARY KEY,
  number INTEGER NOT NULL
);
CREATE TABLE personal_frames (
  user_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  batch TEXT NOT NULL,
  calendar_id TEXT NOT NULL,
  event TEXT NOT NULL,
  once TEXT NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (user_id, number)
);
CREATE UNIQUE INDEX personal_frames_once ON personal_frames (user_id, once) WHERE once <> '';
CREATE INDEX personal_frames_batch ON personal_frames (batch);
CREATE INDEX personal_frames_at ON personal_frames (at_ms);

-- Five seconds further back than the change, so that what was due just then is not lost with it.
CREATE TRIGGER events_reminded AFTER INSERT ON events
  WHEN NEW.state = 1 AND (NEW.reminders <> ''
    OR EXISTS (SELECT 1 FROM reminder_defaults WHERE calendar_id = NEW.calendar_id)
    OR EXISTS (SELECT 1 FROM reminder_settings WHERE calendar_id = NEW.calendar_id)
    OR EXISTS (SELECT 1 FROM event_reminders WHERE event_id = NEW.series_id)) BEGIN
  INSERT INTO reminder_alarms (event_id, calendar_id, since_ms, due_ms)
    VALUES (NEW.id, NEW.calendar_id, NEW.updated_ms - 5000, 0)
    ON CONFLICT (event_id) DO UPDATE SET since_ms = excluded.since_ms, due_ms = 0;
END;
CREATE TRIGGER events_reminded_anew
  AFTER UPDATE OF state, status, all_day, start_ms, start_wall, reminders, floating, recurrence, series_id ON events
  WHEN NEW.state = 1
    AND (OLD.state, OLD.status, OLD.all_day, OLD.start_ms, OLD.start_wall, OLD.reminders, OLD.floating, OLD.recurrence, OLD.series_id)
      IS NOT (NEW.state, NEW.status, NEW.all_day, NEW.start_ms, NEW.start_wall, NEW.reminders, NEW.floating, NEW.recurrence, NEW.series_id)
    AND (NEW.reminders <> ''
      OR EXISTS (SELECT 1 FROM reminder_alarms WHERE event_id = NEW.id)
      OR EXISTS (SELECT 1 FROM reminder_defaults WHERE calendar_id = NEW.calendar_id)
      OR EXISTS (SELECT 1 FROM reminder_settings WHERE calendar_id = NEW.calendar_id)
      OR EXISTS (SELECT 1 FROM event_reminders WHERE event_id IN (NEW.id, NEW.series_id))) BEGIN
  INSERT INTO reminder_alarms (event_id, calendar_id, since_ms, due_ms)
    VALUES (NEW.id, NEW.calendar_id, NEW.updated_ms - 5000, 0)
    ON CONFLICT (event_id) DO UPDATE SET since_ms = excluded.since_ms, due_ms = 0;
END;
CREATE TRIGGER calendars_reminded_anew AFTER UPDATE OF time_zone ON calendars WHEN OLD.time_zone <> NEW.time_zone BEGIN
  INSERT INTO reminder_replans (calendar_id, since_ms) VALUES (NEW.id, 0)
    ON CONFLICT (calendar_id) DO NOTHING;
END;

INSERT INTO reminder_alarms (event_id, calendar_id, since_ms, due_ms)
  SELECT id, calendar_id, 0, 0 FROM events WHERE state = 1 AND reminders <> '';
