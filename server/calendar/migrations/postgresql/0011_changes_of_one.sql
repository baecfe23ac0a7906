-- What one event, message or poll has been through.
CREATE INDEX changes_entity ON changes (calendar_id, entity, seq);
