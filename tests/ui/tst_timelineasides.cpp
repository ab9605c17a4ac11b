// SPDX-License-Identifier: GPL-3.0-or-later
#include "timelinefixture.h"
#include "ui/timeline/earliertextdialog.h"
#include "ui/timeline/jumpnotice.h"

#include <QMenu>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace linnet;
using namespace linnet::ui;
using namespace linnet::ui::test;
using items::TimelineModel;

// What stands beside the messages: a word while one waits, and what one said before.
class TimelineAsidesTest : public QObject
{
    Q_OBJECT

private:
    // Over two years, four a day.
    static QList<Message> longTalk()
    {
        QList<Message> many;
        for (int i = 0; i < 3000; ++i) {
            many.append(textMessage(i, u"Message %1"_s.arg(i)));
            many.last().createTime = many[0].createTime + i * 6h;
        }
        return many;
    }
    static QAction *entry(const QMenu &menu, const QString &words)
    {
        const QList<QAction *> actions = menu.actions();
        for (QAction *action : actions) {
            if (action->text() == words)
                return action;
        }
        return nullptr;
    }

private Q_SLOTS:
    void aLongJumpSaysSo()
    {
        Stage stage;
        const QList<Message> many = longTalk();
        stage.open(many);
        auto *notice = stage.view->findChild<JumpNotice *>();
        QVERIFY(notice && !notice->isVisible());
        stage.port.holdJumps = true;
        stage.view->jumpToDay(many[400].createTime.toLocalTime().date());
        QVERIFY(stage.model.isJumping());
        QVERIFY(!notice->isVisible()); // most are quicker than that
        QTRY_VERIFY(notice->isVisible());
        QVERIFY(!notice->accessibleName().isEmpty());
        QVERIFY(stage.view->rect().contains(notice->geometry()));
        stage.resize(300, 500);
        QVERIFY(stage.view->rect().contains(notice->geometry()));
        stage.port.releaseJump();
        QTRY_VERIFY(!notice->isVisible());
        QVERIFY(!stage.model.isJumping());
    }

    // Nothing is waited for in another conversation, nor after a failure.
    void whatEndsTheWait_data()
    {
        QTest::addColumn<bool>("fails");
        QTest::newRow("another conversation") << false;
        QTest::newRow("a failure") << true;
    }
    void whatEndsTheWait()
    {
        QFETCH(bool, fails);
        Stage stage;
        const QList<Message> many = longTalk();
        stage.open(many);
        auto *notice = stage.view->findChild<JumpNotice *>();
        stage.port.holdJumps = true;
        stage.view->jumpToDay(many[400].createTime.toLocalTime().date());
        QTRY_VERIFY(notice->isVisible());
        if (fails) {
            stage.port.failure = Error{.kind = ErrorKind::Offline};
            stage.port.releaseJump();
        } else {
            stage.model.open({SpaceId(u"spaces/BBB"_s), {}}, {});
        }
        QTRY_VERIFY(!notice->isVisible());
        QVERIFY(!stage.model.isJumping());
    }

    // The tooltip of "edited" is for the pointer; its menu entry for everybody.
    void whatItSaidBefore()
    {
        Stage stage;
        Message edited = textMessage(1, u"We meet at eleven"_s);
        edited.lastUpdateTime = edited.createTime + 60s;
        edited.earlierText = u"We meet at <b>ten</b>"_s;
        stage.open({textMessage(0, u"Hello"_s), edited});
        const QString words = u"What it said before"_s;
        QVERIFY(!entry(*stage.view->menuFor(stage.model.index(1, 0)), words));
        const auto menu = stage.view->menuFor(stage.model.index(2, 0));
        QAction *action = entry(*menu, words);
        QVERIFY(action);
        action->trigger();
        auto *dialog = stage.view->findChild<EarlierTextDialog *>();
        QVERIFY(dialog && dialog->isVisible());
        const auto fields = dialog->findChildren<QPlainTextEdit *>();
        QCOMPARE(fields.size(), 2);
        QCOMPARE(fields[0]->toPlainText(), edited.earlierText);
        QCOMPARE(fields[1]->toPlainText(), edited.text);
        for (const QPlainTextEdit *field : fields) {
            QVERIFY(field->isReadOnly());
            QVERIFY(!field->accessibleName().isEmpty());
            QVERIFY(field->textInteractionFlags() & Qt::TextSelectableByKeyboard);
        }
        QCOMPARE(dialog->focusWidget(), fields[0]);
        QTest::keyClick(fields[0], Qt::Key_Tab);
        QCOMPARE(dialog->focusWidget(), fields[1]);
        QTest::keyClick(dialog, Qt::Key_Escape);
        QVERIFY(!dialog->isVisible());
        // Deleted, it says nothing any more.
        edited.deleteTime = edited.createTime + 120s;
        stage.apply({edited});
        const auto after = stage.view->menuFor(stage.model.index(2, 0));
        QVERIFY(!after || !entry(*after, words));
    }
};

QTEST_MAIN(TimelineAsidesTest)
#include "tst_timelineasides.moc"
