"""Every row of the base contract over HTTP, from outside, against the layout and engine that the environment names."""
import json
import os
import socket
import unittest
from concurrent.futures import ThreadPoolExecutor

from trio import PASSWORD, Trio, draft

LAYOUT = os.environ.get("HEARTH_LAYOUT", "one")
ENGINE = os.environ.get("HEARTH_ENGINE", "sqlite")


class Base(unittest.TestCase):
    """A trio for the class; names are unique in it."""

    settings = ()
    count = 0

    @classmethod
    def setUpClass(cls):
        cls.trio = Trio(LAYOUT, ENGINE, cls.settings).start()
        cls.addClassCleanup(cls.trio.close)

    def name(self, stem="user"):
        Base.count += 1
        return f"{stem}-{Base.count}"

    def problem(self, answer, status):
        self.assertEqual(answer.status, status, answer)
        self.assertIn("application/problem+json", answer.headers["content-type"])
        for member in ("type", "title", "detail"):
            self.assertIsInstance(answer.json[member], str, answer)
        self.assertEqual(answer.json["status"], status)
        self.assertEqual(answer.json["message"], answer.json["detail"])
        self.assertTrue(answer.headers["x-request-id"])
        for secret in ("SELECT", "INSERT", ".cpp", "/home", self.trio.folder.name):
            self.assertNotIn(secret, answer.body.decode())


