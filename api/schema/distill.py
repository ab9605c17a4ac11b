# SPDX-License-Identifier: GPL-3.0-or-later
"""Distils a discovery document of the Chat service into chat.json (see README.md for the format).

Run by hand when the service grows: distill.py discovery.json > chat.json; then read the diff.
It keeps facts (names, types, verbs, paths, parameters, enum values), no prose. What the discovery
format does not say (page sizes, quotas, which calls may be repeated) stands in the tables below.
"""

import json
import re
import sys

SCOPE_PREFIX = "https://www.googleapis.com/auth/"

# Drawn and sent as raw JSON by the client: described, but no type is generated for them.
RAW_ROOTS = {"AccessoryWidget", "ActionResponse", "Card", "CardWithId"}

# Default and maximum page size; a larger one is clamped, a negative one refused.
PAGE_SIZES = {
    "customEmojis.list": (25, 200),
    "spaces.findGroupChats": (10, 30),
    "spaces.list": (100, 1000),
    "spaces.members.list": (100, 1000),
    "spaces.messagePins.list": (100, 100),
    "spaces.messages.list": (25, 1000),
    "spaces.messages.reactions.list": (25, 200),
    "spaces.messages.search": (25, 100),
    "spaces.search": (100, 100),
    "users.sections.items.list": (10, 100),
    "users.sections.list": (10, 100),
}

# POSTs that may be repeated: always, or when the named parameters are given.
REPEATABLE_POSTS = {
    "spaces.create": ["requestId"],
    "spaces.messages.create": ["requestId", "messageId"],
    "spaces.messages.search": True,
    "spaces.setup": ["body.requestId"],
    "users.availability.markAsActive": True,
    "users.availability.markAsAway": True,
    "users.availability.markAsDoNotDisturb": True,
    "users.sections.position": True,
}

# Calls a minute for each project, and calls a second for each space.
LIMITS = {
    "perProjectMinute": {
        "messages.read": 3000, "messages.write": 3000,
        "memberships.read": 3000, "memberships.write": 300,
        "spaces.read": 3000, "spaces.write": 60,
        "attachments.read": 3000, "attachments.write": 600,
        "reactions.read": 3000, "reactions.write": 600,
        "spaceEvents.read": 3000,
    },
    "perSpaceSecond": {"read": 15, "write": 1, "reaction": 5},
    "messageBytes": 32000, "cardBytes": 32000, "uploadBytes": 209715200,
    "spaceEventsDays": 28,
}

# What Google announced and no discovery document has: the client tries it.
ANNOUNCED = {
    "users.spaces.threads.updateThreadReadState": {
        "verb": "PATCH", "path": "v1/{name}",
        "names": {"name": "users/*/spaces/*/threads/*/threadReadState"},
        "query": {"updateMask": "mask req"},
        "body": "ThreadReadState", "answer": "ThreadReadState", "idempotent": True,
        "quota": "users.write", "auth": ["user"], "scopes": ["chat.users.readstate"],
    },
}

# Enum fields whose own name says too little get their owner's name before it.
VAGUE = {"type", "state", "source", "role", "view", "style", "layout", "status", "mode"}
# Where the rule gives one name to two different enums or an unlucky one.
ENUM_NAMES = {
    "SearchMessageResult.spaceMuteSetting": "MuteSetting",
    "SearchMessagesRequest.view": "SearchMessagesView",
    "Space.type": "LegacySpaceType",
    "spaces.messages.create.createMessageNotificationOptions.notificationType":
        "CreateMessageNotificationType",
}


def flags_of(node):
    """out: the server's own; in: only sent; req, imm, dep, id: required, immutable, deprecated, name."""
    text = node.get("description", "")
    flags = []
    if node.get("readOnly"):
        flags.append("out")
    for word, flag in (("Required", "req"), ("Immutable", "imm"), ("Input only", "in"),
                       ("Identifier", "id")):
        if re.match(r"((Required|Optional|Immutable|Input only|Output only|Identifier)\. )*"
                    + word + r"\.", text):
            flags.append(flag)
    if node.get("deprecated"):
        flags.append("dep")
    if node.get("x-new-since-20260405"):
        flags.append("new")
    return flags


