// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/anchoredlist.h"

#include "ui/media/filefetches.h"
#include "ui/theme/theme.h"

#include <QElapsedTimer>
#include <QResizeEvent>
#include <QScopedValueRollback>
#include <QScrollBar>

namespace linnet::ui {

namespace {

constexpr int mostPasses = 5; // until what is in view is exact; two are the rule
constexpr int sliceMilliseconds = 6; // of idle time for what is out of view
constexpr int nearEnd = 2; // pixels that still count as the end

} // namespace

AnchoredList::AnchoredList(const TimelineContext &context, QWidget *parent)
    : QListView(parent)
    , m_context(context)
    , m_layouter(context.theme, context.users, context.clock)
    , m_layouts(m_layouter)
{
    m_layouter.setPictureShapes(&m_shapes);
    setVerticalScrollMode(ScrollPerPixel);
    // Its appearing would change the width and lay everything out twice.
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setLayoutMode(SinglePass);
    setResizeMode(Fixed); // resizeEvent() does it
    setAutoScroll(false); // a click must not move what is clicked
    verticalScrollBar()->setSingleStep(24);
    m_idle.setInterval(0);
    connect(&m_idle, &QTimer::timeout, this, &AnchoredList::settleSlice);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, [this] {
        if (m_holding > 0)
            return;
        takeAnchor();
        if (settleVisible())
            doItemsLayout();
        Q_EMIT viewChanged();
    });
    connect(&context.theme, &Theme::changed, this, &AnchoredList::relayoutAll);
    m_midnight.setSingleShot(true);
    connect(&m_midnight, &QTimer::timeout, this, [this] {
        relayoutAll(); // "Today" is yesterday now
        scheduleMidnight();
    });
    scheduleMidnight();
}

void AnchoredList::scheduleMidnight()
{
    const QDateTime now = m_context.clock.now().toLocalTime();
    const QDateTime midnight = now.date().addDays(1).startOfDay();
    m_midnight.start(std::chrono::milliseconds(now.msecsTo(midnight) + 500));
}

bool AnchoredList::isAtEnd() const
{
    return endIsLoaded()
        && verticalScrollBar()->value() >= verticalScrollBar()->maximum() - nearEnd;
}

void AnchoredList::goToEnd()
{
    m_anchor = {};
    doItemsLayout();
}

void AnchoredList::goTo(const QModelIndex &index, int distance)
{
    if (!index.isValid())
        return;
    m_anchor = {false, index, distance};
    doItemsLayout();
    takeAnchor(); // the end may have been nearer than asked for
    Q_EMIT viewChanged();
}

void AnchoredList::reveal(const QModelIndex &index, bool fromAbove)
{
    if (!index.isValid())
        return;
    const QRect rect = visualRect(index);
    const int height = viewport()->height();
    int target = rect.top();
    if (rect.height() > height)
        target = fromAbove ? 0 : height - rect.height();
    else
        target = qBound(0, rect.top(), height - rect.height());
    if (target != rect.top())
        goTo(index, target + m_layouts.top(index));
}

QModelIndex AnchoredList::firstVisible() const
{
    const int rows = model() ? model()->rowCount() : 0;
    if (rows == 0)
        return {};
    const QModelIndex index = indexAt(QPoint(1, 0));
    return index.isValid() ? index : model()->index(0, 0);
}

QModelIndex AnchoredList::lastVisible() const
{
    const int rows = model() ? model()->rowCount() : 0;
    if (rows == 0)
        return {};
    const QModelIndex index = indexAt(QPoint(1, viewport()->height() - 1));
    return index.isValid() ? index : model()->index(rows - 1, 0);
}

int AnchoredList::messageTop(const QModelIndex &index)
{
    return visualRect(index).top() + m_layouts.top(index);
}

// firstGone and lastGone: rows that cannot be the anchor because they are about to go.
void AnchoredList::takeAnchor(int firstGone, int lastGone)
{
    m_anchor = {};
    if (!model() || model()->rowCount() == 0 || isAtEnd())
        return;
    // The first message that begins in view: what grows above it then moves nothing below.
    const int rows = model()->rowCount();
    const int first = firstVisible().row();
    int chosen = -1;
    for (int row = first; row < rows; ++row) {
        if (row >= firstGone && row <= lastGone)
            continue;
        const QModelIndex index = model()->index(row, 0);
        const bool begun = messageTop(index) >= 0;
        if (begun && messageTop(index) >= viewport()->height() && chosen >= 0)
            break; // none begins in view: the one that fills it
        // The history row comes and goes with its state; its neighbour is the reader's place.
        if (row > 0 || rows == 1)
            chosen = row;
        if (begun && row > 0)
            break;
    }
    for (int row = first - 1; chosen < 0 && row >= 0; --row) {
        if (row < firstGone || row > lastGone)
            chosen = row;
    }
    if (chosen < 0)
        return;
    const QModelIndex index = model()->index(chosen, 0);
    m_anchor = {false, index, messageTop(index)};
}

void AnchoredList::keepAnchor()
{
    QScrollBar *bar = verticalScrollBar();
    if (m_anchor.end)
        bar->setValue(bar->maximum());
    else if (m_anchor.row.isValid())
        bar->setValue(bar->value() + messageTop(m_anchor.row) - m_anchor.distance);
}

