// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowfixture.h"

#include "ui/composer/composer.h"
#include "ui/window/draftsdialog.h"
#include "ui/window/timelinepane.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace linnet;
using namespace linnet::ui;
using namespace linnet::ui::test;

namespace {

const TimelineScope launch{SpaceId(u"spaces/launch"_s), {}};
const TimelineScope launchThread{SpaceId(u"spaces/launch"_s),
                                 ThreadId(u"spaces/launch/threads/m00095"_s)};

QString wordsOf(const QListWidgetItem &item)
{
    return item.data(Qt::AccessibleTextRole).toString();
}

} // namespace

// The list of what is begun and not sent.
class DraftsListTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_house = std::make_unique<House>();
        m_house->furnish();
    }
    void cleanup() { m_house.reset(); }
    void everythingBegunIsListed();
    void threadsAreKnownByTheirFirstMessage();
    void markupIsNotShown();
    void whatIsElsewhereCanBeRead();
    void whatIsElsewhereCanBeCopied();
    void aThreadOpensWithItsDraft();
    void whatWasNotSentInAThreadOpensIt();

private:
    // What the rows say once that many of drafts are there.
    QStringList rows(DraftsDialog &dialog, int count);
    void choose(DraftsDialog &dialog, const QString &words);
    [[nodiscard]] QListWidget &list(DraftsDialog &dialog)
    {
        return *dialog.findChild<QListWidget *>();
    }

    std::unique_ptr<House> m_house;
};

QStringList DraftsListTest::rows(DraftsDialog &dialog, int count)
{
    // The house has something that waits and something that was refused.
    for (int i = 0; i < m_house->spaces.rowCount(); ++i) {
        const Conversation &each = *m_house->spaces.at(i);
        count += each.failedCount > 0 || each.queuedCount > 0 ? 1 : 0;
    }
    [&] { QTRY_COMPARE(list(dialog).count(), count); }();
    QStringList texts;
    for (int i = 0; i < list(dialog).count(); ++i)
        texts << wordsOf(*list(dialog).item(i));
    return texts;
}

void DraftsListTest::choose(DraftsDialog &dialog, const QString &words)
{
    for (int i = 0; i < list(dialog).count(); ++i) {
        if (wordsOf(*list(dialog).item(i)).contains(words)) {
            Q_EMIT list(dialog).itemActivated(list(dialog).item(i));
            return;
        }
    }
}

void DraftsListTest::everythingBegunIsListed()
{
    WrittenDraft draft{launch, u"half a thought"_s, {}};
    draft.beside.files = {{u"/a/plan.pdf"_s, u"plan.pdf"_s, {}}};
    draft.beside.quote = QuoteReference{MessageId(u"spaces/launch/messages/m00001"_s), {}, {}};
    draft.beside.quotedText = u"where?"_s;
    draft.beside.editing = MessageId(u"spaces/launch/messages/m00002"_s);
    draft.beside.edited = u"changed"_s;
    m_house->messages.save(draft);
    WrittenDraft fileOnly{{spaceId(u"anna"_s), {}}, {}, {}};
    fileOnly.beside.files = {{u"/a/poster.png"_s, u"poster.png"_s, {}}};
    m_house->messages.save(fileOnly);
    const Services services = m_house->services();
    DraftsDialog dialog(services);
    const QString all = rows(dialog, 2).join(u'\n');
    for (const QString &part :
         {u"half a thought"_s, u"plan.pdf"_s, u"where?"_s, u"changed"_s, u"poster.png"_s})
        QVERIFY2(all.contains(part), qPrintable(all));
}

void DraftsListTest::threadsAreKnownByTheirFirstMessage()
{
    m_house->messages.save({launch, u"to all"_s, {}});
    m_house->messages.save({launchThread, u"to some"_s, {}});
    const TimelineScope unknown{launch.space, ThreadId(u"spaces/launch/threads/unknown"_s)};
    m_house->messages.save({unknown, u"to others"_s, {}});
    m_house->messages.roots.insert(launchThread.thread,
                                   note(u"launch"_s, u"anna"_s, 95, u"*Who* has the ladder?"_s));
    const Services services = m_house->services();
    DraftsDialog dialog(services);
    const QStringList found = rows(dialog, 3);
    const QString title = m_house->spaces.titleOf(*m_house->spaces.find(launch.space));
    QCOMPARE(found.filter(u"Who has the ladder?"_s).size(), 1);
    QVERIFY(found.filter(u"Who has the ladder?"_s)[0].contains(u"to some"_s));
    QVERIFY(found.filter(u"Who has the ladder?"_s)[0].startsWith(title));
    QCOMPARE(found.filter(u"In a thread"_s).size(), 1);
    // The conversation before its threads.
    QCOMPARE(found.indexOf(found.filter(u"to all"_s)[0]) + 1,
             found.indexOf(found.filter(u"In "_s)[0]));

    QSignalSpy chosen(&dialog, &DraftsDialog::chosen);
    choose(dialog, u"to some"_s);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen[0][0].value<TimelineScope>(), launchThread);
}

