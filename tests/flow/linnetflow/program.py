# SPDX-License-Identifier: GPL-3.0-or-later
"""The program under test as a process."""
import os
import pathlib
import signal
import subprocess

from .things import applications
from .waiting import PATIENCE, until
from .window import Window

PROGRAMS = pathlib.Path(__file__).resolve().parent.parent / "programs"


class Missing(Exception):
    """Something this test cannot do without is not there."""


class Linnet:
    def __init__(self, program, directory):
        self.program = program
        self._directory = pathlib.Path(directory)
        self._errors = self._directory / "linnet.txt"
        self._process = None
        self.profile = self._directory / "profile"

    def start(self, *arguments, environment=None):
        """Starts it with a profile of its own and gives its window once it is to be seen."""
        self.launch(*arguments, environment=environment)
        return self.window()

    def launch(self, *arguments, environment=None):
        with open(self._errors, "ab") as errors:
            self._process = subprocess.Popen(
                [self.program, "--profile", str(self.profile), *arguments],
                stdin=subprocess.DEVNULL, stdout=errors, stderr=errors,
                env=self.environment(environment))

    def environment(self, more=None):
        """A browser that is a script of ours stands first in PATH: nothing opens by accident."""
        return {**os.environ, "PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}",
                "LINNET_FLOW_BROWSER_LOG": str(self.browser_log), **(more or {})}

    @property
    def browser_log(self):
        return self._directory / "browser.txt"

    @property
    def pid(self):
        return self._process.pid

    def run(self, *arguments, seconds=30, environment=None):
        """Runs it to its end, as from a terminal: code, standard output, standard error."""
        ended = subprocess.run([self.program, *arguments], stdin=subprocess.DEVNULL,
                               capture_output=True, timeout=seconds, check=False,
                               env=self.environment(environment))
        return ended.returncode, ended.stdout.decode(), ended.stderr.decode()

    def window(self, seconds=PATIENCE):
        def shown():
            self.must_live()
            for application in applications(self.pid):
                window = Window(application, self.pid)
                if window.frames():
                    return window
            return None
        return until(shown, "a window of linnet", seconds)

    def alive(self):
        return self._process is not None and self._process.poll() is None

    def must_live(self):
        if not self.alive():
            raise AssertionError(f"linnet ended by itself with code {self._process.returncode}: "
                                 + self.errors()[-3000:])

    def kill(self):
        """As kill -9: without a chance to put anything away."""
        self.must_live()
        self._process.kill()
        self._process.wait()

    def quit(self):
        """Asks it to end, as a session does that is logged out."""
        self.must_live()
        self._process.send_signal(signal.SIGTERM)
        return self._process.wait(PATIENCE)

    def wait(self, seconds=PATIENCE):
        """Its exit code, once it has ended by itself."""
        return self._process.wait(seconds)

    def stop(self):
        if self.alive():
            self._process.kill()
            self._process.wait()

    def file_links(self):
        """What its open files are, as /proc tells."""
        links = []
        for entry in os.scandir(f"/proc/{self.pid}/fd"):
            try:
                links.append(os.readlink(entry.path))
            except OSError:
                continue  # closed meanwhile
        return links

    def errors(self):
        """What it wrote to the terminal so far."""
        return self._errors.read_text(errors="replace") if self._errors.exists() else ""

    def lines(self):
        return [line for line in self.errors().splitlines() if line.strip()]
