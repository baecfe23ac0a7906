"""Who may call which route: one row for each line of the gateway's table of routes.

A new route needs a row here, or test_access.py fails. A row says who is allowed (the others are refused with 403, without
a token with 401), and makes what the request needs in a calendar of its own, once for each caller."""

MARK = "quokka"  # is in every title, text and name that a busy member may never see
ROLES = ("nobody", "expired", "stranger", "gone", "busy", "viewer", "editor", "owner")
WITH_TOKEN = ROLES[2:]
MEMBERS = ("busy", "viewer", "editor", "owner")
READERS = ("viewer", "editor", "owner")
EDITORS = ("editor", "owner")
OWNERS = ("owner",)
DONE = (200, 201, 204)


class Row:
    """`make(room)` gives the values for the path's braces, in their order after the calendar, and the body."""

    def __init__(self, allowed, make=None, body=None, ok=DONE, disposable=False, headers=None, query=""):
        self.allowed, self.make, self.body, self.ok = allowed, make, body, ok
        self.disposable = disposable  # the caller's session ends with it
        self.headers, self.query = headers, query

    def request(self, room, pattern):
        """The path and the body."""
        values, body = [], self.body
        if self.make:
            made = self.make(room)
            values, body = made if isinstance(made, tuple) else (made, body)
        values = iter(values)
        parts = []
        for part in pattern.split("/"):
            if part == "{calendar}":
                parts.append(room.calendar)
            else:
                parts.append(next(values) if part.startswith("{") else part)
        return "/".join(parts) + self.query, body(room) if callable(body) else body


def public(ok, **more):
    return Row(ROLES, ok=ok, **more)


def mine(**more):
    return Row(WITH_TOKEN, **more)


def event_body(room):
    return {"calendar_name": room.title, "event_name": f"{MARK} dinner", "location": f"{MARK} place",
            "description": f"{MARK} words", "event_start": "2027-03-01T18:00:00Z", "event_end": "2027-03-01T20:00:00Z"}


def deleted_event(room):
    event = room.event()
    room.owner.request("DELETE", room.path(f"/events/{event}"))
    return [event]


def invited_event(room, **proposal):
    """An event that the caller takes part in, where the caller can."""
    event = room.event()
    people = [{"user_id": room.caller.id, "name": room.caller.name}] if room.role in READERS else []
    people += [{"user_id": room.owner.id, "name": room.owner.name}] if room.role != "owner" else []
    room.made(room.owner.request("PATCH", room.path(f"/events/{event}"), body={"participants": people}))
    return [event]


def proposed_event(room):
    event = invited_event(room)
    room.made(room.owner.request("PUT", room.path(f"/events/{event[0]}/answer"), body={
        "answer": "maybe", "comment": f"{MARK} later", "proposed_start": "2027-03-02T18:00:00Z", "proposed_end": "2027-03-02T20:00:00Z"}))
    return [event[0], room.owner.id]


def edited_event(room):
    event = room.event()
    room.made(room.owner.request("PATCH", room.path(f"/events/{event}"), body={"event_name": f"{MARK} supper"}))
    return event


def event_to_move(room):
    """To a calendar in which the caller may write whoever they are."""
    target = room.made((room.caller if room.role in WITH_TOKEN else room.owner).post("/api/v1/calendars", {"name": room.new_name()}))
    return [room.event()], {"calendar_id": target["id"]}


def poll_body(room):
    times = [{"event_start": f"2027-03-0{day}T18:00:00Z", "event_end": f"2027-03-0{day}T20:00:00Z"} for day in (1, 2)]
    return {"title": f"{MARK} party", "location": f"{MARK} place", "description": f"{MARK} words", "options": times}


def poll_and(body):
    """A new poll, and a body made of its first option's id."""
    def make(room):
        poll, option = room.poll()
        return [poll], body(option)
    return make


def own_message(room):
    """One that the caller has written, where the caller may write."""
    return [room.message(room.caller if room.role in READERS else room.owner)]


def own_feed(room):
    return [room.made_feed("full", room.caller if room.role in MEMBERS else room.owner)["id"]]


def other_session(room):
    """A further one of the caller's, or somebody's where the caller has none."""
    user = room.trio.login(getattr(room.caller, "name", room.owner.name))
    return [next(s["id"] for s in user.get("/api/v1/me/sessions").json["sessions"] if s["current"])]


