"""An invitation's link in a browser: from the page over the membership to a phone's account; with requests, and in Chromium without
JavaScript."""
import base64
import hashlib
import html
import plistlib
import re
import subprocess
import unittest
from urllib.parse import quote, unquote, urlencode, urlsplit

from browser import DESKTOP, PHONE, Browser
from test_groups import Group
from trio import BIN, PASSWORD

POLICY = ("default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; "
          "base-uri 'none'")
PATTERNS = ("/invite/{code}", "/invite/{code}/register", "/invite/{code}/phone", "/invite/profile/{secret}")


class Visitor:
    """A browser's half: cookies, and forms as they stand on the page."""

    def __init__(self, trio, language="en"):
        self.http, self.cookies, self.language = trio.http(), {}, language

    def ask(self, method, path, body=None, headers=None):
        sent = {"Accept-Language": self.language, **(headers or {})}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        answer = self.http.request(method, path, body=body, headers=sent)
        if cookie := answer.headers.get("set-cookie"):
            name, value = cookie.split(";")[0].split("=", 1)
            self.cookies[name] = value
        self.page = answer.body.decode()
        return answer

    def get(self, path):
        return self.ask("GET", path)

    def post(self, path, **fields):
        word = re.search(r'name="form" value="([^"]+)"', self.page)
        fields = {"form": word.group(1), **fields} if word else fields
        return self.ask("POST", path, urlencode(fields), {"Content-Type": "application/x-www-form-urlencoded"})


class Pages(Group):
    def page(self, invite):
        return f"/invite/{invite['code']}"

    def logs(self):
        return "".join(process.text() for process in self.trio.processes.values())

    def davs(self, username, password, path="/dav/"):
        basic = base64.b64encode(f"{username}:{password}".encode()).decode()
        body = '<propfind xmlns="DAV:"><prop><current-user-principal/></prop></propfind>'
        return self.trio.http().request("PROPFIND", path, body=body, headers={"Authorization": "Basic " + basic, "Depth": "0"})


