// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rooms/settingspage.h"

#include "ui/rooms/backfillpart.h"
#include "ui/rooms/notificationpart.h"
#include "ui/rooms/permissionspart.h"
#include "ui/rooms/refusal.h"
#include "ui/rooms/room.h"
#include "ui/rooms/roomwords.h"
#include "ui/text/errorwords.h"
#include "ui/text/plainlabel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/busybar.h"
#include "ui/widgets/textarea.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QTextDocument>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

constexpr int longestName = 128;
constexpr int longestDescription = 150;
constexpr int longestGuidelines = 5000;

QString saveRefusal(const Error &error)
{
    return error.kind == ErrorKind::AlreadyExists
        ? SettingsPage::tr("A space of this name exists already. Choose another name.")
        : errorLine(error);
}

} // namespace

SettingsPage::SettingsPage(const RoomServices &services, Room &room, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_room(room)
{
    build();
    for (const QLineEdit *field : {m_name, m_description})
        connect(field, &QLineEdit::textChanged, this, &SettingsPage::updateSave);
    connect(m_guidelines, &QPlainTextEdit::textChanged, this, &SettingsPage::updateSave);
    connect(m_history, &QCheckBox::toggled, this, &SettingsPage::updateSave);
    connect(m_permissions, &PermissionsPart::edited, this, &SettingsPage::updateSave);
    connect(m_save, &QPushButton::clicked, this, &SettingsPage::save);
    connect(m_revert, &QPushButton::clicked, this, [this] {
        m_refusal->clear();
        load(m_base, {});
        updateState();
    });
    connect(m_leave, &QPushButton::clicked, this,
            [this] { Q_EMIT leaveRequested(m_room.space()); });
    connect(m_delete, &QPushButton::clicked, this,
            [this] { Q_EMIT deleteRequested(m_room.space()); });
    connect(&room, &Room::opened, this, &SettingsPage::turn);
    connect(&room, &Room::membersChanged, this, &SettingsPage::updateState);
    connect(&services.spaces, &QAbstractItemModel::dataChanged, this, &SettingsPage::updateState);
    connect(&services.spaces, &QAbstractItemModel::rowsInserted, this, &SettingsPage::updateState);
    connect(&services.theme, &Theme::changed, this, &SettingsPage::restyle);
    restyle();
    updateState();
}

void SettingsPage::build()
{
    auto *content = new QWidget(this);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(metrics::edge, metrics::group, metrics::edge, metrics::edge);
    column->setSpacing(metrics::group);
    buildDetails(column);
    addHeading(column, tr("Notifications"));
    auto *notifications = new NotificationPart(m_services, m_room, content);
    connect(notifications, &NotificationPart::refusedUnseen, this,
            &SettingsPage::notificationRefusedUnseen);
    column->addWidget(notifications);
    m_permissionsHeading = addHeading(column, tr("Who may do what"));
    m_permissions = new PermissionsPart(m_services.theme, content);
    m_permissionsWhy = new PlainLabel(content);
    column->addWidget(m_permissionsWhy);
    column->addWidget(m_permissions);
    if (m_services.history) {
        addHeading(column, tr("Reading without a network"));
        m_backfill = new BackfillPart(m_services, m_room, content);
        column->addWidget(m_backfill);
    }
    buildEnd(column);
    column->addStretch(1);
    for (PlainLabel *why : {m_detailsWhy, m_historyWhy, m_permissionsWhy, m_endWhy})
        why->setWordWrap(true);

    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(content);

    m_bottom = new QWidget(this);
    m_refusal = new Refusal(m_services.theme, m_bottom);
    m_busy = new BusyBar(m_services.theme, tr("Asking Google Chat"), m_bottom);
    m_busy->hide();
    m_save = new QPushButton(tr("Save changes"), m_bottom);
    m_save->setProperty("primary", true);
    m_revert = new QPushButton(tr("Revert"), m_bottom);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_revert);
    buttons->addWidget(m_save);
    auto *bottom = new QVBoxLayout(m_bottom);
    bottom->setContentsMargins(metrics::edge, metrics::group, metrics::edge, metrics::edge);
    bottom->setSpacing(metrics::group);
    bottom->addWidget(m_refusal);
    bottom->addWidget(m_busy);
    bottom->addLayout(buttons);
    m_bottom->hide();

    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    whole->addWidget(scroll, 1);
    whole->addWidget(m_bottom);
}

