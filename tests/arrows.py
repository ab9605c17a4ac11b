#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the rules of the house that a compiler does not: who may include and link whom, which
calls stay inside their one wrapper, and what every file and folder carries.

usage: arrows.py ROOT        prints every violation as PATH:LINE: [RULE] words; ends with 1 if any
       arrows.py --self-test plants a violation of every rule in a scratch tree and proves that it
                             is found, and that a clean tree is not complained about

A line that breaks a rule for a good reason says so on itself or on the line before:
    // arrows: allow RULE: reason
The arrows and the wrapper of links know no exceptions.
"""
import os
import pathlib
import re
import sys
import tempfile

# Who may name whom; a layer may always name itself.
ARROWS = {
    "app": {"ui", "items", "sync", "store", "api", "domain"},
    "ui": {"items", "domain"},
    "items": {"domain"},
    "sync": {"api", "store", "domain", "base"},
    "store": {"domain", "base"},
    "api": {"base"},
    "domain": set(),
    "base": set(),
    "emulator": set(),
}
FOLDERS = {
    "app": "app",
    "ui": "ui",
    "models/items": "items",
    "models/sync": "sync",
    "models/store": "store",
    "models/domain": "domain",
    "models/base": "base",
    "api": "api",
    "tests/emulator": "emulator",
}
# Tests of a layer reach what the layer reaches; these reach everything but the emulator, which
# they meet over HTTP only.
FREE_TESTS = {"support", "flow", "bench", "fuzz", "app", "crash", "matrix"}

LIBRARIES = {f"linnet_{layer}": layer for layer in ARROWS if layer not in ("app", "emulator")}
SKIPPED_FOLDERS = {"build", ".git", ".cache", "__pycache__", "node_modules"}
PRODUCT = ("app/", "ui/", "models/", "api/")
LONG_FILE = 700  # lines; listed, not refused

# rule, pattern in the code (comments and strings blanked), folders, words
CALLS = [
    ("link-gate", r"QDesktopServices\s*::\s*(openUrl|setUrlHandler)", PRODUCT,
     "links and files leave through the two files named linkgate and filegate in app/ or ui/"),
    ("rich-text", r"Qt\s*::\s*(RichText|AutoText|MarkdownText)\b", ("app/", "ui/", "models/"),
     "remote text is never rich text: Qt::PlainText"),
    ("rich-text", r"(\.|->)\s*(setHtml|insertHtml|setMarkdown|appendHtml)\s*\(", PRODUCT,
     "remote text is never rich text: build the document from plain text and formats"),
    ("user-input-url", r"QUrl\s*::\s*fromUserInput", PRODUCT,
     "guesses a scheme, and file: is one of its guesses"),
    ("ssl-errors", r"\bignoreSslErrors\b", PRODUCT, "a certificate is valid or the call fails"),
    ("model-reset", r"\bbeginResetModel\b", PRODUCT,
     "a change says exactly what changed; the reader's scroll position is lost"),
    ("sleep", r"\b(QTest\s*::\s*qSleep|QThread\s*::\s*(m|u)?sleep|sleep_for|usleep|nanosleep)\b",
     PRODUCT + ("tests/",), "inject a clock, or wait for the event"),
    ("singleton", r"\bstatic\b[^;{}()]*\binstance\s*\(", PRODUCT,
     "no singletons: take it in the constructor"),
    ("class-name", r"\b(class|struct)\s+(Manager|Helper|Helpers|Utils|Util)\b",
     PRODUCT + ("tests/",), "say what it manages or helps with"),
]

TOKENS = re.compile(
    r"""(?P<line>//(?:[^\n\\]|\\.|\\\n)*)
      | (?P<block>/\*.*?\*/)
      | (?P<raw>R"(?P<mark>[^()\\\s]{0,16})\(.*?\)(?P=mark)")
      | (?P<string>"(?:[^"\\\n]|\\.)*")
      | (?P<char>(?<![0-9A-Fa-f])'(?:[^'\\\n]|\\.)+')""",
    re.VERBOSE | re.DOTALL)
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(?:"([^"]+)"|<([^>]+)>)', re.MULTILINE)
ALLOW = re.compile(r"arrows: allow ([a-z-]+): \S")


def blank(match):
    """Same length, same lines, nothing to be found in it."""
    return re.sub(r"[^\n]", " ", match.group(0))


