#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A message is refused: it stays, says so, and can be sent again, changed or thrown away."""
from linnetflow import run, until

SPACE = "Lunch"
REFUSED = {"match": "^POST /v1/spaces/[^/]+/messages$", "kind": 403}


def refused(flow, window):
    text = flow.unique("Nobody wants this")
    window.say(text)
    until(lambda: "not sent" in window.wait_row("Messages", text),
          lambda: "it is shown as not sent: " + window.wait_row("Messages", text))
    return text


def offered(window, text):
    """The menu of the message, opened by the keyboard alone."""
    window.go_to_row("Messages", text)
    window.keys("Menu")
    entries = until(window.menu, "a menu")
    for entry in ("Retry", "Edit", "Delete"):
        assert entry in entries, f"the menu offers {entries}"


def main(flow):
    window = flow.signed_in()
    window.activate()
    window.open_conversation(SPACE)
    flow.emulator.faults(REFUSED)
    with flow.step("a refused message stays and says so, in the list too"):
        first = refused(flow, window)
        until(lambda: "not sent" in window.conversation(SPACE), "the list marks it")
        flow.picture("refused")
    with flow.step("what is written after it waits for it"):
        second = flow.unique("This comes after it")
        window.say(second)
        until(lambda: "waiting for an earlier" in window.wait_row("Messages", second),
              lambda: "it waits: " + window.wait_row("Messages", second))
    with flow.step("Retry while it is still refused: not sent again"):
        before = len(flow.emulator.creates())
        offered(window, first)
        window.choose("Retry")
        until(lambda: len(flow.emulator.creates()) > before, "it was tried")
        until(lambda: "not sent" in window.wait_row("Messages", first), "it is not sent again")
    with flow.step("Retry when the trouble is gone: both arrive, in order"):
        flow.emulator.faults()
        offered(window, first)
        window.choose("Retry")
        both = lambda: [t for t in flow.emulator.texts(SPACE) if t in (first, second)]
        until(lambda: len(both()) == 2, lambda: f"arrived: {both()}")
        assert both() == [first, second], both()
        until(lambda: "not sent" not in window.conversation(SPACE), "the list's mark goes")
    with flow.step("Edit gives the text back to the composer"):
        flow.emulator.faults(REFUSED)
        third = refused(flow, window)
        offered(window, third)
        window.choose("Edit")
        until(lambda: window.text("Message composer") == third, "the composer has the text")
        until(lambda: not window.row("Messages", third), "the row is gone")
        flow.emulator.faults()
        window.focus("Message composer")
        window.keys("Return")
        until(lambda: flow.emulator.texts(SPACE).count(third) == 1, "the service has it")
    with flow.step("Delete throws it away"):
        flow.emulator.faults(REFUSED)
        fourth = refused(flow, window)
        offered(window, fourth)
        window.choose("Delete")
        until(lambda: not window.row("Messages", fourth), "the row is gone")
        flow.emulator.faults()
        last = flow.unique("Sent after it")
        window.say(last)
        until(lambda: last in flow.emulator.texts(SPACE), "the lane is free")
        assert fourth not in flow.emulator.texts(SPACE)


if __name__ == "__main__":
    run(main)