class Requests(Pages):
    def test_the_page_tells_who_invites_to_what(self):
        invite = self.invite(role="viewer")
        visitor = Visitor(self.trio)
        answer = visitor.get(urlsplit(invite["link"]).path)
        self.assertEqual(answer.status, 200, answer)
        self.assertEqual(answer.headers["content-security-policy"], POLICY)
        self.assertEqual(answer.headers["referrer-policy"], "no-referrer")
        self.assertEqual(answer.headers["cache-control"], "no-store")
        self.assertIn("httponly; samesite=strict", answer.headers["set-cookie"].lower())
        self.assertIn(f"<bdi>{self.owner.name}</bdi> invites you to <bdi>{self.title}</bdi>", visitor.page)
        link = html.unescape(re.search(r'href="(hearth://[^"]+)"', visitor.page).group(1))
        self.assertEqual(link, f"hearth://join?at={quote(f'http://127.0.0.1:{self.trio.port}', safe='')}"
                               f"&calendar={quote(self.title)}&invite={invite['code']}")
        for language, word in (("de-AT", "lädt dich zu"), ("fr", "invite dans"), ("es", "te invita a"), ("ro", "te invită în"),
                               ("ru", "приглашает тебя в"), ("ja", "invites you to")):
            Visitor(self.trio, language).get(self.page(invite))
            visitor.language = language
            visitor.get(self.page(invite))
            self.assertIn(word, visitor.page)

    def test_a_hostile_name_stays_text(self):
        title = self.name("</h1><script>alert('1')</script>\u202e\"&amp;")
        calendar = self.trio.calendar(self.owner, title)
        made = self.owner.post(f"/api/v1/calendars/{calendar}/invites", {"role": "editor"})
        visitor = Visitor(self.trio)
        self.assertEqual(visitor.get(self.page(made.json)).status, 200)
        self.assertNotIn("<script", visitor.page)
        self.assertIn(f"<bdi>{html.escape(title).replace('&#x27;', '&#39;')}</bdi>", visitor.page)

    def test_from_the_link_to_the_phone(self):
        invite = self.invite(role="editor")
        visitor, name = Visitor(self.trio), self.name("Jürgen")
        visitor.get(self.page(invite))
        joined = visitor.post(self.page(invite) + "/register", username=name, password=PASSWORD)
        self.assertEqual((joined.status, joined.headers["location"]), (303, f"../{invite['code']}"), joined)
        self.assertIn(name, [m["username"] for m in self.owner.get(f"{self.path}/members").json["members"]])
        welcome = visitor.get(self.page(invite))
        self.assertEqual(welcome.status, 200)
        self.assertIn(f"<bdi>{name}</bdi>", visitor.page)

        setup = visitor.post(self.page(invite) + "/phone", device="Blue phone")
        self.assertEqual((setup.status, setup.headers["cache-control"]), (200, "no-store"), setup)
        password = re.search(r'class="secret"[^>]*>([^<]+)<', visitor.page).group(1)
        secret = re.search(r'action="\.\./profile/([^"]+)"', visitor.page).group(1)
        login = urlsplit(html.unescape(re.search(r'href="(caldav://[^"]+)"', visitor.page).group(1)))
        self.assertEqual((unquote(login.username), login.password, login.port, login.path), (name, password, self.trio.port, "/dav/"))
        self.assertEqual(self.davs(name, password).status, 207)

        profile = self.profile(secret)
        account = profile["PayloadContent"][0]
        self.assertEqual(account["CalDAVUsername"], name)
        self.assertEqual((account["CalDAVHostName"], account["CalDAVPort"], account["CalDAVUseSSL"]), ("127.0.0.1", self.trio.port, False))
        self.assertEqual(self.davs(account["CalDAVUsername"], account["CalDAVPassword"], account["CalDAVPrincipalURL"]).status, 207)

        user = self.trio.login(name)
        self.assertEqual([p["name"] for p in user.get("/api/v1/me/app-passwords").json["app_passwords"]], ["Blue phone"])
        sessions = len(user.get("/api/v1/me/sessions").json["sessions"])
        done = visitor.post(self.page(invite) + "/finish")
        self.assertEqual((done.status, visitor.cookies["hearth_join"]), (200, ""))
        self.assertEqual(len(user.get("/api/v1/me/sessions").json["sessions"]), sessions - 1)
        self.assertEqual(visitor.get(self.page(invite)).status, 410)

        logs = self.logs()
        for pattern in PATTERNS:
            self.assertIn(pattern, logs)
        for hidden in (invite["code"], password, secret, PASSWORD, visitor.cookies["hearth_form"], name, self.title):
            self.assertNotIn(hidden, logs)

    def profile(self, secret):
        """The profile that the page's button fetches, once; looking at its page does not use it up."""
        page = f"/invite/profile/{secret}"
        visitor = Visitor(self.trio)
        for _ in range(2):
            self.assertEqual(visitor.get(page).status, 200)
        fetched = visitor.post(page)
        self.assertEqual((fetched.status, fetched.headers["content-type"]), (200, "application/x-apple-aspen-config"), fetched)
        self.assertEqual(fetched.headers["cache-control"], "no-store")
        profile = plistlib.loads(fetched.body, fmt=plistlib.FMT_XML)
        self.assertEqual((profile["PayloadType"], profile["PayloadVersion"]), ("Configuration", 1))
        self.assertEqual(profile["PayloadContent"][0]["PayloadType"], "com.apple.caldav.account")
        for payload in (profile, profile["PayloadContent"][0]):
            self.assertRegex(payload["PayloadUUID"], "^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$")
            self.assertTrue(payload["PayloadIdentifier"] and payload["PayloadDisplayName"])
        for again in (visitor.post(page), visitor.get(page)):
            self.assertEqual(again.status, 410)
        return profile

    def test_an_account_that_there_is(self):
        invite, guest = self.invite(uses=2), self.trio.user(self.name())
        visitor = Visitor(self.trio)
        visitor.get(self.page(invite) + "?account")
        wrong = visitor.post(self.page(invite) + "/login", username=guest.name, password="not this one")
        self.assertEqual(wrong.status, 401)
        self.assertIn("The name or the password is wrong.", visitor.page)
        taken = visitor.post(self.page(invite) + "/register", username=guest.name, password=PASSWORD)
        self.assertEqual(taken.status, 409)
        self.assertEqual(visitor.post(self.page(invite) + "/login", username=guest.name, password=PASSWORD).status, 303)
        self.assertEqual(guest.get(self.path).json["role"], "editor")
        self.assertEqual(self.owner.get(f"{self.path}/invites").json["invites"][0]["uses_left"], 1)

    def test_what_has_ended_says_so(self):
        used, revoked, expired = self.invite(), self.invite(), self.invite()
        visitor = Visitor(self.trio)
        visitor.get(self.page(used))
        self.assertEqual(self.trio.user(self.name()).post(f"/api/v1/invites/{used['code']}/accept").status, 200)
        self.owner.request("DELETE", f"{self.path}/invites/{revoked['id']}")
        kept = hashlib.sha256(expired["code"].encode()).hexdigest()
        self.trio.databases.query(f"UPDATE invites SET expires_ms = 1, ended_ms = 1 WHERE code_hash = '{kept}'", "calendar")
        for invite, heading in ((used, "has been used already"), (revoked, "has been taken back"), (expired, "has expired")):
            name = self.name()
            for answer in (visitor.post(self.page(invite) + "/register", username=name, password=PASSWORD), visitor.get(self.page(invite))):
                self.assertEqual(answer.status, 410, answer)
                self.assertIn(f"This invitation {heading}", visitor.page)
                self.assertIn(self.owner.name, visitor.page)
            self.assertEqual(self.trio.http().post("/user/login", {"username": name, "password": PASSWORD}).status, 401)
        for code in ("AAAAAAAAAAAAAAAAAAAAAA", "x", "%22%3E%3Cscript%3E"):
            answer = visitor.get(f"/invite/{code}")
            self.assertEqual((answer.status, answer.headers["content-type"]), (404, "text/html; charset=utf-8"))
            self.assertNotIn("<script", visitor.page)

    def test_a_form_from_elsewhere_is_not_taken(self):
        invite, visitor, name = self.invite(), Visitor(self.trio), self.name()
        visitor.get(self.page(invite))
        visitor.cookies.clear()
        answer = visitor.post(self.page(invite) + "/register", username=name, password=PASSWORD)
        self.assertEqual(answer.status, 403)
        # The page that says so can be sent.
        self.assertEqual(visitor.post(self.page(invite) + "/register", username=name, password=PASSWORD).status, 303)


