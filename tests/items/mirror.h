// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemModel>
#include <QMap>
#include <QObject>
#include <QPersistentModelIndex>

// What somebody knows of a list model who only listens to its signals and reads what they name.
class Mirror : public QObject
{
    Q_OBJECT

public:
    Mirror(const QAbstractItemModel &model, QList<int> roles);

    // Where the mirror differs from the model; empty when it does not.
    [[nodiscard]] QString difference() const;
    [[nodiscard]] int resets() const { return m_resets; }
    // dataChanged without roles, or with one that is not being followed; must stay 0.
    [[nodiscard]] int vague() const { return m_vague; }

private:
    using Row = QMap<int, QVariant>;
    [[nodiscard]] Row read(int row) const;
    void readAll();
    void changed(const QModelIndex &first, const QModelIndex &last, const QList<int> &roles);

    const QAbstractItemModel &m_model;
    QList<int> m_roles;
    QList<Row> m_rows;
    QList<QPersistentModelIndex> m_places; // while the layout changes
    int m_resets = 0;
    int m_vague = 0;
};
