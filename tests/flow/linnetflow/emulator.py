# SPDX-License-Identifier: GPL-3.0-or-later
"""The service emulator as a process, and its control endpoint: the truth that flows judge by."""
import json
import os
import pathlib
import re
import signal
import subprocess
import urllib.parse
import urllib.request

from .waiting import until

CREATE = r"^/v1/spaces/[^/]+/messages$"


class Emulator:
    def __init__(self, program, directory):
        self._program = program
        self._directory = pathlib.Path(directory)
        self._process = None
        self._output = None
        self.url = ""

    def start(self, *options, auto_approve=True):
        """Starts it with the demonstration data on a free port and waits until it listens."""
        if auto_approve:
            options = ("--auto-approve", *options)
        port_file = self._directory / "port"
        port_file.unlink(missing_ok=True)
        self._output = open(self._directory / "emulator.txt", "ab")
        self._process = subprocess.Popen(
            [self._program, "--port", "0", "--port-file", str(port_file), "--seed", "demo",
             "--die-with-parent", *options],
            stdin=subprocess.DEVNULL, stdout=self._output, stderr=self._output)

        def listening():
            if self._process.poll() is not None:
                raise AssertionError(f"the emulator ended with code {self._process.returncode}: "
                                     + self.output()[-2000:])
            text = port_file.read_text().strip() if port_file.exists() else ""
            return int(text) if text.isdigit() else 0

        port = until(listening, "the emulator listens")
        self.url = f"http://127.0.0.1:{port}"

    def stop(self):
        """Ends it; nobody listens at its address any more."""
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGCONT)
            self._process.terminate()
            try:
                self._process.wait(5)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        if self._output:
            self._output.close()
            self._output = None

    def output(self):
        return (self._directory / "emulator.txt").read_text(errors="replace")

    # -- the control endpoint

    def _ask(self, path, body=None):
        request = urllib.request.Request(self.url + "/emulator/" + path)
        if body is not None:
            request.data = json.dumps(body).encode()
            request.add_header("Content-Type", "application/json")
            request.method = "POST"
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                text = answer.read().decode()
        except urllib.error.HTTPError as error:
            raise AssertionError(f"the emulator refuses {path} {body}: {error.code} "
                                 + error.read().decode(errors="replace")) from error
        return json.loads(text) if text.strip() else {}

    def state(self):
        """The truth: every space with its messages."""
        return self._ask("state")

    def act(self, action, **what):
        """Somebody else does something, or a switch of the service is turned."""
        return self._ask("act", {"action": action, **what})["results"][0]

    def faults(self, *faults):
        """These troubles from now on; none: all is well again."""
        self.act("faults", seed=1, faults=list(faults))

    def offline(self, on=True):
        """Every connection is reset, as if nobody were there."""
        self.act("offline", on=on)

    def space(self, name):
        """One space of the truth, by its display name or resource name."""
        for space in self.state()["spaces"]:
            if name in (space["name"], space.get("displayName")):
                return space
        raise AssertionError(f"the emulator has no space {name}")

    def texts(self, name):
        """The texts of a space, oldest first."""
        return [m.get("text", "") for m in self.space(name)["messages"]]

    def log(self, method="", path="", since=0):
        """The requests that arrived on the wire, oldest first."""
        query = urllib.parse.urlencode({"method": method, "path": path, "since": since})
        requests = self._ask("log?" + query)["requests"]
        return [r for r in requests
                if r["number"] > since and (not method or r["method"] == method)
                and re.search(path, r["path"])]

    def last_number(self):
        return max((r["number"] for r in self.log()), default=0)

    def creates(self, since=0):
        """Every attempt to create a message: its request with `requestId` and `messageId`."""
        attempts = self.log("POST", CREATE, since)
        for attempt in attempts:
            query = urllib.parse.parse_qs(attempt.get("query", ""))
            attempt["requestId"] = query.get("requestId", [""])[0]
            attempt["messageId"] = query.get("messageId", [""])[0]
        return attempts
