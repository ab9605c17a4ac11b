// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rooms/permissionspart.h"

#include "ui/rooms/roomwords.h"
#include "ui/text/plainlabel.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QFormLayout>
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

PermissionsPart::PermissionsPart(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_access(new QComboBox(this))
    , m_toldWhy(new PlainLabel(tr("Google Chat lets programs read the last ones, not change them."),
                               this))
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
    addRow(&SpacePermissions::replyMessages, tr("Reply:"));
    addRow(&SpacePermissions::manageMembers, tr("Invite and remove:"));
    addRow(&SpacePermissions::modifyDetails, tr("Name and description:"));
    addRow(&SpacePermissions::toggleHistory, tr("Switch history:"));
    addRow(&SpacePermissions::mentionAll, tr("Mention everybody:"));
    addRow(&SpacePermissions::manageApps, tr("Add and remove apps:"));
    addRow(&SpacePermissions::manageWebhooks, tr("Manage webhooks:"));
    addTold(&SpacePermissions::postMessages, tr("Begin conversations:"));
    addTold(&SpacePermissions::viewMembers, tr("See the members:"));
    m_toldWhy->setWordWrap(true);
    m_form->addRow(m_toldWhy);
    connect(m_access, &QComboBox::currentIndexChanged, this, &PermissionsPart::edited);
    connect(&theme, &Theme::changed, this, &PermissionsPart::restyle);
    restyle();
}

void PermissionsPart::addRow(PermissionLevel SpacePermissions::*level, const QString &words)
{
    auto *box = new QComboBox(this);
    narrow(box);
    box->setAccessibleName(QString(words).remove(u':'));
    for (const auto each :
         {PermissionLevel::Everyone, PermissionLevel::Managers, PermissionLevel::Owners})
        box->addItem(permissionWords(each), QVariant::fromValue(each));
    m_form->addRow(words, box);
    connect(box, &QComboBox::currentIndexChanged, this, &PermissionsPart::edited);
    m_rows.append({level, box});
}

void PermissionsPart::addTold(PermissionLevel SpacePermissions::*level, const QString &words)
{
    auto *value = new PlainLabel(this);
    m_form->addRow(words, value);
    m_told.append({level, value});
}

void PermissionsPart::restyle()
{
    QPalette muted = m_theme.palette();
    muted.setColor(QPalette::WindowText, m_theme.tokens().muted);
    m_toldWhy->setFont(m_theme.font(TextSize::Meta));
    m_toldWhy->setPalette(muted);
}

void PermissionsPart::showAccess(const Space &space, const SpaceChange &typed)
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
}

void PermissionsPart::setSpace(const Space &space, const SpaceChange &typed)
{
    showAccess(space, typed);
    const SpacePermissions permissions = space.permissions.value_or(SpacePermissions());
    const SpacePermissions wanted = typed.permissions.value_or(SpacePermissions());
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
    m_anyTold = false;
    for (const Told &each : std::as_const(m_told)) {
        const bool told = permissions.*each.level != PermissionLevel::Unknown;
        m_anyTold = m_anyTold || told;
        each.value->setText(permissionWords(permissions.*each.level));
        each.value->setVisible(told);
        m_form->labelForField(each.value)->setVisible(told);
    }
}

void PermissionsPart::setMayChange(bool may)
{
    m_access->setEnabled(may);
    for (const Row &row : std::as_const(m_rows))
        row.box->setEnabled(may);
    m_toldWhy->setVisible(may && m_anyTold); // who may change nothing is told that
}

void PermissionsPart::addChanges(SpaceChange &change, const Space &space) const
{
    if (space.access && m_access->currentData().toString() != space.access->audience)
        change.audience = m_access->currentData().toString();
    if (!space.permissions)
        return;
    SpacePermissions wanted;
    for (const Row &row : m_rows) {
        const PermissionLevel now = (*space.permissions).*row.level;
        if (now != PermissionLevel::Unknown && levelIn(*row.box) != now)
            wanted.*row.level = levelIn(*row.box);
    }
    if (wanted != SpacePermissions())
        change.permissions = wanted;
}

} // namespace linnet::ui
