// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/outboxitem.h"
#include "models/store/codec.h"
#include "models/store/database.h"

#include <QHash>
#include <QSet>

#include <map>
#include <set>

namespace linnet::store {

// The rows of outbox.db. They are few and asked for with every page, so they are all kept in
// memory too; that copy changes only after the file's COMMIT has returned. Without a file there
// is nothing in it, and writing answers with the reason.
class OutboxTable
{
public:
    explicit OutboxTable(Database &database)
        : m_database(database)
    {
    }

    // Reads the file. Rows whose checksum is wrong or that cannot be understood go to the
    // quarantine; the number of all that are there is returned.
    [[nodiscard]] Result<int> load();
    // Where the copies of files lie that go with messages; those of a removed item go with it.
    void setFilesDirectory(const QString &directory) { m_files = directory; }
    [[nodiscard]] const QString &filesDirectory() const { return m_files; }
    [[nodiscard]] QSet<QString> storedFiles() const; // of all items and drafts

    // From now on there is no file, because of this.
    void close(const Error &reason);
    [[nodiscard]] const std::optional<Error> &closedBecause() const { return m_closed; }

    [[nodiscard]] QList<OutboxItem> items() const; // in order
    [[nodiscard]] QList<OutboxItem> items(const SpaceId &space) const; // in order
    // Replies of this thread that the service did not take.
    [[nodiscard]] QList<OutboxItem> refused(const ThreadId &thread) const;
    // Writes about a message that the service has, in order.
    [[nodiscard]] QList<OutboxItem> changesOf(const MessageId &message) const;
    [[nodiscard]] const OutboxItem *find(qint64 sequence) const;
    [[nodiscard]] const OutboxItem *findCreate(const MessageId &local) const;
    [[nodiscard]] bool isEmpty() const { return m_items.empty() && m_drafts.isEmpty(); }

    // Gives the item its sequence. Items named by superseded go, with copies of files that no
    // other names, and the draft of the scope goes when it is what the item says, in the same
    // transaction.
    [[nodiscard]] Result<OutboxItem> add(OutboxItem item, const QList<qint64> &superseded);
    [[nodiscard]] Result<void> replace(const OutboxItem &item);
    enum class Files {
        Remove, // those that no other item names
        Leave, // for who takes the item's content back
    };
    [[nodiscard]] Result<void> remove(const QList<qint64> &sequences, Files files = Files::Remove);

    // How many bytes of an item's files have left, while that is under way; not in the file.
    void setProgress(qint64 sequence, qsizetype file, qint64 bytes);
    [[nodiscard]] qint64 progress(qint64 sequence, qsizetype file) const;

    // Items that the cache has already taken in: they no longer show, and go from the file with
    // the next call of removeHidden that succeeds.
    void setHidden(const QList<qint64> &sequences, bool hidden);
    [[nodiscard]] bool hasHidden() const { return !m_hidden.empty(); }
    [[nodiscard]] Result<void> removeHidden();

    // One without anything removes it. Files in the files directory go when nothing names them any
    // more.
    [[nodiscard]] Result<void> saveDraft(const Draft &whole);
    [[nodiscard]] Draft draft(const TimelineScope &scope) const;
    [[nodiscard]] QList<Draft> drafts() const;

    [[nodiscard]] UserId owner() const { return m_owner; }
    [[nodiscard]] Result<void> setOwner(const UserId &owner);

private:
    struct StoredDraft
    {
        qint64 number = 0;
        Draft draft;
    };

    void loadItems();
    void loadDrafts();
    void quarantine(const char *source, qint64 number, const QByteArray &body);
    void remember(const OutboxItem &item);
    void forget(qint64 sequence);
    // Of items that are gone from the file.
    void forgetAll(const QList<qint64> &sequences, Files files);
    void removeUnnamed(QSet<QString> stored);
    [[nodiscard]] Result<void> writable() const;

    Database &m_database;
    std::optional<Error> m_closed;
    std::map<qint64, OutboxItem> m_items;
    QHash<SpaceId, std::set<qint64>> m_bySpace;
    QMultiHash<MessageId, qint64> m_byMessage;
    QMultiHash<ThreadId, qint64> m_refused; // replies: asked for with every first message
    std::set<qint64> m_hidden;
    QHash<TimelineScope, StoredDraft> m_drafts;
    QString m_files;
    QHash<qint64, QList<qint64>> m_progress;
    UserId m_owner;
};

// Writes rows into an empty outbox file, with the numbers they have.
void insertItem(Database &database, const OutboxItem &item);
void insertDraft(Database &database, qint64 number, const Draft &draft);
void insertOwner(Database &database, const UserId &owner);

} // namespace linnet::store
