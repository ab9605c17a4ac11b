# SPDX-License-Identifier: GPL-3.0-or-later
"""Single things on the accessibility bus: asking them and moving them.

Everything here may be called at any time: a thing that vanishes while it is looked at is simply
not there.
"""
import subprocess

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402 (the version comes first)

Role = Atspi.Role
State = Atspi.StateType

Atspi.init()
Atspi.set_timeout(10_000, 10_000)


def quietly(otherwise):
    """A thing that is gone, or does not answer yet, is `otherwise`."""
    def wrap(function):
        def guarded(*arguments, **more):
            try:
                return function(*arguments, **more)
            except GLib.Error:
                return otherwise() if callable(otherwise) else otherwise
        guarded.__doc__ = function.__doc__
        return guarded
    return wrap


def children(thing):
    for i in range(count(thing)):
        child = child_at(thing, i)
        if child is not None:
            yield child


@quietly(0)
def count(thing):
    return thing.get_child_count()


@quietly(None)
def child_at(thing, i):
    return thing.get_child_at_index(i)


@quietly("")
def name_of(thing):
    return thing.get_name() or ""


@quietly(Role.INVALID)
def role_of(thing):
    return thing.get_role()


@quietly(False)
def is_in_state(thing, state):
    return thing.get_state_set().contains(state)


@quietly("")
def text_of(thing):
    """The text of an editable field."""
    iface = thing.get_text_iface()
    return iface.get_text(0, iface.get_character_count()) if iface else ""


@quietly(None)
def box_of(thing):
    """Where it is on the display."""
    box = thing.get_component_iface().get_extents(Atspi.CoordType.SCREEN) if thing else None
    return box if box and box.width > 0 and box.height > 0 else None


def press_at(x, y, button=1):
    # Without --sync: the display does things in their order, and waiting for a pointer that need
    # not move may last for ever.
    xdotool("mousemove", str(x), str(y), "click", str(button))


class Listener:
    """What the bus tells by itself: the menu that is open, and where the keyboard is.

    Menus are not in the tree of the application, so this is the only way to them.
    """

    def __init__(self):
        self.menu = None
        self.focused = None
        self._listener = Atspi.EventListener.new(self._heard)
        for event in ("object:state-changed:showing", "object:state-changed:focused"):
            self._listener.register(event)

    def _heard(self, event):
        if event.type.endswith(":showing") and role_of(event.source) == Role.POPUP_MENU:
            self.menu = event.source if event.detail1 else None
        elif event.type.endswith(":focused") and event.detail1:
            self.focused = event.source

    def listen(self):
        """Takes in what was told since the last time."""
        while GLib.MainContext.default().iteration(False):
            pass


@quietly(list)
def applications(pid):
    """The accessible applications of a process; nothing is kept from the last time."""
    found = []
    for application in children(Atspi.get_desktop(0)):
        if process_of(application) == pid:
            application.clear_cache()
            application.set_cache_mask(Atspi.Cache.NONE)
            found.append(application)
    return found


@quietly(0)
def process_of(application):
    return application.get_process_id()


def xdotool(*arguments):
    return subprocess.run(["xdotool", *arguments], capture_output=True, text=True, check=False,
                          timeout=30)


@quietly(False)
def grab_focus(thing):
    return thing.get_component_iface().grab_focus()


@quietly(False)
def set_text(thing, text):
    return thing.get_editable_text_iface().set_text_contents(text)


@quietly(False)
def press_thing(thing, action="Press"):
    """The named action of a thing, or its first one."""
    iface = thing.get_action_iface()
    names = [iface.get_action_name(i) for i in range(iface.get_n_actions())]
    return iface.do_action(names.index(action) if action in names else 0)
