// SPDX-License-Identifier: GPL-3.0-or-later
#include "timelinefixture.h"

#include "ui/emoji/emojipicker.h"
#include "ui/text/plainlabel.h"
#include "ui/timeline/reactionsdialog.h"
#include "ui/timeline/reactors.h"
#include "ui/timeline/rowdelegate.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace linnet;
using namespace linnet::ui;
using namespace linnet::ui::test;
using items::TimelineModel;

namespace {

// Three people reacted to anything.
class Answers : public LookupPort
{
public:
    std::optional<Error> failure;
    int asked = 0;
    void people(const QString &, int, QObject *, Handler<QList<Person>>) override { }
    void customEmoji(QObject *, Handler<QList<CustomEmoji>>) override { }
    void messages(const MessageQuery &, const QString &, QObject *, Handler<MessageHits>) override
    {
    }
    void spaces(const QString &, QObject *, Handler<QList<Space>>) override { }
    void reactions(const MessageId &message, QObject *context,
                   Handler<QList<Reaction>> handler) override
    {
        ++asked;
        QList<Reaction> list;
        for (const auto &[user, emoji] :
             {std::pair(u"anna"_s, u"🎉"_s), std::pair(u"tomas"_s, u"👍"_s),
              std::pair(u"me"_s, u"🎉"_s)}) {
            Reaction reaction;
            reaction.message = message;
            reaction.user = person(user);
            reaction.emoji.unicode = emoji;
            list.append(reaction);
        }
        QMetaObject::invokeMethod(
            context,
            [handler, list, failure = failure] {
                if (failure)
                    handler(Failure(*failure));
                else
                    handler(list);
            },
            Qt::QueuedConnection);
    }
};

// More than any page, a message each so often.
QList<Message> longTalk(std::chrono::minutes often)
{
    QList<Message> messages;
    for (int i = 0; i < 3000; ++i) {
        messages.append(textMessage(i, u"Message %1"_s.arg(i)));
        messages.last().createTime = messages[0].createTime + i * often;
    }
    return messages;
}

} // namespace

// Pointer, keys and menus.
class TimelineViewTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_stage.reset(); }
    void everyTargetCanBeClicked_data();
    void everyTargetCanBeClicked();
    void linksLeaveThroughTheGate();
    void reactionsToggle();
    void showMoreShowsMore();
    void quotedMessageIsShown();
    void peopleAreShown();
    void farDaysAreJumpedTo();
    void farUnreadIsJumpedTo();
    void theNewestIsTheEndAgain();
    void nothingMovesUnderThePointer();
    void actionsUnderThePointer();
    void pickerReacts();
    void whoReacted();
    void reactorsAreNamed();
    void filesCanBeSaved();
    void offersOfTheWindow();
    void menus_data();
    void menus();
    void menuOfALink();
    void menuByKey();
    void whatCanBeClickedIsInTheMenu();
    void keys_data();
    void keys();
    void arrowsWalkThroughMessages();
    void tallMessageIsReadByPages();
    void typingGoesOn();
    void accessibleAsAList();
    void tabPutsTheKeyboardOnTheNewest();

private:
    [[nodiscard]] QModelIndex indexOf(const QString &sample) const
    {
        return m_stage->model.indexOf(m_ids.value(sample));
    }
    // Brings it into view and gives the middle of one of its areas.
    [[nodiscard]] QPoint spot(const QString &sample, Part part, int index = -1);
    void click(const QPoint &at);
    void select(const QString &sample);
    static QStringList entries(const QMenu &menu);

    std::unique_ptr<Stage> m_stage;
    QHash<QString, MessageId> m_ids;
};

void TimelineViewTest::init()
{
    m_stage = std::make_unique<Stage>();
    QList<Message> messages;
    for (const Sample &sample : everyKind()) {
        messages.append(sample.message);
        m_ids.insert(sample.name, sample.message.id);
    }
    m_stage->open(messages);
}

QPoint TimelineViewTest::spot(const QString &sample, Part part, int index)
{
    TimelineView &view = *m_stage->view;
    view.goTo(indexOf(sample), 100);
    m_stage->settle();
    const Area *area = view.layoutOf(indexOf(sample)).find(part, index);
    if (!area)
        return {-1, -1};
    return view.visualRect(indexOf(sample)).topLeft() + area->rect.center().toPoint();
}

