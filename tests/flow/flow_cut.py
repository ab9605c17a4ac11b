#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The connection is cut while a message is sent: it arrives once, whatever was cut."""
from linnetflow import run, until

SPACE = "Lunch"
CREATE = "^POST /v1/spaces/[^/]+/messages$"
# What becomes of the first attempt: the trouble, and whether the service had it already.
CUTS = [("close", "before"), ("close", "after"), ("reset", "before"), ("reset", "after"),
        ("cut-header", "after"), ("cut-body", "after"), (503, "after"), ("cut-json", "after")]


def send(flow, window, kind, phase):
    text = flow.unique(f"Cut by {kind} {phase} its effect")
    since = flow.emulator.last_number()
    flow.emulator.faults({"match": CREATE, "kind": kind, "phase": phase, "nth": [1]})
    window.say(text)
    window.wait_row("Messages", text)
    until(lambda: text in flow.emulator.texts(SPACE), "the service has it")

    def settled():
        row = window.wait_row("Messages", text)
        return "waiting" not in row and "sending" not in row and "not sent" not in row
    until(settled, lambda: "it is shown as sent: " + window.wait_row("Messages", text))

    attempts = flow.emulator.creates(since)
    # The one that was cut, and the one that worked; nobody resends behind our back. No second one
    # where the first took effect and the message was seen at the service before it was due.
    allowed = (1, 2) if attempts[0]["effect"] else (2,)
    assert len(attempts) in allowed, f"{len(attempts)} POSTs: {attempts}"
    assert len({(a["requestId"], a["messageId"]) for a in attempts}) == 1, attempts
    assert attempts[0]["requestId"] and attempts[0]["messageId"].startswith("client-")
    assert sum(a["effect"] for a in attempts) == 1, f"one attempt took effect: {attempts}"
    return text


def main(flow):
    window = flow.signed_in("--no-quota")
    window.activate()
    window.open_conversation(SPACE)
    texts = []
    for kind, phase in CUTS:
        with flow.step(f"{kind} {phase} the effect"):
            texts.append(send(flow, window, kind, phase))
    with flow.step("in the end each is there once, in order, at the service and on the screen"):
        flow.emulator.faults()
        assert [t for t in flow.emulator.texts(SPACE) if t in texts] == texts
        # One more round of news from the service doubles nothing.
        last = flow.unique("And one from a colleague")
        flow.emulator.act("message", space=SPACE, user="Sam", text=last)
        window.wait_row("Messages", last)
        rows = window.rows("Messages")
        shown = [next((t for t in texts if r.endswith(t)), None) for r in rows]
        assert [t for t in shown if t] == texts, rows


if __name__ == "__main__":
    run(main)
