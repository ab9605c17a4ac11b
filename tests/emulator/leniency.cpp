// SPDX-License-Identifier: GPL-3.0-or-later
#include "leniency.h"

#include "filter.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace emulator {

namespace {

/// QJsonDocument writes whole numbers without a fraction, some servers do not: such a number is a
/// string with this mark until the text is there.
constexpr QChar fractionMark(1);

class Loosener
{
public:
    Loosener(Leniency trap, const AnswerForm &form)
        : m_trap(trap)
        , m_form(form)
    {
    }

    [[nodiscard]] QJsonObject object(const QJsonObject &object, const QString &type) const
    {
        QJsonObject result;
        for (auto at = object.begin(); at != object.end(); ++at) {
            const QString key = m_trap == Leniency::Snake ? snakeCase(at.key()) : at.key();
            result.insert(key, value(at.key(), at.value(), m_form.schema.notation(type, at.key())));
        }
        if (m_trap == Leniency::Sloppy)
            addNews(result);
        return result;
    }

private:
    /// A number of the field's own, another one in the next answer.
    [[nodiscard]] int pick(const QString &key, int choices) const
    {
        int sum = m_form.turn;
        for (const QChar c : key)
            sum += c.unicode();
        return sum % choices;
    }

    [[nodiscard]] QJsonValue number(const QString &key, qint64 number) const
    {
        switch (pick(key, 3)) {
        case 0:
            return QString(fractionMark + QString::number(number));
        case 1:
            return QString::number(number);
        default:
            return number;
        }
    }

    [[nodiscard]] QJsonValue value(const QString &key, const QJsonValue &value,
                                   const QString &notation) const
    {
        const bool sloppy = m_trap == Leniency::Sloppy;
        const bool whole = notation.startsWith("int"_L1);
        switch (value.type()) {
        case QJsonValue::Object:
            return object(value.toObject(), notation.section(u' ', 0, 0));
        case QJsonValue::Array: {
            QJsonArray result;
            for (const QJsonValue item : value.toArray())
                result.append(this->value(key, item, notation));
            return result;
        }
        case QJsonValue::Double:
            if (m_trap == Leniency::Overflow)
                return 1e18;
            return sloppy && whole ? number(key, value.toInteger()) : value;
        case QJsonValue::String:
            if (sloppy && whole)
                return number(key, value.toString().toLongLong());
            if (sloppy && notation.startsWith("enum "_L1) && pick(key, 4) == 0)
                return u"VALUE_OF_TOMORROW"_s;
            return value;
        case QJsonValue::Bool:
            return sloppy ? QJsonValue(value.toBool() ? u"true"_s : u"false"_s) : value;
        default:
            return value;
        }
    }

    static void addNews(QJsonObject &result)
    {
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
    }

    const Leniency m_trap;
    const AnswerForm &m_form;
};

} // namespace

QByteArray loosened(const QByteArray &json, Leniency trap, const AnswerForm &form)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    QByteArray text = QJsonDocument(Loosener(trap, form).object(object, form.type))
                          .toJson(QJsonDocument::Compact);
    if (trap != Leniency::Sloppy)
        return text;
    static const QRegularExpression marked(u"\"\\\\u0001(-?\\d+)\""_s);
    return QString::fromUtf8(text).replace(marked, u"\\1.0"_s).toUtf8();
}

} // namespace emulator
