// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowstage.h"

#include "ui/composer/composer.h"
#include "ui/composer/composeredit.h"
#include "ui/composer/writingsettings.h"
#include "ui/conversations/conversationlist.h"
#include "ui/timeline/timelineview.h"
#include "ui/widgets/notice.h"
#include "ui/window/commands.h"
#include "ui/window/timelinepane.h"

#include <QAbstractButton>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace linnet;
using namespace linnet::ui;
using namespace linnet::ui::test;

class TestWindowMessages : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void failedTimelineOffersRetry();
    void slowTimelineSaysSo();
    void driveFilesOpenOnTheWeb();
    void deletionCanBeUndone();
    void deletionOfTheUnsentCanBeUndone();
    void whatHasRepliesIsAskedAbout();
    void refusedForItsRepliesSaysWhatToDo();
    void noticeCoversNothing_data();
    void noticeCoversNothing();
    void upEditsTheLastOwnMessage();
    void upTakesBackWhatIsOnItsWay();
    void aCancelledEditCanBeHadBack();
    void keysChooseTheQuote();
    void forwardAsksWhereTo();
    void writingKeysReachTheComposer();
    void pendingGoesBackToTheComposer();
    void takenBackQuotesWhatItsRowSays();
    void undoneSendGoesBackToWhereItWasWritten();
    void refusalElsewhereIsSaid();
    void refusedEditComesBack();
    void whoMayNotPostIsToldWhy();
};

void TestWindowMessages::failedTimelineOffersRetry()
{
    WindowStage stage;
    stage.timelines.failure = Error{.kind = ErrorKind::Offline};
    stage.open(u"launch"_s);
    QTRY_VERIFY(stage.noMessages().isVisible());
    QVERIFY(!stage.timeline().showsNewest());
    stage.timelines.failure.reset();
    Q_EMIT stage.noMessages().actionClicked();
    QTRY_VERIFY(stage.timeline().model().historyState() != items::HistoryState::Failed);
}

void TestWindowMessages::slowTimelineSaysSo()
{
    WindowStage stage;
    stage.timelines.hold = true;
    stage.open(u"launch"_s);
    QVERIFY(!stage.noMessages().isVisible()); // no flicker where the cache answers
    QTRY_VERIFY(stage.noMessages().isVisible());
}

void TestWindowMessages::driveFilesOpenOnTheWeb()
{
    WindowStage stage;
    stage.open(u"launch"_s);
    Attachment attachment;
    attachment.source = AttachmentSource::Drive;
    attachment.driveFileId = u"abc/../x y"_s;
    Q_EMIT stage.timeline().attachmentActivated(attachment);
    QCOMPARE(stage.opened.size(), 1);
    QCOMPARE(stage.opened.first().host(), u"drive.google.com"_s);
}

void TestWindowMessages::deletionCanBeUndone()
{
    WindowStage stage;
    stage.open(u"launch"_s);
    const MessageId message(u"spaces/launch/messages/m00180"_s);
    Q_EMIT stage.timeline().view().deleteRequested(message);
    QCOMPARE(stage.messages.calls, QStringList{u"remove spaces/launch/messages/m00180"_s});
    auto *notice = stage.window().findChild<Notice *>();
    QVERIFY(notice->isVisible());
    QVERIFY(notice->accessibleName().contains(u"deleted"_s));
    notice->findChild<QPushButton *>()->click();
    QCOMPARE(stage.messages.calls.last(), u"undoRemove spaces/launch/messages/m00180"_s);
    QVERIFY(!notice->isVisible());
    // By keys alone: one that does it, or the way there.
    stage.activate();
    Q_EMIT stage.timeline().view().deleteRequested(message);
    stage.run(CommandId::ActOnNotice);
    QCOMPARE(stage.messages.calls.count(u"undoRemove spaces/launch/messages/m00180"_s), 2);
    Q_EMIT stage.timeline().view().deleteRequested(message);
    QVERIFY(notice->accessibleName().contains(u"Undo"_s));
    stage.timeline().composer().focusEditor();
    for (int i = 0; i < 8 && !notice->isAncestorOf(stage.window().focusWidget()); ++i)
        stage.run(CommandId::NextRegion);
    QVERIFY(notice->isAncestorOf(stage.window().focusWidget()));
    stage.run(CommandId::Escape);
    QVERIFY(!notice->isVisible());
    QVERIFY(stage.timeline().composer().isAncestorOf(stage.window().focusWidget()));
    QCOMPARE(stage.messages.calls.count(u"undoRemove spaces/launch/messages/m00180"_s), 2);
}

