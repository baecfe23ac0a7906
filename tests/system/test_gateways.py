"""Two gateways beside each other, with Redis between them: what one knows, the other's clients feel."""
import os
import unittest

from client import Http, Socket
from trio import PASSWORD, Trio, draft, require

ENGINE = os.environ.get("HEARTH_ENGINE", "postgresql")


class Gateways(unittest.TestCase):
    settings = ()

    def setUp(self):
        # A database of its own on the shared Redis: limits and presence of other tests stay out.
        redis = require("HEARTH_TEST_REDIS")
        self.trio = Trio("three", ENGINE, (f"redis={redis}/{self.database}", *self.settings))
        self.addCleanup(self.trio.close)
        self.trio.start()
        self.ports = [self.trio.port]
        self.trio.start_gateway(name="second")
        self.ports.append(self.trio.port)

    def at(self, index, user):
        return Http(self.ports[index], user.token)


class Rooms(Gateways):
    database = 1

    def test_one_room(self):
        ana, ben = self.trio.user("ana"), self.trio.user("ben")
        self.trio.calendar(ana, "Family")
        self.trio.join(ben, "Family")
        here, there = Socket(self.ports[0], ana.token), Socket(self.ports[1], ben.token)
        for socket in (here, there):
            self.addCleanup(socket.close)
            socket.wait_event("connect")
        here.wait(lambda f: f.get("event") == "presence" and "ben" in f["data"]["online"])

        self.assertEqual(self.at(0, ana).post("/calendar/create_event", draft("Family")).status, 201)
        self.assertEqual(there.wait_event("created_event")["data"]["event_name"], "Dinner")
        self.assertEqual(len(self.at(1, ben).get("/calendar/get_events").json["events"]), 1)
        self.assertTrue(here.call("message", {"message": "to all I share with"})["ok"])
        there.wait_event("message", message="to all I share with")

        # A session that ends at one gateway ends at the other.
        self.assertIn(self.at(0, ben).post("/user/logout").status, (200, 204))
        self.assertEqual(there.wait_closed(timeout=10), 4401)
        self.assertEqual(self.at(1, ben).get("/api/v1/me").status, 401)
        here.wait(lambda f: f.get("event") == "presence" and "ben" in f["data"]["left"])


class Limits(Gateways):
    database = 2
    settings = ("limits.enabled=true",)

    def test_limits_are_kept_across_gateways(self):
        statuses = [Http(self.ports[i % 2]).post("/user/register", {"username": f"u{i}", "password": PASSWORD}).status for i in range(6)]
        self.assertEqual(statuses, [201] * 5 + [429])


if __name__ == "__main__":
    unittest.main(verbosity=2)
