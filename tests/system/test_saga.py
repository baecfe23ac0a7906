"""Kills the processes of the saga at every point: afterwards every acknowledged event is there once, with its records,
and nothing is half done. Always three processes; a proxy on each way, gateway to calendar and calendar to auth, holds the
calls where a test wants them."""
import os
import socket
import threading
import time
import unittest
from concurrent.futures import ThreadPoolExecutor

from client import PATIENCE
from trio import Trio, draft

ENGINE = os.environ.get("HEARTH_ENGINE", "sqlite")


class Proxy:
    """TCP to a service. `hold` stops the bytes of one way ('request' or 'answer'); `cut` ends all connections."""

    def __init__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.upstream = None
        self.held = {"request": threading.Event(), "answer": threading.Event()}
        for event in self.held.values():
            event.set()
        self.waiting = {"request": threading.Event(), "answer": threading.Event()}
        self.pairs = []
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
                server = socket.create_connection(("127.0.0.1", self.upstream))
            except OSError:
                try:
                    client.close()
                except (OSError, UnboundLocalError):
                    return
                continue
            self.pairs += [client, server]
            threading.Thread(target=self._pump, args=(client, server, "request"), daemon=True).start()
            threading.Thread(target=self._pump, args=(server, client, "answer"), daemon=True).start()

    def _pump(self, source, sink, way):
        try:
            while data := source.recv(65536):
                # Small frames are keep-alives and window updates; a call's header or message is larger.
                if not self.held[way].is_set():
                    self.waiting[way].set()
                    self.held[way].wait()
                sink.sendall(data)
        except OSError:
            pass
        for end in (source, sink):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def hold(self, way):
        self.waiting[way].clear()
        self.held[way].clear()

    def release(self):
        for event in self.held.values():
            event.set()

    def cut(self):
        pairs, self.pairs = self.pairs, []
        for end in pairs:
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
        self.release()

    def close(self):
        self.listener.close()
        self.cut()