void TimelineViewTest::click(const QPoint &at)
{
    QTest::mouseMove(m_stage->view->viewport(), at);
    QTest::mouseClick(m_stage->view->viewport(), Qt::LeftButton, {}, at);
}

void TimelineViewTest::select(const QString &sample)
{
    m_stage->view->goTo(indexOf(sample), 100);
    m_stage->view->setCurrentIndex(indexOf(sample));
    m_stage->view->setFocus();
    m_stage->settle();
}

QStringList TimelineViewTest::entries(const QMenu &menu)
{
    QStringList words;
    for (const QAction *action : menu.actions()) {
        if (!action->isSeparator() && !action->menu())
            words.append(action->text());
    }
    return words;
}

void TimelineViewTest::everyTargetCanBeClicked_data()
{
    QTest::addColumn<QString>("sample");
    QTest::addColumn<int>("part");
    QTest::addColumn<QByteArray>("signal");
    const auto row = [](const char *name, const QString &sample, Part part, const char *signal) {
        QTest::newRow(name) << sample << int(part) << QByteArray(signal);
    };
    row("replies", u"replies"_s, Part::Replies,
        SIGNAL(threadRequested(linnet::ThreadId, linnet::MessageId)));
    row("reaction", u"reactions"_s, Part::Reaction,
        SIGNAL(reactionToggled(linnet::MessageId, linnet::Emoji, bool)));
    row("retry", u"failed"_s, Part::Retry, SIGNAL(retryRequested(linnet::MessageId)));
    row("edit", u"failed"_s, Part::Edit, SIGNAL(editPendingRequested(linnet::MessageId)));
    row("delete", u"failed"_s, Part::Delete, SIGNAL(deletePendingRequested(linnet::MessageId)));
    row("quote", u"quoted"_s, Part::Quote, SIGNAL(messageRequested(linnet::MessageId)));
    row("file", u"files"_s, Part::File, SIGNAL(attachmentActivated(linnet::MessageId, int)));
    row("picture", u"picture"_s, Part::Image, SIGNAL(attachmentActivated(linnet::MessageId, int)));
}

void TimelineViewTest::everyTargetCanBeClicked()
{
    QFETCH(QString, sample);
    QFETCH(int, part);
    QFETCH(QByteArray, signal);
    QSignalSpy spy(m_stage->view.get(), signal.constData());
    QVERIFY(spy.isValid());
    const QPoint at = spot(sample, Part(part));
    QVERIFY(m_stage->view->viewport()->rect().contains(at));
    click(at);
    QCOMPARE(spy.size(), 1);
    // Pressed here, released elsewhere: nothing.
    QTest::mousePress(m_stage->view->viewport(), Qt::LeftButton, {}, at);
    QTest::mouseRelease(m_stage->view->viewport(), Qt::LeftButton, {}, {2, 2});
    QCOMPARE(spy.size(), 1);
}

void TimelineViewTest::linksLeaveThroughTheGate()
{
    click(spot(u"links"_s, Part::Link, 0));
    QCOMPARE(m_stage->openedLinks,
             QList<QUrl>{QUrl(u"https://example.com/drawings/bearing?rev=7"_s)});
}

void TimelineViewTest::reactionsToggle()
{
    QSignalSpy spy(m_stage->view.get(), &TimelineView::reactionToggled);
    click(spot(u"reactions"_s, Part::Reaction, 0));
    click(spot(u"reactions"_s, Part::Reaction, 1));
    QCOMPARE(spy.size(), 2);
    QCOMPARE(spy.at(0).at(1).value<Emoji>().unicode, u"👍"_s);
    QCOMPARE(spy.at(0).at(2).toBool(), true);
    QCOMPARE(spy.at(1).at(2).toBool(), false); // mine already: away with it
}

