// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/notice.h"

#include "ui/text/plainlabel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/iconbutton.h"

#include <QAccessible>
#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

constexpr auto shownFor = std::chrono::seconds(8);
constexpr int widest = 480;

} // namespace

Notice::Notice(const Theme &theme, QWidget *parent)
    : Panel(theme, parent)
    , m_theme(theme)
    , m_label(new PlainLabel(this))
    , m_action(new QPushButton(this))
    , m_close(new IconButton(u"close"_s, tr("Put away"), theme, this))
{
    m_label->setWordWrap(true);
    m_action->setFlat(true);
    m_action->setText(tr("Undo"));
    m_close->setFixedSize(24, 24);
    m_close->setIconSize(QSize(16, 16));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, metrics::unit, metrics::group, metrics::unit);
    row->setSpacing(metrics::group);
    row->addWidget(m_label, 1);
    row->addWidget(m_action);
    row->addWidget(m_close);
    connect(m_action, &QPushButton::clicked, this, &Notice::actNow);
    connect(m_close, &QToolButton::clicked, this, &Notice::putAway);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Notice::putAway);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *old, QWidget *now) {
        if (isAncestorOf(now) && !isAncestorOf(old))
            m_before = old;
    });
    connect(&m_theme, &Theme::changed, this, &Notice::restyle);
    parent->installEventFilter(this);
    restyle();
    hide();
}

void Notice::restyle()
{
    QPalette link = m_action->palette();
    link.setColor(QPalette::ButtonText, m_theme.tokens().link);
    m_action->setPalette(link);
    m_action->setFont(m_theme.font(TextSize::Body, QFont::DemiBold));
    m_label->setFont(m_theme.font(TextSize::Body));
    update();
}

void Notice::setSills(const QList<QWidget *> &sills)
{
    for (QWidget *sill : sills) {
        m_sills.append(sill);
        m_rest = sill->height();
        sill->installEventFilter(this);
    }
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
    m_action->setToolTip(
        m_key.isEmpty()
            ? QString()
            : QString(action + u" ("_s + m_key.toString(QKeySequence::NativeText) + u')'));
    m_action->show();
    m_done = std::move(done);
    show(sentence, time);
}

bool Notice::actNow()
{
    if (!isVisible() || !m_done)
        return false;
    const auto done = m_done;
    putAway();
    done();
    return true;
}

void Notice::show(const QString &sentence, std::chrono::milliseconds time)
{
    m_label->setText(sentence);
    // What can be done about it is heard with it, for it goes away.
    const bool told = m_done && !m_key.isEmpty();
    setAccessibleName(
        told ? tr("%1 %2: %3", "sentence, what can be done, by which keys")
                   .arg(m_label->text(), m_action->text(), m_key.toString(QKeySequence::NativeText))
             : m_label->text());
    place();
    setVisible(true);
    raise();
    m_timer.start(time);
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

bool Notice::eventFilter(QObject *watched, QEvent *event)
{
    if ((event->type() == QEvent::Resize || event->type() == QEvent::Move
         || event->type() == QEvent::Hide)
        && isVisible())
        place();
    return QWidget::eventFilter(watched, event);
}

void Notice::focusButton()
{
    QWidget *button = m_done ? static_cast<QWidget *>(m_action) : m_close;
    button->setFocus(Qt::TabFocusReason);
}

void Notice::withdraw(const QString &sentence)
{
    if (isVisible() && !sentence.isEmpty() && m_label->text() == sentence)
        putAway();
}

// The focus goes back to where it came from, not to whatever is next.
void Notice::putAway()
{
    const bool focused = isAncestorOf(QApplication::focusWidget());
    hide();
    m_done = {};
    m_wished = nullptr;
    stepOff();
    if (focused && m_before)
        m_before->setFocus(Qt::OtherFocusReason);
}

QWidget *Notice::sillInView() const
{
    if (m_wished && m_wished->isVisible())
        return m_wished;
    for (const QPointer<QWidget> &sill : m_sills) {
        if (sill && sill->isVisible())
            return sill;
    }
    return nullptr;
}

void Notice::stepOff()
{
    if (QWidget *sill = std::exchange(m_sill, nullptr))
        sill->setFixedHeight(m_rest);
}

void Notice::place()
{
    QWidget *sill = sillInView();
    if (sill != m_sill)
        stepOff();
    m_sill = sill;
    const QRect room = sill ? QRect(sill->mapTo(parentWidget(), QPoint()), sill->size())
                            : parentWidget()->rect();
    const int width = qMin(widest, room.width() - 2 * metrics::edge);
    resize(width, heightForWidth(width));
    if (!sill) {
        move(room.left() + (room.width() - width) / 2, room.bottom() - height() - metrics::group);
        return;
    }
    // Its new height comes with the next layout, and a Resize or Move of the sill with that.
    sill->setFixedHeight(height() + metrics::group);
    move(room.left() + metrics::edge, room.bottom() + 1 - height());
}

} // namespace linnet::ui
