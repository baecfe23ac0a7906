"""Socket.IO from outside: npm's socket.io-client over polls, over a WebSocket and from the one to the other, and the bare
protocol of Engine.IO."""
import http.client
import json
import threading
import time
import unittest

from client import Http, Refused, Socket
from socketio import WAYS, SocketIo
from test_rest import Base
from trio import draft

PATH = "/socket.io/?EIO=4&transport=polling"


class Clients(Base):
    def client(self, user, way="upgrading", **options):
        """Connected and greeted."""
        client = SocketIo(self.trio.port, way, user.token, **options)
        self.addCleanup(client.close)
        client.wait("connect")
        client.hello = client.wait_event("connected")["data"]
        return client

    def refused(self, way="upgrading", **options):
        client = SocketIo(self.trio.port, way, **options)
        self.addCleanup(client.close)
        return client.wait("refused")["message"]


class Connecting(Clients):
    def test_every_transport(self):
        user = self.trio.user(self.name())
        title = self.name("Room ")
        calendar = self.trio.calendar(user, title)
        for way in WAYS:
            with self.subTest(way=way):
                client = self.client(user, way)
                self.assertEqual(client.hello["message"], f"{user.name} has connected")
                self.assertEqual([(c["id"], c["name"]) for c in client.hello["calendars"]], [(calendar, title)])
                if way == "upgrading":
                    self.assertEqual(client.wait("upgrade")["transport"], "websocket")
                self.assertTrue(client.call("message", {"message": "hello"})["ok"])

    def test_token_in_the_header(self):
        user = self.trio.user(self.name())
        for way in WAYS:
            with self.subTest(way=way):
                client = SocketIo(self.trio.port, way, extraHeaders={"Authorization": f"Bearer {user.token}"})
                self.addCleanup(client.close)
                self.assertEqual(client.wait_event("connected")["data"]["message"], f"{user.name} has connected")

    def test_no_or_wrong_token(self):
        user = self.trio.user(self.name())
        for way in WAYS:
            with self.subTest(way=way):
                self.assertTrue(self.refused(way))
                self.assertTrue(self.refused(way, token="no.such.token"))
                self.assertTrue(self.refused(way, query={"token": user.token}), "a token in the URL")
        user.post("/user/logout")
        self.assertTrue(self.refused(token=user.token))

    def test_other_namespace(self):
        user = self.trio.user(self.name())
        client = SocketIo(f"{self.trio.port}/admin", "websocket", user.token)
        self.addCleanup(client.close)
        self.assertEqual(client.wait("refused")["message"], "Invalid namespace")

    def test_under_api(self):
        client = self.client(self.trio.user(self.name()), path="/api/socket.io/")
        self.assertTrue(client.call("message", {"message": "hello"})["ok"])


