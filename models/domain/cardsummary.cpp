// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/cardsummary.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

constexpr int deepest = 32;

// As a reader meets them; what is missing here is no text of a card.
constexpr QLatin1StringView words[]
    = {"title"_L1,   "topLabel"_L1, "top_label"_L1,   "text"_L1,
       "content"_L1, "subtitle"_L1, "bottomLabel"_L1, "bottom_label"_L1};
constexpr QLatin1StringView parts[] = {
    "cardsV2"_L1,        "cards_v2"_L1, "cards"_L1,         "card"_L1,           "header"_L1,
    "sections"_L1,       "widgets"_L1,  "textParagraph"_L1, "text_paragraph"_L1, "decoratedText"_L1,
    "decorated_text"_L1, "keyValue"_L1, "key_value"_L1,     "columns"_L1,        "columnItems"_L1,
    "column_items"_L1,   "grid"_L1,     "items"_L1,         "carousel"_L1,       "carouselCards"_L1,
    "carousel_cards"_L1};

struct Entity
{
    QLatin1StringView name;
    QChar character;
};
constexpr Entity entities[] = {{"lt;"_L1, u'<'},   {"gt;"_L1, u'>'},   {"quot;"_L1, u'"'},
                               {"#39;"_L1, u'\''}, {"nbsp;"_L1, u' '}, {"amp;"_L1, u'&'}};

// The length of a tag that begins here, 0 for a "<" that is one.
qsizetype tagLength(QStringView text)
{
    constexpr qsizetype longestTag = 2'000;
    qsizetype name = 1;
    if (name < text.size() && text[name] == u'/')
        ++name;
    if (name >= text.size() || !text[name].isLetter())
        return 0;
    const qsizetype end = text.left(longestTag).indexOf(u'>');
    return end < 0 ? 0 : end + 1;
}

QString withoutTags(QStringView text)
{
    QString plain;
    for (qsizetype i = 0; i < text.size();) {
        const QStringView rest = text.mid(i);
        if (text[i] == u'<') {
            if (const qsizetype length = tagLength(rest); length > 0) {
                if (rest.startsWith("<br"_L1, Qt::CaseInsensitive))
                    plain += u' ';
                i += length;
                continue;
            }
        } else if (text[i] == u'&') {
            const auto *entity = std::find_if(
                std::begin(entities), std::end(entities),
                [rest](const Entity &each) { return rest.mid(1).startsWith(each.name); });
            if (entity != std::end(entities)) {
                plain += entity->character;
                i += 1 + entity->name.size();
                continue;
            }
        }
        plain += text[i++];
    }
    return plain;
}

class Reader
{
public:
    explicit Reader(qsizetype most)
        : m_most(most)
    {
    }

    void read(const QJsonValue &value, int depth)
    {
        if (depth > deepest || m_length >= m_most)
            return;
        if (value.isArray()) {
            const QJsonArray array = value.toArray();
            for (const QJsonValue &each : array)
                read(each, depth + 1);
            return;
        }
        if (!value.isObject())
            return;
        const QJsonObject object = value.toObject();
        for (const QLatin1StringView key : words)
            add(object.value(key).toString());
        for (const QLatin1StringView key : parts) {
            const QJsonValue part = object.value(key);
            if (part.isString())
                add(part.toString()); // a section's header
            else
                read(part, depth + 1);
        }
    }

    [[nodiscard]] QString text() const
    {
        const QString all = m_lines.join(u", "_s);
        return all.size() <= m_most ? all : QString(all.left(m_most) + QChar(0x2026));
    }

private:
    void add(const QString &words)
    {
        if (words.isEmpty() || m_length >= m_most)
            return;
        const QString line = withoutTags(QStringView(words).left(4 * m_most)).simplified();
        if (line.isEmpty())
            return;
        m_lines += line;
        m_length += line.size();
    }

    qsizetype m_most;
    qsizetype m_length = 0;
    QStringList m_lines;
};

} // namespace

QString cardSummary(const QByteArray &cards, qsizetype most)
{
    if (cards.isEmpty())
        return {};
    Reader reader(most);
    const QJsonDocument document = QJsonDocument::fromJson(cards);
    reader.read(document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object()),
                0);
    return reader.text();
}

} // namespace linnet
