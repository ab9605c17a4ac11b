// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/dropoverlay.h"

#include "ui/composer/pasting.h"
#include "ui/text/plainlabel.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QDropEvent>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

constexpr int largeIcon = 32;
constexpr qsizetype longestWords = 200;

} // namespace

DropOverlay::DropOverlay(const Theme &theme, QWidget &pane, const QWidget &covered,
                         std::function<QString()> words)
    : QWidget(&pane)
    , m_theme(theme)
    , m_pane(pane)
    , m_covered(covered)
    , m_words(std::move(words))
{
    setObjectName(u"dropOverlay"_s);
    setAttribute(Qt::WA_TransparentForMouseEvents); // the pane stays what is dragged over
    hide();
    pane.setAcceptDrops(true);
    pane.installEventFilter(this);
}

bool DropOverlay::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::DragEnter: {
        auto *drag = static_cast<QDropEvent *>(event);
        const auto *source = qobject_cast<const QWidget *>(drag->source());
        const QString words
            = pasting::filesOf(*drag->mimeData()).isEmpty() || m_pane.isAncestorOf(source)
            ? QString()
            : m_words();
        if (words.isEmpty())
            return false;
        begin(words);
        pasting::acceptCopy(*drag);
        return true;
    }
    case QEvent::DragLeave:
    case QEvent::Hide:
        hide();
        return false;
    case QEvent::Drop: {
        hide();
        auto *drop = static_cast<QDropEvent *>(event);
        pasting::acceptCopy(*drop);
        Q_EMIT dropped(pasting::filesOf(*drop->mimeData()));
        return true;
    }
    default:
        return QWidget::eventFilter(watched, event);
    }
}

void DropOverlay::begin(const QString &words)
{
    m_shown = sanitised(words, longestWords).simplified();
    setGeometry(m_covered.geometry());
    raise();
    show();
    update();
}

void DropOverlay::paintEvent(QPaintEvent *)
{
    const Tokens &t = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), t.surface);
    const QRectF frame
        = QRectF(rect()).adjusted(metrics::group, metrics::group, -metrics::group, -metrics::group);
    QPen pen(t.accent, 2, Qt::DashLine);
    painter.setPen(pen);
    painter.setBrush(mixed(t.accent, t.surface, 0.08));
    painter.drawRoundedRect(frame, metrics::radius, metrics::radius);

    painter.setFont(m_theme.font(TextSize::Body, QFont::DemiBold));
    const QRectF room = frame.adjusted(metrics::group, 0, -metrics::group, 0);
    const int wrap = Qt::AlignHCenter | Qt::AlignTop | Qt::TextWrapAnywhere | Qt::TextWordWrap;
    const qreal height = painter.boundingRect(room, wrap, m_shown).height();
    const qreal whole = largeIcon + metrics::group + height;
    const qreal top = qMax(frame.top(), frame.center().y() - whole / 2);
    icon(u"attach"_s, t.accent)
        .paint(&painter,
               QRectF(frame.center().x() - largeIcon / 2.0, top, largeIcon, largeIcon)
                   .toAlignedRect());
    painter.setPen(t.text);
    painter.drawText(QRectF(room.left(), top + largeIcon + metrics::group, room.width(), height),
                     wrap, m_shown);
}

} // namespace linnet::ui
