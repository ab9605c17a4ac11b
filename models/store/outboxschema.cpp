// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/outboxschema.h"

namespace linnet::store {
namespace {

// Bodies are envelopes (codec.h): what is in them can be checked and found again without the
// table around it. AUTOINCREMENT: a sequence is never given twice.
void createTables(Database &database)
{
    database.execute(R"sql(
        CREATE TABLE owner(id INTEGER PRIMARY KEY, body BLOB NOT NULL);
        CREATE TABLE outbox(
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            body BLOB NOT NULL);
        CREATE TABLE drafts(
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            body BLOB NOT NULL);
        CREATE TABLE quarantine(
            id INTEGER PRIMARY KEY,
            source TEXT NOT NULL,
            number INTEGER NOT NULL,
            body BLOB NOT NULL);
    )sql");
}

// Rows may carry files, quotes and a time before which they must not go. The tables are the same,
// but a program that does not know of these would send a message without its files.
void admitFiles(Database &) { }

// Drafts may carry files, a quote and an edit. The tables are the same, but a program that does not
// know of these would write a draft without them and sweep away the files that only drafts name.
void admitWholeDrafts(Database &) { }

constexpr Migration migrations[] = {
    {1, createTables},
    {2, admitFiles},
    {3, admitWholeDrafts},
};

} // namespace

std::span<const Migration> outboxMigrations()
{
    return migrations;
}

} // namespace linnet::store
