// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rooms/backfillpart.h"

#include "ui/rooms/room.h"
#include "ui/rooms/roomwords.h"
#include "ui/text/plainlabel.h"
#include "ui/theme/theme.h"

#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace linnet::ui {

BackfillPart::BackfillPart(const RoomServices &services, Room &room, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_room(room)
    , m_words(new PlainLabel(this))
    , m_bar(new QProgressBar(this))
    , m_action(new QPushButton(this))
    , m_cancel(new QPushButton(tr("Give up"), this))
{
    m_words->setWordWrap(true);
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(4);
    m_bar->setAccessibleName(tr("History fetched"));
    m_action->setAutoDefault(false);
    m_cancel->setAutoDefault(false);
    auto *row = new QHBoxLayout;
    row->setSpacing(metrics::group);
    row->addWidget(m_action);
    row->addWidget(m_cancel);
    row->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::group);
    column->addWidget(m_words);
    column->addWidget(m_bar);
    column->addLayout(row);
    connect(m_action, &QPushButton::clicked, this, &BackfillPart::act);
    connect(m_cancel, &QPushButton::clicked, this,
            [this] { m_services.history->cancelBackfill(m_room.space()); });
    connect(&room, &Room::opened, this, &BackfillPart::updateState);
    services.history->backfills(this, [this](const Result<QList<Backfill>> &answer) {
        // What was told meanwhile is newer.
        for (const Backfill &backfill : answer.value_or(QList<Backfill>())) {
            if (!m_backfills.contains(backfill.space))
                m_backfills.insert(backfill.space, backfill);
        }
        updateState();
    });
    updateState();
}

void BackfillPart::apply(const QList<Backfill> &backfills)
{
    for (const Backfill &backfill : backfills)
        m_backfills.insert(backfill.space, backfill);
    if (!backfills.isEmpty())
        updateState();
}

Backfill BackfillPart::of(const SpaceId &space) const
{
    Backfill none;
    none.space = space;
    return m_backfills.value(space, none);
}

void BackfillPart::updateState()
{
    const Backfill now = of(m_room.space());
    const Space *space = m_room.value();
    m_words->setText(backfillWords(now));
    const bool known = now.state != BackfillState::None;
    const int percent
        = space ? backfillPercent(now, space->createTime, m_services.clock.now()) : -1;
    m_bar->setVisible(known && now.state != BackfillState::Complete);
    m_bar->setRange(0, percent < 0 && now.state == BackfillState::Running ? 0 : 100);
    m_bar->setValue(qMax(0, percent));
    switch (now.state) {
    case BackfillState::None:
        m_action->setText(tr("Fetch the whole history"));
        break;
    case BackfillState::Running:
        m_action->setText(tr("Pause"));
        break;
    case BackfillState::Paused:
        m_action->setText(tr("Go on"));
        break;
    case BackfillState::Failed:
        m_action->setText(tr("Try again"));
        break;
    case BackfillState::Complete:
        break;
    }
    m_action->setVisible(now.state != BackfillState::Complete);
    m_cancel->setVisible(known && now.state != BackfillState::Complete);
}

void BackfillPart::act()
{
    const SpaceId &space = m_room.space();
    if (of(space).state == BackfillState::Running)
        m_services.history->pauseBackfill(space);
    else
        m_services.history->startBackfill(space);
}

} // namespace linnet::ui
