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
    void init() { m_stage = std::make_unique<SampleStage>(); }
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

private:
    // Brings it into view and gives the middle of one of its areas.
    [[nodiscard]] QPoint spot(const QString &sample, Part part, int index = -1);
    void click(const QPoint &at);

    std::unique_ptr<SampleStage> m_stage;
};

QPoint TimelineViewTest::spot(const QString &sample, Part part, int index)
{
    TimelineView &view = *m_stage->view;
    view.goTo(m_stage->indexOf(sample), 100);
    m_stage->settle();
    const Area *area = view.layoutOf(m_stage->indexOf(sample)).find(part, index);
    if (!area)
        return {-1, -1};
    return view.visualRect(m_stage->indexOf(sample)).topLeft() + area->rect.center().toPoint();
}

void TimelineViewTest::click(const QPoint &at)
{
    QTest::mouseMove(m_stage->view->viewport(), at);
    QTest::mouseClick(m_stage->view->viewport(), Qt::LeftButton, {}, at);
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
    row("undo", u"deletedundoable"_s, Part::Undo, SIGNAL(undoDeleteRequested(linnet::MessageId)));
    row("reply not sent", u"replynotsent"_s, Part::Replies,
        SIGNAL(threadRequested(linnet::ThreadId, linnet::MessageId)));
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
    const QModelIndex index = m_stage->indexOf(u"endless"_s);
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
    quote.message = m_stage->idOf(u"plain"_s);
    quote.text = u"Good morning!"_s;
    quoting.quote = quote;
    m_stage->add(u"quoting"_s, quoting);
    QSignalSpy spy(m_stage->view.get(), &TimelineView::messageRequested);
    click(spot(u"quoting"_s, Part::Quote));
    QCOMPARE(spy.size(), 0);
    QCOMPARE(m_stage->view->currentIndex(), m_stage->indexOf(u"plain"_s));
    QVERIFY(m_stage->view->viewport()->rect().intersects(
        m_stage->view->visualRect(m_stage->indexOf(u"plain"_s))));
}

void TimelineViewTest::peopleAreShown()
{
    TimelineView &view = *m_stage->view;
    QSignalSpy requested(&view, &TimelineView::personRequested);
    click(spot(u"mentions"_s, Part::Mention));
    QCOMPARE(requested.count(), 0); // nobody could show them
    view.setOffers({.people = true});
    const MessageLayout layout = view.layoutOf(m_stage->indexOf(u"mentions"_s));
    click(spot(u"mentions"_s, Part::Mention));
    QCOMPARE(requested.count(), 1);
    QCOMPARE(requested[0][0].value<UserId>(), layout.find(Part::Mention)->user);
    for (const Part part : {Part::Sender, Part::Avatar}) {
        click(spot(u"plain"_s, part));
        QCOMPARE(requested.takeLast()[0].value<UserId>(),
                 m_stage->view->layoutOf(m_stage->indexOf(u"plain"_s)).find(part)->user);
    }
    m_stage->select(u"mentions"_s);
    QTest::keyClick(&view, Qt::Key_P);
    const auto message
        = m_stage->indexOf(u"mentions"_s).data(TimelineModel::MessageRole).value<Message>();
    QCOMPARE(requested.takeLast()[0].value<UserId>(), message.sender);
    const auto menu = view.menuFor(m_stage->indexOf(u"mentions"_s));
    QVERIFY(entriesOf(*menu).contains(u"Who wrote this"_s));
    const QString mentioned = layout.find(Part::Mention)->text.trimmed();
    const QList<QAction *> actions = menu->actions();
    const auto sub = std::find_if(actions.begin(), actions.end(),
                                  [](const QAction *action) { return action->menu(); });
    QVERIFY(entriesOf(*(*sub)->menu()).contains(u"Who %1 is"_s.arg(mentioned)));
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
    view.goTo(m_stage->indexOf(u"bullets"_s), 50);
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
    view.goTo(m_stage->indexOf(u"long"_s), 200);
    m_stage->settle();
    const QRect row = view.visualRect(m_stage->indexOf(u"long"_s));
    QTest::mouseMove(view.viewport(), row.center());
    QSignalSpy spy(&view, &TimelineView::replyRequested);
    // From the right: more, copy, reply, add a reaction, three reactions.
    const QPoint more(view.viewport()->width() - 16 - 2 - 14,
                      row.top() + view.layoutOf(m_stage->indexOf(u"long"_s)).top + 4);
    const auto button = [&more](int fromRight) { return more - QPoint(28 * fromRight, 0); };
    click(button(2));
    QCOMPARE(spy.size(), 1);
    QCOMPARE(spy.at(0).at(1).value<MessageId>(), m_stage->idOf(u"long"_s));
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
    m_stage->select(u"plain"_s);
    QSignalSpy reactions(&view, &TimelineView::reactionToggled);
    QTest::keyClick(&view, Qt::Key_X);
    auto *picker = view.findChild<EmojiPicker *>();
    QVERIFY(picker && picker->isVisible());
    auto *search = picker->findChild<QLineEdit *>();
    QTest::keyClicks(search, u"rocket"_s);
    QTest::keyClick(search, Qt::Key_Return);
    QCOMPARE(reactions.size(), 1);
    QCOMPARE(reactions.at(0).at(0).value<MessageId>(), m_stage->idOf(u"plain"_s));
    QCOMPARE(reactions.at(0).at(1).value<Emoji>().unicode, u"🚀"_s);
    QVERIFY(reactions.at(0).at(2).toBool());
    // What was used is offered first from then on.
    QTRY_VERIFY(!view.findChild<EmojiPicker *>());
    m_stage->select(u"long"_s);
    QTest::mouseMove(view.viewport(), view.visualRect(m_stage->indexOf(u"long"_s)).center());
    click({view.viewport()->width() - 16 - 2 - 14 - 28 * 6,
           view.visualRect(m_stage->indexOf(u"long"_s)).top()
               + view.layoutOf(m_stage->indexOf(u"long"_s)).top + 4});
    QCOMPARE(reactions.size(), 2);
    QCOMPARE(reactions.at(1).at(1).value<Emoji>().unicode, u"🚀"_s);
}

// What the service answers is listed by emoji, with names; remote text stays text.
void TimelineViewTest::whoReacted()
{
    Answers answers;
    const MessageId id = m_stage->idOf(u"reactions"_s);
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
    const MessageLayout &layout = view.layoutOf(m_stage->indexOf(u"files"_s));
    int hit = -1;
    for (int i = 0; i < int(layout.areas.size()); ++i) {
        if (layout.areas[size_t(i)].part == Part::File && layout.areas[size_t(i)].index == 1)
            hit = i;
    }
    QVERIFY(hit >= 0);
    {
        const auto menu = view.menuFor(m_stage->indexOf(u"files"_s), hit);
        const QList<QAction *> actions = menu->actions();
        const auto save = std::find_if(actions.begin(), actions.end(), [](const QAction *action) {
            return action->text() == u"Save as…"_s;
        });
        QVERIFY(save != actions.end());
        (*save)->trigger();
    }
    QCOMPARE(saves.count(), 1);
    QCOMPARE(saves.at(0).at(0).value<MessageId>(), m_stage->idOf(u"files"_s));
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
    QCOMPARE(savesIn(m_stage->indexOf(u"files"_s)), 2);
    QCOMPARE(savesIn(m_stage->indexOf(u"uploading"_s)), 0);
    QCOMPARE(savesIn(m_stage->indexOf(u"plain"_s)), 0);
}

QTEST_MAIN(TimelineViewTest)
#include "tst_timelineview.moc"
