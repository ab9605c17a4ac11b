// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/messagedesk.h"

#include "ui/composer/composer.h"
#include "ui/composer/writingsettings.h"
#include "ui/timeline/messageactions.h"
#include "ui/timeline/timelineview.h"
#include "ui/window/services.h"
#include "ui/window/timelinepane.h"

#include <QMessageBox>
#include <QPointer>
#include <QPushButton>

using namespace Qt::StringLiterals;
using linnet::items::TimelineModel;

namespace linnet::ui {

namespace {

constexpr int longestQuoted = 500; // one line of it is shown

QString quotedText(const Message &message)
{
    if (!message.text.isEmpty())
        return message.text.left(longestQuoted);
    return message.attachments.isEmpty() ? message.fallbackText.left(longestQuoted)
                                         : message.attachments.first().contentName;
}

} // namespace

MessageDesk::MessageDesk(const Services &services, const WritingSettings &writing,
                         TimelinePane &pane)
    : QObject(&pane)
    , m_services(services)
    , m_writing(writing)
    , m_pane(pane)
{
    TimelineView *view = &pane.view();
    const bool rooms = services.rooms != nullptr;
    view->setOffers({.quote = true, .forward = true, .edit = true, .pin = rooms, .people = rooms});
    connect(view, &TimelineView::quoteRequested, this, &MessageDesk::quote);
    connect(view, &TimelineView::editRequested, this, &MessageDesk::edit);
    connect(view, &TimelineView::deleteRequested, this, &MessageDesk::remove);
    connect(view, &TimelineView::deletePendingRequested, this, &MessageDesk::removeUnsent);
    connect(view, &TimelineView::undoDeleteRequested, this,
            [&services](const MessageId &id) { services.messages.undoRemove(id); });
    connect(view, &TimelineView::editPendingRequested, this,
            [this](const MessageId &id) { takeBack(id, m_pane.scope()); });
    connect(view, &TimelineView::forwardRequested, this, [this](const MessageId &id) {
        if (const Message found = message(id); canBeQuoted(found))
            Q_EMIT forwardRequested(found);
    });
    const Composer *composer = &pane.composer();
    connect(composer, &Composer::editLastRequested, this, &MessageDesk::editLast);
    connect(composer, &Composer::quoteStepRequested, this, &MessageDesk::stepQuote);
    connect(composer, &Composer::bannerClicked, view, &TimelineView::showMessage);
    connect(composer, &Composer::sent, this, &MessageDesk::offerTakeBack);
    connect(composer, &Composer::editCancelled, this, &MessageDesk::offerEditAgain);
}

Message MessageDesk::message(const MessageId &id) const
{
    return m_pane.model().indexOf(id).data(TimelineModel::MessageRole).value<Message>();
}

// What was written last, also while it is on its way: then it comes back from the outbox.
void MessageDesk::editLast()
{
    const TimelineModel &model = m_pane.model();
    for (int row = model.rowCount() - 1; row > 0; --row) {
        const QModelIndex index = model.index(row);
        const auto found = index.data(TimelineModel::MessageRole).value<Message>();
        if (!index.data(TimelineModel::MineRole).toBool() || found.isDeleted())
            continue;
        if (found.isPending()) {
            takeBack(found.id, m_pane.scope());
            return;
        }
        if (!found.text.isEmpty()) {
            m_pane.view().showMessage(found.id);
            m_pane.composer().startEditing(found);
            return;
        }
    }
}

void MessageDesk::edit(const MessageId &id)
{
    const Message found = message(id);
    if (!found.id.isEmpty() && !found.isDeleted())
        m_pane.composer().startEditing(found);
}

// It may have been a mistake, and there is no other copy of the words.
void MessageDesk::offerEditAgain(const WrittenDraft &edit)
{
    const auto again = [composer = QPointer(&m_pane.composer()), edit] {
        if (!composer)
            return;
        const DraftBeside &beside = edit.beside;
        composer->insertEdit(edit.scope, beside.editing, beside.edited, beside.original);
        if (edit.scope == composer->target())
            composer->focusEditor();
    };
    Q_EMIT undoOffered({tr("Edit cancelled."), tr("Undo"), MessagePort::undoTime, again});
}

void MessageDesk::quote(const MessageId &id)
{
    if (const Message found = message(id); !found.id.isEmpty() && canBeQuoted(found)) {
        setQuote(found);
        m_pane.composer().focusEditor();
    }
}

void MessageDesk::setQuote(const Message &message)
{
    m_pane.composer().setQuote(Quoted{{message.id, quotedTime(message), QuoteType::Reply},
                                      m_services.users.displayName(message.sender),
                                      quotedText(message)});
}

// Up goes to older messages, down to newer ones; below the newest nothing is quoted.
void MessageDesk::stepQuote(int step)
{
    const TimelineModel &model = m_pane.model();
    const auto &quoted = m_pane.composer().quoted();
    const QModelIndex current = quoted ? model.indexOf(quoted->reference.message) : QModelIndex();
    int row = current.isValid() ? current.row() : model.rowCount();
    for (row += step; row > 0 && row < model.rowCount(); row += step) {
        const auto found = model.index(row).data(TimelineModel::MessageRole).value<Message>();
        if (canBeQuoted(found)) {
            setQuote(found);
            m_pane.view().showMessage(found.id);
            return;
        }
    }
    if (row >= model.rowCount())
        m_pane.composer().setQuote(std::nullopt);
}

void MessageDesk::remove(const MessageId &id)
{
    if (const int replies = message(id).replyCount; replies > 0)
        return askForReplies(id, replies);
    m_services.messages.remove(id);
    offerUndo(id, tr("Message deleted for everyone."));
}

// The service deletes a message that has replies only together with them.
void MessageDesk::askForReplies(const MessageId &id, int replies)
{
    auto *box = new QMessageBox(QMessageBox::Warning, tr("Delete message"), {},
                                QMessageBox::NoButton, m_pane.window());
    box->setObjectName(u"repliesQuestion"_s);
    box->setTextFormat(Qt::PlainText);
    box->setText(replies == 1 ? tr("Delete this message with its reply?")
                              : tr("Delete this message with its %n replies?", nullptr, replies));
    box->setInformativeText(
        tr("A message that has replies can only be deleted together with them. The whole thread "
           "goes, for everyone."));
    box->setAttribute(Qt::WA_DeleteOnClose);
    const QPushButton *go = box->addButton(tr("Delete all"), QMessageBox::DestructiveRole);
    box->setDefaultButton(box->addButton(QMessageBox::Cancel));
    connect(box, &QMessageBox::buttonClicked, this, [this, id, go](const QAbstractButton *button) {
        if (button != go)
            return;
        m_services.messages.removeWithReplies(id);
        offerUndo(id, tr("Message and replies deleted for everyone."));
    });
    box->open();
}

// It is the only copy of what was written.
void MessageDesk::removeUnsent(const MessageId &id)
{
    m_services.messages.remove(id);
    offerUndo(id, tr("Message deleted."));
}

void MessageDesk::offerUndo(const MessageId &id, const QString &sentence)
{
    MessagePort &port = m_services.messages;
    Q_EMIT undoOffered(
        {sentence, tr("Undo"), MessagePort::undoTime, [&port, id] { port.undoRemove(id); }});
}

// It goes back to where it was written, wherever one is by now.
void MessageDesk::takeBack(const MessageId &id, const TimelineScope &target)
{
    const Quote quote = message(id).quote.value_or(Quote());
    m_services.messages.takeBack(
        id, this, [this, target, quote](const Result<OutgoingMessage> &taken) {
            if (!taken)
                return; // it is on the wire: its row says what becomes of it
            const QString sender
                = quote.sender.isEmpty() ? QString() : m_services.users.displayName(quote.sender);
            Composer &composer = m_pane.composer();
            composer.insertMessage(target, *taken, sender, quote.text.left(longestQuoted));
            if (target == composer.target())
                composer.focusEditor();
        });
}

// While the send delay holds it back.
void MessageDesk::offerTakeBack(const MessageId &id, const TimelineScope &target)
{
    const auto delay = m_writing.sendDelay();
    if (delay.count() <= 0)
        return;
    const QString sentence = delay.count() == 1
        ? tr("Sending in one second.")
        : tr("Sending in %n seconds.", nullptr, int(delay.count()));
    Q_EMIT undoOffered({sentence, tr("Undo"), delay, [desk = QPointer(this), id, target] {
                            if (desk)
                                desk->takeBack(id, target);
                        }});
}

} // namespace linnet::ui
