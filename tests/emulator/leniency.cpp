// SPDX-License-Identifier: GPL-3.0-or-later
#include "leniency.h"

#include <QJsonArray>

#include <cmath>

using namespace Qt::StringLiterals;

namespace emulator {

namespace {

QJsonValue loosenedValue(const QString &key, const QJsonValue &value, Leniency trap)
{
    switch (value.type()) {
    case QJsonValue::Object:
        return loosened(value.toObject(), trap);
    case QJsonValue::Array: {
        QJsonArray result;
        for (const QJsonValue &item : value.toArray())
            result.append(loosenedValue(key, item, trap));
        return result;
    }
    case QJsonValue::Double:
        if (trap == Leniency::Overflow)
            return 1e18;
        return key == "length"_L1 ? QJsonValue(QString::number(value.toInteger()))
                                  : QJsonValue(value.toDouble());
    case QJsonValue::Bool:
        return trap == Leniency::Sloppy ? QJsonValue(value.toBool() ? u"true"_s : u"false"_s)
                                        : value;
    default:
        return value;
    }
}

} // namespace

QJsonObject loosened(const QJsonObject &object, Leniency trap)
{
    QJsonObject result;
    for (auto at = object.begin(); at != object.end(); ++at)
        result.insert(at.key(), loosenedValue(at.key(), at.value(), trap));
    if (trap == Leniency::Overflow)
        return result;
    if (result.contains("name"_L1)) {
        result.insert("xFieldOfTomorrow"_L1, QJsonObject{{u"deep"_s, QJsonArray{1, u"two"_s}}});
        result.insert("slashCommand"_L1, QJsonValue());
    }
    if (result.contains("spaceHistoryState"_L1))
        result.insert("spaceHistoryState"_L1, u"HISTORY_OF_TOMORROW"_s);
    return result;
}

} // namespace emulator
