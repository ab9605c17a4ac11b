#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Older messages, threads, drafts: a long space is read upwards, answered in a thread, left."""
from linnetflow import run, until

LONG, THREADED = "Workshop floor", "Web shop"
OLDER = 250


def words(message):
    return " ".join(message.get("text", "").split())


def main_line(flow, space):
    return [m for m in flow.emulator.space(space)["messages"] if not m.get("threadReply")]


def upwards(flow, window):
    truth = [words(m) for m in main_line(flow, LONG)]
    with flow.step(f"Home brings more than {OLDER} older messages, none missing or doubled"):
        window.open_conversation(LONG)
        window.wait_row("Messages", truth[-1])

        window.focus("Messages")

        def enough():
            window.keys("Home")
            return window.size_of("Messages") > OLDER
        until(enough, lambda: f"older messages; so far {window.size_of('Messages')}", 60)
        window.wait_rest("Messages")
        rows = [r.split(": ", 1)[1] for r in window.rows("Messages") if ": " in r]
        # What was loaded is a piece of the truth without a hole.
        last = len(rows)
        newest = max(i for i, t in enumerate(truth) if t.startswith(rows[-1].rstrip("…")))
        expected = truth[newest - last + 1:newest + 1]
        wrong = [(a, b) for a, b in zip(rows, expected) if not b.startswith(a.rstrip("…"))]
        assert not wrong, f"{len(wrong)} rows are not the truth's: {wrong[:3]}"
    with flow.step("a message that arrives meanwhile does not move what is read"):
        seen = window.visible_rows("Messages")
        text = flow.unique("Meanwhile below")
        flow.emulator.act("message", space=LONG, user="Lukas", text=text)
        until(lambda: text in window.conversation(LONG), "the list tells of it")
        window.wait_rest("Messages")
        now = window.visible_rows("Messages")
        assert now == seen, f"not the same rows at the same places: {seen} and now {now}"
    with flow.step("Ctrl+End leads back to the newest"):
        window.keys("ctrl+End")
        window.wait_row("Messages", text)


def thread(flow, window):
    root = next(m for m in reversed(main_line(flow, THREADED)) if "2 repl" in str(m) or any(
        r["thread"]["name"] == m["thread"]["name"] and r.get("threadReply")
        for r in flow.emulator.space(THREADED)["messages"]))
    with flow.step("a thread opens beside the timeline, with its replies"):
        window.open_conversation(THREADED)
        window.wait_row("Messages", words(root))
        window.go_to_row("Messages", words(root))
        window.keys("Return")
        window.get("Close thread")
        replies = [words(m) for m in flow.emulator.space(THREADED)["messages"]
                   if m["thread"]["name"] == root["thread"]["name"] and m.get("threadReply")]
        for reply in replies:
            until(lambda reply=reply: any(reply in row for row in window.thread_rows()),
                  lambda: f"“{reply}” in the thread; there: {window.thread_rows()}")
    with flow.step("a reply goes to the thread, and nowhere else"):
        text = flow.unique("Answered in the thread")
        window.keys("F6")
        window.focus_within("Thread", "Message composer")
        window.type(text)
        window.keys("Return")
        arrived = until(lambda: [m for m in flow.emulator.space(THREADED)["messages"]
                                 if m.get("text") == text], "the service has it")
        assert len(arrived) == 1 and arrived[0]["thread"]["name"] == root["thread"]["name"], arrived
        assert arrived[0].get("threadReply"), arrived
        until(lambda: any(text in row for row in window.thread_rows()), "the thread shows it")
        until(lambda: f"{len(replies) + 1} replies" in window.wait_row("Messages", words(root)),
              lambda: "the root counts it: " + window.wait_row("Messages", words(root)))
        window.press("Close thread")
        until(lambda: not window.find("Close thread"), "the thread is closed")


def no_threads(flow, window):
    with flow.step("a direct message has no threads, and offers none"):
        window.open_conversation("Mira Okafor")
        window.wait_row("Messages", "Are you in the building")
        window.click_row("Messages", "Are you in the building", button=3)
        entries = until(window.menu, "a menu")
        assert "Copy text" in entries and "Reply in thread" not in entries, entries
        window.keys("Escape")


def drafts(flow, window):
    with flow.step("what is half written, and what it quotes, stays with its conversation, also through kill -9"):
        text = flow.unique("Half written here")
        window.open_conversation(THREADED)
        window.focus("Message composer")
        window.type(text)
        until(lambda: "draft" in window.conversation(THREADED), "the list marks the draft")
        window.keys("ctrl+Up")
        window.wait_says("Quoting")
        window.open_conversation(LONG)
        window.wait_silent("Quoting")
        assert window.text("Message composer") == "", "a draft follows into another conversation"
        flow.linnet.kill()
        window = flow.linnet.start(*flow.to_emulator())
        window.get("Conversations")
        window.activate()
        window.open_conversation(THREADED)
        until(lambda: window.text("Message composer") == text, "the draft is there again")
        window.wait_says("Quoting")
    return window


def cache_first(flow):
    with flow.step("started from the cache, conversations are there before the first answer"):
        flow.linnet.kill()
        # No answer comes before the patience of everything below has an end.
        flow.emulator.act("latency", ms=600_000)
        window = flow.linnet.start(*flow.to_emulator())
        until(lambda: len(window.rows("Conversations")) == len(flow.emulator.state()["spaces"]),
              "all conversations are there")
        window.activate()
        window.open_conversation(LONG)
        window.wait_row("Messages", "Meanwhile below")


def main(flow):
    window = flow.signed_in("--no-quota")
    window.activate()
    upwards(flow, window)
    thread(flow, window)
    no_threads(flow, window)
    drafts(flow, window)
    cache_first(flow)


if __name__ == "__main__":
    run(main)
