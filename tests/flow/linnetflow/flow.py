# SPDX-License-Identifier: GPL-3.0-or-later
"""One flow: a scratch directory, an emulator, a program, named steps, and proof when it fails."""
import argparse
import contextlib
import pathlib
import subprocess
import sys
import tempfile
import time
import traceback

from .emulator import Emulator
from .program import Linnet, Missing
from .things import applications
from .window import Window

SKIPPED = 77


class Flow:
    def __init__(self, name, linnet, emulator, results, scratch):
        self.name = name
        self.scratch = pathlib.Path(scratch)
        self.results = pathlib.Path(results)
        self.emulator = Emulator(emulator, self.scratch)
        self.linnet = Linnet(linnet, self.scratch)
        self._written = []

    @contextlib.contextmanager
    def step(self, words):
        """One thing a person does, said in the output with the time it took."""
        begin = time.monotonic()
        print(f"-- {words}", flush=True)
        yield
        print(f"   {time.monotonic() - begin:.1f} s", flush=True)

    def signed_in(self, *options):
        """Starts both and signs in by the device flow; gives the window with its conversations."""
        self.emulator.start(*options)
        window = self.linnet.start(*self.to_emulator(), "--sign-in")
        window.get("Conversations")
        return window

    def to_emulator(self):
        return ("--service-root", self.emulator.url, "--token-store", "file")

    def unique(self, words):
        """A text that occurs nowhere else, and must not occur in what the program logs."""
        text = f"{words} {len(self._written) + 1} {self.name}"
        self._written.append(text)
        return text

    def picture(self, name):
        """A picture of the whole display, among the results."""
        path = self.results / f"{self.name}-{name}.png"
        subprocess.run(["import", "-window", "root", str(path)], check=False,
                       capture_output=True, timeout=20)
        return path

    def check_discretion(self):
        """What people write, tokens and addresses are never logged."""
        log = self.linnet.errors()
        for secret in [*self._written, "ya29.", "1//"]:
            assert secret not in log, f"linnet logs what it must not: {secret!r}"

    def keep_evidence(self):
        print(f"a picture of the display: {self.picture('failed')}")
        if self.linnet.alive():
            for application in applications(self.linnet.pid):
                print("what was to be seen:")
                print("\n".join(Window(application, self.linnet.pid).outline()[:200]))
        print("the last lines of linnet:\n" + "\n".join(self.linnet.lines()[-40:]))
        with contextlib.suppress(Exception):
            for request in self.emulator.log()[-25:]:
                print("on the wire:", request)


def run(main):
    """Runs the function of a script as its flow; ends the process."""
    parser = argparse.ArgumentParser(description=sys.modules["__main__"].__doc__)
    parser.add_argument("--linnet", required=True, help="the program")
    parser.add_argument("--emulator", required=True, help="the service emulator")
    parser.add_argument("--results", default=".", help="where pictures of failures go")
    arguments = parser.parse_args()
    for program in (arguments.linnet, arguments.emulator):
        if not pathlib.Path(program).is_file():
            print(f"error: {program} is not there: build it first")
            sys.exit(1)
    name = pathlib.Path(sys.argv[0]).stem
    pathlib.Path(arguments.results).mkdir(parents=True, exist_ok=True)
    code = 1
    with tempfile.TemporaryDirectory(prefix="linnet-flow-", ignore_cleanup_errors=True) as scratch:
        flow = Flow(name, arguments.linnet, arguments.emulator, arguments.results, scratch)
        try:
            main(flow)
            flow.check_discretion()
            code = 0
        except Missing as missing:
            print(f"skipped: {missing}")
            code = SKIPPED
        except Exception:  # whatever it is, its evidence is kept
            traceback.print_exc(file=sys.stdout)
            flow.keep_evidence()
        finally:
            flow.linnet.stop()
            flow.emulator.stop()
    sys.exit(code)