void TestWindowMessages::deletionOfTheUnsentCanBeUndone()
{
    WindowStage stage;
    stage.open(u"launch"_s);
    const MessageId message(u"spaces/launch/messages/client-1"_s);
    Q_EMIT stage.timeline().view().deletePendingRequested(message);
    QCOMPARE(stage.messages.calls, QStringList{u"remove spaces/launch/messages/client-1"_s});
    auto *notice = stage.window().findChild<Notice *>();
    QVERIFY(notice->isVisible());
    QVERIFY(!notice->accessibleName().contains(u"everyone"_s));
    notice->findChild<QPushButton *>()->click();
    QCOMPARE(stage.messages.calls.last(), u"undoRemove spaces/launch/messages/client-1"_s);
    // Another notice took that one's place: the row still offers it.
    Q_EMIT stage.timeline().view().undoDeleteRequested(message);
    QCOMPARE(stage.messages.calls.count(u"undoRemove spaces/launch/messages/client-1"_s), 2);
}

void TestWindowMessages::whatHasRepliesIsAskedAbout()
{
    WindowStage stage;
    stage.open(u"launch"_s);
    const MessageId root(u"spaces/launch/messages/m00095"_s);
    for (const bool meant : {false, true}) {
        Q_EMIT stage.timeline().view().deleteRequested(root);
        QCOMPARE(stage.messages.calls, QStringList());
        const auto boxes = stage.window().findChildren<QMessageBox *>(u"repliesQuestion"_s);
        QVERIFY(!boxes.isEmpty());
        QMessageBox *box = boxes.last();
        QVERIFY2(box->text().contains(u"2 replies"_s), qPrintable(box->text()));
        press(box, meant ? QMessageBox::DestructiveRole : QMessageBox::RejectRole);
    }
    QCOMPARE(stage.messages.calls, QStringList{u"removeWithReplies "_s + root.name()});
    stage.window().findChild<Notice *>()->findChild<QPushButton *>()->click();
    QCOMPARE(stage.messages.calls.last(), u"undoRemove "_s + root.name());
}

void TestWindowMessages::refusedForItsRepliesSaysWhatToDo()
{
    WindowStage stage;
    stage.open(u"launch"_s);
    OutboxItem write;
    write.kind = OutboxKind::DeleteMessage;
    write.message = MessageId(u"spaces/launch/messages/m00180"_s);
    stage.window().showWriteRefused(write, Error{.kind = ErrorKind::FailedPrecondition});
    const auto *notice = stage.window().findChild<Notice *>();
    QVERIFY(notice->isVisible());
    QVERIFY2(notice->accessibleName().contains(u"Open its thread"_s),
             qPrintable(notice->accessibleName()));
}

void TestWindowMessages::noticeCoversNothing_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("wide") << QSize(1280, 800);
    QTest::newRow("narrow") << QSize(420, 800);
}

