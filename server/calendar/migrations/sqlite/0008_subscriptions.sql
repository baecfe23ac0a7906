-- Calendars whose content is a feed from elsewhere. url may have secrets in it. content_hash: SHA-256 of what was taken in
-- last; synced_as: the owner in whose name. next_ms: when it is fetched next; lease_*: who does it now, and until when.
CREATE TABLE subscriptions (
  calendar_id TEXT NOT NULL PRIMARY KEY REFERENCES calendars (id),
  url TEXT NOT NULL,
  interval_ms INTEGER NOT NULL,
  created_ms INTEGER NOT NULL,
  etag TEXT NOT NULL DEFAULT '',
  last_modified TEXT NOT NULL DEFAULT '',
  content_hash TEXT NOT NULL DEFAULT '',
  synced_as TEXT,
  attempt_ms INTEGER NOT NULL DEFAULT 0,
  success_ms INTEGER NOT NULL DEFAULT 0,
  next_ms INTEGER NOT NULL,
  failures INTEGER NOT NULL DEFAULT 0,
  error_reason TEXT NOT NULL DEFAULT '',
  error_message TEXT NOT NULL DEFAULT '',
  lease_owner TEXT,
  lease_until_ms INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX subscriptions_next ON subscriptions (next_ms);
