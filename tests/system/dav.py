"""A raw CalDAV client on the standard library, which shares nothing with what it tests."""
import base64
import xml.etree.ElementTree as ET

from client import Http

D = "{DAV:}"
C = "{urn:ietf:params:xml:ns:caldav}"
CS = "{http://calendarserver.org/ns/}"
A = "{http://apple.com/ns/ical/}"
SPACES = ('xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:CS="http://calendarserver.org/ns/" '
          'xmlns:A="http://apple.com/ns/ical/"')


def event(uid, summary="Dinner", start="20261210T190000Z", end="20261210T210000Z", more=""):
    return ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Hearth tests//EN\r\nBEGIN:VEVENT\r\n"
            f"UID:{uid}\r\nDTSTAMP:20261101T120000Z\r\nDTSTART:{start}\r\nDTEND:{end}\r\nSUMMARY:{summary}\r\n"
            f"{more}END:VEVENT\r\nEND:VCALENDAR\r\n")


class Response:
    """One DAV:response: properties by status, and the status of the whole where it has one."""

    def __init__(self, element):
        self.status = self._code(element)
        self.found = {}
        self.missing = {}
        for stat in element.findall(D + "propstat"):
            into = self.found if self._code(stat) == 200 else self.missing
            for each in stat.find(D + "prop"):
                into[each.tag] = each if into is self.found else self._code(stat)

    @staticmethod
    def _code(element):
        status = element.find(D + "status")
        return int(status.text.split()[1]) if status is not None else None

    def text(self, tag):
        return self.found[tag].text

    def href(self, tag):
        return self.found[tag].find(D + "href").text


class Multi:
    """A 207 answer by href, in order."""

    def __init__(self, answer):
        assert answer.status == 207, answer
        root = ET.fromstring(answer.body)
        assert root.tag == D + "multistatus", root.tag
        self.responses = {each.find(D + "href").text: Response(each) for each in root.findall(D + "response")}
        token = root.find(D + "sync-token")
        self.sync_token = token.text if token is not None else None

    def __getitem__(self, href):
        return self.responses[href]

    def __iter__(self):
        return iter(self.responses)

    def __len__(self):
        return len(self.responses)


def condition(answer):
    """The tag of the condition in a DAV:error body; None where it is something else."""
    try:
        root = ET.fromstring(answer.body)
    except ET.ParseError:
        return None
    return root[0].tag if root.tag == D + "error" and len(root) else None


class Dav(Http):
    """Requests with Basic, as a calendar program makes them."""

    def __init__(self, port, username, password):
        super().__init__(port)
        self.username, self.password = username, password

    def request(self, method, path, body=None, headers=None):
        sent = dict(headers or {})
        if self.username is not None:
            credentials = base64.b64encode(f"{self.username}:{self.password}".encode()).decode()
            sent.setdefault("Authorization", f"Basic {credentials}")
        return super().request(method, path, body=body, headers=sent)

    def xml(self, method, path, body, depth="0"):
        return self.request(method, path, body=f'<?xml version="1.0" encoding="utf-8"?>{body}',
                            headers={"Content-Type": "application/xml; charset=utf-8", "Depth": depth})

    def propfind(self, path, props, depth="0"):
        return Multi(self.xml("PROPFIND", path, f"<D:propfind {SPACES}><D:prop>{props}</D:prop></D:propfind>", depth))

    def report(self, path, name, inside):
        return self.xml("REPORT", path, f"<{name} {SPACES}>{inside}</{name}>", "1")

    def put(self, path, text, **headers):
        return self.request("PUT", path, body=text, headers={"Content-Type": "text/calendar; charset=utf-8", **headers})

    def sync(self, path, token=""):
        return Multi(self.report(path, "D:sync-collection",
                                 f"<D:sync-token>{token}</D:sync-token><D:sync-level>1</D:sync-level>"
                                 "<D:prop><D:getetag/></D:prop>"))

    def query(self, path, filter_, props="<D:getetag/><C:calendar-data/>"):
        return Multi(self.report(path, "C:calendar-query",
                                 f"<D:prop>{props}</D:prop><C:filter><C:comp-filter name='VCALENDAR'>{filter_}"
                                 "</C:comp-filter></C:filter>"))

    def multiget(self, path, hrefs):
        return Multi(self.report(path, "C:calendar-multiget", "<D:prop><D:getetag/><C:calendar-data/></D:prop>"
                                 + "".join(f"<D:href>{href}</D:href>" for href in hrefs)))

    def home(self):
        """From /dav/ to the calendar home, as a program finds it."""
        principal = self.propfind("/dav/", "<D:current-user-principal/>")["/dav/"].href(D + "current-user-principal")
        return self.propfind(principal, "<C:calendar-home-set/>")[principal].href(C + "calendar-home-set")

    def calendars(self):
        """Display name -> path."""
        found = self.propfind(self.home(), "<D:resourcetype/><D:displayname/>", "1")
        return {found[href].text(D + "displayname"): href for href in found
                if found[href].found[D + "resourcetype"].find(C + "calendar") is not None}
