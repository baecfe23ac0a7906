"""npm's socket.io-client in a process of its own, for the tests in Python."""
import json
import pathlib
import queue
import subprocess
import threading
import time

from nodemodules import installed

HERE = pathlib.Path(__file__).parent
WAYS = {"polling": {"transports": ["polling"]}, "websocket": {"transports": ["websocket"]}, "upgrading": {}}


class SocketIo:
    """One client; what it has seen waits in `seen` until a test takes it."""

    def __init__(self, port, way="upgrading", token=None, **options):
        installed()
        chosen = {**WAYS[way], **({"auth": {"token": token}} if token else {}), **options}
        self.process = subprocess.Popen(["node", HERE / "socketio_client.js", f"http://127.0.0.1:{port}", json.dumps(chosen)],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.lines = queue.Queue()
        self.seen = []
        self.acks = 0
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.process.stdout:
            self.lines.put(json.loads(line))

    def wait(self, did, timeout=20, **fields):
        """The first thing, past or to come, that the client did and that has these fields; it is taken out."""
        deadline = time.monotonic() + timeout
        index = 0
        while True:
            for index in range(index, len(self.seen)):
                each = self.seen[index]
                if each["did"] == did and all(each.get(k) == v for k, v in fields.items()):
                    return self.seen.pop(index)
            index = len(self.seen)
            try:
                self.seen.append(self.lines.get(timeout=max(0, deadline - time.monotonic())))
            except queue.Empty:
                raise AssertionError(f"the client did no {did} {fields} but {self.seen}") from None

    def wait_event(self, name, timeout=20):
        """The one argument of the event."""
        arguments = self.wait("event", timeout, event=name)["args"]
        assert len(arguments) == 1, arguments
        return arguments[0]

    def emit(self, event, data):
        self._send({"emit": event, "data": data, "ack": None})

    def call(self, event, data=None, timeout=20):
        """The acknowledgement."""
        self.acks += 1
        self._send({"emit": event, "data": data if data is not None else {}, "ack": self.acks})
        return self.wait("ack", timeout, ack=self.acks)["answer"]

    def _send(self, command):
        self.process.stdin.write(json.dumps(command) + "\n")
        self.process.stdin.flush()

    def disconnect(self):
        self._send({"close": True})

    def close(self):
        self.process.stdin.close()
        self.process.wait(timeout=20)
        self.process.stdout.close()
