// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/formatbar.h"

#include "ui/text/plainlabel.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/iconbutton.h"

#include <QAction>
#include <QHBoxLayout>
#include <QMenu>

#include <optional>

using namespace Qt::StringLiterals;

namespace linnet::ui {

using Kind = MarkupBlock::Kind;

namespace {

constexpr int side = 28;
constexpr std::array inserts{CommandId::AttachFiles, CommandId::InsertEmoji,
                             CommandId::InsertMention};
constexpr std::array formats{CommandId::Bold,       CommandId::Italic,    CommandId::Strike,
                             CommandId::InlineCode, CommandId::CodeBlock, CommandId::BulletList,
                             CommandId::BlockQuote, CommandId::InsertLink};

bool isOn(CommandId id, TextStyles styles, Kind kind)
{
    switch (id) {
    case CommandId::Bold:
        return styles.testFlag(TextStyle::Bold);
    case CommandId::Italic:
        return styles.testFlag(TextStyle::Italic);
    case CommandId::Strike:
        return styles.testFlag(TextStyle::Strike);
    case CommandId::InlineCode:
        return styles.testFlag(TextStyle::Code);
    case CommandId::CodeBlock:
        return kind == Kind::Code;
    case CommandId::BulletList:
        return kind == Kind::BulletItem;
    case CommandId::BlockQuote:
        return kind == Kind::Quote;
    default:
        return false;
    }
}

bool isToggle(CommandId id)
{
    return id != CommandId::InsertLink;
}

} // namespace

FormatBar::FormatBar(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    for (const CommandId id : inserts)
        row->addWidget(addButton(id));
    row->addSpacing(metrics::group);
    for (const CommandId id : formats) {
        IconButton *button = addButton(id);
        button->setCheckable(isToggle(id));
        row->addWidget(button);
    }
    m_more = new IconButton(u"more"_s, tr("More formatting"), theme, this);
    m_more->setFixedSize(side, side);
    auto *menu = new QMenu(m_more);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillMenu(*menu); });
    m_more->setMenu(menu);
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->hide();
    row->addWidget(m_more);
    row->addStretch(1);
}

IconButton *FormatBar::addButton(CommandId id)
{
    const CommandInfo &info = Commands::info(id);
    auto *button = new IconButton(QString::fromLatin1(info.icon),
                                  QAction(Commands::text(info)).iconText(), m_theme, this);
    const auto keys = Commands::keys(info);
    if (!keys.isEmpty())
        button->setToolTip(plainToolTip(tr("%1 (%2)").arg(
            button->accessibleName(), keys.first().toString(QKeySequence::NativeText))));
    button->setFixedSize(side, side);
    connect(button, &IconButton::clicked, this, [this, button, id] {
        if (!button->isCheckable())
            Q_EMIT chosen(id);
    });
    // Assistive programs toggle without a click.
    connect(button, &IconButton::toggled, this, [this, id](bool on) {
        if (on == isOn(id, m_styles, m_kind))
            return;
        Q_EMIT chosen(id);
        setState(m_styles, m_kind); // the field decides what is on
    });
    m_buttons.insert(id, button);
    return button;
}

void FormatBar::setState(TextStyles styles, Kind kind)
{
    m_styles = styles;
    m_kind = kind;
    for (const CommandId id : formats) {
        IconButton *button = m_buttons.value(id);
        if (isToggle(id))
            button->setChecked(isOn(id, styles, kind));
        const bool block = id == CommandId::CodeBlock || id == CommandId::BulletList
            || id == CommandId::BlockQuote;
        button->setEnabled(block || kind != Kind::Code);
    }
}

void FormatBar::fillMenu(QMenu &menu)
{
    menu.clear();
    for (size_t i = size_t(m_shown); i < formats.size(); ++i) {
        const CommandId id = formats[i];
        const CommandInfo &info = Commands::info(id);
        QAction *action
            = menu.addAction(icon(QString::fromLatin1(info.icon), m_theme.tokens().muted),
                             Commands::text(info), this, [this, id] { Q_EMIT chosen(id); });
        action->setCheckable(isToggle(id));
        action->setChecked(isOn(id, m_styles, m_kind));
        action->setEnabled(m_buttons.value(id)->isEnabled());
    }
}

QSize FormatBar::minimumSizeHint() const
{
    return {side * (int(inserts.size()) + 1) + metrics::group, side};
}

void FormatBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const int room = width() - side * int(inserts.size()) - metrics::group;
    m_shown = int(formats.size());
    if (room < side * m_shown)
        m_shown = qBound(0, room / side - 1, m_shown - 1); // and the button of the menu
    for (int i = 0; i < int(formats.size()); ++i)
        m_buttons.value(formats[size_t(i)])->setVisible(i < m_shown);
    m_more->setVisible(m_shown < int(formats.size()));
}

} // namespace linnet::ui