class Events(Clients):
    def setUp(self):
        self.owner, self.guest = self.trio.user(self.name()), self.trio.user(self.name())
        self.title = self.name("Room ")
        self.calendar = self.trio.calendar(self.owner, self.title, "password")
        self.trio.join(self.guest, self.title, "password")

    def test_two_transports_in_one_room(self):
        polling, direct = self.client(self.owner, "polling"), self.client(self.guest, "websocket")
        raw = self.trio.socket(self.owner)
        self.addCleanup(raw.close)
        answer = polling.call("create_event", draft(self.title))
        self.assertTrue(answer["ok"], answer)
        self.assertEqual(answer["data"]["event"]["event_name"], "Dinner")
        frame = raw.wait_event("created_event")
        del frame["event"]
        for client in (polling, direct):
            self.assertEqual(client.wait_event("created_event"), frame)
        self.assertEqual((frame["calendar_id"], frame["data"]["event_name"]), (self.calendar, "Dinner"))
        self.assertTrue(direct.call("message", {"message": "At eight?", "calendar_name": self.title})["ok"])
        for client in (polling, direct):
            said = client.wait_event("message")
            self.assertEqual((said["data"]["message"], said["seq"]), ("At eight?", frame["seq"] + 1))

    def test_events_over_rest_are_pushed(self):
        clients = [self.client(self.guest, way) for way in WAYS]
        path = f"/api/v1/calendars/{self.calendar}/events"
        made = self.owner.post(path, draft("", name="One"))
        for client in clients:
            self.assertEqual(client.wait_event("created_event")["data"]["id"], made.json["id"])
        self.owner.request("PATCH", f"{path}/{made.json['id']}", body={"event_name": "Two"})
        for client in clients:
            self.assertEqual(client.wait_event("updated_event")["data"]["event_name"], "Two")

    def test_join_and_leave(self):
        stranger = self.trio.user(self.name())
        for way in WAYS:
            with self.subTest(way=way):
                client = self.client(stranger, way)
                self.assertEqual(client.hello["calendars"], [])
                room = {"calendar_name": self.title}
                self.assertFalse(client.call("join_calendar", room)["ok"])
                joined = client.call("join_calendar", {**room, "calendar_password": "password"})
                self.assertTrue(joined["ok"], joined)
                self.assertEqual(client.wait_event("joined_calendar")["calendar_id"], self.calendar)
                self.assertFalse(client.call("join_calendar", {**room, "calendar_password": "password"})["ok"])
                self.assertTrue(client.call("leave_calendar", room)["ok"])
                self.assertEqual(client.wait_event("left_calendar")["calendar_id"], self.calendar)
                self.assertFalse(client.call("leave_calendar", room)["ok"])

    def test_resume(self):
        for way in WAYS:
            with self.subTest(way=way):
                client = self.client(self.guest, way)
                since = client.hello["calendars"][0]["seq"]
                client.disconnect()
                client.wait("disconnect")
                for text in ("one", "two", "three"):
                    made = self.owner.post(f"/api/v1/calendars/{self.calendar}/events", draft("", name=text))
                    self.assertEqual(made.status, 201, made)
                again = self.client(self.guest, way)
                answer = again.call("resume", {"calendar_id": self.calendar, "since": since})
                self.assertTrue(answer["ok"], answer)
                self.assertEqual(answer["data"]["seq"], since + 3)
                got = [again.wait_event("created_event") for _ in range(3)]
                self.assertEqual([(g["seq"], g["data"]["event_name"]) for g in got],
                                 [(since + 1, "one"), (since + 2, "two"), (since + 3, "three")])
                ahead = again.call("resume", {"calendar_id": self.calendar, "since": since + 1000})
                self.assertEqual((ahead["ok"], ahead["data"]["snapshot_required"]), (False, True))

    def test_what_is_no_request(self):
        for way in WAYS:
            with self.subTest(way=way):
                client = self.client(self.guest, way)
                unknown = client.call("dance", {"with": "me"})
                self.assertEqual((unknown["ok"], unknown["data"]["reason"]), (False, "unknown_event"))
                self.assertFalse(client.call("message", "no object")["ok"])
                self.assertFalse(client.call("message", {})["ok"])
                client.emit("dance", {})
                unasked = client.wait_event("error")
                self.assertEqual((unasked["event"], unasked["ok"]), ("dance", False))
                self.assertTrue(client.call("message", {"message": "still here"})["ok"])

    def test_presence(self):
        raw = self.trio.socket(self.owner)
        self.addCleanup(raw.close)
        for way in WAYS:
            with self.subTest(way=way):
                client = self.client(self.guest, way)
                self.assertIn(self.owner.name, client.wait_event("presence")["data"]["online"])
                raw.wait(lambda f: f["event"] == "presence" and self.guest.name in f["data"]["came"])
                client.disconnect()
                raw.wait(lambda f: f["event"] == "presence" and self.guest.name in f["data"]["left"])
                killed = self.client(self.guest, way)
                raw.wait(lambda f: f["event"] == "presence" and self.guest.name in f["data"]["came"])
                killed.disconnect()
                raw.wait(lambda f: f["event"] == "presence" and self.guest.name in f["data"]["left"])

    def test_a_large_event_comes_through(self):
        for way in WAYS:
            with self.subTest(way=way):
                client = self.client(self.owner, way)
                text = "ü€🎂" * 2000
                answer = client.call("create_event", draft(self.title, description=text))
                self.assertTrue(answer["ok"], answer)
                self.assertEqual(client.wait_event("created_event")["data"]["description"], text)


