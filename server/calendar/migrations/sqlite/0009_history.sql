-- What an event was before each change of it, for as long as it exists: its former row, whenever its version or its
-- calendar becomes another one. number counts from 1; what stands in `events` is the one after the last. Of an event that
-- is changed without end the newest thousand are kept.
CREATE TABLE event_versions (
  id TEXT NOT NULL REFERENCES events (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  calendar_id TEXT NOT NULL,
  uid TEXT NOT NULL,
  state INTEGER NOT NULL,
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
  floating INTEGER NOT NULL,
  url TEXT NOT NULL,
  transparency INTEGER NOT NULL,
  visibility INTEGER NOT NULL,
  recurrence TEXT NOT NULL,
  extra TEXT NOT NULL,
  series_id TEXT,
  original_ms INTEGER NOT NULL,
  original_wall TEXT NOT NULL,
  original_zone TEXT NOT NULL,
  PRIMARY KEY (id, number)
);
CREATE INDEX event_versions_series ON event_versions (series_id) WHERE series_id IS NOT NULL;
CREATE INDEX events_of_series ON events (series_id) WHERE series_id IS NOT NULL;
CREATE INDEX events_trash_calendar ON events (calendar_id, deleted_ms) WHERE state = 2;

-- Whoever writes the row. EventTable::leavePlace() has put 37 characters behind the place of an instance.
CREATE TRIGGER events_versioned BEFORE UPDATE OF version ON events
  WHEN OLD.state > 0 AND (OLD.version <> NEW.version OR OLD.calendar_id <> NEW.calendar_id) BEGIN
  INSERT INTO event_versions (
    id, number, calendar_id, uid, state, version, name, all_day, start_ms, start_wall, start_zone, end_ms, end_wall,
    end_zone, location, description, colour, categories, status, participants, reminders, created_by,
    created_by_name, created_ms, updated_by_name, updated_ms, floating, url, transparency, visibility, recurrence,
    extra, series_id, original_ms, original_wall, original_zone)
  VALUES (
    OLD.id, (SELECT COALESCE(MAX(number), 0) + 1 FROM event_versions WHERE id = OLD.id), OLD.calendar_id, OLD.uid,
    OLD.state, OLD.version, OLD.name, OLD.all_day, OLD.start_ms, OLD.start_wall, OLD.start_zone, OLD.end_ms,
    OLD.end_wall, OLD.end_zone, OLD.location, OLD.description, OLD.colour, OLD.categories, OLD.status,
    OLD.participants, OLD.reminders, OLD.created_by, OLD.created_by_name, OLD.created_ms, OLD.updated_by_name,
    OLD.updated_ms, OLD.floating, OLD.url, OLD.transparency, OLD.visibility, OLD.recurrence, OLD.extra,
    OLD.series_id, OLD.original_ms,
    CASE WHEN length(OLD.original_wall) > 37
      THEN substr(OLD.original_wall, 1, length(OLD.original_wall) - 37) ELSE OLD.original_wall END,
    OLD.original_zone);
  DELETE FROM event_versions WHERE id = OLD.id
    AND number <= (SELECT MAX(number) - 1000 FROM event_versions WHERE id = OLD.id);
END;

-- Which events have gone to another calendar: what CalDAV says has been removed.
CREATE TABLE moved_events (
  calendar_id TEXT NOT NULL REFERENCES calendars (id),
  version INTEGER NOT NULL,
  event_id TEXT NOT NULL,
  uid TEXT NOT NULL,
  dav_name TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (calendar_id, version)
);
CREATE INDEX moved_events_at ON moved_events (at_ms);
