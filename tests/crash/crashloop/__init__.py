# SPDX-License-Identifier: GPL-3.0-or-later
"""What tests/crash/killloop is made of."""
