-- What can be searched: events and messages that are there, kept up by triggers. The calendar's id is one word of the
-- document, so that the index itself narrows to calendars.
CREATE TABLE search_documents (
  id BIGSERIAL NOT NULL PRIMARY KEY,
  entity UUID NOT NULL UNIQUE,
  document TSVECTOR NOT NULL
);
CREATE INDEX search_documents_words ON search_documents USING gin (document);

-- Without case, accents and punctuation, whatever the cluster's locale.
CREATE FUNCTION search_words(given TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT translate(normalize(regexp_replace(normalize(lower(given COLLATE "und-x-icu"), NFKD), '[\u0300-\u036f]', '', 'g'), NFC),
    '.,;:!?_-+*/\|@#$%&=~^<>()[]{}"''`', '                                      ')
$$;

CREATE FUNCTION search_document(room UUID, title TEXT, place TEXT, people TEXT, body TEXT)
  RETURNS TSVECTOR LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT setweight(to_tsvector('simple', replace(room::TEXT, '-', '')), 'D')
    || setweight(to_tsvector('simple', search_words(title)), 'A')
    || setweight(to_tsvector('simple', search_words(place || ' ' || people)), 'B')
    || setweight(to_tsvector('simple', search_words(left(body, 100000))), 'C')
$$;

CREATE FUNCTION event_document(e events) RETURNS TSVECTOR LANGUAGE sql STABLE AS $$
  SELECT search_document(e.calendar_id, e.name, e.location,
    (SELECT coalesce(string_agg(p ->> 'name', ' '), '')
       FROM json_array_elements((CASE WHEN e.participants = '' THEN '[]' ELSE e.participants END)::JSON) p),
    e.description || ' ' || e.categories)
$$;

-- SQLite's FTS5 has a table-valued function of this name and columns; it understands the same questions:
-- `room:("a" OR "b") AND "word" AND "pre" *`, words without punctuation. The best has the lowest rank.
CREATE FUNCTION search_text(question TEXT) RETURNS TABLE (rowid BIGINT, rank DOUBLE PRECISION)
  LANGUAGE plpgsql STABLE AS $$
DECLARE
  parsed TEXT := replace(replace(replace(replace(replace(question, 'room:', ''), '" *', '":*'), ' OR ', ' | '),
    ' AND ', ' & '), '"', '''');
  words TSQUERY := substr(parsed, strpos(parsed, ') & ') + 4)::TSQUERY;
BEGIN
  -- The newest 2,000 matches are ranked, for the same cost whatever is asked for.
  RETURN QUERY SELECT m.id, -ts_rank('{0.0, 0.1, 0.4, 1.0}', m.document, words)::DOUBLE PRECISION
    FROM (SELECT d.id, d.document FROM search_documents d WHERE d.document @@ parsed::TSQUERY
      ORDER BY d.id DESC LIMIT 2000) m;
END
$$;

CREATE FUNCTION keep_event_searchable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR NEW.state <> 1 THEN
    DELETE FROM search_documents WHERE entity = OLD.id;
  ELSE
    INSERT INTO search_documents (entity, document) VALUES (NEW.id, event_document(NEW))
      ON CONFLICT (entity) DO UPDATE SET document = excluded.document;
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER events_searchable AFTER INSERT ON events FOR EACH ROW WHEN (NEW.state = 1)
  EXECUTE FUNCTION keep_event_searchable();
CREATE TRIGGER events_searched_anew AFTER UPDATE ON events FOR EACH ROW
  WHEN (OLD.state <> NEW.state AND (OLD.state = 1 OR NEW.state = 1)
    OR NEW.state = 1 AND (OLD.calendar_id, OLD.name, OLD.location, OLD.participants, OLD.description, OLD.categories)
      IS DISTINCT FROM (NEW.calendar_id, NEW.name, NEW.location, NEW.participants, NEW.description, NEW.categories))
  EXECUTE FUNCTION keep_event_searchable();
CREATE TRIGGER events_searched_gone AFTER DELETE ON events FOR EACH ROW WHEN (OLD.state = 1)
  EXECUTE FUNCTION keep_event_searchable();

CREATE FUNCTION keep_message_searchable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    DELETE FROM search_documents WHERE entity = OLD.id;
  ELSE
    INSERT INTO search_documents (entity, document)
      VALUES (NEW.id, search_document(NEW.calendar_id, '', '', NEW.username, NEW.text))
      ON CONFLICT (entity) DO UPDATE SET document = excluded.document;
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER messages_searchable AFTER INSERT OR DELETE OR UPDATE OF username, text ON messages
  FOR EACH ROW EXECUTE FUNCTION keep_message_searchable();

INSERT INTO search_documents (entity, document) SELECT e.id, event_document(e) FROM events e WHERE e.state = 1;
INSERT INTO search_documents (entity, document)
  SELECT id, search_document(calendar_id, '', '', username, text) FROM messages;