void TimelineViewTest::showMoreShowsMore()
{
    TimelineView &view = *m_stage->view;
    const QModelIndex index = indexOf(u"endless"_s);
    const int height = view.layoutOf(index).height;
    view.goTo(index, 400 - height);
    m_stage->settle();
    const Area *area = view.layoutOf(index).find(Part::ShowMore);
    QVERIFY(area);
    click(view.visualRect(index).topLeft() + area->rect.center().toPoint());
    m_stage->settle();
    QVERIFY(view.layoutOf(index).height > height);
    QVERIFY(!view.layoutOf(index).find(Part::ShowMore));
    QCOMPARE(view.visualRect(index).height(), view.layoutOf(index).height);
}

void TimelineViewTest::quotedMessageIsShown()
{
    Message quoting = textMessage(9000, u"See above"_s);
    Quote quote;
    quote.message = m_ids.value(u"plain"_s);
    quote.text = u"Good morning!"_s;
    quoting.quote = quote;
    m_ids.insert(u"quoting"_s, quoting.id);
    m_stage->apply({quoting});
    QSignalSpy spy(m_stage->view.get(), &TimelineView::messageRequested);
    click(spot(u"quoting"_s, Part::Quote));
    QCOMPARE(spy.size(), 0);
    QCOMPARE(m_stage->view->currentIndex(), indexOf(u"plain"_s));
    QVERIFY(m_stage->view->viewport()->rect().intersects(
        m_stage->view->visualRect(indexOf(u"plain"_s))));
}

void TimelineViewTest::peopleAreShown()
{
    TimelineView &view = *m_stage->view;
    QSignalSpy requested(&view, &TimelineView::personRequested);
    click(spot(u"mentions"_s, Part::Mention));
    QCOMPARE(requested.count(), 0); // nobody could show them
    view.setOffers({.people = true});
    const MessageLayout layout = view.layoutOf(indexOf(u"mentions"_s));
    click(spot(u"mentions"_s, Part::Mention));
    QCOMPARE(requested.count(), 1);
    QCOMPARE(requested[0][0].value<UserId>(), layout.find(Part::Mention)->user);
    for (const Part part : {Part::Sender, Part::Avatar}) {
        click(spot(u"plain"_s, part));
        QCOMPARE(requested.takeLast()[0].value<UserId>(),
                 m_stage->view->layoutOf(indexOf(u"plain"_s)).find(part)->user);
    }
    select(u"mentions"_s);
    QTest::keyClick(&view, Qt::Key_P);
    const auto message = indexOf(u"mentions"_s).data(TimelineModel::MessageRole).value<Message>();
    QCOMPARE(requested.takeLast()[0].value<UserId>(), message.sender);
    const auto menu = view.menuFor(indexOf(u"mentions"_s));
    QVERIFY(entries(*menu).contains(u"Who wrote this"_s));
    const QString mentioned = layout.find(Part::Mention)->text.trimmed();
    const QList<QAction *> actions = menu->actions();
    const auto sub = std::find_if(actions.begin(), actions.end(),
                                  [](const QAction *action) { return action->menu(); });
    QVERIFY(entries(*(*sub)->menu()).contains(u"Who %1 is"_s.arg(mentioned)));
}

// One request, however far back, and the reader stands where the day begins.
void TimelineViewTest::farDaysAreJumpedTo()
{
    Stage stage;
    const QList<Message> many = longTalk(std::chrono::hours(6));
    stage.open(many);
    const QDate day = many[400].createTime.toLocalTime().date();
    stage.view->jumpToDay(day);
    stage.settle();
    QCOMPARE(stage.port.jumps, 1);
    QCOMPARE(stage.port.olderRequests, 0);
    const QModelIndex index = stage.view->currentIndex();
    QCOMPARE(index.data(TimelineModel::DateRole).toDate(), day);
    QVERIFY(index.data(TimelineModel::DayStartRole).toBool());
    QVERIFY(stage.view->viewport()->rect().contains(stage.view->visualRect(index)));
    QVERIFY(!stage.model.atEnd());
    // A day that is at hand needs no request.
    stage.view->jumpToDay(day.addDays(1));
    stage.settle();
    QCOMPARE(stage.port.jumps, 1);
    QCOMPARE(stage.view->currentIndex().data(TimelineModel::DateRole).toDate(), day.addDays(1));
    // Later than all there is: the newest.
    stage.view->jumpToDay(many.last().createTime.toLocalTime().date().addDays(5));
    stage.settle();
    QCOMPARE(stage.view->currentIndex().data(TimelineModel::MessageIdRole).value<MessageId>(),
             many.last().id);
    // Where it cannot be had, the reader stays, and is told.
    stage.port.failure = Error{.kind = ErrorKind::Offline};
    QSignalSpy missed(stage.view.get(), &TimelineView::momentNotReached);
    const QModelIndex before = stage.view->currentIndex();
    const int place = stage.view->verticalScrollBar()->value();
    stage.view->jumpToDay(day);
    stage.settle();
    QCOMPARE(missed.size(), 1);
    QCOMPARE(stage.view->currentIndex(), before);
    QCOMPARE(stage.view->verticalScrollBar()->value(), place);
}

