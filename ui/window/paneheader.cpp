// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/paneheader.h"

#include "ui/text/plainlabel.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/iconbutton.h"

#include <QHBoxLayout>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace linnet::ui {

PaneHeader::PaneHeader(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_back(new IconButton(u"chevron-left"_s, tr("Back to the conversations"), theme, this))
    , m_face(new QLabel(this))
    , m_title(new PlainLabel(this))
    , m_subtitle(new PlainLabel(this))
    , m_outside(new QLabel(this))
    , m_buttons(new QHBoxLayout)
{
    setFixedHeight(standardHeight);
    m_back->hide();
    m_face->hide();
    m_outside->hide();
    m_title->setElideMode(Qt::ElideRight);
    m_subtitle->setElideMode(Qt::ElideRight);
    m_buttons->setSpacing(metrics::unit);

    auto *titleRow = new QHBoxLayout;
    titleRow->setSpacing(6);
    titleRow->addWidget(m_title);
    titleRow->addWidget(m_outside);
    titleRow->addStretch(1);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addStretch(1);
    words->addLayout(titleRow);
    words->addWidget(m_subtitle);
    words->addStretch(1);

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::edge, 0, metrics::group, 1);
    row->setSpacing(10);
    row->addWidget(m_back);
    row->addWidget(m_face);
    row->addLayout(words, 1);
    row->addLayout(m_buttons);
    connect(m_back, &IconButton::clicked, this, &PaneHeader::backRequested);
    connect(&theme, &Theme::changed, this, &PaneHeader::restyle);
    restyle();
}

void PaneHeader::setTexts(const QString &title, const QString &subtitle)
{
    m_title->setText(title);
    m_subtitle->setText(subtitle);
    m_subtitle->setVisible(!subtitle.isEmpty());
}

void PaneHeader::setFace(const QPixmap &face)
{
    m_face->setPixmap(face);
    m_face->setVisible(!face.isNull());
}

void PaneHeader::setOutside(bool outside, const QString &words)
{
    m_outside->setVisible(outside);
    m_outside->setToolTip(plainToolTip(words));
    m_outside->setAccessibleName(words);
}

void PaneHeader::setBackVisible(bool visible)
{
    m_back->setVisible(visible);
    layout()->setContentsMargins(visible ? metrics::group : metrics::edge, 0, metrics::group, 1);
}

void PaneHeader::addButton(QWidget *button)
{
    m_buttons->addWidget(button);
}

void PaneHeader::restyle()
{
    m_title->setFont(m_theme.font(TextSize::Body, QFont::DemiBold));
    m_subtitle->setFont(m_theme.font(TextSize::Meta));
    QPalette muted = m_theme.palette();
    muted.setColor(QPalette::WindowText, m_theme.tokens().muted);
    m_subtitle->setPalette(muted);
    m_outside->setPixmap(
        iconPixmap(u"person-outside"_s, m_theme.tokens().warning, 16, devicePixelRatioF()));
    update();
}

void PaneHeader::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.tokens().surface);
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme.tokens().border);
}

} // namespace linnet::ui
