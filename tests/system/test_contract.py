"""The API's description against the program: every route is described, and what is described answers.

What the answers look like is held against the description by the client, in every system test."""
import os
import re
import unittest

import contract

ROUTES = os.path.join(os.path.dirname(__file__), "..", "..", "server", "gateway", "routes.cpp")


def routes():
    with open(ROUTES, encoding="utf-8") as file:
        return {(method, path) for method, path in re.findall(r'Route\{"([A-Z]+)", "([^"]+)"_L1', file.read())}


class Description(unittest.TestCase):
    def test_every_route_is_described(self):
        served = {each for each in routes() if not each[1].startswith(contract.ELSEWHERE)}
        self.assertGreater(len(served), 30)
        self.assertEqual(served - set(contract.HTTP.operations), set())

    def test_every_route_is_in_the_collection(self):
        asked = set()

        def walk(items):
            for each in items:
                walk(each.get("item", []))
                if "request" in each:
                    path = each["request"]["url"]["raw"].removeprefix("{{base}}").split("?")[0]
                    asked.add((each["request"]["method"], contract.HTTP.path_of(path)))
        walk(contract.load("hearth.postman_collection.json")["item"])
        served = {each for each in routes() if not each[1].startswith(contract.ELSEWHERE) and each[1] != "/ws"}
        self.assertEqual(served - asked, set())

    def test_every_described_operation_has_a_route(self):
        self.assertEqual(set(contract.HTTP.operations) - routes(), set())

    def test_every_reference_leads_somewhere(self):
        for document in (contract.load("openapi.yaml"), contract.load("asyncapi.yaml")):
            for reference in re.findall(r"'\$ref': '#/([^']+)'", repr(document)):
                target = document
                for part in reference.split("/"):
                    self.assertIn(part, target, reference)
                    target = target[part]

    def test_every_operation_has_a_name_of_its_own(self):
        names = [operation["operationId"] for operation in contract.HTTP.operations.values()]
        self.assertEqual(len(names), len(set(names)))


if __name__ == "__main__":
    unittest.main()
