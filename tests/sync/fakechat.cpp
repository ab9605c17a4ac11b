// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sync/fakechat.h"

#include "tests/support/scriptedtransport.h"

#include <QDateTime>
#include <QIODevice>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace linnet::test {

namespace {

api::HttpResponse json(const QJsonObject &object)
{
    return jsonAnswer(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

// Pages of a list by an offset as the token.
api::HttpResponse page(const QString &key, const QList<QJsonObject> &all,
                       const QMap<QString, QString> &query, int standard, int most)
{
    const int size = qMin(query.value(u"pageSize"_s, QString::number(standard)).toInt(), most);
    const int from = query.value(u"pageToken"_s, u"0"_s).toInt();
    QJsonArray items;
    for (int i = from; i < qMin<int>(from + size, int(all.size())); ++i)
        items.append(all[i]);
    QJsonObject answer;
    if (!items.isEmpty())
        answer.insert(key, items);
    if (from + size < all.size())
        answer.insert(u"nextPageToken"_s, QString::number(from + size));
    return json(answer);
}

QString captured(const QString &pattern, const QString &text)
{
    return QRegularExpression(pattern).match(text).captured(1);
}

// The transport has read the file already: up to where it stands.
QByteArray fileOf(const api::HttpBody &body)
{
    if (!body.file || !body.file->seek(body.file->pos() - body.fileBytes))
        return {};
    return body.file->read(body.fileBytes);
}

qint64 instant(const QString &text)
{
    const QDateTime time = QDateTime::fromString(text.left(19) + u'Z', Qt::ISODate);
    const QString fraction = captured(u"\\.(\\d+)Z"_s, text).leftJustified(6, u'0');
    return time.toSecsSinceEpoch() * 1'000'000 + fraction.toLongLong();
}

// The replies to a message go when it is forced; else how many there are.
qsizetype takeReplies(FakeChat::Space &space, const QString &message, bool force)
{
    const auto root = std::find_if(
        space.messages.begin(), space.messages.end(), [&message](const QJsonObject &each) {
            return each.value(u"name"_s).toString().endsWith(QString(u'/' + message))
                || each.value(u"clientAssignedMessageId"_s).toString() == message;
        });
    if (root == space.messages.end() || root->value(u"threadReply"_s).toBool())
        return 0;
    const auto isReply = [thread = root->value(u"thread"_s)](const QJsonObject &each) {
        return each.value(u"threadReply"_s).toBool() && each.value(u"thread"_s) == thread;
    };
    if (!force)
        return std::count_if(space.messages.begin(), space.messages.end(), isReply);
    space.messages.removeIf(isReply);
    return 0;
}

} // namespace

api::HttpResponse errorAnswer(int code, const QString &status, const QString &message,
                              const QString &reason)
{
    QJsonObject error{{u"code"_s, code}, {u"status"_s, status}, {u"message"_s, message}};
    if (!reason.isEmpty()) {
        error.insert(
            u"details"_s,
            QJsonArray{QJsonObject{{u"@type"_s, u"type.googleapis.com/google.rpc.ErrorInfo"_s},
                                   {u"reason"_s, reason}}});
    }
    return jsonAnswer(QJsonDocument(QJsonObject{{u"error"_s, error}}).toJson(), code);
}

QString FakeChat::time(int second, int micro)
{
    const QDateTime begin(QDate(2026, 4, 5), QTime(10, 0), Qt::UTC);
    return begin.addSecs(second).toString(u"yyyy-MM-ddTHH:mm:ss"_s)
        + u".%1Z"_s.arg(micro, 6, 10, QLatin1Char('0'));
}

FakeChat::Space &FakeChat::addSpace(const QString &id, const QString &type, int activeAt)
{
    Space &space = spaces[u"spaces/"_s + id];
    space.resource = {{u"name"_s, QString(u"spaces/"_s + id)},
                      {u"spaceType"_s, type},
                      {u"lastActiveTime"_s, time(activeAt)}};
    if (type == u"SPACE"_s)
        space.resource.insert(u"displayName"_s, QString(u"Space "_s + id));
    return space;
}

QJsonObject &FakeChat::addMessage(const QString &space, const QString &id, const QString &sender,
                                  const QString &text, int at)
{
    Space &into = spaces[u"spaces/"_s + space];
    QJsonObject message{
        {u"name"_s, QString(u"spaces/"_s + space + u"/messages/"_s + id)},
        {u"sender"_s, QJsonObject{{u"name"_s, sender}, {u"type"_s, u"HUMAN"_s}}},
        {u"createTime"_s, time(at)},
        {u"text"_s, text},
        {u"thread"_s,
         QJsonObject{{u"name"_s, QString(u"spaces/"_s + space + u"/threads/"_s + id)}}},
        {u"space"_s, QJsonObject{{u"name"_s, QString(u"spaces/"_s + space)}}},
    };
    into.messages.append(message);
    if (into.resource.value(u"lastActiveTime"_s).toString() < time(at))
        into.resource.insert(u"lastActiveTime"_s, time(at));
    if (tellsOfMessages) {
        addEvent(space, u"message.v1.created"_s,
                 {{u"messageCreatedEventData"_s, QJsonObject{{u"message"_s, message}}}}, at);
    }
    return into.messages.last();
}

void FakeChat::addMember(const QString &space, const QString &user, const QString &displayName)
{
    QJsonObject member{{u"name"_s, user}, {u"type"_s, u"HUMAN"_s}};
    if (!displayName.isEmpty())
        member.insert(u"displayName"_s, displayName);
    spaces[u"spaces/"_s + space].members.append(
        {{u"name"_s, QString(u"spaces/"_s + space + u"/members/"_s + user.section(u'/', 1))},
         {u"state"_s, u"JOINED"_s},
         {u"member"_s, member}});
}

void FakeChat::addEvent(const QString &space, const QString &type, const QJsonObject &payload,
                        int at)
{
    Space &into = spaces[u"spaces/"_s + space];
    QJsonObject event = payload;
    event.insert(u"name"_s,
                 QString(u"spaces/%1/spaceEvents/e%2"_s.arg(space).arg(into.events.size())));
    event.insert(u"eventType"_s, QString(u"google.workspace.chat."_s + type));
    event.insert(u"eventTime"_s, time(at));
    into.events.append(event);
}

QStringList FakeChat::texts(const QString &space) const
{
    QStringList texts;
    for (const QJsonObject &message : spaces.value(u"spaces/"_s + space).messages)
        texts.append(message.value(u"text"_s).toString());
    return texts;
}

int FakeChat::count(const QString &pattern) const
{
    return int(requests.filter(QRegularExpression(pattern)).size());
}

api::Result<api::HttpResponse> FakeChat::answer(const api::HttpRequest &request)
{
    const QString line = QString::fromLatin1(request.verb) + u' ' + request.url.path();
    const QString filter = QUrlQuery(request.url).queryItemValue(u"filter"_s, QUrl::FullyDecoded);
    requests.append(filter.isEmpty() ? line : QString(line + u'?' + filter));
    const std::optional<Fault> failing = fault ? fault(line) : std::nullopt;
    if (failing && failing->phase == Phase::Before)
        return failing->answer;
    const api::HttpResponse response = serve(request);
    if (cutPieceAt && request.verb == "PUT") {
        cutPieceAt.reset();
        return tl::unexpected(
            api::Error{.kind = api::Error::Kind::ConnectionLost, .effectUnknown = true});
    }
    return failing ? failing->answer : api::Result<api::HttpResponse>(response);
}

api::HttpResponse FakeChat::serve(const api::HttpRequest &request)
{
    QMap<QString, QString> query;
    QStringList names;
    for (const auto &[key, value] : QUrlQuery(request.url).queryItems(QUrl::FullyDecoded)) {
        query.insert(key, value);
        if (key == u"resourceNames"_s)
            names.append(value);
    }
    const QJsonObject body
        = request.body ? QJsonDocument::fromJson(request.body->head).object() : QJsonObject();
    const QString path = request.url.path().mid(1); // without the slash
    QStringList parts = path.split(u'/'); // v1 spaces S …
    if (parts.constFirst() == u"resumable"_s)
        parts.removeFirst();
    if (parts.constFirst() == u"upload"_s)
        return upload(u"spaces/"_s + parts.value(3), request, query);
    if (path == u"v1/spaces"_s)
        return listSpaces(query);
    if (path == u"v1/people:batchGet"_s)
        return batchGet(names);
    const bool ofUser = parts.value(1) == u"users"_s;
    const QString name = u"spaces/"_s + (ofUser ? parts.value(4) : parts.value(2));
    const auto space = spaces.find(name);
    if (space == spaces.end())
        return errorAnswer(404, u"NOT_FOUND"_s);
    if (ofUser && parts.value(5) == u"spaceNotificationSetting"_s)
        return json(notificationOf(*space, name));
    if (ofUser && parts.value(5) == u"threads"_s)
        return threadReadState(*space, parts.mid(3, 4).join(u'/'), request.verb, body);
    if (ofUser)
        return readState(*space, name, request.verb, body);
    const QString collection = parts.value(3);
    if (collection == u"members"_s)
        return listMembers(*space, query);
    if (collection == u"spaceEvents"_s)
        return listEvents(*space, query);
    if (collection != u"messages"_s)
        return errorAnswer(404, u"NOT_FOUND"_s);
    if (parts.size() == 4) {
        return request.verb == "POST" ? createMessage(*space, name, query, body)
                                      : listMessages(*space, query);
    }
    if (parts.size() == 5 && request.verb == "DELETE") {
        const qsizetype replies
            = takeReplies(*space, parts[4], query.value(u"force"_s) == u"true"_s);
        if (replies > 0)
            return errorAnswer(400, u"FAILED_PRECONDITION"_s);
    }
    if (parts.size() == 5)
        return message(*space, parts[4], request.verb, body);
    return reactions(*space, parts[4], parts.value(6), request.verb, query, body);
}

api::HttpResponse FakeChat::listSpaces(const QMap<QString, QString> &query) const
{
    QList<QJsonObject> all;
    for (const Space &space : spaces)
        all.append(space.resource);
    return page(u"spaces"_s, all, query, 100, pageSize);
}

api::HttpResponse FakeChat::listMessages(const Space &space,
                                         const QMap<QString, QString> &query) const
{
    const QString filter = query.value(u"filter"_s);
    const QString after = captured(u"create_time > \"([^\"]+)\""_s, filter);
    const QString before = captured(u"create_time < \"([^\"]+)\""_s, filter);
    const QString thread = captured(u"thread.name = (\\S+)"_s, filter);
    QList<QJsonObject> found;
    for (const QJsonObject &message : space.messages) {
        const qint64 created = instant(message.value(u"createTime"_s).toString());
        if ((!after.isEmpty() && created <= instant(after))
            || (!before.isEmpty() && created >= instant(before))
            || (!thread.isEmpty()
                && message.value(u"thread"_s).toObject().value(u"name"_s).toString() != thread))
            continue;
        found.append(message);
    }
    std::stable_sort(found.begin(), found.end(), [&](const QJsonObject &a, const QJsonObject &b) {
        return a.value(u"createTime"_s).toString() < b.value(u"createTime"_s).toString();
    });
    if (query.value(u"orderBy"_s).endsWith(u"desc"_s))
        std::reverse(found.begin(), found.end());
    return page(u"messages"_s, found, query, 25, pageSize);
}

// Groups and those who are only invited are listed when that is asked for.
api::HttpResponse FakeChat::listMembers(const Space &space,
                                        const QMap<QString, QString> &query) const
{
    QList<QJsonObject> found;
    for (const QJsonObject &member : space.members) {
        if (member.contains(u"groupMember"_s) && query.value(u"showGroups"_s) != u"true"_s)
            continue;
        if (member.value(u"state"_s) == u"INVITED"_s && query.value(u"showInvited"_s) != u"true"_s)
            continue;
        found.append(member);
    }
    return page(u"memberships"_s, found, query, 100, pageSize);
}

// A payload is what its resource is now, not what it was then; of a member who is gone nothing.
QJsonObject FakeChat::withLatest(const Space &space, QJsonObject event)
{
    for (const QString &key : {u"messageCreatedEventData"_s, u"messageUpdatedEventData"_s}) {
        const QJsonValue name
            = event.value(key).toObject().value(u"message"_s).toObject().value(u"name"_s);
        for (const QJsonObject &message : space.messages) {
            if (message.value(u"name"_s) == name)
                event.insert(key, QJsonObject{{u"message"_s, message}});
        }
    }
    if (const QString key = u"membershipCreatedEventData"_s; event.contains(key)) {
        const QJsonValue name
            = event.value(key).toObject().value(u"membership"_s).toObject().value(u"name"_s);
        QJsonObject latest;
        for (const QJsonObject &member : space.members) {
            if (member.value(u"name"_s) == name)
                latest = member;
        }
        event.insert(key, QJsonObject{{u"membership"_s, latest}});
    }
    return event;
}

api::HttpResponse FakeChat::listEvents(const Space &space,
                                       const QMap<QString, QString> &query) const
{
    const QString start = captured(u"start_time=\"([^\"]+)\""_s, query.value(u"filter"_s));
    QList<QJsonObject> found;
    for (const QJsonObject &event : space.events) {
        // Batches come with their kind.
        const QString type
            = event.value(u"eventType"_s).toString().replace(u"batch"_s, QString()).toLower();
        if (!query.value(u"filter"_s).contains(QString(u'"' + type + u'"')))
            continue;
        if (event.value(u"eventTime"_s).toString().left(19) > start.left(19))
            found.append(withLatest(space, event));
    }
    std::stable_sort(found.begin(), found.end(), [](const QJsonObject &a, const QJsonObject &b) {
        return a.value(u"eventTime"_s).toString() < b.value(u"eventTime"_s).toString();
    });
    return page(u"spaceEvents"_s, found, query, 100, pageSize);
}

api::HttpResponse FakeChat::createMessage(Space &space, const QString &name,
                                          const QMap<QString, QString> &query,
                                          const QJsonObject &body)
{
    const QString requestId = query.value(u"requestId"_s);
    const QString messageId = query.value(u"messageId"_s);
    if (m_byRequestId.contains(requestId)) {
        const QJsonObject known = m_byRequestId.value(requestId);
        if (known.value(u"body"_s).toObject() != body)
            ++identityViolations;
        return json(known.value(u"answer"_s).toObject());
    }
    for (const QJsonObject &message : space.messages) {
        if (message.value(u"clientAssignedMessageId"_s).toString() == messageId)
            return errorAnswer(409, u"ALREADY_EXISTS"_s);
    }
    if (const std::optional<api::HttpResponse> refusal = refusalOf(name, body))
        return *refusal;
    const int number = ++m_created;
    QJsonObject message = body;
    QJsonArray attachments;
    for (const QJsonValue value : body.value(u"attachment"_s).toArray()) {
        const QString token = value.toObject()
                                  .value(u"attachmentDataRef"_s)
                                  .toObject()
                                  .value(u"attachmentUploadToken"_s)
                                  .toString();
        attachments.append(
            QJsonObject{{u"contentName"_s, uploads.value(token).name},
                        {u"contentType"_s, uploads.value(token).contentType},
                        {u"source"_s, u"UPLOADED_CONTENT"_s},
                        {u"attachmentDataRef"_s, QJsonObject{{u"resourceName"_s, token}}}});
    }
    if (!attachments.isEmpty())
        message.insert(u"attachment"_s, attachments);
    message.insert(u"name"_s, QString(name + u"/messages/S%1"_s.arg(number)));
    message.insert(u"clientAssignedMessageId"_s, messageId);
    message.insert(u"createTime"_s, time(7200 + number));
    message.insert(u"sender"_s, QJsonObject{{u"name"_s, me}, {u"type"_s, u"HUMAN"_s}});
    if (!message.contains(u"thread"_s) || !query.contains(u"messageReplyOption"_s)) {
        message.insert(u"thread"_s,
                       QJsonObject{{u"name"_s, QString(name + u"/threads/S%1"_s.arg(number))}});
    } else {
        message.insert(u"threadReply"_s, true);
    }
    space.messages.append(message);
    space.resource.insert(u"lastActiveTime"_s, time(7200 + number));
    m_byRequestId.insert(requestId, {{u"body"_s, body}, {u"answer"_s, message}});
    return json(message);
}

api::HttpResponse FakeChat::message(Space &space, const QString &id, const QByteArray &verb,
                                    const QJsonObject &body)
{
    for (qsizetype i = 0; i < space.messages.size(); ++i) {
        QJsonObject &message = space.messages[i];
        if (!message.value(u"name"_s).toString().endsWith(QString(u'/' + id))
            && message.value(u"clientAssignedMessageId"_s).toString() != id)
            continue;
        if (verb == "DELETE") {
            space.messages.removeAt(i);
            return json({});
        }
        if (verb == "PATCH") {
            message.insert(u"text"_s, body.value(u"text"_s));
            message.insert(u"lastUpdateTime"_s, time(9000 + ++m_created));
        }
        return json(message);
    }
    return errorAnswer(404, u"NOT_FOUND"_s);
}

api::HttpResponse FakeChat::reactions(Space &space, const QString &message, const QString &id,
                                      const QByteArray &verb, const QMap<QString, QString> &query,
                                      const QJsonObject &body)
{
    const QString parent = space.resource.value(u"name"_s).toString() + u"/messages/"_s + message;
    if (verb == "POST") {
        const QString emoji = body.value(u"emoji"_s).toObject().value(u"unicode"_s).toString();
        QJsonObject reaction = body;
        reaction.insert(
            u"name"_s,
            QString(parent + u"/reactions/"_s + QString::fromLatin1(emoji.toUtf8().toHex())));
        reaction.insert(u"user"_s, QJsonObject{{u"name"_s, me}});
        if (space.reactions.contains(reaction))
            return errorAnswer(409, u"ALREADY_EXISTS"_s);
        space.reactions.append(reaction);
        return json(reaction);
    }
    if (verb == "DELETE") {
        const auto gone = space.reactions.removeIf([&](const QJsonObject &reaction) {
            return reaction.value(u"name"_s).toString() == parent + u"/reactions/"_s + id;
        });
        return gone ? json({}) : errorAnswer(404, u"NOT_FOUND"_s);
    }
    const QString emoji = captured(u"emoji.unicode = \"([^\"]+)\""_s, query.value(u"filter"_s));
    const QString uid
        = captured(u"emoji.custom_emoji.uid = \"([^\"]+)\""_s, query.value(u"filter"_s));
    QList<QJsonObject> found;
    for (const QJsonObject &reaction : space.reactions) {
        const QJsonObject with = reaction.value(u"emoji"_s).toObject();
        const QJsonObject custom = with.value(u"customEmoji"_s).toObject();
        if ((emoji.isEmpty() || with.value(u"unicode"_s).toString() == emoji)
            && (uid.isEmpty() || custom.value(u"uid"_s).toString() == uid)
            && reaction.value(u"name"_s).toString().startsWith(QString(parent + u'/'))
            && captured(u"user.name = \"([^\"]+)\""_s, query.value(u"filter"_s))
                == reaction.value(u"user"_s).toObject().value(u"name"_s).toString())
            found.append(reaction);
    }
    return page(u"reactions"_s, found, query, 25, 200);
}

api::HttpResponse FakeChat::readState(Space &space, const QString &name, const QByteArray &verb,
                                      const QJsonObject &body)
{
    if (verb == "PATCH") {
        space.lastRead = body.value(u"lastReadTime"_s).toString();
        // At or after the newest message: that message's own time.
        if (!space.messages.isEmpty()) {
            const QString newest = space.messages.constLast().value(u"createTime"_s).toString();
            if (space.lastRead > newest)
                space.lastRead = newest;
        }
    }
    QJsonObject state{{u"name"_s, QString(u"users/me/"_s + name + u"/spaceReadState"_s)}};
    if (!space.lastRead.isEmpty())
        state.insert(u"lastReadTime"_s, space.lastRead);
    return json(state);
}

api::HttpResponse FakeChat::threadReadState(Space &space, const QString &name,
                                            const QByteArray &verb, const QJsonObject &body) const
{
    if (verb != "GET" && !takesThreadReads)
        return errorAnswer(404, u"NOT_FOUND"_s);
    if (verb != "GET")
        space.threadsRead.insert(name, body.value(u"lastReadTime"_s).toString());
    QJsonObject state{{u"name"_s, QString(u"users/me/"_s + name + u"/threadReadState"_s)}};
    if (space.threadsRead.contains(name))
        state.insert(u"lastReadTime"_s, space.threadsRead.value(name));
    return json(state);
}

QJsonObject FakeChat::notificationOf(const Space &space, const QString &name)
{
    return {{u"name"_s, QString(u"users/me/"_s + name + u"/spaceNotificationSetting"_s)},
            {u"notificationSetting"_s, space.notification},
            {u"muteSetting"_s, space.muted ? u"MUTED"_s : u"UNMUTED"_s}};
}

// What a new message names must be there: files uploaded to the same space, a quoted message as it
// is now.
std::optional<api::HttpResponse> FakeChat::refusalOf(const QString &space,
                                                     const QJsonObject &message) const
{
    for (const QJsonValue value : message.value(u"attachment"_s).toArray()) {
        const QString token = value.toObject()
                                  .value(u"attachmentDataRef"_s)
                                  .toObject()
                                  .value(u"attachmentUploadToken"_s)
                                  .toString();
        if (uploads.value(token).space != space)
            return errorAnswer(400, u"INVALID_ARGUMENT"_s);
    }
    const QJsonObject quote = message.value(u"quotedMessageMetadata"_s).toObject();
    const QString name = quote.value(u"name"_s).toString();
    if (quote.isEmpty())
        return std::nullopt;
    for (const Space &other : spaces) {
        for (const QJsonObject &quoted : other.messages) {
            if (quoted.value(u"name"_s).toString() != name)
                continue;
            const QString stands = quoted.value(u"lastUpdateTime"_s)
                                       .toString(quoted.value(u"createTime"_s).toString());
            if (instant(stands) == instant(quote.value(u"lastUpdateTime"_s).toString()))
                return std::nullopt;
        }
    }
    return errorAnswer(400, u"INVALID_ARGUMENT"_s);
}

api::HttpResponse FakeChat::keepUpload(const Upload &upload)
{
    const QString token = u"token%1"_s.arg(++m_uploaded);
    uploads.insert(token, upload);
    return json({{u"attachmentDataRef"_s, QJsonObject{{u"attachmentUploadToken"_s, token}}}});
}

api::HttpResponse FakeChat::upload(const QString &space, const api::HttpRequest &request,
                                   const QMap<QString, QString> &query)
{
    if (!spaces.contains(space))
        return errorAnswer(404, u"NOT_FOUND"_s);
    if (query.contains(u"upload_id"_s))
        return continueUpload(request, query.value(u"upload_id"_s));
    Upload upload;
    upload.space = space;
    if (query.value(u"uploadType"_s) == u"multipart"_s) {
        const QByteArray &head = request.body->head;
        const qsizetype begin = head.indexOf('{'), end = head.indexOf('}') + 1;
        const QJsonDocument json = QJsonDocument::fromJson(head.mid(begin, end - begin));
        upload.name = json.object().value(u"filename"_s).toString();
        upload.contentType
            = captured(u"Content-Type: ([^\r]+)\r\n\r\n$"_s, QString::fromUtf8(head));
        upload.bytes = fileOf(*request.body);
        return keepUpload(upload);
    }
    const api::HttpResponse headers{.headers = request.headers};
    upload.name
        = QJsonDocument::fromJson(request.body->head).object().value(u"filename"_s).toString();
    upload.contentType = QString::fromLatin1(headers.header("X-Upload-Content-Type"));
    upload.total = headers.header("X-Upload-Content-Length").toLongLong();
    const QString id = u"s%1"_s.arg(++m_uploaded);
    sessions.insert(id, upload);
    return {.status = 200,
            .headers = {{"Location",
                         request.url.toEncoded(QUrl::RemoveQuery)
                             + QByteArray("?uploadType=resumable&upload_id=") + id.toLatin1()}},
            .body = {}};
}

api::HttpResponse FakeChat::continueUpload(const api::HttpRequest &request, const QString &id)
{
    const auto found = sessions.find(id);
    if (found == sessions.end())
        return errorAnswer(404, u"NOT_FOUND"_s);
    const QString range = QString::fromLatin1(
        api::HttpResponse{.headers = request.headers}.header("Content-Range"));
    const QString from = captured(u"^bytes (\\d+)-"_s, range);
    if (!from.isEmpty() && from.toLongLong() != found->bytes.size())
        return errorAnswer(400, u"INVALID_ARGUMENT"_s);
    if (!from.isEmpty() && request.body)
        found->bytes += fileOf(*request.body).left(cutPieceAt.value_or(found->total));
    if (found->bytes.size() == found->total) {
        const Upload whole = *found;
        sessions.erase(found);
        return keepUpload(whole);
    }
    api::HttpResponse more{.status = 308, .headers = {}, .body = {}};
    if (!found->bytes.isEmpty())
        more.headers.append({"Range", "bytes=0-" + QByteArray::number(found->bytes.size() - 1)});
    return more;
}

api::HttpResponse FakeChat::batchGet(const QStringList &names) const
{
    QJsonArray responses;
    for (const QString &name : names) {
        QJsonObject person = people.value(name);
        person.insert(u"resourceName"_s, name);
        responses.append(QJsonObject{
            {u"requestedResourceName"_s, name}, {u"person"_s, person}, {u"httpStatusCode"_s, 200}});
    }
    return json({{u"responses"_s, responses}});
}

} // namespace linnet::test
