// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/scrollaccessible.h"

#include <QAccessible>
#include <QPushButton>
#include <QScrollArea>
#include <QTest>

using namespace linnet::ui;

namespace {

bool holds(QAccessibleInterface &parent, const QObject *object)
{
    for (int i = 0; i < parent.childCount(); ++i) {
        QAccessibleInterface *child = parent.child(i);
        if (child && (child->object() == object || holds(*child, object)))
            return true;
    }
    return false;
}

} // namespace

class TestScrollAccessible : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { installScrollAccessible(); }

    // Who asks had counted them a moment ago.
    void aChildThatHasGoneIsNone()
    {
        QScrollArea area;
        auto *button = new QPushButton;
        area.setWidget(button);
        area.show();
        QAccessibleInterface *told = QAccessible::queryAccessibleInterface(&area);
        QVERIFY(told);
        QVERIFY(told->isValid());
        QVERIFY(holds(*told, button));
        const int count = told->childCount();
        QVERIFY(count > 0);
        for (const int beyond : {count, count + 1, count + 1000, -1})
            QCOMPARE(told->child(beyond), nullptr);
        delete area.takeWidget();
        QVERIFY(told->isValid());
        for (int i = 0; i < told->childCount(); ++i)
            QVERIFY(!holds(*told, button));
    }
};

QTEST_MAIN(TestScrollAccessible)
#include "tst_scrollaccessible.moc"
