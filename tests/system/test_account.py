"""One's own account from outside: app passwords, the export of all one's data, and the end of the account."""
import re
import unittest

from test_rest import Base

FORM = re.compile(r"([0-9a-hjkmnp-tv-z]{4}-){6}[0-9a-hjkmnp-tv-z]{4}")


class AppPasswords(Base):
    def make(self, user, name="Phone"):
        made = user.post("/api/v1/me/app-passwords", {"name": name})
        self.assertEqual(made.status, 201, made)
        return made.json

    def test_make_list_and_end(self):
        user = self.trio.user(self.name())
        first = self.make(user)
        second = self.make(user, "Laptop")
        self.assertRegex(first["password"], FORM)
        self.assertNotEqual(first["password"], second["password"])
        listed = user.get("/api/v1/me/app-passwords")
        self.assertEqual([p["name"] for p in listed.json["app_passwords"]], ["Phone", "Laptop"])
        self.assertNotIn(first["password"], listed.body.decode())
        path = f"/api/v1/me/app-passwords/{first['id']}"
        other = self.trio.user(self.name())
        self.problem(other.request("DELETE", path), 404)
        self.assertEqual(user.request("DELETE", path).status, 204)
        self.assertEqual([p["id"] for p in user.get("/api/v1/me/app-passwords").json["app_passwords"]], [second["id"]])

    def test_refuses(self):
        user = self.trio.user(self.name())
        for body in (b"{", {}, {"name": ""}, {"name": 1}, {"name": "x" * 101}, {"name": "a\u0000b"}):
            with self.subTest(body):
                self.problem(user.post("/api/v1/me/app-passwords", body), 400)
        self.problem(self.trio.http().post("/api/v1/me/app-passwords", {"name": "x"}), 401)

    def test_is_neither_stored_nor_logged(self):
        user = self.trio.user(self.name())
        secret = self.make(user)["password"]
        for row in self.trio.databases.query("SELECT id, name, hash FROM app_passwords", "auth"):
            self.assertNotIn(secret, "\t".join(row))
        for process in self.trio.processes.values():
            self.assertNotIn(secret, process.text())

    def test_does_not_log_in(self):
        name = self.name()
        user = self.trio.user(name)
        secret = self.make(user)["password"]
        self.problem(self.trio.http().post("/user/login", {"username": name, "password": secret}), 401)


if __name__ == "__main__":
    unittest.main(verbosity=2)
