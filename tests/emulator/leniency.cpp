// SPDX-License-Identifier: GPL-3.0-or-later
#include "leniency.h"

#include "filter.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace emulator {

namespace {

QJsonObject loosenedObject(const QJsonObject &object, Leniency trap);

QJsonValue loosenedValue(const QString &key, const QJsonValue &value, Leniency trap)
{
    switch (value.type()) {
    case QJsonValue::Object:
        return loosenedObject(value.toObject(), trap);
    case QJsonValue::Array: {
        QJsonArray result;
        for (const QJsonValue item : value.toArray())
            result.append(loosenedValue(key, item, trap));
        return result;
    }
    case QJsonValue::Double:
        if (trap == Leniency::Overflow)
            return 1e18;
        if (trap == Leniency::Sloppy && key == "length"_L1)
            return QString::number(value.toInteger());
        return value;
    case QJsonValue::Bool:
        if (trap == Leniency::Sloppy)
            return value.toBool() ? u"true"_s : u"false"_s;
        return value;
    default:
        return value;
    }
}

QJsonObject loosenedObject(const QJsonObject &object, Leniency trap)
{
    QJsonObject result;
    for (auto at = object.begin(); at != object.end(); ++at) {
        const QString key = trap == Leniency::Snake ? snakeCase(at.key()) : at.key();
        result.insert(key, loosenedValue(at.key(), at.value(), trap));
    }
    if (trap != Leniency::Sloppy)
        return result;
    if (result.contains("name"_L1)) {
        result.insert("xFieldOfTomorrow"_L1, QJsonObject{{u"deep"_s, QJsonArray{1, u"two"_s}}});
        result.insert("slashCommand"_L1, QJsonValue());
    }
    if (result.contains("annotations"_L1)) {
        QJsonArray annotations = result.value("annotations"_L1).toArray();
        annotations.append(QJsonObject{{u"type"_s, u"ANNOTATION_OF_TOMORROW"_s},
                                       {u"startIndex"_s, 0},
                                       {u"length"_s, 1},
                                       {u"tomorrowMetadata"_s, QJsonObject{{u"a"_s, 1}}}});
        result.insert("annotations"_L1, annotations);
    }
    if (result.contains("spaceHistoryState"_L1))
        result.insert("spaceHistoryState"_L1, u"HISTORY_OF_TOMORROW"_s);
    return result;
}

} // namespace

QByteArray loosened(const QByteArray &json, Leniency trap)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    QByteArray text
        = QJsonDocument(loosenedObject(object, trap)).toJson(QJsonDocument::Compact);
    if (trap != Leniency::Sloppy)
        return text;
    // QJsonDocument writes whole numbers without a fraction; some servers do not.
    static const QRegularExpression whole(
        u"\"(startIndex|reactionCount|joinedDirectHumanUserCount)\":(\\d+)"_s);
    return QString::fromUtf8(text).replace(whole, u"\"\\1\":\\2.0"_s).toUtf8();
}

} // namespace emulator