void TimelineViewTest::farUnreadIsJumpedTo()
{
    Stage stage;
    const QList<Message> many = longTalk(std::chrono::minutes(1));
    stage.open(many, many[500].createTime);
    QVERIFY(stage.model.newLineIsAbove());
    stage.view->jumpToFirstUnread();
    stage.settle();
    QCOMPARE(stage.port.jumps, 1);
    const QModelIndex index = stage.view->currentIndex();
    QCOMPARE(index.data(TimelineModel::MessageIdRole).value<MessageId>(), many[501].id);
    QVERIFY(index.data(TimelineModel::NewLineRole).toBool());
}

// However much was unread when it was opened.
void TimelineViewTest::theNewestIsTheEndAgain()
{
    Stage stage;
    const QList<Message> many = longTalk(std::chrono::hours(1));
    stage.open(many, many[2960].createTime);
    QVERIFY(!stage.view->isAtBottom());
    stage.view->jumpToDay(many[400].createTime.toLocalTime().date());
    stage.settle();
    QVERIFY(!stage.model.atEnd());
    stage.view->jumpToNewest();
    stage.settle();
    QVERIFY(stage.model.atEnd());
    QVERIFY(stage.view->isAtBottom());
}

void TimelineViewTest::nothingMovesUnderThePointer()
{
    TimelineView &view = *m_stage->view;
    view.goTo(indexOf(u"bullets"_s), 50);
    m_stage->settle();
    QList<QRect> before;
    for (int row = view.firstVisible().row(); row <= view.lastVisible().row(); ++row)
        before.append(view.visualRect(m_stage->model.index(row, 0)));
    const int first = view.firstVisible().row();
    for (int y = 5; y < view.viewport()->height(); y += 40) {
        QTest::mouseMove(view.viewport(), {300, y});
        m_stage->settle();
        for (int i = 0; i < before.size(); ++i)
            QCOMPARE(view.visualRect(m_stage->model.index(first + i, 0)), before[i]);
    }
    // A click on a row that is cut by the edge does not scroll either.
    const int value = view.verticalScrollBar()->value();
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, {300, 1});
    m_stage->settle();
    QCOMPARE(view.verticalScrollBar()->value(), value);
}

void TimelineViewTest::actionsUnderThePointer()
{
    TimelineView &view = *m_stage->view;
    view.goTo(indexOf(u"long"_s), 200);
    m_stage->settle();
    const QRect row = view.visualRect(indexOf(u"long"_s));
    QTest::mouseMove(view.viewport(), row.center());
    QSignalSpy spy(&view, &TimelineView::replyRequested);
    // From the right: more, copy, reply, add a reaction, three reactions.
    const QPoint more(view.viewport()->width() - 16 - 2 - 14,
                      row.top() + view.layoutOf(indexOf(u"long"_s)).top + 4);
    const auto button = [&more](int fromRight) { return more - QPoint(28 * fromRight, 0); };
    click(button(2));
    QCOMPARE(spy.size(), 1);
    QCOMPARE(spy.at(0).at(1).value<MessageId>(), m_ids.value(u"long"_s));
    QGuiApplication::clipboard()->clear();
    click(button(1));
    QVERIFY(QGuiApplication::clipboard()->text().startsWith(u"We looked at the bearing"_s));
    QSignalSpy reactions(&view, &TimelineView::reactionToggled);
    click(button(6));
    QCOMPARE(reactions.size(), 1);
    QCOMPARE(reactions.at(0).at(1).value<Emoji>().unicode, u"👍"_s);
    QVERIFY(reactions.at(0).at(2).toBool());
}