class Ending(Clients):
    settings = ("tokens.lifetime=4s", "live.ping_interval=1s")

    def test_the_session_ends_with_its_token(self):
        user = self.trio.user(self.name())
        for way in WAYS:
            with self.subTest(way=way):
                client = self.client(self.trio.login(user.name), way)
                error = client.wait_event("error")
                self.assertEqual((error["ok"], error["data"]["code"]), (False, 4401))
                self.assertEqual(client.wait("disconnect")["reason"], "io server disconnect")

    def test_who_never_polls_again_is_dropped(self):
        engine = Engine(self.trio.port)
        engine.connect(self.trio.user(self.name()).token)
        deadline = time.monotonic() + 15
        engine.wait_gone(deadline)


class Engine:
    """Engine.IO over polls with nothing but HTTP."""

    def __init__(self, port):
        self.http = Http(port)
        opening = self.http.get(PATH)
        assert opening.status == 200 and opening.body[:1] == b"0", opening
        self.opening = json.loads(opening.body[1:])
        self.path = f"{PATH}&sid={self.opening['sid']}"

    def poll(self):
        return self.http.get(self.path)

    def packets(self):
        answer = self.poll()
        assert answer.status == 200, answer
        return answer.body.decode().split("\x1e")

    def send(self, *packets):
        return self.http.post(self.path, "\x1e".join(packets), headers={"Content-Type": "text/plain;charset=UTF-8"})

    def connect(self, token):
        assert self.send("40" + json.dumps({"token": token})).status == 200
        packets = self.packets()
        assert packets[0].startswith("40{"), packets
        return packets[1:]

    def wait_gone(self, deadline):
        """Until the session is unknown, asked by posting what says nothing."""
        while time.monotonic() < deadline:
            if self.send("6").status == 400:
                return
            time.sleep(0.2)
        raise AssertionError("the session was not dropped")