class Sagas(unittest.TestCase):
    def setUp(self):
        self.trio = Trio("three", ENGINE, ("saga.recovery_interval=200ms", "saga.max_retry_pause=500ms", "rpc.deadline=3s", "rpc.breaker_pause=200ms"))
        self.addCleanup(self.trio.close)
        self.proxy, self.front = Proxy(), Proxy()
        self.addCleanup(self.proxy.close)
        self.addCleanup(self.front.close)
        auth = self.trio._make("auth", "--role", "auth", "--rpc-listen", "127.0.0.1:0", "--auth-database",
                               self.trio.databases.urls["auth"], "--set", "rpc.tls=off").start()
        self.proxy.upstream = auth.ports["rpc"]
        self.trio.start_calendar(f"127.0.0.1:{self.proxy.port}")
        self.front.upstream = self.trio.processes["calendar"].ports["rpc"]
        self.trio.start_gateway(f"127.0.0.1:{self.front.port}")
        self.user = self.trio.user("ana")
        self.trio.calendar(self.user, "Family")
        # One event beforehand: the connections are up.
        self.assertEqual(self.user.post("/calendar/create_event", draft("Family", "before")).status, 201)

    def restart_auth(self):
        old = self.trio.processes["auth"]
        port = old.ports["rpc"]
        fresh = self.trio._make("auth", "--role", "auth", "--rpc-listen", f"127.0.0.1:{port}", "--auth-database",
                                self.trio.databases.urls["auth"], "--set", "rpc.tls=off").start()
        self.proxy.upstream = fresh.ports["rpc"]

    def restart_calendar(self):
        port = self.trio.processes["calendar"].ports["rpc"]
        self.trio._make("calendar", "--role", "calendar", "--rpc-listen", f"127.0.0.1:{port}", "--calendar-database",
                        self.trio.databases.urls["calendar"], "--auth-service", f"127.0.0.1:{self.proxy.port}",
                        "--set", "rpc.tls=off").start()

    def create(self, name, key):
        return self.user.post("/calendar/create_event", draft("Family", name), headers={"Idempotency-Key": key})

    def settled(self):
        """Waits until no saga is open (state 2 is completed, 3 compensated), then checks both databases against each other; the names of the events."""
        deadline = time.monotonic() + 40 * PATIENCE
        while True:
            open_sagas = self.trio.databases.query("SELECT count(*) FROM sagas WHERE state < 2", "calendar")
            if open_sagas == [["0"]]:
                break
            self.assertLess(time.monotonic(), deadline, "a saga never came to its end")
            time.sleep(0.05)
        ids = {row[0] for row in self.trio.databases.query("SELECT id FROM events WHERE state = 1", "calendar")}
        pending = self.trio.databases.query("SELECT count(*) FROM events WHERE state = 0", "calendar")
        self.assertEqual(pending, [["0"]])
        records = [row[0] for row in self.trio.databases.query("SELECT event_id FROM participants", "auth")]
        self.assertEqual(sorted(ids), sorted(records), "events and their records differ")
        answer = self.eventually(lambda: self.user.get("/calendar/get_events"))
        return sorted(e["event_name"] for e in answer.json["events"])

    def until(self, holds):
        deadline = time.monotonic() + 30 * PATIENCE
        while not holds():
            self.assertLess(time.monotonic(), deadline, "it never came to that")
            time.sleep(0.02)

    def eventually(self, call):
        deadline = time.monotonic() + 30 * PATIENCE
        while True:
            answer = call()
            if answer.status < 500:
                return answer
            self.assertLess(time.monotonic(), deadline, answer)
            time.sleep(0.05)

    def retried(self, name, key):
        """What a client does: the same request with the same key until it is not told to wait."""
        deadline = time.monotonic() + 30 * PATIENCE
        while True:
            answer = self.create(name, key)
            if answer.status == 201:
                return answer
            self.assertIn(answer.status, (409, 503), answer)
            self.assertLess(time.monotonic(), deadline, answer)
            time.sleep(0.1)

    def test_auth_dead_before_step_two(self):
        self.trio.processes["auth"].kill()
        answer = self.create("dinner", "k1")
        self.assertEqual(answer.status, 503, answer)
        self.assertGreaterEqual(int(answer.headers["retry-after"]), 1)
        self.restart_auth()
        self.retried("dinner", "k1")
        self.assertEqual(self.settled(), ["before", "dinner"])

    def in_flight(self, way, proxy=None):
        """Starts create_event and waits until the call, or its answer, stands in the proxy: calendar to auth unless given."""
        proxy = proxy or self.proxy
        proxy.hold(way)
        pool = ThreadPoolExecutor(1)
        future = pool.submit(self.create, "dinner", "k1")
        self.assertTrue(proxy.waiting[way].wait(20), "nothing came to the proxy")
        return future

    def kill_calendar(self, future):
        self.trio.processes["calendar"].kill()
        self.proxy.cut()
        self.front.cut()
        self.assertGreaterEqual(future.result(30).status, 500)
        self.restart_calendar()
        self.eventually(lambda: self.user.get("/calendar/status"))

    def test_auth_killed_with_the_call_under_way(self):
        future = self.in_flight("request")
        self.trio.processes["auth"].kill()
        self.proxy.cut()
        self.assertIn(future.result(30).status, (201, 503))
        self.restart_auth()
        self.retried("dinner", "k1")
        self.assertEqual(self.settled(), ["before", "dinner"])

    def test_auth_killed_after_its_commit_before_the_answer(self):
        future = self.in_flight("answer")
        self.trio.processes["auth"].kill()
        self.proxy.cut()
        self.assertIn(future.result(30).status, (201, 503))
        self.restart_auth()
        self.retried("dinner", "k1")
        self.assertEqual(self.settled(), ["before", "dinner"])

    def test_calendar_killed_before_its_first_commit(self):
        self.kill_calendar(self.in_flight("request", self.front))
        self.assertEqual(self.settled(), ["before"])
        self.retried("dinner", "k1")
        self.assertEqual(self.settled(), ["before", "dinner"])

    def test_calendar_killed_after_its_last_commit_before_the_answer(self):
        future = self.in_flight("answer", self.front)
        self.until(lambda: self.trio.databases.query("SELECT count(*) FROM events WHERE state = 1", "calendar") == [["2"]])
        self.kill_calendar(future)
        self.assertEqual(self.settled(), ["before", "dinner"])
        self.retried("dinner", "k1")
        self.assertEqual(self.settled(), ["before", "dinner"])

    def test_calendar_killed_between_its_commits_before_step_two(self):
        future = self.in_flight("request")
        self.kill_calendar(future)
        self.retried("dinner", "k1")
        self.assertEqual(self.settled(), ["before", "dinner"])

    def test_calendar_killed_between_its_commits_after_step_two(self):
        future = self.in_flight("answer")
        self.kill_calendar(future)
        self.retried("dinner", "k1")
        self.assertEqual(self.settled(), ["before", "dinner"])

    def test_a_slow_way_to_auth_is_no_failure(self):
        self.trio.processes["calendar"].kill()
        self.proxy.cut()
        self.front.cut()
        self.restart_calendar()
        self.eventually(lambda: self.user.get("/calendar/status"))
        future = self.in_flight("answer")
        # Longer than a busy machine or a far one takes for the first bytes of a connection.
        threading.Timer(0.6, self.proxy.release).start()
        self.assertEqual(future.result(30).status, 201)

    def test_an_unfinished_saga_without_a_retry_ends_by_itself(self):
        self.in_flight("request")
        self.trio.processes["calendar"].kill()
        self.proxy.cut()
        self.restart_calendar()
        self.assertIn(self.settled(), (["before"], ["before", "dinner"]))

    def test_killed_at_random_under_load(self):
        acknowledged, stop = [], threading.Event()

        def writer(number):
            count = 0
            while not stop.is_set():
                name = f"w{number}-{count}"
                try:
                    answer = self.create(name, name)
                except OSError:
                    continue
                if answer.status == 201:
                    acknowledged.append(name)
                    count += 1

        threads = [threading.Thread(target=writer, args=(n,)) for n in range(4)]
        for thread in threads:
            thread.start()
        for victim in ("calendar", "auth", "calendar", "auth"):
            reached = len(acknowledged) + 10
            deadline = time.monotonic() + 30 * PATIENCE
            while len(acknowledged) < reached:
                self.assertLess(time.monotonic(), deadline, "no progress")
                time.sleep(0.01)
            self.trio.processes[victim].kill()
            self.proxy.cut()
            self.restart_calendar() if victim == "calendar" else self.restart_auth()
        stop.set()
        for thread in threads:
            thread.join(40)
        names = self.settled()
        self.assertEqual(len(names), len(set(names)), "an event stands twice")
        self.assertLessEqual(set(acknowledged), set(names), "an acknowledged event is lost")


if __name__ == "__main__":
    unittest.main(verbosity=2)
