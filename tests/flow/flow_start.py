#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Starting: what the command line says, and what stands in the way."""
import json
import os
import struct

from linnetflow import Linnet, run, until


def png_size(path):
    with open(path, "rb") as file:
        start = file.read(24)
    assert start[:8] == b"\x89PNG\r\n\x1a\n", f"{path} is no PNG"
    return struct.unpack(">II", start[16:24])


def terminal(flow):
    with flow.step("--help and --version answer on standard output"):
        code, out, err = flow.linnet.run("--help")
        assert code == 0 and "--service-root" in out and not err, (code, out, err)
        code, out, err = flow.linnet.run("--version")
        assert code == 0 and out.lower().startswith("linnet ") and not err, (code, out, err)
    with flow.step("they need no display"):
        code, out, err = flow.linnet.run("--version", environment={"DISPLAY": ":99999"})
        assert code == 0, (code, out, err)
    with flow.step("without a display it ends with a sentence, and a picture needs none"):
        nowhere = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""}
        code, out, err = flow.linnet.run("--demo", environment=nowhere)
        assert code == 1 and "display" in err and err.startswith("linnet: "), (code, out, err)
        path = flow.scratch / "nowhere.png"
        code, out, err = flow.linnet.run("--demo", "--screenshot", str(path), environment=nowhere)
        assert code == 0 and path.exists(), (code, out, err)
    with flow.step("what is wrong is said in a sentence, with exit code 2"):
        for arguments, word in ((["--no-such-flag"], "no-such-flag"), (["a-word"], "a-word"),
                                (["--size", "large"], "--size"),
                                (["--service-root", "http://chat.example"], "--service-root"),
                                (["--token-store", "pocket"], "pocket"), (["--profile", ""],
                                                                          "--profile")):
            code, out, err = flow.linnet.run(*arguments)
            assert code == 2 and word in err and not out, (arguments, code, out, err)
            assert err.startswith("linnet: "), err


def profile(flow):
    with flow.step("a profile that cannot be made or written is named"):
        blocked = flow.scratch / "file"
        blocked.write_text("not a directory")
        for where in (blocked, blocked / "below", "/proc/linnet"):
            code, out, err = flow.linnet.run("--profile", str(where))
            assert code == 1 and str(where) in err and err.startswith("linnet: "), (code, out, err)
    with flow.step("in a window, too, when it was started from a menu"):
        other = Linnet(flow.linnet.program, flow.scratch)
        other.profile = blocked
        window = other.start("--from-menu")
        window.wait_says(str(blocked))
        window.press("Close")
        assert other.wait() == 1
    if os.geteuid() != 0:  # root writes everywhere
        with flow.step("a read-only one too"):
            closed = flow.scratch / "closed"
            closed.mkdir(mode=0o500)
            code, out, err = flow.linnet.run("--profile", str(closed / "profile"))
            assert code == 1 and str(closed) in err, (code, out, err)


def client_files(flow):
    good = {"installed": {"client_id": "linnet-demo", "client_secret": "x"}}
    cases = (("{broken", "not JSON"), ('{"some": "json"}', "OAuth client"),
             ('{"type": "service_account", "private_key": "x"}', "service account"),
             ('{"web": {"client_id": "x"}}', "Web application"),
             ('{"installed": {}}', "client id"))
    for number, (text, words) in enumerate(cases):
        with flow.step(f"a client file with “{text}” is refused in words"):
            path = flow.scratch / f"client-{number}.json"
            path.write_text(text)
            window = flow.linnet.start("--service-root", flow.emulator.url, "--client", str(path))
            window.wait_says(words)
            flow.linnet.quit()
    with flow.step("a file that is not there, too"):
        window = flow.linnet.start("--client", str(flow.scratch / "nowhere.json"))
        window.wait_says("cannot be read")
        flow.linnet.quit()
    with flow.step("a good one goes on to the code"):
        path = flow.scratch / "client.json"
        path.write_text(json.dumps(good))
        window = flow.linnet.start(*flow.to_emulator(), "--client", str(path))
        window.get("Conversations")
        flow.linnet.quit()
    with flow.step("the account's own client opens it, another one signs in anew"):
        window = flow.linnet.start(*flow.to_emulator(), "--client", str(path))
        window.get("Conversations")
        flow.linnet.quit()
        path.write_text(json.dumps({"installed": {"client_id": "other", "client_secret": "x"}}))
        window = flow.linnet.start(*flow.to_emulator(), "--client", str(path))
        window.wait_says("does not give out sign-in codes")
        flow.linnet.quit()
    with flow.step("files are for this user alone"):
        for folder, _, files in os.walk(flow.linnet.profile):
            assert os.stat(folder).st_mode & 0o077 == 0, f"{folder} is open to others"
            for name in files:
                path = os.path.join(folder, name)
                assert os.stat(path).st_mode & 0o077 == 0, f"{path} is open to others"


def second(flow):
    with flow.step("a second one on the same profile brings the first to the front and ends"):
        window = flow.linnet.start(*flow.to_emulator())
        window.get("Conversations")
        window.minimise()
        other = Linnet(flow.linnet.program, flow.scratch)
        code, out, err = other.run("--profile", str(flow.linnet.profile))
        assert code == 0, (code, out, err)
        until(window.is_active, "the first window is in front")
        flow.linnet.must_live()
    with flow.step("also to open a conversation"):
        code, out, err = other.run("--profile", str(flow.linnet.profile), "--open", "Lunch")
        assert code == 0, (code, out, err)
        until(lambda: "Lunch" in window.title(), lambda: f"“Lunch” is open, not {window.title()}")
        flow.linnet.quit()


def pictures(flow):
    with flow.step("--screenshot writes the picture of the asked size and ends"):
        path = flow.scratch / "window.png"
        code, out, err = flow.linnet.run("--profile", str(flow.linnet.profile), *flow.to_emulator(),
                                         "--screenshot", str(path), "--size", "1000x700")
        assert code == 0, (code, out, err)
        assert png_size(path) == (1000, 700), png_size(path)
    with flow.step("--demo brings its own service and leaves nothing behind"):
        path = flow.results / f"{flow.name}-demo.png"
        code, out, err = flow.linnet.run("--demo", "--screenshot", str(path), "--size", "1280x800",
                                         "--theme", "dark", "--open", "General")
        assert code == 0, (code, out, err)
        assert png_size(path) == (1280, 800), png_size(path)
        left = [name for name in os.listdir(os.environ["HOME"]) if "linnet" in name.lower()]
        assert not left, left
    with flow.step("an unknown conversation is said"):
        code, out, err = flow.linnet.run("--demo", "--screenshot", str(path), "--open", "Nowhere")
        assert code == 0 and "no conversation called “Nowhere”" in err, (code, out, err)
    with flow.step("a picture that cannot be written is an error"):
        code, out, err = flow.linnet.run("--demo", "--screenshot", "/proc/none.png")
        assert code == 1 and "/proc/none.png" in err, (code, out, err)


def main(flow):
    terminal(flow)
    profile(flow)
    flow.emulator.start()
    client_files(flow)
    second(flow)
    pictures(flow)


if __name__ == "__main__":
    run(main)
