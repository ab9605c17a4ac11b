// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cards/cardjson.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace linnet::ui::cards {

QString snakeCase(QLatin1StringView camelCase)
{
    QString snake;
    for (const char letter : camelCase) {
        const QChar c = QLatin1Char(letter);
        if (c.isUpper())
            snake += u'_';
        snake += c.toLower();
    }
    return snake;
}

QJsonValue Node::value(QLatin1StringView camelCase) const
{
    auto found = m_object.constFind(camelCase);
    if (found == m_object.constEnd()) {
        const QString snake = snakeCase(camelCase);
        if (snake.size() != camelCase.size())
            found = m_object.constFind(snake);
    }
    if (found == m_object.constEnd() || found->isNull())
        return QJsonValue(QJsonValue::Undefined);
    return *found;
}

QString Node::string(QLatin1StringView key) const
{
    const QJsonValue found = value(key);
    if (found.isDouble())
        return QString::number(found.toDouble(), 'g', 15);
    if (found.isBool())
        return found.toBool() ? u"true"_s : u"false"_s;
    return found.toString();
}

bool Node::flag(QLatin1StringView key, bool otherwise) const
{
    const QJsonValue found = value(key);
    if (found.isString())
        return found.toString().compare("true"_L1, Qt::CaseInsensitive) == 0;
    if (found.isDouble())
        return found.toDouble() != 0;
    return found.toBool(otherwise);
}

double Node::number(QLatin1StringView key, double otherwise) const
{
    const QJsonValue found = value(key);
    bool good = true;
    const double read
        = found.isString() ? found.toString().toDouble(&good) : found.toDouble(otherwise);
    return good && std::isfinite(read) ? read : otherwise;
}

Node Node::child(QLatin1StringView key) const
{
    return Node(value(key).toObject());
}

QList<Node> Node::list(QLatin1StringView key, qsizetype most, bool *cut) const
{
    const QJsonValue found = value(key);
    QList<Node> nodes;
    if (found.isObject())
        nodes.append(Node(found.toObject()));
    const QJsonArray array = found.toArray();
    for (const QJsonValue &each : array) {
        if (!each.isObject())
            continue;
        if (nodes.size() >= most) {
            if (cut)
                *cut = true;
            break;
        }
        nodes.append(Node(each.toObject()));
    }
    return nodes;
}

} // namespace linnet::ui::cards
