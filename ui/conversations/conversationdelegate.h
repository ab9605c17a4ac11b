// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/clock.h"
#include "models/items/usertable.h"
#include "ui/conversations/conversationlayout.h"

#include <QStyledItemDelegate>

namespace linnet::ui {

class Avatars;

// Paints the rows of the list of conversations from their layout, and shows their tooltips. Asks
// the model and nobody else. Selected is the conversation that is open; the focus ring is on the
// row that the keyboard is on.
class ConversationDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    ConversationDelegate(const Theme &theme, Avatars &avatars, const items::UserTable &users,
                         const Clock &clock, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

private:
    // Made anew only when the system's font is another: every row's height asks.
    [[nodiscard]] const ConversationFonts &fonts() const;
    void paintRow(QPainter *painter, const ConversationFacts &facts,
                  const ConversationLayout &layout, const QPixmap &avatar) const;
    void paintBadges(QPainter *painter, const ConversationFacts &facts,
                     const ConversationLayout &layout) const;

    const Theme &m_theme;
    Avatars &m_avatars;
    const items::UserTable &m_users;
    const Clock &m_clock;
    mutable QFont m_base; // what the following were made of
    mutable ConversationFonts m_fonts;
};

} // namespace linnet::ui
