-- series_id: of a changed instance, the series as the server has it.
ALTER TABLE events ADD COLUMN series_id TEXT;
CREATE INDEX events_by_series ON events (series_id);

-- Which occurrence of a series an entry means, and how many of them. made: the app's id of the event that it
-- makes: the changed instance, or the series that goes on from there.
ALTER TABLE outbox ADD COLUMN occurrence TEXT NOT NULL DEFAULT '';
ALTER TABLE outbox ADD COLUMN scope TEXT NOT NULL DEFAULT 'all';
ALTER TABLE outbox ADD COLUMN made TEXT;
CREATE INDEX outbox_by_made ON outbox (made);

-- What is there says nothing of series: it is fetched anew.
UPDATE calendars SET cursor_seq = -1;
