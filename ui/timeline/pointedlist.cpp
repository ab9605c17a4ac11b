// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/pointedlist.h"

#include "models/items/timelinemodel.h"
#include "ui/text/linkgate.h"
#include "ui/text/plainlabel.h"
#include "ui/text/timewords.h"
#include "ui/theme/avatars.h"
#include "ui/timeline/rowdelegate.h"
#include "ui/timeline/thumbnails.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPixmapCache>
#include <QToolTip>

namespace linnet::ui {

using items::TimelineModel;

namespace {

constexpr int pixmapsKiB = 32 * 1024;

bool isClickable(Part part)
{
    switch (part) {
    case Part::Avatar:
    case Part::Sender:
    case Part::Mention:
    case Part::LoadPictures:
    case Part::Link:
    case Part::Quote:
    case Part::Day:
    case Part::CopyCode:
    case Part::Reaction:
    case Part::AddReaction:
    case Part::Replies:
    case Part::ShowMore:
    case Part::Retry:
    case Part::Edit:
    case Part::Delete:
    case Part::Undo:
    case Part::HistoryRetry:
    case Part::Card:
    case Part::Image:
    case Part::File:
    case Part::StopFetch:
        return true;
    case Part::None:
    case Part::Time:
    case Part::Emoji:
    case Part::Happening:
    case Part::Code:
        return false;
    }
    return false;
}

} // namespace

PointedList::PointedList(const TimelineContext &context, QWidget *parent)
    : AnchoredList(context, parent)
    , m_thumbnails(new Thumbnails(context.media, this))
    , m_delegate(new RowDelegate(context, layouts(), *m_thumbnails, this))
{
    // A few screens of pictures: with Qt's ten, paging scales the same ones again and again.
    QPixmapCache::setCacheLimit(qMax(QPixmapCache::cacheLimit(), pixmapsKiB));
    setFrameShape(NoFrame);
    setItemDelegate(m_delegate);
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    connect(m_thumbnails, &Thumbnails::arrived, this,
            [this](const MediaRef &media, const QSize &size) {
                if (media.kind == MediaRef::Kind::CardPicture)
                    learnShape(media.source, size);
            });
    connect(m_thumbnails, &Thumbnails::changed, viewport(), qOverload<>(&QWidget::update));
    connect(&context.avatars, &Avatars::changed, viewport(), qOverload<>(&QWidget::update));
}

PointedList::~PointedList() = default;

void PointedList::setFocusVisible(bool visible)
{
    m_delegate->setFocusVisible(visible);
    viewport()->update();
}

void PointedList::resizeEvent(QResizeEvent *event)
{
    setSpot({});
    AnchoredList::resizeEvent(event);
}

void PointedList::paintEvent(QPaintEvent *event)
{
    AnchoredList::paintEvent(event);
    QPainter painter(viewport());
    m_actions.paint(painter, context().theme.tokens(), m_spot.button);
}

void PointedList::scrollContentsBy(int dx, int dy)
{
    if (!m_actions.isEmpty())
        viewport()->update(); // they lie over the rows and do not move with them exactly
    AnchoredList::scrollContentsBy(dx, dy);
    if (viewport()->underMouse())
        setSpot(spotAt(viewport()->mapFromGlobal(QCursor::pos())));
    else
        setSpot({});
}

PointedList::Spot PointedList::spotAt(const QPoint &point)
{
    Spot spot;
    if (m_spot.row.isValid() && m_actions.rect().contains(point)) {
        spot.row = m_spot.row;
        spot.button = m_actions.buttonAt(point);
        return spot;
    }
    const QModelIndex index = indexAt(point);
    if (!index.isValid())
        return spot;
    spot.row = index;
    spot.area = layoutOf(index).areaAt(point - visualRect(index).topLeft());
    return spot;
}

bool PointedList::isOnAction(const QPoint &point)
{
    return spotAt(point).button >= 0;
}

bool PointedList::isOnTarget(const QPoint &point)
{
    const Spot spot = spotAt(point);
    const Area *area = spot.row.isValid() ? layoutOf(spot.row).area(spot.area) : nullptr;
    return spot.button >= 0 || (area && isClickable(area->part));
}

void PointedList::setSpot(const Spot &spot)
{
    if (spot == m_spot)
        return;
    QRect dirty = m_actions.rect();
    if (m_spot.row.isValid())
        dirty |= visualRect(m_spot.row);
    m_spot = spot;
    m_actions.clear();
    Part part = Part::None;
    if (spot.row.isValid()) {
        const QRect row = visualRect(spot.row);
        const MessageLayout &layout = layoutOf(spot.row);
        if (const Area *area = layout.area(spot.area))
            part = area->part;
        m_actions.place(row, layout, viewport()->rect(), actionsAt(spot.row),
                        reactionsAt(spot.row));
        dirty |= row | m_actions.rect();
    }
    m_delegate->setHover(spot.row.isValid()
                             ? spot.row.data(TimelineModel::MessageIdRole).value<MessageId>()
                             : MessageId(),
                         spot.area);
    viewport()->setCursor(isClickable(part) ? Qt::PointingHandCursor : Qt::ArrowCursor);
    viewport()->update(dirty.adjusted(-2, -2, 2, 2));
}

void PointedList::mouseMoveEvent(QMouseEvent *event)
{
    setSpot(spotAt(event->pos()));
    event->accept();
}

void PointedList::leaveEvent(QEvent *event)
{
    AnchoredList::leaveEvent(event);
    setSpot({});
}

void PointedList::mousePressEvent(QMouseEvent *event)
{
    m_pressed = event->button() == Qt::LeftButton ? spotAt(event->pos()) : Spot();
    setFocusVisible(false);
    if (const QModelIndex index = indexAt(event->pos()); index.isValid())
        setCurrentIndex(index);
    event->accept();
}

void PointedList::mouseReleaseEvent(QMouseEvent *event)
{
    const Spot released = spotAt(event->pos());
    if (event->button() == Qt::LeftButton && released.row.isValid() && released.row == m_pressed.row
        && released.area == m_pressed.area && released.button == m_pressed.button)
        activate(released);
    m_pressed = {};
    event->accept();
}

void PointedList::mouseDoubleClickEvent(QMouseEvent *event)
{
    mousePressEvent(event); // two quick clicks on a button are two clicks
}

void PointedList::activate(const Spot &spot)
{
    if (spot.button >= 0) {
        const HoverActions::Button button = m_actions.button(spot.button);
        if (button.action)
            actionActivated(spot.row, *button.action);
        else if (!button.isMore())
            reactionActivated(spot.row, button);
        else
            menuRequested(
                spot.row, -1,
                viewport()->mapToGlobal(m_actions.buttonRect(spot.button).bottomLeft().toPoint()));
        return;
    }
    if (const Area *area = layoutOf(spot.row).area(spot.area))
        areaActivated(spot.row, Area(*area)); // a copy: what follows may lay out anew
}

void PointedList::contextMenuEvent(QContextMenuEvent *event)
{
    if (event->reason() == QContextMenuEvent::Mouse) {
        const Spot spot = spotAt(event->pos());
        if (spot.row.isValid())
            menuRequested(spot.row, spot.area, event->globalPos());
    } else if (currentIndex().isValid()) {
        // By key: at the message, wherever the pointer is.
        const QRect rect = visualRect(currentIndex()) & viewport()->rect();
        menuRequested(
            currentIndex(), -1,
            viewport()->mapToGlobal(rect.topLeft() + QPoint(64, qMin(rect.height(), 24))));
    }
    event->accept();
}

bool PointedList::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        showToolTip(help->pos(), help->globalPos());
        return true;
    }
    return AnchoredList::viewportEvent(event);
}

QString PointedList::toolTipOf(const QModelIndex &, const Area &area) const
{
    return area.part == Part::Code ? QString() : area.text;
}

void PointedList::refreshToolTip()
{
    const QPoint at = QCursor::pos();
    if (QToolTip::isVisible() && viewport()->underMouse())
        showToolTip(viewport()->mapFromGlobal(at), at);
}

void PointedList::showToolTip(const QPoint &point, const QPoint &global)
{
    const Spot spot = spotAt(point);
    QString words;
    if (spot.row.isValid() && spot.button >= 0) {
        words = m_actions.words(spot.button);
    } else if (spot.row.isValid()) {
        const MessageLayout &layout = layoutOf(spot.row);
        const QPointF inRow = point - visualRect(spot.row).topLeft();
        if (const Area *area = layout.area(spot.area)) {
            const auto url = safeUrl(area->address);
            words
                = area->part == Part::Link && url ? shownAddress(*url) : toolTipOf(spot.row, *area);
        } else if (layout.timeOnHover.contains(inRow)) {
            words = fullTime(spot.row.data(TimelineModel::MessageRole).value<Message>().createTime);
        }
    }
    if (words.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(global, plainToolTip(words), viewport());
}

} // namespace linnet::ui
