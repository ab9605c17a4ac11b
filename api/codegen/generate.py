# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the resources and calls of linnet::api from the descriptions in api/schema.

usage: generate.py OUTPUT_FOLDER SCHEMA.json…   (run by CMake; see api/schema/README.md)
Writes resources.h, methods.h and RESOURCE_PARTS + METHOD_PARTS .cpp files, so that they compile
side by side. A file whose text did not change is not touched.
"""

import json
import os
import re
import sys

RESOURCE_PARTS, METHOD_PARTS = 4, 2

KEYWORDS = {"default", "operator", "new", "delete", "private", "public", "class", "enum", "union"}

# Names of calls where the rule (verb of the method + what it deals with) does not give a good one.
CALL_NAMES = {
    "media.download": "DownloadMedia",
    "media.upload": "UploadAttachment",
    "people.getBatchGet": "BatchGetPeople",
    "people.listDirectoryPeople": "ListDirectoryPeople",
    "people.searchDirectoryPeople": "SearchDirectoryPeople",
    "spaces.completeImport": "CompleteImport",
    "spaces.findDirectMessage": "FindDirectMessage",
    "spaces.findGroupChats": "FindGroupChats",
    "spaces.messages.search": "SearchMessages",
    "spaces.search": "SearchSpaces",
    "spaces.setup": "SetUpSpace",
    "users.availability.markAsActive": "MarkAsActive",
    "users.availability.markAsAway": "MarkAsAway",
    "users.availability.markAsDoNotDisturb": "MarkAsDoNotDisturb",
    "users.sections.items.move": "MoveSectionItem",
    "users.sections.position": "PositionSection",
    "users.spaces.getSpaceReadState": "GetSpaceReadState",
    "users.spaces.threads.getThreadReadState": "GetThreadReadState",
    "users.spaces.threads.updateThreadReadState": "UpdateThreadReadState",
    "users.spaces.updateSpaceReadState": "UpdateSpaceReadState",
    "userinfo.get": "GetUserInfo",
}

SCALARS = {  # type: (C++ type, reader, how a value v is written)
    "string": ("QString", "readString", "v"),
    "bool": ("bool", "readBool", "v"),
    "int32": ("qint32", "readInt32", "v"),
    "int64": ("qint64", "readInt64", "QString::number(v)"),
    "float": ("double", "readDouble", "v"),
    "double": ("double", "readDouble", "v"),
    "bytes": ("QByteArray", "readBytes", "QString::fromLatin1(v.toBase64())"),
    "time": ("Timestamp", "readTime", "v.toString()"),
    "duration": ("std::chrono::nanoseconds", "readDuration", "wire::writeDuration(v)"),
    "json": ("QJsonValue", "readJson", "v"),
}

BANNER = "// SPDX-License-Identifier: GPL-3.0-or-later\n// Made by api/codegen/generate.py; do not edit.\n"


def type_name(name):
    return name.removeprefix("GoogleChatV1")


def member(name):
    words = re.split(r"[_.]", name)
    name = words[-1] if "." in name else words[0] + "".join(w[0].upper() + w[1:] for w in words[1:])
    return name + "_" if name in KEYWORDS else name


def snake(name):
    return re.sub(r"([A-Z])", lambda m: "_" + m.group(1).lower(), name)


def camel_constant(text):
    return "".join(w[0] + w[1:].lower() for w in text.split("_") if w)


def latin1(text):
    return f'"{text}"_L1'


class Field:
    """One field of a message or one parameter of a method, with the C++ that it becomes."""

    def __init__(self, name, spec, model):
        words = spec.split(" ")
        enum = words[0].lstrip("[") == "enum"
        self.kind, self.flags = (" ".join(words[:2]), words[2:]) if enum else (words[0], words[1:])
        self.wire, self.name = name, member(name)
        self.repeated = self.kind.startswith("[")
        self.base = self.kind.strip("[]")
        self.enum = self.base.startswith("enum ")
        self.base = self.base.removeprefix("enum ")
        self.raw = self.base in model.raw
        if self.base.startswith("{"):
            raise SystemExit(f"maps are not generated: {name}")
        self.message = not (self.enum or self.raw or self.base in SCALARS or self.base == "mask")
        self.sent = "out" not in self.flags

    def cpp(self):
        if self.base == "mask":
            return "FieldMask"
        if self.raw:
            return "QJsonArray" if self.repeated else "std::optional<QJsonObject>"
        if self.repeated:
            if self.base == "string":
                return "QStringList"
            return f"QList<{self.element()}>"
        return f"Boxed<{self.element()}>" if self.message else f"std::optional<{self.element()}>"

    def element(self):
        return SCALARS[self.base][0] if self.base in SCALARS else type_name(self.base)

    def read(self):
        alike = snake(self.wire) == self.wire
        value = f"json({latin1(self.wire)})" if alike else \
            f"json({latin1(self.wire)}, {latin1(snake(self.wire))})"
        if self.raw:
            how = "readObjects" if self.repeated else "readObject"
        elif self.message:
            how = f"{'readMessages' if self.repeated else 'readMessage'}<{self.element()}>"
        elif self.enum:
            if self.repeated:
                raise SystemExit(f"repeated enums are not read: {self.wire}")
            how = f"readEnum<{self.element()}>"
        elif self.repeated:
            how = {"string": "readStrings", "json": "readJsons"}[self.base]
        else:
            how = SCALARS[self.base][1]
        return f"wire::{how}({value})"

    def present(self):
        return f"!{self.name}.isEmpty()" if self.repeated else f"{self.name}.has_value()"

    def write(self):
        if self.raw:
            value = self.name if self.repeated else "*" + self.name
        elif self.repeated:
            value = {"string": f"QJsonArray::fromStringList({self.name})"}.get(
                self.base, f"wire::writeMessages({self.name})")
        elif self.message:
            value = f"{self.name}->toJson()"
        elif self.enum:
            value = f"{self.name}->toString()"
        else:
            value = re.sub(r"\bv\b", f"(*{self.name})", SCALARS[self.base][2])
            value = value.replace(f"((*{self.name}))", f"(*{self.name})")
        return f"    if ({self.present()})\n        json.insert({latin1(self.wire)}, {value});\n"


class Model:
    """All descriptions together."""

    def __init__(self, files):
        self.types, self.raw, self.enums, self.methods = {}, {}, {}, {}
        for path in files:
            with open(path, encoding="utf-8") as source:
                data = json.load(source)
            for part, into in (("types", self.types), ("raw", self.raw), ("enums", self.enums),
                               ("methods", self.methods), ("announced", self.methods)):
                for name, value in data.get(part, {}).items():
                    if name in into:
                        raise SystemExit(f"{name} is described twice")
                    into[name] = value
            for method in (data["methods"] | data.get("announced", {})).values():
                method["host"] = data["host"]
                method["prefix"] = data["scopePrefix"]
                method["perMinute"] = data.get("limits", {}).get("perProjectMinute", {}).get(
                    method["quota"], 0)
        self.fields = {n: [Field(f, s, self) for f, s in v.items()] for n, v in self.types.items()}
        used = {f.base for fields in self.fields.values() for f in fields if f.enum}
        for method in self.methods.values():
            method["params"] = [Field(n, s, self) for n, s in method.get("query", {}).items()]
            used |= {p.base for p in method["params"] if p.enum}
        self.enums = {n: v for n, v in self.enums.items() if n in used}

    def ordered(self):
        """Messages, each after those it has lists of (a list wants a complete type)."""
        done, order = set(), []

        def visit(name, path=()):
            if name in done or name in path:
                return
            for field in self.fields[name]:
                if field.message:
                    visit(field.base, path + (name,))
            done.add(name)
            order.append(name)

        for name in sorted(self.fields):
            visit(name)
        return order


# ---------------------------------------------------------------- enums and messages

def enum_constants(values):
    stem = next((v.removesuffix("UNSPECIFIED") for v in values if v.endswith("_UNSPECIFIED")), None)
    names = []
    for value in values:
        short = value.removeprefix(stem) if stem else value
        name = "Unspecified" if value.endswith("_UNSPECIFIED") else camel_constant(short)
        names.append(name)
    if len(set(names)) != len(names) or any(n[0].isdigit() for n in names):
        raise SystemExit(f"unlucky enum: {values}")
    return names


def enum_declaration(name, values):
    names = ", ".join(enum_constants(values) + ["Unrecognized"])
    cpp = type_name(name)
    return f"""
