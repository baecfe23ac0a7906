-- recurrence: lines of RRULE, RDATE and EXDATE, empty for what happens once. A changed instance of a series is a
-- row of its own: series_id is the series, original_* where the rule has it (RECURRENCE-ID).
-- series_end_ms: no occurrence ends later; NULL where there is no last one. dav_name: the name of its CalDAV resource.
ALTER TABLE events ADD COLUMN floating BIGINT NOT NULL DEFAULT 0;
ALTER TABLE events ADD COLUMN url TEXT NOT NULL DEFAULT '';
ALTER TABLE events ADD COLUMN transparency BIGINT NOT NULL DEFAULT 0;
ALTER TABLE events ADD COLUMN visibility BIGINT NOT NULL DEFAULT 0;
ALTER TABLE events ADD COLUMN recurrence TEXT NOT NULL DEFAULT '';
ALTER TABLE events ADD COLUMN series_end_ms BIGINT;
ALTER TABLE events ADD COLUMN series_id UUID;
ALTER TABLE events ADD COLUMN original_ms BIGINT NOT NULL DEFAULT 0;
ALTER TABLE events ADD COLUMN original_wall TEXT NOT NULL DEFAULT '';
ALTER TABLE events ADD COLUMN original_zone TEXT NOT NULL DEFAULT '';
ALTER TABLE events ADD COLUMN dav_name TEXT NOT NULL DEFAULT '';
CREATE INDEX events_recurring ON events (calendar_id, start_ms) WHERE state = 1 AND recurrence <> '';
CREATE UNIQUE INDEX events_instance ON events (series_id, original_wall) WHERE series_id IS NOT NULL AND state < 2;
CREATE UNIQUE INDEX events_uid ON events (calendar_id, uid) WHERE series_id IS NULL AND state < 2;
