// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/quarantine.h"

#include "models/store/codec.h"
#include "models/store/statement.h"

#include <QtEndian>

#include <algorithm>

namespace linnet::store {
namespace {

constexpr qsizetype leastLegible = 3;

// The length that a CBOR text string's first bytes tell, and how many bytes tell it; {0, 0} when it
// is none. RFC 8949, sections 3 and 3.1, major type 3.
std::pair<qsizetype, qsizetype> textHead(QByteArrayView bytes)
{
    const auto first = bytes.isEmpty() ? quint8(0) : quint8(bytes[0]);
    const int detail = first & 0x1f;
    if (first >> 5 != 3)
        return {0, 0};
    if (detail < 24)
        return {detail, 1};
    if (detail == 24 && bytes.size() >= 2)
        return {quint8(bytes[1]), 2};
    if (detail == 25 && bytes.size() >= 3)
        return {qFromBigEndian<quint16>(bytes.data() + 1), 3};
    if (detail == 26 && bytes.size() >= 5)
        return {qsizetype(qFromBigEndian<quint32>(bytes.data() + 1)), 5};
    return {0, 0};
}

// The longest text that stands behind a key, in a map that may be damaged anywhere.
QString textBehind(char key, QByteArrayView content)
{
    QByteArrayView longest;
    for (qsizetype at = content.indexOf(key); at >= 0; at = content.indexOf(key, at + 1)) {
        const auto [length, head] = textHead(content.sliced(at + 1));
        const qsizetype begin = at + 1 + head;
        const qsizetype size = std::min(length, content.size() - begin);
        if (size > longest.size())
            longest = content.sliced(begin, size);
    }
    return QString::fromUtf8(longest);
}

// What reads like words, when nothing tells where the text began.
QString legible(QByteArrayView bytes)
{
    const QString all = QString::fromUtf8(bytes);
    QStringList runs;
    QString run;
    const auto close = [&runs, &run] {
        if (run.trimmed().size() >= leastLegible)
            runs.append(run.trimmed());
        run.clear();
    };
    for (const QChar character : all) {
        const bool reads = character != QChar::ReplacementCharacter
            && (character.isPrint() || character == u'\n' || character.isSurrogate());
        if (reads)
            run.append(character);
        else
            close();
    }
    close();
    return runs.join(QChar(u'\n'));
}

} // namespace

SetAsideText madeOut(const QByteArray &body)
{
    QByteArrayView content(body);
    if (content.startsWith(envelopeMark))
        content = content.sliced(std::min(envelopeHeadSize(), content.size()));
    // The checksum may be what was hit, and the rest be whole.
    const QByteArray bytes = content.toByteArray();
    if (const std::optional<OutboxItem> item = decodeItem(0, bytes))
        return {item->text, item->space};
    if (const std::optional<Draft> draft = decodeDraft(bytes))
        return {draft->text, draft->scope.space};
    // The keys of texts in codec.cpp: 7 in an item, 3 in a draft (in an item that is the space).
    QString text = textBehind('\x07', content);
    if (text.size() < leastLegible)
        text = textBehind('\x03', content);
    if (text.size() < leastLegible)
        text = legible(content);
    return {text, {}};
}

void insertQuarantined(Database &database, const QByteArray &body)
{
    Statement(database, "INSERT INTO quarantine(source, number, body) VALUES('salvage', 0, ?)",
              body)
        .run();
}

QList<SetAsideText> readQuarantine(Database &database)
{
    QList<SetAsideText> result;
    Statement query(database, "SELECT body FROM quarantine ORDER BY id");
    while (query.next()) {
        const SetAsideText one = madeOut(query.blob(0));
        // Reactions and read states have no words, and nothing to copy.
        if (!one.text.trimmed().isEmpty())
            result.append(one);
    }
    return result;
}

Result<void> emptyQuarantine(Database &database)
{
    Transaction transaction(database);
    database.execute("DELETE FROM quarantine");
    return transaction.commit();
}

} // namespace linnet::store
