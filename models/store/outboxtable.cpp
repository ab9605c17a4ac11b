// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/outboxtable.h"

#include "models/store/outboxfiles.h"
#include "models/store/statement.h"

#include <QFileInfo>

#include <algorithm>

namespace linnet::store {
namespace {

// The content of a row when the row is what it was written as.
std::optional<QByteArray> contentOf(RowKind kind, qint64 number, const QByteArray &body)
{
    const std::optional<Envelope> envelope = unseal(body);
    if (!envelope || envelope->kind != kind || envelope->number != number)
        return std::nullopt;
    return envelope->content;
}

void updateItem(Database &database, const OutboxItem &item)
{
    Statement(database, "UPDATE outbox SET body = ? WHERE sequence = ?",
              seal(RowKind::OutboxItem, item.sequence, encodeItem(item)), item.sequence)
        .run();
}

void deleteItem(Database &database, qint64 sequence)
{
    Statement(database, "DELETE FROM outbox WHERE sequence = ?", sequence).run();
}

void deleteDraft(Database &database, qint64 number)
{
    Statement(database, "DELETE FROM drafts WHERE id = ?", number).run();
}

// The item is what was written there. What else is sent to the same place leaves the draft alone.
bool isOf(const OutboxItem &item, const Draft &draft)
{
    const DraftBeside &beside = draft.beside;
    return draft.text.trimmed() == item.text.trimmed() && beside.editing.isEmpty()
        && beside.files.size() == item.files.size()
        && beside.quote.has_value() == item.quote.has_value();
}

// Of its files those that lie with the outbox: they are named without a folder.
QSet<QString> storedOf(const Draft &draft)
{
    QSet<QString> names;
    for (const OutgoingFile &file : draft.beside.files) {
        if (!file.path.contains(u'/'))
            names.insert(file.path);
    }
    return names;
}

} // namespace

void insertItem(Database &database, const OutboxItem &item)
{
    Statement(database, "INSERT INTO outbox(sequence, body) VALUES(?, ?)", item.sequence,
              seal(RowKind::OutboxItem, item.sequence, encodeItem(item)))
        .run();
}

void insertDraft(Database &database, qint64 number, const Draft &draft)
{
    Statement(database, "INSERT OR REPLACE INTO drafts(id, body) VALUES(?, ?)", number,
              seal(RowKind::Draft, number, encodeDraft(draft)))
        .run();
}

void insertOwner(Database &database, const UserId &owner)
{
    Statement(database, "INSERT OR REPLACE INTO owner(id, body) VALUES(1, ?)",
              seal(RowKind::Owner, 1, owner.name().toUtf8()))
        .run();
}

Result<int> OutboxTable::load()
{
    close(Error());
    m_closed.reset();
    Transaction transaction(m_database);
    loadItems();
    loadDrafts();
    {
        Statement query(m_database, "SELECT body FROM owner WHERE id = 1");
        if (query.next()) {
            if (const auto content = contentOf(RowKind::Owner, 1, query.blob(0)))
                m_owner = UserId(QString::fromUtf8(*content));
        }
    }
    int quarantined = 0;
    {
        Statement query(m_database, "SELECT COUNT(*) FROM quarantine");
        if (query.next())
            quarantined = int(query.integer(0));
    }
    return transaction.commit().map([quarantined] { return quarantined; });
}

void OutboxTable::loadItems()
{
    QList<std::pair<qint64, QByteArray>> unreadable;
    {
        Statement query(m_database, "SELECT sequence, body FROM outbox ORDER BY sequence");
        while (query.next()) {
            const qint64 sequence = query.integer(0);
            std::optional<OutboxItem> item;
            if (const auto content = contentOf(RowKind::OutboxItem, sequence, query.blob(1)))
                item = decodeItem(sequence, *content);
            if (item)
                remember(*item);
            else
                unreadable.append({sequence, query.blob(1)});
        }
    }
    for (const auto &[sequence, body] : std::as_const(unreadable)) {
        quarantine("outbox", sequence, body);
        deleteItem(m_database, sequence);
    }
}

void OutboxTable::loadDrafts()
{
    QList<std::pair<qint64, QByteArray>> unreadable;
    {
        Statement query(m_database, "SELECT id, body FROM drafts ORDER BY id");
        while (query.next()) {
            const qint64 number = query.integer(0);
            std::optional<Draft> draft;
            if (const auto content = contentOf(RowKind::Draft, number, query.blob(1)))
                draft = decodeDraft(*content);
            if (draft)
                m_drafts.insert(draft->scope, {number, *draft});
            else
                unreadable.append({number, query.blob(1)});
        }
    }
    for (const auto &[number, body] : std::as_const(unreadable)) {
        quarantine("drafts", number, body);
        deleteDraft(m_database, number);
    }
}

void OutboxTable::quarantine(const char *source, qint64 number, const QByteArray &body)
{
    Statement(m_database, "INSERT INTO quarantine(source, number, body) VALUES(?, ?, ?)",
              QString::fromLatin1(source), number, body)
        .run();
}

void OutboxTable::close(const Error &reason)
{
    m_closed = reason;
    m_items.clear();
    m_bySpace.clear();
    m_byMessage.clear();
    m_hidden.clear();
    m_drafts.clear();
    m_progress.clear();
    m_owner = UserId();
}

Result<void> OutboxTable::writable() const
{
    if (m_closed)
        return Failure(*m_closed);
    return {};
}

void OutboxTable::remember(const OutboxItem &item)
{
    forget(item.sequence);
    m_items.emplace(item.sequence, item);
    m_bySpace[item.space].insert(item.sequence);
    if (!item.message.isEmpty())
        m_byMessage.insert(item.message, item.sequence);
    if (item.state == OutboxState::Failed && !item.thread.isEmpty())
        m_refused.insert(item.thread, item.sequence);
}

void OutboxTable::forget(qint64 sequence)
{
    const auto it = m_items.find(sequence);
    if (it == m_items.end())
        return;
    m_bySpace[it->second.space].erase(sequence);
    m_byMessage.remove(it->second.message, sequence);
    m_refused.remove(it->second.thread, sequence);
    m_hidden.erase(sequence);
    m_items.erase(it);
}

QList<OutboxItem> OutboxTable::items() const
{
    QList<OutboxItem> result;
    for (const auto &[sequence, item] : m_items) {
        if (!m_hidden.contains(sequence))
            result.append(item);
    }
    return result;
}

QList<OutboxItem> OutboxTable::items(const SpaceId &space) const
{
    QList<OutboxItem> result;
    const auto it = m_bySpace.constFind(space);
    if (it == m_bySpace.cend())
        return result;
    for (const qint64 sequence : it.value()) {
        if (!m_hidden.contains(sequence))
            result.append(m_items.at(sequence));
    }
    return result;
}

QList<OutboxItem> OutboxTable::refused(const ThreadId &thread) const
{
    QList<OutboxItem> result;
    const auto [begin, end] = m_refused.equal_range(thread);
    for (auto it = begin; it != end; ++it) {
        if (!m_hidden.contains(it.value()))
            result.append(m_items.at(it.value()));
    }
    return result;
}

QList<OutboxItem> OutboxTable::changesOf(const MessageId &message) const
{
    QList<OutboxItem> result;
    if (message.isEmpty())
        return result;
    const auto [begin, end] = m_byMessage.equal_range(message);
    for (auto it = begin; it != end; ++it) {
        const OutboxItem &item = m_items.at(it.value());
        if (item.kind != OutboxKind::CreateMessage && !m_hidden.contains(item.sequence))
            result.append(item);
    }
    std::sort(result.begin(), result.end(),
              [](const auto &a, const auto &b) { return a.sequence < b.sequence; });
    return result;
}

const OutboxItem *OutboxTable::find(qint64 sequence) const
{
    const auto it = m_items.find(sequence);
    return it != m_items.cend() && !m_hidden.contains(sequence) ? &it->second : nullptr;
}

const OutboxItem *OutboxTable::findCreate(const MessageId &local) const
{
    const auto [begin, end] = m_byMessage.equal_range(local);
    for (auto it = begin; it != end; ++it) {
        const OutboxItem *item = find(it.value());
        if (item && item->kind == OutboxKind::CreateMessage)
            return item;
    }
    return nullptr;
}

Result<OutboxItem> OutboxTable::add(OutboxItem item, const QList<qint64> &superseded)
{
    if (Result<void> open = writable(); !open)
        return Failure(open.error());
    const TimelineScope scope{item.space, item.thread};
    const StoredDraft draft = m_drafts.value(scope);
    const bool draftGoes
        = item.kind == OutboxKind::CreateMessage && draft.number != 0 && isOf(item, draft.draft);
    Transaction transaction(m_database);
    // The sequence is part of what the checksum covers, so the row is made before its body.
    Statement(m_database, "INSERT INTO outbox(body) VALUES(x'')").run();
    item.sequence = m_database.lastInsertId();
    updateItem(m_database, item);
    for (const qint64 sequence : superseded)
        deleteItem(m_database, sequence);
    if (draftGoes)
        deleteDraft(m_database, draft.number);
    if (Result<void> done = transaction.commit(); !done)
        return Failure(done.error());
    if (draftGoes)
        m_drafts.remove(scope);
    remember(item);
    forgetAll(superseded, Files::Remove);
    if (draftGoes)
        removeUnnamed(storedOf(draft.draft));
    return item;
}

Result<void> OutboxTable::replace(const OutboxItem &item)
{
    if (Result<void> open = writable(); !open)
        return open;
    Transaction transaction(m_database);
    updateItem(m_database, item);
    Result<void> done = transaction.commit();
    if (done)
        remember(item);
    return done;
}

Result<void> OutboxTable::remove(const QList<qint64> &sequences, Files files)
{
    if (Result<void> open = writable(); !open)
        return open;
    if (sequences.isEmpty())
        return {};
    Transaction transaction(m_database);
    for (const qint64 sequence : sequences)
        deleteItem(m_database, sequence);
    Result<void> done = transaction.commit();
    if (done)
        forgetAll(sequences, files);
    return done;
}

void OutboxTable::forgetAll(const QList<qint64> &sequences, Files files)
{
    QSet<QString> gone;
    for (const qint64 sequence : sequences) {
        if (const auto it = m_items.find(sequence); it != m_items.end()) {
            for (const OutboxFile &file : it->second.files)
                gone.insert(file.stored);
        }
        forget(sequence);
        m_progress.remove(sequence);
    }
    if (files == Files::Remove)
        removeUnnamed(gone);
}

void OutboxTable::removeUnnamed(QSet<QString> stored)
{
    if (stored.isEmpty())
        return;
    stored.subtract(storedFiles());
    for (const QString &name : std::as_const(stored))
        removeOutboxFile(m_files, name);
}

QSet<QString> OutboxTable::storedFiles() const
{
    QSet<QString> names;
    for (const auto &[sequence, item] : m_items) {
        for (const OutboxFile &file : item.files)
            names.insert(file.stored);
    }
    for (const StoredDraft &each : m_drafts)
        names.unite(storedOf(each.draft));
    return names;
}

void OutboxTable::setProgress(qint64 sequence, qsizetype file, qint64 bytes)
{
    const auto it = m_items.find(sequence);
    if (it == m_items.end() || file < 0 || file >= it->second.files.size())
        return;
    QList<qint64> &sent = m_progress[sequence];
    sent.resize(it->second.files.size());
    sent[file] = bytes;
}

qint64 OutboxTable::progress(qint64 sequence, qsizetype file) const
{
    return m_progress.value(sequence).value(file);
}

void OutboxTable::setHidden(const QList<qint64> &sequences, bool hidden)
{
    for (const qint64 sequence : sequences) {
        if (!hidden)
            m_hidden.erase(sequence);
        else if (m_items.contains(sequence))
            m_hidden.insert(sequence);
    }
}

Result<void> OutboxTable::removeHidden()
{
    return remove(QList<qint64>(m_hidden.cbegin(), m_hidden.cend()));
}

Result<void> OutboxTable::saveDraft(const Draft &whole)
{
    if (Result<void> open = writable(); !open)
        return open;
    Draft draft = whole;
    for (OutgoingFile &file : draft.beside.files) {
        if (QFileInfo(file.path).path() == m_files)
            file.path = QFileInfo(file.path).fileName();
    }
    StoredDraft stored = m_drafts.value(draft.scope);
    if (stored.draft.text == draft.text && stored.draft.beside == draft.beside)
        return {};
    const QSet<QString> former = storedOf(stored.draft);
    const bool gone = draft.isEmpty();
    Transaction transaction(m_database);
    if (gone) {
        deleteDraft(m_database, stored.number);
    } else {
        if (stored.number == 0) {
            Statement(m_database, "INSERT INTO drafts(body) VALUES(x'')").run();
            stored.number = m_database.lastInsertId();
        }
        insertDraft(m_database, stored.number, draft);
    }
    Result<void> done = transaction.commit();
    if (!done)
        return done;
    if (gone)
        m_drafts.remove(draft.scope);
    else
        m_drafts.insert(draft.scope, {stored.number, draft});
    removeUnnamed(former);
    return done;
}

Draft OutboxTable::draft(const TimelineScope &scope) const
{
    Draft draft = m_drafts.value(scope).draft;
    draft.scope = scope;
    for (OutgoingFile &file : draft.beside.files) {
        if (!file.path.contains(u'/'))
            file.path = m_files + u'/' + file.path;
    }
    return draft;
}

QList<Draft> OutboxTable::drafts() const
{
    QList<Draft> drafts;
    for (auto it = m_drafts.cbegin(); it != m_drafts.cend(); ++it)
        drafts.append(draft(it.key()));
    return drafts;
}

Result<void> OutboxTable::setOwner(const UserId &owner)
{
    if (Result<void> open = writable(); !open)
        return open;
    Transaction transaction(m_database);
    insertOwner(m_database, owner);
    Result<void> done = transaction.commit();
    if (done)
        m_owner = owner;
    return done;
}

} // namespace linnet::store
