// SPDX-License-Identifier: GPL-3.0-or-later
#include "call.h"

#include "filter.h"

#include <QCryptographicHash>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace emulator {

QString segment(const QString &name, int n)
{
    return name.section(u'/', n, n);
}

Call::Call(const HttpRequest &theRequest, const Method &theMethod, World &theWorld,
           const Settings &theSettings)
    : request(theRequest)
    , method(theMethod)
    , world(theWorld)
    , settings(theSettings)
{
}

Wire Call::wire() const
{
    Wire wire(world, user, settings.baseUrl);
    wire.hideNames(settings.hideNames);
    const QString syntax
        = has("markupSyntax") ? text("markupSyntax") : body.value("markupSyntax"_L1).toString();
    wire.useMarkdown(syntax == "MARKUP_SYNTAX_MARKDOWN"_L1);
    return wire;
}

QString Call::text(const char *name) const
{
    return request.queryValue(QString::fromLatin1(name)).value_or(QString());
}

bool Call::has(const char *name) const
{
    return request.queryValue(QString::fromLatin1(name)).has_value();
}

bool Call::flag(const char *name) const
{
    return text(name) == "true"_L1;
}

bool Call::hasScope(QLatin1StringView last) const
{
    return scopes.contains("https://www.googleapis.com/auth/"_L1 + last);
}

Space &Call::space(const QString &name) const
{
    Space *space = world.space(segment(name, 1));
    if (!space)
        throw Refusal::notFound(u"Space not found."_s);
    if (!space->joined(user)) {
        throw Refusal::denied(
            u"Permission denied to perform the requested action on the specified resource."_s);
    }
    return *space;
}

Message &Call::message(Space &space, const QString &name) const
{
    Message *message = world.message(space, segment(name, 3));
    if (!message)
        throw Refusal::notFound(u"Message not found."_s);
    return *message;
}

Message &Call::livingMessage(Space &space, const QString &name) const
{
    Message &found = message(space, name);
    if (found.deleted)
        throw Refusal::notFound(u"Message not found."_s);
    return found;
}

bool Call::may(const Space &space, QLatin1StringView permission) const
{
    const Membership *member = space.member(user);
    if (space.type != "SPACE"_L1 || !member)
        return member != nullptr;
    const QJsonObject setting = Wire::permissions(space).value(permission).toObject();
    const QLatin1StringView key = member->role == "ROLE_MANAGER"_L1 ? "managersAllowed"_L1
        : member->role == "ROLE_ASSISTANT_MANAGER"_L1               ? "assistantManagersAllowed"_L1
                                                                    : "membersAllowed"_L1;
    return setting.value(key).toBool();
}

QString Call::userId(const QString &name) const
{
    const QString id = segment(name, 1);
    if (id == "me"_L1)
        return user;
    if (id.contains(u'@')) {
        const User *found = world.userByEmail(id);
        return found ? found->id : QString();
    }
    return world.user(id) ? id : QString();
}

QString Call::ownUser(const QString &name) const
{
    if (userId(name) != user)
        throw Refusal::denied(u"Only the calling user's own resources are accessible."_s);
    return user;
}

QStringList Call::mask(const QStringList &allowed) const
{
    QStringList result;
    for (const QString &part : text("updateMask").split(u',', Qt::SkipEmptyParts)) {
        const QString field = snakeCase(part.trimmed());
        if (!allowed.contains(field)) {
            throw Refusal::invalidField(
                u"update_mask"_s, "Invalid update mask: \""_L1 + part + "\" can't be updated."_L1);
        }
        if (field == "*"_L1) {
            result = allowed;
            result.removeOne(field);
            return result;
        }
        result.append(field);
    }
    if (result.isEmpty())
        throw Refusal::invalidField(u"update_mask"_s, u"update_mask is required."_s);
    return result;
}

