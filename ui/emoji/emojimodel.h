// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/customemoji.h"
#include "models/domain/emojitable.h"
#include "models/domain/message.h"

#include <QAbstractListModel>

#include <optional>

namespace linnet::ui {

// What a picker shows: the recent ones, the organisation's own, then all groups; or what matches a
// search. A new search is another list: it resets.
class EmojiModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role {
        EmojiRole = Qt::UserRole + 1, // Emoji, in the chosen tone
        ShortNameRole, // QString without colons
    };

    explicit EmojiModel(QObject *parent = nullptr);

    void setRecent(const QStringList &recent);
    void setCustom(const QList<CustomEmoji> &custom);
    void setTone(SkinTone tone);
    // Empty: everything.
    void search(const QString &typed);
    // The first row of a group; of the recent ones without a group. -1 where it has none.
    [[nodiscard]] int firstOf(std::optional<EmojiGroup> group) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Row
    {
        const EmojiEntry *entry = nullptr;
        QString unicode; // as it was used, tone and all; empty: by the chosen tone
        int custom = -1;
        bool recent = false;
    };
    void fill();
    [[nodiscard]] Emoji emojiAt(const Row &row) const;

    QStringList m_recent;
    QList<CustomEmoji> m_custom;
    QString m_typed;
    SkinTone m_tone = SkinTone::None;
    QList<Row> m_rows;
};

} // namespace linnet::ui

Q_DECLARE_METATYPE(linnet::Emoji)
