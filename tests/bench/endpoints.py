"""Requests over HTTP: register, login, get_events, create_event."""
import ctypes
import ctypes.util
import os
import pathlib
import re
import statistics
import subprocess
import time

from server import SECONDS, Part
from wrk import wrk

ROOT = pathlib.Path(__file__).resolve().parents[2]
SQL = pathlib.Path(__file__).resolve().parent / "sql"
CONNECTIONS = 16
ROOMS = 16


def hash_ms(times=9):
    """One argon2id hash at hearthd's default cost (19 MiB, 2 passes), by libsodium alone."""
    sodium = ctypes.CDLL(ctypes.util.find_library("sodium"))
    sodium.sodium_init()
    text, password = ctypes.create_string_buffer(128), b"correct horse battery"
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        sodium.crypto_pwhash_str(text, password, ctypes.c_ulonglong(len(password)), ctypes.c_ulonglong(2), ctypes.c_size_t(19 << 20))
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


class _Hashing(Part):
    """A request that is mostly one hash."""

    def load(self, connections, number):
        raise NotImplementedError

    def run(self, number):
        one = self.load(1, number)
        full = self.load(4, number)
        return {"p50": one["p50"], "rate": full["rate"], "hash": hash_ms()}

    def rows(self, figures):
        share = 100 * figures["hash"] / figures["p50"]
        return [(f"{self.name}, one at a time, p50", f"{figures['p50']:.1f} ms",
                 f"argon2id alone {figures['hash']:.1f} ms = {share:.0f} %", ""),
                (f"{self.name}, 4 connections", f"{figures['rate']:.0f} req/s", "", "")]


class Register(_Hashing):
    name = "register"

    def load(self, connections, number):
        return wrk(self.server.url("/user/register"), connections, SECONDS, "register.lua", [f"r{number}c{connections}"])


class Login(_Hashing):
    name = "login"

    def prepare(self):
        self.server.user("ann")

    def load(self, connections, number):
        return wrk(self.server.url("/user/login"), connections, SECONDS, "login.lua", ["ann"])


class GetEvents(Part):
    """The same question of one member over and over."""
    name = "get_events"
    events = 100

    def prepare(self):
        self.token = self.server.user("ann")
        self.server.calendar(self.token, "Home")
        for number in range(self.events):
            self.server.post("/calendar/create_event", {
                "calendar_name": "Home", "event_name": f"Dinner {number}", "event_start": f"2026-12-{number % 28 + 1:02}T19:00:00Z",
                "event_end": f"2026-12-{number % 28 + 1:02}T21:00:00Z"}, self.token)

    def run(self, number):
        return wrk(self.server.url("/calendar/get_events"), CONNECTIONS, SECONDS,
                   headers=[f"Authorization: Bearer {self.token}"])

    def rows(self, figures):
        return [(f"get_events, {self.events} events, {CONNECTIONS} connections", f"{figures['rate']:,.0f} req/s", "", ">= 5,000"),
                ("get_events, p99", f"{figures['p99']:.2f} ms", "", "< 10 ms")]


class CreateEvent(Part):
    """The whole saga on PostgreSQL, and the same statements by pgbench on tables of the same make."""
    name = "create_event"

    def prepare(self):
        self.token = self.server.user("ann")
        for room in range(1, ROOMS + 1):
            self.server.calendar(self.token, f"Room {room}")
        self.pgbench_url = self._prepare_pgbench()

    def _prepare_pgbench(self):
        database = f"hearth_pgbench_{os.getpid()}"
        self.server.databases.query(f"CREATE DATABASE {database}")
        self.server.databases.names.append(database)
        url = self.server.databases.server.rsplit("/", 1)[0] + "/" + database
        files = [path for service in ("auth", "calendar")
                 for path in sorted((ROOT / "server" / service / "migrations" / "postgresql").glob("*.sql"))]
        words = [word for path in [*files, SQL / "prepare.sql"] for word in ("-f", str(path))]
        subprocess.run(["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-v", f"rooms={ROOMS}", *words, url], check=True,
                       capture_output=True, text=True)
        return url

    def pgbench(self, clients, run):
        command = ["pgbench", "-n", "-M", "prepared", "-c", clients, "-j", 1, "-T", SECONDS, "-D", f"run={run}", "-D", f"rooms={ROOMS}",
                   "-D", "n=0", "-f", SQL / "create_event.sql", self.pgbench_url]
        text = subprocess.run(list(map(str, command)), check=True, capture_output=True, text=True).stdout
        if not re.search(r"number of failed transactions: 0 ", text):
            raise RuntimeError("pgbench had failures")
        return (float(re.search(r"^tps = ([\d.]+)", text, re.M).group(1)),
                float(re.search(r"latency average = ([\d.]+) ms", text).group(1)))

    def create(self, connections):
        return wrk(self.server.url("/calendar/create_event"), connections, SECONDS, "create_event.lua", [self.token, ROOMS])

    def run(self, number):
        one, full = self.create(1), self.create(CONNECTIONS)
        _, one_pg = self.pgbench(1, 2 * number + 1)
        full_pg, _ = self.pgbench(CONNECTIONS, 2 * number + 2)
        return {"p50": one["p50"], "p99": one["p99"], "rate": full["rate"], "full_p99": full["p99"], "pg_mean": one_pg, "pg_rate": full_pg}

    def rows(self, figures):
        share = 100 * figures["rate"] / figures["pg_rate"]
        return [("create_event, one at a time, p50", f"{figures['p50']:.2f} ms (p99 {figures['p99']:.2f} ms)",
                 f"pgbench, the same statements, mean {figures['pg_mean']:.2f} ms", "< 4 ms"),
                (f"create_event, {CONNECTIONS} connections, {ROOMS} calendars",
                 f"{figures['rate']:,.0f}/s = {share:.0f} % (p99 {figures['full_p99']:.1f} ms)",
                 f"pgbench, {CONNECTIONS} clients, {figures['pg_rate']:,.0f}/s", ">= 50 %")]
