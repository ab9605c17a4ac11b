#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the table of emoji: order, groups and skin tones from Unicode's emoji-test.txt, the short
names that people type from the package python3-emoji (a dictionary in a file; nothing of it runs).

usage: emojitable.py OUTPUT.cpp EMOJI_TEST_TXT DATA_DICT_PY
"""
import re
import runpy
import sys

GROUPS = {
    "Smileys & Emotion": "Smileys", "People & Body": "People", "Animals & Nature": "Animals",
    "Food & Drink": "Food", "Travel & Places": "Travel", "Activities": "Activities",
    "Objects": "Objects", "Symbols": "Symbols", "Flags": "Flags",
}
TONES = ["light", "medium-light", "medium", "medium-dark", "dark"]
TONE = re.compile(r"(%s) skin tone" % "|".join(sorted(TONES, key=len, reverse=True)))
LINE = re.compile(r"([0-9A-F ]+?)\s*; fully-qualified\s*# \S+ E[0-9.]+ (.*)")


def split_tone(name):
    """("man: red hair", 0) of "man: light skin tone, red hair"; tone -1: none, None: several."""
    tones = TONE.findall(name)
    if not tones:
        return name, -1
    if len(tones) > 1:
        return name, None
    head, _, tail = name.partition(": ")
    rest = [part for part in tail.split(", ") if not TONE.fullmatch(part)]
    return head + (": " + ", ".join(rest) if rest else ""), TONES.index(tones[0])


def read(path):
    entries, variants, group = [], {}, None
    for line in open(path, encoding="utf-8"):
        if line.startswith("# group: "):
            group = GROUPS.get(line[len("# group: "):].strip())
        match = LINE.match(line)
        if not match or not group:
            continue
        text = "".join(chr(int(code, 16)) for code in match[1].split())
        base, tone = split_tone(match[2].strip())
        if tone == -1:
            entries.append((text, base, group))
        elif tone is not None:
            variants.setdefault(base, {})[tone] = text
    return entries, variants


def short_names(text, name, known):
    """Lower case, words joined by underscores; what people type first."""
    entry = known.get(text) or known.get(text.replace("\ufe0f", "")) or {}
    names = [alias.strip(":") for alias in entry.get("alias", [])]
    names.append(entry.get("en", name).strip(":"))
    names.append(name)
    clean = []
    for each in names:
        each = each.replace("’", "").replace("'", "").replace("ñ", "n").replace("&", "and")
        each = re.sub(r"_+", "_", re.sub(r"[^\w+-]+", "_", each.lower())).strip("_")
        each = each.removeprefix("flag_for_")
        if each and each not in clean:
            clean.append(each)
    return clean


def literal(text):
    units = text.encode("utf-16-be")
    return 'u"' + "".join("\\x%04x" % int.from_bytes(units[i:i + 2], "big")
                          for i in range(0, len(units), 2)) + '"'


def main(output, emoji_test, data_dict):
    entries, variants = read(emoji_test)
    known = runpy.run_path(data_dict)["EMOJI_DATA"]
    with open(output, "w", encoding="utf-8") as out:
        out.write('// Made by emojitable.py.\n#include "models/domain/emojitable.h"\n\n'
                  "namespace linnet {\nnamespace {\nusing enum EmojiGroup;\n"
                  "constexpr EmojiEntry table[] = {\n")
        for text, name, group in entries:
            tones = variants.get(name, {})
            whole = len(tones) == len(TONES)
            toned = ", ".join(literal(tones[i]) for i in range(5)) if whole else ""
            out.write('    {%s, "%s", u"%s", %s, {%s}},\n' % (
                literal(text), name.replace('"', ""),
                " ".join(short_names(text, name, known)), group, toned))
        out.write("};\n}\nstd::span<const EmojiEntry> emojiTable()\n{\n    return table;\n}\n}\n")


main(*sys.argv[1:])
