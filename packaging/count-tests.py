#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts the tests of a JUnit report that ctest wrote.

usage: count-tests.py REPORT CTEST_EXIT_CODE

Prints the names of those that failed or were skipped, then "N passed, N failed". Ends with 1 when
a test failed, when none passed, or when ctest itself failed. A test that ctest could not start
counts as failed, though ctest's own attributes count it as skipped.
"""
import sys
import xml.etree.ElementTree


def main():
    report, ctest_code = sys.argv[1], int(sys.argv[2])
    passed, failed, skipped = [], [], []
    for case in xml.etree.ElementTree.parse(report).iter("testcase"):
        name, status = case.get("name"), case.get("status")
        note = case.find("skipped")
        if status == "run":
            passed.append(name)
        elif status == "disabled" or (
                status == "notrun" and note is not None
                and note.get("message", "").startswith("SKIP_")):
            skipped.append(name)
        else:
            failed.append(name)
    for what, names in (("skipped", skipped), ("failed", failed)):
        for name in names:
            print(f"{what}: {name}")
    print(f"{len(passed)} passed, {len(failed)} failed", flush=True)
    return 1 if failed or not passed or ctest_code != 0 else 0


if __name__ == "__main__":
    sys.exit(main())
