#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sign in with a device code, read, write, be written to, mark read and unread."""
from linnetflow import run, until

QUIET, UNREAD = "Lunch", "Web shop"


def my_read_time(emulator, space):
    me = emulator.state()["self"].split("/")[1]
    return emulator.space(space)["readStates"][me]["lastReadTime"]


def head(sentence):
    """The part of a conversation's sentence before its preview."""
    return sentence.split(": ")[0]


def expected_names(state):
    """How the list has to begin the sentence of each conversation, and whether it is unread."""
    me = state["self"]
    people = {u["name"]: u.get("displayName", "") for u in state["users"]}
    for space in state["spaces"]:
        others = [m["member"]["name"] for m in space["members"]
                  if "member" in m and m["member"]["name"] != me]
        read = space["readStates"].get(me.split("/")[1], {}).get("lastReadTime", "")
        unread = any(m["createTime"] > read and m["sender"]["name"] != me
                     and "deleteTime" not in m and not m.get("silent")
                     for m in space["messages"])
        if space["spaceType"] == "SPACE":
            yield f"{space['displayName']}, space", unread
        elif space["spaceType"] == "DIRECT_MESSAGE":
            yield f"{people[others[0]]}, ", unread
        else:
            yield ", ".join(people[o].split()[0] for o in others), unread


def begins(row, names):
    """Group chats name their members in an order of the program's own."""
    return row.startswith(names) or ("group chat" in row and all(
        name in row.split(", group chat")[0] for name in names.split(", ")))


def sign_in(flow):
    with flow.step("the page shows the code that the service waits for"):
        flow.emulator.start(auto_approve=False)
        window = flow.linnet.start(*flow.to_emulator(), "--sign-in")
        window.get("Copy code")
        code = flow.emulator.act("codes")["userCodes"][0]
        window.wait_says(code)
        window.wait_says("127.0.0.1")  # the address to open
    with flow.step("the code is approved: the conversations appear"):
        flow.emulator.act("approve", userCode=code)
        window.get("Conversations")
    return window


def conversations(flow, window):
    state = flow.emulator.state()
    expected = list(expected_names(state))
    with flow.step(f"all {len(expected)} conversations are there by name"):
        def missing():
            rows = window.rows("Conversations")
            return [name for name, _ in expected if not any(begins(r, name) for r in rows)]
        until(lambda: not missing(), lambda: f"conversations: {missing()} missing among "
              f"{window.rows('Conversations')}", 20)
    with flow.step("unread ones are marked, and first within their section"):
        def wrong():
            rows = window.rows("Conversations")
            return [(name, unread) for name, unread in expected
                    if unread != any("unread" in head(r) for r in rows if begins(r, name))]
        until(lambda: not wrong(), lambda: f"unread marks: {wrong()} are not so")
        for kind in (lambda r: ", space" in r, lambda r: ", space" not in r):
            marks = ["unread" in head(r) for r in window.rows("Conversations") if kind(r)]
            assert marks == sorted(marks, reverse=True), "unread ones do not come first"


def read(flow, window):
    with flow.step(f"“{QUIET}” shows every message of the truth"):
        window.open_conversation(QUIET)
        texts = [" ".join(t.split()) for t in flow.emulator.texts(QUIET) if t]

        def missing():
            rows = window.rows("Messages")
            return [t for t in texts
                    if not any(r.endswith(t) or f": {t}, card: " in r for r in rows)]
        until(lambda: not missing(), lambda: f"messages missing: {missing()}; there: "
              f"{window.rows('Messages')}")
        shown = [r for r in window.rows("Messages") if any(r.endswith(t) for t in texts)]
        order = [next(i for i, t in enumerate(texts) if r.endswith(t)) for r in shown]
        assert order == sorted(order), f"messages are out of order: {shown}"


def write(flow, window):
    for words, how in (("Written with Enter", None), ("Written with the button", "Send")):
        with flow.step(words):
            text = flow.unique(words)
            window.say(text, how)
            window.wait_row("Messages", text)
            until(lambda: flow.emulator.texts(QUIET).count(text) == 1, "the service has it")
            assert window.text("Message composer") == "", "the composer is not empty"
    with flow.step("Shift+Enter begins a new line"):
        text = flow.unique("First line")
        window.focus("Message composer")
        window.type(text)
        window.keys("shift+Return")
        window.type("second line")
        until(lambda: window.text("Message composer") == f"{text}\nsecond line", "two lines")
        window.keys("Return")
        until(lambda: f"{text}\nsecond line" in flow.emulator.texts(QUIET), "the service has both")


def be_written_to(flow, window):
    with flow.step("what a colleague writes shows by itself"):
        text = flow.unique("From a colleague")
        flow.emulator.act("message", space=QUIET, user="Sam", text=text)
        window.wait_row("Messages", text)


def mark(flow, window):
    # The newest of the timeline itself: replies are in their threads, and read with them.
    shown = [m for m in flow.emulator.space(UNREAD)["messages"]
             if "deleteTime" not in m and not m.get("threadReply")][-1]
    with flow.step(f"opening “{UNREAD}” marks it read, here and at the service"):
        window.open_conversation(UNREAD)
        until(lambda: my_read_time(flow.emulator, UNREAD) >= shown["createTime"],
              "the service knows that it is read")
        until(lambda: "unread" not in head(window.conversation(UNREAD)), "the list shows it read")
    with flow.step("“Mark unread from here” does what it says"):
        window.click_row("Messages", " ".join(shown["text"].split()), button=3)
        window.choose("Mark unread from here")
        until(lambda: my_read_time(flow.emulator, UNREAD) < shown["createTime"],
              "the service knows that it is unread")
        until(lambda: "unread" in head(window.conversation(UNREAD)), "the list shows it unread")


def main(flow):
    window = sign_in(flow)
    window.activate()
    conversations(flow, window)
    read(flow, window)
    write(flow, window)
    be_written_to(flow, window)
    mark(flow, window)
    flow.picture("end")


if __name__ == "__main__":
    run(main)
