// SPDX-License-Identifier: GPL-3.0-or-later
#include "people.h"

#include "refusal.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace emulator {

namespace {

constexpr auto prefix = "https://www.googleapis.com/auth/"_L1;

QStringList fieldsOf(const HttpRequest &request, const char *parameter)
{
    static const QStringList known{
        u"addresses"_s,    u"ageRanges"_s,     u"biographies"_s,  u"birthdays"_s,
        u"calendarUrls"_s, u"clientData"_s,    u"coverPhotos"_s,  u"emailAddresses"_s,
        u"events"_s,       u"externalIds"_s,   u"genders"_s,      u"imClients"_s,
        u"interests"_s,    u"locales"_s,       u"locations"_s,    u"memberships"_s,
        u"metadata"_s,     u"miscKeywords"_s,  u"names"_s,        u"nicknames"_s,
        u"occupations"_s,  u"organizations"_s, u"phoneNumbers"_s, u"photos"_s,
        u"relations"_s,    u"sipAddresses"_s,  u"skills"_s,       u"urls"_s,
        u"userDefined"_s};
    const QString text = request.queryValue(QString::fromLatin1(parameter)).value_or(QString());
    QStringList fields = text.split(u',', Qt::SkipEmptyParts);
    if (fields.isEmpty()) {
        throw Refusal::invalidField(
            QString::fromLatin1(parameter),
            QString::fromLatin1(parameter)
                % " mask is required. Please specify one or more valid paths."_L1);
    }
    for (const QString &field : std::as_const(fields)) {
        if (!known.contains(field))
            throw Refusal::invalidField(QString::fromLatin1(parameter),
                                        "Invalid path: "_L1 + field);
    }
    return fields;
}

QJsonObject personJson(const User &user, const QStringList &fields, const Settings &settings)
{
    QJsonObject person{{u"resourceName"_s, QString("people/"_L1 + user.id)},
                       {u"etag"_s, QString("%Eg"_L1 + user.id.right(6))}};
    if (user.anonymous || settings.emptyPeople)
        return person; // an empty person, as is often seen
    const QJsonObject meta{
        {u"primary"_s, true},
        {u"source"_s, QJsonObject{{u"type"_s, u"DOMAIN_PROFILE"_s}, {u"id"_s, user.id}}}};
    if (fields.contains(u"names"_s)) {
        person.insert(
            "names"_L1,
            QJsonArray{QJsonObject{{u"metadata"_s, meta},
                                   {u"displayName"_s, user.displayName},
                                   {u"givenName"_s, user.displayName.section(u' ', 0, 0)},
                                   {u"familyName"_s, user.displayName.section(u' ', 1)}}});
    }
    if (fields.contains(u"photos"_s)) {
        const QString url = settings.baseUrl % "/emulator/avatar/"_L1 % user.id % ".png"_L1;
        person.insert("photos"_L1, QJsonArray{QJsonObject{{u"metadata"_s, meta}, {u"url"_s, url}}});
    }
    if (fields.contains(u"emailAddresses"_s) && !user.email.isEmpty()) {
        person.insert("emailAddresses"_L1,
                      QJsonArray{QJsonObject{{u"metadata"_s, meta}, {u"value"_s, user.email}}});
    }
    return person;
}

void demandScope(const QStringList &scopes, const QStringList &any)
{
    for (const QString &scope : any) {
        if (scopes.contains(prefix + scope))
            return;
    }
    throw Refusal::scopes(u"google.people.v1.PeopleService"_s);
}

HttpResponse batchGet(const HttpRequest &request, const World &world, const Settings &settings,
                      const QString &caller)
{
    const QStringList fields = fieldsOf(request, "personFields");
    QStringList names;
    for (const auto &[key, value] : request.query) {
        if (key == "resourceNames"_L1)
            names.append(value);
    }
    if (names.isEmpty() || names.size() > 200)
        throw Refusal::invalidField(u"resource_names"_s,
                                    u"Between 1 and 200 names are required."_s);
    QJsonArray responses;
    for (const QString &name : names) {
        if (!name.startsWith("people/"_L1))
            throw Refusal::invalidField(u"resource_names"_s, "Invalid resource name: "_L1 + name);
        const QString id = name == "people/me"_L1 ? caller : name.mid(7);
        const User *user = world.user(id);
        QJsonObject response{{u"requestedResourceName"_s, name}};
        if (user && !user->bot) {
            response.insert("httpStatusCode"_L1, 200);
            response.insert("person"_L1, personJson(*user, fields, settings));
        } else {
            response.insert("httpStatusCode"_L1, 404);
            response.insert("status"_L1,
                            QJsonObject{{u"code"_s, 5}, {u"message"_s, u"Not found"_s}});
        }
        responses.append(response);
    }
    return QJsonObject{{u"responses"_s, responses}};
}

/// The parameters a method takes; those that may be repeated end in "*".
void checkParameters(const HttpRequest &request, const QStringList &own)
{
    static const QStringList standard{u"alt"_s, u"fields"_s, u"key"_s, u"prettyPrint"_s,
                                      u"quotaUser"_s};
    QStringList seen;
    for (const auto &[key, value] : request.query) {
        const bool repeats = own.contains(QString(key + u'*'));
        if (!repeats && !own.contains(key) && !standard.contains(key)) {
            throw Refusal::invalid("Invalid JSON payload received. Unknown name \""_L1 + key
                                   + "\": Cannot bind query parameter."_L1);
        }
        if (!repeats && seen.contains(key))
            throw Refusal::invalid("The query parameter \""_L1 + key + "\" is given twice."_L1);
        seen.append(key);
    }
}

void checkSources(const HttpRequest &request, const QStringList &known)
{
    for (const auto &[key, value] : request.query) {
        if (key == "sources"_L1 && !known.contains(value))
            throw Refusal::invalidField(u"sources"_s, "Invalid value: "_L1 + value);
    }
}

/// Tokens belong to the parameters they were made for; only the page's size may change.
QString pageMark(const HttpRequest &request)
{
    QCryptographicHash hash(QCryptographicHash::Md5);
    hash.addData(request.rawPath);
    for (const auto &[key, value] : request.query) {
        if (key != "pageToken"_L1 && key != "pageSize"_L1)
            hash.addData(QByteArray(key.toUtf8() + '=' + value.toUtf8() + '&'));
    }
    return QString::fromLatin1(hash.result().toHex().left(12));
}

int offsetIn(const HttpRequest &request)
{
    const QString token = request.queryValue(u"pageToken").value_or(QString());
    if (token.isEmpty())
        return 0;
    if (token.section(u'-', 0, 0) != pageMark(request))
        throw Refusal::invalidField(u"page_token"_s, u"Invalid page token."_s);
    return token.section(u'-', 1).toInt();
}

int pageSizeIn(const HttpRequest &request, int maximum)
{
    bool number = true;
    const QString text = request.queryValue(u"pageSize").value_or(u"0"_s);
    const int size = text.toInt(&number);
    if (!number || size < 0)
        throw Refusal::invalidField(u"page_size"_s, u"Invalid page size."_s);
    return size == 0 ? 100 : std::min(size, maximum);
}

HttpResponse directory(const HttpRequest &request, const World &world, const Settings &settings,
                       bool search)
{
    if (settings.directoryOff) {
        throw Refusal::denied(
            u"Must be a G Suite domain user with directory sharing switched on."_s);
    }
    const QStringList fields = fieldsOf(request, "readMask");
    if (!request.queryValue(u"sources"))
        throw Refusal::invalidField(u"sources"_s, u"sources is required."_s);
    checkSources(
        request,
        {u"DIRECTORY_SOURCE_TYPE_DOMAIN_CONTACT"_s, u"DIRECTORY_SOURCE_TYPE_DOMAIN_PROFILE"_s});
    const QString query = request.queryValue(u"query").value_or(QString());
    if (search && query.isEmpty())
        throw Refusal::invalidField(u"query"_s, u"query is required."_s);
    QJsonArray people;
    for (const auto &[id, user] : world.users) {
        if (user.bot || user.external || user.anonymous)
            continue;
        const QStringList words = user.displayName.split(u' ') + QStringList{user.email};
        const bool fits = !search
            || std::any_of(
                words.begin(), words.end(),
                [&](const QString &word) { return word.startsWith(query, Qt::CaseInsensitive); })
            || user.displayName.startsWith(query, Qt::CaseInsensitive);
        if (fits)
            people.append(personJson(user, fields, settings));
    }
    const int limit = pageSizeIn(request, search ? 500 : 1000);
    const int offset = offsetIn(request);
    QJsonArray page;
    for (int i = offset; i < std::min<int>(int(people.size()), offset + limit); ++i)
        page.append(people.at(i));
    QJsonObject answer;
    if (!page.isEmpty())
        answer.insert("people"_L1, page);
    if (offset + limit < people.size())
        answer.insert("nextPageToken"_L1,
                      QString(pageMark(request) % u'-' % QString::number(offset + limit)));
    if (search)
        answer.insert("totalSize"_L1, people.size());
    return answer;
}

} // namespace