class Bare(Base):
    def setUp(self):
        self.http = Http(self.trio.port)

    def refused(self, code, path, method="GET", status=400):
        answer = self.http.request(method, path)
        self.assertEqual((answer.status, answer.json["code"]), (status, code), path)
        return answer

    def test_refusals(self):
        self.assertEqual(self.refused(1, PATH + "&sid=unknown").json["message"], "Session ID unknown")
        self.refused(1, PATH + "&sid=unknown", "POST")
        self.refused(0, "/socket.io/?EIO=4")
        self.refused(0, "/socket.io/?EIO=4&transport=smoke")
        self.refused(2, PATH, "POST")
        self.refused(3, "/socket.io/?EIO=4&transport=websocket")
        self.refused(5, "/socket.io/?transport=polling")
        self.refused(5, "/socket.io/?EIO=3&transport=polling")
        self.assertEqual(self.http.request("PUT", PATH).status, 405)
        for query in ("", "?EIO=3&transport=websocket", "?EIO=4&transport=polling", "?EIO=4&transport=websocket&sid=unknown"):
            with self.assertRaises(Refused) as caught:
                Socket(self.trio.port, path="/socket.io/" + query)
            self.assertEqual(caught.exception.status, 400)

    def test_origins(self):
        foreign = {"Origin": "https://elsewhere.example"}
        self.assertEqual(self.http.get(PATH, headers=foreign).status, 403)
        self.assertEqual(self.http.request("OPTIONS", PATH, headers=foreign).status, 403)
        with self.assertRaises(Refused) as caught:
            Socket(self.trio.port, path="/socket.io/?EIO=4&transport=websocket", headers=foreign)
        self.assertEqual(caught.exception.status, 403)
        own = f"http://127.0.0.1:{self.trio.port}"
        self.assertEqual(self.http.get(PATH, headers={"Origin": own}).headers["access-control-allow-origin"], own)

    def test_handshake(self):
        opening = Engine(self.trio.port).opening
        self.assertEqual(opening["upgrades"], ["websocket"])
        self.assertEqual((opening["pingInterval"], opening["pingTimeout"], opening["maxPayload"]), (30000, 30000, 256 * 1024))
        self.assertGreaterEqual(len(opening["sid"]), 20)

    def test_close(self):
        engine = Engine(self.trio.port)
        polled = []
        poll = threading.Thread(target=lambda: polled.append(engine.poll()))
        poll.start()
        self.assertEqual(engine.send("1").body, b"ok")
        poll.join()
        self.assertIn(polled[0].status, (200, 400))
        self.assertEqual(engine.poll().status, 400)

    def test_what_is_no_packet_ends_the_session(self):
        token = self.trio.user("bare" + self.name()).token
        for packet in ("", "x", "9", "bAQID", "4", "45-0[\"a\"]", "42{}", "42[5]", "42[\"a\"", "4" + "[" * 5000, "2", "0", "40",
                       "42" + "9" * 20 + "[\"message\"]"):
            with self.subTest(packet=packet[:20]):
                engine = Engine(self.trio.port)
                engine.connect(token)
                engine.send(packet)
                self.assertEqual(engine.poll().status, 400)
        engine = Engine(self.trio.port)
        self.assertEqual(engine.send("42[\"message\",{}]").body, b"ok")
        self.assertEqual(engine.poll().status, 400, "an event before CONNECT")
        engine = Engine(self.trio.port)
        self.assertEqual(engine.http.post(engine.path, b"4\xff\xfe").status, 400)

    def test_too_large(self):
        engine = Engine(self.trio.port)
        self.assertEqual(engine.send("4" + "x" * (256 * 1024)).status, 413)
        live = self.socket()
        live.send_text("42" + json.dumps(["message", {"message": "x" * (257 * 1024)}]))
        self.assertEqual(live.wait_closed(), 1009)

    def socket(self, sid=None):
        path = "/socket.io/?EIO=4&transport=websocket" + (f"&sid={sid}" if sid else "")
        live = Socket(self.trio.port, path=path, decode=bytes.decode)
        self.addCleanup(live.close)
        return live

    def test_binary_frames_end_the_session(self):
        live = self.socket()
        live.send_raw(2, b"\x01\x02")
        self.assertIsNone(live.wait_closed())

    def test_two_polls_end_the_session(self):
        engine = Engine(self.trio.port)
        first = http.client.HTTPConnection("127.0.0.1", self.trio.port, timeout=20)
        first.request("GET", engine.path)
        statuses = set()
        second = engine.poll()
        statuses.add(second.status)
        response = first.getresponse()
        statuses.add(response.status)
        first.close()
        self.assertEqual(statuses, {200, 400})
        self.assertEqual(engine.poll().status, 400)

    def test_a_probe_that_is_none_leaves_the_session(self):
        token = self.trio.user(self.name()).token
        engine = Engine(self.trio.port)
        engine.connect(token)
        live = self.socket(engine.opening["sid"])
        live.send_text("5")
        live.wait_closed()
        self.assertEqual(engine.send("421[\"message\",{\"message\":\"hello\"}]").body, b"ok")
        seen = []
        while not any(packet.startswith("431[") for packet in seen):
            seen += engine.packets()


if __name__ == "__main__":
    unittest.main(verbosity=2)
