// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rooms/newconversation.h"

#include "ui/people/personpicker.h"
#include "ui/rooms/refusal.h"
#include "ui/rooms/roomwords.h"
#include "ui/text/errorwords.h"
#include "ui/theme/theme.h"
#include "ui/widgets/busybar.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

constexpr int mostPeople = 49; // of one setup (Chat API, spaces.setup)
constexpr int longestName = 128;
constexpr int longestDescription = 150;
const auto everybody = u"audiences/default"_s;

} // namespace

NewConversation::NewConversation(const RoomServices &services, QWidget *parent)
    : QDialog(parent)
    , m_services(services)
{
    setObjectName(u"newConversation"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("New conversation"));
    build();
    connect(m_picker, &PersonPicker::chosenChanged, this, &NewConversation::updateState);
    connect(m_picker, &PersonPicker::accepted, this, &NewConversation::begin);
    connect(m_named, &QCheckBox::toggled, this, [this](bool named) {
        updateState();
        if (named)
            m_name->setFocus();
    });
    connect(m_name, &QLineEdit::textChanged, this, &NewConversation::updateState);
    connect(m_go, &QPushButton::clicked, this, &NewConversation::begin);
    m_picker->setFocus();
    resize(460, 560);
    updateState();
}

void NewConversation::build()
{
    m_picker = new PersonPicker(m_services.theme, m_services.avatars, m_services.users,
                                m_services.lookup, this);
    m_picker->setLimit(
        mostPeople,
        tr("%n people can be added at once. Invite the others afterwards.", nullptr, mostPeople));
    m_named = new QCheckBox(tr("Make it a &space with a name"), this);
    m_spacePart = buildSpacePart();
    m_refusal = new Refusal(m_services.theme, this);
    m_busy = new BusyBar(m_services.theme, tr("Asking Google Chat"), this);
    m_busy->hide();
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Cancel)->setAutoDefault(false);
    // Not by role: the dialog stays until the service has answered.
    m_go = new QPushButton(this);
    m_go->setDefault(true);
    buttons->addButton(m_go, QDialogButtonBox::ActionRole);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::edge, metrics::edge, metrics::edge, metrics::edge);
    column->setSpacing(metrics::group);
    column->addWidget(m_picker, 1);
    column->addWidget(m_named);
    column->addWidget(m_spacePart);
    column->addWidget(m_refusal);
    column->addWidget(m_busy);
    column->addWidget(buttons);
}

QWidget *NewConversation::buildSpacePart()
{
    auto *part = new QWidget(this);
    m_name = new QLineEdit(part);
    m_name->setMaxLength(longestName);
    m_name->setAccessibleName(tr("Name of the space"));
    m_description = new QLineEdit(part);
    m_description->setMaxLength(longestDescription);
    m_description->setAccessibleName(tr("Description"));
    m_description->setPlaceholderText(tr("What it is for"));
    m_access = new QComboBox(part);
    m_access->setAccessibleName(tr("Who may join"));
    m_access->addItem(tr("Only who is invited"));
    m_access->addItem(tr("Everybody in the organisation"), everybody);
    m_announcements = new QCheckBox(tr("Only owners and managers begin conversations"), part);
    m_outside = new QCheckBox(tr("People from outside may be invited (for good)"), part);
    auto *form = new QFormLayout(part);
    form->setContentsMargins(0, 0, 0, 0);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form->addRow(tr("&Name:"), m_name);
    form->addRow(tr("&Description:"), m_description);
    form->addRow(tr("Who may &join:"), m_access);
    form->addRow(m_announcements);
    form->addRow(m_outside);
    return part;
}

void NewConversation::setNamed(bool named)
{
    m_named->setChecked(named);
}

bool NewConversation::isNamed() const
{
    return m_named->isChecked();
}

QList<UserId> NewConversation::people() const
{
    QList<UserId> ids;
    for (const User &user : m_picker->chosen())
        ids.append(user.id);
    return ids;
}

NewSpace NewConversation::wantedSpace() const
{
    NewSpace wanted;
    wanted.displayName = m_name->text().simplified();
    wanted.description = m_description->text().simplified();
    wanted.announcements = m_announcements->isChecked();
    wanted.externalUserAllowed = m_outside->isChecked();
    wanted.members = people();
    return wanted;
}

void NewConversation::updateState()
{
    const qsizetype count = m_picker->chosen().size();
    m_spacePart->setVisible(isNamed());
    m_refusal->clear();
    if (isNamed()) {
        m_go->setText(tr("Create space"));
        m_go->setEnabled(!m_working && !m_name->text().trimmed().isEmpty());
        return;
    }
    m_go->setText(count > 1 ? tr("Start group chat") : tr("Start chat"));
    m_go->setEnabled(!m_working && count > 0);
}

void NewConversation::begin()
{
    if (!m_go->isEnabled() || m_working)
        return;
    setBusy(true);
    const auto handler = [this](const Result<SpaceId> &answer) { ended(answer); };
    const QList<UserId> chosen = people();
    if (isNamed())
        m_services.rooms.createSpace(wantedSpace(), this, handler);
    else if (chosen.size() == 1)
        m_services.rooms.openDirectMessage(chosen.first(), this, handler);
    else
        m_services.rooms.openGroupChat(chosen, this, handler);
}

void NewConversation::ended(const Result<SpaceId> &answer)
{
    if (!answer) {
        setBusy(false);
        m_refusal->say(answer.error().kind == ErrorKind::AlreadyExists && isNamed()
                           ? tr("A space of this name exists already. Choose another name.")
                           : personRefusal(answer.error()));
        return;
    }
    if (isNamed() && !m_access->currentData().toString().isEmpty()) {
        openToAll(*answer);
        return;
    }
    Q_EMIT made(*answer);
    accept();
}

// The service makes spaces for invited people only; who may join besides is a change of it.
void NewConversation::openToAll(const SpaceId &space)
{
    SpaceChange change;
    change.audience = m_access->currentData().toString();
    m_services.rooms.change(space, change, this, [this, space](const Result<Space> &answer) {
        if (!answer)
            Q_EMIT partlyMade(
                tr("Only invited people may join. %1").arg(errorLine(answer.error())));
        Q_EMIT made(space);
        accept();
    });
}

void NewConversation::setBusy(bool busy)
{
    m_working = busy;
    m_busy->setVisible(busy);
    m_picker->setEnabled(!busy);
    m_named->setEnabled(!busy);
    m_spacePart->setEnabled(!busy);
    updateState();
    if (!busy)
        m_go->setFocus();
}

} // namespace linnet::ui
