-- What one event, message or poll has been through.
CREATE INDEX changes_entity ON changes (calendar_id, entity, seq);
-- What CalDAV calls an event that has a name of its own.
CREATE INDEX events_dav ON events (calendar_id, dav_name) WHERE dav_name <> '';
