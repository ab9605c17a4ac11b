// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/jumpnotice.h"

#include "ui/theme/theme.h"

#include <QAccessible>
#include <QEvent>
#include <QPainter>

namespace linnet::ui {

namespace {
constexpr auto patience = std::chrono::milliseconds(300);
constexpr int pill = 32;
constexpr int inset = 16;
} // namespace

JumpNotice::JumpNotice(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setAccessibleName(tr("Looking for the message…"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    connect(&m_patience, &QTimer::timeout, this, &JumpNotice::say);
    connect(&theme, &Theme::changed, this, &JumpNotice::place);
    parent->installEventFilter(this);
    hide();
}

void JumpNotice::setModel(const items::TimelineModel *model)
{
    if (m_model)
        disconnect(m_model, nullptr, this, nullptr);
    m_model = model;
    if (model)
        connect(model, &items::TimelineModel::jumpingChanged, this, &JumpNotice::follow);
    follow();
}

void JumpNotice::follow()
{
    if (m_model && m_model->isJumping()) {
        if (!isVisible())
            m_patience.start();
        return;
    }
    m_patience.stop();
    hide();
}

void JumpNotice::say()
{
    place();
    show();
    raise();
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void JumpNotice::place()
{
    resize(sizeHint());
    move((parentWidget()->width() - width()) / 2, metrics::group);
    update();
}

QSize JumpNotice::sizeHint() const
{
    const QFontMetrics metrics(m_theme.font(TextSize::Meta, QFont::DemiBold));
    return {2 * inset + metrics.horizontalAdvance(accessibleName()), pill};
}

bool JumpNotice::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && watched == parentWidget())
        place();
    return QWidget::eventFilter(watched, event);
}

void JumpNotice::paintEvent(QPaintEvent *)
{
    const Tokens &t = m_theme.tokens();
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(QPen(t.border, 1));
    p.setBrush(t.raised);
    p.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), pill / 2.0, pill / 2.0);
    p.setFont(m_theme.font(TextSize::Meta, QFont::DemiBold));
    p.setPen(t.text);
    p.drawText(rect(), Qt::AlignCenter, accessibleName());
}

} // namespace linnet::ui
