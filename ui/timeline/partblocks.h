// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/clock.h"
#include "models/items/usertable.h"
#include "ui/cards/cardstate.h"
#include "ui/cards/picturerule.h"
#include "ui/timeline/rowbuilder.h"

namespace linnet::ui {

class FileFetches;

// The parts of a message that are not its text. Each is added at the row's y, if the message has
// it, and moves below itself.
class PartBlocks
{
public:
    PartBlocks(RowBuilder &row, const items::UserTable &users, const Clock &clock);

    // Files show how far they are; null: none is being fetched.
    void setFetches(const FileFetches *fetches) { m_fetches = fetches; }

    void addPrivateMark(const Message &message);
    void addTombstone(const Message &message);
    void addQuote(const Message &message);
    // Those of the net (GIFs) only as far as the reader lets them be fetched.
    void addAttachments(const Message &message, const CardState &state,
                        const PictureTerms &pictures);
    void addLinkChips(const Message &message);
    // That an app added what follows to a person's message.
    void addAppMark(const Message &message);
    // What an app's answer rests on.
    void addCitations(const Message &message);
    void addCards(const Message &message, const CardState &state, const PictureTerms &pictures);
    void addReactions(const Message &message);
    // The way to them; in their own timeline the line they begin below.
    void addReplies(const Message &message, bool inThread);
    // Why it is not sent, and what can be done.
    void addSendState(const Message &message);
    void addShowMore();
    // Never a hole: what the service offers in place of what cannot be shown, or a sentence.
    void addFallback(const Message &message);

private:
    struct Chip
    {
        QString icon;
        QString name; // remote text
        QString detail;
        Area area; // without rectangle
        qreal progress = -1; // 0 to 1 of what is on its way; else none
        bool stoppable = false; // it can be given up
    };
    void addParagraph(Paragraph paragraph, qreal indent, qreal width, Colour colour);
    [[nodiscard]] Chip fileChip(const Message &message, int index) const;
    void addChip(const Chip &chip);
    void addStopButton(const Area &file, const QRectF &button);
    void addImages(const Message &message, const QList<int> &indexes);
    void addGif(const QString &address, bool asked, const PictureTerms &pictures);
    void addUploading(const Attachment &attachment, const QRectF &frame);
    void addTrack(qreal done, const QRectF &track);
    void addUndo(qreal wordsWidth, qreal top);
    QRectF addAction(Part part, const QString &words, qreal x, qreal y);
    void addReplyLine(const QString &count);
    void addIconLine(const QString &icon, const QString &words, const RowFonts::Face &face,
                     Colour colour);
    [[nodiscard]] qreal measure() const;

    RowBuilder &m_row;
    const items::UserTable &m_users;
    const Clock &m_clock;
    const FileFetches *m_fetches = nullptr;
    int m_chipLinks = 1'000'000; // link numbers of their own, apart from those in the text
};

} // namespace linnet::ui
