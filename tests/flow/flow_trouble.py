#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A service that answers badly: the window says so in words, lives, and keeps what was typed."""
from linnetflow import run, until

SPACE = "Lunch"
EVERYTHING = "/v1/(spaces|users)"
# What the service does, and the words of the banner. The first is noticed at once, whatever is
# asked for; the others follow when the person tries again.
TROUBLES = [
    ("answers with a page of HTML", [{"match": EVERYTHING, "kind": "html"}],
     "sign in to it first"),
    ("answers with half a JSON", [{"match": EVERYTHING, "kind": "cut-json"}], "could not be read"),
]


def unsent(flow, window):
    """Something half written, that must survive everything that follows."""
    text = flow.unique("Half a thought")
    window.focus("Message composer")
    window.type(text)
    until(lambda: window.text("Message composer") == text, "it stands in the composer")
    return text


def survives(flow, window, text):
    flow.linnet.must_live()
    assert window.text("Message composer") == text, "what was typed is gone"


def bad_answers(flow, window, text):
    for what, faults, words in TROUBLES:
        with flow.step(f"the service {what}"):
            flow.emulator.faults(*faults)
            window.press_if_there("Try again")
            window.wait_says(words)
            window.get("Try again")
            survives(flow, window, text)
    with flow.step("the trouble has gone, and so does the banner"):
        flow.emulator.faults()
        window.press_if_there("Try again")
        until(lambda: not window.find("Try again"), "the banner is gone")
        survives(flow, window, text)


def pause(flow, window, text):
    with flow.step("the service asks for a pause: it gets one, and the window says so"):
        flow.emulator.faults({"match": EVERYTHING, "kind": 429, "retryAfter": 4, "times": 1})
        paused = until(lambda: [r for r in flow.emulator.log("", EVERYTHING) if r["status"] == 429],
                       "the service asked for a pause")[0]
        later = until(lambda: flow.emulator.log("", EVERYTHING, paused["number"]),
                      "the program goes on by itself")[0]
        waited = seconds(later["time"]) - seconds(paused["time"])
        assert waited % 86400 >= 3.9, f"it went on after {waited:.1f} s instead of 4"
        survives(flow, window, text)


def seconds(time):
    hours, minutes, rest = time.split("T")[1].rstrip("Z").split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(rest)


def no_chat_app(flow, window, text):
    with flow.step("the Cloud project has no Chat app: the banner says what to do"):
        flow.emulator.act("set", chatAppMissing=True)
        window.focus("Message composer")
        window.keys("Return")
        window.wait_row("Messages", text)
        window.wait_says("no Chat app")
        window.wait_says("Configuration")
        window.get("Open Cloud console")
        flow.picture("no-chat-app")
        flow.emulator.act("set", chatAppMissing=False)
        window.press("Try again")
        window.wait_silent("no Chat app")
        until(lambda: flow.emulator.texts(SPACE).count(text) == 1, "what was written arrives")


def too_long(flow, window, text):
    with flow.step("32,001 bytes are refused before sending, and kept"):
        long = "x" * 32_001
        window.write("Message composer", long)
        window.wait_says("too long")
        before = len(flow.emulator.creates())
        window.focus("Message composer")
        window.keys("Return")
        window.type("y")  # arrives after Return, so Return was dealt with
        until(lambda: len(window.text("Message composer")) == 32_002, "the text is still there")
        assert len(flow.emulator.creates()) == before, "it was sent"
        window.write("Message composer", text)
    with flow.step("32,000 bytes go"):
        window.write("Message composer", "z" * 32_000)
        window.focus("Message composer")
        window.keys("Return")
        until(lambda: "z" * 32_000 in flow.emulator.texts(SPACE), "the service has it")
        window.write("Message composer", text)


def revoked(flow, window, text):
    with flow.step("the token is revoked: signed out is said, nothing is lost"):
        flow.emulator.act("revoke")
        window.wait_says("signed out")
        window.get("Sign in again")
        survives(flow, window, text)
        assert len(window.rows("Conversations")) == len(flow.emulator.state()["spaces"])
    with flow.step("signing in again goes on where it was"):
        window.press("Sign in again")
        window.wait_silent("signed out")
        until(lambda: window.text("Message composer") == text, "what was typed is there again")
        window.focus("Message composer")
        window.keys("Return")
        until(lambda: flow.emulator.texts(SPACE).count(text) == 1, "and can be sent")


def main(flow):
    window = flow.signed_in("--no-quota")
    window.activate()
    window.open_conversation(SPACE)
    window.wait_row("Messages", flow.emulator.texts(SPACE)[-1])
    text = unsent(flow, window)
    bad_answers(flow, window, text)
    pause(flow, window, text)
    no_chat_app(flow, window, text)
    text = unsent(flow, window)
    too_long(flow, window, text)
    revoked(flow, window, text)


if __name__ == "__main__":
    run(main)
