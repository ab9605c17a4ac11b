#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finding one's way: the threads one is in, the files of a conversation, its pictures large."""
from linnetflow import run, until

SPACE = "Harrow Street install"
FORMER, PICTURE, OTHER = "east-side.png", "level-3-as-built.png", "Harrow-Street-rev-D.pdf"
WORDS = "Cable trays on level 3 are narrower"  # of the message with the picture


def unread_threads(window):
    """The number beside the entry above the conversations."""
    entry = window.find_like("Threads, ")
    return int(entry.get_name().split(", ")[1].split()[0]) if entry else 0


def main(flow):
    window = flow.signed_in()
    window.activate()
    with flow.step("the list says how many of one's threads are unread"):
        until(lambda: unread_threads(window) > 0, "there are some", 30)
        window.wait_rest("Conversations")
    with flow.step("they are listed, unread ones first"):
        window.keys("ctrl+shift+t")
        window.wait_row("Threads", "unread")
        rows = window.rows("Threads")
        unread = ["unread" in row for row in rows]
        assert unread == sorted(unread, reverse=True), rows
        assert unread.count(True) == unread_threads(window), rows
        flow.picture("threads")
    with flow.step("one opens beside its conversation, and is read then"):
        before = unread_threads(window)
        window.go_to_row("Threads", rows[0])
        window.keys("Return")
        window.get("Thread")
        until(lambda: unread_threads(window) < before,
              lambda: f"one less than {before} is unread; now {unread_threads(window)}", 30)
    with flow.step("the files of a conversation are found"):
        window.open_conversation(SPACE)
        window.keys("ctrl+shift+o")
        window.wait_row("Files", OTHER, 30)
        window.wait_row("Files", PICTURE)
        flow.picture("files")
    with flow.step("a picture among them is seen large, and the one before it"):
        window.go_to_row("Files", PICTURE)
        window.keys("Return")
        until(lambda: window.find_like(f"Picture {PICTURE}"), "the picture is to be seen")
        flow.picture("viewer")
        window.keys("Left")
        until(lambda: window.find_like(f"Picture {FORMER}"), "the former one is to be seen")
        window.keys("Escape")
        until(lambda: not window.find_like("Picture "), "the viewer is gone")
    with flow.step("its message is found from there"):
        window.activate()
        window.go_to_row("Files", PICTURE)
        window.keys("Menu")
        window.choose("Go to the message")
        until(lambda: any(WORDS in row for _, _, row in window.visible_rows("Messages")),
              lambda: f"the message is in view: {window.visible_rows('Messages')}", 30)


if __name__ == "__main__":
    run(main)
