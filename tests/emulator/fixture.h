// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <memory>

/// A small world with a clock of its own, called without a socket: the service's rules.
/// Robin (me) is a member of Team (Ann manages), of a direct message with Bob and of a group chat
/// with Ann and Bob; not of Secret. App is a bot.
struct Fixture
{
    struct Reply
    {
        int code = 0;
        QJsonObject json;
        QByteArray body;
        [[nodiscard]] QString status() const
        {
            return json.value(QLatin1StringView("error"))
                .toObject()
                .value(QLatin1StringView("status"))
                .toString();
        }
        [[nodiscard]] QString text(const char *key) const
        {
            return json.value(QLatin1StringView(key)).toString();
        }
        [[nodiscard]] QJsonArray list(const char *key) const
        {
            return json.value(QLatin1StringView(key)).toArray();
        }
    };

    Fixture();

    /// One call with a token of all scopes; the answer is parsed.
    Reply call(const char *verb, const QString &target, const QByteArray &body = {});
    Reply callAs(const QString &token, const char *verb, const QString &target,
                 const QByteArray &body = {});
    Reply raw(const emulator::HttpRequest &request);
    static emulator::HttpRequest request(const char *verb, const QString &target,
                                         const QByteArray &body = {});
    /// The name of a new message by me in the space, "spaces/TEAM/messages/…".
    QString post(const QString &space, const QString &text, const QString &more = {});
    QJsonObject act(const QByteArray &json);
    void advance(double seconds);
    [[nodiscard]] QString tokenFor(const QString &user, const QStringList &scopes);
    [[nodiscard]] static QStringList allScopes();
    /// The text with everything that a query needs escaped.
    [[nodiscard]] static QString escaped(const QString &text);

    std::shared_ptr<emulator::Micros> time;
    emulator::World world;
    emulator::Service service;
    QString token;
};