void TimelineViewTest::pickerReacts()
{
    TimelineView &view = *m_stage->view;
    select(u"plain"_s);
    QSignalSpy reactions(&view, &TimelineView::reactionToggled);
    QTest::keyClick(&view, Qt::Key_X);
    auto *picker = view.findChild<EmojiPicker *>();
    QVERIFY(picker && picker->isVisible());
    auto *search = picker->findChild<QLineEdit *>();
    QTest::keyClicks(search, u"rocket"_s);
    QTest::keyClick(search, Qt::Key_Return);
    QCOMPARE(reactions.size(), 1);
    QCOMPARE(reactions.at(0).at(0).value<MessageId>(), m_ids.value(u"plain"_s));
    QCOMPARE(reactions.at(0).at(1).value<Emoji>().unicode, u"🚀"_s);
    QVERIFY(reactions.at(0).at(2).toBool());
    // What was used is offered first from then on.
    QTRY_VERIFY(!view.findChild<EmojiPicker *>());
    select(u"long"_s);
    QTest::mouseMove(view.viewport(), view.visualRect(indexOf(u"long"_s)).center());
    click({view.viewport()->width() - 16 - 2 - 14 - 28 * 6,
           view.visualRect(indexOf(u"long"_s)).top() + view.layoutOf(indexOf(u"long"_s)).top + 4});
    QCOMPARE(reactions.size(), 2);
    QCOMPARE(reactions.at(1).at(1).value<Emoji>().unicode, u"🚀"_s);
}

// What the service answers is listed by emoji, with names; remote text stays text.
void TimelineViewTest::whoReacted()
{
    Answers answers;
    const MessageId id = m_ids.value(u"reactions"_s);
    ReactionsDialog dialog(m_stage->theme, answers, m_stage->users, id);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    auto *list = dialog.findChild<QListWidget *>();
    QTRY_COMPARE(list->count(), 3);
    QCOMPARE(list->item(0)->text(), u"🎉  Anna Berg"_s);
    QCOMPARE(list->item(1)->text(), u"🎉  You"_s);
    QCOMPARE(list->item(2)->text(), u"👍  Tomáš Dvořák"_s);
    answers.failure = Error();
    answers.failure->kind = ErrorKind::Offline;
    ReactionsDialog failing(m_stage->theme, answers, m_stage->users, id);
    failing.setAttribute(Qt::WA_DeleteOnClose, false);
    QTRY_VERIFY(
        failing.findChild<PlainLabel *>()->text().contains(u"offline"_s, Qt::CaseInsensitive));
}

void TimelineViewTest::reactorsAreNamed()
{
    Answers answers;
    Reactors reactors(answers);
    QSignalSpy answered(&reactors, &Reactors::answered);
    Message message = m_stage->model.index(1, 0).data(TimelineModel::MessageRole).value<Message>();
    Emoji party;
    party.unicode = u"🎉"_s;
    message.reactions = {{party, 2, true}};
    QVERIFY(reactors.of(message, party).isEmpty());
    QVERIFY(reactors.of(message, party).isEmpty());
    QTRY_COMPARE(answered.count(), 1);
    QCOMPARE(answers.asked, 1); // once, however often it is pointed at
    QCOMPARE(reactors.of(message, party), (QList<UserId>{person(u"anna"_s), person(u"me"_s)}));
    // Once somebody else reacts it is another question.
    message.reactions[0].count = 3;
    QVERIFY(reactors.of(message, party).isEmpty());
    QTRY_COMPARE(answered.count(), 2);
    answers.failure = Error();
    message.reactions[0].count = 4;
    QVERIFY(reactors.of(message, party).isEmpty());
    QTRY_COMPARE(answers.asked, 3);
    m_stage->settle();
    QCOMPARE(answered.count(), 2);
    // What failed is asked for again.
    answers.failure.reset();
    QVERIFY(reactors.of(message, party).isEmpty());
    QTRY_COMPARE(answered.count(), 3);
    QCOMPARE(reactors.of(message, party).size(), 2);
}

