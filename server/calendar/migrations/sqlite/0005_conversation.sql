-- event_id: whose conversation it is in; NULL: the calendar's own. mentions: a JSON list of users. A deleted message keeps
-- its place and has no text.
ALTER TABLE messages ADD COLUMN event_id TEXT;
ALTER TABLE messages ADD COLUMN reply_to TEXT;
ALTER TABLE messages ADD COLUMN mentions TEXT NOT NULL DEFAULT '';
ALTER TABLE messages ADD COLUMN edited_ms INTEGER;
ALTER TABLE messages ADD COLUMN deleted_ms INTEGER;
CREATE INDEX messages_event ON messages (calendar_id, event_id, seq);

-- conversation: the event's id, or the calendar's own. seq: of the last message that was read.
CREATE TABLE read_marks (
  calendar_id TEXT NOT NULL REFERENCES calendars (id),
  user_id TEXT NOT NULL,
  conversation TEXT NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (calendar_id, user_id, conversation)
);
