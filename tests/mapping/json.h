// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/generated/resources.h"

#include <QJsonDocument>
#include <QJsonObject>

// One resource as the wire has it, from the JSON a test writes.
template <class T> T wireOf(const QByteArray &json)
{
    QJsonParseError error{};
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (!document.isObject())
        qFatal("a test's JSON is wrong: %s in %s", qPrintable(error.errorString()),
               json.constData());
    return T::fromJson(document.object());
}