struct {cpp}
{{
    enum Value : quint8 {{ {names} }};
    Value value = static_cast<Value>(0);
    QString text {{}}; // the wire's own word, when Unrecognized
    {cpp}() = default;
    {cpp}(Value v)
        : value(v)
    {{
    }}
    [[nodiscard]] static {cpp} fromString(const QString &text);
    [[nodiscard]] QString toString() const;
    friend bool operator==(const {cpp} &, const {cpp} &) = default;
    friend bool operator==(const {cpp} &a, Value b) {{ return a.value == b; }}
}};
"""


def enum_definition(name, values):
    cpp = type_name(name)
    table = ", ".join(latin1(v) for v in values)
    return f"""
static constexpr std::array<QLatin1StringView, {len(values)}> {cpp}Words {{ {table} }};

{cpp} {cpp}::fromString(const QString &text)
{{
    {cpp} result;
    result.value = static_cast<Value>(indexOfWord({cpp}Words, text));
    if (result.value == Unrecognized)
        result.text = text;
    return result;
}}

QString {cpp}::toString() const
{{
    return value == Unrecognized ? text : QString({cpp}Words.at(value));
}}
"""


def message_declaration(name, fields):
    cpp = type_name(name)
    lines = "".join(f"    {f.cpp()} {f.name} {{}};\n" for f in fields)
    return f"""
