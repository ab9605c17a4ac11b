// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emoji/emojimodel.h"

#include "ui/text/plainlabel.h"
#include "ui/timeline/emojiruns.h"

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {
constexpr int mostFound = 120;
} // namespace

EmojiModel::EmojiModel(QObject *parent)
    : QAbstractListModel(parent)
{
    fill();
}

void EmojiModel::setRecent(const QStringList &recent)
{
    m_recent = recent;
    fill();
}

void EmojiModel::setCustom(const QList<CustomEmoji> &custom)
{
    m_custom = custom;
    fill();
}

void EmojiModel::setTone(SkinTone tone)
{
    m_tone = tone;
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0), index(int(m_rows.size()) - 1), {Qt::DisplayRole, EmojiRole});
}

void EmojiModel::search(const QString &typed)
{
    QString words = typed.trimmed();
    words.remove(u':');
    if (words == m_typed)
        return;
    m_typed = words;
    fill();
}

void EmojiModel::fill()
{
    // arrows: allow model-reset: another search is another list, and nobody reads it
    beginResetModel();
    m_rows.clear();
    for (qsizetype i = 0; i < m_custom.size(); ++i) {
        if (m_typed.isEmpty() || m_custom[i].shortName.contains(m_typed, Qt::CaseInsensitive))
            m_rows.append({nullptr, {}, int(i), false});
    }
    if (m_typed.isEmpty()) {
        qsizetype at = 0;
        for (const QString &emoji : std::as_const(m_recent)) {
            if (const EmojiEntry *entry = findEmoji(emoji))
                m_rows.insert(at++, {entry, emoji, -1, true});
        }
        for (const EmojiEntry &entry : emojiTable())
            m_rows.append({&entry, {}, -1, false});
    } else {
        const QList<const EmojiEntry *> found = emojiMatching(m_typed, mostFound);
        for (const EmojiEntry *entry : found)
            m_rows.append({entry, {}, -1, false});
    }
    endResetModel();
}

int EmojiModel::firstOf(std::optional<EmojiGroup> group) const
{
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        const Row &row = m_rows[i];
        if (group ? !row.recent && row.entry && row.entry->group == *group : row.recent)
            return int(i);
    }
    return -1;
}

int EmojiModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

Emoji EmojiModel::emojiAt(const Row &row) const
{
    Emoji emoji;
    if (row.custom >= 0) {
        emoji.customName = m_custom[row.custom].name;
        emoji.customShortName = m_custom[row.custom].shortName;
    } else {
        emoji.unicode = row.unicode.isEmpty() ? row.entry->unicode(m_tone) : row.unicode;
    }
    return emoji;
}

QVariant EmojiModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows.at(index.row());
    const QString name = row.custom >= 0 ? sanitised(m_custom[row.custom].shortName, 64)
                                         : QString::fromUtf8(row.entry->name);
    switch (role) {
    case Qt::DisplayRole:
        return row.custom >= 0 ? name : drawableEmoji(emojiAt(row).unicode);
    case Qt::ToolTipRole:
        return plainToolTip(name);
    case Qt::AccessibleTextRole:
        return name;
    case EmojiRole:
        return QVariant::fromValue(emojiAt(row));
    case ShortNameRole:
        return row.custom >= 0 ? name : row.entry->shortName();
    default:
        return {};
    }
}

} // namespace linnet::ui
