// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/ports.h"

namespace linnet {

// What is begun beside the text of a draft.
struct DraftBeside
{
    QList<OutgoingFile> files{};
    std::optional<QuoteReference> quote{};
    QString quotedSender{}; // as the composer shows them
    QString quotedText{};
    MessageId editing{}; // a message of mine whose text is being changed; empty: none
    QString original{}; // its text as it was, with markup
    QString edited{}; // and as it stands now

    [[nodiscard]] bool isEmpty() const { return files.isEmpty() && !quote && editing.isEmpty(); }
    friend bool operator==(const DraftBeside &, const DraftBeside &) = default;
};

struct WrittenDraft
{
    TimelineScope scope{};
    QString text{}; // with Chat's markup
    DraftBeside beside{};

    [[nodiscard]] bool isEmpty() const { return text.isEmpty() && beside.isEmpty(); }
    friend bool operator==(const WrittenDraft &, const WrittenDraft &) = default;
};

// What is begun or not sent yet in one conversation or thread, with what names it in a list.
struct ListedDraft
{
    WrittenDraft draft{}; // nothing may be begun in its scope
    std::optional<Message> root{}; // what a thread begins with, as far as it is cached
    int queued = 0; // waiting to be sent: messages, edits and deletions
    int failed = 0; // messages that were refused

    friend bool operator==(const ListedDraft &, const ListedDraft &) = default;
};

// What people began and did not send. All of it survives the program, and goes by being sent or
// emptied only.
class DraftPort
{
public:
    virtual ~DraftPort() = default;

    // One without anything removes what was kept for its scope.
    virtual void save(const WrittenDraft &draft) = 0;
    // Without anything when nothing is begun there. Files may be gone from where they lay.
    virtual void draft(const TimelineScope &target, QObject *context, Handler<WrittenDraft> handler)
        = 0;
    // Everything that is begun or not sent yet, of conversations and threads, in no order.
    virtual void drafts(QObject *context, Handler<QList<ListedDraft>> handler) = 0;
    // Makes a file of something that is none yet, a pasted picture. It lies with the account's data
    // for as long as a draft or a message on its way names it; save a draft with it soon.
    // StorageFull and the like; FileTooLarge.
    virtual void keepFile(const QByteArray &content, const QString &name,
                          const QString &contentType, QObject *context,
                          Handler<OutgoingFile> handler)
        = 0;
};

} // namespace linnet
