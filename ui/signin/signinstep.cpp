// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/signin/signinstep.h"

#include "ui/text/plainlabel.h"
#include "ui/theme/theme.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace linnet::ui {

SignInStep::SignInStep(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(metrics::group);
}

PlainLabel *SignInStep::addHeadline(const QString &text)
{
    auto *label = new PlainLabel(text, this);
    label->setWordWrap(true);
    label->setFont(m_theme.font(TextSize::Heading, QFont::DemiBold));
    m_column->addWidget(label);
    return label;
}

PlainLabel *SignInStep::addParagraph(const QString &text, Tone tone)
{
    auto *label = new PlainLabel(text, this);
    label->setWordWrap(true);
    tint(label, tone);
    m_column->addWidget(label);
    return label;
}

QHBoxLayout *SignInStep::addButtons(const QList<QPushButton *> &buttons)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(metrics::group);
    row->setContentsMargins(0, metrics::group, 0, 0);
    for (QPushButton *each : buttons)
        row->addWidget(each);
    row->addStretch(1);
    m_column->addLayout(row);
    return row;
}

QPushButton *SignInStep::primaryButton(const QString &text)
{
    QPushButton *made = button(text);
    made->setProperty("primary", true);
    return made;
}

QPushButton *SignInStep::button(const QString &text)
{
    auto *made = new QPushButton(text, this);
    made->setAutoDefault(false);
    return made;
}

QPushButton *SignInStep::linkButton(const QString &text)
{
    QPushButton *made = button(text);
    made->setFlat(true);
    made->setProperty("link", true);
    made->setCursor(Qt::PointingHandCursor);
    const auto apply = [this, made] {
        QPalette palette = m_theme.palette();
        palette.setColor(QPalette::ButtonText, m_theme.tokens().link);
        made->setPalette(palette);
    };
    apply();
    connect(&m_theme, &Theme::changed, made, apply);
    return made;
}

void SignInStep::tint(QLabel *label, Tone tone)
{
    applyTone(label, tone);
    connect(&m_theme, &Theme::changed, label, [this, label, tone] { applyTone(label, tone); });
}

void SignInStep::applyTone(QLabel *label, Tone tone)
{
    const Tokens &t = m_theme.tokens();
    QPalette palette = m_theme.palette();
    switch (tone) {
    case Tone::Normal:
        break;
    case Tone::Muted:
        palette.setColor(QPalette::WindowText, t.muted);
        break;
    case Tone::Danger:
        palette.setColor(QPalette::WindowText, t.danger);
        break;
    }
    label->setPalette(palette);
}

} // namespace linnet::ui
