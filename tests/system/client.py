"""A small HTTP and WebSocket client on the standard library, so that the trio is driven from outside by code that shares
nothing with it. Every answer is held against the API's description."""
import base64
import gzip
import hashlib
import http.client
import json
import os
import select
import socket
import struct
import time

import contract

# How many times slower than usual what is tested may be: built with a sanitizer it needs it.
PATIENCE = float(os.environ.get("HEARTH_TEST_PATIENCE", "1"))


class Answer:
    """A status, headers (lower case) and a body, parsed where it is JSON."""

    def __init__(self, status, headers, body):
        self.status = status
        self.headers = {name.lower(): value for name, value in headers}
        self.body = body
        kind = self.headers.get("content-type", "")
        plain = gzip.decompress(body) if self.headers.get("content-encoding") == "gzip" else body
        self.json = json.loads(plain) if plain and "json" in kind else None

    def __repr__(self):
        return f"<{self.status} {self.body[:300]!r}>"


class Http:
    """Requests to one gateway, each on a connection of its own unless `keep` is set."""

    def __init__(self, port, token=None, timeout=20):
        self.port = port
        self.token = token
        self.timeout = timeout

    def with_token(self, token):
        return Http(self.port, token, self.timeout)

    def request(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout * PATIENCE)
        try:
            sent = dict(headers or {})
            if self.token:
                sent.setdefault("Authorization", f"Bearer {self.token}")
            if body is not None and not isinstance(body, (bytes, str)):
                body = json.dumps(body)
                sent.setdefault("Content-Type", "application/json")
            if isinstance(body, str):
                body = body.encode()
            connection.request(method, path, body=body, headers=sent)
            response = connection.getresponse()
            answer = Answer(response.status, response.getheaders(), response.read())
            contract.HTTP.check(method, path, answer)
            return answer
        finally:
            connection.close()

    def get(self, path, **more):
        return self.request("GET", path, **more)

    def post(self, path, body=None, **more):
        return self.request("POST", path, body=body, **more)


class Closed(Exception):
    """The WebSocket was closed by the server; `code` is the close code, None for a bare end."""

    def __init__(self, code):
        super().__init__(f"closed with {code}")
        self.code = code


class Refused(Exception):
    """The upgrade was answered with another status than 101."""

    def __init__(self, status):
        super().__init__(f"refused with {status}")
        self.status = status


def described_frame(text):
    """A frame of /ws, held against the live API's description."""
    frame = json.loads(text)
    contract.LIVE.check(frame)
    return frame


