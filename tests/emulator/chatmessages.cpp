// SPDX-License-Identifier: GPL-3.0-or-later
#include "filter.h"
#include "methods.h"

#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace emulator {

namespace {

constexpr qsizetype maximumBytes = 32'000;

struct MessageFilter
{
    Micros after = 0;
    Micros before = std::numeric_limits<Micros>::max();
    QString thread;
};

MessageFilter messageFilter(const QString &text, const Space &space)
{
    MessageFilter result;
    if (text.isEmpty())
        return result;
    for (const FilterGroup &group : conjunction(parseFilter(text))) {
        if (group.terms.size() != 1)
            throw Refusal::invalid(u"Invalid filter: OR is not supported."_s);
        const FilterNode &term = group.terms.front();
        if (term.field == "create_time"_L1 && term.quoted
            && (term.op == ">"_L1 || term.op == "<"_L1)) {
            const auto time = fromRfc3339(term.value);
            if (!time)
                throw Refusal::invalid(u"Invalid filter: create_time is no RFC 3339 timestamp."_s);
            if (term.op == ">"_L1)
                result.after = std::max(result.after, *time);
            else
                result.before = std::min(result.before, *time);
        } else if (term.field == "thread.name"_L1 && term.op == "="_L1 && result.thread.isEmpty()) {
            const QString prefix = "spaces/"_L1 + space.id + "/threads/"_L1;
            if (!term.value.startsWith(prefix))
                throw Refusal::invalid(u"Invalid filter: thread.name is not of this space."_s);
            result.thread = term.value.mid(prefix.size());
        } else {
            throw Refusal::invalid(
                u"Invalid filter: only create_time with < or > and one thread.name are supported."_s);
        }
    }
    return result;
}

bool descending(const QString &orderBy)
{
    static const QRegularExpression form(u"^\\s*(?:(create_time|createTime)\\s+)?(asc|desc)\\s*$"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    if (orderBy.isEmpty())
        return false;
    const QRegularExpressionMatch match = form.match(orderBy);
    if (!match.hasMatch())
        throw Refusal::invalidField(u"order_by"_s, u"Invalid order_by."_s);
    return match.captured(2).compare("desc"_L1, Qt::CaseInsensitive) == 0;
}

HttpResponse listMessages(Call &call)
{
    Space &space = call.space(call.path.value(u"parent"_s));
    const MessageFilter filter = messageFilter(call.text("filter"), space);
    const bool down = descending(call.text("orderBy"));
    const bool withDeleted = call.flag("showDeleted");
    const int size = call.pageSize();
    const QString position = call.position(); // createTime of the last message of the page before
    if (const auto empty = call.emptyPage())
        return *empty;
    MessageFilter range = filter;
    if (!position.isEmpty()) {
        if (down)
            range.before = std::min(range.before, position.toLongLong());
        else
            range.after = std::max(range.after, position.toLongLong());
    }
    const auto byTime = [](const Message &message, Micros time) { return message.created < time; };
    auto first
        = std::lower_bound(space.messages.begin(), space.messages.end(), range.after + 1, byTime);
    auto last
        = std::lower_bound(space.messages.begin(), space.messages.end(), range.before, byTime);
    const Wire wire = call.wire();
    QJsonArray messages;
    Micros end = 0;
    bool more = false;
    const auto take = [&](const Message &message) {
        const bool fits = (filter.thread.isEmpty() || message.thread == filter.thread)
            && (withDeleted || message.deleted == 0);
        if (!fits)
            return true;
        if (messages.size() == size) {
            more = true;
            return false;
        }
        messages.append(wire.message(space, message));
        end = message.created;
        return true;
    };
    if (down) {
        while (last > first && take(*std::prev(last)))
            --last;
    } else {
        while (first < last && take(*first))
            ++first;
    }
    QJsonObject answer;
    if (!messages.isEmpty())
        answer.insert("messages"_L1, messages);
    if (more)
        answer.insert("nextPageToken"_L1, call.tokenFor(QString::number(end)));
    return answer;
}

HttpResponse getMessage(Call &call)
{
    Space &space = call.space(call.path.value(u"name"_s));
    return call.wire().message(space, call.livingMessage(space, call.path.value(u"name"_s)));
}

void checkContent(const QJsonObject &body)
{
    for (const auto *field : {"cards", "cardsV2", "accessoryWidgets", "privateMessageViewer",
                              "actionResponse", "fallbackText"}) {
        if (body.contains(QLatin1StringView(field))) {
            throw Refusal::denied("The field "_L1 + QLatin1StringView(field)
                                  + " requires app authentication."_L1);
        }
    }
    const QString text = body.value("text"_L1).toString();
    const qsizetype bytes = text.toUtf8().size();
    if (bytes > maximumBytes)
        throw Refusal::invalid(u"Message content is too long."_s);
    if (text.trimmed().isEmpty() && body.value("attachment"_L1).toArray().isEmpty()
        && body.value("quotedMessageMetadata"_L1).toObject().value("quoteType"_L1).toString()
            != "FORWARD"_L1)
        throw Refusal::invalid(u"Message cannot be empty."_s);
}

/// The attachments of a new message: each must be an upload to the same space.
QJsonArray attachments(Call &call, const Space &space, const QString &messageId)
{
    QJsonArray result;
    for (const QJsonValue value : call.body.value("attachment"_L1).toArray()) {
        const QJsonObject ref = value.toObject().value("attachmentDataRef"_L1).toObject();
        const QString token = ref.value("attachmentUploadToken"_L1).toString();
        QString resource = call.world.uploadTokens.value(token);
        if (resource.isEmpty())
            resource = ref.value("resourceName"_L1).toString();
        const auto found = call.world.uploads.constFind(resource);
        if (found == call.world.uploads.cend() || found->space != space.id)
            throw Refusal::invalid(u"The attachment was not uploaded to this space."_s);
        const QString link = "https://chat.google.com/u/0/api/get_attachment_url?url_type="_L1;
        result.append(QJsonObject{
            {u"name"_s,
             QString("spaces/"_L1 + space.id + "/messages/"_L1 + messageId + "/attachments/"_L1
                     + call.world.newId(20))},
            {u"contentName"_s, found->fileName},
            {u"contentType"_s, found->contentType},
            {u"attachmentDataRef"_s, QJsonObject{{u"resourceName"_s, resource}}},
            {u"thumbnailUri"_s,
             QString(link + "FIFE_URL&attachment_token="_L1 + call.world.newId(30))},
            {u"downloadUri"_s,
             QString(link + "DOWNLOAD_URL&attachment_token="_L1 + call.world.newId(30))},
            {u"source"_s, u"UPLOADED_CONTENT"_s}});
    }
    return result;
}

/// What is quoted, with its snapshot; checked against the rules for quotes and forwards.
QJsonObject quotation(Call &call, const Space &space, const QString &thread)
{
    QJsonObject quote = call.body.value("quotedMessageMetadata"_L1).toObject();
    if (quote.isEmpty())
        return quote;
    const QString name = quote.value("name"_L1).toString();
    Space &source = call.space(name);
    const Message &quoted = call.livingMessage(source, name);
    const bool forward = quote.value("quoteType"_L1).toString() == "FORWARD"_L1;
    const auto time = fromRfc3339(quote.value("lastUpdateTime"_L1).toString());
    if (!time || *time != (quoted.updated ? quoted.updated : quoted.created))
        throw Refusal::invalid(u"The quoted message's last_update_time does not match."_s);
    if (!forward) {
        if (source.id != space.id)
            throw Refusal::invalid(u"A message of another space can only be forwarded."_s);
        const bool sameThread = !thread.isEmpty() && quoted.thread == thread;
        const bool rootToRoot = thread.isEmpty() && !quoted.reply;
        if (space.threaded() && !sameThread && !rootToRoot)
            throw Refusal::invalid(u"A reply of a different thread can't be quoted."_s);
        quote.insert("quoteType"_L1, u"REPLY"_s);
    } else {
        QJsonObject forwarded{{u"space"_s, QString("spaces/"_L1 + source.id)}};
        if (!source.displayName.isEmpty())
            forwarded.insert("spaceDisplayName"_L1, source.displayName);
        quote.insert("forwardedMetadata"_L1, forwarded);
    }
    const QJsonObject full = call.wire().message(source, quoted);
    QJsonObject snapshot{{u"sender"_s, QString("users/"_L1 + quoted.sender)},
                         {u"text"_s, full.value("text"_L1)},
                         {u"formattedText"_s, full.value("formattedText"_L1)}};
    if (full.contains("annotations"_L1))
        snapshot.insert("annotations"_L1, full.value("annotations"_L1));
    if (full.contains("attachment"_L1))
        snapshot.insert("attachments"_L1, full.value("attachment"_L1));
    quote.insert("quotedMessageSnapshot"_L1, snapshot);
    return quote;
}

void mayPost(const Call &call, const Space &space, bool reply)
{
    if (!call.may(space, reply ? "replyMessages"_L1 : "postMessages"_L1))
        throw Refusal::denied(u"The space's settings do not let the caller post here."_s);
}

/// Which thread a new message goes to, by messageReplyOption; empty starts a new one.
QString threadFor(Call &call, const Space &space, QString &key)
{
    const QJsonObject wanted = call.body.value("thread"_L1).toObject();
    const QString option = call.text("messageReplyOption");
    const bool fails = option == "REPLY_MESSAGE_OR_FAIL"_L1;
    if (!space.threaded())
        return {};
    key = wanted.value("threadKey"_L1).toString();
    if (key.isEmpty())
        key = call.text("threadKey");
    if (!fails && option != "REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD"_L1) {
        key.clear(); // the default starts a new thread, whatever thread is named
        return {};
    }
    const QString name = wanted.value("name"_L1).toString();
    const QString prefix = "spaces/"_L1 + space.id + "/threads/"_L1;
    QString thread;
    if (!name.isEmpty()) {
        if (!name.startsWith(prefix))
            throw Refusal::invalidField(u"message.thread.name"_s,
                                        u"The thread is not of this space."_s);
        if (space.threadRoots.contains(name.mid(prefix.size())))
            thread = name.mid(prefix.size());
    } else if (!key.isEmpty()) {
        thread = space.threadKeys.value(key);
    }
    if (thread.isEmpty() && fails)
        throw Refusal::notFound(u"Thread not found."_s);
    return thread;
}

void checkMessageId(const Call &call, const Space &space, const QString &id)
{
    static const QRegularExpression form(u"^client-[a-z0-9-]{1,56}$"_s);
    if (id.isEmpty())
        return;
    if (!form.match(id).hasMatch())
        throw Refusal::invalidField(u"message_id"_s, u"Invalid message_id."_s);
    if (call.world.message(const_cast<Space &>(space), id))
        throw Refusal::exists(u"A message with this ID already exists."_s);
}

HttpResponse create(Call &call, Space &space, const QString &messageId)
{
    const QString requestId = call.text("requestId");
    if (const auto first = call.repeated(call.world.messageRequests, requestId)) {
        Space &where = call.space("spaces/"_L1 + first->space);
        return call.wire().message(where, *call.world.message(where, first->message));
    }
    checkContent(call.body);
    checkMessageId(call, space, messageId);
    Draft draft;
    draft.thread = threadFor(call, space, draft.threadKey);
    mayPost(call, space, !draft.thread.isEmpty());
    const QJsonObject quote = quotation(call, space, draft.thread);
    const QJsonArray files = attachments(call, space, u"-"_s);
    draft.sender = call.user;
    draft.markup = call.body.value("text"_L1).toString();
    draft.clientId = messageId;
    draft.requestId = requestId;
    draft.silent = call.text("createMessageNotificationOptions.notificationType")
        == "NOTIFICATION_TYPE_SILENT"_L1;
    if (!quote.isEmpty())
        draft.extras.insert("quotedMessageMetadata"_L1, quote);
    Message &message = call.world.addMessage(space, draft);
    if (!requestId.isEmpty())
        call.world.messageRequests.insert(requestId, call.made(space.id, message.id));
    if (!files.isEmpty())
        message.extras.insert("attachment"_L1, attachments(call, space, message.id));
    return call.wire().message(space, message);
}

HttpResponse createMessage(Call &call)
{
    return create(call, call.space(call.path.value(u"parent"_s)), call.text("messageId"));
}

HttpResponse patchMessage(Call &call)
{
    const QString name = call.path.value(u"name"_s);
    Space &space = call.space(name);
    Message *message = call.world.message(space, segment(name, 3));
    if (!message || message->deleted) {
        if (!message && call.flag("allowMissing") && segment(name, 3).startsWith("client-"_L1))
            return create(call, space, segment(name, 3));
        throw Refusal::notFound(u"Message not found."_s);
    }
    const QStringList mask
        = call.mask({u"*"_s, u"text"_s, u"attachment"_s, u"cards"_s, u"cards_v2"_s,
                     u"accessory_widgets"_s, u"quoted_message_metadata"_s});
    if (message->sender != call.user)
        throw Refusal::denied(u"Only the author may edit a message."_s);
    for (const QString &field : mask) {
        if ((field.startsWith("cards"_L1) || field == "accessory_widgets"_L1)
            && call.text("updateMask") != "*"_L1)
            throw Refusal::denied("Updating "_L1 + field + " requires app authentication."_L1);
    }
    if (mask.contains(u"quoted_message_metadata"_s)) {
        if (call.body.contains("quotedMessageMetadata"_L1) && call.text("updateMask") != "*"_L1)
            throw Refusal::invalid(u"A quotation can only be removed."_s);
        message->extras.remove("quotedMessageMetadata"_L1);
    }
    if (mask.contains(u"attachment"_s) && call.body.contains("attachment"_L1))
        message->extras.insert("attachment"_L1, attachments(call, space, message->id));
    QString text = message->markup;
    if (mask.contains(u"text"_s)) {
        QJsonObject checked = call.body;
        if (!checked.contains("attachment"_L1) && message->extras.contains("attachment"_L1))
            checked.insert("attachment"_L1, message->extras.value("attachment"_L1));
        checkContent(checked);
        text = call.body.value("text"_L1).toString();
    }
    call.world.editMessage(space, *message, text);
    return call.wire().message(space, *message);
}

HttpResponse deleteMessage(Call &call)
{
    const QString name = call.path.value(u"name"_s);
    Space &space = call.space(name);
    Message &message = call.livingMessage(space, name);
    const bool own = message.sender == call.user;
    if (!own && !(space.type == "SPACE"_L1 && space.manages(call.user)))
        throw Refusal::denied(u"Only the author or a manager may delete a message."_s);
    if (call.world.hasReplies(space, message)) {
        if (!call.flag("force"))
            throw Refusal::precondition(u"The message has threaded replies; use force."_s);
        for (Message &other : space.messages) {
            if (other.thread == message.thread && other.reply && other.deleted == 0)
                call.world.deleteMessage(space, other, own ? u"CREATOR"_s : u"SPACE_OWNER"_s);
        }
    }
    call.world.deleteMessage(space, message, own ? u"CREATOR"_s : u"SPACE_OWNER"_s);
    return QJsonObject();
}

} // namespace

void addMessageMethods(Handlers &handlers)
{
    handlers.insert(u"spaces.messages.list"_s, listMessages);
    handlers.insert(u"spaces.messages.get"_s, getMessage);
    handlers.insert(u"spaces.messages.create"_s, createMessage);
    handlers.insert(u"spaces.messages.patch"_s, patchMessage);
    handlers.insert(u"spaces.messages.update"_s, patchMessage);
    handlers.insert(u"spaces.messages.delete"_s, deleteMessage);
}

} // namespace emulator