class Users(Base):
    def test_register_and_log_in(self):
        for prefix in ("", "/api"):
            name = self.name()
            made = self.trio.http().post(prefix + "/user/register", {"username": name, "password": PASSWORD})
            self.assertEqual(made.status, 201, made)
            answer = self.trio.http().post(prefix + "/user/login", {"username": name, "password": PASSWORD})
            self.assertEqual(answer.status, 200)
            self.assertEqual(answer.json["message"], "Logged in successfully!")
            self.assertEqual(answer.json["username"], name)
            self.assertEqual(len(answer.json["token"].split(".")), 3)
            self.assertGreater(answer.json["expires_in"], 0)

    def test_register_refuses(self):
        taken = self.name("Taken")
        self.trio.user(taken)
        cases = [
            ("malformed", b"{", 400), ("no object", b"[]", 400), ("empty", b"", 400), ("not UTF-8", b"\xff\xfe", 400),
            ("no username", {"password": PASSWORD}, 400), ("no password", {"username": "a"}, 400),
            ("wrong types", {"username": 1, "password": 2}, 400), ("short", {"username": "a", "password": "1234567"}, 400),
            ("long password", {"username": "a", "password": "x" * 1025}, 400),
            ("long name", {"username": "x" * 65, "password": PASSWORD}, 400),
            ("space", {"username": "a b", "password": PASSWORD}, 400),
            ("control", {"username": "a\u0000b", "password": PASSWORD}, 400),
            ("taken", {"username": taken, "password": PASSWORD}, 409),
            ("other case", {"username": taken.upper(), "password": PASSWORD}, 409),
        ]
        for title, body, status in cases:
            with self.subTest(title):
                self.problem(self.trio.http().post("/user/register", body), status)

    def test_names_of_any_script(self):
        for name in ("Zoë", "Анна", "李雷", "أمل", "a.b_c-d"):
            with self.subTest(name):
                self.assertEqual(self.trio.user(name).session["username"], name)

    def test_log_in_refuses(self):
        name = self.name()
        self.trio.user(name)
        wrong = self.trio.http().post("/user/login", {"username": name, "password": "wrong password"})
        unknown = self.trio.http().post("/user/login", {"username": self.name("nobody"), "password": PASSWORD})
        self.problem(wrong, 401)
        self.problem(unknown, 401)
        self.assertEqual(wrong.json, unknown.json)
        self.problem(self.trio.http().post("/user/login", b"{"), 400)
        self.problem(self.trio.http().post("/user/login", {"username": name}), 400)

    def test_refresh_rotates_and_a_used_one_ends_the_session(self):
        user = self.trio.user(self.name())
        first = user.session["refresh_token"]
        second = self.trio.http().post("/user/refresh", {"refresh_token": first})
        self.assertEqual(second.status, 200, second)
        self.assertNotEqual(second.json["refresh_token"], first)
        fresh = self.trio.http(second.json["token"])
        self.assertEqual(fresh.get("/api/v1/me").status, 200)
        self.problem(self.trio.http().post("/user/refresh", {"refresh_token": first}), 401)
        self.problem(self.trio.http().post("/user/refresh", {"refresh_token": second.json["refresh_token"]}), 401)

    def test_log_out_ends_the_token(self):
        user = self.trio.user(self.name())
        live = self.trio.socket(user)
        self.assertIn(user.post("/user/logout").status, (200, 204))
        self.assertEqual(live.wait_closed(timeout=10), 4401)
        self.problem(user.get("/api/v1/me"), 401)

    def test_status(self):
        for path in ("/user/status", "/calendar/status", "/api/user/status"):
            answer = self.trio.http().get(path)
            self.assertEqual(answer.status, 200)
            self.assertEqual(answer.json["message"], "Service and database are up and running")

    def test_forged_tokens(self):
        import base64
        token = self.trio.user(self.name()).token
        head, payload, signature = token.split(".")
        b64 = lambda data: base64.urlsafe_b64encode(json.dumps(data).encode()).rstrip(b"=").decode()
        claims = json.loads(base64.urlsafe_b64decode(payload + "=="))
        for title, forged in [
            ("none", b64({"alg": "none", "typ": "JWT"}) + "." + payload + "."),
            ("HS256", b64({"alg": "HS256", "typ": "JWT"}) + "." + payload + "." + signature),
            ("other claims", head + "." + b64({**claims, "username": "root"}) + "." + signature),
            ("cut", token[:-4]), ("empty", ""), ("garbage", "a.b.c"), ("long", "a" * 9000),
        ]:
            with self.subTest(title):
                self.problem(self.trio.http(forged).get("/api/v1/me"), 401)

    def test_keys(self):
        keys = self.trio.http().get("/.well-known/jwks.json").json["keys"]
        self.assertTrue(all(k["kty"] == "OKP" and k["crv"] == "Ed25519" and "d" not in k for k in keys))

    def test_one_name_in_a_race(self):
        name = self.name("race")
        with ThreadPoolExecutor(16) as pool:
            statuses = [a.status for a in pool.map(
                lambda _: self.trio.http().post("/user/register", {"username": name, "password": PASSWORD}), range(16))]
        self.assertEqual(statuses.count(201), 1, statuses)
        self.assertEqual(statuses.count(409), 15, statuses)


