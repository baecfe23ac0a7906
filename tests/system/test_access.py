"""The access matrix: every route and every event of the WebSocket, for everybody from a stranger to an owner. The rows are in
accessrows.py."""
import pathlib
import re
import time
import unittest

from accessrows import DONE, LIVE, MARK, ROLES, ROWS, event_body, poll_body
from client import Refused, Socket
from test_rest import ENGINE, LAYOUT
from trio import PASSWORD, Trio

GATEWAY = pathlib.Path(__file__).parents[2] / "server" / "gateway"
MEMBER_ROLES = ("editor", "viewer", "busy", "gone")


def routes():
    """The gateway's own table, as "METHOD pattern"."""
    text = (GATEWAY / "routes.cpp").read_text()
    return [f"{method} {pattern}" for method, pattern in re.findall(r'Route\{"(\w+)", "([^"]+)"_L1', text)]


def live_events():
    text = (GATEWAY / "live" / "livecommands.cpp").read_text()
    return re.findall(r'\{u"(\w+)"_s, &LiveCommands::', text)


class World:
    """The people, of whom one has a token that has ended; calendars are made as they are needed."""

    def __init__(self):
        self.trio = Trio(LAYOUT, ENGINE, ("tokens.lifetime=1s",)).start()
        names = {role: f"{role}-person" for role in ROLES[1:]}
        self.people = {"expired": self.trio.user(names["expired"])}
        self.trio.settings.remove("tokens.lifetime=1s")
        self.trio.restart()
        self.people["expired"].port = self.trio.port
        while self.people["expired"].get("/api/v1/me").status != 401:
            time.sleep(0.05)
        for role in ROLES[2:]:
            self.people[role] = self.trio.user(names[role])
            self.people[role].id = self.people[role].get("/api/v1/me").json["id"]
        self.people["nobody"] = self.trio.http()
        self.spare = self.trio.user("spare-person")
        self.spare.id = self.spare.get("/api/v1/me").json["id"]
        self.count = 0

    def new_name(self):
        self.count += 1
        return f"thing-{self.count}"


class Room:
    """A calendar with a member of each role, and one who has left."""

    password = "correct password"

    def __init__(self, world):
        self.world, self.trio, self.owner = world, world.trio, world.people["owner"]
        self.title = world.new_name()
        made = self.owner.post("/api/v1/calendars", {"name": self.title, "password": self.password})
        assert made.status == 201, made
        self.calendar = made.json["id"]
        for role in MEMBER_ROLES:
            code = self.invite("editor" if role == "gone" else role)["code"]
            joined = world.people[role].post(f"/api/v1/invites/{code}/accept")
            assert joined.status == 200, joined
        gone = world.people["gone"]
        assert gone.request("DELETE", self.path(f"/members/{gone.id}")).status == 204
        self.role, self.caller = None, None

    def path(self, rest=""):
        return f"/api/v1/calendars/{self.calendar}{rest}"

    def new_name(self):
        return self.world.new_name()

    def made(self, answer):
        assert answer.status in DONE, answer
        return answer.json

    def invite(self, role="busy"):
        return self.made(self.owner.post(self.path("/invites"), {"role": role}))

    def event(self):
        return self.made(self.owner.post(self.path("/events"), event_body(self)))["id"]

    def message(self, author=None):
        return self.made((author or self.owner).post(self.path("/messages"), {"message": f"{MARK} talk"}))["id"]

    def poll(self):
        poll = self.made(self.owner.post(self.path("/polls"), poll_body(self)))
        return poll["id"], poll["options"][0]["id"]

    def made_feed(self, mode, maker=None):
        return self.made((maker or self.owner).post(self.path("/feeds"), {"mode": mode}))

    def person(self):
        return self.made(self.owner.post(self.path("/people"), {"name": f"{MARK} {self.new_name()}"}))["id"]

    def spare(self):
        """A member for whatever may happen to them."""
        self.made(self.world.spare.post("/api/v1/calendars/join", {"calendar_name": self.title, "calendar_password": self.password}))
        return self.world.spare.id

    def trashed(self):
        """The calendar itself, in the trash."""
        self.owner.request("DELETE", self.path())
        return self.calendar

    def app_password(self):
        """The caller's, or somebody's where the caller has none."""
        caller = self.caller if self.role not in ("nobody", "expired") else self.owner
        return self.made(caller.post("/api/v1/me/app-passwords", {"name": "Phone"}))["id"]


