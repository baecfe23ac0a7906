"""Subscriptions to feeds from elsewhere: a local web server is elsewhere, which a setting allows."""
import gzip
import http.server
import threading
import unittest

from test_rest import ENGINE, LAYOUT, Base
from test_transfer import calendar, event
from trio import PASSWORD, Trio, draft

SECRET = "hunter2-is-in-the-url"


class Elsewhere:
    """Answers as it is told to, and remembers what it was asked."""

    def __init__(self):
        self.asked, self.answer = [], (200, {}, b"")
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                outer.asked.append((self.path, dict(self.headers)))
                answer = outer.answer
                status, headers, body = answer(self.path, self.headers) if callable(answer) else answer
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                if status != 304:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def url(self, path="/feed.ics"):
        return f"http://127.0.0.1:{self.port}{path}?key={SECRET}"

    def say(self, text, status=200, **headers):
        self.answer = (status, {name.replace("_", "-"): value for name, value in headers.items()}, text.encode())

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Subscriptions(Base):
    @classmethod
    def setUpClass(cls):
        cls.elsewhere = Elsewhere()
        cls.addClassCleanup(cls.elsewhere.close)
        cls.settings = ("subscriptions.allow_networks=127.0.0.0/8", f"subscriptions.allow_ports={cls.elsewhere.port}",
                        "subscriptions.refresh_pause=0s")
        super().setUpClass()

    def setUp(self):
        self.ada, self.bob = self.trio.user(self.name("ada")), self.trio.user(self.name("bob"))
        self.elsewhere.asked.clear()

    def subscribe(self, text, **more):
        self.elsewhere.say(text, **more)
        made = self.ada.post("/api/v1/subscriptions", {"url": self.elsewhere.url(), "name": self.name("Feed "), "colour": "moss"})
        self.assertEqual(made.status, 201, made)
        self.path = f"/api/v1/subscriptions/{made.json['calendar_id']}"
        self.room = f"/api/v1/calendars/{made.json['calendar_id']}"
        self.assertEqual(made.headers["location"], self.path)
        self.assertEqual((made.json["calendar"]["role"], made.json["calendar"]["subscribed"]), ("owner", True))
        self.assertEqual(made.json["calendar"]["colour"], "moss")
        self.settle(1)
        return made.json

    def state(self):
        answer = self.ada.get(self.path)
        self.assertEqual(answer.status, 200, answer)
        return answer.json

    def settle(self, requests):
        def settled():
            if len(self.elsewhere.asked) < requests:
                return False
            state = self.state()
            return not state["refreshing"] and state["last_attempt"] < state["next_refresh"]
        self.trio.until(settled)

    def refresh(self):
        before = len(self.elsewhere.asked)
        answer = self.ada.post(self.path + "/refresh")
        self.assertEqual(answer.status, 202, answer)
        self.settle(before + 1)
        return self.state()

    def names(self, user=None):
        events = (user or self.ada).get(self.room + "/events").json["events"]
        return sorted(each["event_name"] for each in events)

    def invite(self, role):
        code = self.ada.post(self.room + "/invites", {"role": role, "uses": 1}).json["code"]
        self.assertEqual(self.bob.post(f"/api/v1/invites/{code}/accept").status, 200)

    def test_follows_its_feed(self):
        self.subscribe(calendar(event("one", "Easter"), event("two", "Term", "RRULE:FREQ=WEEKLY;COUNT=3")), ETag='"v1"')
        self.assertEqual(self.names(), ["Easter", "Term"])
        self.invite("editor")
        live = self.trio.socket(self.bob)
        self.addCleanup(live.close)
        self.elsewhere.say("", status=304)
        self.assertNotIn("last_error", self.refresh())
        self.assertEqual(self.elsewhere.asked[-1][1]["If-None-Match"], '"v1"')
        self.assertEqual(self.names(), ["Easter", "Term"])
        self.elsewhere.say(calendar(event("one", "Whitsun"), event("three", "Holidays")))
        self.refresh()
        self.assertEqual(self.names(), ["Holidays", "Whitsun"])
        live.wait_event("created_event", event_name="Holidays")
        live.wait_event("updated_event", event_name="Whitsun")
        live.wait_event("deleted_event", event_name="Term")
        self.assertEqual(self.names(self.bob), ["Holidays", "Whitsun"])

    def test_survives_what_is_broken(self):
        self.subscribe(calendar(event("one", "Easter")))
        for answer, reason in (((200, {}, b"<html>log in</html>"), "not_icalendar"), ((503, {"Retry-After": "7200"}, b""), "status"),
                               ((200, {}, b"x" * 20_000_001), "too_large"),
                               ((200, {"Content-Encoding": "gzip"}, gzip.compress(b"x" * 20_000_001)), "too_large"),
                               ((302, {"Location": "http://169.254.169.254/latest/meta-data"}, b""), "private_address"),
                               ((302, {"Location": f"http://127.0.0.1:{self.trio.port}/"}, b""), "bad_redirect"),
                               ((302, {"Location": "http://[::1]/"}, b""), "private_address"),
                               ((302, {"Location": "/feed.ics"}, b""), "too_many_redirects")):
            with self.subTest(reason):
                self.elsewhere.answer = answer
                state = self.refresh()
                self.assertEqual(state["last_error"]["reason"], reason)
                self.assertGreater(state["failures"], 0)
                self.assertIn("last_success", state)
                self.assertEqual(self.names(), ["Easter"])
        self.elsewhere.answer = (200, {"Content-Encoding": "gzip"}, gzip.compress(calendar(event("two", "Packed")).encode()))
        state = self.refresh()
        self.assertEqual((state["failures"], state.get("last_error")), (0, None))
        self.assertEqual(self.names(), ["Packed"])

    def test_is_only_read(self):
        self.subscribe(calendar(event("one", "Easter")))
        self.invite("editor")
        first = self.ada.get(self.room + "/events").json["events"][0]["id"]
        for user in (self.ada, self.bob):
            for answer in (user.post(self.room + "/events", draft("", name="Mine")),
                           user.request("PATCH", f"{self.room}/events/{first}", {"event_name": "Mine"}),
                           user.request("DELETE", f"{self.room}/events/{first}"),
                           user.post(self.room + "/import", body=calendar(event("x", "Mine")), headers={"Content-Type": "text/calendar"})):
                self.problem(answer, 403)
                self.assertTrue(answer.json["type"].endswith("subscribed"), answer.json)
        self.assertEqual(self.names(), ["Easter"])
        self.assertEqual(self.bob.post(self.room + "/messages", {"message": "Off we go"}).status, 201)
        joined = self.trio.user(self.name("eve")).post("/api/v1/calendars/join", {"calendar_id": self.path.split("/")[-1]})
        self.assertEqual(joined.status, 403, joined)

    def test_roles_and_secrets(self):
        self.subscribe(calendar(event("one", "Easter")))
        self.problem(self.bob.get(self.path), 403)
        self.invite("viewer")
        seen = self.bob.get(self.path)
        self.assertEqual((seen.status, seen.json["host"], seen.json.get("url")), (200, "127.0.0.1", None))
        for body in (seen.body, self.bob.get("/api/v1/subscriptions").body, self.bob.get(self.room).body,
                     self.bob.get(self.room + "/changes?since=0").body):
            self.assertNotIn(SECRET, body.decode())
        self.problem(self.bob.post(self.path + "/refresh"), 403)
        self.problem(self.bob.request("PATCH", self.path, {"interval_minutes": 30}), 403)
        self.problem(self.bob.request("DELETE", self.path), 403)
        self.assertEqual(self.state()["url"], self.elsewhere.url())
        self.elsewhere.say("", status=500)
        self.refresh()
        for process in self.trio.processes.values():
            self.assertNotIn(SECRET, process.text())

    def test_refuses_what_is_no_feed(self):
        for url in ("ftp://example.org/x", "http://127.0.0.1:1/x", "https://ann:secret@example.org/", "nonsense", "", "file:///etc/passwd"):
            with self.subTest(url):
                self.problem(self.ada.post("/api/v1/subscriptions", {"url": url, "name": self.name()}), 400)
        self.problem(self.ada.post("/api/v1/subscriptions", {"url": self.elsewhere.url(), "name": self.name(), "interval_minutes": 1}), 400)
        own = self.trio.calendar(self.ada, self.name("Own "))
        self.problem(self.ada.get(f"/api/v1/subscriptions/{own}"), 404)

    def test_changes_and_ends(self):
        self.subscribe(calendar(event("one", "Easter")))
        self.elsewhere.say(calendar(event("two", "Other")))
        changed = self.ada.request("PATCH", self.path, {"url": self.elsewhere.url("/other.ics"), "interval_minutes": 720})
        self.assertEqual((changed.status, changed.json["interval_minutes"]), (200, 720), changed)
        self.settle(2)
        self.assertTrue(self.elsewhere.asked[-1][0].startswith("/other.ics"))
        self.assertEqual(self.names(), ["Other"])
        self.assertEqual(self.ada.request("DELETE", self.path + "?keep_events=true").status, 204)
        self.problem(self.ada.get(self.path), 404)
        self.assertEqual(self.ada.get(self.room).json["subscribed"], False)
        self.assertEqual(self.ada.post(self.room + "/events", draft("", name="Mine")).status, 201)
        self.assertEqual(self.names(), ["Mine", "Other"])
        self.subscribe(calendar(event("one", "Easter")))
        self.assertEqual(self.ada.request("DELETE", self.path).status, 204)
        self.problem(self.ada.get(self.room), 404)
        self.assertEqual(self.ada.get("/api/v1/subscriptions").json["subscriptions"], [])

    def test_the_account_goes(self):
        self.subscribe(calendar(event("one", "Easter")))
        self.assertIn(SECRET, str(self.ada.get("/api/v1/me/export").json["subscriptions"]))
        user = self.ada.get("/api/v1/me").json["id"]
        count = f"SELECT COUNT(*) FROM subscriptions WHERE synced_as = '{user}'"
        self.assertEqual(self.trio.databases.query(count, "calendar"), [["1"]])
        gone = self.ada.request("DELETE", "/api/v1/me", {"password": PASSWORD})
        self.assertEqual(gone.status, 204, gone)
        self.assertEqual(self.trio.databases.query(count, "calendar"), [["0"]])


