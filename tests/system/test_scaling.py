"""The services as deploy/compose.yaml wires them: found by names, with the certificates of make-secrets, and scaled while they are
called. Instances share a port and differ by their address on loopback, as containers do."""
import threading
import time
import unittest
import urllib.request

from client import PATIENCE
from deployment import SCRIPTS, run
from nameserver import NameServer
from prometheus import free_port
from trio import Trio, draft


class Scaling(unittest.TestCase):
    def setUp(self):
        self.trio = Trio("three", "postgresql")
        self.addCleanup(self.trio.close)
        run(SCRIPTS / "make-secrets", self.trio.folder / "secrets")
        self.names = NameServer({"auth": ["127.0.0.2"], "calendar": ["127.0.0.2", "127.0.0.3"]})
        self.addCleanup(self.names.close)
        self.ports = {"auth": free_port(), "calendar": free_port()}
        self.instance("auth", 2)
        for number in (2, 3):
            self.instance("calendar", number)
        self.trio.gateway = self.make("gateway", "gateway", "--listen", "127.0.0.1:0", *self.target("auth"), *self.target("calendar"))

    def make(self, role, name, *arguments):
        """A process with mutual TLS as its role."""
        secrets = self.trio.folder / "secrets"
        tls = [word for key, value in (("tls", "mutual"), ("tls.cert", secrets / f"rpc_{role}.crt"), ("tls.key", secrets / f"rpc_{role}.key"),
                                       ("tls.ca", secrets / "rpc_ca.crt")) for word in ("--set", f"rpc.{key}={value}")]
        return self.trio._make(name, "--role", role, *arguments, *tls).start()

    def target(self, service):
        return f"--{service}-service", f"dns://127.0.0.1:{self.names.port}/{service}:{self.ports[service]}"

    def instance(self, service, number):
        more = self.target("auth") if service == "calendar" else ()
        self.make(service, f"{service}-{number}", "--rpc-listen", f"127.0.0.{number}:{self.ports[service]}", f"--{service}-database",
                  self.trio.databases.urls[service], *more)

    def calls(self, name):
        """Events that an instance has been called for, by its own metrics."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.trio.processes[name].ports['admin']}/metrics", timeout=10) as answer:
            text = answer.read().decode()
        line = 'hearth_rpc_server_calls_total{code="OK",method="CreateEvent",service="hearth.calendar.CalendarStore"} '
        return sum(float(each.removeprefix(line)) for each in text.splitlines() if each.startswith(line))

    def test_calls_are_spread_and_an_instance_that_is_added_takes_part(self):
        user = self.trio.user("ana")
        self.trio.calendar(user, "Family")
        ending, failures = threading.Event(), []

        def write():
            while not ending.is_set():
                answer = user.post("/calendar/create_event", draft("Family"))
                if answer.status != 201:
                    failures.append(answer)
                    ending.set()
        writers = [threading.Thread(target=write) for _ in range(2)]
        for writer in writers:
            writer.start()
        self.addCleanup(lambda: [writer.join() for writer in writers])
        self.addCleanup(ending.set)

        self.trio.until(lambda: failures or all(self.calls(f"calendar-{number}") > 5 for number in (2, 3)))
        self.instance("calendar", 4)
        self.names.names["calendar"].append("127.0.0.4")
        added = time.monotonic()
        self.trio.until(lambda: failures or self.calls("calendar-4") > 5)
        self.assertLess(time.monotonic() - added, 10 * PATIENCE)

        # One leaves as it should: nobody notices.
        self.names.names["calendar"].remove("127.0.0.2")
        self.assertEqual(self.trio.processes["calendar-2"].stop(), 0)
        before = self.calls("calendar-3")
        self.trio.until(lambda: failures or self.calls("calendar-3") > before + 20)
        ending.set()
        for writer in writers:
            writer.join()
        self.assertEqual(failures, [])


if __name__ == "__main__":
    unittest.main(verbosity=2)
