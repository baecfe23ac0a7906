-- options: a JSON list. state: 0 open, 1 its event is being made, 2 closed; picked_option and event_id: with which event.
CREATE TABLE polls (
  id UUID NOT NULL PRIMARY KEY,
  calendar_id UUID NOT NULL REFERENCES calendars (id),
  version BIGINT NOT NULL,
  title TEXT NOT NULL,
  location TEXT NOT NULL,
  description TEXT NOT NULL,
  options TEXT NOT NULL,
  state BIGINT NOT NULL,
  picked_option UUID,
  event_id UUID,
  created_by UUID NOT NULL,
  created_by_name TEXT NOT NULL,
  created_ms BIGINT NOT NULL
);
CREATE INDEX polls_calendar ON polls (calendar_id, created_ms);

-- answers: a JSON object, by option.
CREATE TABLE poll_answers (
  poll_id UUID NOT NULL REFERENCES polls (id),
  user_id UUID NOT NULL,
  username TEXT NOT NULL,
  answers TEXT NOT NULL,
  at_ms BIGINT NOT NULL,
  PRIMARY KEY (poll_id, user_id)
);
