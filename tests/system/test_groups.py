"""Invitations, conversation, polls and notices from outside."""
import unittest
from concurrent.futures import ThreadPoolExecutor

from test_rest import Base
from trio import draft


class Group(Base):
    def setUp(self):
        self.owner = self.trio.user(self.name())
        self.title = self.name("Room ")
        self.calendar = self.trio.calendar(self.owner, self.title, "password")
        self.path = f"/api/v1/calendars/{self.calendar}"

    def member(self, role="editor"):
        user = self.trio.user(self.name())
        code = self.invite(role=role)["code"]
        self.assertEqual(user.post(f"/api/v1/invites/{code}/accept").status, 200)
        user.id = user.get("/api/v1/me").json["id"]
        return user

    def invite(self, **body):
        made = self.owner.post(f"{self.path}/invites", {"role": "editor", **body})
        self.assertEqual(made.status, 201, made)
        return made.json


class Invites(Group):
    def test_a_link_makes_a_member(self):
        live = self.trio.socket(self.owner)
        self.addCleanup(live.close)
        invite = self.invite(role="viewer", uses=2, expires_in=3600)
        self.assertEqual(invite["link"], f"http://127.0.0.1:{self.trio.port}/invite/{invite['code']}")
        self.assertGreaterEqual(len(invite["code"]), 22)
        seen = self.trio.http().get(f"/api/v1/invites/{invite['code']}")
        self.assertEqual(seen.json, {"calendar_name": self.title, "invited_by": self.owner.name, "role": "viewer",
                                     "expires_at": invite["expires_at"], "valid": True, "state": "open"})
        guest = self.trio.user(self.name())
        accepted = guest.post(f"/api/v1/invites/{invite['code']}/accept")
        self.assertEqual((accepted.status, accepted.json["role"], accepted.json["already_member"]), (200, "viewer", False), accepted)
        joined = live.wait_event("joined_calendar", username=guest.name)
        self.assertEqual(joined["seq"], accepted.json["seq"])
        again = guest.post(f"/api/v1/invites/{invite['code']}/accept")
        self.assertTrue(again.json["already_member"])
        listed = self.owner.get(f"{self.path}/invites")
        self.assertEqual(listed.json["invites"][0]["uses_left"], 1)
        self.assertNotIn(invite["code"], listed.body.decode())

    def test_what_has_ended_says_so(self):
        invite = self.invite()
        self.assertEqual(self.owner.request("DELETE", f"{self.path}/invites/{invite['id']}").json["state"], "revoked")
        guest = self.trio.user(self.name())
        self.problem(guest.post(f"/api/v1/invites/{invite['code']}/accept"), 410)
        self.assertFalse(guest.get(f"/api/v1/invites/{invite['code']}").json["valid"])
        self.problem(guest.get("/api/v1/invites/AAAAAAAAAAAAAAAAAAAAAA"), 404)
        used = self.invite()
        self.assertEqual(guest.post(f"/api/v1/invites/{used['code']}/accept").status, 200)
        self.problem(self.trio.user(self.name()).post(f"/api/v1/invites/{used['code']}/accept"), 409)

    def test_a_hundred_at_once_are_one_member(self):
        code = self.invite()["code"]
        with ThreadPoolExecutor(20) as pool:
            guests = list(pool.map(lambda name: self.trio.user(name), [self.name() for _ in range(100)]))
            answers = list(pool.map(lambda guest: guest.post(f"/api/v1/invites/{code}/accept").status, guests))
        self.assertEqual(answers.count(200), 1, answers)
        self.assertEqual(answers.count(409), 99, answers)
        self.assertEqual(len(self.owner.get(f"{self.path}/members").json["members"]), 2)


