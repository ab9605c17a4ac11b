// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/emojitable.h"

#include <QHash>

#include <algorithm>

namespace linnet {

namespace {

constexpr char16_t selector = 0xfe0f;

QString withoutSelector(QStringView text)
{
    QString bare = text.toString();
    bare.remove(QChar(selector));
    return bare;
}

QString folded(QStringView typed)
{
    QString text = typed.toString().toLower().simplified();
    text.replace(u' ', u'_');
    return text;
}

const QHash<QString, const EmojiEntry *> &byText()
{
    static const auto index = [] {
        QHash<QString, const EmojiEntry *> made;
        for (const EmojiEntry &entry : emojiTable()) {
            made.insert(withoutSelector(entry.text), &entry);
            for (const char16_t *tone : entry.tones) {
                if (tone)
                    made.insert(withoutSelector(tone), &entry);
            }
        }
        return made;
    }();
    return index;
}

const QHash<QString, const EmojiEntry *> &byShortName()
{
    static const auto index = [] {
        // A name that several have belongs to the one that names it first.
        QHash<QString, std::pair<int, const EmojiEntry *>> best;
        for (const EmojiEntry &entry : emojiTable()) {
            int place = 0;
            for (const QStringView name : QStringView(entry.shortNames).tokenize(u' ')) {
                const QString key = name.toString();
                const auto it = best.constFind(key);
                if (it == best.constEnd() || it->first > place)
                    best.insert(key, {place, &entry});
                ++place;
            }
        }
        QHash<QString, const EmojiEntry *> made;
        for (auto it = best.cbegin(); it != best.cend(); ++it)
            made.insert(it.key(), it->second);
        return made;
    }();
    return index;
}

// How well a short name fits what was typed, best first; -1: not at all.
int rankOf(QStringView name, QStringView typed)
{
    const qsizetype at = name.indexOf(typed);
    if (at < 0)
        return -1;
    if (at == 0)
        return name.size() == typed.size() ? 0 : 1;
    for (qsizetype i = at; i >= 0; i = name.indexOf(typed, i + 1)) {
        if (name[i - 1] == u'_')
            return 2;
    }
    return 3;
}

} // namespace

QString EmojiEntry::unicode(SkinTone tone) const
{
    if (tone == SkinTone::None || !hasTones())
        return QString::fromUtf16(text);
    return QString::fromUtf16(tones[size_t(tone) - 1]);
}

QString EmojiEntry::shortName() const
{
    const QStringView names(shortNames);
    return names.left(names.indexOf(u' ')).toString();
}

const EmojiEntry *findEmoji(QStringView unicode)
{
    return byText().value(withoutSelector(unicode));
}

const EmojiEntry *emojiByShortName(QStringView shortName)
{
    return byShortName().value(folded(shortName));
}

QList<const EmojiEntry *> emojiMatching(QStringView typed, int limit)
{
    const QString wanted = folded(typed);
    std::array<QList<const EmojiEntry *>, 4> ranked;
    for (const EmojiEntry &entry : emojiTable()) {
        int best = -1;
        for (const QStringView name : QStringView(entry.shortNames).tokenize(u' ')) {
            const int rank = rankOf(name, wanted);
            if (rank >= 0 && (best < 0 || rank < best))
                best = rank;
        }
        if (best >= 0)
            ranked[size_t(best)].append(&entry);
    }
    QList<const EmojiEntry *> found;
    for (const auto &each : ranked)
        found += each;
    return found.mid(0, limit);
}

} // namespace linnet
