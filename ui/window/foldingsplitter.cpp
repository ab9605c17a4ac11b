// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/foldingsplitter.h"

#include <QSettings>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

constexpr int defaultListWidth = 300;
constexpr int defaultThreadWidth = 360;
constexpr int listMinimum = 220;
constexpr int timelineMinimum = 300;
constexpr int threadMinimum = 280;

int stored(const QSettings *settings, const QString &key, int otherwise, int minimum)
{
    const int width = settings ? settings->value(key, otherwise).toInt() : otherwise;
    return qBound(minimum, width, 800);
}

} // namespace

FoldingSplitter::FoldingSplitter(QWidget *list, QWidget *timeline, QWidget *thread,
                                 QSettings *settings, QWidget *parent)
    : QSplitter(Qt::Horizontal, parent)
    , m_settings(settings)
    , m_list(list)
    , m_timeline(timeline)
    , m_thread(thread)
    , m_listWidth(stored(settings, u"window/listWidth"_s, defaultListWidth, listMinimum))
    , m_threadWidth(stored(settings, u"window/threadWidth"_s, defaultThreadWidth, threadMinimum))
{
    list->setMinimumWidth(listMinimum);
    timeline->setMinimumWidth(timelineMinimum);
    thread->setMinimumWidth(threadMinimum);
    for (QWidget *pane : {list, timeline, thread})
        addWidget(pane);
    setChildrenCollapsible(false);
    setStretchFactor(0, 0);
    setStretchFactor(1, 1);
    setStretchFactor(2, 0);
    thread->hide();
    connect(this, &QSplitter::splitterMoved, this, &FoldingSplitter::remember);
}

void FoldingSplitter::setSideOpen(bool open)
{
    m_threadOpen = open;
    arrange();
}

void FoldingSplitter::setTimelineInFront(bool front)
{
    m_timelineInFront = front;
    arrange();
}

void FoldingSplitter::resizeEvent(QResizeEvent *event)
{
    arrange();
    QSplitter::resizeEvent(event);
    if (m_wasNarrow != isNarrow()) {
        m_wasNarrow = isNarrow();
        Q_EMIT narrowChanged(m_wasNarrow);
    }
}

void FoldingSplitter::arrange()
{
    const bool one = isNarrow();
    const bool two = !one && width() < threeFrom;
    const bool thread = m_threadOpen;
    const bool timeline = !one || (m_timelineInFront && !thread);
    const bool list = one ? !thread && !m_timelineInFront : !(two && thread);
    if (m_arranged && m_list->isVisibleTo(this) == list && m_timeline->isVisibleTo(this) == timeline
        && m_thread->isVisibleTo(this) == thread)
        return;
    m_arranged = true;
    m_list->setVisible(list);
    m_timeline->setVisible(timeline);
    m_thread->setVisible(thread);
    const int outer = (list ? m_listWidth : 0) + (thread ? m_threadWidth : 0);
    setSizes({m_listWidth, qMax(timelineMinimum, width() - outer - 2), m_threadWidth});
}

void FoldingSplitter::remember()
{
    if (isNarrow())
        return;
    if (m_list->isVisibleTo(this))
        m_listWidth = m_list->width();
    if (m_thread->isVisibleTo(this))
        m_threadWidth = m_thread->width();
    if (m_settings) {
        m_settings->setValue(u"window/listWidth"_s, m_listWidth);
        m_settings->setValue(u"window/threadWidth"_s, m_threadWidth);
    }
}

} // namespace linnet::ui
