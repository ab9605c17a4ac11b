// SPDX-License-Identifier: GPL-3.0-or-later
#include "timelinefixture.h"

#include <QGuiApplication>
#include <QRandomGenerator>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace linnet;
using namespace linnet::ui;
using namespace linnet::ui::test;
using items::TimelineModel;

using Kind = Happening::Kind;

namespace {

QString wordsOf(const TextItem &text)
{
    return text.layout->text();
}

// The lines of a row from top to bottom: those it has of its own, and the message's first words.
QStringList order(const MessageLayout &layout)
{
    QList<std::pair<qreal, QString>> texts;
    for (const Item &item : layout.items) {
        if (const auto *text = std::get_if<TextItem>(&item))
            texts.append({text->rect.top(), wordsOf(*text)});
    }
    std::stable_sort(texts.begin(), texts.end(),
                     [](const auto &a, const auto &b) { return a.first < b.first; });
    QStringList words;
    for (const auto &[y, text] : std::as_const(texts))
        words << text;
    return words;
}

} // namespace

// Lines between messages that are none: where they stand, and that they move nothing.
class QuietBlockTest : public QObject
{
    Q_OBJECT

private:
    static QList<Message> talk(int count)
    {
        QList<Message> messages;
        for (int i = 0; i < count; ++i) {
            Message message
                = textMessage(i * 3, u"Message %1. "_s.arg(i) + u"Words. "_s.repeated(i * 7 % 40));
            message.sender = person(i % 5 < 3 ? u"anna"_s : u"tomas"_s);
            messages.append(message);
        }
        return messages;
    }
    static Timestamp minute(int number) { return textMessage(number, {}).createTime + 1s; }
    static void tell(Stage &stage, const QList<Happening> &happenings)
    {
        ChangeSet changes;
        changes.happenings = {{sampleSpace(), happenings}};
        stage.model.apply(changes);
        stage.settle();
    }
    using Places = QHash<MessageId, int>;
    static Places places(Stage &stage)
    {
        Places result;
        TimelineView &view = *stage.view;
        for (int row = view.firstVisible().row(); row <= view.lastVisible().row(); ++row) {
            const QModelIndex index = stage.model.index(row, 0);
            const auto id = index.data(TimelineModel::MessageIdRole).value<MessageId>();
            const int y = view.visualRect(index).top() + view.layoutOf(index).top;
            if (!id.isEmpty() && y >= 0 && y < view.viewport()->height())
                result.insert(id, y);
        }
        return result;
    }

private Q_SLOTS:
    void theyAreContainedAndInOrder_data()
    {
        QTest::addColumn<int>("width");
        for (const int width : {240, 320, 420, 800, 1400})
            QTest::addRow("%d", width) << width;
    }
    void theyAreContainedAndInOrder()
    {
        QFETCH(int, width);
        Stage stage;
        stage.port.happenings
            = {{Kind::Left, minute(-600), person(u"lea"_s), {}},
               {Kind::Joined, minute(-10), person(u"long"_s), {}},
               {Kind::Joined, minute(1), person(u"tomas"_s), {}},
               {Kind::Renamed, minute(2), {}, u"A long name for a space, "_s.repeated(5)},
               {Kind::Invited, minute(20), person(u"guest"_s), {}}};
        QList<Message> messages{textMessage(0, u"one"_s), textMessage(3, u"two"_s)};
        stage.open(messages, messages[0].createTime);
        stage.resize(width, 600);
        QList<qreal> centres;
        for (int row = 1; row <= 2; ++row) {
            const MessageLayout layout = stage.view->layoutOf(stage.model.index(row, 0));
            const QRectF all(0, 0, layout.width, layout.height);
            QVERIFY(all.contains(layout.bounds()));
            for (const Area &area : layout.areas) {
                QVERIFY(all.contains(area.rect));
                if (area.part != Part::Happening)
                    continue;
                QVERIFY(area.rect.bottom() <= layout.top
                        || area.rect.top() >= layout.height - layout.below);
                QVERIFY(!area.text.isEmpty());
                centres << area.rect.center().x();
                // Of a long line the words give way, and the whole is told under the pointer.
                const int hit = layout.areaAt(area.rect.center());
                QCOMPARE(layout.area(hit)->text, area.text);
            }
            for (const Item &item : layout.items) {
                if (const auto *text = std::get_if<TextItem>(&item); text && text->selectable)
                    QVERIFY(wordsOf(*text) == messages[row - 1].text);
            }
        }
        QCOMPARE(centres.size(), 5);
        for (const qreal centre : std::as_const(centres))
            QVERIFY(std::abs(centre - stage.view->viewport()->width() / 2.0) <= 8); // elided
        const QStringList first = order(stage.view->layoutOf(stage.model.index(1, 0)));
        // Of the day before, the day line, of the day, the message.
        QVERIFY(first.value(0).startsWith(QChar(0x644))); // a name from right to left
        const auto at = [](const QStringList &words, const QString &beginning) {
            for (int i = 0; i < words.size(); ++i) {
                if (words[i].startsWith(beginning))
                    return i;
            }
            return -1;
        };
        QVERIFY(at(first, u"Today"_s) > 0);
        QVERIFY(at(first, u"Maximiliane"_s) > at(first, u"Today"_s));
        QVERIFY(at(first, u"one"_s) > at(first, u"Maximiliane"_s));
        const QStringList second = order(stage.view->layoutOf(stage.model.index(2, 0)));
        QCOMPARE(at(second, u"Tomáš"_s), 0);
        QVERIFY(at(second, u"The space"_s) > 0);
        QVERIFY(at(second, u"New"_s) > at(second, u"The space"_s));
        QVERIFY(at(second, u"two"_s) > at(second, u"New"_s));
        QVERIFY(at(second, u"Priya"_s) > at(second, u"two"_s));
    }

