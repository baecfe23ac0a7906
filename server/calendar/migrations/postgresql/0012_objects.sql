-- The newest version that a changed instance had which has left the trash for good: the version of the object as a
-- whole never goes back.
ALTER TABLE events ADD COLUMN instances_version BIGINT NOT NULL DEFAULT 0;
CREATE FUNCTION keep_instances_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE events SET instances_version = OLD.version
    WHERE id = OLD.series_id AND calendar_id = OLD.calendar_id AND instances_version < OLD.version;
  RETURN NULL;
END
$$;
CREATE TRIGGER events_instance_gone AFTER DELETE ON events FOR EACH ROW WHEN (OLD.series_id IS NOT NULL)
  EXECUTE FUNCTION keep_instances_version();

-- A comment goes with its event to another calendar.
DROP TRIGGER messages_searchable ON messages;
CREATE TRIGGER messages_searchable AFTER INSERT OR DELETE OR UPDATE OF calendar_id, username, text ON messages
  FOR EACH ROW EXECUTE FUNCTION keep_message_searchable();