void TimelineViewTest::filesCanBeSaved()
{
    TimelineView &view = *m_stage->view;
    QSignalSpy saves(&view, &TimelineView::attachmentSaveRequested);
    const MessageLayout &layout = view.layoutOf(indexOf(u"files"_s));
    int hit = -1;
    for (int i = 0; i < int(layout.areas.size()); ++i) {
        if (layout.areas[size_t(i)].part == Part::File && layout.areas[size_t(i)].index == 1)
            hit = i;
    }
    QVERIFY(hit >= 0);
    {
        const auto menu = view.menuFor(indexOf(u"files"_s), hit);
        const QList<QAction *> actions = menu->actions();
        const auto save = std::find_if(actions.begin(), actions.end(), [](const QAction *action) {
            return action->text() == u"Save as…"_s;
        });
        QVERIFY(save != actions.end());
        (*save)->trigger();
    }
    QCOMPARE(saves.count(), 1);
    QCOMPARE(saves.at(0).at(0).value<MessageId>(), m_ids.value(u"files"_s));
    QCOMPARE(saves.at(0).at(1).toInt(), 1);
    // By keyboard too: of the two files, not of the document in Drive, nor of what is on its way.
    const auto savesIn = [&view](const QModelIndex &index) {
        const auto menu = view.menuFor(index);
        int count = 0;
        const QList<QMenu *> menus = menu->findChildren<QMenu *>();
        for (const QMenu *each : menus) {
            const QList<QAction *> actions = each->actions();
            count += int(std::count_if(actions.begin(), actions.end(), [](const QAction *action) {
                return action->text().startsWith(u"Save "_s);
            }));
        }
        return count;
    };
    QCOMPARE(savesIn(indexOf(u"files"_s)), 2);
    QCOMPARE(savesIn(indexOf(u"uploading"_s)), 0);
    QCOMPARE(savesIn(indexOf(u"plain"_s)), 0);
}

void TimelineViewTest::offersOfTheWindow()
{
    TimelineView &view = *m_stage->view;
    TimelineView::Offers offers;
    offers.quote = offers.forward = offers.edit = offers.pin = true;
    view.setOffers(offers);
    QStringList words = entries(*view.menuFor(indexOf(u"plain"_s)));
    QVERIFY(words.contains(u"Quote in reply"_s) && words.contains(u"Forward"_s));
    QVERIFY(words.contains(u"Pin for everybody"_s) && !words.contains(u"Edit"_s));
    words = entries(*view.menuFor(indexOf(u"emoji"_s)));
    QVERIFY(words.contains(u"Edit"_s)); // mine
    view.setPinned({m_ids.value(u"plain"_s)});
    QVERIFY(entries(*view.menuFor(indexOf(u"plain"_s))).contains(u"Unpin"_s));
    QVERIFY(!entries(*view.menuFor(indexOf(u"deleted"_s))).contains(u"Quote in reply"_s));
    QSignalSpy quoted(&view, &TimelineView::quoteRequested);
    select(u"plain"_s);
    QTest::keyClick(&view, Qt::Key_Q);
    QCOMPARE(quoted.size(), 1);
    QSignalSpy edited(&view, &TimelineView::editRequested);
    select(u"emoji"_s);
    QTest::keyClick(&view, Qt::Key_E);
    QCOMPARE(edited.size(), 1);
}

void TimelineViewTest::menus_data()
{
    QTest::addColumn<QString>("sample");
    QTest::addColumn<QStringList>("expected");
    const QString react = u"Add reaction"_s;
    const QString reply = u"Reply in thread"_s;
    const QString copy = u"Copy text"_s;
    const QString link = u"Copy link to message"_s;
    const QString unread = u"Mark unread from here"_s;
    QTest::newRow("other's") << u"plain"_s << QStringList{react, reply, copy, link, unread};
    QTest::newRow("mine") << u"emoji"_s
                          << QStringList{react, reply, copy, link, unread, u"Delete"_s};
    QTest::newRow("with replies") << u"replies"_s
                                  << QStringList{react, u"Open thread"_s, reply, copy, link,
                                                 unread};
    QTest::newRow("deleted") << u"deleted"_s << QStringList{reply, link, unread};
    QTest::newRow("failed") << u"failed"_s << QStringList{u"Retry"_s, u"Edit"_s, copy, u"Delete"_s};
    QTest::newRow("waiting") << u"waiting"_s << QStringList{u"Edit"_s, copy, u"Delete"_s};
    QTest::newRow("sending") << u"sending"_s << QStringList{copy};
}

