// SPDX-License-Identifier: GPL-3.0-or-later
// The menus of a TimelineView.
#include "ui/cards/cardlayout.h"
#include "ui/cards/cardmenu.h"
#include "ui/cards/cardrow.h"
#include "ui/text/plainlabel.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/timeline/earliertextdialog.h"
#include "ui/timeline/reactionsdialog.h"
#include "ui/timeline/timelineview.h"

#include <QCalendarWidget>
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QSet>
#include <QWidgetAction>

using namespace Qt::StringLiterals;

namespace linnet::ui {

using items::TimelineModel;

namespace {

QString shortened(const QString &text)
{
    constexpr int longest = 48;
    return text.size() > longest ? QString(text.left(longest) + u'…') : text;
}

// It lies with the service: not in Drive, not on its way there.
bool canSave(const Message &message, int attachment)
{
    return !message.isPending() && !message.isDeleted() && attachment >= 0
        && attachment < message.attachments.size()
        && !message.attachments[attachment].mediaName.isEmpty();
}

} // namespace

// What can be done with what is right under the pointer.
void TimelineView::addPointed(QMenu &menu, const QModelIndex &index, const Area &area)
{
    const Tokens &t = context().theme.tokens();
    const auto open
        = [this, index = QPersistentModelIndex(index), area] { areaActivated(index, area); };
    if (area.part == Part::Link) {
        if (withheldIn(messageAt(index), area))
            menu.addAction(icon(u"download"_s, t.muted), tr("Load"), this, open);
        else
            menu.addAction(icon(u"open-external"_s, t.muted), tr("Open link"), this, open);
        menu.addAction(icon(u"link"_s, t.muted), tr("Copy address"), this,
                       [area] { QGuiApplication::clipboard()->setText(area.address); });
    } else {
        const bool waits = withheldIn(messageAt(index), area).has_value();
        menu.addAction(icon(waits                          ? u"download"_s
                                : area.part == Part::Image ? u"image"_s
                                                           : u"open-external"_s,
                            t.muted),
                       waits ? tr("Load") : tr("Open"), this, open);
        if (canSave(messageAt(index), area.index))
            menu.addAction(icon(u"download"_s, t.muted), tr("Save as…"), this,
                           [this, id = messageAt(index).id, file = area.index] {
                               Q_EMIT attachmentSaveRequested(id, file);
                           });
    }
    menu.addSeparator();
}

// What is painted as something to click, as an entry: nobody needs a pointer for it.
void TimelineView::addTargets(QMenu &menu, const QModelIndex &index, int hit)
{
    const std::vector<Area> areas = layoutOf(index).areas;
    QMenu *targets = nullptr;
    QSet<std::pair<int, int>> seen; // a link has an area for each line it runs over
    for (size_t i = 0; i < areas.size(); ++i) {
        const Area &area = areas[i];
        const QString words = targetWords(area, index);
        const std::pair<int, int> key(int(area.part), area.index);
        const bool pointed = int(i) == hit
            && (area.part == Part::Link || area.part == Part::File || area.part == Part::Image);
        if (words.isEmpty() || (seen.contains(key) && !pointed))
            continue;
        seen.insert(key);
        if (pointed) {
            addPointed(menu, index, area);
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
    const Message message = messageAt(index);
    for (int i = 0; i < int(message.attachments.size()); ++i) {
        if (!canSave(message, i))
            continue;
        if (!targets)
            targets = new QMenu(tr("In this message"), &menu);
        targets->addAction(
            plainAction(tr("Save %1 as…").arg(shortened(message.attachments[i].contentName))), this,
            [this, id = message.id, i] { Q_EMIT attachmentSaveRequested(id, i); });
    }
    if (targets)
        menu.addMenu(targets);
}

QString TimelineView::targetWords(const Area &area, const QModelIndex &index)
{
    const Message message = messageAt(index);
    const QString name = shortened(area.text);
    switch (area.part) {
    case Part::Link:
    case Part::Image:
        if (QString load = loadWords(message, area); !load.isEmpty())
            return load;
        return tr("Open %1").arg(name);
    case Part::File:
        return tr("Open %1").arg(name);
    case Part::StopFetch:
        return tr("Stop fetching %1").arg(name);
    case Part::Quote:
        return tr("Go to the quoted message");
    case Part::ShowMore:
        return tr("Show more");
    case Part::CopyCode:
        return tr("Copy code");
    case Part::HistoryRetry:
        return tr("Retry");
    case Part::Reaction:
        return area.index < message.reactions.size() && message.reactions[area.index].mine
            ? tr("Take back %1").arg(name)
            : tr("React with %1").arg(name);
    case Part::Mention:
        return m_offers.people ? tr("Who %1 is").arg(name.trimmed()) : QString();
    case Part::Replies: // these are entries of the menu itself
    case Part::LoadPictures:
    case Part::AddReaction:
    case Part::Day:
    case Part::Emoji:
    case Part::Happening:
    case Part::Code:
    case Part::Retry:
    case Part::Edit:
    case Part::Delete:
    case Part::Undo:
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
    if (textSelection().rangeIn(index)) {
        QAction *plain = menu->addAction(icon(u"copy"_s, t.muted), tr("Copy selected text"), this,
                                         [this] { copySelection(false); });
        plain->setShortcut(QKeySequence::Copy);
        QAction *named = menu->addAction(tr("Copy with names and times"), this,
                                         [this] { copySelection(true); });
        named->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_C);
        for (QAction *each : {plain, named})
            each->setShortcutContext(Qt::WidgetShortcut); // shown only
        menu->addSeparator();
    }
    addTargets(*menu, index, area);
    addPictureEntries(*menu, index);
    if (context().lookup && !message.reactions.isEmpty() && !message.isPending())
        menu->addAction(icon(u"people"_s, t.muted), tr("Who reacted"), this,
                        [this, id = message.id] { showReactors(id); });
    if (!index.data(TimelineModel::EarlierTextRole).toString().isEmpty() && !message.isDeleted())
        menu->addAction(icon(u"clock"_s, t.muted), tr("What it said before"), this,
                        [this, row = QPersistentModelIndex(index)] { showEarlierText(row); });
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
    addJumps(*menu);
    return menu;
}

void TimelineView::showEarlierText(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    const Message message = messageAt(index);
    (new EarlierTextDialog(context().theme, index.data(TimelineModel::EarlierTextRole).toString(),
                           message.text, message.lastUpdateTime, window()))
        ->open();
}

void TimelineView::showReactors(const MessageId &message)
{
    (new ReactionsDialog(context().theme, *context().lookup, context().users, message, window()))
        ->open();
}

void TimelineView::addJumps(QMenu &menu)
{
    auto *jumps = new QMenu(tr("Jump to"), &menu);
    jumps->addAction(tr("Newest message"), this, &TimelineView::jumpToNewest);
    if (m_timeline->newLineIndex().isValid() || m_timeline->newLineIsAbove())
        jumps->addAction(tr("First unread message"), this, &TimelineView::jumpToFirstUnread);
    jumps->addAction(tr("Date…"), this, &TimelineView::chooseDay);
    menu.addSeparator();
    menu.addMenu(jumps);
}

void TimelineView::chooseDay()
{
    askForDay(viewport()->mapToGlobal(QPoint(64, 32)));
}

void TimelineView::askForDay(const QPoint &global)
{
    const QDate today = context().clock.now().toLocalTime().date();
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(u"dayMenu"_s);
    menu->addAction(tr("Today"), this, [this, today] { jumpToDay(today); });
    menu->addAction(tr("Yesterday"), this, [this, today] { jumpToDay(today.addDays(-1)); });
    menu->addAction(tr("A week ago"), this, [this, today] { jumpToDay(today.addDays(-7)); });
    menu->addAction(tr("A month ago"), this, [this, today] { jumpToDay(today.addMonths(-1)); });
    menu->addSeparator();
    auto *calendar = new QCalendarWidget(menu);
    calendar->setMaximumDate(today);
    calendar->setVerticalHeaderFormat(QCalendarWidget::NoVerticalHeader);
    calendar->setAccessibleName(tr("Day to jump to"));
    const auto choose = [this, menu](QDate day) {
        menu->close();
        jumpToDay(day);
    };
    connect(calendar, &QCalendarWidget::clicked, this, choose);
    connect(calendar, &QCalendarWidget::activated, this, choose);
    auto *entry = new QWidgetAction(menu);
    entry->setDefaultWidget(calendar);
    menu->addAction(entry);
    menu->popup(global);
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

} // namespace linnet::ui
