"""What strangers and mistakes send, against the layout and engine that the environment names: always an answer of the
contract, never an internal error, and nothing about it in the log."""
import json
import random
import unittest

from client import Closed
from test_rest import Base, draft

NULLS = ("\0", "a\0b", "Family\0")
ODD = (None, True, 0, -1, 1e300, "", [], {}, [[]], "\0", ["\0"], {"a": {"b": [1]}}, "2026-02-30T00:00:00Z",
       "0000-00-00T00:00:00Z", 9007199254740993)


class Hostile(Base):
    def setUp(self):
        self.user = self.trio.user(self.name())
        self.room = self.user.post("/api/v1/calendars", {"name": self.name("room")}).json

    def tearDown(self):
        for process in self.trio.processes.values():
            self.assertIsNone(process.process.poll(), process.text())
            self.assertNotIn("A job failed", process.text())

    def in_contract(self, answer, *accepted):
        self.assertIn(answer.status, accepted, answer)
        if answer.status >= 400:
            self.problem(answer, answer.status)

    def test_null_characters(self):
        event = draft(self.room["name"])
        for text in NULLS:
            self.in_contract(self.trio.http().post("/user/login", {"username": text, "password": "x" * 8}), 401)
            self.in_contract(self.trio.http().post("/user/register", {"username": text, "password": "x" * 8}), 400)
            self.in_contract(self.user.post("/calendar/create_event", {**event, "calendar_name": text}), 404)
            self.in_contract(self.user.post("/api/v1/calendars/join", {"calendar_name": text}), 404)
            self.in_contract(self.user.request("PATCH", "/api/v1/me", {"time_zone": "UTC" + text}), 400)
            self.in_contract(self.user.request("PATCH", f"/api/v1/calendars/{self.room['id']}", {"time_zone": "UTC" + text}), 400)
            self.in_contract(self.user.post("/api/v1/calendars", {"name": self.name(), "time_zone": "UTC" + text}), 400)
        self.in_contract(self.user.get("/calendar/get_events?calendar_name=%00"), 404)
        socket = self.trio.socket(self.user)
        for event_name in ("message", "join_calendar", "leave_calendar", "create_event"):
            answer = socket.call(event_name, {**event, "calendar_name": "\0", "message": "hello"})
            self.assertEqual((answer["ok"], answer["data"]["code"]), (False, "not_found"), answer)

    def test_a_key_is_of_one_calendar(self):
        other = self.user.post("/api/v1/calendars", {"name": self.name("room")}).json
        key = {"Idempotency-Key": "once"}
        event = draft(self.room["name"])
        made = self.user.post(f"/api/v1/calendars/{self.room['id']}/events", event, headers=key)
        self.assertEqual(made.status, 201)
        again = self.user.post(f"/api/v1/calendars/{self.room['id']}/events", event, headers=key)
        self.assertEqual((again.status, again.json["id"]), (201, made.json["id"]))
        self.problem(self.user.post(f"/api/v1/calendars/{other['id']}/events", event, headers=key), 422)

    def test_mutated_bodies(self):
        random.seed(7)
        requests = [("POST", "/user/register", {"username": "zz", "password": "x" * 9}),
                    ("POST", "/user/login", {"username": "zz", "password": "x" * 9}),
                    ("POST", "/user/refresh", {"refresh_token": "x"}),
                    ("POST", "/calendar/create_event", {**draft(self.room["name"]), "reminders": [5]}),
                    ("PATCH", "/api/v1/me", {"display_name": "x", "time_zone": "UTC"}),
                    ("PATCH", f"/api/v1/calendars/{self.room['id']}", {"name": self.room["name"]}),
                    ("POST", "/api/v1/calendars/join", {"calendar_name": self.room["name"], "calendar_password": ""})]
        for _ in range(300):
            method, path, body = random.choice(requests)
            body = {**body, random.choice(list(body)): random.choice(ODD)}
            if random.random() < .3:
                body[random.choice(("time_zone", "all_day", "status", "colour", "participants"))] = random.choice(ODD)
            raw = bytearray(json.dumps(body).encode())
            if random.random() < .3:
                raw[random.randrange(len(raw))] = random.randrange(256)
            self.in_contract(self.user.request(method, path, bytes(raw)), 200, 201, 400, 401, 403, 404, 409, 412, 422)

    def test_noise_on_sockets(self):
        random.seed(11)
        for _ in range(20):
            socket = self.trio.socket(self.user)
            try:
                for _ in range(6):
                    noise = bytes(random.randrange(256) for _ in range(random.randrange(60)))
                    kind = random.randrange(4)
                    if kind == 0:
                        socket.send_raw(random.randrange(16), noise, fin=random.random() < .7)
                    elif kind == 1:
                        socket.send_text('{"event":"message","data":' + "[" * 2000)
                    elif kind == 2:
                        socket.send_text(json.dumps({"event": random.choice(("message", "resume", "create_event", "x")),
                                                     "data": {"calendar_id": random.choice(ODD), "since": random.choice(ODD)}}))
                    else:
                        socket.socket.sendall(noise)
            except (Closed, OSError):
                pass
            socket.close()
        self.assertEqual(self.user.get("/user/status").status, 200)


if __name__ == "__main__":
    unittest.main(verbosity=2)
