#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Signing in goes wrong in all the ways it can, and right in the end; then signing out."""
from linnetflow import run, until


def code_shown(window):
    return window.wait_says("Code: ").split(": ")[1]


def wrong_client(flow):
    with flow.step("an OAuth client that the service does not know: the browser is to tell, and "
                   "the form is behind Cancel"):
        client = flow.scratch / "other.json"
        client.write_text('{"installed": {"client_id": "somebody-else", "client_secret": "x"}}')
        window = flow.linnet.start("--service-root", flow.emulator.url, "--token-store", "session",
                                   "--client", str(client))
        window.wait_says("sign in with your browser")
        window.wait_says("check the client’s ID")
        window.press("Cancel")
        window.get("Client ID")
        assert window.text("Client ID") == "somebody-else", window.text("Client ID")
    with flow.step("the right one goes on to the code"):
        window.write("Client ID", "linnet-demo")
        window.press("Continue")
        window.get("Copy code")
    return window


def declined(flow, window):
    with flow.step("the network goes for a moment while the code waits: it goes on waiting"):
        before = flow.emulator.last_number()
        flow.emulator.offline()
        until(lambda: flow.emulator.log("POST", "^/token$", before), "a question is lost")
        flow.emulator.offline(False)
    with flow.step("the code is declined: said, and one can try again"):
        flow.emulator.act("deny", userCode=code_shown(window))
        window.wait_says("declined")
    with flow.step("trying again without a network: said, and one can try again"):
        flow.emulator.offline()
        window.press("Try again")
        window.wait_says("try again in a moment")  # nothing goes on by itself here
        flow.emulator.offline(False)
        window.press("Try again")
        window.get("Copy code")


def expired(flow, window):
    with flow.step("the code expires: said, and a new one is to be had"):
        code = code_shown(window)
        flow.emulator.act("advance", seconds=1801)
        window.wait_says("took too long")
        window.press("Try again")
        until(lambda: code_shown(window) != code, "another code")


def some_scopes(flow, window):
    with flow.step("not everything was allowed: said in words, and one may go on"):
        prefix = "https://www.googleapis.com/auth/chat."
        flow.emulator.act("set", grantOnly=[prefix + "spaces", prefix + "messages",
                                            prefix + "memberships"])
        flow.emulator.act("approve", userCode=code_shown(window))
        window.wait_says("some things will not work")
        window.wait_says("what you have read")
        window.press("Continue")
        window.get("Conversations")
        window.wait_row("Conversations", "Lunch, space")


def session_only(flow):
    with flow.step("kept for the session only: after a restart it has to be done again"):
        flow.linnet.kill()
        assert not list(flow.linnet.profile.rglob("sign-in.json")), "a token lies on the disk"
        window = flow.linnet.start("--service-root", flow.emulator.url, "--token-store", "session")
        window.get("Conversations")
        window.wait_row("Conversations", "Lunch, space")
        window.wait_says("signed out")
        window.press("Sign in again")
        window.get("Copy code")
        flow.emulator.act("set", grantOnly=[])
        flow.emulator.act("approve", userCode=code_shown(window))
        window.wait_silent("signed out")
    return window


def sign_out(flow, window):
    with flow.step("signing out revokes the token and comes back to the first page"):
        window.activate()
        window.click(until(lambda: window.find_like("Account and settings"), "the account button"))
        window.choose("Sign out…")
        window.press("Sign out")
        until(lambda: flow.emulator.log("POST", "^/revoke$"), "the token is revoked")
        window.get("Client ID")


def main(flow):
    flow.emulator.start(auto_approve=False)
    window = wrong_client(flow)
    declined(flow, window)
    expired(flow, window)
    some_scopes(flow, window)
    window = session_only(flow)
    sign_out(flow, window)


if __name__ == "__main__":
    run(main)