void AnchoredList::doItemsLayout()
{
    if (m_layingOut)
        return;
    const QScopedValueRollback<bool> once(m_layingOut, true);
    ++m_holding;
    m_layouts.setWidth(viewport()->width());
    m_layouts.setGuessing(true);
    for (int pass = 0; pass < mostPasses; ++pass) {
        QListView::doItemsLayout(); // ends in updateGeometries(), which keeps the anchor
        if (!settleVisible())
            break;
    }
    --m_holding;
    if (m_layouts.hasGuessed())
        m_idle.start();
    Q_EMIT viewChanged();
}

void AnchoredList::relayoutAll()
{
    m_layouter.refreshFonts();
    m_layouts.clear();
    scheduleDelayedItemsLayout();
    viewport()->update();
}

void AnchoredList::showMore(const MessageId &message)
{
    m_layouts.showMore(message);
    scheduleDelayedItemsLayout();
    viewport()->update();
}

void AnchoredList::applyCardStep(const MessageId &message, const CardStep &step)
{
    m_layouts.applyCardStep(message, step);
    scheduleDelayedItemsLayout();
    viewport()->update();
}

void AnchoredList::setCardPictures(CardPictures pictures)
{
    if (pictures == m_layouter.cardPictures())
        return;
    m_layouter.setCardPictures(pictures);
    relayoutAll();
}

void AnchoredList::showFetches(const FileFetches *fetches)
{
    m_layouter.setFetches(fetches);
    connect(fetches, &FileFetches::changed, this, [this](const QString &mediaName) {
        if (!m_layouts.forget(mediaName))
            return;
        scheduleDelayedItemsLayout();
        viewport()->update();
    });
    connect(fetches, &QObject::destroyed, this, [this] { m_layouter.setFetches(nullptr); });
}

void AnchoredList::learnShape(const QString &address, const QSize &size)
{
    if (!m_shapes.learn(address, size) || !m_layouts.forget(address))
        return;
    scheduleDelayedItemsLayout();
    viewport()->update();
}

const MessageLayout &AnchoredList::layoutOf(const QModelIndex &index)
{
    m_layouts.setWidth(viewport()->width());
    return m_layouts.layout(index);
}

void AnchoredList::changeEvent(QEvent *event)
{
    QListView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::LocaleChange)
        relayoutAll();
}

void AnchoredList::reset()
{
    m_anchor = {};
    m_idle.stop();
    ++m_holding;
    QListView::reset();
    --m_holding;
}

// Makes exact what is in view and half a screen around it. True when a height was guessed wrong.
bool AnchoredList::settleVisible()
{
    if (!model() || model()->rowCount() == 0)
        return false;
    const int margin = viewport()->height() / 2;
    bool changed = false;
    const int first = firstVisible().row();
    for (int row = first; row < model()->rowCount(); ++row) {
        const QModelIndex index = model()->index(row, 0);
        if (visualRect(index).top() > viewport()->height() + margin)
            break;
        changed = m_layouts.settle(index) || changed;
    }
    for (int row = first - 1; row >= 0; --row) {
        const QModelIndex index = model()->index(row, 0);
        if (visualRect(index).bottom() < -margin)
            break;
        changed = m_layouts.settle(index) || changed;
    }
    return changed;
}

void AnchoredList::settleSlice()
{
    const int rows = model() ? model()->rowCount() : 0;
    QElapsedTimer clock;
    clock.start();
    bool changed = false;
    bool complete = true;
    for (int row = rows - 1; row >= 0; --row) {
        changed = m_layouts.settle(model()->index(row, 0)) || changed;
        if (clock.elapsed() >= sliceMilliseconds) {
            complete = row == 0;
            break;
        }
    }
    if (complete)
        m_idle.stop();
    if (changed)
        doItemsLayout();
}

void AnchoredList::finishLayout()
{
    doItemsLayout();
    while (m_idle.isActive())
        settleSlice();
}

void AnchoredList::updateGeometries()
{
    ++m_holding;
    QListView::updateGeometries();
    keepAnchor();
    --m_holding;
}

int AnchoredList::verticalOffset() const
{
    const int spare = viewport()->height() - contentsSize().height();
    return spare > 0 ? -spare : QListView::verticalOffset();
}

void AnchoredList::resizeEvent(QResizeEvent *event)
{
    ++m_holding;
    QListView::resizeEvent(event);
    --m_holding;
    if (m_layouts.width() != viewport()->width())
        doItemsLayout(); // QListView does not when only the width changes
    else
        Q_EMIT viewChanged();
}

void AnchoredList::rowsInserted(const QModelIndex &parent, int start, int end)
{
    QListView::rowsInserted(parent, start, end);
    scheduleDelayedItemsLayout();
}

void AnchoredList::rowsAboutToBeRemoved(const QModelIndex &parent, int start, int end)
{
    if (!m_anchor.end && m_anchor.row.row() >= start && m_anchor.row.row() <= end)
        takeAnchor(start, end);
    QListView::rowsAboutToBeRemoved(parent, start, end);
}

void AnchoredList::dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight,
                               const QList<int> &roles)
{
    QListView::dataChanged(topLeft, bottomRight, roles);
    scheduleDelayedItemsLayout(); // cheap: heights that still hold are at hand
}

} // namespace linnet::ui
