#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An OAuth client of the type Desktop app, as the README has one made: Google gives it no codes,
and no token without its secret."""
import json

from linnetflow import run, until


def client_json(secret):
    return json.dumps({"installed": {"client_id": "linnet-demo", **secret}})


def visits(flow):
    """How often the browser came to its end."""
    log = flow.linnet.browser_log
    return len(log.read_text().splitlines()) if log.exists() else 0


def first_time(flow):
    with flow.step("no code for such a client: the page explains, the browser signs in"):
        flow.emulator.start("--desktop-client")
        client = flow.scratch / "desktop.json"
        client.write_text(client_json({"client_secret": "x"}))
        window = flow.linnet.start(*flow.to_emulator(), "--client", str(client))
        window.wait_says("does not give out sign-in codes")
        refused = flow.emulator.log("POST", "^/device/code$")
        assert [r["status"] for r in refused] == [401], refused
        flow.picture("page")
        window.press("Open browser")
        window.get("Conversations")
        window.wait_row("Conversations", "Lunch, space")


def without_its_secret(flow):
    with flow.step("the secret is lost: said, and signing in again is offered"):
        flow.linnet.quit()
        kept = next(flow.linnet.profile.rglob("client.json"))
        kept.write_text(client_json({}))
        window = flow.linnet.start(*flow.to_emulator())
        window.wait_says("client was not accepted")
        window.wait_row("Conversations", "Lunch, space")
    with flow.step("signing in again without it: the form asks for it"):
        window.press("Sign in again")
        window.press("Open browser")
        window.get("Client secret")
        assert window.text("Client ID") == "linnet-demo", window.text("Client ID")
    return window


def again(flow, window):
    with flow.step("from the form straight to the browser, without asking for a code"):
        before = flow.emulator.last_number()
        been = visits(flow)
        window.write("Client secret", "x")
        window.press("Sign in with the browser")
        window.wait_silent("client was not accepted")
        until(lambda: visits(flow) == been + 1, "the browser was opened by itself")
        assert not flow.emulator.log("POST", "^/device/code$", before), "a code was asked for"
        window.wait_row("Conversations", "Lunch, space")


def main(flow):
    first_time(flow)
    window = without_its_secret(flow)
    again(flow, window)


if __name__ == "__main__":
    run(main)
