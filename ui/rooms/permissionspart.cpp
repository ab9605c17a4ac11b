// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rooms/permissionspart.h"

#include "ui/rooms/roomwords.h"
#include "ui/text/plainlabel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QSignalBlocker>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

const auto everybody = u"audiences/default"_s;
constexpr int usualAudiences = 2; // entries; a third one is of some spaces only

// A combo box is as wide as the panel lets it, not as its longest entry.
void narrow(QComboBox *box)
{
    box->setMinimumContentsLength(8);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
}

PermissionLevel levelIn(const QComboBox &box)
{
    return box.currentData().value<PermissionLevel>();
}

} // namespace

PermissionsPart::PermissionsPart(QWidget *parent)
    : QWidget(parent)
    , m_access(new QComboBox(this))
    , m_announcements(new QCheckBox(tr("Announcements only"), this))
    , m_form(new QFormLayout(this))
{
    m_access->setAccessibleName(tr("Who may join"));
    narrow(m_access);
    m_access->addItem(tr("Only who is invited"), QString());
    m_access->addItem(tr("Everybody in the organisation"), everybody);
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->addRow(tr("Who may join:"), m_access);
    m_form->addRow(m_announcements);
    addRow(m_form, &SpacePermissions::postMessages, tr("Begin conversations:"));
    addRow(m_form, &SpacePermissions::replyMessages, tr("Reply:"));
    addRow(m_form, &SpacePermissions::manageMembers, tr("Invite and remove:"));
    addRow(m_form, &SpacePermissions::modifyDetails, tr("Name and description:"));
    addRow(m_form, &SpacePermissions::toggleHistory, tr("Switch history:"));
    addRow(m_form, &SpacePermissions::mentionAll, tr("Mention everybody:"));
    addRow(m_form, &SpacePermissions::manageApps, tr("Add and remove apps:"));
    addRow(m_form, &SpacePermissions::manageWebhooks, tr("Manage webhooks:"));
    addRow(m_form, &SpacePermissions::viewMembers, tr("See the members:"));
    connect(m_access, &QComboBox::currentIndexChanged, this, &PermissionsPart::edited);
    connect(m_announcements, &QCheckBox::toggled, this, &PermissionsPart::edited);
}

void PermissionsPart::addRow(QFormLayout *form, PermissionLevel SpacePermissions::*level,
                             const QString &words)
{
    auto *box = new QComboBox(this);
    narrow(box);
    box->setAccessibleName(QString(words).remove(u':'));
    for (const auto each :
         {PermissionLevel::Everyone, PermissionLevel::Managers, PermissionLevel::Owners})
        box->addItem(permissionWords(each), QVariant::fromValue(each));
    form->addRow(words, box);
    connect(box, &QComboBox::currentIndexChanged, this, &PermissionsPart::edited);
    m_rows.append({level, box});
}

void PermissionsPart::setSpace(const Space &space, const SpaceChange &typed)
{
    const QString audience = space.access.value_or(SpaceAccess()).audience;
    const bool other = !audience.isEmpty() && audience != everybody;
    const QSignalBlocker still(m_access);
    if (m_access->itemData(usualAudiences) != (other ? QVariant(audience) : QVariant())) {
        m_access->removeItem(usualAudiences);
        if (other)
            m_access->addItem(tr("A chosen audience"), audience);
    }
    m_access->setCurrentIndex(qMax(0, m_access->findData(typed.audience.value_or(audience))));
    m_access->setVisible(space.access.has_value());
    m_form->labelForField(m_access)->setVisible(space.access.has_value());

    const SpacePermissions permissions = space.permissions.value_or(SpacePermissions());
    const SpacePermissions wanted = typed.permissions.value_or(SpacePermissions());
    const QSignalBlocker quiet(m_announcements);
    m_announcements->setChecked(typed.announcements.value_or(permissions.isAnnouncement()));
    m_announcements->setVisible(space.permissions.has_value());
    for (const Row &row : std::as_const(m_rows)) {
        const PermissionLevel level = permissions.*row.level;
        // What was not told could only be guessed.
        const bool told = level != PermissionLevel::Unknown;
        const bool changed = told && wanted.*row.level != PermissionLevel::Unknown;
        const QSignalBlocker silent(row.box);
        row.box->setCurrentIndex(
            row.box->findData(QVariant::fromValue(changed ? wanted.*row.level : level)));
        row.box->setVisible(told);
        m_form->labelForField(row.box)->setVisible(told);
    }
}

void PermissionsPart::setMayChange(bool may)
{
    m_access->setEnabled(may);
    m_announcements->setEnabled(may);
    for (const Row &row : std::as_const(m_rows)) {
        // Only told by the service, set by the kind of space.
        row.box->setEnabled(may && row.level != &SpacePermissions::postMessages);
    }
}

void PermissionsPart::addChanges(SpaceChange &change, const Space &space) const
{
    if (space.access && m_access->currentData().toString() != space.access->audience)
        change.audience = m_access->currentData().toString();
    if (!space.permissions)
        return;
    if (m_announcements->isChecked() != space.permissions->isAnnouncement())
        change.announcements = m_announcements->isChecked();
    SpacePermissions wanted;
    for (const Row &row : m_rows) {
        const PermissionLevel now = (*space.permissions).*row.level;
        if (now != PermissionLevel::Unknown && levelIn(*row.box) != now
            && row.level != &SpacePermissions::postMessages)
            wanted.*row.level = levelIn(*row.box);
    }
    if (wanted != SpacePermissions())
        change.permissions = wanted;
}

} // namespace linnet::ui
