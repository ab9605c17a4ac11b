// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/matrix/cell.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace linnet::test {

namespace {

const TimelineScope room{SpaceId(u"spaces/A"_s), ThreadId()};
const MessageId theirs(u"spaces/A/messages/M1"_s);
const MessageId mine(u"spaces/A/messages/M2"_s);
const Emoji thumb{.unicode = u"👍"_s};
const QByteArray fileContent = "what stands in the file";

void send(Cell &cell, const QString &text)
{
    cell.outbox->send(room, {.text = text}, &cell, [](const Result<MessageId> &) {});
}

// The file is copied on a thread of its own before the message is taken.
void sendFile(Cell &cell)
{
    QFile file(cell.files.filePath(u"notes.txt"_s));
    if (!file.open(QIODevice::WriteOnly) || file.write(fileContent) != fileContent.size())
        qFatal("a test's file cannot be written");
    file.close();
    bool taken = false;
    cell.outbox->send(room,
                      {.text = u"with a file"_s,
                       .files = {{.path = file.fileName(), .contentType = u"text/plain"_s}}},
                      &cell,
                      [&taken](const Result<MessageId> &message) { taken = message.has_value(); });
    QElapsedTimer patience;
    patience.start();
    while (!taken && patience.elapsed() < 20'000) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 5);
        while (cell.world.clock.advanceToNext(0ms)) { }
    }
    if (!taken)
        qFatal("a message with a file is not taken");
}

// As it was written, and with its message.
bool hasFile(const Cell &cell)
{
    const FakeChat &chat = cell.world.chat;
    QByteArrayList files;
    for (const QJsonObject &message : chat.spaces.value(room.space.name()).messages) {
        for (const QJsonValue attachment : message.value(u"attachment"_s).toArray()) {
            const QString token = attachment[u"attachmentDataRef"_s][u"resourceName"_s].toString();
            files.append(chat.uploads.value(token).bytes);
        }
    }
    return files == QByteArrayList{fileContent};
}

bool hasOnce(Cell &cell, const QString &text)
{
    return cell.countThere(text) == 1 && cell.countShown(text) == 1;
}

bool showsAll(Cell &cell)
{
    QStringList shown = cell.shown(u"A"_s);
    QStringList there = cell.world.chat.texts(u"A"_s);
    shown.sort(); // which of two of one time comes first is nobody's promise
    there.sort();
    return shown == there;
}

// More than a page of a listing, and two of one time where the first page ends.
void addPast(Cell &cell)
{
    for (int i = 0; i < 3; ++i)
        cell.world.chat.addMessage(u"A"_s, u"P%1"_s.arg(i), u"users/x"_s, u"past %1"_s.arg(i),
                                   10 + i);
    cell.world.chat.addMessage(u"A"_s, u"M0"_s, u"users/x"_s, u"with theirs"_s, 100);
}

void readBack(Cell &cell)
{
    const Message oldest = cell.world.page(u"A"_s).messages.first();
    cell.loader->older(room, keyOf(oldest), 20, &cell, [&cell](const Result<TimelinePage> &page) {
        cell.told = page.map([](const TimelinePage &) { return QString(); });
        if (page && !page->reachesStart)
            readBack(cell); // as who scrolls on
    });
}

// A space that the program has not seen, with somebody's message.
void addSpace(Cell &cell)
{
    FakeChat &chat = cell.world.chat;
    chat.addSpace(u"N"_s, u"GROUP_CHAT"_s, 0);
    chat.addMember(u"N"_s, cell.world.me.name(), {});
    chat.addMember(u"N"_s, u"users/9"_s, {});
    chat.addMember(u"N"_s, u"users/x"_s, {});
    chat.spaces[u"spaces/N"_s].resource.insert(u"membershipCount"_s,
                                               QJsonObject{{u"joinedDirectHumanUserCount"_s, 3}});
    chat.people.insert(u"people/9"_s,
                       {{u"names"_s, QJsonArray{QJsonObject{{u"displayName"_s, u"Nine"_s}}}}});
    chat.addMessage(u"N"_s, u"N1"_s, u"users/9"_s, u"new here"_s, 300);
}

// The oldest message is edited when more have come than a page of a listing has: events alone tell.
void editBehindMany(Cell &cell)
{
    FakeChat &chat = cell.world.chat;
    QJsonObject &message = chat.spaces[u"spaces/A"_s].messages.first();
    if (message.value(u"text"_s) == u"edited"_s)
        return;
    message.insert(u"text"_s, u"edited"_s);
    message.insert(u"lastUpdateTime"_s, FakeChat::time(400));
    const QJsonObject edited = message;
    for (int i = 0; i < 4; ++i)
        chat.addMessage(u"A"_s, u"L%1"_s.arg(i), u"users/x"_s, u"later %1"_s.arg(i), 300 + i);
    chat.addEvent(u"A"_s, u"message.v1.updated"_s,
                  {{u"messageUpdatedEventData"_s, QJsonObject{{u"message"_s, edited}}}}, 400);
}

bool knowsSpace(Cell &cell)
{
    int count = 0;
    for (const Conversation &conversation : cell.world.conversations())
        count += conversation.space.id.name() == u"spaces/N"_s;
    return count == 1;
}

bool isReacted(Cell &cell)
{
    const QList<QJsonObject> &there = cell.world.chat.spaces[u"spaces/A"_s].reactions;
    for (const Message &message : cell.world.page(u"A"_s).messages) {
        for (const ReactionSummary &reaction : message.reactions) {
            if (message.id == theirs && reaction.emoji == thumb && reaction.mine)
                return there.size() == 1;
        }
    }
    return false;
}

bool isNotReacted(Cell &cell)
{
    if (!cell.world.chat.spaces[u"spaces/A"_s].reactions.isEmpty())
        return false;
    for (const Message &message : cell.world.page(u"A"_s).messages) {
        for (const ReactionSummary &reaction : message.reactions) {
            if (message.id == theirs && reaction.mine)
                return false;
        }
    }
    return true;
}

void haveReacted(Cell &cell)
{
    FakeChat &chat = cell.world.chat;
    const QString name
        = theirs.name() + u"/reactions/"_s + QString::fromLatin1(thumb.unicode.toUtf8().toHex());
    chat.spaces[u"spaces/A"_s].reactions.append(
        {{u"name"_s, name},
         {u"emoji"_s, QJsonObject{{u"unicode"_s, thumb.unicode}}},
         {u"user"_s, QJsonObject{{u"name"_s, chat.me}}}});
}

void addReads(std::vector<Endpoint> &all)
{
    // What is new stands on a page of its own.
    all.push_back({.name = "spaces.list",
                   .pattern = u"^GET /v1/spaces$"_s,
                   .pageSize = 2,
                   .begin = addSpace,
                   .isDone = knowsSpace,
                   .arrange = [](Cell &cell) { cell.world.chat.addSpace(u"B"_s, u"SPACE"_s, 0); }});
    all.push_back(
        {.name = "spaces.messages.list",
         .pattern = u"^GET /v1/spaces/N/messages$"_s,
         .begin = addSpace,
         .isDone = [](Cell &cell) { return cell.shown(u"N"_s) == QStringList{u"new here"_s}; }});
    all.push_back({.name = "spaces.messages.list, further back",
                   .pattern = u"^GET /v1/spaces/A/messages$"_s,
                   .pageSize = 2,
                   .listedOnce = true,
                   .begin = readBack,
                   .isDone = showsAll,
                   .arrange = addPast});
    all.push_back({.name = "spaces.members.list",
                   .pattern = u"^GET /v1/spaces/N/members$"_s,
                   .pageSize = 2,
                   .begin = addSpace,
                   .isDone = [](Cell &cell) { return cell.world.members(u"N"_s).size() == 3; }});
    all.push_back(
        {.name = "spaces.spaceEvents.list",
         .pattern = u"^GET /v1/spaces/A/spaceEvents$"_s,
         .pageSize = 2,
         .begin = editBehindMany,
         .isDone = [](Cell &cell) { return hasOnce(cell, u"edited"_s) && showsAll(cell); }});
    all.push_back({.name = "users.spaces.getSpaceReadState",
                   .pattern = u"^GET /v1/users/me/spaces/N/spaceReadState$"_s,
                   .begin = addSpace,
                   .isDone = [](Cell &cell) { return cell.world.state(u"N"_s).readStateKnown; }});
    all.push_back(
        {.name = "people.getBatchGet",
         .pattern = u"^GET /v1/people:batchGet$"_s,
         .begin = addSpace,
         .isDone = [](Cell &cell) { return cell.world.nameOf(u"users/9"_s) == u"Nine"_s; }});
    all.push_back({.name = "media.download",
                   .pattern = u"^GET /v1/media/"_s,
                   .anyBody = true,
                   .begin =
                       [](Cell &cell) {
                           cell.told.reset();
                           cell.media->fetch(
                               {MediaRef::Kind::Attachment, u"AbC/d"_s}, &cell,
                               [&cell](const Result<QString> &path) { cell.told = path; });
                       },
                   .isDone =
                       [](Cell &cell) {
                           if (!cell.told || !*cell.told)
                               return false;
                           QFile file(**cell.told);
                           return file.open(QIODevice::ReadOnly) && file.readAll() == "a picture";
                       }});
    all.push_back({.name = "token",
                   .pattern = u"^POST /token$"_s,
                   .begin =
                       [](Cell &cell) {
                           cell.expired = 1;
                           send(cell, u"after the refresh"_s);
                       },
                   .isDone = [](Cell &cell) { return hasOnce(cell, u"after the refresh"_s); }});
}

void addMessageWrites(std::vector<Endpoint> &all)
{
    const auto sendTwo = [](Cell &cell) {
        send(cell, u"one"_s);
        send(cell, u"two"_s);
    };
    const auto haveTwo = [](Cell &cell) {
        const QStringList expected{u"theirs"_s, u"mine"_s, u"one"_s, u"two"_s};
        return cell.world.chat.texts(u"A"_s) == expected && cell.shown(u"A"_s) == expected;
    };
    all.push_back({.name = "spaces.messages.create",
                   .pattern = u"^POST /v1/spaces/A/messages$"_s,
                   .write = true,
                   .begin = sendTwo,
                   .isDone = haveTwo});
    all.push_back(
        {.name = "media.upload",
         .pattern = u"^POST /upload/v1/spaces/A/attachments:upload$"_s,
         .write = true,
         .begin = sendFile,
         .isDone = [](Cell &cell) { return hasOnce(cell, u"with a file"_s) && hasFile(cell); }});
    // The look that follows an answer which was lost.
    all.push_back({.name = "spaces.messages.get",
                   .pattern = u"^GET /v1/spaces/A/messages/client-"_s,
                   .begin =
                       [sendTwo](Cell &cell) {
                           cell.world.chat.fault
                               = [left = std::make_shared<int>(1)](
                                     const QString &line) -> std::optional<FakeChat::Fault> {
                               if (!line.endsWith(u"/messages"_s) || !line.startsWith(u"POST"_s)
                                   || (*left)-- <= 0)
                                   return std::nullopt;
                               return FakeChat::Fault{FakeChat::Phase::After,
                                                      tl::unexpected(api::Error{
                                                          .kind = api::Error::Kind::OutcomeUnknown,
                                                          .effectUnknown = true})};
                           };
                           sendTwo(cell);
                       },
                   .isDone = haveTwo});
    all.push_back({.name = "spaces.messages.patch",
                   .pattern = u"^PATCH /v1/spaces/A/messages/M2$"_s,
                   .write = true,
                   .begin = [](Cell &cell) { cell.outbox->edit(mine, u"changed"_s); },
                   .isDone =
                       [](Cell &cell) {
                           return hasOnce(cell, u"changed"_s) && cell.countThere(u"mine"_s) == 0;
                       }});
    all.push_back({.name = "spaces.messages.delete",
                   .pattern = u"^DELETE /v1/spaces/A/messages/M2$"_s,
                   .write = true,
                   .saysDone = "404",
                   .begin = [](Cell &cell) { cell.outbox->remove(mine); },
                   .isDone =
                       [](Cell &cell) {
                           return cell.countThere(u"mine"_s) == 0
                               && cell.countShown(u"mine"_s) == 0;
                       }});
}

void addOtherWrites(std::vector<Endpoint> &all)
{
    all.push_back({.name = "spaces.messages.reactions.create",
                   .pattern = u"^POST /v1/spaces/A/messages/M1/reactions$"_s,
                   .write = true,
                   .saysDone = "409",
                   .begin = [](Cell &cell) { cell.outbox->setReaction(theirs, thumb, true); },
                   .isDone = isReacted});
    const auto unreact = [](Cell &cell) { cell.outbox->setReaction(theirs, thumb, false); };
    all.push_back({.name = "spaces.messages.reactions.list",
                   .pattern = u"^GET /v1/spaces/A/messages/M1/reactions$"_s,
                   .saysDone = "404",
                   .begin = unreact,
                   .isDone = isNotReacted,
                   .arrange = haveReacted});
    all.push_back({.name = "spaces.messages.reactions.delete",
                   .pattern = u"^DELETE /v1/spaces/A/messages/M1/reactions/"_s,
                   .write = true,
                   .saysDone = "404",
                   .begin = unreact,
                   .isDone = isNotReacted,
                   .arrange = haveReacted});
    all.push_back(
        {.name = "users.spaces.updateSpaceReadState",
         .pattern = u"^PATCH /v1/users/me/spaces/A/spaceReadState$"_s,
         .write = true,
         .begin = [](Cell &cell) { cell.outbox->setReadState(room.space, Timestamp(7'000'000)); },
         .isDone =
             [](Cell &cell) {
                 return cell.world.chat.spaces[u"spaces/A"_s].lastRead == u"1970-01-01T00:00:07Z"_s
                     && cell.world.state(u"A"_s).lastReadTime == Timestamp(7'000'000);
             }});
}

} // namespace

const std::vector<Endpoint> &endpoints()
{
    static const std::vector<Endpoint> all = [] {
        std::vector<Endpoint> endpoints;
        addReads(endpoints);
        addMessageWrites(endpoints);
        addOtherWrites(endpoints);
        return endpoints;
    }();
    return all;
}

} // namespace linnet::test
