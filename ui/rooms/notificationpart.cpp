// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rooms/notificationpart.h"

#include "ui/rooms/refusal.h"
#include "ui/rooms/room.h"
#include "ui/rooms/roomwords.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QScopedValueRollback>

namespace linnet::ui {

NotificationPart::NotificationPart(const RoomServices &services, Room &room, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_room(room)
    , m_level(new QComboBox(this))
    , m_muted(new QCheckBox(tr("M&uted: no notifications, dim in the list"), this))
    , m_refusal(new Refusal(services.theme, this))
{
    m_level->setAccessibleName(tr("Notify me of"));
    auto *form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Notify me of:"), m_level);
    form->addRow(m_muted);
    form->addRow(m_refusal);
    m_level->setMinimumContentsLength(10);
    m_level->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    connect(m_level, &QComboBox::currentIndexChanged, this, [this] {
        if (!m_updating)
            set({m_level->currentData().value<NotificationLevel>(), m_muted->isChecked()});
    });
    connect(m_muted, &QCheckBox::toggled, this, [this](bool muted) {
        if (!m_updating)
            set({m_level->currentData().value<NotificationLevel>(), muted});
    });
    connect(&room, &Room::opened, this, [this] {
        m_refusal->clear();
        m_asking = false;
        updateState();
    });
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&services.spaces, signal, this, &NotificationPart::updateState);
    connect(&services.spaces, &QAbstractItemModel::dataChanged, this,
            &NotificationPart::updateState);
    updateState();
}

void NotificationPart::updateState()
{
    if (m_asking)
        return; // what was chosen shows until it is answered
    const QScopedValueRollback<bool> guard(m_updating, true);
    const Conversation *conversation = m_services.spaces.find(m_room.space());
    setEnabled(conversation);
    if (!conversation)
        return;
    QList<NotificationLevel> levels = levelsOf(conversation->space.type);
    if (!levels.contains(conversation->notificationLevel))
        levels.append(conversation->notificationLevel);
    if (levels != m_levels) {
        m_levels = levels;
        m_level->clear();
        for (const NotificationLevel level : std::as_const(levels))
            m_level->addItem(levelWords(level), QVariant::fromValue(level));
    }
    m_level->setCurrentIndex(int(levels.indexOf(conversation->notificationLevel)));
    m_muted->setChecked(conversation->muted);
}

void NotificationPart::set(const SpaceNotification &wanted)
{
    m_refusal->clear();
    m_asking = true;
    const SpaceId space = m_room.space();
    m_services.rooms.setNotification(
        space, wanted, this,
        [this, space, question = ++m_question](const Result<SpaceNotification> &answer) {
            if (!answer)
                refused(space, answer.error());
            if (question == m_question) {
                m_asking = false;
                updateState();
            }
        });
}

void NotificationPart::refused(const SpaceId &space, const Error &error)
{
    if (space == m_room.space())
        m_refusal->say(error);
    if (space != m_room.space() || !isVisible())
        Q_EMIT refusedUnseen(space, error);
}

} // namespace linnet::ui
