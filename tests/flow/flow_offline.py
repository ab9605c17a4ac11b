#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Killed and started without a network: what was read is there, what is written arrives once."""
import socket

from linnetflow import run, until

SPACE = "Lunch"


def nobody():
    """An address of this machine where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}"


def read(flow):
    with flow.step("sign in and read"):
        window = flow.signed_in()
        window.activate()
        window.open_conversation(SPACE)
        last = flow.emulator.texts(SPACE)[-1]
        window.wait_row("Messages", last)
        until(lambda: len(window.rows("Conversations")) == len(flow.emulator.state()["spaces"]),
              "all conversations are there")
        # Named by their members, and nothing left to fetch: the cache has it all.
        until(lambda: "Direct message," not in " ".join(window.rows("Conversations")), "names")
        return window.rows("Conversations"), window.rows("Messages")


def starts_offline(flow, conversations, messages):
    with flow.step("kill -9, and start again where nobody answers"):
        flow.linnet.kill()
        window = flow.linnet.start("--service-root", nobody(), "--token-store", "file")
        window.get("Conversations")
        names = {row.split(", ")[0] for row in conversations}
        until(lambda: {row.split(", ")[0] for row in window.rows("Conversations")} == names,
              lambda: f"the same conversations; there: {window.rows('Conversations')}")
        window.activate()
        window.open_conversation(SPACE)
        for sentence in messages[1:]:
            window.wait_row("Messages", sentence.split(": ", 1)[-1])
    with flow.step("the banner says so and offers to try again"):
        window.wait_says("you are offline")
        window.get("Try again")
    flow.picture("banner")
    return window


def writes_offline(flow, window):
    texts = [flow.unique("Written offline"), flow.unique("Written offline, too")]
    with flow.step("what is written meanwhile waits and survives kill -9"):
        for text in texts:
            window.say(text)
            until(lambda text=text: "waiting" in window.wait_row("Messages", text),
                  lambda: f"it is shown as waiting; there: {window.rows('Messages', 3)}")
        flow.linnet.kill()
        flow.emulator.offline()
        window = flow.linnet.start(*flow.to_emulator())
        window.get("Conversations")
        window.activate()
        window.open_conversation(SPACE)
        for text in texts:
            window.wait_row("Messages", text)
        more = flow.unique("Written after the restart")
        window.say(more)
        window.wait_row("Messages", more)
        assert not set(texts) & set(flow.emulator.texts(SPACE))
    return window, [*texts, more]


def arrive_once(flow, window, texts):
    with flow.step("with the network back all of it arrives, once and in order"):
        flow.emulator.offline(False)
        window.press_if_there("Try again")
        arrived = lambda: [t for t in flow.emulator.texts(SPACE) if t in texts]
        until(lambda: len(arrived()) >= len(texts), lambda: f"arrived so far: {arrived()}")
        window.wait_silent("you are offline")
        until(lambda: not any("waiting" in row or "sending" in row
                              for row in window.rows("Messages", 5)), "all are shown as sent")
        assert arrived() == texts, f"arrived: {arrived()}"
        for text in texts:
            shown = [row for row in window.rows("Messages") if row.endswith(text)]
            assert len(shown) == 1, f"shown: {shown}"
        keys = {}
        for attempt in flow.emulator.creates():
            keys.setdefault(attempt["requestId"], set()).add(attempt["messageId"])
        assert "" not in keys and len(keys) == len(texts), f"one identity a message: {keys}"


def main(flow):
    window = starts_offline(flow, *read(flow))
    window, texts = writes_offline(flow, window)
    arrive_once(flow, window, texts)


if __name__ == "__main__":
    run(main)