FILE = "\r\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Hearth//tests//EN", "BEGIN:VEVENT", "UID:access", "DTSTAMP:20270101T000000Z",
                    "DTSTART:20270301T180000Z", f"SUMMARY:{MARK} dinner", "END:VEVENT", "END:VCALENDAR", ""))
MESSAGE = {"message": f"{MARK} hello"}

ROWS = {
    "POST /user/register": public((201,), body=lambda room: {"username": room.new_name(), "password": "correct horse battery"}),
    "POST /user/login": public((401,), body={"username": "nobody-at-all", "password": "correct horse battery"}),
    "POST /user/refresh": public((401,), body={"refresh_token": "none"}),
    "POST /user/logout": mine(disposable=True),
    "GET /user/status": public((200,)),
    "GET /calendar/status": public((200,)),
    "POST /calendar/create_calendar": mine(body=lambda room: {"calendar_name": room.new_name(), "calendar_password": ""}),
    "GET /calendar/get_events": mine(make=lambda room: [room.event()][:0], ok=(200, 404)),
    "POST /calendar/create_event": Row(EDITORS, body=event_body),
    "GET /ws": public((426,)),
    "GET /socket.io/": public((400, 401)),
    "POST /socket.io/": public((400, 401)),
    "OPTIONS /socket.io/": public((200, 204, 403)),
    "GET /.well-known/jwks.json": public((200,)),
    "GET /api/v1/server": public((200,)),
    "GET /api/v1/me": mine(),
    "PATCH /api/v1/me": mine(body={"display_name": "Somebody"}),
    "DELETE /api/v1/me": mine(body={"password": "wrong password"}, ok=(403, 409)),
    "GET /api/v1/me/export": mine(ok=(200, 429)),
    "POST /api/v1/me/password": mine(body={"old_password": "wrong password", "new_password": "correct horse battery"}, ok=(403,)),
    "GET /api/v1/me/sessions": mine(),
    "DELETE /api/v1/me/sessions/{session}": mine(make=other_session, disposable=True),
    "GET /api/v1/me/app-passwords": mine(),
    "POST /api/v1/me/app-passwords": mine(body={"name": "Phone"}),
    "DELETE /api/v1/me/app-passwords/{app_password}": mine(make=lambda room: [room.app_password()]),
    "GET /api/v1/me/unread": mine(make=lambda room: [room.message()][:0]),
    "GET /api/v1/freebusy": mine(make=lambda room: [room.event()][:0], query="?from=2027-03-01&to=2027-03-02"),
    "GET /api/v1/calendars/{calendar}/freebusy": Row(MEMBERS, make=lambda room: [room.event()][:0], query="?from=2027-03-01&to=2027-03-02"),
    "GET /api/v1/search": mine(make=lambda room: [room.event()][:0], query=f"?q={MARK}"),
    "GET /api/v1/calendars": mine(),
    "POST /api/v1/calendars": mine(body=lambda room: {"name": room.new_name()}),
    "POST /api/v1/calendars/join": Row(MEMBERS, body=lambda room: {"calendar_name": room.title, "calendar_password": "not this one"}),
    "GET /api/v1/calendars/{calendar}": Row(MEMBERS),
    "PATCH /api/v1/calendars/{calendar}": Row(OWNERS, body={"colour": "moss"}),
    "DELETE /api/v1/calendars/{calendar}": Row(OWNERS),
    "GET /api/v1/calendars/{calendar}/members": Row(MEMBERS),
    "PATCH /api/v1/calendars/{calendar}/members/{user}": Row(OWNERS, make=lambda room: [room.spare()], body={"role": "viewer"}),
    "DELETE /api/v1/calendars/{calendar}/members/{user}": Row(OWNERS, make=lambda room: [room.spare()]),
    "GET /api/v1/calendars/{calendar}/invites": Row(OWNERS),
    "POST /api/v1/calendars/{calendar}/invites": Row(OWNERS, body={"role": "busy"}),
    "DELETE /api/v1/calendars/{calendar}/invites/{invite}": Row(OWNERS, make=lambda room: [room.invite()["id"]]),
    "GET /api/v1/invites/{code}": public((200,), make=lambda room: [room.invite()["code"]]),
    "POST /api/v1/invites/{code}/accept": mine(make=lambda room: [room.invite()["code"]]),
    "GET /api/v1/calendars/{calendar}/people": Row(READERS, make=lambda room: [room.person()][:0]),
    "POST /api/v1/calendars/{calendar}/people": Row(EDITORS, body=lambda room: {"name": f"{MARK} {room.new_name()}"}),
    "PATCH /api/v1/calendars/{calendar}/people/{person}": Row(EDITORS, make=lambda room: [room.person()], body={"colour": "sky"}),
    "DELETE /api/v1/calendars/{calendar}/people/{person}": Row(EDITORS, make=lambda room: [room.person()]),
    "GET /api/v1/calendars/{calendar}/events": Row(MEMBERS, make=lambda room: [room.event()][:0]),
    "POST /api/v1/calendars/{calendar}/events": Row(EDITORS, body=event_body),
    "GET /api/v1/calendars/{calendar}/events/{event}": Row(MEMBERS, make=lambda room: [room.event()]),
    "PATCH /api/v1/calendars/{calendar}/events/{event}": Row(EDITORS, make=lambda room: [room.event()], body={"event_name": f"{MARK} supper"}),
    "DELETE /api/v1/calendars/{calendar}/events/{event}": Row(EDITORS, make=lambda room: [room.event()]),
    "POST /api/v1/calendars/{calendar}/events/{event}/restore": Row(EDITORS, make=deleted_event),
    "GET /api/v1/calendars/trash": mine(),
    "POST /api/v1/calendars/{calendar}/restore": Row(OWNERS, make=lambda room: [room.trashed()][:0]),
    "GET /api/v1/calendars/{calendar}/trash": Row(EDITORS, make=lambda room: deleted_event(room)[:0]),
    "GET /api/v1/calendars/{calendar}/events/{event}/history": Row(READERS, make=lambda room: [edited_event(room)]),
    "GET /api/v1/calendars/{calendar}/events/{event}/versions/{number}": Row(READERS, make=lambda room: [edited_event(room), "1"]),
    "POST /api/v1/calendars/{calendar}/events/{event}/versions/{number}/restore": Row(EDITORS, make=lambda room: [edited_event(room), "1"]),
    "POST /api/v1/calendars/{calendar}/events/{event}/move": Row(EDITORS, make=event_to_move),
    "PUT /api/v1/calendars/{calendar}/events/{event}/answer": Row(READERS, make=invited_event, body={"answer": "yes", "comment": f"{MARK} joy"}),
    "POST /api/v1/calendars/{calendar}/events/{event}/proposals/{user}/accept": Row(EDITORS, make=proposed_event),
    "POST /api/v1/calendars/{calendar}/events/{event}/proposals/{user}/decline": Row(EDITORS, make=proposed_event),
    "GET /api/v1/calendars/{calendar}/messages": Row(READERS, make=lambda room: [room.message()][:0]),
    "POST /api/v1/calendars/{calendar}/messages": Row(READERS, body=MESSAGE),
    "PUT /api/v1/calendars/{calendar}/messages/read": Row(READERS, body={"seq": 1}),
    "PATCH /api/v1/calendars/{calendar}/messages/{message}": Row(READERS, make=own_message, body=MESSAGE),
    "DELETE /api/v1/calendars/{calendar}/messages/{message}": Row(READERS, make=own_message),
    "GET /api/v1/calendars/{calendar}/events/{event}/comments": Row(READERS, make=lambda room: [room.event()]),
    "POST /api/v1/calendars/{calendar}/events/{event}/comments": Row(READERS, make=lambda room: [room.event()], body=MESSAGE),
    "PUT /api/v1/calendars/{calendar}/events/{event}/comments/read": Row(READERS, make=lambda room: [room.event()], body={"seq": 1}),
    "GET /api/v1/calendars/{calendar}/polls": Row(READERS, make=lambda room: [room.poll()][:0]),
    "POST /api/v1/calendars/{calendar}/polls": Row(EDITORS, body=poll_body),
    "GET /api/v1/calendars/{calendar}/polls/{poll}": Row(READERS, make=lambda room: [room.poll()[0]]),
    "PATCH /api/v1/calendars/{calendar}/polls/{poll}": Row(OWNERS, make=lambda room: [room.poll()[0]], body={"title": f"{MARK} feast"}),
    "DELETE /api/v1/calendars/{calendar}/polls/{poll}": Row(OWNERS, make=lambda room: [room.poll()[0]]),
    "PUT /api/v1/calendars/{calendar}/polls/{poll}/answer": Row(READERS, make=poll_and(lambda option: {"answers": {option: "yes"}})),
    "POST /api/v1/calendars/{calendar}/polls/{poll}/pick": Row(OWNERS, make=poll_and(lambda option: {"option_id": option})),
    "GET /api/v1/calendars/{calendar}/reminders": Row(READERS),
    "GET /api/v1/calendars/{calendar}/reminder-settings": Row(READERS),
    "PUT /api/v1/calendars/{calendar}/reminder-settings": Row(READERS, body={"reminders": [10], "muted": False}),
    "PUT /api/v1/calendars/{calendar}/default-reminders": Row(OWNERS, body={"reminders": [10]}),
    "GET /api/v1/calendars/{calendar}/events/{event}/reminders": Row(READERS, make=lambda room: [room.event()]),
    "PUT /api/v1/calendars/{calendar}/events/{event}/reminders": Row(READERS, make=lambda room: [room.event()], body={"reminders": [5]}),
    "POST /api/v1/calendars/{calendar}/events/{event}/claim": Row(READERS, make=lambda room: [room.event()], body={}),
    "DELETE /api/v1/calendars/{calendar}/events/{event}/claim": Row(READERS, ok=(404,), make=lambda room: [room.event()]),
    "GET /api/v1/calendars/{calendar}/notices": Row(READERS, make=lambda room: [room.event()][:0]),
    "GET /api/v1/calendars/{calendar}/changes": Row(MEMBERS, make=lambda room: [room.event()][:0]),
    "POST /api/v1/calendars/{calendar}/import": Row(EDITORS, body=FILE),
    "GET /api/v1/calendars/{calendar}/export": Row(MEMBERS, make=lambda room: [room.event()][:0]),
    "GET /api/v1/calendars/{calendar}/events/{event}/export": Row(MEMBERS, make=lambda room: [room.event()]),
    "POST /api/v1/calendars/{calendar}/feeds": Row(MEMBERS, body={"mode": "full"}),
    "GET /api/v1/calendars/{calendar}/feeds": Row(MEMBERS),
    "DELETE /api/v1/calendars/{calendar}/feeds/{feed}": Row(MEMBERS, make=own_feed),
    # Of a calendar that is no subscription; test_subscriptions.py has those that are.
    "GET /api/v1/subscriptions": mine(),
    "POST /api/v1/subscriptions": mine(body=lambda room: {"url": "https://127.0.0.1/feed.ics", "name": room.new_name()}),
    "GET /api/v1/subscriptions/{calendar}": Row(MEMBERS, ok=(404,)),
    "PATCH /api/v1/subscriptions/{calendar}": Row(OWNERS, body={"interval_minutes": 60}, ok=(404,)),
    "DELETE /api/v1/subscriptions/{calendar}": Row(OWNERS, ok=(404,)),
    "POST /api/v1/subscriptions/{calendar}/refresh": Row(EDITORS, ok=(404,)),
    "GET /feeds/{secret}": public((200,), make=lambda room: [room.made_feed("busy")["path"].split("/")[-1]]),
    # test_caldav.py has the rest of CalDAV.
    "MKCALENDAR /dav/{path...}": public((401, 405), make=lambda room: ["calendars"]),
    "MKCOL /dav/{path...}": public((401, 405), make=lambda room: ["calendars"]),
}

# What a client may send over the WebSocket: who is answered ok, and the data.
LIVE = {
    "disconnect": (WITH_TOKEN, lambda room: None),
    "message": (READERS, lambda room: {"calendar_id": room.calendar, **MESSAGE}),
    "join_calendar": (("stranger", "gone"), lambda room: {"calendar_name": room.title, "calendar_password": room.password}),
    "leave_calendar": (("busy", "viewer", "editor"), lambda room: {"calendar_name": room.title}),
    "create_event": (EDITORS, event_body),
    "resume": (MEMBERS, lambda room: {"calendar_id": room.calendar, "since": 1}),
}