class Calendars(Base):
    def test_create_calendar(self):
        user = self.trio.user(self.name())
        title = self.name("Home ")
        for body, status in [({"calendar_name": title, "calendar_password": ""}, 201),
                             ({"calendar_name": title.upper(), "calendar_password": ""}, 409),
                             ({"calendar_password": ""}, 400), ({"calendar_name": ""}, 400),
                             ({"calendar_name": "x" * 101}, 400), ({"calendar_name": "a\nb"}, 400), (b"{", 400)]:
            with self.subTest(body=body):
                answer = user.post("/calendar/create_calendar", body)
                self.assertEqual(answer.status, status, answer)
                if status != 201:
                    self.problem(answer, status)
        self.problem(self.trio.http().post("/calendar/create_calendar", {"calendar_name": "x"}), 401)

    def test_create_calendar_with_a_key(self):
        user = self.trio.user(self.name())
        body = {"calendar_name": self.name("Keyed "), "calendar_password": ""}
        key = {"Idempotency-Key": "once"}
        self.assertEqual(user.post("/calendar/create_calendar", body, headers=key).status, 201)
        self.assertEqual(user.post("/calendar/create_calendar", body, headers=key).status, 201)
        self.problem(user.post("/calendar/create_calendar", {"calendar_name": self.name("Other ")}, headers=key), 422)

    def test_get_events(self):
        user = self.trio.user(self.name())
        self.problem(user.get("/calendar/get_events"), 404)
        title = self.name("Events ")
        self.trio.calendar(user, title)
        self.problem(user.get("/calendar/get_events"), 404)
        for name, start, end in [("later", "2026-12-12T10:00:00Z", "2026-12-12T11:00:00Z"),
                                 ("sooner", "2026-12-10T10:00:00+02:00", "2026-12-10T11:00:00+02:00")]:
            self.assertEqual(user.post("/calendar/create_event", draft(title, name, start, end)).status, 201)
        answer = user.get("/api/calendar/get_events")
        self.assertEqual([e["event_name"] for e in answer.json["events"]], ["sooner", "later"])
        self.assertEqual(answer.json["events"][0]["event_start"], "2026-12-10T08:00:00Z")
        self.assertEqual(answer.json["events"][0]["created_by"], user.name)
        window = user.get(f"/calendar/get_events?calendar_name={title.replace(' ', '%20')}&from=2026-12-11T00:00:00Z&to=2026-12-13T00:00:00Z")
        self.assertEqual([e["event_name"] for e in window.json["events"]], ["later"])
        self.problem(user.get("/calendar/get_events?from=yesterday"), 400)
        self.problem(self.trio.http().get("/calendar/get_events"), 401)
        stranger = self.trio.user(self.name())
        self.assertIn(stranger.get(f"/calendar/get_events?calendar_name={title.replace(' ', '%20')}").status, (403, 404))

    def test_get_events_is_never_stale(self):
        user = self.trio.user(self.name())
        title = self.name("Fresh ")
        self.trio.calendar(user, title)
        for count in range(1, 30):
            self.assertEqual(user.post("/calendar/create_event", draft(title, f"e{count}")).status, 201)
            self.assertEqual(len(user.get("/calendar/get_events").json["events"]), count)

    def test_create_event(self):
        owner, stranger = self.trio.user(self.name()), self.trio.user(self.name())
        title = self.name("Saga ")
        self.trio.calendar(owner, title)
        made = owner.post("/calendar/create_event", draft(title))
        self.assertEqual(made.status, 201, made)
        self.assertEqual(made.json["event_name"], "Dinner")
        for change, status in [({"calendar_name": "no such calendar"}, 404), ({"event_end": "2026-12-10T18:00:00Z"}, 400),
                               ({"event_end": "2026-12-10T19:00:00Z"}, 400), ({"event_end": "2032-12-10T19:00:00Z"}, 400),
                               ({"event_name": ""}, 400), ({"event_name": "x" * 256}, 400), ({"event_name": "a\u0007b"}, 400),
                               ({"event_start": "2026-02-30T10:00:00Z"}, 400), ({"event_start": 5}, 400),
                               ({"event_start": "tomorrow"}, 400), ({"calendar_name": None}, 400), ({"reminders": "x"}, 400)]:
            with self.subTest(change=change):
                self.problem(owner.post("/calendar/create_event", {**draft(title), **change}), status)
        self.problem(stranger.post("/calendar/create_event", draft(title)), 403)
        self.problem(self.trio.http().post("/calendar/create_event", draft(title)), 401)
        self.assertEqual(len(owner.get("/calendar/get_events").json["events"]), 1)

    def test_an_ex_member_is_a_stranger(self):
        owner, guest = self.trio.user(self.name()), self.trio.user(self.name())
        title = self.name("Left ")
        calendar = self.trio.calendar(owner, title, "password")
        self.trio.join(guest, title, "password")
        self.assertEqual(guest.post("/calendar/create_event", draft(title)).status, 201)
        me = guest.get("/api/v1/me").json["id"]
        self.assertIn(owner.request("DELETE", f"/api/v1/calendars/{calendar}/members/{me}").status, (200, 204))
        self.problem(guest.post("/calendar/create_event", draft(title)), 403)
        self.problem(guest.get(f"/api/v1/calendars/{calendar}/events"), 403)
        self.problem(guest.get(f"/api/v1/calendars/{calendar}/changes?since=0"), 403)

    def test_idempotency(self):
        user = self.trio.user(self.name())
        title = self.name("Once ")
        self.trio.calendar(user, title)
        key = {"Idempotency-Key": "k-1"}
        with ThreadPoolExecutor(12) as pool:
            answers = list(pool.map(lambda _: user.post("/calendar/create_event", draft(title), headers=key), range(12)))
        self.assertTrue(all(a.status in (201, 409) for a in answers), answers)
        self.assertEqual(len({a.json["id"] for a in answers if a.status == 201}), 1)
        self.problem(user.post("/calendar/create_event", draft(title, "Lunch"), headers=key), 422)
        self.assertEqual(len(user.get("/calendar/get_events").json["events"]), 1)

    def test_times_without_an_offset_are_the_calendars(self):
        user = self.trio.user(self.name())
        title = self.name("Berlin ")
        calendar = self.trio.calendar(user, title)
        self.assertEqual(user.request("PATCH", f"/api/v1/calendars/{calendar}", body={"time_zone": "Europe/Berlin"}).status, 200)
        made = user.post("/calendar/create_event", draft(title, start="2026-07-10T19:00:00", end="2026-07-10T20:00:00"))
        self.assertEqual(made.json["event_start"], "2026-07-10T17:00:00Z")

    def test_versions(self):
        user = self.trio.user(self.name())
        calendar = self.trio.calendar(user, self.name("Versions "))
        path = f"/api/v1/calendars/{calendar}/events"
        made = user.post(path, draft("", name="One"))
        self.assertEqual(made.status, 201, made)
        one = f"{path}/{made.json['id']}"
        first = made.headers["etag"]
        moved = user.request("PATCH", one, body={"location": "Home"}, headers={"If-Match": first})
        self.assertEqual(moved.status, 200, moved)
        stale = user.request("PATCH", one, body={"location": "Away"}, headers={"If-Match": first})
        self.problem(stale, 412)
        self.assertEqual(stale.json["event"]["location"], "Home")
        merged = user.request("PATCH", one, body={"event_name": "Two", "base_version": made.json["version"]})
        self.assertEqual(merged.status, 200, merged)
        self.assertEqual((merged.json["event_name"], merged.json["location"]), ("Two", "Home"))
        clash = user.request("PATCH", one, body={"location": "Away", "base_version": made.json["version"]})
        self.problem(clash, 412)
        self.assertIn(user.request("DELETE", one).status, (200, 204))
        self.problem(user.get(one), 404)
        self.assertEqual(user.post(one + "/restore").status, 200)
        self.assertEqual(user.get(one).json["event_name"], "Two")