void TimelineViewTest::menus()
{
    QFETCH(QString, sample);
    QFETCH(QStringList, expected);
    const auto menu = m_stage->view->menuFor(indexOf(sample));
    QVERIFY(menu);
    QCOMPARE(entries(*menu), expected);
    QVERIFY(!menu->actions().first()->isSeparator() || menu->actions().size() > 1);
    QVERIFY(!m_stage->view->menuFor(m_stage->model.index(0, 0)));
    m_stage->view->setInThread(true);
    QVERIFY(!entries(*m_stage->view->menuFor(indexOf(sample))).contains(u"Reply in thread"_s));
}

void TimelineViewTest::menuOfALink()
{
    const QModelIndex index = indexOf(u"links"_s);
    const MessageLayout &layout = m_stage->view->layoutOf(index);
    const int area = layout.areaAt(layout.find(Part::Link)->rect.center());
    const auto menu = m_stage->view->menuFor(index, area);
    QCOMPARE(entries(*menu).mid(0, 2), (QStringList{u"Open link"_s, u"Copy address"_s}));
    menu->actions().at(1)->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"https://example.com/drawings/bearing?rev=7"_s);
}

void TimelineViewTest::menuByKey()
{
    select(u"plain"_s);
    QContextMenuEvent event(QContextMenuEvent::Keyboard, {5, 5}, {5, 5});
    QCoreApplication::sendEvent(m_stage->view->viewport(), &event);
    auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
    QVERIFY(menu);
    QVERIFY(entries(*menu).contains(u"Copy text"_s));
    menu->close();
}

void TimelineViewTest::whatCanBeClickedIsInTheMenu()
{
    const auto targets = [this](const QString &sample) {
        const auto menu = m_stage->view->menuFor(indexOf(sample));
        for (const QAction *action : menu->actions()) {
            if (action->menu() && action->text() == u"In this message"_s)
                return entries(*action->menu());
        }
        return QStringList();
    };
    QCOMPARE(targets(u"codeblock"_s), QStringList{u"Copy code"_s});
    QCOMPARE(targets(u"plain"_s), QStringList());
    QCOMPARE(targets(u"links"_s).size(), 3);
    QCOMPARE(targets(u"links"_s).at(1), u"Open the plan for spring"_s);
    QCOMPARE(targets(u"quoted"_s), QStringList{u"Go to the quoted message"_s});
    QCOMPARE(targets(u"endless"_s), QStringList{u"Show more"_s});
    QCOMPARE(targets(u"files"_s).size(), 5); // each, and two can be saved
    QCOMPARE(targets(u"reactions"_s).mid(0, 2), (QStringList{u"React with 👍"_s, u"Take back 🎉"_s}));
    QSignalSpy spy(m_stage->view.get(), &TimelineView::reactionToggled);
    const auto menu = m_stage->view->menuFor(indexOf(u"reactions"_s));
    menu->actions().first()->menu()->actions().at(1)->trigger();
    QCOMPARE(spy.size(), 1);
    QCOMPARE(spy.at(0).at(2).toBool(), false);
}

void TimelineViewTest::keys_data()
{
    QTest::addColumn<QString>("sample");
    QTest::addColumn<int>("key");
    QTest::addColumn<QByteArray>("signal");
    const auto row = [](const char *name, const QString &sample, Qt::Key key, const char *signal) {
        QTest::newRow(name) << sample << int(key) << QByteArray(signal);
    };
    row("R", u"plain"_s, Qt::Key_R, SIGNAL(replyRequested(linnet::ThreadId, linnet::MessageId)));
    row("U", u"plain"_s, Qt::Key_U, SIGNAL(markUnreadRequested(linnet::MessageId)));
    row("Enter", u"replies"_s, Qt::Key_Return,
        SIGNAL(threadRequested(linnet::ThreadId, linnet::MessageId)));
    row("Enter without replies", u"plain"_s, Qt::Key_Enter,
        SIGNAL(threadRequested(linnet::ThreadId, linnet::MessageId)));
    row("Delete mine", u"emoji"_s, Qt::Key_Delete, SIGNAL(deleteRequested(linnet::MessageId)));
    row("Delete failed", u"failed"_s, Qt::Key_Delete,
        SIGNAL(deletePendingRequested(linnet::MessageId)));
    row("Edit failed", u"failed"_s, Qt::Key_E, SIGNAL(editPendingRequested(linnet::MessageId)));
}

