// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/timelinepane.h"

#include "models/domain/portslookup.h"
#include "models/domain/portsspaces.h"
#include "ui/composer/composer.h"
#include "ui/composer/composertools.h"
#include "ui/composer/suggestions.h"
#include "ui/emoji/emojishelf.h"
#include "ui/rooms/roomwords.h"
#include "ui/text/errorwords.h"
#include "ui/text/plainlabel.h"
#include "ui/theme/avatars.h"
#include "ui/theme/theme.h"
#include "ui/timeline/filewords.h"
#include "ui/timeline/timelinecontext.h"
#include "ui/timeline/timelineview.h"
#include "ui/widgets/emptystate.h"
#include "ui/window/dropoverlay.h"
#include "ui/window/paneheader.h"
#include "ui/window/services.h"

#include <QApplication>
#include <QKeyEvent>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using linnet::items::TimelineModel;

namespace linnet::ui {

namespace {
constexpr auto slowAfter = std::chrono::milliseconds(300);
constexpr int mostColleagues = 10; // of the directory, while a name is typed

// As a picture, also while it is on its way out.
bool isShown(const Message &message, const Attachment &attachment)
{
    return isPicture(attachment) || (message.isPending() && isOutgoingPicture(attachment));
}

} // namespace

TimelinePane::TimelinePane(const Services &services, Avatars &avatars, EmojiShelf &emoji, Kind kind,
                           QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_avatars(avatars)
    , m_emoji(emoji)
    , m_kind(kind)
    , m_model(services.timelines, services.users, services.clock)
{
    build();
    connectView();
    connectModel();
}

void TimelinePane::build()
{
    const Theme &theme = m_services.theme;
    m_header = new PaneHeader(theme, this);
    m_view = new TimelineView({.theme = theme,
                               .users = m_services.users,
                               .clock = m_services.clock,
                               .avatars = m_avatars,
                               .media = m_services.media,
                               .links = m_services.links,
                               .taste = &m_emoji.taste(),
                               .shelf = &m_emoji,
                               .lookup = m_services.lookup},
                              this);
    m_view->setModel(&m_model);
    m_empty = new EmptyState(theme, this);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_empty);
    m_sill = new QWidget(this);
    m_sill->setFixedHeight(metrics::unit);
    m_composer = new Composer(theme, m_services.messages, m_services.drafts, this);
    const items::UserTable &users = m_services.users;
    m_composer->setNames({[&users](const UserId &user) { return users.displayName(user); },
                          [this](const QString &emoji) { return m_emoji.nameOf(emoji); }});
    m_composer->tools().setShelf(&m_emoji);
    auto *suggestions = new Suggestions(users, m_services.spaces, m_composer);
    suggestions->setShelf(&m_emoji);
    suggestions->setPresent([this] { return presentPeople(); });
    if (m_services.lookup)
        suggestions->setDirectory([this](const QString &text, const auto &found) {
            m_services.lookup->people(text, mostColleagues, m_composer,
                                      [found](const Result<QList<Person>> &answer) {
                                          if (answer)
                                              found(*answer);
                                      });
        });
    if (m_services.rooms)
        suggestions->setMembers([this](const SpaceId &space, const auto &found) {
            m_services.rooms->members(
                space, m_composer, [found](const Result<QList<Member>> &answer) {
                    QList<UserId> people;
                    for (const Member &member : answer.value_or(QList<Member>())) {
                        if (!member.isGroup())
                            people.append(member.membership.user);
                    }
                    found(people);
                });
        });
    m_composer->setSuggestions(suggestions, [this](const User &user, int size) {
        return m_avatars.person(user, size, devicePixelRatioF());
    });
    if (m_kind == Kind::Thread)
        setAccessibleName(tr("Thread"));
    else
        setAccessibleName(tr("Conversation"));

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_stack, 1);
    column->addWidget(m_sill);
    column->addWidget(m_composer);
    const auto *drop = new DropOverlay(theme, *this, *m_stack, [this] { return dropWords(); });
    connect(drop, &DropOverlay::dropped, m_composer, &Composer::addFiles);
    m_slow.setSingleShot(true);
    m_slow.setInterval(slowAfter);
    connect(&m_slow, &QTimer::timeout, this, &TimelinePane::updateStack);
}

