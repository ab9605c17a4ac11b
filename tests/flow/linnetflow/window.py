# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person sees of the program and can do with it.

Things are found by their accessible names, as a screen reader tells them; where the bus has no
way, the keyboard and the mouse do.
"""
import contextlib

from .things import (Listener, Role, State, box_of, child_at, children, count, grab_focus,
                     is_in_state, name_of, press_at, press_thing, role_of, set_text, text_of,
                     xdotool)
from .waiting import PATIENCE, NotInTime, until

# What is a text to read when it stands in the window.
TEXTS = {Role.LABEL, Role.PUSH_BUTTON, Role.TOGGLE_BUTTON, Role.CHECK_BOX, Role.RADIO_BUTTON,
         Role.LINK, Role.STATIC, Role.HEADING, Role.ALERT, Role.NOTIFICATION, Role.TEXT,
         Role.ENTRY, Role.PARAGRAPH, Role.PANEL, Role.FILLER, Role.STATUS_BAR, Role.DIALOG,
         Role.COMBO_BOX, Role.TOOL_TIP, Role.IMAGE, Role.PROGRESS_BAR, Role.DOCUMENT_FRAME}
# Their children are rows by the hundred; they are asked for by rows().
ROWS = {Role.LIST, Role.TABLE, Role.TREE, Role.TREE_TABLE, Role.LIST_BOX}


class Window:
    """All windows of one running program; the main one, its menus and its dialogs."""

    def __init__(self, application, pid):
        self._application = application
        self._pid = pid
        self._listener = Listener()

    # -- looking

    def frames(self):
        return [f for f in children(self._application) if is_in_state(f, State.SHOWING)]

    def walk(self, thing=None, rows=False):
        """Everything that is to be seen, depth first. Rows of lists only where asked for."""
        for child in children(self._application if thing is None else thing):
            if not is_in_state(child, State.SHOWING):
                continue
            yield child
            if rows or role_of(child) not in ROWS:
                yield from self.walk(child, rows)

    def find(self, name, *roles):
        """The first thing to be seen with this accessible name (and one of these roles)."""
        for thing in self.walk():
            if name_of(thing) == name and (not roles or role_of(thing) in roles):
                return thing
        return None

    def find_like(self, beginning, *roles):
        """As find(), by how the name begins."""
        for thing in self.walk():
            if name_of(thing).startswith(beginning) and (not roles or role_of(thing) in roles):
                return thing
        return None

    def get(self, name, *roles, seconds=PATIENCE):
        """As find(), waiting for it to appear."""
        return until(lambda: self.find(name, *roles),
                     lambda: f"“{name}” is to be seen; instead: {self.texts()}", seconds)

    def texts(self):
        """All that there is to read, outside of lists and of what was written."""
        return [name_of(t) for t in self.walk() if role_of(t) in TEXTS and name_of(t)]

    def says(self, *words):
        """The text to be seen that has all these words in it, in whatever case."""
        for text in self.texts():
            if all(word.lower() in text.lower() for word in words):
                return text
        return None

    def wait_says(self, *words, seconds=PATIENCE):
        return until(lambda: self.says(*words),
                     lambda: f"the window says {words}; instead: {self.texts()}", seconds)

    def wait_silent(self, *words, seconds=PATIENCE):
        until(lambda: not self.says(*words), f"the window no longer says {words}", seconds)

    def title(self):
        return next((name_of(f) for f in self.frames()), "")

    # -- lists

    def rows(self, list_name, last=0):
        """The sentences of a list's rows, top to bottom; only the last so many where asked."""
        whole = self.find(list_name, *ROWS)
        if whole is None:
            return []
        number = count(whole)
        first = max(0, number - last) if last else 0
        rows = [child_at(whole, i) for i in range(first, number)]
        return [name_of(row) for row in rows if row is not None]

    def size_of(self, list_name):
        """How many rows a list has."""
        whole = self.find(list_name, *ROWS)
        return count(whole) if whole else 0

    def visible_rows(self, list_name):
        """The rows in view, each with its place on the display."""
        whole = self.find(list_name, *ROWS)
        frame = box_of(whole)
        seen = []
        for row in children(whole):
            box = box_of(row)
            if box and box.y + box.height > frame.y and box.y < frame.y + frame.height:
                seen.append((box.y, box.height, name_of(row)))
        return seen

    def wait_rest(self, list_name):
        """Waits until a list moves no more: many looks in a row see the same rows at the same
        places. What is on its way over the network can come later still."""
        looks = []

        def same():
            looks.append((self.size_of(list_name), self.visible_rows(list_name)))
            return len(looks) >= 6 and all(look == looks[-1] for look in looks[-6:])
        until(same, f"{list_name} comes to rest", 60)

    def row(self, list_name, words, last=0):
        """The last row with these words in its sentence, and the sentence."""
        whole = self.find(list_name, *ROWS)
        if whole is None:
            return None
        number = count(whole)
        for i in range(number - 1, max(0, number - last) - 1 if last else -1, -1):
            row = child_at(whole, i)
            if row is not None and words in name_of(row):
                return row
        return None

    def wait_row(self, list_name, words, seconds=PATIENCE, last=40):
        """The sentence of the row with these words, once there is one."""
        row = until(lambda: self.row(list_name, words, last),
                    lambda: f"“{words}” in {list_name}; there: {self.rows(list_name, 5)}", seconds)
        return name_of(row)

    # -- what this program has

    def conversation(self, title):
        """The sentence of a conversation in the list, empty when it is not there."""
        rows = self.rows("Conversations")
        return next((row for row in rows if row.startswith(f"{title}, ")), "")

    def open_conversation(self, title):
        """Clicks it and waits until it is the one that is open."""
        until(lambda: self.conversation(title), f"“{title}” is in the list")
        self.click_row("Conversations", title + ", ")
        until(lambda: self.title().split(") ")[-1].startswith(title),
              lambda: f"“{title}” is open; the window is called “{self.title()}”")
        self.get("Message composer")

    def say(self, text, button=None):
        """Writes a message and sends it: with Enter, or with a button."""
        self.focus("Message composer")
        self.type(text)
        until(lambda: self.text("Message composer") == text,
              lambda: f"the composer has what was typed; it has {self.text('Message composer')!r}")
        if button:
            self.press(button)
        else:
            self.keys("Return")

    def thread_rows(self):
        """The sentences of the thread that is open beside the timeline."""
        pane = self.find("Thread")
        whole = next((t for t in self.walk(pane) if role_of(t) in ROWS), None) if pane else None
        return [name_of(row) for row in children(whole)] if whole else []

    # -- doing

    def wheel(self, list_name, clicks):
        """Turns the wheel over a list: up for negative numbers."""
        box = box_of(self.find(list_name, *ROWS))
        for _ in range(abs(clicks)):
            press_at(box.x + box.width // 3, box.y + box.height // 2, 4 if clicks < 0 else 5)

    def click(self, thing, button=1):
        """Presses the mouse in its middle."""
        box = box_of(thing)
        press_at(box.x + box.width // 2, box.y + box.height // 2, button)

    def click_row(self, list_name, words, button=1, last=0):
        """Clicks the row with these words, after turning the wheel until it is in view."""
        def in_view():
            whole = box_of(self.find(list_name, *ROWS))
            row = box_of(self.row(list_name, words, last))
            if not whole or not row:
                return None
            if row.y < whole.y or row.y + min(row.height, 60) > whole.y + whole.height:
                wheel = 4 if row.y < whole.y else 5
                press_at(whole.x + whole.width // 3, whole.y + whole.height // 2, wheel)
                return None
            return row
        row = until(in_view, f"“{words}” in {list_name} can be clicked")
        whole = box_of(self.find(list_name, *ROWS))
        bottom = min(row.y + row.height, whole.y + whole.height)
        press_at(max(row.x, whole.x) + min(row.width, whole.width) // 3, (row.y + bottom) // 2,
                 button)

    def go_to_row(self, list_name, words):
        """Goes to the last row with these words by the keyboard alone."""
        whole = self.focus(list_name, *ROWS)

        def current():
            return next((i for i in range(count(whole) - 1, -1, -1)
                         if is_in_state(child_at(whole, i), State.FOCUSED)), -1)

        def there():
            at = current()
            wanted = max((i for i in range(count(whole)) if words in name_of(child_at(whole, i))),
                         default=None)
            if wanted is None or at == wanted:
                return wanted is not None
            self.keys("Down" if 0 <= at < wanted else "Up")
            # A row taller than the view is gone through by pages first.
            with contextlib.suppress(NotInTime):
                until(lambda: current() != at, "the key moves", 1)
            return False
        until(there, lambda: f"the keyboard reaches “{words}” in {list_name}")

    def press(self, name, seconds=PATIENCE):
        """Presses a button, or chooses an entry of a menu, by its accessible action."""
        def ready():
            thing = self.find(name, Role.PUSH_BUTTON, Role.TOGGLE_BUTTON, Role.MENU_ITEM,
                              Role.CHECK_BOX, Role.RADIO_BUTTON, Role.CHECK_MENU_ITEM, Role.LINK)
            return thing if thing and is_in_state(thing, State.ENABLED) else None
        thing = until(ready, lambda: f"“{name}” can be pressed; there: {self.texts()}", seconds)
        press_thing(thing)

    def press_if_there(self, name):
        """Presses a button that may have gone by itself."""
        thing = self.find(name, Role.PUSH_BUTTON)
        if thing:
            press_thing(thing)

    def choose(self, entry):
        """Chooses an entry of the menu that is open, by the keyboard."""
        def there():
            self._listener.listen()
            menu = self._listener.menu
            return entry in [name_of(child) for child in children(menu)] if menu else False
        until(there, lambda: f"a menu offers “{entry}”; it offers: {self.menu()}")

        def reached():
            self._listener.listen()
            if self._listener.focused and name_of(self._listener.focused) == entry:
                return True
            self.keys("Down")
            return False
        until(reached, f"the menu's entry “{entry}” is reached by the keyboard")
        self.keys("Return")

    def menu(self):
        """The entries of the menu that is open."""
        self._listener.listen()
        menu = self._listener.menu
        return [name_of(child) for child in children(menu) if name_of(child)] if menu else []

    def wait_focused(self, name, seconds=15):
        """What has the keyboard, once it is this: panels that open like menus are found so."""
        def focused():
            self._listener.listen()
            thing = self._listener.focused
            return thing if thing and name_of(thing) == name else None
        return until(focused, f"“{name}” has the keyboard", seconds)

    def is_active(self):
        return any(is_in_state(f, State.ACTIVE) for f in self.frames())

    def activate(self):
        """Brings the window to the front, as a click on its frame does."""
        def active():
            if self.is_active():
                return True
            for window in self.x_windows():
                xdotool("windowactivate", window)
            return self.is_active()
        until(active, "the window is the active one")

    def minimise(self):
        for window in self.x_windows():
            xdotool("windowminimize", window)
        until(lambda: not self.is_active(), "the window is minimised")

    def x_windows(self):
        found = xdotool("search", "--onlyvisible", "--pid", str(self._pid), "--name", ".")
        return found.stdout.split()

    def focus(self, name, *roles):
        """Puts the keyboard into a field."""
        def focused():
            thing = self.find(name, *roles)
            if thing is None:
                return None
            if is_in_state(thing, State.FOCUSED):
                return thing
            if not grab_focus(thing):
                self.keys("F6")  # lists cannot be told to; this goes to the next part
            return None
        self.activate()
        return until(focused, f"“{name}” has the keyboard")

    def focus_within(self, pane, name):
        """As focus(), for a thing that there is more than once."""
        def focused():
            whole = self.find(pane)
            thing = next((t for t in self.walk(whole) if name_of(t) == name), None) if whole else None
            if thing is None or is_in_state(thing, State.FOCUSED):
                return thing
            grab_focus(thing)
            return None
        return until(focused, f"“{name}” in “{pane}” has the keyboard")

    def keys(self, *keys):
        """Presses keys, as “Return”, “shift+Return”, “ctrl+k”."""
        xdotool("key", "--clearmodifiers", *keys)

    def type(self, text):
        """Types plain ASCII where the keyboard is."""
        xdotool("type", "--clearmodifiers", "--delay", "2", "--", text)

    def write(self, name, text):
        """Puts a text into a field at once, as from the clipboard."""
        field = self.get(name, Role.TEXT, Role.ENTRY)
        set_text(field, text)
        until(lambda: self.text(name) == text, f"the text stands in “{name}”")

    def text(self, name):
        """What stands in a field."""
        field = self.find(name, Role.TEXT, Role.ENTRY)
        return text_of(field) if field else ""

    # -- for people who look for the reason of a failure

    def outline(self, thing=None, depth=0):
        """The tree of what is to be seen, one line a thing."""
        lines = []
        for child in children(self._application if thing is None else thing):
            shown = "" if is_in_state(child, State.SHOWING) else " (hidden)"
            lines.append(f"{'  ' * depth}{role_of(child).value_nick} “{name_of(child)[:160]}”{shown}")
            if shown == "":
                lines += self.outline(child, depth + 1)
        return lines
