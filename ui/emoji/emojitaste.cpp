// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emoji/emojitaste.h"

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

constexpr int mostUsed = 32;
const QStringList usual{u"👍"_s, u"❤️"_s, u"😂"_s, u"🎉"_s, u"👀"_s, u"🙏"_s, u"✅"_s, u"🔥"_s};

} // namespace

void EmojiTaste::use(const QString &emoji)
{
    if (emoji.isEmpty() || m_used.value(0) == emoji)
        return;
    m_used.removeAll(emoji);
    m_used.prepend(emoji);
    m_used = m_used.mid(0, mostUsed);
    Q_EMIT changed();
}

QStringList EmojiTaste::recent(int count) const
{
    QStringList list = m_used.mid(0, count);
    for (const QString &each : usual) {
        if (list.size() < count && !list.contains(each))
            list.append(each);
    }
    return list;
}

void EmojiTaste::setTone(SkinTone tone)
{
    if (tone == m_tone)
        return;
    m_tone = tone;
    Q_EMIT changed();
}

QString EmojiTaste::state() const
{
    return QString(QString::number(int(m_tone)) + u' ' + m_used.join(u' '));
}

void EmojiTaste::restore(const QString &state)
{
    const QStringList parts = state.split(u' ', Qt::SkipEmptyParts);
    const int tone = parts.value(0).toInt();
    if (tone < 0 || tone > int(SkinTone::Dark))
        return;
    m_tone = SkinTone(tone);
    m_used.clear();
    for (const QString &emoji : parts.mid(1, mostUsed)) {
        if (findEmoji(emoji))
            m_used.append(emoji);
    }
    Q_EMIT changed();
}

} // namespace linnet::ui