class Access(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = World()
        cls.addClassCleanup(cls.world.trio.close)
        cls.busy = cls.world.trio.socket(cls.world.people["busy"])

    def test_every_route_has_a_row(self):
        self.assertGreater(len(routes()), 40)
        self.assertEqual(sorted(set(routes()) - set(ROWS)), [], "routes without a row in accessrows.py")
        self.assertEqual(sorted(set(ROWS) - set(routes())), [], "rows without a route")
        self.assertEqual(sorted(live_events()), sorted(LIVE))

    def test_routes(self):
        for key, row in ROWS.items():
            method, pattern = key.split(" ")
            room = Room(self.world)
            for role in ROLES:
                with self.subTest(route=key, role=role):
                    self.check(room, row, method, pattern, role)

    def check(self, room, row, method, pattern, role):
        caller = self.world.people[role]
        if row.disposable and role in row.allowed:
            caller = self.world.trio.login(caller.name)
        room.role, room.caller = role, caller
        path, body = row.request(room, pattern)
        answer = caller.request(method, path, body=body, headers=row.headers)
        if role in row.allowed:
            self.assertIn(answer.status, row.ok, answer)
        else:
            self.assertEqual(answer.status, 401 if role in ("nobody", "expired") else 403, answer)
            self.assertIn("application/problem+json", answer.headers["content-type"])
        if role in ROLES[:5]:
            self.assertNotIn(MARK, self.plain(answer))

    @staticmethod
    def plain(answer):
        return (str(answer.json) + answer.body.decode(errors="replace")).lower()

    def test_live(self):
        for event, (allowed, data) in LIVE.items():
            for role in ROLES:
                with self.subTest(event=event, role=role):
                    self.check_live(Room(self.world), event, allowed, data, role)

    def check_live(self, room, event, allowed, data, role):
        caller = self.world.people[role]
        if role in ("nobody", "expired"):
            with self.assertRaises(Refused) as refused:
                Socket(self.world.trio.port, caller.token)
            self.assertEqual(refused.exception.status, 401)
            return
        live = self.world.trio.socket(caller)
        try:
            answer = live.call(event, data(room))
            self.assertEqual(answer["ok"], role in allowed, answer)
            if role in ROLES[:5]:
                self.assertNotIn(MARK, str([answer, live.frames]).lower())
        finally:
            live.close()

    def test_a_busy_member_hears_when_but_never_what(self):
        room = Room(self.world)
        owner, editor = self.world.people["owner"], self.world.people["editor"]
        event = room.event()
        room.made(owner.request("PATCH", room.path(f"/events/{event}"), body={"event_name": f"{MARK} supper"}))
        room.made(editor.post(room.path(f"/events/{event}/comments"), {"message": f"{MARK} comment"}))
        message = room.message()
        room.made(owner.request("PATCH", room.path(f"/messages/{message}"), body={"message": f"{MARK} talks"}))
        room.made(owner.request("DELETE", room.path(f"/messages/{message}")))
        poll, option = room.poll()
        room.made(owner.request("PUT", room.path(f"/polls/{poll}/answer"), body={"answers": {option: "yes"}}))
        room.made(owner.post(room.path(f"/polls/{poll}/pick"), {"option_id": option}))
        assert owner.request("DELETE", room.path(f"/polls/{poll}")).status == 204
        room.person()
        room.made(editor.post(room.path(f"/events/{event}/claim"), {}))
        room.made(owner.request("DELETE", room.path(f"/events/{event}")))
        room.made(owner.post(room.path(f"/events/{event}/restore")))
        said = self.world.trio.socket(owner)
        self.addCleanup(said.close)
        self.assertTrue(said.call("message", {"message": f"{MARK} to everybody"})["ok"])
        room.made(owner.request("PATCH", room.path(), body={"colour": "plum"}))
        last = self.busy.wait(lambda f: f.get("event") == "updated_calendar" and f.get("calendar_id") == room.calendar
                              and f["data"].get("colour") == "plum")
        frames = [f for f in self.busy.frames if f.get("calendar_id") == room.calendar]
        seen = {f["event"] for f in frames}
        for kind in ("created_event", "updated_event", "deleted_event", "message", "updated_message", "deleted_message",
                     "created_poll", "updated_poll", "deleted_poll", "updated_calendar", "updated_claim"):
            self.assertIn(kind, seen)
        seqs = [f["seq"] for f in frames if "seq" in f] + [last["seq"]]
        self.assertEqual(seqs, list(range(seqs[0], seqs[0] + len(seqs))))
        self.assertNotIn(MARK, str(self.busy.frames).lower())
        busy = self.world.people["busy"]
        for path in ("/events", "/changes?since=1", f"/events/{event}", ""):
            self.assertNotIn(MARK, self.plain(busy.get(room.path(path))))
        self.assertNotIn(MARK, self.plain(busy.get("/calendar/get_events")))


if __name__ == "__main__":
    unittest.main(verbosity=2)
