"""Every row of the WebSocket contract, from outside: two members, a stranger and an ex-member."""
import json
import time
import unittest
from concurrent.futures import ThreadPoolExecutor

from client import Refused, Socket
from test_rest import Base
from trio import PASSWORD, draft


class Upgrade(Base):
    def refused(self, status, *arguments, **more):
        with self.assertRaises(Refused) as caught:
            Socket(self.trio.port, *arguments, **more)
        self.assertEqual(caught.exception.status, status)

    def test_token(self):
        user = self.trio.user(self.name())
        self.refused(401)
        self.refused(401, "no.such.token")
        self.refused(401, path=f"/ws?token={user.token}")
        self.refused(403, user.token, headers={"Origin": "https://elsewhere.example"})
        Socket(self.trio.port, user.token, headers={"Origin": f"http://127.0.0.1:{self.trio.port}"}).wait_event("connect")
        live = Socket(self.trio.port, subprotocol=f"hearth.v1, bearer.{user.token}", path="/api/ws")
        self.assertIn("hearth.v1", live.head)
        hello = live.wait_event("connect")["data"]
        self.assertEqual(hello["message"], f"{user.name} has connected")
        self.assertTrue(hello["session_id"] and hello["server"])
        self.assertEqual(hello["calendars"], [])


class Rooms(Base):
    def setUp(self):
        self.owner, self.guest, self.stranger = (self.trio.user(self.name()) for _ in range(3))
        self.title = self.name("Room ")
        self.calendar = self.trio.calendar(self.owner, self.title, "password")
        self.trio.join(self.guest, self.title, "password")
        self.a, self.b, self.c = (self.trio.socket(u) for u in (self.owner, self.guest, self.stranger))
        self.addCleanup(lambda: [s.close() for s in (self.a, self.b, self.c)])

    def test_hello_names_the_rooms(self):
        rooms = self.a.hello["data"]["calendars"]
        self.assertEqual([(r["id"], r["name"]) for r in rooms], [(self.calendar, self.title)])
        self.assertIsInstance(rooms[0]["seq"], int)
        self.assertEqual(self.c.hello["data"]["calendars"], [])

    def test_an_event_reaches_every_member_and_nobody_else(self):
        answer = self.a.call("create_event", draft(self.title))
        self.assertTrue(answer["ok"], answer)
        seen = [s.wait_event("created_event", event_name="Dinner") for s in (self.a, self.b)]
        self.assertEqual(seen[0]["seq"], seen[1]["seq"])
        self.assertEqual(seen[0]["calendar_id"], self.calendar)
        self.assertTrue(self.c.quiet_for_events("created_event"))

    def test_events_over_rest_are_pushed(self):
        path = f"/api/v1/calendars/{self.calendar}/events"
        made = self.guest.post(path, draft("", name="One"))
        event = self.a.wait_event("created_event", id=made.json["id"])
        self.guest.request("PATCH", f"{path}/{made.json['id']}", body={"event_name": "Two"})
        updated = self.a.wait_event("updated_event", id=made.json["id"])
        self.assertEqual(updated["data"]["event_name"], "Two")
        self.guest.request("DELETE", f"{path}/{made.json['id']}")
        deleted = self.a.wait_event("deleted_event", id=made.json["id"])
        self.assertEqual([updated["seq"], deleted["seq"]], [event["seq"] + 1, event["seq"] + 2])

    def test_create_event_refuses(self):
        for socket, change, word in [(self.c, {}, "member"), (self.a, {"calendar_name": "no such calendar"}, "calendar"),
                                     (self.a, {"event_end": "2026-12-10T18:00:00Z"}, "end"), (self.a, {"event_name": ""}, "name")]:
            with self.subTest(change=change):
                answer = socket.call("create_event", {**draft(self.title), **change})
                self.assertFalse(answer["ok"])
                self.assertIn(word, answer["data"]["message"].lower())

    def test_create_event_with_a_key(self):
        answers = [self.a.call("create_event", {**draft(self.title), "idempotency_key": "k"}) for _ in range(2)]
        self.assertTrue(all(a["ok"] for a in answers), answers)
        self.assertEqual(len(self.owner.get("/calendar/get_events").json["events"]), 1)

    def test_a_viewer_may_not_write(self):
        guest = self.guest.get("/api/v1/me").json["id"]
        changed = self.owner.request("PATCH", f"/api/v1/calendars/{self.calendar}/members/{guest}", body={"role": "viewer"})
        self.assertEqual(changed.status, 200, changed)
        self.assertFalse(self.b.call("create_event", draft(self.title))["ok"])

    def test_join(self):
        cases = [({"calendar_name": "no such calendar"}, False), ({"calendar_name": self.title}, False),
                 ({"calendar_name": self.title, "calendar_password": "wrong"}, False), ({}, False),
                 ({"calendar_name": self.title, "calendar_password": "password"}, True),
                 ({"calendar_name": self.title, "calendar_password": "password"}, False)]
        for data, ok in cases:
            with self.subTest(data=data):
                self.assertEqual(self.c.call("join_calendar", data)["ok"], ok)
        joined = self.a.wait_event("joined_calendar", username=self.stranger.name)
        self.assertEqual(joined["calendar_id"], self.calendar)
        self.a.call("create_event", draft(self.title, "after"))
        self.c.wait_event("created_event", event_name="after")

    def test_leave(self):
        self.assertFalse(self.b.call("leave_calendar", {"calendar_name": "no such calendar"})["ok"])
        self.assertFalse(self.c.call("leave_calendar", {"calendar_name": self.title})["ok"])
        self.assertFalse(self.a.call("leave_calendar", {"calendar_name": self.title})["ok"])
        self.assertTrue(self.b.call("leave_calendar", {"calendar_name": self.title})["ok"])
        self.a.wait_event("left_calendar", username=self.guest.name)
        self.a.call("create_event", draft(self.title, "secret"))
        self.a.wait_event("created_event")
        self.assertTrue(self.b.quiet_for_events("created_event"))
        self.assertFalse(self.b.call("create_event", draft(self.title))["ok"])

    def test_messages(self):
        self.assertTrue(self.a.call("message", {"message": "Soup is ready", "calendar_name": self.title})["ok"])
        kept = [s.wait_event("message", message="Soup is ready") for s in (self.a, self.b)]
        self.assertTrue(all(f["seq"] > 0 and f["calendar_id"] == self.calendar for f in kept))
        self.assertTrue(self.a.call("message", {"message": "to all I share with"})["ok"])
        self.b.wait_event("message", message="to all I share with")
        self.assertTrue(self.c.quiet_for_events("message"))
        for data in ({}, {"message": ""}, {"message": 5}, {"message": "x", "calendar_name": "no such calendar"}):
            self.assertFalse(self.a.call("message", data)["ok"], data)
        self.assertFalse(self.c.call("message", {"message": "x", "calendar_id": self.calendar})["ok"])

    def test_resume(self):
        since = self.a.hello["data"]["calendars"][0]["seq"]
        self.b.close()
        for i in range(5):
            self.a.call("create_event", draft(self.title, f"missed {i}"))
        again = self.trio.socket(self.guest)
        answer = again.call("resume", {"calendar_id": self.calendar, "since": since})
        self.assertTrue(answer["ok"], answer)
        missed = [again.wait_event("created_event", event_name=f"missed {i}") for i in range(5)]
        seqs = [f["seq"] for f in missed]
        self.assertEqual(seqs, list(range(seqs[0], seqs[0] + 5)))
        self.assertEqual(seqs[0], since + 1)
        self.assertFalse(self.c.call("resume", {"calendar_id": self.calendar, "since": 0})["ok"])
        for data in ({}, {"calendar_id": "x", "since": 0}, {"calendar_id": self.calendar, "since": "0"}, {"calendar_id": self.calendar, "since": -1}):
            self.assertFalse(again.call("resume", data)["ok"], data)

    def test_every_member_sees_all_changes_in_order(self):
        start = self.a.hello["data"]["calendars"][0]["seq"]
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda i: self.owner.post("/calendar/create_event", draft(self.title, f"n{i}")), range(40)))
        self.assertTrue(all(a.status == 201 for a in answers))
        for socket in (self.a, self.b):
            seqs = [socket.wait(lambda f: f.get("seq", 0) > start)["seq"] for _ in range(40)]
            self.assertEqual(seqs, list(range(start + 1, start + 41)))

    def test_presence(self):
        self.presence("came")
        late = self.trio.socket(self.guest)
        self.b.close()
        late.close()
        self.assertEqual(self.presence("left")["calendar_id"], self.calendar)
        again = self.trio.socket(self.guest)
        self.addCleanup(again.close)
        self.presence("came")

    def presence(self, way):
        """The notice that the guest has come or left, however it was gathered with others."""
        return self.a.wait(lambda f: f.get("event") == "presence" and self.guest.name in f["data"].get(way, []))

    def test_disconnect(self):
        answer = self.b.call("disconnect")
        self.assertEqual(answer["data"]["message"], f"{self.guest.name} has disconnected")
        self.assertIn(self.b.wait_closed(), (1000, 1001, 1005))