class Edge(Base):
    def test_paths_and_methods(self):
        self.problem(self.trio.http().get("/nothing"), 404)
        wrong = self.trio.http().get("/user/login")
        self.problem(wrong, 405)
        self.assertIn("POST", wrong.headers["allow"])
        options = self.trio.http().request("OPTIONS", "/user/login")
        self.assertIn(options.status, (200, 204))
        self.assertIn("POST", options.headers["allow"])
        head = self.trio.http().request("HEAD", "/user/status")
        self.assertEqual((head.status, head.body), (200, b""))

    def test_too_large(self):
        body = b'{"username":"' + b"x" * (1 << 20) + b'"}'
        try:
            answer = self.trio.http().post("/user/register", body)
            self.problem(answer, 413)
        except (BrokenPipeError, ConnectionResetError):
            self.fail("the answer was lost")
        long_header = self.trio.http().get("/user/status", headers={"X-Long": "x" * 40000})
        self.problem(long_header, 431)

    def raw(self, data):
        with socket.create_connection(("127.0.0.1", self.trio.port), timeout=20) as connection:
            connection.sendall(data)
            received = b""
            while chunk := connection.recv(65536):
                received += chunk
            return received

    def test_garbage(self):
        for title, data in [("noise", b"\x00\x01\x02\r\n\r\n"), ("no host", b"GET / HTTP/1.1\r\n\r\n"),
                            ("two lengths", b"POST /user/login HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}"),
                            ("length and chunks", b"POST /user/login HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                            ("space before colon", b"GET /user/status HTTP/1.1\r\nHost : a\r\n\r\n"),
                            ("folded", b"GET /user/status HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\n\r\n"),
                            ("TLS hello", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03")]:
            with self.subTest(title):
                answer = self.raw(data)
                self.assertTrue(answer == b"" or answer.startswith(b"HTTP/1.1 400"), answer[:80])
        self.assertEqual(self.trio.http().get("/user/status").status, 200)

    def test_pipelining_and_chunks(self):
        one = b"GET /user/status HTTP/1.1\r\nHost: a\r\n\r\n"
        last = b"GET /nothing HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
        self.assertEqual([part[:3] for part in self.raw(one + one + last).split(b"HTTP/1.1 ")[1:]], [b"200", b"200", b"404"])
        name = self.name()
        body = json.dumps({"username": name, "password": PASSWORD}).encode()
        chunks = b"".join(b"%x\r\n%s\r\n" % (len(body[i:i + 7]), body[i:i + 7]) for i in range(0, len(body), 7)) + b"0\r\n\r\n"
        answer = self.raw(b"POST /user/register HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n" + chunks)
        self.assertTrue(answer.startswith(b"HTTP/1.1 201"), answer)

    def test_gzip_and_request_id(self):
        user = self.trio.user(self.name())
        title = self.name("Large ")
        self.trio.calendar(user, title)
        for i in range(10):
            user.post("/calendar/create_event", draft(title, f"e{i}", description="word " * 50))
        answer = user.get("/calendar/get_events", headers={"Accept-Encoding": "gzip", "X-Request-Id": "abc-1"})
        self.assertEqual(answer.headers.get("content-encoding"), "gzip")
        self.assertEqual(answer.headers["x-request-id"], "abc-1")
        self.assertEqual(len(answer.json["events"]), 10)


class Limits(Base):
    settings = ("limits.enabled=true",)

    def over(self, call, allowed):
        statuses = []
        for _ in range(allowed + 1):
            answer = call()
            statuses.append(answer.status)
        self.assertEqual(statuses[:allowed].count(429), 0, statuses)
        self.problem(answer, 429)
        self.assertGreaterEqual(int(answer.headers["retry-after"]), 1)
        self.assertIn("ratelimit", answer.headers)
        self.assertIn("ratelimit-policy", answer.headers)

    def test_limits(self):
        self.over(lambda: self.trio.http().post("/user/register", {"username": self.name(), "password": PASSWORD}), 5)
        self.over(lambda: self.trio.http().post("/user/login", {"username": "user-x", "password": "wrong password"}), 5)


class UserLimits(Base):
    settings = ("limits.enabled=true",)

    def test_limits(self):
        user = self.trio.user(self.name())
        Limits.over(self, lambda: user.post("/calendar/create_calendar", {"calendar_name": self.name("L ")}), 5)
        Limits.over(self, lambda: user.get("/calendar/get_events"), 5)


class Restart(Base):
    def test_everything_survives(self):
        user = self.trio.user(self.name())
        title = self.name("Kept ")
        self.trio.calendar(user, title)
        made = user.post("/calendar/create_event", draft(title))
        self.trio.restart()
        again = self.trio.login(user.name)
        events = again.get("/calendar/get_events").json["events"]
        self.assertEqual([e["id"] for e in events], [made.json["id"]])
        self.assertEqual(self.trio.http(user.token).get("/api/v1/me").status, 200)


if __name__ == "__main__":
    unittest.main(verbosity=2)