void TimelinePane::connectView()
{
    MessagePort &port = m_services.messages;
    connect(m_view, &TimelineView::threadRequested, this,
            [this](const ThreadId &thread) { Q_EMIT threadRequested(thread, false); });
    connect(m_view, &TimelineView::replyRequested, this,
            [this](const ThreadId &thread) { Q_EMIT threadRequested(thread, true); });
    connect(m_view, &TimelineView::markUnreadRequested, this, &TimelinePane::markUnreadRequested);
    connect(m_view, &TimelineView::reactionToggled, this,
            [&port](const MessageId &message, const Emoji &emoji, bool on) {
                port.setReaction(message, emoji, on);
            });
    connect(m_view, &TimelineView::retryRequested, this,
            [&port](const MessageId &message) { port.retry(message); });
    connect(m_view, &TimelineView::attachmentActivated, this, &TimelinePane::activate);
    connect(m_view, &TimelineView::attachmentSaveRequested, this, &TimelinePane::save);
    // It may be a reply, or stand outside of the thread: another pane's, then.
    connect(m_view, &TimelineView::messageRequested, this, &TimelinePane::placeRequested);
    connect(m_view, &TimelineView::typed, this, [this](const QString &text) {
        m_composer->focusEditor();
        if (QWidget *editor = QApplication::focusWidget();
            editor && m_composer->isAncestorOf(editor)) {
            QKeyEvent key(QEvent::KeyPress, 0, Qt::NoModifier, text);
            QCoreApplication::sendEvent(editor, &key);
        }
    });
    connect(m_view, &TimelineView::atBottomChanged, this, &TimelinePane::viewChanged);
    connect(m_view, &TimelineView::visibleRowsChanged, this, &TimelinePane::viewChanged);
    connect(m_composer, &Composer::sent, this,
            [this](const MessageId &, const TimelineScope &target) {
                if (target == scope()) // one may have gone elsewhere since Enter
                    m_view->jumpToNewest();
            });
    connect(m_empty, &EmptyState::actionClicked, this, [this] { m_model.requestOlder(); });
}

void TimelinePane::connectModel()
{
    connect(&m_model, &TimelineModel::opened, this, [this] {
        m_opened = true;
        m_slow.stop();
        updateStack();
    });
    // After the view has gone to where it opens.
    connect(&m_model, &TimelineModel::opened, this, &TimelinePane::seek, Qt::QueuedConnection);
    connect(&m_model, &TimelineModel::reached, this,
            [this](const TimelineSpot &spot, const MessageId &message) {
                if (spot.message != m_sought || m_sought.isEmpty())
                    return;
                m_sought = {};
                updateStack();
                m_view->showMessage(message);
            });
    connect(&m_model, &TimelineModel::notReached, this,
            [this](const TimelineSpot &spot, const Error &error) {
                if (spot.message == m_sought && !m_sought.isEmpty())
                    Q_EMIT notReached(std::exchange(m_sought, {}), error);
            });
    connect(&m_model, &TimelineModel::historyStateChanged, this, &TimelinePane::updateStack);
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, &TimelinePane::updateStack);
    connect(&m_model, &QAbstractItemModel::rowsRemoved, this, &TimelinePane::updateStack);
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, &TimelinePane::viewChanged,
            Qt::QueuedConnection); // after the view has laid them out
}

void TimelinePane::open(const TimelineScope &scope, const QString &name, Timestamp lastReadTime)
{
    m_opened = false;
    m_sought = {};
    m_slow.start();
    const Conversation *conversation = m_services.spaces.find(scope.space);
    // Where there are no threads the service would make a new message of the reply.
    const bool threads = !conversation || conversation->space.threading == ThreadingState::Threaded;
    m_view->setInThread(m_kind == Kind::Thread || !threads);
    m_model.open(scope, lastReadTime);
    const bool direct = conversation && conversation->space.type != SpaceType::Space;
    m_view->setDirect(direct);
    m_name = name;
    m_toThreads = m_kind == Kind::Thread || (threads && !direct);
    m_composer->setTarget(scope, name, m_toThreads);
    updateMayWrite();
    updateStack();
}

void TimelinePane::setName(const QString &name)
{
    if (!isOpen() || name == m_name)
        return;
    m_name = name;
    m_composer->setTarget(scope(), name, m_toThreads);
    updateMayWrite();
}

void TimelinePane::updateMayWrite()
{
    const Conversation *conversation = m_services.spaces.find(scope().space);
    m_composer->setDisabledReason(conversation
                                      ? whyNotWrite(conversation->space, conversation->ownRole,
                                                    m_name, m_kind == Kind::Thread)
                                      : QString());
}

void TimelinePane::close()
{
    m_slow.stop();
    m_model.close();
    m_composer->setTarget({}, {});
    updateMayWrite();
}

