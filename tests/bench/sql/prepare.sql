-- One user who is a member of the calendars 'room 1' to 'room N' (variable rooms), in the tables of both services.
INSERT INTO users (id, username, username_key, password_hash, display_name, colour, time_zone, locale, created_ms, version)
  VALUES ('01a20d86-451a-7000-93c3-e46429db55c3', 'ann', 'ann', '', '', '', 'UTC', '', 0, 1);
INSERT INTO calendars (id, name, name_key, password_hash, colour, time_zone, seq, version, created_ms, created_by)
  SELECT gen_random_uuid(), 'Room ' || i, 'room ' || i, '', 'brick', 'UTC', 0, 0, 0, '01a20d86-451a-7000-93c3-e46429db55c3'
  FROM generate_series(1, :rooms) i;
INSERT INTO members (calendar_id, user_id, username, role, joined_ms)
  SELECT id, created_by, 'ann', 0, 0 FROM calendars;
