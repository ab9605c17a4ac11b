// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/portsspaces.h"

#include <QWidget>

class QComboBox;
class QFormLayout;

namespace linnet::ui {

class PlainLabel;
class Theme;

// Who may do what in a named space, and who may join it, as fields. Knows no port: tells what is
// wanted otherwise than it is.
class PermissionsPart : public QWidget
{
    Q_OBJECT
public:
    explicit PermissionsPart(const Theme &theme, QWidget *parent = nullptr);

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
    // What the service tells, and takes from nobody.
    struct Told
    {
        PermissionLevel SpacePermissions::*level;
        PlainLabel *value;
    };
    void addRow(PermissionLevel SpacePermissions::*level, const QString &words);
    void addTold(PermissionLevel SpacePermissions::*level, const QString &words);
    void showAccess(const Space &space, const SpaceChange &typed);
    void restyle();

    const Theme &m_theme;
    QComboBox *m_access;
    PlainLabel *m_toldWhy;
    QFormLayout *m_form;
    QList<Row> m_rows;
    QList<Told> m_told;
    bool m_anyTold = false;
};

} // namespace linnet::ui