def without_comments(text):
    return TOKENS.sub(lambda m: blank(m) if m.group("line") or m.group("block") else m.group(0),
                      text)


def code_only(text):
    return TOKENS.sub(blank, text)


def line_of(text, position):
    return text.count("\n", 0, position) + 1


def layer_of(path):
    """The layer a path from the top level belongs to, or None."""
    for folder, layer in FOLDERS.items():
        if path.startswith(folder + "/"):
            return layer
    return None


def may_name(path):
    """What a file may include of ours: (own layer or None, set of layers)."""
    layer = layer_of(path)
    if layer:
        return layer, ARROWS[layer] | {layer}
    parts = path.split("/")
    if parts[0] == "tests" and len(parts) > 2:
        room = parts[1]
        if room in ARROWS and room not in FREE_TESTS:
            return None, ARROWS[room] | {room}
        return None, set(ARROWS) - {"emulator"}
    return None, set()


class Checker:
    def __init__(self, root):
        self.root = pathlib.Path(root).resolve()
        self.violations = []
        self.long_files = []

    def complain(self, path, line, rule, words):
        self.violations.append((path, line, rule, words))

    def files(self):
        for folder, subfolders, names in os.walk(self.root):
            subfolders[:] = sorted(f for f in subfolders
                                   if f not in SKIPPED_FOLDERS and not f.startswith("build-"))
            for name in sorted(names):
                path = pathlib.Path(folder, name)
                if path.is_file() and not path.is_symlink():
                    yield path.relative_to(self.root).as_posix()

    def run(self):
        folders = set()
        for path in self.files():
            folder, _, name = path.rpartition("/")
            suffix = pathlib.PurePosixPath(path).suffix
            if suffix in (".cpp", ".h") or name == "CMakeLists.txt":
                top = folder.split("/")[0]
                if name == "CMakeLists.txt" or top == folder:
                    folders.add(folder)
            if suffix in (".cpp", ".h"):
                self.check_source(path)
            elif name == "CMakeLists.txt":
                self.check_links(path)
            if self.wants_licence(path, name, suffix):
                self.check_licence(path)
        for folder in sorted(folders):
            if not (self.root / folder / "README.md").is_file():
                self.complain(folder or ".", 1, "readme", "a folder says in README.md what it is")
        self.check_icons()

    def read(self, path):
        return (self.root / path).read_text(encoding="utf-8", errors="replace")

    # What every file carries

    def wants_licence(self, path, name, suffix):
        if suffix in (".cpp", ".h", ".py", ".sh", ".cmake", ".qrc", ".svg", ".desktop", ".xml",
                      ".mjs", ".qss") or name in ("CMakeLists.txt", ".clang-format",
                                                  ".clang-tidy"):
            return True
        if suffix or name in ("LICENSE", "copyright"):
            return False
        with open(self.root / path, "rb") as file:
            return file.read(2) == b"#!"

    def check_licence(self, path):
        if not any("SPDX-License-Identifier: " in line
                   for line in self.read(path).split("\n")[:3]):
            self.complain(path, 1, "licence", "the first lines name no SPDX-License-Identifier")

    def check_source(self, path):
        text = self.read(path)
        lines = text.split("\n")
        code = code_only(text)
        if len(lines) > LONG_FILE:
            self.long_files.append((path, len(lines)))
        if path.endswith(".h") and not re.search(r"^#pragma once$", code, re.MULTILINE):
            self.complain(path, 1, "pragma-once", "a header begins with #pragma once")
        self.check_includes(path, without_comments(text))
        for rule, pattern, where, words in CALLS:
            if not path.startswith(where):
                continue
            for match in re.finditer(pattern, code):
                line = line_of(code, match.start())
                if rule == "link-gate":
                    if re.fullmatch(r"(app|ui)/(.*/)?(link|file)gate\.(cpp|h)", path):
                        continue
                elif self.allowed(lines, line, rule):
                    continue
                self.complain(path, line, rule, words)
        self.check_promises(path, text)

    @staticmethod
    def allowed(lines, line, rule):
        return any(match and match.group(1) == rule
                   for match in (ALLOW.search(text) for text in lines[max(0, line - 2):line]))

    def check_promises(self, path, text):
        """Comments may promise later work only with the issue that holds it: TODO(#12)."""
        for token in TOKENS.finditer(text):
            if not (token.group("line") or token.group("block")):
                continue
            for match in re.finditer(r"\b(TODO|FIXME|XXX)\b(?!\(#\d+\))", token.group(0)):
                self.complain(path, line_of(text, token.start() + match.start()), "todo",
                              "name the issue, TODO(#12), or do it")

    # The arrows

    def check_includes(self, path, text):
        folder = path.rpartition("/")[0]
        own, allowed = may_name(path)
        for match in INCLUDE.finditer(text):
            line = line_of(text, match.start(1) if match.group(1) else match.start(2))
            target = match.group(1) or match.group(2)
            if match.group(1) and target.endswith(".moc"):
                continue
            layer = layer_of(target)
            if layer is None and ".." in target.split("/"):
                self.complain(path, line, "arrow", f'"{target}": include from the top level')
                continue
            beside = f"{folder}/{target}"
            if match.group(1) and layer is None and (self.root / beside).is_file():
                if not path.startswith("tests/"):
                    self.complain(path, line, "arrow",
                                  f'"{target}": include from the top level, "{beside}"')
                continue
            if target.startswith("tests/") and layer is None:
                if own is not None:
                    self.complain(path, line, "arrow",
                                  f'"{target}": the product and the emulator name no test')
                continue
            if layer is not None and layer not in allowed:
                self.complain(path, line, "arrow",
                              f'"{target}": {own or folder} may not name {layer}')

    def check_links(self, path):
        text = re.sub(r"#[^\n]*", lambda m: " " * len(m.group(0)), self.read(path))
        own, allowed = may_name(path)
        if own is None:
            return
        for match in re.finditer(r"\blinnet_[a-z]+\b", text):
            layer = LIBRARIES.get(match.group(0))
            if layer is not None and layer not in allowed:
                self.complain(path, line_of(text, match.start()), "arrow",
                              f"{own} may not link {match.group(0)}")

    # Icons: the list that is compiled in, the folder, and the one colour that gets replaced

    def check_icons(self):
        folder = self.root / "resources/icons/ui"
        if not folder.is_dir():
            return
        listed = set(re.findall(r">icons/ui/([^<]+)</file>", self.read("resources/resources.qrc")))
        there = {path.name for path in folder.iterdir()}
        for name in sorted(listed ^ there):
            self.complain("resources/resources.qrc", 1, "icon-list",
                          f"{name} is only " + ("listed" if name in listed else "in the folder"))
        for name in sorted(there):
            text = self.read(f"resources/icons/ui/{name}")
            for match in re.finditer(r'\b(?:fill|stroke|color)="(?!none"|#000")', text):
                self.complain(f"resources/icons/ui/{name}", line_of(text, match.start()),
                              "icon-colour", "only none and #000: the program puts in its own")


