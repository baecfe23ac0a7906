"""Holds every answer that the tests' client gets against resources/openapi.yaml, and every frame against asyncapi.yaml."""
import copy
import os
import re

import jsonschema
import yaml

RESOURCES = os.path.join(os.path.dirname(__file__), "..", "..", "resources")
NOT_A_ROUTE = (404, 405)
# Other protocols than JSON over HTTP.
ELSEWHERE = ("/socket.io/", "/api/socket.io/", "/dav/", "/.well-known/caldav")


def load(name):
    with open(os.path.join(RESOURCES, name), encoding="utf-8") as file:
        return yaml.safe_load(file)


def strict(node, inside_all_of=False):
    """The document for the tests: a member that is not described is an error, though clients must bear with it."""
    if isinstance(node, list):
        return [strict(each) for each in node]
    if not isinstance(node, dict):
        return node
    out = {key: [strict(each, True) for each in value] if key == "allOf" else strict(value) for key, value in node.items()}
    if node.get("type") == "object" and "properties" in node and "additionalProperties" not in node and not inside_all_of:
        out["additionalProperties"] = False
    if "allOf" in node:
        out["unevaluatedProperties"] = False
    return out


def loosen_parts(document):
    """Where a schema is a part of an allOf, the whole judges what is too much, not the part."""
    schemas = document["components"]["schemas"]
    parts = set(re.findall(r"'allOf': \[\{'\$ref': '#/components/schemas/(\w+)'", repr(document)))
    for name in parts:
        schemas[name + "Part"] = {k: v for k, v in schemas[name].items() if k != "additionalProperties"}

    def rename(node):
        if isinstance(node, list):
            for each in node:
                rename(each)
        elif isinstance(node, dict):
            for each in node.get("allOf", []):
                if "$ref" in each:
                    each["$ref"] += "Part"
            for value in node.values():
                rename(value)
    rename(document)
    return document


class Contract:
    def __init__(self, document):
        self.document = loosen_parts(strict(copy.deepcopy(document)))
        self.seen = set()
        self.operations = {}
        self.patterns = []
        for path, item in self.document["paths"].items():
            pattern = re.sub(r"\{\w+\}", "[^/]+", re.escape(path).replace(r"\{", "{").replace(r"\}", "}"))
            self.patterns.append((path.count("{"), re.compile(f"(/api)?{pattern}$"), path))
            for method in ("get", "post", "put", "patch", "delete"):
                if method in item:
                    self.operations[(method.upper(), path)] = item[method]
        self.patterns.sort(key=lambda each: each[0])

    def resolve(self, node):
        while "$ref" in node:
            target = self.document
            for part in node["$ref"].split("/")[1:]:
                target = target[part]
            node = target
        return node

    def path_of(self, path):
        plain = path.split("?", 1)[0]
        for _, pattern, name in self.patterns:
            if pattern.match(plain):
                return name
        return None

    def validate(self, instance, schema):
        whole = dict(schema)
        whole["components"] = self.document["components"]
        jsonschema.Draft202012Validator(whole).validate(instance)

    def check(self, method, path, answer):
        name = self.path_of(path)
        if method == "OPTIONS":
            return
        method = "GET" if method == "HEAD" else method
        if name is None and path.startswith(ELSEWHERE):
            return
        operation = self.operations.get((method, name))
        if operation is None:
            assert answer.status >= 400 or not self.is_ours(path), f"{method} {path} is not described: {answer}"
            return
        if answer.status in (400, 408, 413, 415, 429, 431, 500, 501, 503, 504) or answer.status in NOT_A_ROUTE:
            described = operation["responses"].get(str(answer.status), {"$ref": "#/components/responses/Problem"})
        else:
            described = operation["responses"].get(str(answer.status))
        assert described is not None, f"{method} {name} answers {answer.status}, which is not described: {answer}"
        described = self.resolve(described)
        self.seen.add((method, name, answer.status))
        content = described.get("content")
        if not content or not answer.body:
            return
        kind = answer.headers.get("content-type", "").split(";")[0]
        assert kind in content, f"{method} {name} answers {answer.status} as {kind}, described is {list(content)}"
        if "json" in kind and "schema" in content[kind]:
            try:
                self.validate(answer.json, content[kind]["schema"])
            except jsonschema.ValidationError as error:
                raise AssertionError(f"{method} {name} {answer.status}: {error.message} in {answer.json}") from error

    @staticmethod
    def is_ours(path):
        return re.match(r"/(api/)?(user|calendar|api|ws|\.well-known/jwks)", path) is not None


class LiveContract:
    """A frame from the server is one of asyncapi.yaml's messages."""

    def __init__(self, document):
        self.components = document["components"]
        received = document["channels"]["/ws"]["subscribe"]["message"]["oneOf"]
        self.messages = {each["$ref"].split("/")[-1]: None for each in received}
        for name in self.messages:
            self.messages[name] = self.components["messages"][name]["payload"]
        self.seen = set()

    def name_of(self, frame):
        if "ok" in frame:
            return "answer" if frame["ok"] else "refusal"
        if frame["event"] == "connect":
            return "connected"
        if frame["event"] == "presence":
            return "presence"
        if frame["event"] in ("reminder", "updated_reminders"):
            return frame["event"]
        if "seq" not in frame:
            return "notice"
        for name, payload in self.messages.items():
            for part in payload.get("allOf", []):
                event = part.get("properties", {}).get("event", {})
                if frame["event"] in event.get("enum", [event.get("const")]):
                    return name
        raise AssertionError(f"a frame that is not described: {frame}")

    def check(self, frame):
        name = self.name_of(frame)
        schema = dict(self.messages[name])
        schema["components"] = self.components
        try:
            jsonschema.Draft202012Validator(schema).validate(frame)
        except jsonschema.ValidationError as error:
            raise AssertionError(f"{name}: {error.message} in {frame}") from error
        self.seen.add(frame["event"])


HTTP = Contract(load("openapi.yaml"))
LIVE = LiveContract(load("asyncapi.yaml"))