class Inside(Base):
    """Without the operator's leave nothing is fetched from a private network."""

    def test_private_addresses(self):
        elsewhere = Elsewhere()
        self.addCleanup(elsewhere.close)
        ada = self.trio.user(self.name("ada"))
        for host in ("127.0.0.1", "localhost", "[::1]", "169.254.169.254", "0.0.0.0", "2130706433"):
            made = ada.post("/api/v1/subscriptions", {"url": f"http://{host}/x.ics", "name": self.name("Feed ")})
            self.assertEqual(made.status, 201, made)
            path = f"/api/v1/subscriptions/{made.json['calendar_id']}"

            def failed():
                return ada.get(path).json["failures"] > 0
            self.trio.until(failed)
            self.assertEqual(ada.get(path).json["last_error"]["reason"], "private_address", host)
        self.problem(ada.post("/api/v1/subscriptions", {"url": elsewhere.url(), "name": self.name("Feed ")}), 400)
        self.assertEqual(elsewhere.asked, [])


@unittest.skipUnless(LAYOUT == "three" and ENGINE == "postgresql", "several instances share a PostgreSQL database")
class ThreeInstances(unittest.TestCase):
    def test_one_fetches_at_a_time(self):
        elsewhere = Elsewhere()
        self.addCleanup(elsewhere.close)
        under_way, most, lock = [0], [0], threading.Lock()
        text = calendar(event("one", "Easter")).encode()
        others = threading.Event()

        def slowly(_path, _headers):
            with lock:
                under_way[0] += 1
                most[0] = max(most[0], under_way[0])
            others.wait(0.5)
            with lock:
                under_way[0] -= 1
            return 200, {}, text
        elsewhere.answer = slowly
        trio = Trio(LAYOUT, ENGINE, ("subscriptions.allow_networks=127.0.0.0/8", f"subscriptions.allow_ports={elsewhere.port}",
                                     "subscriptions.refresh_pause=0s")).start()
        self.addCleanup(trio.close)
        gateways = [trio.gateway]
        auth = f"127.0.0.1:{trio.processes['auth'].ports['rpc']}"
        for number in (2, 3):
            further = trio._make(f"calendar-{number}", "--role", "calendar", "--rpc-listen", "127.0.0.1:0", "--calendar-database",
                                 trio.databases.urls["calendar"], "--auth-service", auth, "--set", "rpc.tls=off").start()
            gateways.append(trio._make(f"gateway-{number}", "--role", "gateway", "--listen", "127.0.0.1:0", "--auth-service", auth,
                                       "--calendar-service", f"127.0.0.1:{further.ports['rpc']}", "--set", "rpc.tls=off").start())
        ada = trio.user("ada")
        made = ada.post("/api/v1/subscriptions", {"url": elsewhere.url(), "name": "Feed"})
        path = f"/api/v1/subscriptions/{made.json['calendar_id']}"
        for _ in range(3):
            for gateway in gateways:
                ada.port = gateway.ports["http"]
                self.assertEqual(ada.post(path + "/refresh").status, 202)

        def settled():
            state = ada.get(path).json
            return not state["refreshing"] and state["last_attempt"] < state["next_refresh"]
        trio.until(settled)
        self.assertEqual(most[0], 1)
        self.assertNotIn("last_error", ada.get(path).json)


if __name__ == "__main__":
    unittest.main(verbosity=2)
