// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/outboxfile.h"

#include "models/store/filecheck.h"
#include "models/store/files.h"
#include "models/store/outboxschema.h"
#include "models/store/quarantine.h"
#include "models/store/salvage.h"
#include "models/store/statement.h"

#include <QDir>
#include <QFileInfo>
#include <QLoggingCategory>

using namespace Qt::StringLiterals;

namespace linnet::store {
namespace {

Q_LOGGING_CATEGORY(logOutbox, "linnet.store.outbox")

constexpr qint64 ballastSize = 1024LL * 1024;

Error damaged(const QString &reason)
{
    Error error;
    error.kind = ErrorKind::StorageDamaged;
    error.reason = reason;
    return error;
}

// A new file that took the place of a damaged one is made under this name first, and renamed to
// the second when it is complete: only then may the damaged one go.
QString unfinishedName(const QString &path)
{
    return path + ".new"_L1;
}

QString finishedName(const QString &path)
{
    return path + ".ready"_L1;
}

QString backupName(const QString &path, int age)
{
    return age == 0 ? path + ".bak"_L1 : QString(path + ".bak."_L1 + QString::number(age));
}

Result<void> check(Database &database)
{
    if (Result<void> sound = checkFile(database, CheckDepth::Indexes); !sound)
        return sound;
    for (const char *sql :
         {"SELECT sequence, body FROM outbox LIMIT 1", "SELECT id, body FROM drafts LIMIT 1",
          "SELECT id, body FROM owner LIMIT 1",
          "SELECT source, number, body FROM quarantine LIMIT 1"})
        Statement(database, sql).next();
    Result<void> read = database.takeResult();
    if (!read && read.error().reason == "SQLITE_ERROR"_L1)
        return Failure(damaged(u"schema"_s));
    if (!read)
        return read;
    return Transaction(database).commit();
}

Result<void> tryOpen(const QString &path, Database &database)
{
    Result<void> result = prepareDatabaseFile(path);
    if (result)
        result = database.open(path, Durability::Full);
    if (result) {
        // What was sent or taken back does not stay in the file; salvage relies on it, too.
        database.execute("PRAGMA secure_delete=ON");
        result = migrate(database, outboxMigrations());
    }
    // A step of the schema that fails on a file of an older version means the same.
    if (!result && result.error().reason == "SQLITE_ERROR"_L1)
        result = Failure(damaged(u"schema"_s));
    if (result)
        result = check(database);
    if (!result)
        database.close();
    return result;
}

// --- salvage

bool holdsText(const OutboxItem &item)
{
    return item.kind == OutboxKind::CreateMessage || item.kind == OutboxKind::UpdateMessage;
}

// Everything that goes into the new file.
struct Kept
{
    std::map<qint64, OutboxItem> items;
    QHash<TimelineScope, Draft> drafts;
    UserId owner;
    QList<QByteArray> broken;

    void addRow(const Envelope &row)
    {
        switch (row.kind) {
        case RowKind::OutboxItem:
            if (const auto item = decodeItem(row.number, row.content))
                items.emplace(row.number, *item);
            else
                broken.append(seal(row.kind, row.number, row.content));
            break;
        case RowKind::Draft:
            if (const auto draft = decodeDraft(row.content))
                drafts.insert(draft->scope, *draft);
            else
                broken.append(seal(row.kind, row.number, row.content));
            break;
        case RowKind::Owner:
            owner = UserId(QString::fromUtf8(row.content));
            break;
        }
    }

