-- The statements of one create_event by HTTP, both databases' in one: begin, the auth service's records, completion. From
-- server/calendar (commands/createevent.cpp, saga/, store/, changes/changelog.cpp) and server/auth/participantstore.cpp.
-- Variables: run (one digit), rooms, n; the calendars are 'room 1' to 'room N'. Two ids and the calendar come along with the first row.
\set n :n + 1
\set room 1 + :n % :rooms
\set now 1795523233309 + :n

BEGIN ISOLATION LEVEL READ COMMITTED;
SELECT c.id AS calendar, c.name, c.colour, c.time_zone, c.seq AS old_seq, c.version, c.created_ms, c.password_hash, m.role,
       m.user_id AS member, (:run::text || lpad(:client_id::text, 7, '0') || '-0000-7000-8000-' || lpad(to_hex(:n::bigint), 12, '0')) AS saga,
       (:run::text || lpad(:client_id::text, 7, '0') || '-0000-7001-8000-' || lpad(to_hex(:n::bigint), 12, '0')) AS event
  FROM calendars c LEFT JOIN members m ON m.calendar_id = c.id AND m.user_id = '01a20d86-451a-7000-93c3-e46429db55c3'
  WHERE c.deleted_ms IS NULL AND c.name_key = 'room ' || :room::text \gset
INSERT INTO sagas (id, kind, state, calendar_id, event_id, user_id, username, request_id, idempotency_key, payload, error, attempts,
                   created_ms, deadline_ms, lease_owner, lease_until_ms)
  VALUES (:saga, 0, 0, :calendar, :event, :member, 'ann', '4abd814a2bef92e3', '',
          '{"participants":["01a20d86-451a-7000-93c3-e46429db55c3"]}', '', 0, :now, :now, '01a20d86-4511-7000-bcfc-7f4729f438f3', :now)
  ON CONFLICT DO NOTHING;
INSERT INTO events (id, calendar_id, uid, state, saga_id, version, name, all_day, start_ms, start_wall, start_zone, end_ms, end_wall,
                    end_zone, location, description, colour, categories, status, participants, reminders, created_by, created_by_name,
                    created_ms, updated_by_name, updated_ms)
  VALUES (:event, :calendar, :event, 0, :saga, 0, 'Dinner', 0, 1796929200000, '2026-12-10T19:00:00', 'UTC', 1796936400000,
          '2026-12-10T21:00:00', 'UTC', '', '', '', '', 0, '', '', :member, 'ann', :now, 'ann', :now)
  ON CONFLICT DO NOTHING;
COMMIT;

BEGIN ISOLATION LEVEL READ COMMITTED;
INSERT INTO saga_steps (saga_id, kind, event_id, calendar_id, at_ms) VALUES (:saga, 'set', :event, :calendar, :now)
  ON CONFLICT DO NOTHING;
INSERT INTO participant_sets (event_id, calendar_id, saga_id) VALUES (:event, :calendar, :saga)
  ON CONFLICT (event_id) DO UPDATE SET calendar_id = excluded.calendar_id RETURNING saga_id;
INSERT INTO participants (event_id, user_id)
  SELECT s.event_id, u.id FROM participant_sets s, users u WHERE s.event_id = :event AND u.id = :member;
COMMIT;

BEGIN ISOLATION LEVEL READ COMMITTED;
UPDATE sagas SET state = 2, finished_ms = :now WHERE id = :saga AND state = 0;
UPDATE calendars SET seq = seq + 1 WHERE id = :calendar AND deleted_ms IS NULL RETURNING seq, name \gset
UPDATE events SET state = 1, saga_id = NULL, version = :seq WHERE id = :event AND saga_id = :saga
  RETURNING id, calendar_id, uid, state, saga_id, version, name, all_day, start_ms, start_wall, start_zone, end_ms, end_wall, end_zone,
            location, description, colour, categories, status, participants, reminders, created_by, created_by_name, created_ms,
            updated_by_name, updated_ms;
INSERT INTO changes (calendar_id, seq, kind, at_ms, actor, actor_name, entity, operation, fields, data)
  VALUES (:calendar, :seq, 0, :now, :member, 'ann', :event, :saga, '',
          '{"all_day": false,"calendar_id":"01a20d86-45d0-7000-8d41-47d3148d6b9a","calendar_name":"Bench","categories":[],"colour":"","created_at":"2026-11-24T12:27:13.329Z","created_by":"ann","created_by_id":"01a20d86-451a-7000-93c3-e46429db55c3","description":"","end_time_zone":"UTC","event_end":"2026-12-10T21:00:00Z","event_name":"Dinner","event_start":"2026-12-10T19:00:00Z","id":"01a20d86-4631-7001-8802-f6cb13eb995e","location":"","participants":[],"reminders":[],"start_time_zone":"UTC","status":"confirmed","uid":"01a20d86-4631-7001-8802-f6cb13eb995e","updated_at":"2026-11-24T12:27:13.329Z","updated_by":"ann","version":4}');
COMMIT;
