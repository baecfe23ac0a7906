-- The newest version that a changed instance had which has left the trash for good: the version of the object as a
-- whole never goes back.
ALTER TABLE events ADD COLUMN instances_version INTEGER NOT NULL DEFAULT 0;
CREATE TRIGGER events_instance_gone AFTER DELETE ON events WHEN OLD.series_id IS NOT NULL BEGIN
  UPDATE events SET instances_version = OLD.version
    WHERE id = OLD.series_id AND calendar_id = OLD.calendar_id AND instances_version < OLD.version;
END;

-- A comment goes with its event to another calendar.
DROP TRIGGER messages_searched_anew;
CREATE TRIGGER messages_searched_anew AFTER UPDATE OF calendar_id, username, text ON messages BEGIN
  UPDATE search_text SET room = replace(NEW.calendar_id, '-', ''), people = NEW.username, body = NEW.text
    WHERE rowid = (SELECT id FROM search_documents WHERE entity = NEW.id);
END;
