#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What lies on the disk and comes by itself, and emoji of one's own."""
import struct
import zlib

from linnetflow import run, until
from linnetflow.waiting import NotInTime

PERSON = "Hana Sato"
PATIENCE = 40  # seconds; a busy machine is no failure


def open_storage(window):
    window.click(until(lambda: window.find_like("Account and settings"), "the account button"))
    window.choose("Pictures and storage…")
    window.get("Clear stored messages…", seconds=PATIENCE)


def tab_to(window, name):
    """By the keyboard: the bus does not show what is in a popup."""
    def reached():
        try:
            return window.wait_focused(name, 1)
        except NotInTime:
            window.keys("Tab")
            return None
    until(reached, f"“{name}” has the keyboard", PATIENCE)


def write_picture(path):
    """A square PNG of one colour."""
    side = 128
    rows = (b"\0" + b"\x20\xa0\x60" * side) * side
    chunk = lambda kind, data: (struct.pack(">I", len(data)) + kind + data
                                + struct.pack(">I", zlib.crc32(kind + data)))
    path.write_bytes(b"\x89PNG\r\n\x1a\n"
                     + chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
                     + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def own_emoji(flow, window):
    log = lambda method: [r["status"] for r in flow.emulator.log(method, "/v1/customEmojis")]
    with flow.step("an emoji is made of a picture, from the picker"):
        file = flow.scratch / "Party Bird.png"
        write_picture(file)
        window.focus("Message composer")
        window.keys("ctrl+shift+e")
        window.wait_focused("Search emoji", PATIENCE)
        tab_to(window, "Add or delete emoji of your own…")
        window.keys("space")
        window.press("Choose picture…", PATIENCE)
        window.get("File name:", seconds=PATIENCE)
        window.type(str(file))
        until(lambda: window.text("File name:") == str(file), "the path stands there", PATIENCE)
        window.keys("Return")
        until(lambda: window.text("Name of the emoji") == "party-bird", "it has a name", PATIENCE)
        window.press("Add emoji", PATIENCE)
        until(lambda: log("POST") == [200], lambda: f"it is made: {log('POST')}", PATIENCE)
        window.wait_row("Emoji you made", ":party-bird:", PATIENCE)
        flow.picture("emoji")
    with flow.step("it is deleted, after a question"):
        window.press("Delete…")  # of the one that was just made
        window.press("Delete", PATIENCE)
        until(lambda: log("DELETE") == [200], lambda: f"it is gone: {log('DELETE')}", PATIENCE)
        until(lambda: not window.row("Emoji you made", ":party-bird:"), "the list knows", PATIENCE)
        window.press("Close")


def main(flow):
    window = flow.signed_in()
    window.activate()
    media = lambda: len(flow.emulator.log("GET", "/v1/media/"))
    with flow.step("pictures do not come by themselves when one does not want it"):
        open_storage(window)
        window.get("Up to 5 MB")
        window.keys("alt+l", "End")
        window.get("Never", seconds=PATIENCE)
        flow.picture("settings")
        window.press("Close")
        window.open_conversation(PERSON)
        window.wait_row("Messages", "Could you look at the sketch", PATIENCE)
        assert not media(), flow.emulator.log("GET", "/v1/media/")
    with flow.step("asked for by the menu of the message, they do"):
        window.go_to_row("Messages", "Could you look at the sketch")
        window.keys("Menu")
        window.choose("Load pictures")
        until(lambda: media() > 0, "it is fetched", PATIENCE)
        flow.picture("loaded")
    own_emoji(flow, window)
    with flow.step("the stored messages are removed: all is fetched again, the draft stays"):
        text = flow.unique("Not sent yet")
        window.focus("Message composer")
        window.type(text)
        until(lambda: text in window.text("Message composer"), "the draft stands there", PATIENCE)
        before = flow.emulator.last_number()
        open_storage(window)
        window.press("Clear stored messages…")
        window.press("Remove", PATIENCE)
        until(lambda: flow.emulator.log("GET", "/v1/spaces$", before), "the spaces are listed",
              PATIENCE)
        until(lambda: flow.linnet.window().conversation(PERSON), "the list is back", PATIENCE)
        window = flow.linnet.window()
        until(lambda: text in window.text("Message composer"), "so is the draft", PATIENCE)
        window.wait_row("Messages", "Could you look at the sketch", PATIENCE)
        flow.picture("again")


if __name__ == "__main__":
    run(main)
