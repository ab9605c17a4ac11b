// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/portsspaces.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QFormLayout;

namespace linnet::ui {

// Who may do what in a named space, and who may join it, as fields. Knows no port: tells what is
// wanted otherwise than it is.
class PermissionsPart : public QWidget
{
    Q_OBJECT
public:
    explicit PermissionsPart(QWidget *parent = nullptr);

    // Shows what is typed of it already, else what the space has. Leaves alone what shows that.
    void setSpace(const Space &space, const SpaceChange &typed);
    // Greyed where one may not, but readable.
    void setMayChange(bool may);
    // Adds what differs from the space.
    void addChanges(SpaceChange &change, const Space &space) const;

Q_SIGNALS:
    void edited();

private:
    struct Row
    {
        PermissionLevel SpacePermissions::*level;
        QComboBox *box;
    };
    void addRow(QFormLayout *form, PermissionLevel SpacePermissions::*level, const QString &words);

    QComboBox *m_access;
    QCheckBox *m_announcements;
    QFormLayout *m_form;
    QList<Row> m_rows;
};

} // namespace linnet::ui
