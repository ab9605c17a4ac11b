// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "httpserver.h"

#include <QJsonObject>

#include <functional>

namespace emulator {

class Service;

/// The side door under /emulator: the truth, the log, other people's acts, faults, the clock.
/// README.md lists the actions. Not part of the service that is emulated.
class Control
{
public:
    explicit Control(Service &service);

    void handle(const HttpRequest &request, const Answer &answer);
    /// One action; throws Refusal when it cannot be done. Returns what it made.
    QJsonObject act(const QJsonObject &action);

private:
    using Action = std::function<QJsonObject(const QJsonObject &)>;

    HttpResponse respond(const HttpRequest &request);
    HttpResponse actAll(const HttpRequest &request);
    HttpResponse state(const HttpRequest &request);
    HttpResponse picture(const QString &path);
    void addPeopleActions();
    void addSpaceActions();
    void addServiceActions();
    QJsonObject set(const QJsonObject &values);

    Service &m_service;
    QHash<QString, Action> m_actions;
};

} // namespace emulator