struct {cpp}
{{
{lines}
    [[nodiscard]] static {cpp} fromJson(const QJsonObject &object);
    [[nodiscard]] QJsonObject toJson() const; // what a client may send
    [[nodiscard]] FieldMask presentFields() const; // of those, what an update would change
    bool operator==(const {cpp} &other) const;
}};
"""


def message_definition(name, fields):
    cpp = type_name(name)
    reads = "".join(f"    result.{f.name} = {f.read()};\n" for f in fields)
    writes = "".join(f.write() for f in fields if f.sent)
    masks = "".join(f"    if ({f.present()})\n        mask.add({latin1(f.wire)});\n" for f in fields
                    if f.sent and "id" not in f.flags)
    reader = "    const wire::Reader json(object);\n" if fields else "    Q_UNUSED(object)\n"
    return f"""
{cpp} {cpp}::fromJson(const QJsonObject &object)
{{
    {cpp} result;
{reader}{reads}    return result;
}}

QJsonObject {cpp}::toJson() const
{{
    QJsonObject json;
{writes}    return json;
}}

FieldMask {cpp}::presentFields() const
{{
    FieldMask mask;
{masks}    return mask;
}}

bool {cpp}::operator==(const {cpp} &other) const = default;
"""


def resources_header(model):
    forward = "".join(f"struct {type_name(n)};\n" for n in sorted(model.fields))
    enums = "".join(enum_declaration(n, v) for n, v in sorted(model.enums.items()))
    messages = "".join(message_declaration(n, model.fields[n]) for n in model.ordered())
    return f"""{BANNER}#pragma once

#include "api/wire.h"

// The service's resources as values. A field that was not there is absent: empty optional or Boxed,
// empty list. Unknown fields are ignored, unknown enum values keep their word.
namespace linnet::api {{

{forward}{enums}{messages}
}} // namespace linnet::api
"""


def resources_sources(model):
    pieces = [enum_definition(n, v) for n, v in sorted(model.enums.items())]
    yield "resources_enums.cpp", f"""{BANNER}#include "api/generated/resources.h"

#include <array>

using namespace Qt::StringLiterals;

