# SPDX-License-Identifier: GPL-3.0-or-later
"""The emulator as the kill loop needs it: accounts with conversations, trouble, and the truth."""
import json
import pathlib
import subprocess
import urllib.error
import urllib.parse
import urllib.request

SCOPES = " ".join(
    ["openid"] + ["https://www.googleapis.com/auth/" + scope for scope in (
        "chat.messages", "chat.spaces", "chat.memberships", "chat.users.readstate",
        "chat.users.spacesettings", "directory.readonly")])
SEEDS = 8  # messages of somebody else in each space; the first THREADS of them are replied to
THREADS = 2

# A quarter of all requests fails. The share of each kind, half before and half after its effect.
TROUBLE = {
    "close": 3, "reset": 3, "cut-header": 2, "cut-body": 2, "cut-chunks": 1, "no-length": 1,
    "500": 2, "502": 1, "503": 3, "504": 1, "520": 1, "429": 1, "401": 1, "html": 1,
    "not-json": 1, "empty": 1, "cut-json": 1, "hang": 0.4, "hang-body": 0.4, "drip": 0.4,
}


class Service:
    def __init__(self, program, directory):
        directory = pathlib.Path(directory)
        self._output = open(directory / "emulator.txt", "ab")
        self._process = subprocess.Popen(
            [program, "--seed", "empty", "--no-quota", "--die-with-parent"],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=self._output)
        line = self._process.stdout.readline().decode()
        if not line.startswith("listening on "):
            raise RuntimeError("the emulator does not start")
        self.url = line.split()[-1]
        self.act("user", id="colleague", displayName="Kim Colleague")

    def stop(self):
        self._process.terminate()
        self._process.wait()
        self._process.stdout.close()
        self._output.close()

    def _ask(self, path, body=None, form=None):
        request = urllib.request.Request(self.url + path)
        if form is not None:
            request.data = urllib.parse.urlencode(form).encode()
        elif body is not None:
            request.data = json.dumps(body).encode()
            request.add_header("Content-Type", "application/json")
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return json.loads(answer.read())
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"{path} {body}: {error.code} {error.read()}") from error

    def act(self, action, **what):
        return self._ask("/emulator/act", {"action": action, **what})["results"][0]

    def sign_in(self, user):
        """A refresh token of the user, by the device flow."""
        client = {"client_id": "linnet-demo", "client_secret": "any"}
        code = self._ask("/device/code", form={**client, "scope": SCOPES})
        self.act("approve", userCode=code["user_code"], user=user)
        grant = "urn:ietf:params:oauth:grant-type:device_code"
        return self._ask("/token", form={**client, "grant_type": grant,
                                         "device_code": code["device_code"]})["refresh_token"]

    def account(self, user, spaces):
        """A user with so many spaces and threads in them: the refresh token and the lanes."""
        self.act("user", id=user, displayName=f"Robin {user}")
        lanes = []
        for number in range(spaces):
            space = self.act("space", id=f"{user}s{number}", name=f"Room {number} of {user}",
                             members=[user, "colleague"])["name"]
            lanes.append([space, ""])
            for seed in range(SEEDS):
                thread = self.act("message", user="colleague", space=space,
                                  text=f"seed-{number}-{seed}")["thread"]
                if seed < THREADS:
                    lanes.append([space, thread])
        return self.sign_in(user), lanes

    def trouble(self, seed, share=0.25):
        """From now on this share of all requests fails; 0: none."""
        total = 2 * sum(TROUBLE.values())
        faults, left = [], 1.0
        for kind, weight in TROUBLE.items():
            for phase in ("before", "after"):
                part = share * weight / total
                faults.append({"match": "/(v1|token)", "kind": kind, "phase": phase,
                               "probability": part / left, "seconds": 0.05})
                left -= part
        self.act("faults", seed=seed, faults=faults if share else [])

    def faulted(self):
        """How many requests met trouble, and how many could have."""
        report = self._ask("/emulator/faults")["faults"]
        return sum(f["fired"] for f in report), (report[0]["matched"] if report else 0)

    def truth(self, space):
        """One space with all its messages."""
        return self._ask(f"/emulator/state?space={space}")["spaces"][0]

    def violations(self):
        """Promises that a client broke."""
        return self._ask("/emulator/state?messages=0")["violations"]

    def keep_log(self, directory):
        """What arrived on the wire, for who looks into a failure."""
        with open(pathlib.Path(directory) / "wire.txt", "w", encoding="utf-8") as out:
            for request in self._ask("/emulator/log")["requests"]:
                print(*(request.get(key, "") for key in (
                    "time", "method", "path", "query", "status", "effect", "fault")), file=out)
