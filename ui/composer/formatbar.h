// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/markup.h"
#include "ui/window/commands.h"

#include <QHash>
#include <QWidget>

class QMenu;

namespace linnet::ui {

class IconButton;
class Theme;

// The buttons under the field: what can be put in, and the formats. Shows which formats are on at
// the cursor; formats for which there is no room are in a menu. Does nothing itself.
class FormatBar : public QWidget
{
    Q_OBJECT
public:
    explicit FormatBar(const Theme &theme, QWidget *parent = nullptr);

    void setState(TextStyles styles, MarkupBlock::Kind kind);
    // Formats that are of no use here (in a block of code).
    [[nodiscard]] IconButton *button(CommandId id) const { return m_buttons.value(id); }
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void chosen(linnet::ui::CommandId command);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    IconButton *addButton(CommandId id);
    void fillMenu(QMenu &menu);

    const Theme &m_theme;
    QHash<CommandId, IconButton *> m_buttons;
    IconButton *m_more = nullptr;
    int m_shown = 0; // how many formats have a button
    TextStyles m_styles;
    MarkupBlock::Kind m_kind = MarkupBlock::Kind::Paragraph;
};

} // namespace linnet::ui