    // What may have been sent or taken back already must not go out by itself: it comes back as
    // refused, and as one that was tried, so that the service is asked before anything is done
    // with it. Of the rest only text that a person wrote is worth asking about.
    void addRemains(const Envelope &row)
    {
        const auto item = decodeItem(row.number, row.content);
        const auto draft = decodeDraft(row.content);
        if (row.kind == RowKind::OutboxItem && item && holdsText(*item)) {
            OutboxItem refused = *item;
            refused.state = OutboxState::Failed;
            refused.failure = damaged(u"salvaged"_s);
            if (item->kind == OutboxKind::CreateMessage) {
                refused.doubtful = true;
                refused.attempts = std::max(1, item->attempts);
            }
            items.emplace(row.number, refused);
        } else if (row.kind == RowKind::Draft && draft && !drafts.contains(draft->scope)) {
            drafts.insert(draft->scope, *draft);
        } else if (row.kind == RowKind::Owner && owner.isEmpty()) {
            owner = UserId(QString::fromUtf8(row.content));
        }
    }
};

Kept collect(const QString &path)
{
    Kept kept;
    const Salvaged file = salvage(path);
    const Salvaged backup = salvage(backupName(path, 0));
    kept.broken = file.broken;
    for (const Envelope &row : file.rows)
        kept.addRow(row);
    for (const Envelope &row : file.remains)
        kept.addRemains(row);
    for (const Envelope &row : backup.rows)
        kept.addRemains(row);
    return kept;
}

Result<void> writeNewFile(const QString &path, const Kept &kept)
{
    removeDatabase(path);
    Result<void> result = prepareDatabaseFile(path);
    Database database;
    if (result)
        result = database.open(path, Durability::Full);
    if (result)
        result = migrate(database, outboxMigrations());
    if (!result)
        return result;
    Transaction transaction(database);
    qint64 number = 0;
    for (const auto &[sequence, item] : kept.items)
        insertItem(database, item);
    for (const Draft &draft : kept.drafts)
        insertDraft(database, ++number, draft);
    if (!kept.owner.isEmpty())
        insertOwner(database, kept.owner);
    for (const QByteArray &body : kept.broken)
        insertQuarantined(database, body);
    result = transaction.commit();
    if (result) {
        // Nothing may be left in a log beside the file that is about to be renamed.
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        result = database.takeResult();
    }
    return result;
}

// Puts the finished new file in the place of the damaged one, which keeps its bytes under another
// name: that needs no room on the disk. May be repeated after a crash.
Result<void> takeFinishedFile(const QString &path)
{
    Result<void> aside = moveDatabase(path, freeDamagedName(path));
    return aside ? moveDatabase(finishedName(path), path) : aside;
}

Result<void> replaceDamaged(const QString &path)
{
    const Kept kept = collect(path);
    Result<void> result = writeNewFile(unfinishedName(path), kept);
    if (result)
        result = moveDatabase(unfinishedName(path), finishedName(path));
    if (result)
        result = takeFinishedFile(path);
    return result;
}

// SQLite takes an empty file for a new one. Where there is a copy of what was in it, it is not.
bool isLost(const QString &path)
{
    return QFileInfo(path).size() == 0 && !hasWriteAheadLog(path)
        && QFileInfo(backupName(path, 0)).size() > 0;
}

void backUp(const QString &path, Database &database, bool empty)
{
    if (empty) {
        // Nothing to protect; and what was sent long ago must not come back from there.
        removeDatabase(backupName(path, 0));
        removeDatabase(backupName(path, 1));
        return;
    }
    const QString unfinished = unfinishedName(backupName(path, 0));
    if (!makeEmptyFile(unfinished))
        return;
    Statement(database, "VACUUM INTO ?", unfinished).run();
    Result<void> written = database.takeResult();
    if (written)
        written = moveDatabase(backupName(path, 0), backupName(path, 1));
    if (written)
        written = moveDatabase(unfinished, backupName(path, 0));
    if (!written) {
        qCWarning(logOutbox) << "no backup:" << written.error().reason;
        removeDatabase(unfinished);
    }
}

} // namespace

QString ballastOf(const QString &outboxPath)
{
    return outboxPath + ".ballast"_L1;
}

bool keepBallast(const QString &outboxPath)
{
    // Not from the last of a disk that is nearly full.
    const bool room = freeSpace(QFileInfo(outboxPath).path()) > 16 * ballastSize;
    if (room)
        makeBallast(ballastOf(outboxPath), ballastSize);
    return room;
}

namespace {

Result<void> openOrReplace(const QString &path, Database &database, OutboxOpening &opening)
{
    Result<void> opened;
    if (QFileInfo(finishedName(path)).isFile()) // killed in the midst of the last step
        opened = takeFinishedFile(path);
    if (opened && isLost(path))
        opened = Failure(damaged(u"lost"_s));
    if (opened)
        opened = tryOpen(path, database);
    if (!opened && opened.error().kind == ErrorKind::StorageDamaged) {
        qCWarning(logOutbox) << "outbox damaged:" << opened.error().reason;
        opening.salvaged = true;
        opened = replaceDamaged(path);
        if (opened)
            opened = tryOpen(path, database);
    }
    return opened;
}

} // namespace

OutboxOpening openOutbox(const QString &path, Database &database, OutboxTable &table)
{
    OutboxOpening opening;
    const auto open = [&]() -> Result<void> {
        if (Result<void> opened = openOrReplace(path, database, opening); !opened)
            return opened;
        const Result<int> quarantined = table.load();
        if (!quarantined)
            return Failure(quarantined.error());
        opening.quarantined = *quarantined;
        return {};
    };
    Result<void> opened = open();
    // Even reading needs a little room, for the index of the log.
    if (!opened && opened.error().kind == ErrorKind::StorageFull && dropBallast(ballastOf(path)))
        opened = open();
    if (!opened) {
        qCWarning(logOutbox) << "no outbox:" << opened.error().reason;
        database.close();
        table.close(opened.error());
        opening.error = opened.error();
        return opening;
    }
    backUp(path, database, table.isEmpty());
    keepBallast(path);
    return opening;
}

void eraseOutbox(const QString &path)
{
    removeDatabase(path);
    for (const QString &name : {unfinishedName(path), finishedName(path), backupName(path, 0),
                                backupName(path, 1), unfinishedName(backupName(path, 0))})
        removeDatabase(name);
    for (const QFileInfo &file : QFileInfo(path).dir().entryInfoList(
             {QFileInfo(path).fileName() + ".damaged-*"_L1}, QDir::Files | QDir::Hidden))
        removeDatabase(file.filePath());
    dropBallast(ballastOf(path));
}

} // namespace linnet::store