    // What arrives while one looks at the end is seen; the end stays the end.
    void theEndStaysTheEnd()
    {
        Stage stage;
        stage.open(talk(60));
        QVERIFY(stage.view->isAtBottom());
        tell(stage, {{Kind::Joined, minute(200), person(u"tomas"_s), {}}});
        const QModelIndex last = stage.model.index(stage.model.rowCount() - 1, 0);
        const MessageLayout layout = stage.view->layoutOf(last);
        QVERIFY(layout.below > 0);
        QVERIFY(stage.view->isAtBottom());
        QCOMPARE(stage.view->visualRect(last).bottom() + 1, stage.view->viewport()->height());
        QVERIFY(order(layout).join(u' ').contains(u"Tomáš Dvořák joined"_s));
    }

    // Above, below or among what is in view, and again without them.
    void theyMoveNothing()
    {
        Stage stage;
        stage.open(talk(90));
        QRandomGenerator random(7);
        QScrollBar *bar = stage.view->verticalScrollBar();
        QList<Happening> happenings;
        for (int round = 0; round < 40; ++round) {
            bar->setValue(int(random.bounded(bar->maximum() - 20)));
            stage.settle();
            const Places before = places(stage);
            if (random.bounded(5) == 0) {
                happenings.clear();
            } else {
                happenings.append({random.bounded(2) ? Kind::Joined : Kind::Left,
                                   minute(int(random.bounded(270))),
                                   person(u"tomas"_s),
                                   {}});
                std::sort(happenings.begin(), happenings.end(),
                          [](const Happening &a, const Happening &b) { return a.time < b.time; });
            }
            const int first = stage.view->firstVisible().row();
            tell(stage, happenings);
            // What grows within the view pushes what is below it: the first message stays.
            const Places after = places(stage);
            for (int row = qMax(1, first); row < stage.model.rowCount(); ++row) {
                const auto id
                    = stage.model.index(row).data(TimelineModel::MessageIdRole).value<MessageId>();
                if (!before.contains(id))
                    continue;
                QVERIFY2(after.value(id, -1) == before.value(id),
                         qPrintable(QString::number(round)));
                break;
            }
        }
    }

    // Nobody has to read them: they bring neither a button nor a number.
    void theyAreNotUnread()
    {
        Stage stage;
        stage.open(talk(60));
        stage.view->verticalScrollBar()->setValue(0);
        stage.settle();
        QSignalSpy inserted(&stage.model, &TimelineModel::newestInserted);
        const int unseen = stage.model.unseenBelow();
        tell(stage, {{Kind::Joined, minute(200), person(u"tomas"_s), {}}});
        QVERIFY(inserted.isEmpty());
        QCOMPARE(stage.model.unseenBelow(), unseen);
        QVERIFY(!stage.model.newLineIndex().isValid());
    }
};

QTEST_MAIN(QuietBlockTest)
#include "tst_quietblock.moc"