namespace linnet::api {{

template<class Words>
static qsizetype indexOfWord(const Words &words, const QString &text)
{{
    return std::find(words.begin(), words.end(), text) - words.begin();
}}
{"".join(pieces)}
}} // namespace linnet::api
"""
    names = sorted(model.fields)
    for part in range(RESOURCE_PARTS):
        body = "".join(message_definition(n, model.fields[n]) for n in names[part::RESOURCE_PARTS])
        yield f"resources_{part}.cpp", f"""{BANNER}#include "api/generated/resources.h"

using namespace Qt::StringLiterals;

namespace linnet::api {{
{body}
}} // namespace linnet::api
"""


# ---------------------------------------------------------------- methods

def call_name(name, method, model):
    if name in CALL_NAMES:
        return CALL_NAMES[name]
    verb = name.split(".")[-1]
    if verb == "list":
        return method["answer"].removesuffix("Response")
    if verb == "delete":
        sibling = model.methods.get(name.removesuffix("delete") + "create")
        return "Delete" + type_name(sibling["body"])
    return verb[0].upper() + verb[1:] + type_name(method.get("body") or method["answer"])


class Method:
    """A method with the request struct that it becomes."""

    def __init__(self, name, data, model):
        self.id, self.data = name, data
        self.cpp = call_name(name, data, model)
        self.params = list(data["params"])
        for param in self.params:
            if param.base == "string" and "req" in param.flags and not param.repeated:
                param.plain = True
        self.names = data.get("names", {})
        self.body = data.get("body")
        # A message made for one call is spread over the call's own members.
        self.flat = [] if not self.body or not self.body.endswith("Request") else model.fields[self.body]
        self.body_member = None if not self.body or self.flat or self.body.endswith("Request") else \
            type_name(self.body)[0].lower() + type_name(self.body)[1:]

    def paged(self):
        return "page" in self.data

    def members(self):
        for name in self.names:
            yield f"QString {member(name)} {{}}; // {self.names[name]}"
        for param in self.params:
            kind = "QString" if getattr(param, "plain", False) else param.cpp()
            yield f"{kind} {param.name} {{}};" + (" // required" if "req" in param.flags else "")
        for field in self.flat:
            yield f"{field.cpp()} {field.name} {{}};" + (" // required" if "req" in field.flags else "")
        if self.body_member:
            yield f"{type_name(self.body)} {self.body_member} {{}};"

    def declaration(self):
        lines = "".join(f"    {m}\n" for m in self.members())
        return f"""
// {self.data["verb"]} {self.data["path"]} ({self.id})
struct {self.cpp}
{{
    using Response = {type_name(self.data["answer"])};
    static const MethodInfo info;
{lines}
    [[nodiscard]] Result<Call> toCall() const;
}};
"""

    def info(self):
        data = self.data
        media = data.get("media", {})
        host = "Upload" if "upload" in media else {"chat": "Chat", "people": "People",
                                                   "openid": "OpenId"}[data["host"]]
        yes = lambda v: "true" if v else "false"
        scopes = ", ".join(latin1(data["prefix"] + s) for s in data["scopes"])
        return f"""
static constexpr std::array<QLatin1StringView, {len(data["scopes"])}> {self.cpp}Scopes {{ {scopes} }};

