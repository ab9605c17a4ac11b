// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/writingdesk.h"

#include "ui/composer/composer.h"
#include "ui/composer/composeredit.h"
#include "ui/composer/speller.h"
#include "ui/composer/spelling.h"
#include "ui/composer/writingsettings.h"
#include "ui/text/errorwords.h"
#include "ui/text/plainlabel.h"
#include "ui/widgets/notice.h"
#include "ui/window/commands.h"
#include "ui/window/draftsdialog.h"
#include "ui/window/forwarddialog.h"
#include "ui/window/messagedesk.h"
#include "ui/window/services.h"
#include "ui/window/timelinepane.h"
#include "ui/window/writingcommands.h"
#include "ui/window/writinghabits.h"

#include <QAction>

namespace linnet::ui {

namespace {
constexpr std::chrono::seconds notSentTime(20);
} // namespace

WritingDesk::WritingDesk(const Services &services, const Commands &commands,
                         const QList<TimelinePane *> &panes, Notice &notice, QWidget &window)
    : QObject(&window)
    , m_services(services)
    , m_panes(panes)
    , m_notice(notice)
    , m_window(window)
    , m_settings(new WritingSettings(services.settings, this))
    , m_speller(new Speller(Speller::folders(), this))
{
    QList<Composer *> composers;
    QList<QWidget *> sills;
    for (TimelinePane *pane : panes) {
        composers.append(&pane->composer());
        new Spelling(pane->composer().editor(), *m_speller, *m_settings, services.theme);
        const auto *desk = new MessageDesk(services, *m_settings, *pane);
        connect(desk, &MessageDesk::undoOffered, this, [this, pane](const Undoable &undoable) {
            m_notice.standOn(&pane->sill());
            m_notice.offer(undoable.sentence, undoable.action, undoable.time, undoable.undo);
        });
        sills.append(&pane->sill());
        connect(&pane->composer(), &Composer::notSent, this, &WritingDesk::sayNotSent);
        connect(desk, &MessageDesk::forwardRequested, this, &WritingDesk::askForward);
    }
    new WritingCommands(commands, composers, this);
    notice.setSills(sills);
    const QAction *act = commands.action(CommandId::ActOnNotice);
    notice.setKey(act->shortcut());
    connect(act, &QAction::triggered, &notice, &Notice::actNow);
    connect(m_settings, &WritingSettings::changed, this, &WritingDesk::takeSettings);
    connect(commands.action(CommandId::ShowDrafts), &QAction::triggered, this,
            &WritingDesk::showDrafts);
    connect(commands.action(CommandId::WritingHabits), &QAction::triggered, this,
            &WritingDesk::showHabits);
    takeSettings();
}

void WritingDesk::showDrafts()
{
    for (TimelinePane *pane : std::as_const(m_panes))
        pane->composer().flushDraft(); // what was typed just now is listed too
    auto *dialog = new DraftsDialog(m_services, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &DraftsDialog::chosen, this, &WritingDesk::timelineRequested);
    dialog->open();
}

void WritingDesk::showHabits()
{
    auto *dialog = new WritingHabits(*m_settings, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void WritingDesk::takeSettings()
{
    for (TimelinePane *pane : m_panes)
        pane->composer().setEnterSends(m_settings->enterSends());
    m_services.messages.setSendDelay(m_settings->sendDelay());
    m_speller->setOwnWords(m_settings->ownWords());
    m_speller->setLanguages(m_settings->languages());
}

void WritingDesk::askForward(const Message &message)
{
    auto *dialog = new ForwardDialog(m_services, message,
                                     m_services.users.displayName(message.sender), &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ForwardDialog::chosen, this,
            [this, message](const SpaceId &space, const QString &comment) {
                forward(message, space, comment);
            });
    dialog->open();
}

QString WritingDesk::nameOf(const SpaceId &space) const
{
    const Conversation *conversation = m_services.spaces.find(space);
    return conversation ? sanitised(m_services.spaces.titleOf(*conversation), 200) : QString();
}

// It was written in another conversation than the one that is open: there it is in the draft.
void WritingDesk::sayNotSent(const TimelineScope &target, const Error &error)
{
    m_notice.offer(tr("Not sent to %1. %2").arg(nameOf(target.space), errorLine(error)), tr("Open"),
                   notSentTime, [this, target] { Q_EMIT timelineRequested(target); });
}

void WritingDesk::forward(const Message &message, const SpaceId &space, const QString &comment)
{
    OutgoingMessage outgoing;
    outgoing.text = comment;
    outgoing.quote = QuoteReference{message.id, quotedTime(message), QuoteType::Forward};
    const QString name = nameOf(space);
    m_services.messages.send(
        {space, {}}, outgoing, this, [this, name](const Result<MessageId> &sent) {
            m_notice.say(sent ? tr("Forwarded to %1.").arg(name)
                              : tr("Not forwarded. %1").arg(errorLine(sent.error())));
        });
}

} // namespace linnet::ui