void TestWindowMessages::noticeCoversNothing()
{
    QFETCH(const QSize, size);
    WindowStage stage;
    stage.window().resize(size);
    stage.open(u"launch"_s);
    TimelinePane &pane = stage.timeline();
    auto *notice = stage.window().findChild<Notice *>();
    const auto placed = [&stage](const QWidget &widget) {
        return QRect(widget.mapTo(&stage.window(), QPoint()), widget.size());
    };
    const QRect messages = placed(pane.view());
    const auto newest = [&] {
        const QModelIndex last = pane.model().index(pane.model().rowCount() - 1);
        return pane.view().visualRect(last).translated(placed(*pane.view().viewport()).topLeft());
    };
    Q_EMIT pane.view().deleteRequested(MessageId(u"spaces/launch/messages/m00180"_s));
    QVERIFY(notice->isVisible());
    QTRY_VERIFY(!placed(*notice).intersects(placed(pane.view())));
    QVERIFY(!placed(*notice).intersects(placed(pane.composer())));
    QVERIFY(placed(pane).contains(placed(*notice)));
    QTRY_VERIFY(newest().bottom() <= placed(*notice).top()); // the last one stays in view
    QVERIFY(notice->actNow());
    QTRY_COMPARE(placed(pane.view()), messages);
}

void TestWindowMessages::upEditsTheLastOwnMessage()
{
    WindowStage stage;
    stage.open(u"launch"_s);
    Composer &composer = stage.timeline().composer();
    QTest::keyClick(&composer.editor(), Qt::Key_Up);
    QVERIFY(composer.isEditing());
    QCOMPARE(composer.text(), u"I can bring the long ladder on Friday."_s);
    QTest::keyClicks(&composer.editor(), u" Early."_s);
    QTest::keyClick(&composer.editor(), Qt::Key_Return);
    QCOMPARE(stage.messages.calls, QStringList{u"edit spaces/launch/messages/m00180"_s});
    QVERIFY(!composer.isEditing());
    QCOMPARE(composer.text(), QString());
    // Escape leaves the edit first.
    QTest::keyClick(&composer.editor(), Qt::Key_Up);
    QVERIFY(composer.isEditing());
    composer.focusEditor();
    const auto read = stage.timelines.read.size();
    stage.run(CommandId::Escape);
    QVERIFY(!composer.isEditing());
    QCOMPARE(stage.timelines.read.size(), read);
}

void TestWindowMessages::upTakesBackWhatIsOnItsWay()
{
    WindowStage stage;
    Message pending = note(u"launch"_s, u"me"_s, 420, u"Yes, the 20th."_s);
    pending.id = MessageId(u"spaces/launch/messages/client-1"_s);
    pending.sendState = SendState::Queued;
    pending.outboxSequence = 1;
    stage.timelines.messages << pending;
    stage.open(u"launch"_s);
    Composer &composer = stage.timeline().composer();
    QTest::keyClick(&composer.editor(), Qt::Key_Up);
    QCOMPARE(stage.messages.calls, QStringList{u"takeBack spaces/launch/messages/client-1"_s});
    QTRY_COMPARE(composer.text(), u"taken back"_s);
    QVERIFY(!composer.isEditing());
}

void TestWindowMessages::aCancelledEditCanBeHadBack()
{
    WindowStage stage;
    stage.activate();
    stage.open(u"launch"_s);
    const auto *notice = stage.window().findChild<Notice *>();
    Composer &composer = stage.timeline().composer();
    const auto cancel = [&] {
        composer.focusEditor();
        QTest::keyClick(&composer.editor(), Qt::Key_Escape);
    };
    QTest::keyClick(&composer.editor(), Qt::Key_Up);
    cancel();
    QVERIFY(!composer.isEditing() && !notice->isVisible()); // nothing is lost by it
    QTest::keyClick(&composer.editor(), Qt::Key_Up);
    QTest::keyClicks(&composer.editor(), u" Early."_s);
    cancel();
    QVERIFY(!composer.isEditing());
    QCOMPARE(composer.text(), QString());
    QVERIFY(notice->isVisible());
    QTest::keyClicks(&composer.editor(), u"new"_s);
    stage.run(CommandId::ActOnNotice);
    QVERIFY(composer.isEditing());
    QCOMPARE(composer.text(), u"I can bring the long ladder on Friday. Early."_s);
    cancel();
    QCOMPARE(composer.text(), u"new"_s); // that is not lost either
    // Elsewhere by then: it waits where it was begun.
    stage.open(u"design"_s);
    stage.run(CommandId::ActOnNotice);
    QTRY_COMPARE(stage.messages.written.value({spaceId(u"launch"_s), {}}).beside.edited,
                 u"I can bring the long ladder on Friday. Early."_s);
    QVERIFY(!composer.isEditing());
    stage.open(u"launch"_s);
    QTRY_VERIFY(composer.isEditing());
}

