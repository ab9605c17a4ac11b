#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The device flow is refused for Chat, as Google's is: the page says so, the browser goes on."""
import json
import re
import urllib.error
import urllib.parse
import urllib.request

from linnetflow import run, until


def browsed(flow):
    """What the browser of this test was asked to open, and what it got."""
    log = flow.linnet.browser_log
    return [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []


def explained(flow):
    with flow.step("the code is refused: the page explains and goes on with the browser"):
        flow.emulator.start("--google-device-rules")
        window = flow.linnet.start(*flow.to_emulator(), "--sign-in")
        window.wait_says("Sign in with your browser")
        window.wait_says("codes", "OAuth client")
        window.get("Copy link")
        window.get("Use a code instead")
        codes = flow.emulator.log("POST", "^/device/code$")
        assert len(codes) == 1, f"one attempt with a code, not {codes}"
    flow.picture("page")
    return window


def stranger(flow, window):
    """Somebody on this machine calls the port that waits for the browser."""
    with flow.step("a redirect with a wrong state changes nothing"):
        window.press("Copy link")
        port = waiting_port(flow)
        answer = 0
        try:
            with urllib.request.urlopen(
                    f"http://127.0.0.1:{port}/?state=wrong&code=4%2F0Astolen", timeout=5) as page:
                answer = page.status
        except urllib.error.HTTPError as error:
            answer = error.code
        except OSError:
            pass
        assert answer != 200, "a stranger's redirect is thanked for"
        assert not flow.emulator.log("POST", "^/token$"), "a stranger's code is exchanged"
        assert window.find("Open browser"), "the page is gone"


def waiting_port(flow):
    """The port of 127.0.0.1 on which linnet listens."""
    inodes = set()
    for link in flow.linnet.file_links():
        found = re.fullmatch(r"socket:\[(\d+)\]", link)
        if found:
            inodes.add(found[1])
    with open("/proc/net/tcp", encoding="ascii") as table:
        for line in table.readlines()[1:]:
            cells = line.split()
            if cells[3] == "0A" and cells[9] in inodes:
                return int(cells[1].split(":")[1], 16)
    raise AssertionError("linnet listens nowhere")


def signs_in(flow, window):
    with flow.step("the browser is opened, redirects back, and Linnet is signed in"):
        window.press("Open browser")
        visit = until(lambda: browsed(flow), "the browser was opened")[0]
        assert visit["status"] == 200 and "signed in" in visit["page"], visit
        window.get("Conversations")
        until(lambda: window.row("Conversations", "Lunch, space"), "conversations are there")
    with flow.step("by PKCE and state, with one exchange"):
        address = urllib.parse.urlsplit(visit["address"])
        asked = dict(urllib.parse.parse_qsl(address.query))
        assert asked["code_challenge_method"] == "S256" and len(asked["code_challenge"]) == 43
        assert len(asked["state"]) >= 22, "a state of at least 128 bits"
        assert asked["redirect_uri"].startswith("http://127.0.0.1:"), asked
        assert asked["response_type"] == "code"
        # The emulator has checked the verifier against the challenge, or there were no token.
        exchanges = flow.emulator.log("POST", "^/token$")
        assert [e["status"] for e in exchanges] == [200], exchanges
        assert len(browsed(flow)) == 1, "the browser was opened once"
        assert asked["state"] not in flow.linnet.errors(), "the state is in the log"


def main(flow):
    window = explained(flow)
    window.activate()
    stranger(flow, window)
    signs_in(flow, window)


if __name__ == "__main__":
    run(main)
