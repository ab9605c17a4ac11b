// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "call.h"
#include "faults.h"
#include "httpserver.h"
#include "oauth.h"
#include "quota.h"
#include "requestlog.h"

#include <QObject>

namespace emulator {

class Control;

/// Everything behind the socket: takes a request, meets its fault, finds who serves it, writes the
/// log. One object stands for all of Google's hosts.
class Service : public QObject
{
    Q_OBJECT
public:
    explicit Service(World &world, QObject *parent = nullptr);
    ~Service() override;

    Settings settings;
    FaultPlan faults;
    RequestLog log;

    [[nodiscard]] World &world() { return m_world; }
    [[nodiscard]] OAuth &oauth() { return m_oauth; }

    /// As it comes from the wire: faults, latency and the log included. The answer may come later.
    void handle(const HttpRequest &request, const Answer &answer);
    /// The service alone.
    HttpResponse respond(const HttpRequest &request);

Q_SIGNALS:
    /// Somebody asked for colleagues who post by themselves, or for their silence.
    void liveWanted(bool on);

private:
    void serve(const HttpRequest &request, const Answer &answer, const std::optional<Fault> &fault);
    /// The method that a request means, and what its path's parameters are.
    struct Meant
    {
        const Method &method;
        QStringList captured;
    };
    [[nodiscard]] std::optional<Meant> meant(const HttpRequest &request) const;
    HttpResponse call(const HttpRequest &request);
    HttpResponse callMethod(const HttpRequest &request, const Method &method,
                            const QStringList &captured, const OAuth::Access &who);
    void readBody(Call &call);
    void checkGates(const Call &call);

    World &m_world;
    Schema m_schema;
    OAuth m_oauth;
    Quota m_quota;
    int m_turn = 0; ///< counts answers
    Handlers m_handlers;
    std::unique_ptr<Control> m_control;
};

} // namespace emulator