QLabel *SettingsPage::addHeading(QVBoxLayout *column, const QString &words)
{
    auto *heading = new QLabel(words, this);
    m_headings.append(heading);
    column->addSpacing(metrics::group);
    column->addWidget(heading);
    return heading;
}

void SettingsPage::buildDetails(QVBoxLayout *column)
{
    m_details = new QWidget(this);
    m_name = new QLineEdit(m_details);
    m_name->setMaxLength(longestName);
    m_name->setAccessibleName(tr("Name of the space"));
    m_description = new QLineEdit(m_details);
    m_description->setMaxLength(longestDescription);
    m_description->setAccessibleName(tr("Description"));
    auto *guidelines = new TextArea(m_services.theme, tr("Guidelines"), 4, m_details);
    m_guidelines = &guidelines->editor();
    m_detailsWhy = new PlainLabel(m_details);
    auto *form = new QFormLayout(m_details);
    form->setContentsMargins(0, 0, 0, 0);
    form->setRowWrapPolicy(QFormLayout::WrapAllRows);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    form->addRow(m_detailsWhy);
    form->addRow(tr("&Name"), m_name);
    form->addRow(tr("&Description"), m_description);
    form->addRow(tr("&Guidelines"), guidelines);
    column->addWidget(m_details);
    m_history = new QCheckBox(tr("Keep messages (&history)"), this);
    m_historyWhy = new PlainLabel(this);
    column->addWidget(m_history);
    column->addWidget(m_historyWhy);
}

void SettingsPage::buildEnd(QVBoxLayout *column)
{
    addHeading(column, tr("Ending it"));
    m_leave = new QPushButton(tr("Leave…"), this);
    m_delete = new QPushButton(tr("Delete for everybody…"), this);
    m_endWhy = new PlainLabel(this);
    auto *row = new QHBoxLayout;
    row->setSpacing(metrics::group);
    row->addWidget(m_leave);
    row->addWidget(m_delete);
    row->addStretch(1);
    column->addLayout(row);
    column->addWidget(m_endWhy);
}

void SettingsPage::restyle()
{
    for (QLabel *heading : std::as_const(m_headings))
        heading->setFont(m_services.theme.font(TextSize::Body, QFont::DemiBold));
    QPalette muted = m_services.theme.palette();
    muted.setColor(QPalette::WindowText, m_services.theme.tokens().muted);
    for (PlainLabel *why : {m_detailsWhy, m_historyWhy, m_permissionsWhy, m_endWhy}) {
        why->setFont(m_services.theme.font(TextSize::Meta));
        why->setPalette(muted);
    }
}

void SettingsPage::refresh()
{
    if (m_room.membersAsked().state == Asked::State::Not)
        m_room.askMembers(); // they tell one's own role
    const SpaceId space = m_room.space();
    // What comes of it arrives through the list; without an answer what is cached is shown.
    m_services.rooms.refresh(space, this, [](const Result<Space> &) {});
    m_services.rooms.notification(space, this, [](const Result<SpaceNotification> &) {});
}

void SettingsPage::focusFirst()
{
    if (m_details->isVisibleTo(this) && m_name->isEnabled())
        m_name->setFocus();
    else
        nextInFocusChain()->setFocus();
}

void SettingsPage::turn()
{
    if (const SpaceChange typed = changes(); !typed.isEmpty())
        m_unsaved.insert(m_base.id, typed);
    m_base = {};
    m_complaint.clear();
    m_refusal->clear();
    updateState();
}

void SettingsPage::updateState()
{
    if (const Space *space = m_room.value()) {
        if (m_base != *space)
            load(*space, m_base.id == space->id ? changes() : m_unsaved.take(space->id));
        updatePermitted(*space);
    }
    updateSave();
}

// Fields that show the right thing already are not touched: somebody may be in them.
void SettingsPage::load(const Space &space, const SpaceChange &typed)
{
    m_base = space;
    m_baseGuidelines = QTextDocument(space.guidelines).toPlainText();
    const auto put = [](QLineEdit *field, const QString &text) {
        if (field->text() == text)
            return;
        field->setText(text);
        field->setCursorPosition(0); // the beginning shows
    };
    put(m_name, typed.displayName.value_or(space.displayName));
    put(m_description, typed.description.value_or(space.description));
    const QString guidelines = typed.guidelines.value_or(m_baseGuidelines);
    if (m_guidelines->toPlainText() != guidelines)
        m_guidelines->setPlainText(guidelines);
    m_history->setChecked(typed.history.value_or(space.history) == HistoryState::On);
    m_permissions->setSpace(space, typed);
}

