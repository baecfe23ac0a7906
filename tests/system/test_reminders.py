"""Reminders from outside: each comes to each person once, over every socket of theirs, whatever happens to the processes."""
import os
import time
import unittest

from client import PATIENCE, Closed, Http, Refused, Socket
from trio import Trio, draft

LAYOUT, ENGINE = os.environ.get("HEARTH_LAYOUT", "one"), os.environ.get("HEARTH_ENGINE", "sqlite")
THREE_INSTANCES = LAYOUT == "three" and ENGINE == "postgresql"


def due_in(seconds, name, **more):
    """An event of which one is reminded a minute before, in so many seconds."""
    start = time.time() + 60 + seconds * PATIENCE
    times = [time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(t)) for t in (start, start + 3600)]
    return draft("Family", name, *times, reminders=[1], **more)


class Follower:
    """A client as it should be: connects again when it is cut off, and asks for what it has missed."""

    def __init__(self, trio, user):
        self.trio, self.user, self.names = trio, user, []
        self.live = trio.socket(user)
        self.number = self.live.hello["data"]["reminder_number"]

    def wait(self, name, timeout=40):
        deadline = time.monotonic() + timeout * PATIENCE
        while name not in self.names:
            assert time.monotonic() < deadline, f"{name} is not among {self.names}"
            try:
                self.take(self.live.wait(lambda f: f["event"] == "reminder", timeout=5))
            except (Closed, OSError):
                self.connect(deadline)
            except AssertionError:
                continue

    def take(self, frame):
        assert frame["data"]["number"] == self.number + 1, (frame, self.number)
        self.number += 1
        self.names.append(frame["data"]["event_name"])

    def connect(self, deadline):
        while time.monotonic() < deadline:
            try:
                self.live = self.trio.socket(self.user)
                assert self.live.call("resume", {"reminders_since": self.number})["ok"]
                return
            except (Closed, Refused, OSError, AssertionError):
                time.sleep(0.1)


class Family(unittest.TestCase):
    def setUp(self):
        self.trio = Trio(LAYOUT, ENGINE)
        self.addCleanup(self.trio.close)
        self.trio.start()
        self.ana, self.ben, self.cleo = (self.trio.user(name) for name in ("ana", "ben", "cleo"))
        self.calendar = self.trio.calendar(self.ana, "Family")
        self.path = f"/api/v1/calendars/{self.calendar}"
        for user in (self.ben, self.cleo):
            self.trio.join(user, "Family")
        cleo = next(m for m in self.ana.get(f"{self.path}/members").json["members"] if m["username"] == "cleo")
        answer = self.ana.request("PATCH", f"{self.path}/members/{cleo['user_id']}", body={"role": "busy"})
        self.assertEqual(answer.status, 200)

    def socket(self, user):
        live = self.trio.socket(user)
        self.addCleanup(live.close)
        return live

    def make(self, body, user=None):
        answer = (user or self.ana).post("/calendar/create_event", body)
        self.assertEqual(answer.status, 201, answer)
        return answer.json["id"] if "id" in answer.json else answer.json["event"]["id"]

    def reminder(self, live, name):
        return live.wait_event("reminder", timeout=30, event_name=name)["data"]


class Firing(Family):
    def test_each_gets_it_once_on_every_socket(self):
        sockets = [self.socket(user) for user in (self.ana, self.ben, self.ben)]
        busy = self.socket(self.cleo)
        event = self.make(due_in(2, "Dinner"))
        marker = self.make(due_in(4, "Marker"))
        for live in sockets:
            told = self.reminder(live, "Dinner")
            self.assertEqual((told["event_id"], told["minutes"], told["calendar_id"]), (event, 1, self.calendar))
            self.assertEqual(self.reminder(live, "Marker")["event_id"], marker)
            self.assertTrue(live.quiet_for_events("reminder"))
        self.assertTrue(busy.quiet_for_events("reminder"))

    def test_who_was_away_gets_it_by_resuming(self):
        here, away = self.socket(self.ana), self.socket(self.ben)
        number = away.hello["data"]["reminder_number"]
        away.close()
        self.make(due_in(2, "Dinner"))
        self.reminder(here, "Dinner")
        back = self.socket(self.ben)
        self.assertEqual(back.hello["data"]["reminder_number"], number + 1)
        self.assertTrue(back.call("resume", {"reminders_since": number})["ok"])
        self.assertEqual(self.reminder(back, "Dinner")["number"], number + 1)
        self.assertTrue(back.call("resume", {"reminders_since": number + 1})["ok"])
        self.assertTrue(back.quiet_for_events("reminder"))

    def test_settings_decide(self):
        ana, ben = self.socket(self.ana), self.socket(self.ben)
        self.assertEqual(self.ana.request("PUT", f"{self.path}/default-reminders", body={"reminders": [1]}).status, 200)
        own = self.ben.request("PUT", f"{self.path}/reminder-settings", body={"reminders": [], "muted": False})
        self.assertEqual((own.status, own.json["own"]["reminders"]), (200, []))
        ben.wait_event("updated_reminders", calendar_id=self.calendar)
        plain = self.make({**due_in(3, "Plain"), "reminders": []})
        loud = self.make(due_in(4, "Loud"))
        one = f"{self.path}/events/{plain}/reminders"
        self.assertEqual(self.ana.get(one).json["effective"], [1])
        self.assertEqual(self.ben.get(one).json["effective"], [])
        muted = self.ben.request("PUT", f"{self.path}/events/{loud}/reminders", body={"muted": True})
        self.assertEqual((muted.status, muted.json["effective"]), (200, []))
        self.assertEqual([e["event_id"] for e in self.ben.get(f"{self.path}/reminders").json["events"]], [loud])
        for name in ("Plain", "Loud"):
            self.reminder(ana, name)
        self.assertTrue(ben.quiet_for_events("reminder"))
        self.assertEqual(self.cleo.get(f"{self.path}/reminders").status, 403)

    def test_only_who_has_got_it_is_reminded(self):
        ana, ben = self.socket(self.ana), self.socket(self.ben)
        chore = self.make(due_in(5, "Bins"))
        claim = f"{self.path}/events/{chore}/claim"
        got = self.ben.post(claim, {})
        self.assertEqual((got.status, got.json["claimed_by"]["username"]), (200, "ben"))
        taken = self.ana.post(claim, {})
        self.assertEqual((taken.status, taken.json["claimed_by"]["username"]), (409, "ben"))
        heard = ana.wait_event("updated_claim", event_id=chore)
        self.assertEqual(heard["data"]["claimed_by"]["username"], "ben")
        self.assertEqual(self.ana.request("DELETE", claim).status, 403)
        self.reminder(ben, "Bins")
        self.make(due_in(1, "Marker"))
        self.reminder(ana, "Marker")
        self.assertTrue(ana.quiet_for_events("reminder"))
        self.assertEqual(self.ben.request("DELETE", claim).status, 204)
        self.assertIsNone(ana.wait(lambda f: f["event"] == "updated_claim" and not f["data"]["claimed_by"])["data"]["claimed_by"])


