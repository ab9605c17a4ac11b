// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/customemoji.h"
#include "models/items/timelinemodel.h"
#include "ui/media/filefetches.h"
#include "ui/text/chataddress.h"
#include "ui/timeline/selectinglist.h"

#include <QDate>
#include <QPointer>
#include <QSet>

#include <memory>

class QMenu;

namespace linnet::ui {

class EmojiTaste;
class FileDrag;
class JumpButton;
class JumpNotice;
class MediaRule;
class Reactors;
class TimelineSeeker;
class UnreadButton;

// The messages of one conversation or thread. Turns keys and pointer into signals, and scrolling
// into requests to the model. Layout is made elsewhere (MessageLayouter), painted elsewhere
// (RowDelegate), the place kept and the pointer followed elsewhere (AnchoredList, PointedList). GUI
// thread. Writes nothing: what is to be done with a message is signalled.
class TimelineView : public SelectingList
{
    Q_OBJECT
public:
    explicit TimelineView(const TimelineContext &context, QWidget *parent = nullptr);
    ~TimelineView() override;

    // A TimelineModel or null; not owned.
    void setModel(QAbstractItemModel *model) override;
    // A thread's own timeline, and one of a space without threads, offers no (further) thread.
    void setInThread(bool inThread) { m_inThread = inThread; }
    // A direct message or group chat: its messages' addresses on the web differ.
    void setDirect(bool direct) { m_direct = direct; }

    // What the window around it can do with a message besides: its entries show then.
    struct Offers
    {
        bool quote = false;
        bool forward = false;
        bool edit = false; // of mine, sent
        bool pin = false;
        bool people = false; // show who somebody is
    };
    void setOffers(const Offers &offers) { m_offers = offers; }
    // The messages that are pinned in this space.
    void setPinned(const QSet<MessageId> &pinned) { m_pinned = pinned; }
    // Whether pictures of cards are fetched unasked; without one each message is asked for. It must
    // outlive the view, or go first.
    void setPictureRule(PictureRule *rule);
    // What pictures come by themselves; without one all do. It must outlive the view, or go first.
    void setMediaRule(const MediaRule *rule);
    // Files are fetched through this one, and show how far they are; without one none is dragged
    // away. It must outlive the view, or go first.
    void setFetches(FileFetches *fetches);
    // The organisation's own emoji, for the picker.
    void setCustomEmoji(const QList<CustomEmoji> &custom) { m_custom = custom; }

    // The newest message is in view.
    [[nodiscard]] bool isAtBottom() const { return isAtEnd(); }
    void jumpToNewest();
    // The "New" line a third below the upper edge; without one the newest message.
    void jumpToUnread();
    // Also where it is not loaded yet: fetches what is before.
    void jumpToFirstUnread();
    void jumpToDay(QDate day);
    // Asks which, beside the upper edge.
    void chooseDay();
    // False when it is not loaded.
    bool showMessage(const MessageId &message);

    // The menu of a row; area: of its layout, for the entries of a link (-1: none). Null where
    // nothing can be done.
    [[nodiscard]] std::unique_ptr<QMenu> menuFor(const QModelIndex &index, int area = -1);

Q_SIGNALS:
    // Show the thread; with reply: and write in it.
    void threadRequested(const linnet::ThreadId &thread, const linnet::MessageId &message);
    void replyRequested(const linnet::ThreadId &thread, const linnet::MessageId &message);
    // A link to a place in Chat was clicked. Where nobody listens it is opened on the web; who
    // listens does that for places that are not this person's.
    void chatLinkRequested(const linnet::ui::ChatAddress &place, const QString &address);
    // The day or the first unread message that was asked for could not be had.
    void momentNotReached(const linnet::Error &error);
    // A quoted message that is not loaded was clicked.
    void messageRequested(const linnet::MessageId &message);
    void markUnreadRequested(const linnet::MessageId &message);
    void reactionToggled(const linnet::MessageId &message, const linnet::Emoji &emoji, bool on);
    void attachmentActivated(const linnet::MessageId &message, int attachment);
    // Where to is asked by whoever listens.
    void attachmentSaveRequested(const linnet::MessageId &message, int attachment);
    // As far as setOffers() says.
    void quoteRequested(const linnet::MessageId &message);
    void forwardRequested(const linnet::MessageId &message);
    void editRequested(const linnet::MessageId &message);
    void pinRequested(const linnet::MessageId &message, bool pin);
    void personRequested(const linnet::UserId &user);
    // Of failed or waiting ones of mine.
    void retryRequested(const linnet::MessageId &message);
    void editPendingRequested(const linnet::MessageId &message);
    void deletePendingRequested(const linnet::MessageId &message);
    // Of one of mine that the service has: ask before doing it.
    void deleteRequested(const linnet::MessageId &message);
    // Of one of mine that is deleted and not gone yet.
    void undoDeleteRequested(const linnet::MessageId &message);