void TimelinePane::apply(const ChangeSet &changes)
{
    if (m_model.isOpen())
        m_model.apply(changes);
}

bool TimelinePane::showsNewest() const
{
    return isVisible() && m_stack->currentWidget() == m_view && m_model.atEnd()
        && m_view->isAtBottom();
}

// Where a file would go that is dropped here; empty: nowhere.
QString TimelinePane::dropWords() const
{
    if (!isOpen() || !m_composer->takesFiles())
        return {};
    return m_kind == Kind::Thread ? tr("Attach to the thread in %1").arg(m_name)
                                  : tr("Attach to %1").arg(m_name);
}

// Who wrote what is loaded, the last one first.
QList<UserId> TimelinePane::presentPeople() const
{
    constexpr int enough = 50;
    QList<UserId> people;
    for (int row = m_model.rowCount() - 1; row > 0 && people.size() < enough; --row) {
        const auto sender = m_model.index(row).data(TimelineModel::SenderRole).value<User>();
        if (!sender.id.isEmpty() && !people.contains(sender.id))
            people.append(sender.id);
    }
    return people;
}

void TimelinePane::updateStack()
{
    const bool messages = m_model.rowCount() > 1; // the first row is the history's
    if (messages || (!m_opened && m_slow.isActive())) {
        m_stack->setCurrentWidget(m_view);
        return;
    }
    m_empty->setAction({});
    m_empty->setProgress(0, -1);
    const items::HistoryState history = m_model.historyState();
    if (history == items::HistoryState::Failed) {
        const auto error
            = m_model.index(0).data(TimelineModel::HistoryErrorRole).value<linnet::Error>();
        const ErrorWords words = errorWords(error);
        m_empty->set(u"offline"_s, tr("Not on this computer yet"),
                     QString(words.headline + u". "_s + words.action));
        m_empty->setAction(tr("Try again"));
    } else if (!m_opened || history == items::HistoryState::Loading) {
        m_empty->set(u"clock"_s, tr("Fetching messages"), {});
        m_empty->setProgress(0, 0);
    } else if (m_kind == Kind::Thread) {
        m_empty->set(u"thread"_s, tr("This thread is empty"), tr("Write the first reply."));
    } else {
        m_empty->set(u"direct"_s, tr("No messages yet"), tr("Write the first one."));
    }
    m_stack->setCurrentWidget(m_empty);
}

void TimelinePane::activate(const MessageId &message, int attachment)
{
    const auto value = m_model.indexOf(message).data(TimelineModel::MessageRole).value<Message>();
    if (attachment < 0 || attachment >= value.attachments.size())
        return;
    const Attachment &activated = value.attachments.at(attachment);
    if (!isShown(value, activated)) {
        Q_EMIT attachmentActivated(activated);
        return;
    }
    const QList<Picture> all = pictures();
    const auto it = std::find_if(all.begin(), all.end(), [&](const Picture &picture) {
        return picture.message == message && picture.attachment == activated;
    });
    Q_EMIT pictureActivated(all, it - all.begin());
}

// Those of the loaded messages, in their order.
QList<Picture> TimelinePane::pictures() const
{
    QList<Picture> pictures;
    for (int row = 1; row < m_model.rowCount(); ++row) {
        const QModelIndex index = m_model.index(row);
        const auto message = index.data(TimelineModel::MessageRole).value<Message>();
        for (const Attachment &attachment : message.attachments) {
            if (isShown(message, attachment))
                pictures.append({.attachment = attachment,
                                 .message = message.id,
                                 .sender = index.data(TimelineModel::SenderNameRole).toString(),
                                 .time = message.createTime});
        }
    }
    return pictures;
}

void TimelinePane::save(const MessageId &message, int attachment)
{
    const auto value = m_model.indexOf(message).data(TimelineModel::MessageRole).value<Message>();
    if (attachment >= 0 && attachment < value.attachments.size())
        Q_EMIT attachmentSaveRequested(value.attachments.at(attachment));
}

void TimelinePane::goTo(const MessageId &message)
{
    if (spaceOf(message) != scope().space) {
        Q_EMIT placeRequested(message);
        return;
    }
    m_sought = message;
    seek();
}

void TimelinePane::seek()
{
    if (m_sought.isEmpty() || !m_opened)
        return;
    if (m_view->showMessage(m_sought))
        m_sought = {};
    else
        m_model.jumpTo({.message = m_sought});
}

} // namespace linnet::ui
