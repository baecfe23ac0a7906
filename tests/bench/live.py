"""WebSockets: fan-out to a room, and what an idle socket costs; beside it a room server on node's `ws`."""
import json
import pathlib
import subprocess

from server import CHEAP_HASHES, SECONDS, TOOLS, Part

PEER = pathlib.Path(__file__).resolve().parent / "peer"
ROOM = "Home"
USERS = 100
RATE = 20
WINDOW = 32
SIZES = (100, 500, 2000)
IDLE = 2000


def sockets(port, pid, tokens, count, rate=0, window=0, warmup=1, calendar=""):
    """bench_sockets' figures."""
    command = [TOOLS / "bench_sockets", port, pid, tokens, count, rate, SECONDS, window, warmup, *([calendar] if calendar else [])]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip() or f"bench_sockets ended with {done.returncode}")
    figures = json.loads(done.stdout)
    wrong = {key: figures[key] for key in ("failed", "closed", "lost", "full_lost", "refused") if figures.get(key)}
    if wrong:
        raise RuntimeError(f"{count} sockets: {wrong} {done.stderr.strip()[:200]}")
    return figures


class NodePeer:
    """The room server on node, as a process of its own."""

    def __enter__(self):
        self.process = subprocess.Popen(["node", str(PEER / "room.js")], stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline())
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def sockets(self, count, **more):
        return sockets(self.port, self.process.pid, "/dev/null", count, **more)


class _Live(Part):
    """A hundred users in one calendar; hashes are cheap here, for nothing depends on them."""
    settings = CHEAP_HASHES

    def prepare(self):
        self.tokens = self.server.folder / "tokens"
        tokens = [self.server.user(f"user-{number}") for number in range(USERS)]
        self.server.calendar(tokens[0], ROOM)
        for token in tokens[1:]:
            self.server.post("/api/v1/calendars/join", {"calendar_name": ROOM, "calendar_password": ""}, token)
        self._write(tokens)

    def fresh_server(self):
        """A process without a past, with tokens that will not end meanwhile."""
        self.server.restart()
        self._write([self.server.post("/user/login", {"username": f"user-{number}", "password": "correct horse battery"})["token"]
                     for number in range(USERS)])

    def _write(self, tokens):
        self.tokens.write_text("\n".join(tokens) + "\n")

    def sockets(self, count, **more):
        return sockets(self.server.port, self.server.pid, self.tokens, count, **more)


class Fanout(_Live):
    name = "fanout"

    def run(self, number):
        figures = {}
        for size in SIZES:
            self.fresh_server()
            own = self.sockets(size, rate=RATE, window=WINDOW, calendar=ROOM)
            passing = self.sockets(size, window=WINDOW)
            with NodePeer() as peer:
                node = peer.sockets(size, rate=RATE, window=WINDOW)
            figures |= {(size, key): own[key] for key in ("p50_ms", "p99_ms", "cpu_us", "full_rate", "full_cpu_us")}
            figures |= {(size, "passing_rate"): passing["full_rate"]}
            figures |= {(size, "node_" + key): node[key] for key in ("p50_ms", "p99_ms", "cpu_us", "full_rate")}
        return figures

    def rows(self, figures):
        return [row for size in SIZES for row in self._rows_of(size, lambda key: figures[size, key])]

    @staticmethod
    def _rows_of(size, of):
        goals = ("p99 < 50 ms", "<= 10 us", ">= 1.4 x ws") if size == 2000 else ("", "", "")
        title = f"fan-out to {size:,} sockets"
        return [(f"{title}, {RATE}/s, delivery p50 / p99", f"{of('p50_ms'):.1f} / {of('p99_ms'):.1f} ms",
                 f"ws {of('node_p50_ms'):.1f} / {of('node_p99_ms'):.1f} ms", goals[0]),
                (f"{title}, {RATE}/s, server CPU a delivery", f"{of('cpu_us'):.1f} us", f"ws {of('node_cpu_us'):.1f} us", goals[1]),
                (f"{title}, saturated, kept in the calendar",
                 f"{of('full_rate'):,.0f}/s = {of('full_rate') / of('node_full_rate'):.2f} x ws ({of('full_cpu_us'):.1f} us each)",
                 f"ws, keeps nothing, {of('node_full_rate'):,.0f}/s", goals[2]),
                (f"{title}, saturated, not kept",
                 f"{of('passing_rate'):,.0f}/s = {of('passing_rate') / of('node_full_rate'):.2f} x ws", "", "")]


class Idle(_Live):
    name = "idle"

    def run(self, number):
        self.fresh_server()
        own = self.sockets(IDLE, warmup=3)
        with NodePeer() as peer:
            node = peer.sockets(IDLE, warmup=3)
        return {"own": own["idle_kb"], "node": node["idle_kb"]}

    def rows(self, figures):
        return [(f"memory for each of {IDLE:,} idle sockets", f"{figures['own']:.1f} kB", f"ws {figures['node']:.1f} kB", "<= 20 kB")]
