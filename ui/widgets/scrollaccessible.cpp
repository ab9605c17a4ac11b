// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/scrollaccessible.h"

#include <QAccessibleWidget>
#include <QScrollArea>

namespace linnet::ui {

namespace {

QAccessibleInterface *accessibleOf(const QString &className, QObject *object)
{
    auto *area = qobject_cast<QScrollArea *>(object);
    if (!area || className != QLatin1StringView(area->metaObject()->className()))
        return nullptr;
    return new QAccessibleWidget(area); // its children are the area's, and it knows how many
}

} // namespace

void installScrollAccessible()
{
    QAccessible::installFactory(accessibleOf);
}

} // namespace linnet::ui