void TimelineViewTest::keys()
{
    QFETCH(QString, sample);
    QFETCH(int, key);
    QFETCH(QByteArray, signal);
    select(sample);
    QSignalSpy spy(m_stage->view.get(), signal.constData());
    QTest::keyClick(m_stage->view.get(), Qt::Key(key));
    QCOMPARE(spy.size(), 1);
    // Not with a modifier: those are the window's.
    QTest::keyClick(m_stage->view.get(), Qt::Key(key), Qt::AltModifier);
    QCOMPARE(spy.size(), 1);
}

void TimelineViewTest::arrowsWalkThroughMessages()
{
    TimelineView &view = *m_stage->view;
    select(u"plain"_s);
    int row = view.currentIndex().row();
    for (int i = 0; i < 200 && row < m_stage->model.rowCount() - 1; ++i) {
        QTest::keyClick(&view, Qt::Key_Down);
        const QRect rect = view.visualRect(view.currentIndex());
        QVERIFY(rect.intersects(view.viewport()->rect()));
        QVERIFY(view.currentIndex().row() == row || view.currentIndex().row() == row + 1);
        row = view.currentIndex().row();
    }
    QCOMPARE(row, m_stage->model.rowCount() - 1);
    QTest::keyClick(&view, Qt::Key_Home);
    QCOMPARE(view.verticalScrollBar()->value(), 0);
    QTest::keyClick(&view, Qt::Key_End);
    QVERIFY(view.isAtBottom());
}

void TimelineViewTest::tallMessageIsReadByPages()
{
    TimelineView &view = *m_stage->view;
    select(u"endless"_s);
    view.goTo(indexOf(u"endless"_s), 0);
    QVERIFY(view.visualRect(view.currentIndex()).height() > view.viewport()->height());
    const int top = view.visualRect(view.currentIndex()).top();
    QTest::keyClick(&view, Qt::Key_Down);
    QCOMPARE(view.currentIndex(), indexOf(u"endless"_s));
    QVERIFY(view.visualRect(view.currentIndex()).top() < top);
}

void TimelineViewTest::typingGoesOn()
{
    select(u"plain"_s);
    QSignalSpy spy(m_stage->view.get(), &TimelineView::typed);
    QTest::keyClick(m_stage->view.get(), Qt::Key_H);
    QTest::keyClick(m_stage->view.get(), Qt::Key_C); // a key of the list
    QTest::keyClick(m_stage->view.get(), Qt::Key_K, Qt::ControlModifier);
    QCOMPARE(spy.size(), 1);
    QCOMPARE(spy.at(0).at(0).toString(), u"h"_s);
}

void TimelineViewTest::accessibleAsAList()
{
    QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(m_stage->view.get());
    QVERIFY(interface);
    QCOMPARE(interface->text(QAccessible::Name), u"Messages"_s);
    QVERIFY(interface->tableInterface());
    QCOMPARE(interface->tableInterface()->rowCount(), m_stage->model.rowCount());
    QVERIFY(interface->tableInterface()
                ->cellAt(1, 0)
                ->text(QAccessible::Name)
                .contains(u"Anna Berg"_s));
}

void TimelineViewTest::tabPutsTheKeyboardOnTheNewest()
{
    m_stage->view->setCurrentIndex({});
    m_stage->view->clearFocus();
    QFocusEvent focus(QEvent::FocusIn, Qt::TabFocusReason);
    QCoreApplication::sendEvent(m_stage->view.get(), &focus);
    QCOMPARE(m_stage->view->currentIndex().row(), m_stage->model.rowCount() - 1);
}

QTEST_MAIN(TimelineViewTest)
#include "tst_timelineview.moc"
