-- Links under which a calendar can be fetched without an account: secret_hash is the SHA-256 of what stands in the
-- link. A feed goes with its maker's membership.
CREATE TABLE feeds (
  id UUID NOT NULL PRIMARY KEY,
  calendar_id UUID NOT NULL,
  secret_hash TEXT NOT NULL UNIQUE,
  busy_only BIGINT NOT NULL,
  created_by UUID NOT NULL,
  created_by_name TEXT NOT NULL,
  created_ms BIGINT NOT NULL,
  FOREIGN KEY (calendar_id, created_by) REFERENCES members (calendar_id, user_id) ON DELETE CASCADE
);
CREATE INDEX feeds_maker ON feeds (calendar_id, created_by);
CREATE INDEX events_series ON events (calendar_id, series_id) WHERE series_id IS NOT NULL;