class Conversation(Group):
    def test_talk_over_both_ways(self):
        guest = self.member("viewer")
        live, other = self.trio.socket(self.owner), self.trio.socket(guest)
        self.addCleanup(lambda: [s.close() for s in (live, other)])
        posted = guest.post(f"{self.path}/messages", {"message": f"Hello @{self.owner.name}!"})
        self.assertEqual(posted.status, 201, posted)
        heard = live.wait_event("message", id=posted.json["id"])
        self.assertEqual((heard["seq"], heard["data"]["message"]), (posted.json["seq"], posted.json["message"]))
        self.assertEqual([m["username"] for m in heard["data"]["mentions"]], [self.owner.name])
        unread = self.owner.get("/api/v1/me/unread").json["conversations"]
        self.assertEqual(unread, [{"calendar_id": self.calendar, "unread": 1, "mentions": 1}])
        self.assertEqual(self.owner.request("PUT", f"{self.path}/messages/read", body={"seq": heard["seq"]}).status, 200)
        self.assertEqual(self.owner.get("/api/v1/me/unread").json["conversations"], [])

        answer = live.call("message", {"calendar_id": self.calendar, "message": "Welcome", "reply_to": posted.json["id"]})
        self.assertTrue(answer["ok"], answer)
        self.assertEqual(other.wait_event("message", id=answer["data"]["id"])["data"]["reply_to"], posted.json["id"])
        edited = guest.request("PATCH", f"{self.path}/messages/{posted.json['id']}", body={"message": "Good evening"})
        self.assertEqual(live.wait_event("updated_message", id=posted.json["id"])["data"]["message"], edited.json["message"])
        self.owner.request("DELETE", f"{self.path}/messages/{posted.json['id']}")
        self.assertTrue(other.wait_event("deleted_message", id=posted.json["id"])["data"]["deleted"])
        page = guest.get(f"{self.path}/messages?limit=1").json
        self.assertEqual(([m["message"] for m in page["messages"]], page["more"]), (["Welcome"], True))
        older = guest.get(f"{self.path}/messages?cursor={page['next_cursor']}").json
        self.assertEqual([(m["message"], m["deleted"]) for m in older["messages"]], [("", True)])

    def test_comments(self):
        event = self.owner.post(f"{self.path}/events", draft("")).json["id"]
        comments = f"{self.path}/events/{event}/comments"
        said = self.owner.post(comments, {"message": "I bring bread"}, headers={"Idempotency-Key": "k"})
        again = self.owner.post(comments, {"message": "I bring bread"}, headers={"Idempotency-Key": "k"})
        self.assertEqual((said.status, said.json), (again.status, again.json))
        self.assertEqual([m["event_id"] for m in self.owner.get(comments).json["messages"]], [event])
        self.assertEqual(self.owner.get(f"{self.path}/messages?event_id=none").json["messages"], [])


class Polls(Group):
    def test_from_question_to_event(self):
        guest = self.member()
        live = self.trio.socket(self.owner)
        self.addCleanup(live.close)
        options = [{"event_start": f"2027-05-0{day}", "event_end": f"2027-05-0{day + 1}", "all_day": True} for day in (1, 2)]
        poll = guest.post(f"{self.path}/polls", {"title": "Hike", "location": "Hills", "options": options})
        self.assertEqual(poll.status, 201, poll)
        live.wait_event("created_poll", id=poll.json["id"])
        one = f"{self.path}/polls/{poll.json['id']}"
        first, second = (option["id"] for option in poll.json["options"])
        answered = self.owner.request("PUT", f"{one}/answer", body={"answers": {first: "no", second: "if_need_be"}})
        self.assertEqual(answered.json["options"][1]["if_need_be"], 1, answered)
        with ThreadPoolExecutor(8) as pool:
            picks = list(pool.map(lambda user: user.post(f"{one}/pick", {"option_id": second}), [guest, self.owner] * 4))
        self.assertTrue(all(p.status in (200, 409) for p in picks), picks)
        self.assertIn(200, [p.status for p in picks])
        events = self.owner.get(f"{self.path}/events").json["events"]
        self.assertEqual([e["event_name"] for e in events], ["Hike"])
        self.assertEqual([(p["name"], p["answer"]) for p in events[0]["participants"]], [(self.owner.name, "maybe")])
        closed = live.wait(lambda f: f.get("event") == "updated_poll" and f["data"].get("state") == "closed")
        created = live.wait_event("created_event", id=events[0]["id"])
        self.assertEqual((closed["data"]["event_id"], closed["seq"]), (events[0]["id"], created["seq"] + 1))
        self.assertEqual(guest.post(f"{one}/pick", {"option_id": second}).json["event_id"], events[0]["id"])
        self.problem(guest.post(f"{one}/pick", {"option_id": first}), 409)
        self.problem(self.owner.request("PUT", f"{one}/answer", body={"answers": {first: "yes"}}), 409)


class Notices(Group):
    def test_a_burst_is_one(self):
        event = self.owner.post(f"{self.path}/events", draft("")).json
        guest = self.member()
        since = guest.get(self.path).json["seq"]
        for name in ("One", "Two"):
            guest.request("PATCH", f"{self.path}/events/{event['id']}", body={"event_name": name})
        told = self.owner.get(f"{self.path}/notices?since={since}").json
        self.assertEqual(len(told["notices"]), 1, told)
        self.assertEqual(told["notices"][0]["changes"], [{"field": "event_name", "old": "Dinner", "new": "Two"}])
        self.assertEqual((told["notices"][0]["username"], told["notices"][0]["count"]), (guest.name, 2))
        self.assertEqual(self.owner.get(f"{self.path}/notices?since={told['seq']}").json["notices"], [])


if __name__ == "__main__":
    unittest.main(verbosity=2)