CLEAN = {
    "README.md": "Linnet",
    "CMakeLists.txt": "# SPDX-License-Identifier: GPL-3.0-or-later\n",
    "ui/README.md": "ui",
    "ui/CMakeLists.txt": "# SPDX-License-Identifier: GPL-3.0-or-later\n"
                         "linnet_layer(linnet_ui SOURCES a.cpp LINKS linnet_items linnet_flags)\n",
    "ui/good.h": "// SPDX-License-Identifier: GPL-3.0-or-later\n#pragma once\n"
                 '#include "models/domain/ids.h"\n#include "ui/other.h"\n#include <QWidget>\n',
    "ui/good.cpp": "// SPDX-License-Identifier: GPL-3.0-or-later\n"
                   '#include "ui/good.h"\n'
                   '// #include "api/transport.h" and QUrl::fromUserInput stay words here\n'
                   'const char *words = "QDesktopServices::openUrl ignoreSslErrors";\n'
                   "/* beginResetModel */ constexpr int large = 1'000; // TODO(#12): smaller\n"
                   'auto raw = R"(Qt::RichText "quoted" // TODO)";\n',
    "ui/linkgate.cpp": "// SPDX-License-Identifier: GPL-3.0-or-later\n"
                       "void f() { QDesktopServices::openUrl(u); }\n",
    "models/items/README.md": "items",
    "models/items/list.cpp": "// SPDX-License-Identifier: GPL-3.0-or-later\n"
                             "// arrows: allow model-reset: another account is another list\n"
                             "void f() { beginResetModel(); }\n",
    "tests/emulator/README.md": "emulator",
    "tests/emulator/world.h": "// SPDX-License-Identifier: GPL-3.0-or-later\n#pragma once\n",
    "tests/emulator/world.cpp": "// SPDX-License-Identifier: GPL-3.0-or-later\n"
                                '#include "world.h"\n#include <QHttpServer>\n',
    "tests/flow/tst_flow.cpp": "// SPDX-License-Identifier: GPL-3.0-or-later\n"
                               '#include "app/session.h"\n#include "tests/support/x.h"\n'
                               '#include "tst_flow.moc"\n',
    "tests/items/tst_list.cpp": "// SPDX-License-Identifier: GPL-3.0-or-later\n"
                                '#include "models/items/list.h"\n',
    "resources/resources.qrc": "<!-- SPDX-License-Identifier: GPL-3.0-or-later -->\n"
                               '<file alias="a.svg">icons/ui/a.svg</file>\n',
    "resources/icons/ui/a.svg": "<!-- SPDX-License-Identifier: GPL-3.0-or-later -->\n"
                                '<svg fill="none" stroke="#000"/>\n',
    "build/ui/generated.h": '#include "api/transport.h"\n',
}