void TestWindowMessages::keysChooseTheQuote()
{
    WindowStage stage;
    stage.open(u"launch"_s);
    Composer &composer = stage.timeline().composer();
    const auto press
        = [&](Qt::Key key) { QTest::keyClick(&composer.editor(), key, Qt::ControlModifier); };
    press(Qt::Key_Up);
    QVERIFY(composer.quoted());
    QCOMPARE(composer.quoted()->reference.message, MessageId(u"spaces/launch/messages/m00409"_s));
    QCOMPARE(composer.quoted()->sender, u"Anna Berg"_s);
    press(Qt::Key_Up);
    QCOMPARE(composer.quoted()->reference.message, MessageId(u"spaces/launch/messages/m00400"_s));
    QTest::keyClicks(&composer.editor(), u"yes"_s);
    QTest::keyClick(&composer.editor(), Qt::Key_Return);
    QCOMPARE(stage.messages.outgoing.last().quote->message,
             MessageId(u"spaces/launch/messages/m00400"_s));
    // Never edited: its createTime, exactly.
    QCOMPARE(stage.messages.outgoing.last().quote->lastUpdateTime,
             Timestamp::fromString(u"2026-03-12T14:40:00Z"));
    stage.settle();
    press(Qt::Key_Up);
    press(Qt::Key_Down);
    QVERIFY(!composer.quoted());
    Q_EMIT stage.timeline().view().quoteRequested(MessageId(u"spaces/launch/messages/m00020"_s));
    QVERIFY(composer.quoted());
}

void TestWindowMessages::forwardAsksWhereTo()
{
    WindowStage stage;
    stage.open(u"launch"_s);
    Q_EMIT stage.timeline().view().forwardRequested(MessageId(u"spaces/launch/messages/m00400"_s));
    auto *dialog = stage.window().findChild<QDialog *>(u"forwardDialog"_s);
    QVERIFY(dialog);
    const auto fields = dialog->findChildren<QLineEdit *>();
    // Choosing by click or Enter only leads on.
    auto *list = dialog->findChild<ConversationList *>();
    const QRect row = list->visualRect(list->model()->index(1, 0));
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, row.center());
    QVERIFY(dialog->isVisible() && stage.messages.calls.isEmpty());
    QCOMPARE(list->selectionModel()->selectedIndexes(),
             QModelIndexList{list->model()->index(1, 0)});
    QCOMPARE(dialog->focusWidget(), fields.at(1));
    fields.at(0)->setFocus();
    fields.at(0)->setText(u"design"_s);
    QTest::keyClick(fields.at(0), Qt::Key_Return);
    QVERIFY(dialog->isVisible() && stage.messages.calls.isEmpty());
    QCOMPARE(dialog->focusWidget(), fields.at(1));
    fields.at(1)->setText(u"see below"_s);
    auto *buttons = dialog->findChild<QDialogButtonBox *>();
    for (QAbstractButton *button : buttons->buttons()) {
        if (buttons->buttonRole(button) == QDialogButtonBox::AcceptRole)
            button->click();
    }
    QCOMPARE(stage.messages.calls, QStringList{u"send spaces/design : see below"_s});
    QCOMPARE(stage.messages.outgoing.last().quote->type, QuoteType::Forward);
    QTRY_VERIFY(stage.window().findChild<Notice *>()->isVisible());
}

