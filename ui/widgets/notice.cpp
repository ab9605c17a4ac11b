// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/notice.h"

#include "ui/text/plainlabel.h"
#include "ui/theme/theme.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace linnet::ui {

namespace {

constexpr auto shownFor = std::chrono::seconds(8);
constexpr int widest = 480;

} // namespace

Notice::Notice(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_label(new PlainLabel(this))
    , m_action(new QPushButton(this))
{
    m_label->setWordWrap(true);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::edge, metrics::group, metrics::edge, metrics::group);
    row->addWidget(m_label, 1);
    row->addWidget(m_action);
    m_action->setText(tr("Undo"));
    connect(m_action, &QPushButton::clicked, this, &Notice::actNow);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &QWidget::hide);
    parent->installEventFilter(this);
    hide();
}

void Notice::standOn(QWidget *widget)
{
    m_ground = widget;
    widget->installEventFilter(this);
}

void Notice::say(const QString &sentence)
{
    m_action->hide();
    m_done = {};
    show(sentence, shownFor);
}

void Notice::offer(const QString &sentence, const QString &action, std::chrono::milliseconds time,
                   std::function<void()> done)
{
    m_action->setText(action);
    m_action->show();
    m_done = std::move(done);
    show(sentence, time);
}

bool Notice::actNow()
{
    if (!isVisible() || !m_done)
        return false;
    hide();
    std::exchange(m_done, {})();
    return true;
}

void Notice::show(const QString &sentence, std::chrono::milliseconds time)
{
    m_label->setText(sentence);
    setAccessibleName(m_label->text());
    place();
    setVisible(true);
    raise();
    m_timer.start(time);
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

bool Notice::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && isVisible())
        place();
    return QWidget::eventFilter(watched, event);
}

void Notice::mousePressEvent(QMouseEvent *)
{
    hide();
}

void Notice::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_theme.tokens().border);
    painter.setBrush(m_theme.tokens().warningBackground);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), metrics::radius,
                            metrics::radius);
}

void Notice::place()
{
    QRect room = parentWidget()->rect();
    if (m_ground && m_ground->isVisible()) {
        const QPoint corner = m_ground->mapTo(parentWidget(), QPoint());
        room = QRect(corner.x(), 0, m_ground->width(), corner.y());
    }
    const int width = qMin(widest, room.width() - 2 * metrics::edge);
    resize(width, heightForWidth(width));
    move(room.left() + (room.width() - width) / 2, room.bottom() - height() - metrics::group);
}

} // namespace linnet::ui
