# SPDX-License-Identifier: GPL-3.0-or-later
"""What one account wrote, as its core told, and the verdict on what became of it."""
import collections
import datetime
import re

NUMBER = re.compile(r"^\d+\.\d+$")
KINDS = ("lost", "doubled", "disordered", "edits lost", "deletions lost", "reactions lost",
         "read states lost", "cache differs", "other")


def order(number):
    """The numbers of what was written, in the order of writing."""
    life, count = number.split(".")
    return int(life), int(count)


def microseconds(rfc3339):
    """Since 1970, exactly."""
    whole, _, fraction = rfc3339.rstrip("Z").partition(".")
    then = datetime.datetime.fromisoformat(whole + "+00:00")
    return int(then.timestamp()) * 1_000_000 + int(fraction.ljust(6, "0")[:6] or 0)


class Ledger:
    def __init__(self):
        self.written = {}  # number: words
        self.committed = set()
        self.complaints = []  # of the cores themselves
        self.cache = []  # (message, text) at the end
        self.drained = False

    def hear(self, line):
        kind, _, rest = line.partition(" ")
        if kind == "i":
            number, *words = rest.split(" ")
            self.written[number] = words
        elif kind == "a":
            self.committed.add(rest)
        elif kind == "c":
            message, _, text = rest.partition(" ")
            self.cache.append((message, text))
        elif kind == "drained":
            self.drained = True
        elif kind == "x":
            self.complaints.append(rest)
        else:
            self.complaints.append("said " + line)

    def committed_count(self, verb=None):
        return sum(1 for number in self.committed
                   if verb is None or self.written[number][0] == verb)

    def _of(self, verb):
        """(number, rest of the words) of all that was written so, in order."""
        return [(number, self.written[number][1:])
                for number in sorted(self.written, key=order) if self.written[number][0] == verb]

    def _possible(self, numbers):
        """Which of these, in order, may be the last that took effect: the last one committed, or
        one that was begun after it. None: perhaps none of them."""
        last = max((i for i, number in enumerate(numbers) if number in self.committed), default=-1)
        return ([None] if last < 0 else []) + numbers[max(last, 0):]

    def judge(self, me, spaces):
        """Compares with the truth, by space name; complaints by kind."""
        self._found = collections.defaultdict(list)
        self._me = me
        self._messages = {}  # word: messages of that text, of whoever
        for space in spaces.values():
            for message in space["messages"]:
                if "deleteTime" in message or "deletionMetadata" in message:
                    continue
                word = message.get("text", "").split(" ")[0]
                self._messages.setdefault(word, []).append(message)
        self._judge_texts()
        self._judge_order()
        self._judge_reactions()
        self._judge_read_states(spaces)
        self._judge_cache()
        excused = self._written_after_removal()
        for complaint in self.complaints:
            # An edit or reaction, and the service has no such message.
            if excused > 0 and re.match(r"refused [134] 16$", complaint):
                excused -= 1
            else:
                self._found["other"].append(complaint)
        return self._found

    def _written_after_removal(self):
        """A message whose removal has to wait, because it may be on its way, still shows: what is
        written about it afterwards is refused, and has to be."""
        removed, count = set(), 0
        for number in sorted(self.written, key=order):
            verb, *words = self.written[number]
            if verb == "remove":
                removed.add(words[0])
            elif verb in ("edit", "react") and words[0] in removed:
                count += 1
        return count

    def _judge_texts(self):
        edits = collections.defaultdict(list)
        for number, (word,) in self._of("edit"):
            edits[word].append(number)
        removed = {word: number for number, (word,) in self._of("remove")}
        for number, _ in self._of("send"):
            there = self._messages.get(number, [])
            if len(there) > 1:
                self._found["doubled"].append(number)
            if not there and number in self.committed and number not in removed:
                self._found["lost"].append(number)
            if there and removed.get(number) in self.committed:
                self._found["deletions lost"].append(number)
            if len(there) != 1:
                continue
            self._judge_content(number, there[0])
            second = (there[0]["text"].split(" ") + [""])[1]
            version = second if NUMBER.match(second) else None
            if version not in self._possible(edits[number]):
                self._found["edits lost"].append(f"{number} is {version}, not one of "
                                                 f"{self._possible(edits[number])}")
        known = {number for number, _ in self._of("send")}
        for word, messages in self._messages.items():
            if NUMBER.match(word) and word not in known:
                self._found["other"].append(f"nobody wrote {word} {messages[0]['name']}")

    def _judge_content(self, number, message):
        """Its files, in order, and what it quotes."""
        files, quoted = self.written[number][3:5]
        names = [attachment.get("contentName") for attachment in message.get("attachment", [])]
        if names != [f"{number}-{file}.txt" for file in range(int(files))]:
            self._found["lost"].append(f"files of {number}: {names}, not {files}")
        quote = message.get("quotedMessageMetadata", {}).get("name", "-")
        if quote != quoted:
            self._found["lost"].append(f"{number} quotes {quote}, not {quoted}")

    def _judge_order(self):
        """A message that was edited before it left counts as written then, so edited ones are left
        out."""
        edited = {words[0] for _, words in self._of("edit")}
        lanes = collections.defaultdict(list)
        for number, (space, thread, *_) in self._of("send"):
            if number not in edited:
                for message in self._messages.get(number, [])[:1]:
                    lanes[space, thread].append((message["createTime"], number))
        for lane in lanes.values():
            latest = (0, 0)
            for _, number in sorted(lane, key=lambda pair: microseconds(pair[0])):
                if order(number) < latest:
                    self._found["disordered"].append(number)
                latest = max(latest, order(number))

    def _judge_reactions(self):
        wanted = collections.defaultdict(list)
        for number, (word, emoji, on) in self._of("react"):
            wanted[word, emoji].append((number, on == "on"))
        for (word, emoji), ops in wanted.items():
            states = dict(ops)
            allowed = {states.get(number, False)
                       for number in self._possible([number for number, _ in ops])}
            for message in self._messages.get(word, [])[:1]:
                is_on = any(r["user"]["name"] == self._me and r["emoji"].get("unicode") == emoji
                            for r in message.get("reactions", []))
                if is_on not in allowed:
                    self._found["reactions lost"].append(f"{emoji} on {word} is {is_on}")

    def _judge_read_states(self, spaces):
        wanted = collections.defaultdict(list)
        for number, (space, time) in self._of("read"):
            wanted[space].append((number, int(time)))
        for name, ops in wanted.items():
            states = dict(ops)
            allowed = {states.get(number, 0)
                       for number in self._possible([number for number, _ in ops])}
            state = spaces[name]["readStates"].get(self._me.split("/")[1], {})
            time = state.get("lastReadTime")
            found = microseconds(time) if time else 0
            if found not in allowed and not (found <= 0 in allowed):
                self._found["read states lost"].append(f"{name}: {found} not in {allowed}")

    def _judge_cache(self):
        """What the program shows is what the service has, once."""
        seen = collections.Counter(message for message, _ in self.cache)
        by_word = collections.Counter(text.split(" ")[0] for _, text in self.cache)
        for message, count in seen.items():
            if count > 1 and not self._is_root(message):
                self._found["cache differs"].append(f"{message} twice")
        truth = {m["name"]: m for messages in self._messages.values() for m in messages}
        for message, text in self.cache:
            if NUMBER.match(text.split(" ")[0]) and by_word[text.split(" ")[0]] > 1:
                self._found["cache differs"].append(f"{text.split(' ')[0]} twice")
            if message not in truth:
                self._found["cache differs"].append(f"{message} is not there ({text[:20]})")
            elif truth[message]["text"].split(" ")[:2] != text.split(" ")[:2] \
                    and not truth[message]["text"].startswith(text):
                self._found["cache differs"].append(f"{message} is {text[:30]}")

    def _is_root(self, message):
        """A thread's first message shows at the top level and in the thread."""
        return any(m["name"] == message and not m.get("threadReply")
                   for messages in self._messages.values() for m in messages)
