-- What can be searched: events and messages that are there, kept up by triggers. search_text and search_documents go
-- together by rowid and id; room holds the calendar's id as one word, so that the index itself narrows to calendars.
CREATE TABLE search_documents (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  entity TEXT NOT NULL UNIQUE
);
CREATE VIRTUAL TABLE search_text USING fts5(room, title, place, people, body,
  tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');
INSERT INTO search_text (search_text, rank) VALUES ('rank', 'bm25(0.0, 10.0, 4.0, 4.0, 1.0)');

CREATE TRIGGER events_searchable AFTER INSERT ON events WHEN NEW.state = 1 BEGIN
  INSERT INTO search_documents (entity) VALUES (NEW.id);
  INSERT INTO search_text (rowid, room, title, place, people, body)
    SELECT id, replace(NEW.calendar_id, '-', ''), NEW.name, NEW.location,
      (SELECT group_concat(json_extract(value, '$.name'), ' ')
         FROM json_each(CASE WHEN NEW.participants = '' THEN '[]' ELSE NEW.participants END)),
      NEW.description || ' ' || NEW.categories
    FROM search_documents WHERE entity = NEW.id;
END;
CREATE TRIGGER events_searched_no_more AFTER UPDATE OF state ON events WHEN OLD.state = 1 AND NEW.state <> 1 BEGIN
  DELETE FROM search_text WHERE rowid = (SELECT id FROM search_documents WHERE entity = NEW.id);
  DELETE FROM search_documents WHERE entity = NEW.id;
END;
CREATE TRIGGER events_searched_from_now AFTER UPDATE OF state ON events WHEN OLD.state <> 1 AND NEW.state = 1 BEGIN
  INSERT INTO search_documents (entity) VALUES (NEW.id);
  INSERT INTO search_text (rowid, room, title, place, people, body)
    SELECT id, replace(NEW.calendar_id, '-', ''), NEW.name, NEW.location,
      (SELECT group_concat(json_extract(value, '$.name'), ' ')
         FROM json_each(CASE WHEN NEW.participants = '' THEN '[]' ELSE NEW.participants END)),
      NEW.description || ' ' || NEW.categories
    FROM search_documents WHERE entity = NEW.id;
END;
CREATE TRIGGER events_searched_anew
  AFTER UPDATE OF calendar_id, name, location, participants, description, categories ON events
  WHEN OLD.state = 1 AND NEW.state = 1 AND (OLD.calendar_id, OLD.name, OLD.location, OLD.participants, OLD.description, OLD.categories)
    IS NOT (NEW.calendar_id, NEW.name, NEW.location, NEW.participants, NEW.description, NEW.categories) BEGIN
  UPDATE search_text SET room = replace(NEW.calendar_id, '-', ''), title = NEW.name, place = NEW.location,
      people = (SELECT group_concat(json_extract(value, '$.name'), ' ')
         FROM json_each(CASE WHEN NEW.participants = '' THEN '[]' ELSE NEW.participants END)),
      body = NEW.description || ' ' || NEW.categories
    WHERE rowid = (SELECT id FROM search_documents WHERE entity = NEW.id);
END;
CREATE TRIGGER events_searched_gone AFTER DELETE ON events WHEN OLD.state = 1 BEGIN
  DELETE FROM search_text WHERE rowid = (SELECT id FROM search_documents WHERE entity = OLD.id);
  DELETE FROM search_documents WHERE entity = OLD.id;
END;

CREATE TRIGGER messages_searchable AFTER INSERT ON messages BEGIN
  INSERT INTO search_documents (entity) VALUES (NEW.id);
  INSERT INTO search_text (rowid, room, title, place, people, body)
    SELECT id, replace(NEW.calendar_id, '-', ''), '', '', NEW.username, NEW.text
    FROM search_documents WHERE entity = NEW.id;
END;
CREATE TRIGGER messages_searched_anew AFTER UPDATE OF username, text ON messages BEGIN
  UPDATE search_text SET people = NEW.username, body = NEW.text
    WHERE rowid = (SELECT id FROM search_documents WHERE entity = NEW.id);
END;
CREATE TRIGGER messages_searched_gone AFTER DELETE ON messages BEGIN
  DELETE FROM search_text WHERE rowid = (SELECT id FROM search_documents WHERE entity = OLD.id);
  DELETE FROM search_documents WHERE entity = OLD.id;
END;

INSERT INTO search_documents (entity) SELECT id FROM events WHERE state = 1;
INSERT INTO search_documents (entity) SELECT id FROM messages;
INSERT INTO search_text (rowid, room, title, place, people, body)
  SELECT d.id, replace(e.calendar_id, '-', ''), e.name, e.location,
    (SELECT group_concat(json_extract(value, '$.name'), ' ')
       FROM json_each(CASE WHEN e.participants = '' THEN '[]' ELSE e.participants END)),
    e.description || ' ' || e.categories
  FROM search_documents d JOIN events e ON e.id = d.entity;
INSERT INTO search_text (rowid, room, title, place, people, body)
  SELECT d.id, replace(m.calendar_id, '-', ''), '', '', m.username, m.text
  FROM search_documents d JOIN messages m ON m.id = d.entity;
