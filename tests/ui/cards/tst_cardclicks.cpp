// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/timelinefixture.h"

#include "ui/cards/cardlayout.h"
#include "ui/cards/cardmenu.h"
#include "ui/cards/cardrow.h"

#include <QApplication>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace linnet;
using namespace linnet::ui;
using namespace linnet::ui::test;

// Cards in a timeline: what a click on them does, and what a keyboard can reach of them.
class CardClicksTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void sectionsOpenInPlace();
    void linksLeaveThroughTheGate();
    void deadButtonsOfferTheWeb();
    void menusHaveTheirLinks();
    void everythingIsInTheMenuOfTheRow();
    void stateOutlivesTheLayout();

private:
    [[nodiscard]] QModelIndex row() const { return m_stage->model.index(1, 0); }
    [[nodiscard]] int controlNamed(const QString &name) const;
    void click(const QString &name) const;
    [[nodiscard]] static QMenu *openMenu();

    std::unique_ptr<Stage> m_stage;
};

void CardClicksTest::init()
{
    m_stage = std::make_unique<Stage>();
    Message message = textMessage(1, u"A card"_s);
    message.cards
        = R"({"cardsV2":[{"card":{"header":{"title":"Build"},"sections":[{"collapsible":true,"uncollapsibleWidgetsCount":1,"widgets":[
            {"buttonList":{"buttons":[{"text":"Open","onClick":{"openLink":{"url":"https://example.com/log"}}},
            {"text":"Again","onClick":{"action":{"function":"again"}}},
            {"text":"More","onClick":{"overflowMenu":{"items":[{"text":"Wiki","onClick":{"openLink":{"url":"https://example.com/wiki"}}},{"text":"Mute","onClick":{"action":{"function":"m"}}},{"text":"Room","onClick":{"openLink":{"url":"https://chat.google.com/room/BBB"}}}]}}}]}},
            {"textParagraph":{"text":"Hidden at first"}},{"textParagraph":{"text":"and this"}}]}]}}]})";
    m_stage->open({message, textMessage(2, u"After it"_s)});
    m_stage->view->show();
    m_stage->resize(560, 600);
    m_stage->settle();
}

void CardClicksTest::cleanup()
{
    m_stage.reset();
}

int CardClicksTest::controlNamed(const QString &name) const
{
    for (const Area &area : m_stage->view->layoutOf(row()).areas) {
        const CardControl *control = cardControl(m_stage->view->layoutOf(row()), area.index);
        if (area.index >= firstCardControl && control && control->name == name)
            return area.index;
    }
    return -1;
}

void CardClicksTest::click(const QString &name) const
{
    const int number = controlNamed(name);
    QVERIFY2(number >= 0, qPrintable(name));
    for (const Area &area : m_stage->view->layoutOf(row()).areas) {
        if (area.index != number)
            continue;
        const QPoint at
            = (area.rect.center() + m_stage->view->visualRect(row()).topLeft()).toPoint();
        QTest::mouseClick(m_stage->view->viewport(), Qt::LeftButton, Qt::NoModifier, at);
        break;
    }
    m_stage->settle();
}

QMenu *CardClicksTest::openMenu()
{
    const QWidgetList widgets = QApplication::topLevelWidgets();
    for (QWidget *widget : widgets) {
        auto *menu = qobject_cast<QMenu *>(widget);
        if (menu && menu->isVisible() && menu->objectName() == u"cardMenu"_s)
            return menu;
    }
    return nullptr;
}

void CardClicksTest::sectionsOpenInPlace()
{
    const int before = m_stage->view->visualRect(row()).height();
    click(u"Show 2 more"_s);
    const int open = m_stage->view->visualRect(row()).height();
    QVERIFY(open > before);
    QVERIFY(controlNamed(u"Show less"_s) >= 0);
    click(u"Show less"_s);
    QCOMPARE(m_stage->view->visualRect(row()).height(), before);
}

void CardClicksTest::linksLeaveThroughTheGate()
{
    click(u"Open"_s);
    // The text is not the address: it asks.
    QVERIFY(m_stage->openedLinks.isEmpty());
    auto *question = m_stage->view->findChild<QMessageBox *>(u"linkQuestion"_s);
    QVERIFY(question);
    for (QAbstractButton *button : question->buttons()) {
        if (question->buttonRole(button) == QMessageBox::AcceptRole)
            button->click();
    }
    QCOMPARE(m_stage->openedLinks, QList<QUrl>{QUrl(u"https://example.com/log"_s)});
}

void CardClicksTest::deadButtonsOfferTheWeb()
{
    click(u"Again"_s);
    QMenu *menu = openMenu();
    QVERIFY(menu);
    QVERIFY(m_stage->openedLinks.isEmpty());
    const QList<QAction *> actions = menu->actions();
    QVERIFY(!actions.first()->isEnabled());
    QVERIFY(actions.first()->text().contains(u"Only the app can do this"_s));
    QVERIFY(actions.last()->isEnabled());
    actions.last()->trigger();
    QCOMPARE(int(m_stage->openedLinks.size()), 1);
    QCOMPARE(m_stage->openedLinks.first().host(), u"chat.google.com"_s);
    menu->close();
}

void CardClicksTest::menusHaveTheirLinks()
{
    click(u"More"_s);
    QMenu *menu = openMenu();
    QVERIFY(menu);
    const QList<QAction *> actions = menu->actions();
    QCOMPARE(actions.first()->text(), u"Wiki"_s);
    QVERIFY(actions.at(0)->isEnabled());
    QCOMPARE(actions.at(1)->text(), u"Mute"_s);
    QVERIFY(!actions.at(1)->isEnabled());
    // Those into Chat stay inside.
    QSignalSpy inside(m_stage->view.get(), &TimelineView::chatLinkRequested);
    QCOMPARE(actions.at(2)->text(), u"Room"_s);
    actions.at(2)->trigger();
    QCOMPARE(inside.size(), 1);
    QVERIFY(m_stage->openedLinks.isEmpty());
    menu->close();
}

void CardClicksTest::everythingIsInTheMenuOfTheRow()
{
    const std::unique_ptr<QMenu> menu = m_stage->view->menuFor(row());
    QStringList words;
    QList<QMenu *> menus{menu.get()};
    for (qsizetype i = 0; i < menus.size(); ++i) {
        const QList<QAction *> actions = menus[i]->actions();
        for (QAction *action : actions) {
            words.append(action->text());
            if (action->menu())
                menus.append(action->menu());
        }
    }
    QVERIFY(words.contains(u"Open Open"_s));
    QVERIFY(words.contains(u"Again (in Google Chat on the web)"_s));
    QVERIFY(words.contains(u"Show 2 more"_s));
}

void CardClicksTest::stateOutlivesTheLayout()
{
    click(u"Show 2 more"_s);
    const int open = m_stage->view->visualRect(row()).height();
    m_stage->resize(400, 600);
    m_stage->settle();
    m_stage->resize(560, 600);
    m_stage->settle();
    QCOMPARE(m_stage->view->visualRect(row()).height(), open);
    Message changed = textMessage(2, u"After it, and edited"_s);
    m_stage->apply({changed});
    QCOMPARE(m_stage->view->visualRect(row()).height(), open);
}

QTEST_MAIN(CardClicksTest)
#include "tst_cardclicks.moc"