const MethodInfo {self.cpp}::info {{
    .name = {latin1(self.id)},
    .verb = Verb::{data["verb"].capitalize()},
    .host = Host::{host},
    .quota = {latin1(data["quota"])},
    .quotaPerMinute = {data["perMinute"]},
    .spaceQuota = SpaceQuota::{data.get("perSpace", "none").capitalize()},
    .idempotent = {yes(data["idempotent"] is True)},
    .asUser = {yes("user" in data["auth"])},
    .asApp = {yes("app" in data["auth"])},
    .asAdmin = {yes("admin" in data["auth"])},
    .maxPageSize = {data.get("page", {}).get("max", 0)},
    .scopes = {self.cpp}Scopes,
}};
"""

    def query_line(self, param):
        key = latin1(param.wire)
        if param.base == "mask":
            value, required = param.name, "true" if "req" in param.flags else "false"
            if self.body_member and param.name == "updateMask":
                value = f"updateMask.isEmpty() ? {self.body_member}.presentFields() : updateMask"
            return f"    call.mask({key}, {value}, {required});\n"
        need = f"    call.require({key}, !{param.name}.isEmpty());\n" if "req" in param.flags else ""
        value = f"std::optional({param.name})" if getattr(param, "plain", False) else param.name
        return need + f"    call.query({key}, {value});\n"

    def path_line(self):
        path = self.data.get("media", {}).get("upload", self.data["path"])
        out = "    call"
        for piece in re.split(r"(\{\w+\})", path):
            if piece.startswith("{"):
                name = piece[1:-1]
                out += f'.name({member(name)}, {latin1(self.names[name])})'
            elif piece:
                out += f".path({latin1(piece)})"
        return out + ";\n"

    def body_lines(self):
        if not self.body:
            return ""
        if self.body_member:
            return f"    call.body({self.body_member}.toJson());\n"
        need = "".join(f"    call.require({latin1(f.wire)}, {f.present()});\n" for f in self.flat
                       if "req" in f.flags)
        return need + "    QJsonObject json;\n" + "".join(f.write() for f in self.flat) \
            + "    call.body(json);\n"

    def definition(self):
        text = self.path_line() + "".join(self.query_line(p) for p in self.params)
        if self.data.get("media", {}).get("upload"):
            text += '    call.query("uploadType"_L1, std::optional(u"multipart"_s));\n'
        if self.data.get("media", {}).get("download"):
            text += '    call.query("alt"_L1, std::optional(u"media"_s));\n'
        if most := self.data.get("maxNames"):
            text += f'    call.require("at most {most} names"_L1, resourceNames.size() <= {most});\n'
        text += self.body_lines()
        if isinstance(self.data["idempotent"], list):
            given = " && ".join(f"{member(p.removeprefix('body.'))}.has_value()"
                                for p in self.data["idempotent"])
            text += f"    call.repeatable({given});\n"
        return f"""{self.info()}
Result<Call> {self.cpp}::toCall() const
{{
    wire::CallBuilder call(info);
{text}    return call.done();
}}
"""


def methods_of(model):
    return [Method(n, m, model) for n, m in model.methods.items()]


def methods_header(methods):
    body = "".join(m.declaration() for m in methods)
    table = "".join(f"    visit.template operator()<{m.cpp}>();\n" for m in methods)
    return f"""{BANNER}#pragma once

#include "api/generated/resources.h"
#include "api/method.h"

// The service's methods: fill in a struct, give it to Client::send.
namespace linnet::api {{
{body}
// Calls visit.operator()<Method>() for every method, in the order of their ids.
template<class Visitor>
void forEachMethod(Visitor &&visit)
{{
{table}}}

}} // namespace linnet::api
"""


def methods_sources(methods):
    for part in range(METHOD_PARTS):
        body = "".join(m.definition() for m in methods[part::METHOD_PARTS])
        yield f"methods_{part}.cpp", f"""{BANNER}#include "api/generated/methods.h"

#include <array>

using namespace Qt::StringLiterals;

namespace linnet::api {{
{body}
}} // namespace linnet::api
"""


def save(folder, name, text):
    path = os.path.join(folder, name)
    if os.path.exists(path):
        with open(path, encoding="utf-8") as old:
            if old.read() == text:
                return
    with open(path, "w", encoding="utf-8") as out:
        out.write(text)


def main(folder, files):
    model = Model(files)
    methods = methods_of(model)
    names = [m.cpp for m in methods]
    if len(set(names)) != len(names):
        raise SystemExit("two calls of one name")
    os.makedirs(folder, exist_ok=True)
    save(folder, "resources.h", resources_header(model))
    save(folder, "methods.h", methods_header(methods))
    for name, text in list(resources_sources(model)) + list(methods_sources(methods)):
        save(folder, name, text)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
