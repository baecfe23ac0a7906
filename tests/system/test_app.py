"""Two apps as processes of their own, offscreen, and a third client over HTTP: one app hosts, all see each other's events."""
import datetime
import json
import os
import pathlib
import select
import shutil
import subprocess
import tempfile
import time
import unittest

from client import PATIENCE, Http, Socket
from trio import PASSWORD, clean_environment, draft, refuse_reports

DRIVER = pathlib.Path(os.environ["HEARTH_DRIVER"])


class App:
    """One app, driven by lines of JSON."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir(exist_ok=True)
        self.process = None

    def start(self):
        self.log = open(self.folder / "app.log", "ab")
        self.process = subprocess.Popen([DRIVER, str(self.folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log,
                                        env={**clean_environment(), "QT_QPA_PLATFORM": "offscreen", "TZ": "Europe/Berlin"})
        return self

    def do(self, what, name="", **more):
        self.process.stdin.write((json.dumps({"do": what, "name": name, **more}) + "\n").encode())
        self.process.stdin.flush()
        if not select.select([self.process.stdout], [], [], 60 * PATIENCE)[0]:
            raise AssertionError(f"{what} {name}: no answer\n{self.text()}")
        line = self.process.stdout.readline()
        if not line:
            raise AssertionError(f"{what} {name}: the app ended with {self.process.wait()}\n{self.text()}")
        answer = json.loads(line)
        if not answer["ok"]:
            raise AssertionError(f"{what} {name}: failed\n{self.text()}")
        return answer

    def text(self):
        return (self.folder / "app.log").read_text(errors="replace")

    def host(self, user, calendar, password=""):
        self.do("click", "Start a calendar on this computer")
        self.do("type", "Your name", text=user)
        self.do("type", "A password for you", text=PASSWORD)
        self.do("type", "The calendar’s name", text=calendar)
        if password:
            self.do("type", "A password for the calendar", text=password)
        # The form's button and, when all has been made, that of the page behind it.
        self.do("click", "Open the calendar")
        hosting = self.until_hosting()
        self.do("wait_status", "Live")
        hosting["invitation"] = self.do("read", "Link of the invitation", text="invite=")["text"]
        self.do("click", "Open the calendar")
        return hosting

    def until_hosting(self):
        deadline = time.monotonic() + 30 * PATIENCE
        while True:
            try:
                return self.do("hosting")
            except AssertionError:
                if time.monotonic() > deadline:
                    raise

    def join(self, link, user, password=""):
        self.do("click", "Join with an invitation")
        self.do("type", "Link or address", text=link)
        self.do("type", "Your name", text=user)
        self.do("type", "Your password", text=PASSWORD)
        if password:
            self.do("type", "The calendar’s password", text=password)
        self.do("click", "Join")
        self.do("wait_status", "Live")

    def talk(self):
        self.do("click", "Details")
        self.do("click", "Conversation")

    def say(self, text):
        self.do("type", "Message Family…", text=text)
        self.do("key", "Return")

    def create(self, title, repeat=""):
        self.do("key", "Ctrl+N")
        self.do("type", "Title", text=title)
        if repeat:
            self.do("choose", "Repeat", text=repeat)
        self.do("click", "Save")
        self.do("wait_event", title)

    def starts(self, title):
        return self.do("starts", title)["starts"]

    def until_starts(self, title, wanted):
        deadline = time.monotonic() + 30 * PATIENCE
        while self.starts(title) != wanted:
            if time.monotonic() > deadline:
                raise AssertionError(f"{self.starts(title)}, not {wanted}\n{self.text()}")

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.stdin.close()
            try:
                self.process.wait(30 * PATIENCE)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
                raise AssertionError("the app did not end\n" + self.text())
        if self.process:
            self.process.stdout.close()
            self.log.close()
            refuse_reports(self.folder.name, self.text())
            return self.process.returncode

    def kill(self):
        self.process.kill()
        self.process.wait()


def an_hour_before(start):
    return (datetime.datetime.fromisoformat(start) - datetime.timedelta(hours=1)).isoformat(" ", "minutes")


class TwoApps(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="hearth-apps-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.ana, self.ben = App(self.folder / "ana"), App(self.folder / "ben")
        for app in (self.ana, self.ben):
            app.start()
            self.addCleanup(app.stop)

    def test_a_shared_calendar(self):
        hosting = self.ana.host("ana", "Family", "open sesame")
        self.ben.join(hosting["link"], "ben", "open sesame")
        local = int(hosting["local"].rsplit(":", 1)[1])

        # A third client, as with curl.
        http = Http(local)
        self.assertEqual(http.post("/user/register", {"username": "cleo", "password": PASSWORD}).status, 201)
        cleo = http.with_token(http.post("/user/login", {"username": "cleo", "password": PASSWORD}).json["token"])
        self.assertEqual(cleo.post("/calendar/create_event", draft("Family")).status, 403)
        live = Socket(local, cleo.token)
        self.assertFalse(live.call("join_calendar", {"calendar_name": "Family", "calendar_password": "wrong"})["ok"])
        self.assertTrue(live.call("join_calendar", {"calendar_name": "Family", "calendar_password": "open sesame"})["ok"])

        # Made by each of them, seen by all.
        self.ana.create("made by ana")
        live.wait_event("created_event", event_name="made by ana", timeout=30)
        self.ben.do("wait_event", "made by ana")
        self.ben.create("made by ben")
        live.wait_event("created_event", event_name="made by ben", timeout=30)
        self.ana.do("wait_event", "made by ben")
        made = cleo.post("/calendar/create_event", draft("Family", "made by cleo"))
        self.assertEqual(made.status, 201, made)
        self.ana.do("wait_event", "made by cleo")
        self.ben.do("wait_event", "made by cleo")

        # Undo also works on what was sent.
        self.ben.do("key", "Ctrl+Z")
        self.ana.do("wait_gone", "made by ben")
        live.close()

        # Without the host: work goes on, and is sent when it is back.
        self.assertEqual(self.ana.stop(), 0)
        self.ben.create("made offline")
        self.ben.do("wait_kept")
        self.ben.kill()
        self.ana.start()
        self.ana.do("wait_event", "made by cleo")
        self.ben.start()
        self.ben.do("wait_event", "made offline")
        self.ana.do("wait_event", "made offline")
        self.ana.do("wait_status", "Live")
        self.assertEqual(sorted(self.ana.do("events")["events"]), sorted(["made by ana", "made by cleo", "made offline"]))

    def test_a_weekly_event(self):
        hosting = self.ana.host("ana", "Family")
        self.ben.join(hosting["link"], "ben")
        self.ana.create("Choir", repeat="Every week on")
        self.ben.do("wait_event", "Choir")
        first = self.ana.starts("Choir")
        self.assertGreater(len(first), 4)
        self.ben.until_starts("Choir", first)

        # One of them an hour earlier, by hand; the others stay.
        self.ben.do("drag", "Choir", nth=0, hours=-1)
        self.ben.do("click", "Only this one")
        earlier = [an_hour_before(first[0])] + first[1:]
        self.ben.until_starts("Choir", earlier)
        self.ana.until_starts("Choir", earlier)
        self.ana.do("wait_status", "Live")

        # And back, also at the other's.
        self.ben.do("key", "Ctrl+Z")
        self.ben.until_starts("Choir", first)
        self.ana.until_starts("Choir", first)

        # All of them.
        self.ana.do("drag", "Choir", nth=0, hours=-1)
        self.ana.do("click", "All of them")
        all_earlier = [an_hour_before(start) for start in first]
        self.ana.until_starts("Choir", all_earlier)
        self.ben.until_starts("Choir", all_earlier)

        # From the second on back to the old time, and that undone.
        self.ben.do("drag", "Choir", nth=1, hours=1)
        self.ben.do("click", "This one and all that follow")
        divided = all_earlier[:1] + first[1:]
        self.ben.until_starts("Choir", divided)
        self.ana.until_starts("Choir", divided)
        self.ben.do("key", "Ctrl+Z")
        self.ben.until_starts("Choir", all_earlier)
        self.ana.until_starts("Choir", all_earlier)
        self.ben.do("wait_status", "Live")

    def test_a_message_stands_in_the_other_app(self):
        hosting = self.ana.host("ana", "Family", "open sesame")
        # The invitation is enough: no password of the calendar.
        self.ben.join(hosting["invitation"], "ben")
        for app in (self.ana, self.ben):
            app.talk()
        self.ana.say("Piano went well!")
        self.ben.do("wait_text", "Piano went well!")
        self.ben.say("Hurray")
        self.ana.do("wait_text", "Hurray")

        # Without the host it waits, also over a restart, and is sent when the host is back.
        self.assertEqual(self.ana.stop(), 0)
        self.ben.say("Are you there?")
        self.ben.do("wait_text", "waiting to be sent")
        self.assertEqual(self.ben.stop(), 0)
        self.ana.start()
        self.ana.do("wait_status", "Live")
        self.ben.start()
        self.ana.do("click", "Conversation")  # the panel is shown as it was
        self.ana.do("wait_text", "Are you there?")


if __name__ == "__main__":
    unittest.main(verbosity=2)