class Crashes(Family):
    def kill_and_restart(self):
        name = "all" if LAYOUT == "one" else "calendar"
        process = self.trio.processes[name]
        process.kill()
        # The gateway knows the calendar service by its port.
        if LAYOUT == "three":
            where = process.arguments.index("--rpc-listen") + 1
            process.arguments[where] = f"127.0.0.1:{process.ports['rpc']}"
        process.start()

    def test_nothing_is_lost_or_comes_twice(self):
        followers = [Follower(self.trio, user) for user in (self.ana, self.ben)]
        for name in ("First", "Second", "Third"):
            self.make(due_in(3, name))
        for follower in followers:
            follower.wait("First")
        self.kill_and_restart()
        for follower in followers:
            for name in ("Second", "Third"):
                follower.wait(name)
        # Due while nothing runs.
        self.trio.until(lambda: self.ana_at_the_new_port().get("/calendar/status").status == 200)
        answer = self.ana_at_the_new_port().post("/calendar/create_event", due_in(1, "Fourth"))
        self.assertEqual(answer.status, 201, answer)
        self.kill_and_restart()
        for follower in followers:
            follower.user = Http(self.trio.port, follower.user.token)
            follower.wait("Fourth")
            self.assertEqual(sorted(follower.names), ["First", "Fourth", "Second", "Third"])

    def ana_at_the_new_port(self):
        return Http(self.trio.port, self.ana.token)


@unittest.skipUnless(THREE_INSTANCES, "instances share a PostgreSQL database")
class Instances(Family):
    def test_three_fire_once(self):
        ports = [self.trio.port]
        first = self.trio.processes["calendar"]
        for index in (2, 3):
            self.trio.start_calendar()
            self.trio.start_gateway(name=f"gateway{index}")
            ports.append(self.trio.port)
            self.trio.processes[f"calendar{index}"] = self.trio.processes["calendar"]
        sockets = [Socket(port, self.ben.token) for port in ports]
        for live in sockets:
            self.addCleanup(live.close)
            live.wait_event("connect")
        names = [f"Event {i}" for i in range(12)]
        for i, name in enumerate(names):
            answer = Http(ports[i % 3], self.ana.token).post("/calendar/create_event", due_in(4, name))
            self.assertEqual(answer.status, 201, answer)
        for live in sockets:
            told = [live.wait_event("reminder", timeout=30)["data"] for _ in names]
            self.assertEqual(sorted(each["event_name"] for each in told), sorted(names))
            self.assertEqual([each["number"] for each in told], list(range(1, len(names) + 1)))
            self.assertTrue(live.quiet_for_events("reminder"))
        rows = self.trio.databases.query("SELECT COUNT(*) FROM personal_frames WHERE event = 'reminder'", "calendar")
        self.assertEqual(rows[0][0], str(2 * len(names)))
        # The one through which an event was made goes; it is fired all the same.
        answer = Http(ports[0], self.ana.token).post("/calendar/create_event", due_in(2, "Orphan"))
        self.assertEqual(answer.status, 201, answer)
        first.kill()
        for live in sockets[1:]:
            self.assertEqual(live.wait_event("reminder", timeout=30)["data"]["event_name"], "Orphan")


if __name__ == "__main__":
    unittest.main(verbosity=2)
