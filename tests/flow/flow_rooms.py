#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rooms and who is in them: begin to talk, make a space, invite, rename, pin, mute, leave."""
from linnetflow import run, until

PERSON, MAIL = "Nadia Petrova", "nadia.petrova@lanternworks.example"
SPACE, RENAMED, LATER = "Winter lights", "Winter lights 2027", "Lights for good"


def people(emulator):
    """Who everybody is, by mail address."""
    return {user.get("email", ""): user["name"] for user in emulator.state()["users"]}


def names(emulator):
    return [space.get("displayName") for space in emulator.state()["spaces"]]


def members(emulator, space):
    return {member["member"]["name"]: member for member in emulator.space(space)["members"]
            if "member" in member}


def direct_messages(emulator, user):
    """The direct messages with somebody."""
    return [space for space in emulator.state()["spaces"] if space["spaceType"] == "DIRECT_MESSAGE"
            and user in [m.get("member", {}).get("name") for m in space["members"]]]


def choose_person(window, typed, name):
    """Types into the field for people and takes the first who is found, by the keyboard."""
    window.focus("People")
    window.type(typed)
    window.wait_row("People found", name)
    window.keys("Return")
    window.get(f"Remove {name}")


def is_open(window, title):
    until(lambda: window.title().split(") ")[-1].startswith(title),
          lambda: f"“{title}” is open; the window is called “{window.title()}”", 30)


def main(flow):
    window = flow.signed_in()
    window.activate()
    emulator = flow.emulator
    me = emulator.state()["self"]
    nadia = people(emulator)[MAIL]
    with flow.step("a direct message is begun with a colleague one has not written to"):
        assert not direct_messages(emulator, nadia)
        window.keys("ctrl+n")
        choose_person(window, "nadia", PERSON)
        window.press("Start chat")
        is_open(window, PERSON)
        assert len(direct_messages(emulator, nadia)) == 1
    with flow.step("what is written there arrives, and it stays in the list"):
        text = flow.unique("Hello there")
        window.get("Message composer")
        window.say(text)
        name = direct_messages(emulator, nadia)[0]["name"]
        until(lambda: text in emulator.texts(name), "the service has it")
        until(lambda: window.conversation(PERSON), "the list has it")
    with flow.step("a space is made, with somebody in it"):
        window.keys("ctrl+n")
        choose_person(window, "priya", "Priya Raman")
        window.press("Make it a space with a name")
        window.write("Name of the space", SPACE)
        window.press("Create space")
        is_open(window, SPACE)
        until(lambda: window.conversation(SPACE), "the list has it")
        assert len(members(emulator, SPACE)) == 2, members(emulator, SPACE)
    with flow.step("beginning the same direct message again finds the first"):
        window.keys("ctrl+n")
        choose_person(window, MAIL, PERSON)
        window.press("Start chat")
        is_open(window, PERSON)
        assert len(direct_messages(emulator, nadia)) == 1
        window.open_conversation(SPACE)
    with flow.step("somebody is invited from the list of members"):
        window.press("Members")
        window.wait_row("Members", "Owner")
        window.press("Invite…")
        choose_person(window, "kofi", "Kofi Mensah")
        window.press("Invite")
        window.wait_row("Members", "Kofi Mensah", 30)
        kofi = people(emulator)["kofi.mensah@lanternworks.example"]
        assert kofi in members(emulator, SPACE)
        flow.picture("members")
    with flow.step("the space is renamed"):
        window.activate()
        window.keys("ctrl+shift+s")
        until(lambda: window.text("Name of the space") == SPACE, "its name stands in the field")
        window.write("Name of the space", RENAMED)
        window.press("Save changes")
        until(lambda: RENAMED in names(emulator), "the service has the new name", 30)
        is_open(window, RENAMED)
        flow.picture("settings")
        window.press("Close panel")
    with flow.step("a message is pinned, found among the pins, and unpinned"):
        text = flow.unique("Worth keeping")
        window.say(text)
        until(lambda: text in emulator.texts(RENAMED), "the service has it")
        until(lambda: "waiting" not in window.wait_row("Messages", text), "the row knows it")
        window.go_to_row("Messages", text)
        window.keys("Menu")
        window.choose("Pin for everybody")
        until(lambda: emulator.space(RENAMED)["pins"], "the service has the pin", 30)
        window.press("Pinned messages")
        window.wait_row("Pinned messages", text, 30)
        flow.picture("pins")
        window.press("Close panel")
        window.go_to_row("Messages", text)
        window.keys("Menu")
        window.choose("Unpin")
        until(lambda: not emulator.space(RENAMED)["pins"], "the pin is gone", 30)
    with flow.step("who came and what it was called stands between the messages"):
        row = window.wait_row("Messages", f"is now called “{RENAMED}”")
        assert "Kofi Mensah joined" in row, row
        size = window.size_of("Messages")
        emulator.act("join", user="Omar Haddad", space=RENAMED)
        window.wait_row("Messages", "Omar Haddad joined", 30)
        emulator.act("leave", user="Omar Haddad", space=RENAMED)
        window.wait_row("Messages", "Omar Haddad left", 30)
        emulator.act("rename", space=RENAMED, name=LATER)
        window.wait_row("Messages", f"is now called “{LATER}”", 30)
        assert window.size_of("Messages") == size, "none of it is a message"
        is_open(window, LATER)
        flow.picture("happenings")
    with flow.step("the space is muted"):
        window.go_to_row("Conversations", LATER)
        window.keys("Menu")
        window.choose("Mute")
        own = me.split("/")[1]
        muted = lambda: emulator.space(LATER)["readStates"].get(own, {}).get("muteSetting")
        until(lambda: muted() == "MUTED", lambda: f"the service has it: {muted()}", 30)
        until(lambda: "muted" in window.conversation(LATER).lower(),
              lambda: f"the list says so: {window.conversation(LATER)}", 30)
    with flow.step("it is left, after a question"):
        window.go_to_row("Conversations", LATER)
        window.keys("Menu")
        window.choose("Leave…")
        window.press("Leave")
        until(lambda: me not in members(emulator, LATER), "the service knows", 30)
        until(lambda: not window.conversation(LATER), "it is gone from the list", 30)


if __name__ == "__main__":
    run(main)