class Limits(Pages):
    settings = ("limits.enabled=true", "limits.register=3/600", "limits.login=100/600", "limits.invite=1000/60", "limits.create_calendar=100/60")

    def test_they_are_the_registrations(self):
        invite, visitor = self.invite(), Visitor(self.trio)
        visitor.get(self.page(invite))
        page = visitor.page
        statuses = []
        for _ in range(3):
            visitor.page = page
            statuses.append(visitor.post(self.page(invite) + "/register", username="no name", password=PASSWORD).status)
        self.assertEqual(statuses[-1], 429)
        self.assertIn("text/html", self.trio.http().get(self.page(invite)).headers["content-type"])
        self.assertEqual(self.trio.http().post("/user/register", {"username": self.name(), "password": PASSWORD}).status, 429)


class InABrowser(Pages):
    """What Chromium shows, with pictures of every page in build/.../gallery."""

    def setUp(self):
        super().setUp()
        self.gallery = BIN.parent / "gallery"
        self.gallery.mkdir(exist_ok=True)

    def browse(self, language="en"):
        browser = Browser(language)
        self.addCleanup(browser.close)
        return browser

    def pictures(self, browser, name):
        for size_name, size in (("phone", PHONE), ("desktop", DESKTOP)):
            for theme in ("light", "dark"):
                browser.look(size, theme == "dark")
                width = browser.picture(self.gallery / f"invitation-{name}-{size_name}-{theme}.png")
                self.assertEqual(width, size[0], f"{name} is wider than the {size_name}")
        browser.look(DESKTOP, False)

    def squares(self, picture):
        out = subprocess.run(["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", self.gallery / picture], capture_output=True, text=True, check=True)
        return out.stdout.split()

    def test_the_whole_way_without_scripts(self):
        title = self.name("Lindgren family ")
        calendar = self.trio.calendar(self.owner, title)
        invite = self.owner.post(f"/api/v1/calendars/{calendar}/invites", {"role": "editor", "uses": 1}).json
        browser, name = self.browse(), self.name("ana")
        browser.open(invite["link"])
        self.assertEqual(browser.text("h1"), f"{self.owner.name} invites you to {title}")
        self.pictures(browser, "open")

        browser.write("username", self.owner.name)
        browser.write("password", PASSWORD)
        browser.press("form .ember")
        self.assertIn("That name is taken.", browser.text("#username-note"))
        self.pictures(browser, "mistake")

        browser.write("username", name)
        browser.write("password", PASSWORD)
        browser.press("form .ember")
        self.assertEqual(browser.text("h1"), f"You’re in: {title}")
        self.pictures(browser, "joined")

        browser.write("device", "Ana’s phone")
        browser.press("form .ember")
        self.assertEqual(browser.text("h1"), "Set up Ana’s phone")
        password = browser.text(".secret")
        self.pictures(browser, "device")
        base = f"127.0.0.1:{self.trio.port}"
        squares = self.squares("invitation-device-phone-light.png")
        self.assertEqual(sorted(urlsplit(each).scheme for each in squares), ["caldav", "http", "http"])
        self.assertIn(f"http://{base}/dav/", squares)
        self.assertIn(f"caldav://{name}:{password}@{base}/dav/", squares)
        profile = next(each for each in squares if "/invite/profile/" in each)
        self.assertEqual(sorted(self.squares("invitation-device-desktop-dark.png")), sorted(squares))

        phone = self.browse("ru")
        phone.open(profile)
        self.assertIn("Добавить календарь", phone.text("h1"))
        self.pictures(phone, "profile")
        browser.press(".row .ember")
        self.assertEqual(browser.text("h1"), "All set")
        browser.open(invite["link"])
        self.assertEqual(browser.text("h1"), "This invitation has been used already")
        self.pictures(browser, "used")

    def test_in_the_longest_language(self):
        invite = self.invite(role="viewer")
        browser = self.browse("ro")
        browser.open(invite["link"] + "?account")
        self.assertEqual(browser.count("input[autocomplete=current-password]"), 1)
        self.pictures(browser, "romanian")


if __name__ == "__main__":
    unittest.main(verbosity=2)
