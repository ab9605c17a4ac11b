// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http.h"

#include <QJsonArray>
#include <QString>

namespace emulator {

/// An error answer in the shape of google.rpc.Status. Thrown by handlers and caught in one place,
/// the service's entry: it never leaves this program's handling of one request.
struct Refusal
{
    int code = 400;
    QString status;
    QString message;
    QJsonArray details;

    [[nodiscard]] HttpResponse response() const;

    static Refusal invalid(const QString &message);
    /// With google.rpc.BadRequest naming the field.
    static Refusal invalidField(const QString &field, const QString &message);
    static Refusal denied(const QString &message);
    static Refusal notFound(const QString &message);
    static Refusal exists(const QString &message);
    static Refusal precondition(const QString &message);
    static Refusal exhausted(const QString &message);
    static Refusal unauthenticated();
    static Refusal scopes(const QString &method);
};

} // namespace emulator
