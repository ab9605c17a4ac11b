// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rooms/refusal.h"

#include "ui/text/errorwords.h"
#include "ui/text/plainlabel.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace linnet::ui {

Refusal::Refusal(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_icon(new QLabel(this))
    , m_words(new PlainLabel(this))
{
    m_words->setWordWrap(true);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::group, metrics::group, metrics::group, metrics::group);
    row->setSpacing(metrics::group);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addWidget(m_words, 1);
    connect(&theme, &Theme::changed, this, &Refusal::restyle);
    restyle();
    hide();
}

void Refusal::say(const QString &sentence)
{
    m_words->setText(sentence);
    setAccessibleName(m_words->text());
    setVisible(!sentence.isEmpty());
    if (sentence.isEmpty())
        return;
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void Refusal::say(const Error &error)
{
    say(errorLine(error));
}

void Refusal::clear()
{
    say(QString());
}

void Refusal::restyle()
{
    m_icon->setPixmap(iconPixmap(u"warning"_s, m_theme.tokens().danger, 16, devicePixelRatioF()));
    update();
}

void Refusal::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.tokens().dangerBackground);
    painter.drawRoundedRect(rect(), metrics::radius, metrics::radius);
}

} // namespace linnet::ui
