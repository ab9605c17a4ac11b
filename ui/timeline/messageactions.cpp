// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/messageactions.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(linnet::ui::MessageActions)
};

bool isUploading(const Message &message)
{
    return std::any_of(message.attachments.begin(), message.attachments.end(),
                       [](const Attachment &file) { return file.bytesSent < file.bytesTotal; });
}

} // namespace

bool canBeQuoted(const Message &message)
{
    return !message.isPending() && !message.isDeleted() && message.privateViewer.isEmpty();
}

QList<MessageAction> actionsFor(const Message &message, const ActionCircumstances &circumstances)
{
    QList<MessageAction> actions;
    if (message.isDeletionUndoable())
        actions << MessageAction::UndoDelete;
    if (message.isPending() && message.isDeleted())
        return actions;
    const bool hasText
        = (!message.text.isEmpty() || !message.cards.isEmpty()) && !message.isDeleted();
    switch (message.sendState) {
    case SendState::Failed:
        actions << MessageAction::Retry << MessageAction::EditPending;
        if (hasText)
            actions << MessageAction::CopyText;
        actions << MessageAction::DeletePending;
        return actions;
    case SendState::WaitingForEarlier:
        actions << MessageAction::EditPending;
        if (hasText)
            actions << MessageAction::CopyText;
        actions << MessageAction::DeletePending;
        return actions;
    case SendState::Queued:
    case SendState::Sending: {
        // Until its text is on the wire it can be taken back, an upload cancelled.
        const bool here = message.sendState == SendState::Queued || isUploading(message);
        if (here)
            actions << MessageAction::EditPending;
        if (hasText)
            actions << MessageAction::CopyText;
        if (here)
            actions << MessageAction::DeletePending;
        return actions;
    }
    case SendState::Sent:
        break;
    }
    const bool there = !message.isDeleted();
    if (there && circumstances.canReact)
        actions << MessageAction::React;
    if (!circumstances.inThread) {
        if (message.replyCount > 0 || message.failedReplies > 0)
            actions << MessageAction::OpenThread;
        actions << MessageAction::ReplyInThread;
    }
    if (canBeQuoted(message) && circumstances.canQuote)
        actions << MessageAction::Quote;
    if (canBeQuoted(message) && circumstances.canForward)
        actions << MessageAction::Forward;
    if (there && circumstances.canEdit && circumstances.mine)
        actions << MessageAction::EditSent;
    if (hasText)
        actions << MessageAction::CopyText;
    actions << MessageAction::CopyLink;
    if (there && circumstances.canPin)
        actions << (circumstances.pinned ? MessageAction::Unpin : MessageAction::Pin);
    actions << MessageAction::MarkUnread;
    if (circumstances.canShowPeople && !message.sender.isEmpty())
        actions << MessageAction::Profile;
    if (circumstances.mine && !message.isDeleted())
        actions << MessageAction::Delete;
    return actions;
}

QString actionWords(MessageAction action)
{
    switch (action) {
    case MessageAction::React:
        return Words::tr("Add reaction");
    case MessageAction::Quote:
        return Words::tr("Quote in reply");
    case MessageAction::Forward:
        return Words::tr("Forward");
    case MessageAction::EditSent:
        return Words::tr("Edit");
    case MessageAction::Pin:
        return Words::tr("Pin for everybody");
    case MessageAction::Unpin:
        return Words::tr("Unpin");
    case MessageAction::ReplyInThread:
        return Words::tr("Reply in thread");
    case MessageAction::OpenThread:
        return Words::tr("Open thread");
    case MessageAction::CopyText:
        return Words::tr("Copy text");
    case MessageAction::CopyLink:
        return Words::tr("Copy link to message");
    case MessageAction::MarkUnread:
        return Words::tr("Mark unread from here");
    case MessageAction::Profile:
        return Words::tr("Who wrote this");
    case MessageAction::Retry:
        return Words::tr("Retry");
    case MessageAction::EditPending:
        return Words::tr("Edit");
    case MessageAction::DeletePending:
    case MessageAction::Delete:
        return Words::tr("Delete");
    case MessageAction::UndoDelete:
        return Words::tr("Undo deletion");
    }
    return {};
}

QString actionIcon(MessageAction action)
{
    switch (action) {
    case MessageAction::React:
        return u"emoji"_s;
    case MessageAction::Quote:
        return u"quote"_s;
    case MessageAction::Forward:
        return u"forward"_s;
    case MessageAction::EditSent:
        return u"edit"_s;
    case MessageAction::Pin:
    case MessageAction::Unpin:
        return u"pin"_s;
    case MessageAction::ReplyInThread:
        return u"reply"_s;
    case MessageAction::OpenThread:
        return u"thread"_s;
    case MessageAction::CopyText:
        return u"copy"_s;
    case MessageAction::CopyLink:
        return u"link"_s;
    case MessageAction::MarkUnread:
        return u"mark-unread"_s;
    case MessageAction::Profile:
        return u"account"_s;
    case MessageAction::Retry:
        return u"retry"_s;
    case MessageAction::EditPending:
        return u"edit"_s;
    case MessageAction::DeletePending:
    case MessageAction::Delete:
        return u"trash"_s;
    case MessageAction::UndoDelete:
        return u"undo"_s;
    }
    return {};
}

QKeySequence actionKey(MessageAction action)
{
    switch (action) {
    case MessageAction::React:
        return Qt::Key_X;
    case MessageAction::Quote:
        return Qt::Key_Q;
    case MessageAction::EditSent:
        return Qt::Key_E;
    case MessageAction::ReplyInThread:
        return Qt::Key_R;
    case MessageAction::OpenThread:
        return Qt::Key_Return;
    case MessageAction::CopyText:
        return Qt::Key_C;
    case MessageAction::MarkUnread:
        return Qt::Key_U;
    case MessageAction::Profile:
        return Qt::Key_P;
    case MessageAction::EditPending:
        return Qt::Key_E;
    case MessageAction::DeletePending:
    case MessageAction::Delete:
        return Qt::Key_Delete;
    case MessageAction::UndoDelete:
        return Qt::Key_Z;
    case MessageAction::CopyLink:
    case MessageAction::Forward:
    case MessageAction::Pin:
    case MessageAction::Unpin:
    case MessageAction::Retry:
        return {};
    }
    return {};
}

bool beginsGroup(MessageAction action)
{
    return action == MessageAction::CopyText || action == MessageAction::MarkUnread
        || action == MessageAction::Delete || action == MessageAction::DeletePending;
}

QString messageLink(const Message &message, bool direct)
{
    if (message.isPending() || isLocal(message.id))
        return {};
    // The last segment is "thread.message", the same twice for the first of a thread.
    const QString id = message.id.lastSegment();
    const QString thread
        = message.thread.isEmpty() ? id.section(u'.', 0, 0) : message.thread.lastSegment();
    return u"https://chat.google.com/%1/%2/%3/%4"_s.arg(
        direct ? u"dm"_s : u"room"_s, message.space.lastSegment(), thread,
        id.contains(u'.') ? id.section(u'.', 1) : id);
}

} // namespace linnet::ui
