# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the real program against the service emulator, as a person would.

The program is seen through the accessibility bus and moved by its actions, by the keyboard and by
the mouse; what became of it is judged by the emulator, which shares no code with the program.
"""
from .emulator import Emulator
from .flow import Flow, run
from .program import Linnet, Missing
from .waiting import NotInTime, until
from .window import Window

__all__ = ["Emulator", "Flow", "Linnet", "Missing", "NotInTime", "Window", "run", "until"]
