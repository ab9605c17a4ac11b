// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/cacheschema.h"

namespace linnet::store {
namespace {

// Names repeat a million times, so rows refer to spaces, threads and users by number. A message's
// name is kept without "spaces/S/messages/"; its rowid is its time in microseconds, made unique.
//
// The indexes serve: the timeline of a space (reply 0) and its newest reply (1); the timeline of a
// thread and, without touching rows, its count of replies and their senders; echoes by client id;
// the unread and mention counts.
void createTables(Database &database)
{
    database.execute(R"sql(
        CREATE TABLE account(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE spaces(
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            known INTEGER NOT NULL DEFAULT 0,
            last_active INTEGER NOT NULL DEFAULT 0,
            last_read INTEGER,
            muted INTEGER NOT NULL DEFAULT 0,
            members_known INTEGER NOT NULL DEFAULT 0,
            event_cursor INTEGER NOT NULL DEFAULT 0,
            body BLOB);
        CREATE TABLE users(
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            known INTEGER NOT NULL DEFAULT 0,
            type INTEGER NOT NULL DEFAULT 0,
            anonymous INTEGER NOT NULL DEFAULT 0,
            display_name TEXT NOT NULL DEFAULT '',
            email TEXT NOT NULL DEFAULT '',
            avatar_url TEXT NOT NULL DEFAULT '',
            domain_id TEXT NOT NULL DEFAULT '',
            last_seen INTEGER NOT NULL DEFAULT 0);
        CREATE INDEX users_nameless ON users(last_seen) WHERE display_name = '';
        CREATE TABLE members(
            space INTEGER NOT NULL,
            user INTEGER NOT NULL,
            group_name TEXT NOT NULL,
            role INTEGER NOT NULL,
            state INTEGER NOT NULL,
            PRIMARY KEY(space, user, group_name)) WITHOUT ROWID;
        CREATE TABLE threads(
            id INTEGER PRIMARY KEY,
            space INTEGER NOT NULL,
            name TEXT NOT NULL,
            UNIQUE(space, name));
        CREATE TABLE messages(
            id INTEGER PRIMARY KEY,
            space INTEGER NOT NULL,
            name TEXT NOT NULL,
            client TEXT,
            thread INTEGER,
            reply INTEGER NOT NULL,
            sender INTEGER NOT NULL,
            create_time INTEGER NOT NULL,
            update_time INTEGER NOT NULL,
            delete_time INTEGER NOT NULL,
            incoming INTEGER NOT NULL,
            mention INTEGER NOT NULL,
            text TEXT NOT NULL,
            body BLOB NOT NULL,
            UNIQUE(space, name));
        CREATE INDEX messages_timeline ON messages(space, reply, create_time, name);
        CREATE INDEX messages_thread
            ON messages(thread, create_time, name, reply, delete_time, sender)
            WHERE thread IS NOT NULL;
        CREATE INDEX messages_client ON messages(space, client) WHERE client IS NOT NULL;
        CREATE INDEX messages_unread ON messages(space, create_time)
            WHERE reply = 0 AND incoming = 1;
        CREATE INDEX messages_mentions ON messages(space, create_time) WHERE mention = 1;
        CREATE TABLE my_reactions(
            space INTEGER NOT NULL,
            message TEXT NOT NULL,
            emoji TEXT NOT NULL,
            PRIMARY KEY(space, message, emoji)) WITHOUT ROWID;
        CREATE TABLE coverage(
            space INTEGER NOT NULL,
            thread INTEGER NOT NULL,
            from_time INTEGER NOT NULL,
            to_time INTEGER NOT NULL,
            PRIMARY KEY(space, thread, from_time)) WITHOUT ROWID;
    )sql");
}

// What came with following every space by its events. A space that was covered before is followed
// from where its coverage ends.
void followEvents(Database &database)
{
    database.execute(R"sql(
        ALTER TABLE spaces ADD COLUMN notification INTEGER;
        UPDATE spaces SET event_cursor = COALESCE(
            (SELECT MAX(to_time) FROM coverage WHERE space = spaces.id AND thread = 0), 0)
            WHERE event_cursor = 0;
        ALTER TABLE my_reactions ADD COLUMN mine INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE my_reactions ADD COLUMN told INTEGER NOT NULL DEFAULT 0;
        CREATE TABLE reaction_questions(
            space INTEGER NOT NULL,
            message TEXT NOT NULL,
            about INTEGER NOT NULL,
            PRIMARY KEY(space, message, about)) WITHOUT ROWID;
        CREATE TABLE backfills(
            space INTEGER PRIMARY KEY,
            state INTEGER NOT NULL,
            messages INTEGER NOT NULL,
            reached INTEGER NOT NULL,
            error INTEGER);
    )sql");
}

// How far a thread is read: what the service says, or what was read here, which it is not told.
void rememberThreadReads(Database &database)
{
    database.execute("ALTER TABLE threads ADD COLUMN last_read INTEGER NOT NULL DEFAULT 0");
}

// What an edited message said before, and of which version (its update_time) that was.
void rememberEarlierTexts(Database &database)
{
    database.execute(R"sql(
        ALTER TABLE messages ADD COLUMN earlier_text TEXT;
        ALTER TABLE messages ADD COLUMN earlier_time INTEGER NOT NULL DEFAULT 0;
    )sql");
}

// What happened beside messages. A space's first name is what a later one is told apart from; of
// those that are known already it is the present one, which is put down with the next change.
// Who left comes with the list of members where the event does not say: user is 0 until then, and
// -1 where the list does not say it either.
void rememberHappenings(Database &database)
{
    database.execute(R"sql(
        CREATE TABLE happenings(
            space INTEGER NOT NULL,
            event TEXT NOT NULL,
            kind INTEGER NOT NULL,
            time INTEGER NOT NULL,
            user INTEGER NOT NULL,
            name TEXT NOT NULL,
            PRIMARY KEY(space, event)) WITHOUT ROWID;
        ALTER TABLE spaces ADD COLUMN first_name TEXT;
        ALTER TABLE spaces ADD COLUMN first_name_time INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE spaces ADD COLUMN happenings_asked INTEGER NOT NULL DEFAULT 0;
    )sql");
}

constexpr Migration migrations[] = {
    {1, createTables},         {2, followEvents},       {3, rememberThreadReads},
    {4, rememberEarlierTexts}, {5, rememberHappenings},
};

} // namespace

std::span<const Migration> cacheMigrations()
{
    return migrations;
}

} // namespace linnet::store