SPDX = "// SPDX-License-Identifier: GPL-3.0-or-later\n"
# Each is planted alone in the clean tree: rule, path, content, line of the violation.
PLANTED = [
    ("arrow", "ui/bad.cpp", SPDX + '#include "api/transport.h"\n', 2),
    ("arrow", "ui/bad.cpp", SPDX + '#include "models/store/store.h"\n', 2),
    ("arrow", "ui/bad.cpp", SPDX + '#  include <models/sync/outbox.h>\n', 2),
    ("arrow", "ui/bad.cpp", SPDX + '#include "app/session.h"\n', 2),
    ("arrow", "ui/bad.cpp", SPDX + '#include "../api/transport.h"\n', 2),
    ("arrow", "ui/bad.cpp", SPDX + '#include "good.h"\n', 2),
    ("arrow", "ui/bad.cpp", SPDX + '#include "tests/support/fake.h"\n', 2),
    ("arrow", "models/items/bad.cpp", SPDX + '#include "ui/good.h"\n', 2),
    ("arrow", "models/items/bad.cpp", SPDX + '#include "models/store/store.h"\n', 2),
    ("arrow", "models/sync/bad.cpp", SPDX + '\n#include "models/items/list.h"\n', 3),
    ("arrow", "models/store/bad.cpp", SPDX + '#include "api/generated/resources.h"\n', 2),
    ("arrow", "models/domain/bad.cpp", SPDX + '#include "api/error.h"\n', 2),
    ("arrow", "api/bad/bad.cpp", SPDX + '#include "models/domain/error.h"\n', 2),
    ("arrow", "models/base/bad.cpp", SPDX + '#include "models/domain/error.h"\n', 2),
    ("arrow", "models/items/bad.cpp", SPDX + '#include "models/base/mailbox.h"\n', 2),
    ("arrow", "tests/emulator/bad.cpp", SPDX + '#include "models/domain/ids.h"\n', 2),
    ("arrow", "tests/emulator/bad.cpp", SPDX + '#include "api/generated/methods.h"\n', 2),
    ("arrow", "tests/emulator/bad.cpp", SPDX + '#include "tests/support/fake.h"\n', 2),
    ("arrow", "tests/flow/bad.cpp", SPDX + '#include "tests/emulator/world.h"\n', 2),
    ("arrow", "tests/items/bad.cpp", SPDX + '#include "models/store/store.h"\n', 2),
    ("arrow", "models/items/CMakeLists.txt",
     "# SPDX-License-Identifier: GPL-3.0-or-later\n"
     "linnet_layer(linnet_items SOURCES list.cpp LINKS linnet_store)\n", 2),
    ("link-gate", "ui/bad.cpp", SPDX + "void f() { QDesktopServices::openUrl(u); }\n", 2),
    ("link-gate", "ui/bad.cpp",
     SPDX + "// arrows: allow link-gate: no\nvoid f() { QDesktopServices::openUrl(u); }\n", 3),
    ("link-gate", "api/bad/linkgate.cpp", SPDX + "void f() { QDesktopServices::openUrl(u); }\n", 2),
    ("rich-text", "ui/bad.cpp", SPDX + "\nvoid f() { l->setTextFormat(Qt::RichText); }\n", 3),
    ("rich-text", "app/x/bad.cpp", SPDX + "void f() { l->setTextFormat(Qt::AutoText); }\n", 2),
    ("rich-text", "ui/bad.cpp", SPDX + "void f() { document.setHtml(text); }\n", 2),
    ("user-input-url", "ui/bad.cpp", SPDX + "auto u = QUrl::fromUserInput(text);\n", 2),
    ("ssl-errors", "api/bad/bad.cpp", SPDX + "void f() { reply->ignoreSslErrors(); }\n", 2),
    ("model-reset", "models/items/bad.cpp", SPDX + "void f() { beginResetModel(); }\n", 2),
    ("model-reset", "models/items/bad.cpp",
     SPDX + "// arrows: allow model-reset:\nvoid f() { beginResetModel(); }\n", 3),
    ("sleep", "tests/flow/bad.cpp", SPDX + "void f() { QTest::qSleep(100); }\n", 2),
    ("singleton", "ui/bad.h", SPDX + "#pragma once\nstatic Thing *instance();\n", 3),
    ("class-name", "ui/bad.h", SPDX + "#pragma once\nclass Manager;\n", 3),
    ("todo", "ui/bad.cpp", SPDX + "int a; // TODO: b\n", 2),
    ("todo", "ui/bad.cpp", SPDX + "/* first\n   FIXME */\n", 3),
    ("licence", "ui/bad.cpp", "int a;\n", 1),
    ("licence", "packaging/script", "#!/bin/sh\ntrue\n", 1),
    ("licence", "resources/other.svg", "<svg/>\n", 1),
    ("pragma-once", "ui/bad.h", SPDX + "// #pragma once\nclass A;\n", 1),
    ("readme", "app/bad.cpp", SPDX, 1),
    ("readme", "tests/flow/CMakeLists.txt",
     "# SPDX-License-Identifier: GPL-3.0-or-later\n", 1),
    ("icon-list", "resources/icons/ui/b.svg",
     "<!-- SPDX-License-Identifier: GPL-3.0-or-later -->\n", 1),
    ("icon-colour", "resources/icons/ui/a.svg",
     '<!-- SPDX-License-Identifier: GPL-3.0-or-later -->\n<svg fill="red"/>\n', 2),
]