void DraftsListTest::whatWasNotSentInAThreadOpensIt()
{
    m_house->messages.unsent << ListedDraft{.draft = {.scope = launchThread}, .failed = 2};
    m_house->messages.roots.insert(launchThread.thread,
                                   note(u"launch"_s, u"anna"_s, 95, u"Who has the ladder?"_s));
    const Services services = m_house->services();
    DraftsDialog dialog(services);
    const QString row = rows(dialog, 1).filter(u"2 not sent"_s).value(0);
    QVERIFY2(row.contains(u"In the thread"_s), qPrintable(row));
    QSignalSpy chosen(&dialog, &DraftsDialog::chosen);
    choose(dialog, u"2 not sent"_s);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen[0][0].value<TimelineScope>(), launchThread);
}

void DraftsListTest::markupIsNotShown()
{
    m_house->messages.save({launch, u"*so* says <users/anna>"_s, {}});
    const Services services = m_house->services();
    DraftsDialog dialog(services);
    const QString row = rows(dialog, 1).filter(u"so says"_s).value(0);
    QVERIFY2(!row.contains(u'*') && !row.contains(u"users/"_s), qPrintable(row));
    QVERIFY2(row.contains(QString(u'@' + m_house->users.displayName(userId(u"anna"_s)))),
             qPrintable(row));
}

// One was removed from the space: the words are still theirs.
void DraftsListTest::whatIsElsewhereCanBeRead()
{
    m_house->messages.save({{spaceId(u"left"_s), {}}, u"what I wanted to say"_s, {}});
    const Services services = m_house->services();
    DraftsDialog dialog(services);
    QCOMPARE(rows(dialog, 1).filter(u"what I wanted to say"_s).size(), 1);
    QSignalSpy chosen(&dialog, &DraftsDialog::chosen);
    choose(dialog, u"what I wanted to say"_s);
    QVERIFY(chosen.isEmpty());
}

// All of it, not only what the row shows; others open where they belong.
void DraftsListTest::whatIsElsewhereCanBeCopied()
{
    const QString text = u"many words "_s.repeated(50).trimmed();
    m_house->messages.save({{spaceId(u"left"_s), {}}, text, {}});
    m_house->messages.save({launch, u"still here"_s, {}});
    const Services services = m_house->services();
    DraftsDialog dialog(services);
    dialog.show();
    const QStringList texts = rows(dialog, 2);
    const auto buttons = dialog.findChildren<QPushButton *>();
    const auto copy = std::find_if(buttons.begin(), buttons.end(), [](QPushButton *button) {
        return QString(button->text()).remove(u'&') == u"Copy text"_s;
    });
    QVERIFY(copy != buttons.end());
    for (int row = 0; row < texts.size(); ++row) {
        list(dialog).setCurrentRow(row);
        QCOMPARE((*copy)->isVisible(), texts[row].contains(u"many words"_s));
        if ((*copy)->isVisible())
            (*copy)->click();
    }
    QCOMPARE(QGuiApplication::clipboard()->text(), text);
}

void DraftsListTest::aThreadOpensWithItsDraft()
{
    m_house->messages.save({launchThread, u"to some"_s, {}});
    MainWindow &window = m_house->window();
    window.resize(1200, 800);
    window.show();
    for (QAction *action : window.findChildren<QAction *>()) {
        if (action->text().remove(u'&').startsWith(u"Drafts and outbox"_s)) {
            action->trigger();
            break;
        }
    }
    QTRY_VERIFY(window.findChild<DraftsDialog *>());
    auto &dialog = *window.findChild<DraftsDialog *>();
    QCOMPARE(rows(dialog, 1).filter(u"to some"_s).size(), 1);
    choose(dialog, u"to some"_s);
    const auto inThread = [&] {
        for (TimelinePane *pane : window.findChildren<TimelinePane *>()) {
            if (pane->accessibleName() == u"Thread"_s)
                return pane->composer().text();
        }
        return QString();
    };
    QTRY_COMPARE(inThread(), u"to some"_s);
}

QTEST_MAIN(DraftsListTest)
#include "tst_draftslist.moc"