void TestWindowMessages::writingKeysReachTheComposer()
{
    WindowStage stage;
    stage.activate();
    stage.open(u"launch"_s);
    Composer &composer = stage.timeline().composer();
    composer.focusEditor();
    QTest::keyClick(&composer.editor(), Qt::Key_B, Qt::ControlModifier);
    QTest::keyClicks(&composer.editor(), u"loud"_s);
    QCOMPARE(composer.text(), u"*loud*"_s);
    // The composer of the thread has its own.
    stage.window().openThread(bannerThread);
    stage.settle();
    Composer &reply = stage.thread().composer();
    reply.focusEditor();
    stage.run(CommandId::Italic);
    QTest::keyClicks(&reply.editor(), u"soft"_s);
    QCOMPARE(reply.text(), u"_soft_"_s);
    QCOMPARE(composer.text(), u"*loud*"_s);
}

void TestWindowMessages::pendingGoesBackToTheComposer()
{
    WindowStage stage;
    stage.open(u"launch"_s);
    Q_EMIT stage.timeline().view().editPendingRequested(
        MessageId(u"spaces/launch/messages/client-1"_s));
    QTRY_COMPARE(stage.timeline().composer().text(), u"taken back"_s);
}

void TestWindowMessages::takenBackQuotesWhatItsRowSays()
{
    WindowStage stage;
    Message pending = note(u"launch"_s, u"me"_s, 420, u"Yes, the 20th."_s);
    pending.id = MessageId(u"spaces/launch/messages/client-1"_s);
    pending.sendState = SendState::Failed;
    pending.outboxSequence = 1;
    Quote quote;
    quote.message = MessageId(u"spaces/launch/messages/m00400"_s);
    quote.sender = userId(u"ines"_s);
    quote.text = u"Perfect. Shall we say the 20th, then?"_s;
    pending.quote = quote;
    stage.timelines.messages << pending;
    stage.messages.takenBack.text = pending.text;
    stage.messages.takenBack.quote = QuoteReference{quote.message, {}, QuoteType::Reply};
    stage.open(u"launch"_s);
    Q_EMIT stage.timeline().view().editPendingRequested(pending.id);
    const Composer &composer = stage.timeline().composer();
    QTRY_VERIFY(composer.quoted());
    QCOMPARE(composer.quoted()->reference, *stage.messages.takenBack.quote);
    QCOMPARE(composer.quoted()->sender, u"Inês Carvalho"_s);
    QCOMPARE(composer.quoted()->text, quote.text);
}

void TestWindowMessages::undoneSendGoesBackToWhereItWasWritten()
{
    WindowStage stage;
    stage.window().findChild<WritingSettings *>()->setSendDelay(std::chrono::seconds(20));
    stage.open(u"launch"_s);
    Composer &composer = stage.timeline().composer();
    QTest::keyClicks(&composer.editor(), u"hello"_s);
    QTest::keyClick(&composer.editor(), Qt::Key_Return);
    stage.settle();
    stage.open(u"design"_s);
    stage.run(CommandId::ActOnNotice);
    QTRY_COMPARE(stage.messages.written.value({spaceId(u"launch"_s), {}}).text, u"taken back"_s);
    QCOMPARE(composer.text(), QString());
    // From a thread that was closed meanwhile.
    stage.window().openThread(bannerThread);
    stage.settle();
    Composer &reply = stage.thread().composer();
    reply.focusEditor();
    QTest::keyClicks(&reply.editor(), u"hello"_s);
    QTest::keyClick(&reply.editor(), Qt::Key_Return);
    stage.settle();
    stage.run(CommandId::Escape);
    QVERIFY(stage.window().currentThread().isEmpty());
    stage.run(CommandId::ActOnNotice);
    QTRY_COMPARE(stage.messages.written.value(bannerThread).text, u"taken back"_s);
    QCOMPARE(composer.text(), u"taken back"_s); // its own, from before
}