class Frames(Base):
    def setUp(self):
        self.user = self.trio.user(self.name())
        self.live = self.trio.socket(self.user)
        self.addCleanup(self.live.close)

    def test_what_is_no_frame(self):
        for text in ("", "{", "[]", "5", "null", "{}", '{"event":5}', '{"event":"message","data":[]}', '{"event":"x","id":5}', "[" * 5000):
            with self.subTest(text=text[:20]):
                self.live.send_text(text)
                answer = self.live.wait(lambda f: f.get("event") == "error")
                self.assertEqual(answer["ok"], False)
                self.assertTrue(answer["data"]["message"])

    def test_unknown_event(self):
        self.assertFalse(self.live.call("dance", {})["ok"])

    def test_too_large(self):
        self.live.send_text(json.dumps({"event": "message", "data": {"message": "x" * (257 * 1024)}}))
        self.assertEqual(self.live.wait_closed(), 1009)

    def test_not_utf8(self):
        self.live.send_raw(1, b'{"event":"\xff\xfe"}')
        self.assertEqual(self.live.wait_closed(), 1007)


class Expiry(Base):
    settings = ("tokens.lifetime=3s",)

    def test_the_socket_ends_with_its_token(self):
        user = self.trio.user(self.name())
        live = self.trio.socket(user)
        started = time.monotonic()
        self.assertEqual(live.wait_closed(timeout=15), 4401)
        self.assertGreater(time.monotonic() - started, 1)


class Reader(Base):
    settings = ("live.send_buffer=64KiB",)

    def test_who_does_not_read_is_cut_off_and_can_resume(self):
        owner, guest = self.trio.user(self.name()), self.trio.user(self.name())
        title = self.name("Slow ")
        calendar = self.trio.calendar(owner, title)
        self.trio.join(guest, title)
        slow, live = self.trio.socket(guest), self.trio.socket(owner)
        since = slow.hello["data"]["calendars"][0]["seq"]
        # More than the kernel's buffers of both sides hold together (6 + 4 MB by default).
        text, sent = "x" * 9_000, 1800
        for _ in range(sent):
            self.assertTrue(live.call("message", {"message": text, "calendar_name": title})["ok"])
            live.frames.clear()
        slow.wait_closed(timeout=60)
        self.assertLess(len(slow.frames), sent, "the slow reader was never cut off")
        again = self.trio.socket(guest)
        self.assertTrue(again.call("resume", {"calendar_id": calendar, "since": since}, timeout=60)["ok"])
        self.assertEqual(again.wait_event("message", timeout=60)["seq"], since + 1)


if __name__ == "__main__":
    unittest.main(verbosity=2)
