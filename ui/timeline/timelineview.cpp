// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timelineview.h"

#include "models/domain/portslookup.h"
#include "ui/cards/cardlayout.h"
#include "ui/cards/cardmenu.h"
#include "ui/cards/cardrow.h"
#include "ui/emoji/emojipicker.h"
#include "ui/emoji/emojishelf.h"
#include "ui/emoji/emojitaste.h"
#include "ui/text/linkgate.h"
#include "ui/text/plainlabel.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/timeline/copiedtext.h"
#include "ui/timeline/filedrag.h"
#include "ui/timeline/jumpbutton.h"
#include "ui/timeline/jumpnotice.h"
#include "ui/timeline/reactors.h"
#include "ui/timeline/thumbnails.h"
#include "ui/timeline/timelineseeker.h"
#include "ui/timeline/unreadbutton.h"

#include <QCalendarWidget>
#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QMetaMethod>
#include <QScrollBar>
#include <QSet>
#include <QWidgetAction>

using namespace Qt::StringLiterals;

namespace linnet::ui {

using items::TimelineModel;

namespace {
constexpr int quickReactions = 3;
} // namespace

TimelineView::TimelineView(const TimelineContext &context, QWidget *parent)
    : SelectingList(context, parent)
    , m_jump(new JumpButton(context.theme, this))
{
    setAccessibleName(tr("Messages"));
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    m_jump->hide();
    m_unread = new UnreadButton(context.theme, this);
    m_unread->hide();
    connect(m_unread, &UnreadButton::clicked, this, &TimelineView::jumpToFirstUnread);
    m_notice = new JumpNotice(context.theme, this);
    m_seeker = new TimelineSeeker(this);
    const auto show = [this](const QModelIndex &index) {
        goTo(index, viewport()->height() / 3);
        setCurrentIndex(index);
    };
    connect(m_seeker, &TimelineSeeker::found, this, show);
    connect(m_seeker, &TimelineSeeker::gaveUp, this, show);
    connect(m_seeker, &TimelineSeeker::missed, this, &TimelineView::momentNotReached);
    connect(m_jump, &JumpButton::clicked, this, &TimelineView::jumpToNewest);

    if (context.lookup) {
        m_reactors = new Reactors(*context.lookup, this);
        connect(m_reactors, &Reactors::answered, this, &TimelineView::refreshToolTip);
    }
    m_after.setSingleShot(true);
    m_after.setInterval(0);
    connect(&m_after, &QTimer::timeout, this, &TimelineView::afterViewChange);
    connect(this, &AnchoredList::viewChanged, &m_after, qOverload<>(&QTimer::start));
    connect(&thumbnails(), &Thumbnails::retryDue, &m_after, qOverload<>(&QTimer::start));
}

TimelineView::~TimelineView() = default;

void TimelineView::setModel(QAbstractItemModel *model)
{
    if (m_timeline)
        disconnect(m_timeline, nullptr, this, nullptr);
    forgetPointer();
    clearTextSelection();
    m_timeline = qobject_cast<TimelineModel *>(model);
    SelectingList::setModel(model);
    m_seeker->setModel(m_timeline);
    m_notice->setModel(m_timeline);
    if (!m_timeline)
        return;
    connect(m_timeline, &TimelineModel::opened, this, &TimelineView::opened);
    connect(m_timeline, &TimelineModel::atEndChanged, &m_after, qOverload<>(&QTimer::start));
    connect(m_timeline, &TimelineModel::newestInserted, this, [this](int, bool mine) {
        if (mine)
            jumpToNewest();
        m_after.start();
    });
}

bool TimelineView::endIsLoaded() const
{
    return !m_timeline || m_timeline->atEnd();
}

Message TimelineView::messageAt(const QModelIndex &index) const
{
    return index.data(TimelineModel::MessageRole).value<Message>();
}

void TimelineView::opened()
{
    m_sawUnread = false;
    clearTextSelection();
    jumpToUnread();
    if (hasFocus())
        setCurrentIndex(lastVisible()); // there was none when it got the focus
}

void TimelineView::jumpToFirstUnread()
{
    m_seeker->seekUnread();
}

void TimelineView::jumpToDay(QDate day)
{
    m_seeker->seekDay(day);
}

// Offered until the line was seen once.
void TimelineView::updateUnreadButton(int first, int last)
{
    const QModelIndex line = m_timeline->newLineIndex();
    if (line.isValid() && line.row() >= first && line.row() <= last)
        m_sawUnread = true;
    const bool above = line.isValid() ? line.row() < first : m_timeline->newLineIsAbove();
    m_unread->setVisible(above && !m_sawUnread);
}

void TimelineView::jumpToNewest()
{
    if (m_timeline && !m_timeline->atEnd())
        m_timeline->jumpToNewest();
    goToEnd();
}

void TimelineView::jumpToUnread()
{
    const QModelIndex index = m_timeline ? m_timeline->newLineIndex() : QModelIndex();
    if (!index.isValid()) {
        goToEnd();
        return;
    }
    goTo(index, viewport()->height() / 3);
}

bool TimelineView::showMessage(const MessageId &message)
{
    const QModelIndex index = m_timeline ? m_timeline->indexOf(message) : QModelIndex();
    if (!index.isValid())
        return false;
    goTo(index, viewport()->height() / 3);
    setCurrentIndex(index);
    setFocusVisible(true);
    setFocus(Qt::OtherFocusReason);
    return true;
}

void TimelineView::afterViewChange()
{
    if (!m_timeline || m_timeline->rowCount() == 0)
        return;
    const int first = firstVisible().row();
    const int last = lastVisible().row();
    m_timeline->setVisibleRows(first, last);
    wantPictures(first, last);
    updateUnreadButton(first, last);
    const QScrollBar *bar = verticalScrollBar();
    if (bar->value() < viewport()->height() && m_timeline->canRequestOlder())
        m_timeline->requestOlder();
    if (bar->maximum() - bar->value() < viewport()->height() && !m_timeline->atEnd()
        && !m_timeline->isLoadingNewer())
        m_timeline->requestNewer();

    const bool atBottom = isAtBottom();
    m_jump->setVisible(!atBottom && bar->maximum() - bar->value() > 40);
    m_jump->setCount(atBottom ? 0 : m_timeline->unseenBelow());
    if (atBottom != m_wasAtBottom) {
        m_wasAtBottom = atBottom;
        Q_EMIT atBottomChanged(atBottom);
    }
    Q_EMIT visibleRowsChanged();
}

void TimelineView::placeButtons()
{
    const QRect inside = viewport()->geometry();
    m_jump->move(inside.right() - m_jump->width() - metrics::group,
                 inside.bottom() - m_jump->height() - metrics::group);
    m_jump->raise();
    m_unread->move(inside.center().x() - m_unread->width() / 2, inside.top() + metrics::group);
    m_unread->raise();
}

void TimelineView::resizeEvent(QResizeEvent *event)
{
    SelectingList::resizeEvent(event);
    placeButtons();
}

void TimelineView::showEvent(QShowEvent *event)
{
    SelectingList::showEvent(event);
    m_after.start(); // what moves goes on
}

void TimelineView::hideEvent(QHideEvent *event)
{
    SelectingList::hideEvent(event);
    thumbnails().setVisible({});
}

// ---- Actions

void TimelineView::areaActivated(const QModelIndex &index, const Area &area)
{
    const Message message = messageAt(index);
    if (const auto withheld = withheldIn(message, area)) {
        thumbnails().load(*withheld, devicePixelRatioF());
        return;
    }
    switch (area.part) {
    case Part::Link:
        openLink(area.address, area.text);
        return;
    case Part::Quote:
        if (message.quote && !showMessage(message.quote->message))
            Q_EMIT messageRequested(message.quote->message);
        return;
    case Part::Image:
    case Part::File:
        Q_EMIT attachmentActivated(message.id, area.index);
        return;
    case Part::StopFetch:
        if (m_fetches)
            m_fetches->stop(area.address);
        return;
    case Part::Day:
        askForDay(viewport()->mapToGlobal(visualRect(index).topLeft()
                                          + area.rect.bottomLeft().toPoint()));
        return;
    case Part::CopyCode:
        QGuiApplication::clipboard()->setText(area.text);
        return;
    case Part::AddReaction:
        askForReaction(index, &area);
        return;
    case Part::Reaction:
        if (area.index < message.reactions.size()) {
            const ReactionSummary &reaction = message.reactions[area.index];
            Q_EMIT reactionToggled(message.id, reaction.emoji, !reaction.mine);
        }
        return;
    case Part::Replies:
        Q_EMIT threadRequested(message.thread, message.id);
        return;
    case Part::ShowMore:
        showMore(message.id);
        return;
    case Part::Retry:
        Q_EMIT retryRequested(message.id);
        return;
    case Part::Edit:
        Q_EMIT editPendingRequested(message.id);
        return;
    case Part::Delete:
        Q_EMIT deletePendingRequested(message.id);
        return;
    case Part::Undo:
        Q_EMIT undoDeleteRequested(message.id);
        return;
    case Part::HistoryRetry:
        if (m_timeline)
            m_timeline->requestOlder();
        return;
    case Part::Avatar:
    case Part::Sender:
    case Part::Mention:
        if (m_offers.people && !area.user.isEmpty())
            Q_EMIT personRequested(area.user);
        return;
    case Part::LoadPictures:
        loadPicturesOf(message.id);
        return;
    case Part::None:
    case Part::Time:
    case Part::Emoji:
    case Part::Happening:
    case Part::Code:
        return;
    case Part::Card:
        activateCard(message, index, area.index);
        return;
    }
}

void TimelineView::openLink(const QString &address, const QString &text)
{
    const auto url = safeUrl(address);
    const auto place = url ? chatAddress(*url) : std::nullopt;
    static const QMetaMethod signal = QMetaMethod::fromSignal(&TimelineView::chatLinkRequested);
    if (place && !place->message.isEmpty() && showMessage(place->message))
        return;
    if (place && isSignalConnected(signal))
        Q_EMIT chatLinkRequested(*place, address);
    else
        context().links.openExternal(address, text, window());
}

// What a card offers that is no link.
void TimelineView::activateCard(const Message &message, const QModelIndex &index, int number)
{
    const CardControl *found = cardControl(layoutOf(index), number);
    if (!found)
        return;
    const CardControl control = *found; // what follows may lay out anew
    if (control.kind == CardControl::Kind::State || control.kind == CardControl::Kind::Picture) {
        if (control.step.place == CardState::allPictures)
            m_askedFor.insert(message.id);
        applyCardStep(message.id, control.step);
        return;
    }
    QMenu *menu = cardMenu(
        control, context(), messageLink(message, m_direct),
        [this](const QString &address, const QString &text) { openLink(address, text); }, this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->popup(QCursor::pos());
}

QList<MessageAction> TimelineView::actionsAt(const QModelIndex &index) const
{
    if (index.data(TimelineModel::KindRole).value<items::RowKind>() != items::RowKind::Message)
        return {};
    ActionCircumstances circumstances;
    circumstances.mine = index.data(TimelineModel::MineRole).toBool();
    circumstances.inThread = m_inThread;
    circumstances.canQuote = m_offers.quote;
    circumstances.canForward = m_offers.forward;
    circumstances.canEdit = m_offers.edit;
    circumstances.canPin = m_offers.pin;
    circumstances.canShowPeople = m_offers.people;
    circumstances.pinned
        = m_pinned.contains(index.data(TimelineModel::MessageIdRole).value<MessageId>());
    return actionsFor(messageAt(index), circumstances);
}

void TimelineView::actionActivated(const QModelIndex &index, MessageAction action)
{
    perform(action, messageAt(index));
}

void TimelineView::perform(MessageAction action, const Message &message)
{
    switch (action) {
    case MessageAction::React:
        askForReaction(m_timeline->indexOf(message.id), nullptr);
        return;
    case MessageAction::Quote:
        Q_EMIT quoteRequested(message.id);
        return;
    case MessageAction::Forward:
        Q_EMIT forwardRequested(message.id);
        return;
    case MessageAction::EditSent:
        Q_EMIT editRequested(message.id);
        return;
    case MessageAction::Pin:
    case MessageAction::Unpin:
        Q_EMIT pinRequested(message.id, action == MessageAction::Pin);
        return;
    case MessageAction::ReplyInThread:
        Q_EMIT replyRequested(message.thread, message.id);
        return;
    case MessageAction::OpenThread:
        Q_EMIT threadRequested(message.thread, message.id);
        return;
    case MessageAction::CopyText:
        if (const QModelIndex row = m_timeline->indexOf(message.id); row.isValid())
            QGuiApplication::clipboard()->setText(
                copiedText(message, context().users, layoutOf(row)));
        return;
    case MessageAction::CopyLink:
        QGuiApplication::clipboard()->setText(messageLink(message, m_direct));
        return;
    case MessageAction::Profile:
        Q_EMIT personRequested(message.sender);
        return;
    case MessageAction::MarkUnread:
        Q_EMIT markUnreadRequested(message.id);
        return;
    case MessageAction::Retry:
        Q_EMIT retryRequested(message.id);
        return;
    case MessageAction::EditPending:
        Q_EMIT editPendingRequested(message.id);
        return;
    case MessageAction::DeletePending:
        Q_EMIT deletePendingRequested(message.id);
        return;
    case MessageAction::Delete:
        Q_EMIT deleteRequested(message.id);
        return;
    case MessageAction::UndoDelete:
        Q_EMIT undoDeleteRequested(message.id);
        return;
    }
}

void TimelineView::askForReaction(const QModelIndex &index, const Area *beside)
{
    if (!index.isValid())
        return;
    const QRect row = visualRect(index);
    QRect place = beside ? beside->rect.toAlignedRect().translated(row.topLeft())
                         : QRect(row.left() + 60, row.top() + layoutOf(index).top, 1, 24);
    place = place.intersects(viewport()->rect()) ? place : viewport()->rect();
    place.moveTopLeft(viewport()->mapToGlobal(place.topLeft()));
    const auto id = index.data(TimelineModel::MessageIdRole).value<MessageId>();
    auto *picker = new EmojiPicker(context().theme, taste(), this);
    picker->setPictures(&thumbnails());
    picker->setCustom(m_custom);
    if (EmojiShelf *shelf = context().shelf) {
        picker->setManageable(shelf->isManageable());
        connect(picker, &EmojiPicker::manageRequested, shelf, &EmojiShelf::manageRequested);
    }
    if (context().lookup)
        context().lookup->customEmoji(picker, [picker](const Result<QList<CustomEmoji>> &answer) {
            if (answer)
                picker->setCustom(*answer);
        });
    connect(picker, &EmojiPicker::picked, this,
            [this, id](const Emoji &emoji) { toggleReaction(id, emoji); });
    picker->openBeside(place);
}

EmojiTaste &TimelineView::taste()
{
    if (context().taste)
        return *context().taste;
    if (!m_ownTaste)
        m_ownTaste = std::make_unique<EmojiTaste>();
    return *m_ownTaste;
}

void TimelineView::toggleReaction(const MessageId &message, const Emoji &emoji)
{
    if (!m_timeline)
        return;
    const QList<ReactionSummary> reactions = messageAt(m_timeline->indexOf(message)).reactions;
    const bool mine
        = std::any_of(reactions.begin(), reactions.end(), [&emoji](const ReactionSummary &each) {
              return each.mine && each.emoji == emoji;
          });
    Q_EMIT reactionToggled(message, emoji, !mine);
}

QList<HoverActions::Button> TimelineView::reactionsAt(const QModelIndex &index) const
{
    const Message message = messageAt(index);
    QList<HoverActions::Button> buttons;
    const EmojiTaste unused;
    const EmojiTaste *taste = context().taste ? context().taste
        : m_ownTaste                          ? m_ownTaste.get()
                                              : &unused;
    for (const QString &emoji : taste->recent(quickReactions)) {
        HoverActions::Button button;
        button.reaction = emoji;
        button.lit = std::any_of(message.reactions.begin(), message.reactions.end(),
                                 [&emoji](const ReactionSummary &each) {
                                     return each.mine && each.emoji.unicode == emoji;
                                 });
        buttons.append(button);
    }
    return buttons;
}

void TimelineView::reactionActivated(const QModelIndex &index, const HoverActions::Button &button)
{
    Emoji emoji;
    emoji.unicode = button.reaction;
    Q_EMIT reactionToggled(index.data(TimelineModel::MessageIdRole).value<MessageId>(), emoji,
                           !button.lit);
}

QString TimelineView::toolTipOf(const QModelIndex &index, const Area &area) const
{
    switch (area.part) {
    case Part::Image: {
        const QString load = loadWords(messageAt(index), area);
        return load.isEmpty() ? area.text : load;
    }
    case Part::StopFetch:
        return tr("Stop fetching");
    case Part::CopyCode:
        return tr("Copy code");
    case Part::AddReaction:
        return tr("Add reaction");
    case Part::Reaction: {
        const Message message = messageAt(index);
        return area.index < message.reactions.size()
            ? reactionToolTip(message, message.reactions[area.index])
            : QString();
    }
    default: // the others tell what is cut
        return SelectingList::toolTipOf(index, area);
    }
}

} // namespace linnet::ui