void SettingsPage::updatePermitted(const Space &space)
{
    const auto explain = [](PlainLabel *label, const QString &why) {
        label->setText(why);
        label->setVisible(!why.isEmpty());
    };
    const std::optional<MembershipRole> role = m_room.ownRole();
    const bool named = space.type == SpaceType::Space;
    m_details->setVisible(named);
    m_permissions->setVisible(named);
    m_permissionsHeading->setVisible(named);
    const QString noDetails = whyNotDescribe(space, role);
    explain(m_detailsWhy, noDetails);
    const bool fixed = isSaving(); // what is typed now would be missing in what is saved
    m_name->setReadOnly(fixed || !noDetails.isEmpty());
    m_description->setReadOnly(fixed || !noDetails.isEmpty());
    m_guidelines->setReadOnly(fixed || !noDetails.isEmpty());
    const QString noHistory = whyNotSetHistory(space, role);
    explain(m_historyWhy, noHistory);
    m_history->setEnabled(!fixed && noHistory.isEmpty());
    const QString noPermissions = whyNotSetPermissions(space, role);
    explain(m_permissionsWhy, named ? noPermissions : QString());
    m_permissions->setMayChange(!fixed && noPermissions.isEmpty());
    const QString noLeaving = whyNotLeave(space);
    m_leave->setEnabled(noLeaving.isEmpty());
    const QString noDeleting = whyNotDelete(space, role);
    m_delete->setVisible(named);
    m_delete->setEnabled(noDeleting.isEmpty());
    explain(m_endWhy,
            !noLeaving.isEmpty()                 ? noLeaving
                : named && !noDeleting.isEmpty() ? tr("Deleting: %1").arg(noDeleting)
                                                 : QString());
}

SpaceChange SettingsPage::changes() const
{
    SpaceChange change;
    if (m_base.type != SpaceType::Space || m_base.id.isEmpty())
        return change;
    if (m_name->text() != m_base.displayName)
        change.displayName = m_name->text();
    if (m_description->text() != m_base.description)
        change.description = m_description->text();
    if (m_guidelines->toPlainText() != m_baseGuidelines)
        change.guidelines = m_guidelines->toPlainText();
    if (m_history->isChecked() != (m_base.history == HistoryState::On))
        change.history = m_history->isChecked() ? HistoryState::On : HistoryState::Off;
    m_permissions->addChanges(change, m_base);
    return change;
}

void SettingsPage::updateSave()
{
    const bool changed = !changes().isEmpty();
    m_bottom->setVisible(changed || isSaving());
    m_busy->setVisible(isSaving());
    m_revert->setEnabled(!isSaving());
    const bool named = !m_name->text().trimmed().isEmpty();
    const qsizetype length = m_guidelines->toPlainText().size();
    m_save->setEnabled(changed && !isSaving() && named && length <= longestGuidelines);
    QString complaint;
    if (changed && length > longestGuidelines)
        complaint = tr("The guidelines have %1 characters. They may have %2.")
                        .arg(QLocale().toString(length), QLocale().toString(longestGuidelines));
    else if (changed && !named)
        complaint = tr("A space needs a name.");
    if (complaint != m_complaint) {
        m_complaint = complaint;
        m_refusal->say(complaint);
    }
}

void SettingsPage::save()
{
    SpaceChange change = changes();
    if (change.isEmpty() || isSaving())
        return;
    for (std::optional<QString> *line : {&change.displayName, &change.description}) {
        if (*line)
            *line = (*line)->simplified();
    }
    const SpaceId space = m_base.id;
    m_saving.insert(space);
    m_refusal->clear();
    updateState();
    m_services.rooms.change(space, change, this, [this, space](const Result<Space> &answer) {
        m_saving.remove(space);
        saved(space, answer);
        updateState();
    });
}

void SettingsPage::saved(const SpaceId &space, const Result<Space> &answer)
{
    const bool open = space == m_room.space();
    if (answer) {
        m_unsaved.remove(space);
        if (open)
            load(*answer, {});
        return;
    }
    const QString reason = saveRefusal(answer.error());
    if (open)
        m_refusal->say(reason);
    if (!open || !isVisible())
        Q_EMIT saveRefusedUnseen(space, reason);
}

} // namespace linnet::ui