def check_tree(files):
    with tempfile.TemporaryDirectory() as folder:
        for path, content in files.items():
            file = pathlib.Path(folder, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content, encoding="utf-8")
        checker = Checker(folder)
        checker.run()
        return checker


def self_test():
    failures = []
    clean = check_tree(CLEAN).violations
    if clean:
        failures.append(f"the clean tree is complained about: {clean}")
    for rule, path, content, line in PLANTED:
        found = [(p, l, r) for p, l, r, _ in check_tree(CLEAN | {path: content}).violations]
        where = path.rpartition("/")[0] if rule == "readme" else path
        where = "resources/resources.qrc" if rule == "icon-list" else where
        if found != [(where, line, rule)]:
            failures.append(f"{rule} in {path}: expected it on line {line}, found {found}")
    unproven = {rule for rule, *_ in CALLS} - {rule for rule, *_ in PLANTED}
    if unproven:
        failures.append(f"rules without a planted violation: {sorted(unproven)}")
    long_file = check_tree(CLEAN | {"ui/long.cpp": SPDX + "\n" * LONG_FILE})
    if long_file.violations or [p for p, _ in long_file.long_files] != ["ui/long.cpp"]:
        failures.append("a long file must be listed, and only listed")
    for failure in failures:
        print(failure)
    print(f"{len(PLANTED)} planted violations, {len(failures)} failures")
    return 1 if failures else 0


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    if sys.argv[1] == "--self-test":
        return self_test()
    checker = Checker(sys.argv[1])
    checker.run()
    for path, length in checker.long_files:
        print(f"{path}: {length} lines; a second room may be due")
    for path, line, rule, words in checker.violations:
        print(f"{path}:{line}: [{rule}] {words}")
    print(f"{len(checker.violations)} violations")
    return 1 if checker.violations else 0


if __name__ == "__main__":
    sys.exit(main())
