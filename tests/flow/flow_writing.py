#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything one does with a text: mention, format, quote, react, edit, delete, attach, reply."""
import contextlib

from linnetflow import run, until
from linnetflow.things import text_of
from linnetflow.waiting import NotInTime

SPACE = "Release 4.2"
PATIENCE = 40  # seconds; a busy machine is no failure


def messages(flow):
    return flow.emulator.space(SPACE)["messages"]


def arrived(flow, *words):
    """The message with these words in its text, once the service has it; there is one only."""
    found = until(lambda: [m for m in messages(flow) if all(w in m.get("text", "") for w in words)],
                  lambda: f"the service has {words}; it has {flow.emulator.texts(SPACE)[-3:]}",
                  PATIENCE)
    assert len(found) == 1, found
    return found[0]


def composed(window, *words):
    until(lambda: all(w in window.text("Message composer") for w in words),
          lambda: f"the composer has {words}; it has {window.text('Message composer')!r}", PATIENCE)


def say(flow, window, words):
    text = flow.unique(words)
    window.focus("Message composer")
    window.type(text)
    composed(window, text)
    window.keys("Return")
    found = arrived(flow, text)
    # The window knows a little later that it was sent: what can be done to it depends on that.
    head = lambda: window.wait_row("Messages", text, PATIENCE).split(": ")[0]
    until(lambda: not any(w in head() for w in ("sending", "waiting", "sent")),
          lambda: f"“{text}” is sent: {head()}", PATIENCE)
    return found


def mention(flow, window):
    people = {u["name"]: u for u in flow.emulator.state()["users"]}
    me = flow.emulator.state()["self"]
    members = [m["member"]["name"] for m in flow.emulator.space(SPACE)["members"] if "member" in m]
    person = next(people[m] for m in members if m != me and people[m].get("type") != "BOT")
    name = person["displayName"]
    with flow.step(f"“@” and some letters offer {name}; Tab takes the name"):
        text = flow.unique("please look")
        window.focus("Message composer")
        window.type("@" + name.split()[0][:3].lower())
        until(lambda: any(r.startswith(name) for r in window.rows("Suggestions")),
              lambda: f"{name} is offered; offered: {window.rows('Suggestions')}", PATIENCE)
        at = next(i for i, r in enumerate(window.rows("Suggestions")) if r.startswith(name))
        window.keys(*["Down"] * at, "Tab")
        composed(window, f"@{name} ")
        window.type(text)
        composed(window, f"@{name} {text}")
        window.keys("Return")
        sent = arrived(flow, text)
        mentioned = [a["userMention"]["user"]["name"] for a in sent.get("annotations", [])
                     if a["type"] == "USER_MENTION"]
        assert mentioned == [person["name"]], sent
        assert f"<{person['name']}>" in sent["formattedText"], sent


def formats(flow, window):
    with flow.step("the bar and the habits of Markdown make formats, and leave no signs behind"):
        text = flow.unique("so")
        window.focus("Message composer")
        window.press("Bold")
        window.type("loud")
        composed(window, "loud")
        window.press("Bold")
        window.type(" and **strong** and ~~gone~~ " + text)
        composed(window, f"loud and strong and gone {text}")
        window.keys("Return")
        sent = arrived(flow, text)
        assert sent["text"] == f"loud and strong and gone {text}", sent
        assert sent["formattedText"] == f"*loud* and *strong* and ~gone~ {text}", sent


def quote(flow, window):
    with flow.step("Q on a message quotes it, as it is at this time"):
        quoted = next(m for m in reversed(messages(flow))
                      if not m.get("threadReply") and m.get("text") and "deleteTime" not in m)
        window.go_to_row("Messages", " ".join(quoted["text"].split())[:40])
        window.keys("q")
        window.wait_says("Quoting", seconds=PATIENCE)
        text = flow.unique("That is right")
        window.focus("Message composer")
        window.type(text)
        composed(window, text)
        window.keys("Return")
        sent = arrived(flow, text)
        about = sent["quotedMessageMetadata"]
        assert about["name"] == quoted["name"], sent
        assert about["lastUpdateTime"] == quoted.get("lastUpdateTime", quoted["createTime"]), sent
        window.wait_silent("Quoting", seconds=PATIENCE)


def react(flow, window):
    with flow.step("X on a message, a word to search by and Enter react to it"):
        target = say(flow, window, "Who is in")
        window.go_to_row("Messages", target["text"])
        window.keys("x")
        field = window.wait_focused("Search emoji", PATIENCE)
        window.type("tada")
        until(lambda: text_of(field) == "tada", "the word stands there", PATIENCE)
        window.keys("Return")
        mine = lambda: [r["emoji"].get("unicode") for m in messages(flow)
                        if m["name"] == target["name"] for r in m.get("reactions", [])]
        until(lambda: mine() == ["\U0001F389"], lambda: f"the service has it: {mine()}", PATIENCE)
        until(lambda: "one reaction" in window.wait_row("Messages", target["text"]),
              lambda: "the row tells it: " + window.wait_row("Messages", target["text"]), PATIENCE)