class Distiller:
    def __init__(self, discovery):
        self.doc = discovery
        self.enums = {}

    def enum_name(self, owner, field, values):
        path = f"{owner}.{field}"
        last = field.split(".")[-1]
        name = ENUM_NAMES.get(path) or last[0].upper() + last[1:]
        if path not in ENUM_NAMES and last in VAGUE:
            name = owner.split(".")[-1] + name
        if self.enums.setdefault(name, values) != values:
            name = owner.split(".")[-1] + name
            if self.enums.setdefault(name, values) != values:
                raise SystemExit(f"two enums called {name}: {path}")
        return name

    def type_of(self, owner, field, node):
        if node.get("repeated"):
            return "[" + self.type_of(owner, field, {**node, "repeated": False}) + "]"
        if "$ref" in node:
            return node["$ref"]
        if "enum" in node:
            return "enum " + self.enum_name(owner, field, node["enum"])
        kind, form = node.get("type"), node.get("format")
        if kind == "array":
            return "[" + self.type_of(owner, field, node["items"]) + "]"
        if kind == "object":
            inner = node.get("additionalProperties", {"type": "any"})
            if inner.get("type") == "any":
                return "json"
            return "{" + self.type_of(owner, field, inner) + "}"
        if kind == "any":
            return "json"
        return {"google-datetime": "time", "google-duration": "duration", "byte": "bytes",
                "google-fieldmask": "mask"}.get(form) or form or {"boolean": "bool"}.get(kind, kind)

    def fields(self, name, schema):
        return {f: " ".join([self.type_of(name, f, p)] + flags_of(p))
                for f, p in sorted(schema.get("properties", {}).items())}

    def methods(self):
        found = {}

        def walk(node, prefix):
            for name, method in node.get("methods", {}).items():
                found[prefix + name] = method
            for name, child in node.get("resources", {}).items():
                walk(child, prefix + name + ".")

        walk(self.doc, "")
        return dict(sorted(found.items()))

    def method(self, name, node):
        params = node.get("parameters", {})
        out = {"verb": node["httpMethod"], "path": re.sub(r"\{\+?", "{", node["path"])}
        names = {p: v["pattern"].strip("^$").replace("[^/]+", "*").replace(".*", "**")
                 for p, v in sorted(params.items()) if v["location"] == "path"}
        if names:
            out["names"] = names
        query = {p: " ".join([self.type_of(name, p, v)]
                             + [f for f in flags_of(v) if f in ("req", "dep", "new")])
                 for p, v in sorted(params.items()) if v["location"] == "query"}
        for p in query:
            if p == "updateMask":
                query[p] = query[p].replace("string", "mask")
        if query:
            out["query"] = query
        if "request" in node:
            out["body"] = node["request"]["$ref"]
        out["answer"] = node["response"]["$ref"]
        self.describe(name, node, query, out)
        return out

    def describe(self, name, node, query, out):
        schemas = self.doc["schemas"]
        if "nextPageToken" in schemas[out["answer"]].get("properties", {}):
            items = [f for f, p in schemas[out["answer"]]["properties"].items()
                     if p.get("type") == "array"]
            page = {"items": items[0], "in": "query" if "pageToken" in query else "body"}
            if name in PAGE_SIZES:
                page["default"], page["max"] = PAGE_SIZES[name]
            if name == "spaces.search":
                page["maxAdmin"] = 1000
            out["page"] = page
        repeat = REPEATABLE_POSTS.get(name, False) if node["httpMethod"] == "POST" else True
        out["idempotent"] = repeat
        out["quota"] = quota_of(name, node["httpMethod"])
        if per := per_space_of(name, node["httpMethod"]):
            out["perSpace"] = per
        scopes = sorted(s.removeprefix(SCOPE_PREFIX) for s in node["scopes"])
        app = [s for s in scopes if s == "chat.bot" or s.startswith("chat.app.")]
        admin = [s for s in scopes if s.startswith("chat.admin.")]
        out["auth"] = [a for a, yes in (("user", set(scopes) - set(app) - set(admin)),
                                        ("app", app), ("admin", admin)) if yes]
        out["scopes"] = scopes
        if node.get("supportsMediaUpload"):
            out["media"] = {"upload": "upload/" + out["path"],
                            "resumable": "resumable/upload/" + out["path"]}
        if node.get("supportsMediaDownload"):
            out["media"] = {"download": True}
        if node.get("x-new-since-20260405"):
            out["new"] = True

    def reach(self, roots, stop):
        schemas, seen, todo = self.doc["schemas"], set(), list(roots)
        while todo:
            name = todo.pop()
            if name in seen or name in stop:
                continue
            seen.add(name)
            todo += re.findall(r'"\$ref": "(\w+)"', json.dumps(schemas[name]))
        return seen

    def run(self):
        methods = {n: self.method(n, m) for n, m in self.methods().items()}
        roots = {m[k] for m in methods.values() for k in ("body", "answer") if k in m}
        typed = self.reach(roots, RAW_ROOTS)
        raw = self.reach(RAW_ROOTS, typed)
        pick = lambda names: {n: self.fields(n, self.doc["schemas"][n]) for n in sorted(names)}
        types, cards = pick(typed), pick(raw)
        return {"format": 1, "service": "chat", "host": "chat", "revision": self.doc["revision"].split("+")[0],
                "scopePrefix": SCOPE_PREFIX, "limits": LIMITS, "methods": methods, "announced": ANNOUNCED,
                "types": types, "raw": cards, "enums": dict(sorted(self.enums.items()))}


def quota_of(name, verb):
    part = ("reactions" if ".reactions." in name else
            "attachments" if name.startswith("media.") or ".attachments." in name else
            "spaceEvents" if ".spaceEvents." in name else
            "memberships" if ".members." in name or name.endswith("findGroupChats") else
            "messages" if ".messages." in name else "spaces" if name.startswith("spaces.")
            else name.split(".")[0] if name.startswith("customEmojis") else "users")
    return part + (".read" if verb == "GET" or name.endswith(".search") else ".write")


def per_space_of(name, verb):
    if not name.startswith(("spaces.", "media.upload")) or name in (
            "spaces.create", "spaces.list", "spaces.search", "spaces.setup",
            "spaces.findDirectMessage", "spaces.findGroupChats", "spaces.messages.search"):
        return None
    if name.endswith("reactions.create"):
        return "reaction"
    return "read" if verb == "GET" else "write"


def write(data, out):
    """One entry a line, so that a diff tells what changed."""
    line = lambda v: json.dumps(v, ensure_ascii=False)
    parts = []
    for key, value in data.items():
        if key in ("methods", "announced", "types", "raw", "enums"):
            rows = ",\n".join(f"  {line(k)}: {line(v)}" for k, v in value.items())
            parts.append(f"{line(key)}: {{\n{rows}\n}}")
        else:
            parts.append(f"{line(key)}: {line(value)}")
    out.write("{\n" + ",\n".join(parts) + "\n}\n")


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as source:
        write(Distiller(json.load(source)).run(), sys.stdout)