    // A printable key without a meaning here: it belongs to the composer.
    void typed(const QString &text);

    void atBottomChanged(bool atBottom);
    // Other rows are in view (the model knows them): time to tell what was seen.
    void visibleRowsChanged();

protected:
    [[nodiscard]] bool endIsLoaded() const override;
    [[nodiscard]] QList<MessageAction> actionsAt(const QModelIndex &index) const override;
    void areaActivated(const QModelIndex &index, const Area &area) override;
    void actionActivated(const QModelIndex &index, MessageAction action) override;
    [[nodiscard]] QList<HoverActions::Button> reactionsAt(const QModelIndex &index) const override;
    void reactionActivated(const QModelIndex &index, const HoverActions::Button &button) override;
    [[nodiscard]] QString toolTipOf(const QModelIndex &index, const Area &area) const override;
    void menuRequested(const QModelIndex &index, int area, const QPoint &global) override;
    bool startsOwnDrag(const QPoint &point) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    void placeButtons();
    void updateUnreadButton(int first, int last);
    void addJumps(QMenu &menu);
    void addPointed(QMenu &menu, const QModelIndex &index, const Area &area);
    void addPictureEntries(QMenu &menu, const QModelIndex &index);
    void wantPictures(int first, int last);
    // The picture that an area is, where it waits to be asked for.
    [[nodiscard]] std::optional<MediaRef> withheldIn(const Message &message,
                                                     const Area &area) const;
    void loadPicturesOf(const MessageId &message);
    [[nodiscard]] QList<MediaRef> withheldIn(const QModelIndex &index);
    [[nodiscard]] QString loadWords(const Message &message, const Area &area) const;
    [[nodiscard]] QString reactionToolTip(const Message &message,
                                          const ReactionSummary &reaction) const;
    void showEarlierText(const QModelIndex &index);
    void showReactors(const MessageId &message);
    void askForDay(const QPoint &global);
    void afterViewChange(); // coalesced: asks for history and pictures, tells what is in view
    void opened();
    [[nodiscard]] Message messageAt(const QModelIndex &index) const;
    void activateCard(const Message &message, const QModelIndex &index, int control);
    void addTargets(QMenu &menu, const QModelIndex &index, int hit);
    [[nodiscard]] QString targetWords(const Area &area, const QModelIndex &index);
    void perform(MessageAction action, const Message &message);
    bool performKey(const QKeyEvent &event);
    bool selectByKey(const QKeyEvent &event);
    [[nodiscard]] bool isOwnKey(const QKeyEvent &event);
    [[nodiscard]] bool isSeen(const QModelIndex &index);
    [[nodiscard]] QModelIndex nearestSeen();
    bool movePage(int key);
    void copySelection(bool withNames);
    void openLink(const QString &address, const QString &text);
    [[nodiscard]] EmojiTaste &taste();
    void toggleReaction(const MessageId &message, const Emoji &emoji);
    void askForReaction(const QModelIndex &index, const Area *beside);
    void moveCurrent(int step);

    JumpButton *m_jump = nullptr; // child
    UnreadButton *m_unread = nullptr; // child
    JumpNotice *m_notice = nullptr; // child
    TimelineSeeker *m_seeker = nullptr; // child
    bool m_sawUnread = false; // the "New" line was in view
    std::unique_ptr<FileDrag> m_fileDrag;
    items::TimelineModel *m_timeline = nullptr;
    QTimer m_after;
    bool m_wasAtBottom = true;
    Offers m_offers;
    QSet<MessageId> m_pinned;
    QList<CustomEmoji> m_custom;
    Reactors *m_reactors = nullptr; // child; null: nobody can be asked
    QPointer<PictureRule> m_pictureRule;
    QPointer<const MediaRule> m_mediaRule;
    QPointer<FileFetches> m_fetches;
    QSet<MessageId> m_askedFor; // whose pictures of the net the reader wants
    std::unique_ptr<EmojiTaste> m_ownTaste; // where the window shares none
    bool m_inThread = false;
    bool m_direct = false;
};

} // namespace linnet::ui
