// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixture.h"

#include <QUrl>

using namespace Qt::StringLiterals;
using namespace emulator;

namespace {

void addSpace(World &world, const QString &id, const QString &type, const QString &name,
              const QStringList &members, const QString &manager)
{
    Space made;
    made.id = id;
    made.type = type;
    made.displayName = name;
    if (type != "SPACE"_L1)
        made.threading = u"UNTHREADED_MESSAGES"_s;
    Space &space = world.addSpace(made);
    for (const QString &member : members) {
        const QString role = member == manager ? u"ROLE_MANAGER"_s : u"ROLE_MEMBER"_s;
        world.join(space, {member, false, role, u"JOINED"_s, 0});
    }
}

} // namespace

Fixture::Fixture()
    : time(std::make_shared<Micros>(*fromRfc3339(u"2026-05-04T10:00:00Z")))
    , world(Clock([clock = time] { return *clock; }))
    , service(world)
{
    world.self = u"1"_s;
    world.addUser({u"1"_s, u"Robin Vale"_s, u"robin@example.org"_s});
    world.addUser({u"2"_s, u"Ann Bell"_s, u"ann@example.org"_s});
    world.addUser({u"3"_s, u"Bob Crow"_s, u"bob@example.org"_s});
    User outside{u"4"_s, u"Eve Drop"_s, u"eve@elsewhere.example"_s};
    outside.external = true;
    world.addUser(outside);
    User app{u"9"_s, u"App"_s, QString()};
    app.bot = true;
    world.addUser(app);
    addSpace(world, u"TEAM"_s, u"SPACE"_s, u"Team"_s, {u"1"_s, u"2"_s, u"3"_s}, u"2"_s);
    addSpace(world, u"DIRECT"_s, u"DIRECT_MESSAGE"_s, {}, {u"1"_s, u"3"_s}, {});
    addSpace(world, u"GROUP"_s, u"GROUP_CHAT"_s, {}, {u"1"_s, u"2"_s, u"3"_s}, {});
    addSpace(world, u"SECRET"_s, u"SPACE"_s, u"Secret"_s, {u"2"_s, u"3"_s}, u"2"_s);
    service.settings.baseUrl = u"http://127.0.0.1:1"_s;
    service.settings.quota = false;
    token = tokenFor(u"1"_s, allScopes());
    advance(1);
}

QStringList Fixture::allScopes()
{
    QStringList scopes;
    for (const char *scope :
         {"chat.spaces", "chat.spaces.create", "chat.delete", "chat.messages", "chat.memberships",
          "chat.messages.reactions", "chat.users.readstate", "chat.users.spacesettings",
          "chat.users.sections", "chat.users.availability", "chat.customemojis", "chat.import",
          "chat.spaces.pins", "directory.readonly"})
        scopes.append("https://www.googleapis.com/auth/"_L1 + QLatin1StringView(scope));
    return scopes;
}

QString Fixture::tokenFor(const QString &user, const QStringList &scopes)
{
    return service.oauth().issueAccessToken(user, scopes);
}

HttpRequest Fixture::request(const char *verb, const QString &target, const QByteArray &body)
{
    HttpRequest request;
    request.verb = verb;
    request.target = target.toUtf8();
    const qsizetype mark = request.target.indexOf('?');
    request.rawPath = mark < 0 ? request.target : request.target.left(mark);
    if (mark >= 0)
        request.query = parseForm(request.target.mid(mark + 1));
    request.body = body;
    return request;
}

Fixture::Reply Fixture::raw(const HttpRequest &request)
{
    Reply reply;
    service.handle(request, [&reply](const HttpResponse &response, const Delivery &) {
        reply.code = response.status;
        reply.body = response.body;
        reply.json = QJsonDocument::fromJson(response.body).object();
    });
    return reply;
}

Fixture::Reply Fixture::callAs(const QString &bearer, const char *verb, const QString &target,
                               const QByteArray &body)
{
    HttpRequest made = request(verb, target, body);
    made.headers.insert("authorization", "Bearer " + bearer.toLatin1());
    return raw(made);
}

Fixture::Reply Fixture::call(const char *verb, const QString &target, const QByteArray &body)
{
    return callAs(token, verb, target, body);
}

QString Fixture::post(const QString &space, const QString &text, const QString &more)
{
    advance(1);
    const QByteArray body = QJsonDocument(QJsonObject{{u"text"_s, text}}).toJson();
    return call("POST", "/v1/"_L1 + space + "/messages?"_L1 + more, body).text("name");
}

QJsonObject Fixture::act(const QByteArray &json)
{
    const Reply reply = raw(request("POST", u"/emulator/act"_s, json));
    return reply.code == 200 ? reply.list("results").first().toObject() : reply.json;
}

void Fixture::advance(double seconds)
{
    *time += Micros(seconds * double(second));
}

QString Fixture::escaped(const QString &text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text));
}
