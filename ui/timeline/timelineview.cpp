// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timelineview.h"

#include "ui/cards/cardlayout.h"
#include "ui/cards/cardmenu.h"
#include "ui/cards/cardrow.h"
#include "ui/text/linkgate.h"
#include "ui/text/plainlabel.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/timeline/jumpbutton.h"
#include "ui/timeline/thumbnails.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QScrollBar>
#include <QSet>

using namespace Qt::StringLiterals;

namespace linnet::ui {

using items::TimelineModel;

TimelineView::TimelineView(const TimelineContext &context, QWidget *parent)
    : PointedList(context, parent)
    , m_jump(new JumpButton(context.theme, this))
{
    setAccessibleName(tr("Messages"));
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    m_jump->hide();
    connect(m_jump, &JumpButton::clicked, this, &TimelineView::jumpToNewest);

    m_after.setSingleShot(true);
    m_after.setInterval(0);
    connect(&m_after, &QTimer::timeout, this, &TimelineView::afterViewChange);
    connect(this, &AnchoredList::viewChanged, &m_after, qOverload<>(&QTimer::start));
}

TimelineView::~TimelineView() = default;

void TimelineView::setModel(QAbstractItemModel *model)
{
    if (m_timeline)
        disconnect(m_timeline, nullptr, this, nullptr);
    forgetPointer();
    m_timeline = qobject_cast<TimelineModel *>(model);
    PointedList::setModel(model);
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
    thumbnails().forgetFailures();
    jumpToUnread();
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
    for (int row = first; row <= last; ++row) {
        const MessageLayout &layout = layoutOf(m_timeline->index(row, 0));
        for (const Item &item : layout.items) {
            if (const auto *picture = std::get_if<PictureItem>(&item))
                thumbnails().want(picture->media, devicePixelRatioF());
        }
    }
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

void TimelineView::placeJumpButton()
{
    const QRect inside = viewport()->geometry();
    m_jump->move(inside.right() - m_jump->width() - metrics::group,
                 inside.bottom() - m_jump->height() - metrics::group);
    m_jump->raise();
}

void TimelineView::resizeEvent(QResizeEvent *event)
{
    PointedList::resizeEvent(event);
    placeJumpButton();
}

// ---- Actions

void TimelineView::areaActivated(const QModelIndex &index, const Area &area)
{
    const Message message = messageAt(index);
    switch (area.part) {
    case Part::Link:
        context().links.openExternal(area.address, area.text, window());
        return;
    case Part::Quote:
        if (message.quote && !showMessage(message.quote->message))
            Q_EMIT messageRequested(message.quote->message);
        return;
    case Part::Image:
    case Part::File:
        Q_EMIT attachmentActivated(message.id, area.index);
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
    case Part::HistoryRetry:
        if (m_timeline)
            m_timeline->requestOlder();
        return;
    case Part::None:
    case Part::Avatar:
    case Part::Sender:
    case Part::Time:
        return;
    case Part::Card:
        activateCard(message, index, area.index);
        return;
    }
}

// What a card offers that is no link.
void TimelineView::activateCard(const Message &message, const QModelIndex &index, int number)
{
    const CardControl *found = cardControl(layoutOf(index), number);
    if (!found)
        return;
    const CardControl control = *found; // what follows may lay out anew
    if (control.kind == CardControl::Kind::State) {
        applyCardStep(message.id, control.step);
        return;
    }
    QMenu *menu = cardMenu(control, context(), messageLink(message, m_direct), this);
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
    return actionsFor(messageAt(index), circumstances);
}

void TimelineView::actionActivated(const QModelIndex &index, MessageAction action)
{
    perform(action, messageAt(index));
}

void TimelineView::perform(MessageAction action, const Message &message)
{
    switch (action) {
    case MessageAction::ReplyInThread:
        Q_EMIT replyRequested(message.thread, message.id);
        return;
    case MessageAction::OpenThread:
        Q_EMIT threadRequested(message.thread, message.id);
        return;
    case MessageAction::CopyText:
        QGuiApplication::clipboard()->setText(message.text);
        return;
    case MessageAction::CopyLink:
        QGuiApplication::clipboard()->setText(messageLink(message, m_direct));
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
    }
}

// What is painted as something to click, as an entry: nobody needs a pointer for it.
void TimelineView::addTargets(QMenu &menu, const QModelIndex &index, int hit)
{
    const std::vector<Area> areas = layoutOf(index).areas;
    const Tokens &t = context().theme.tokens();
    QMenu *targets = nullptr;
    QSet<std::pair<int, int>> seen; // a link has an area for each line it runs over
    for (size_t i = 0; i < areas.size(); ++i) {
        const Area &area = areas[i];
        const QString words = targetWords(area, index);
        const std::pair<int, int> key(int(area.part), area.index);
        const bool pointed = int(i) == hit && area.part == Part::Link;
        if (words.isEmpty() || (seen.contains(key) && !pointed))
            continue;
        seen.insert(key);
        if (pointed) {
            menu.addAction(
                icon(u"open-external"_s, t.muted), tr("Open link"), this,
                [this, index = QPersistentModelIndex(index), area] { areaActivated(index, area); });
            menu.addAction(icon(u"link"_s, t.muted), tr("Copy address"), this,
                           [area] { QGuiApplication::clipboard()->setText(area.address); });
            menu.addSeparator();
            continue;
        }
        if (!targets)
            targets = new QMenu(tr("In this message"), &menu);
        targets->addAction(plainAction(words), this,
                           [this, index = QPersistentModelIndex(index), area] {
                               if (index.isValid())
                                   areaActivated(index, area);
                           });
    }
    if (targets)
        menu.addMenu(targets);
}

QString TimelineView::targetWords(const Area &area, const QModelIndex &index)
{
    const Message message = messageAt(index);
    constexpr int longest = 48;
    const QString name
        = area.text.size() > longest ? QString(area.text.left(longest) + u'…') : area.text;
    switch (area.part) {
    case Part::Link:
    case Part::Image:
    case Part::File:
        return tr("Open %1").arg(name);
    case Part::Quote:
        return tr("Go to the quoted message");
    case Part::ShowMore:
        return tr("Show more");
    case Part::HistoryRetry:
        return tr("Retry");
    case Part::Reaction:
        return area.index < message.reactions.size() && message.reactions[area.index].mine
            ? tr("Take back %1").arg(name)
            : tr("React with %1").arg(name);
    case Part::Replies: // these are entries of the menu itself
    case Part::Retry:
    case Part::Edit:
    case Part::Delete:
    case Part::None:
    case Part::Avatar:
    case Part::Sender:
    case Part::Time:
        return {};
    case Part::Card:
        if (const CardControl *control = cardControl(layoutOf(index), area.index))
            return cardControlWords(*control);
        return {};
    }
    return {};
}

std::unique_ptr<QMenu> TimelineView::menuFor(const QModelIndex &index, int area)
{
    auto menu = std::make_unique<QMenu>(this);
    const Tokens &t = context().theme.tokens();
    const Message message = messageAt(index);
    const QList<MessageAction> actions = actionsAt(index);
    addTargets(*menu, index, area);
    for (const MessageAction action : actions) {
        if (beginsGroup(action))
            menu->addSeparator();
        QAction *entry
            = menu->addAction(icon(actionIcon(action), t.muted), actionWords(action), this,
                              [this, action, message] { perform(action, message); });
        entry->setShortcut(actionKey(action)); // shown only: keyPressEvent() acts
        entry->setShortcutContext(Qt::WidgetShortcut);
    }
    if (menu->isEmpty())
        return nullptr;
    return menu;
}

void TimelineView::menuRequested(const QModelIndex &index, int area, const QPoint &global)
{
    std::unique_ptr<QMenu> menu = menuFor(index, area);
    if (!menu)
        return;
    QMenu *shown = menu.release();
    shown->setAttribute(Qt::WA_DeleteOnClose);
    shown->popup(global);
}

// ---- Keys

bool TimelineView::performKey(const QKeyEvent &event)
{
    const QModelIndex index = currentIndex();
    if (!index.isValid())
        return false;
    const int key = event.key() == Qt::Key_Enter ? int(Qt::Key_Return) : event.key();
    const auto modifiers = event.modifiers() & ~Qt::KeypadModifier;
    const Message message = messageAt(index);
    QList<MessageAction> actions = actionsAt(index);
    if (key == Qt::Key_Return && actions.contains(MessageAction::ReplyInThread)
        && !actions.contains(MessageAction::OpenThread))
        actions.append(MessageAction::OpenThread); // one without replies yet opens too
    if (modifiers == Qt::ControlModifier && key == Qt::Key_C
        && actions.contains(MessageAction::CopyText)) {
        perform(MessageAction::CopyText, message);
        return true;
    }
    if (modifiers != Qt::NoModifier)
        return false;
    for (const MessageAction action : std::as_const(actions)) {
        const QKeySequence wanted = actionKey(action);
        if (!wanted.isEmpty() && wanted == QKeySequence(key)) {
            perform(action, message);
            return true;
        }
    }
    return false;
}

// One message on; through one that is taller than the view by pages.
void TimelineView::moveCurrent(int step)
{
    const QModelIndex current = currentIndex();
    const QRect rect = current.isValid() ? visualRect(current) : QRect();
    const int height = viewport()->height();
    if (!current.isValid() || rect.bottom() < 0 || rect.top() > height) {
        setCurrentIndex(step > 0 ? firstVisible() : lastVisible());
    } else if (step > 0 && rect.bottom() > height) {
        verticalScrollBar()->setValue(verticalScrollBar()->value()
                                      + qMin(rect.bottom() - height + 1, height * 4 / 5));
        return;
    } else if (step < 0 && rect.top() < 0) {
        verticalScrollBar()->setValue(verticalScrollBar()->value()
                                      - qMin(-rect.top(), height * 4 / 5));
        return;
    } else {
        const QModelIndex next = model()->index(current.row() + step, 0);
        if (!next.isValid())
            return;
        setCurrentIndex(next);
    }
    reveal(currentIndex(), step > 0);
}

void TimelineView::keyPressEvent(QKeyEvent *event)
{
    if (!m_timeline || m_timeline->rowCount() == 0) {
        event->ignore();
        return;
    }
    setFocusVisible(true);
    QScrollBar *bar = verticalScrollBar();
    const bool plain = (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    if (plain && event->key() == Qt::Key_Up)
        moveCurrent(-1);
    else if (plain && event->key() == Qt::Key_Down)
        moveCurrent(1);
    else if (plain && event->key() == Qt::Key_PageUp)
        bar->triggerAction(QScrollBar::SliderPageStepSub);
    else if (plain && event->key() == Qt::Key_PageDown)
        bar->triggerAction(QScrollBar::SliderPageStepAdd);
    else if (plain && event->key() == Qt::Key_Home)
        bar->setValue(bar->minimum());
    else if (plain && event->key() == Qt::Key_End)
        jumpToNewest();
    else if (!performKey(*event)) {
        const QString text = event->text();
        const bool printable = !text.isEmpty() && text.at(0).isPrint() && text != u" "_s
            && !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
        if (!printable) {
            event->ignore(); // the window's keys
            return;
        }
        Q_EMIT typed(text);
    }
    event->accept();
}

void TimelineView::focusInEvent(QFocusEvent *event)
{
    // There is always something to act on, and it is in view: Qt would take the first row.
    if (!currentIndex().isValid() && lastVisible().isValid())
        setCurrentIndex(lastVisible());
    PointedList::focusInEvent(event);
    const bool byKey = event->reason() == Qt::TabFocusReason
        || event->reason() == Qt::BacktabFocusReason || event->reason() == Qt::ShortcutFocusReason;
    if (byKey)
        setFocusVisible(true);
}

} // namespace linnet::ui