void TestWindowMessages::refusalElsewhereIsSaid()
{
    WindowStage stage;
    stage.open(u"launch"_s);
    Composer &composer = stage.timeline().composer();
    QTest::keyClicks(&composer.editor(), u"hello"_s);
    stage.messages.refusal = Error{.kind = ErrorKind::StorageFull};
    QTest::keyClick(&composer.editor(), Qt::Key_Return);
    stage.window().openSpace(spaceId(u"design"_s)); // before the answer
    auto *notice = stage.window().findChild<Notice *>();
    QTRY_VERIFY(notice->isVisible());
    QVERIFY(notice->accessibleName().startsWith(u"Not sent to Spring launch."_s));
    QVERIFY(notice->accessibleName().contains(u"Open"_s));
    QVERIFY(notice->actNow());
    QCOMPARE(stage.window().currentSpace(), spaceId(u"launch"_s));
    QTRY_COMPARE(composer.text(), u"hello"_s);
}

void TestWindowMessages::refusedEditComesBack()
{
    WindowStage stage;
    stage.open(u"launch"_s);
    OutboxItem edit;
    edit.kind = OutboxKind::UpdateMessage;
    edit.space = spaceId(u"launch"_s);
    edit.message = MessageId(u"spaces/launch/messages/m00180"_s);
    edit.text = u"mine now"_s;
    const Error refusal{.kind = ErrorKind::PermissionDenied};
    stage.window().showWriteRefused(edit, refusal);
    QVERIFY(stage.timeline().composer().isEditing());
    QCOMPARE(stage.timeline().composer().text(), u"mine now"_s);
    QVERIFY(stage.window().findChild<Notice *>()->isVisible());
    // Of a reply: where the thread is open.
    stage.window().openThread(bannerThread);
    stage.settle();
    edit.message = MessageId(u"spaces/launch/messages/m00104"_s);
    stage.window().showWriteRefused(edit, refusal);
    QVERIFY(stage.thread().composer().isEditing());
    // Of a conversation that is not open: to its draft.
    edit.space = spaceId(u"anna"_s);
    edit.message = MessageId(u"spaces/anna/messages/m00416"_s);
    stage.window().showWriteRefused(edit, refusal);
    QTRY_COMPARE(stage.messages.written.value({spaceId(u"anna"_s), {}}).beside.edited,
                 u"mine now"_s);
}

void TestWindowMessages::whoMayNotPostIsToldWhy()
{
    WindowStage stage;
    const auto become = [&stage](std::optional<MembershipRole> role, PermissionLevel reply) {
        stage.change(u"launch"_s, [&](Conversation &conversation) {
            conversation.ownRole = role;
            conversation.space.permissions = SpacePermissions{
                .postMessages = PermissionLevel::Managers, .replyMessages = reply};
        });
        stage.settle();
    };
    become(MembershipRole::Member, PermissionLevel::Everyone);
    stage.window().openThread(bannerThread);
    stage.settle();
    const ComposerEdit &field = stage.timeline().composer().editor();
    const ComposerEdit &reply = stage.thread().composer().editor();
    const QString name = stage.spaces.titleOf(*stage.spaces.find(spaceId(u"launch"_s)));
    QVERIFY(field.isReadOnly());
    QCOMPARE(field.accessibleDescription(),
             QString(u"Only owners and managers can post in "_s + name + u'.'));
    QVERIFY(!reply.isReadOnly());
    // As it changes.
    become(MembershipRole::Member, PermissionLevel::Owners);
    QVERIFY(reply.isReadOnly());
    QCOMPARE(reply.accessibleDescription(), QString(u"Only owners can reply in "_s + name + u'.'));
    become(MembershipRole::Manager, PermissionLevel::Owners);
    QVERIFY(!field.isReadOnly());
    QVERIFY(reply.isReadOnly());
    become(std::nullopt, PermissionLevel::Owners); // to be tried
    QVERIFY(!field.isReadOnly() && !reply.isReadOnly());
    // Elsewhere one may.
    become(MembershipRole::Member, PermissionLevel::Everyone);
    stage.open(u"anna"_s);
    QVERIFY(!field.isReadOnly());
}

QTEST_MAIN(TestWindowMessages)
#include "tst_windowmessages.moc"