def edit(flow, window):
    with flow.step("Up in the empty composer edits one's last message"):
        target = say(flow, window, "With a mistaek")
        better = flow.unique("better")
        window.focus("Message composer")
        window.keys("Up")
        composed(window, target["text"])
        window.wait_says("Editing", seconds=PATIENCE)
        window.type(", " + better)
        composed(window, f"{target['text']}, {better}")
        window.keys("Return")
        changed = lambda: next(m for m in messages(flow) if m["name"] == target["name"])
        until(lambda: changed()["text"] == f"{target['text']}, {better}",
              lambda: f"the service has the new text: {changed()}", PATIENCE)
        assert changed()["lastUpdateTime"] > target["createTime"], changed()
        until(lambda: window.text("Message composer") == "", "the composer is empty", PATIENCE)


def delete(flow, window):
    def gone(message):
        return "deleteTime" in next(m for m in messages(flow) if m["name"] == message["name"])

    def remove(message):
        window.go_to_row("Messages", message["text"])
        window.keys("Delete")

    def removed_and_undone():
        """There are some seconds for it; a very busy machine may be too late."""
        kept = say(flow, window, "Nearly deleted")
        remove(kept)
        with contextlib.suppress(NotInTime):
            window.press("Undo", seconds=10)
        window.wait_silent("deleted for everyone", seconds=PATIENCE)
        until(lambda: gone(kept) or window.row("Messages", kept["text"], 40),
              "it is there again, or it was too late", PATIENCE)
        return None if gone(kept) else kept
    with flow.step("a deletion can be undone"):
        kept = removed_and_undone() or removed_and_undone() or removed_and_undone()
        assert kept, "three times too late"
    with flow.step("one that is not undone reaches the service after a while, the other never"):
        target = say(flow, window, "Not for long")
        remove(target)
        window.wait_says("deleted for everyone", seconds=PATIENCE)
        until(lambda: gone(target), "the service has deleted it", PATIENCE)
        until(lambda: not window.row("Messages", target["text"], 40), "the text is gone", PATIENCE)
        assert not gone(kept) and not flow.emulator.log("DELETE", kept["name"]), kept


def attach(flow, window):
    with flow.step("a file that is chosen goes with the message"):
        file = flow.scratch / "minutes of friday.txt"
        file.write_text("ladder, hooks, tea\n")
        window.focus("Message composer")
        window.press("Attach files…")
        window.get("File name:", seconds=PATIENCE)
        window.type(str(file))
        until(lambda: window.text("File name:") == str(file), "the path stands there", PATIENCE)
        window.keys("Return")
        window.get(f"Remove {file.name}", seconds=PATIENCE)
        text = flow.unique("Here they are")
        window.focus("Message composer")
        window.type(text)
        composed(window, text)
        window.keys("Return")
        sent = arrived(flow, text)
        assert [a["contentName"] for a in sent["attachment"]] == [file.name], sent
        until(lambda: not window.find(f"Remove {file.name}"), "the strip is empty", PATIENCE)


def reply(flow, window):
    with flow.step("R on a message replies in its thread; where it goes is said all the time"):
        root = say(flow, window, "Who takes the ladder")
        window.go_to_row("Messages", root["text"])
        window.keys("r")
        window.get("Close thread", seconds=PATIENCE)
        text = flow.unique("I do")
        window.wait_says("Reply in this thread", SPACE, seconds=PATIENCE)
        window.focus_within("Thread", "Message composer")
        window.type(text)
        window.keys("Return")
        sent = arrived(flow, text)
        assert sent.get("threadReply") and sent["thread"]["name"] == root["thread"]["name"], sent
        until(lambda: any(text in row for row in window.thread_rows()), "the thread shows it",
              PATIENCE)
        until(lambda: "one reply" in window.wait_row("Messages", root["text"]),
              lambda: "the root counts it: " + window.wait_row("Messages", root["text"]), PATIENCE)


def main(flow):
    window = flow.signed_in()
    window.activate()
    window.open_conversation(SPACE)
    mention(flow, window)
    formats(flow, window)
    quote(flow, window)
    react(flow, window)
    edit(flow, window)
    delete(flow, window)
    attach(flow, window)
    reply(flow, window)
    flow.picture("end")


if __name__ == "__main__":
    run(main)