std::optional<FirstRequest> Call::repeated(const QHash<QString, FirstRequest> &requests,
                                           const QString &requestId) const
{
    const auto first = requests.constFind(requestId);
    if (requestId.isEmpty() || first == requests.cend())
        return std::nullopt;
    if (first->user != user) {
        world.violations.append("another user's request id "_L1 + requestId);
        throw Refusal::invalidField(u"request_id"_s, u"The request ID belongs to another user."_s);
    }
    if (first->target != request.rawPath)
        world.violations.append("another place under request id "_L1 + requestId);
    else if (first->body != request.body)
        world.violations.append("another body under request id "_L1 + requestId);
    return *first;
}

FirstRequest Call::made(const QString &space, const QString &message) const
{
    return {user, space, message, request.rawPath, request.body};
}

int Call::pageSize() const
{
    const QJsonValue inBody = body.value("pageSize"_L1);
    int size = method.pageInBody ? inBody.toVariant().toInt() : text("pageSize").toInt();
    if (size < 0)
        throw Refusal::invalidField(u"page_size"_s, u"page_size must not be negative."_s);
    if (size == 0)
        size = method.pageDefault;
    return std::min(size, method.pageMaximum);
}

QByteArray Call::fingerprint() const
{
    // A token belongs to its parameters; only the page size may change between pages.
    QMap<QString, QString> parameters;
    for (const auto &[key, value] : request.query) {
        if (key != "pageToken"_L1 && key != "pageSize"_L1)
            parameters.insert(key, value);
    }
    QCryptographicHash hash(QCryptographicHash::Md5);
    hash.addData(QByteArray(request.rawPath + '|' + user.toUtf8()));
    for (auto at = parameters.cbegin(); at != parameters.cend(); ++at)
        hash.addData(QByteArray(at.key().toUtf8() + '=' + at.value().toUtf8() + '&'));
    if (method.pageInBody) {
        QJsonObject rest = body;
        rest.remove("pageToken"_L1);
        rest.remove("pageSize"_L1);
        hash.addData(QJsonDocument(rest).toJson(QJsonDocument::Compact));
    }
    return hash.result().toHex().left(12);
}

QString Call::rawToken() const
{
    return method.pageInBody ? body.value("pageToken"_L1).toString() : text("pageToken");
}

QString Call::tokenFor(const QString &position) const
{
    const QByteArray plain = fingerprint() + '|' + position.toUtf8();
    return QString::fromLatin1(
        plain.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

QString Call::position() const
{
    const QString token = rawToken();
    if (token.isEmpty())
        return {};
    const QByteArray plain
        = QByteArray::fromBase64(token.toLatin1(), QByteArray::Base64UrlEncoding);
    if (!plain.startsWith(QByteArray(fingerprint() + '|')))
        throw Refusal::invalidField(u"page_token"_s, u"Invalid page token."_s);
    QString position = QString::fromUtf8(plain.mid(13));
    if (position.startsWith(u'~'))
        position.remove(0, 1);
    return position;
}

std::optional<QJsonObject> Call::emptyPage() const
{
    if (!settings.emptyPages)
        return std::nullopt;
    const QByteArray plain
        = QByteArray::fromBase64(rawToken().toLatin1(), QByteArray::Base64UrlEncoding);
    if (plain.mid(13).startsWith('~'))
        return std::nullopt;
    return QJsonObject{{u"nextPageToken"_s, tokenFor(u'~' + position())}};
}

QJsonObject Call::page(const QString &key, qsizetype count,
                       const std::function<QJsonValue(qsizetype)> &item) const
{
    const qsizetype size = pageSize();
    const qsizetype first = position().toLongLong();
    if (const auto empty = emptyPage())
        return *empty;
    QJsonArray items;
    for (qsizetype i = first; i < std::min(count, first + size); ++i)
        items.append(item(i));
    QJsonObject answer;
    if (!items.isEmpty())
        answer.insert(key, items);
    if (first + size < count)
        answer.insert("nextPageToken"_L1, tokenFor(QString::number(first + size)));
    return answer;
}

} // namespace emulator