std::optional<HttpResponse> servePeople(const HttpRequest &request, const World &world,
                                        const Settings &settings, const QString &caller,
                                        const QStringList &scopes)
{
    if (request.verb != "GET" || !request.rawPath.startsWith("/v1/people"))
        return std::nullopt;
    const QByteArray method = request.rawPath.mid(4);
    if (method == "people:batchGet") {
        demandScope(scopes, {u"directory.readonly"_s, u"contacts.readonly"_s, u"contacts"_s});
        checkParameters(request, {u"personFields"_s, u"resourceNames*"_s, u"sources*"_s});
        return batchGet(request, world, settings, caller);
    }
    if (method == "people:searchDirectoryPeople" || method == "people:listDirectoryPeople") {
        demandScope(scopes, {u"directory.readonly"_s});
        QStringList own{u"readMask"_s, u"sources*"_s, u"mergeSources*"_s, u"pageSize"_s,
                        u"pageToken"_s};
        own += method.contains("search") ? QStringList{u"query"_s}
                                         : QStringList{u"requestSyncToken"_s, u"syncToken"_s};
        checkParameters(request, own);
        return directory(request, world, settings, method.contains("search"));
    }
    if (method.startsWith("people/")) {
        checkParameters(request, {u"personFields"_s, u"sources*"_s});
        const QString id = decodePercent(method.mid(7));
        const User *user = world.user(id == "me"_L1 ? caller : id);
        if (!user)
            throw Refusal::notFound(u"Person not found."_s);
        return personJson(*user, fieldsOf(request, "personFields"), settings);
    }
    return std::nullopt;
}

} // namespace emulator