class Socket:
    """A WebSocket (RFC 6455) that sends and waits for frames of JSON."""

    def __init__(self, port, token=None, path="/ws", headers=None, subprotocol=None, decode=described_frame):
        self.frames = []
        self.decode = decode
        self.buffer = b""
        self.fragments = b""
        self.next_id = 0
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=20 * PATIENCE)
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Upgrade: websocket", "Connection: Upgrade",
                 f"Sec-WebSocket-Key: {key}", "Sec-WebSocket-Version: 13"]
        if token:
            lines.append(f"Authorization: Bearer {token}")
        if subprotocol:
            lines.append(f"Sec-WebSocket-Protocol: {subprotocol}")
        lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
        self.socket.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        head = self._read_head()
        status = int(head.split(None, 2)[1])
        if status != 101:
            self.socket.close()
            raise Refused(status)
        self.head = head
        expected = base64.b64encode(hashlib.sha1((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest()).decode()
        assert expected in head, head

    def _read_head(self):
        while b"\r\n\r\n" not in self.buffer:
            data = self.socket.recv(65536)
            if not data:
                raise Closed(None)
            self.buffer += data
        head, _, self.buffer = self.buffer.partition(b"\r\n\r\n")
        return head.decode()

    def send_raw(self, opcode, payload, fin=True):
        mask = os.urandom(4)
        length = len(payload)
        head = bytes([(0x80 if fin else 0) | opcode])
        if length < 126:
            head += bytes([0x80 | length])
        elif length < 65536:
            head += bytes([0x80 | 126]) + struct.pack(">H", length)
        else:
            head += bytes([0x80 | 127]) + struct.pack(">Q", length)
        masked = bytes(b ^ mask[i % 4] for i, b in enumerate(payload)) if length < 100000 else _mask_fast(payload, mask)
        self.socket.sendall(head + mask + masked)

    def send_text(self, text):
        self.send_raw(1, text.encode())

    def _parse(self):
        """One frame from the buffer: (opcode, payload), or None."""
        if len(self.buffer) < 2:
            return None
        opcode, length, offset = self.buffer[0], self.buffer[1] & 0x7F, 2
        if length == 126:
            if len(self.buffer) < 4:
                return None
            length, offset = struct.unpack(">H", self.buffer[2:4])[0], 4
        elif length == 127:
            if len(self.buffer) < 10:
                return None
            length, offset = struct.unpack(">Q", self.buffer[2:10])[0], 10
        if len(self.buffer) < offset + length:
            return None
        payload = self.buffer[offset:offset + length]
        self.buffer = self.buffer[offset + length:]
        return opcode, payload

    def _pump(self, deadline):
        """Reads until a JSON frame has come; False at the deadline."""
        while True:
            frame = self._parse()
            if frame is None:
                left = deadline - time.monotonic()
                if left <= 0 or not select.select([self.socket], [], [], left)[0]:
                    return False
                data = self.socket.recv(1 << 20)
                if not data:
                    raise Closed(None)
                self.buffer += data
                continue
            first, payload = frame
            opcode = first & 0x0F
            if opcode == 8:
                raise Closed(struct.unpack(">H", payload[:2])[0] if len(payload) >= 2 else None)
            if opcode == 9:
                self.send_raw(10, payload)
            elif opcode in (0, 1):
                self.fragments += payload
                if first & 0x80:
                    text, self.fragments = self.fragments, b""
                    self.frames.append(self.decode(text))
                    return True

    def wait(self, matches, timeout=15):
        """The first frame, past or to come, for which matches(frame); it is taken out."""
        deadline = time.monotonic() + timeout * PATIENCE
        seen = 0
        while True:
            for index in range(seen, len(self.frames)):
                if matches(self.frames[index]):
                    return self.frames.pop(index)
            seen = len(self.frames)
            if not self._pump(deadline):
                raise AssertionError(f"no such frame among {self.frames}")

    def wait_event(self, name, timeout=15, **data):
        return self.wait(lambda f: f.get("event") == name and "ok" not in f
                         and all(f.get("data", {}).get(k) == v for k, v in data.items()), timeout)

    def call(self, event, data=None, timeout=15):
        """Sends a request and gives its answer."""
        self.next_id += 1
        name = f"r{self.next_id}"
        frame = {"event": event, "id": name}
        if data is not None:
            frame["data"] = data
        self.send_text(json.dumps(frame))
        return self.wait(lambda f: f.get("id") == name and "ok" in f, timeout)

    def quiet_for_events(self, name):
        """Whether no frame of that event has come, after everything sent so far has been answered."""
        self.call("resume", {"calendar_id": "00000000-0000-7000-8000-000000000000", "since": 0})
        return not any(f.get("event") == name and "ok" not in f for f in self.frames)

    def wait_closed(self, timeout=15):
        """The close code."""
        deadline = time.monotonic() + timeout * PATIENCE
        try:
            while self._pump(deadline):
                pass
        except Closed as closed:
            return closed.code
        raise AssertionError("the socket was not closed")

    def close(self):
        self.socket.close()


def _mask_fast(payload, mask):
    repeated = (mask * (len(payload) // 4 + 1))[:len(payload)]
    return (int.from_bytes(payload, "big") ^ int.from_bytes(repeated, "big")).to_bytes(len(payload), "big")
