// SPDX-License-Identifier: GPL-3.0-or-later
#include "mirror.h"

using namespace Qt::StringLiterals;

Mirror::Mirror(const QAbstractItemModel &model, QList<int> roles)
    : m_model(model)
    , m_roles(std::move(roles))
{
    readAll();
    connect(&model, &QAbstractItemModel::modelReset, this, [this] {
        ++m_resets;
        readAll();
    });
    connect(&model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) {
                for (int row = first; row <= last; ++row)
                    m_rows.insert(row, read(row));
            });
    connect(&model, &QAbstractItemModel::rowsRemoved, this,
            [this](const QModelIndex &, int first, int last) {
                m_rows.remove(first, last - first + 1);
            });
    connect(&model, &QAbstractItemModel::rowsMoved, this,
            [this](const QModelIndex &, int first, int last, const QModelIndex &, int target) {
                QList<Row> moved = m_rows.mid(first, last - first + 1);
                m_rows.remove(first, last - first + 1);
                int to = target > first ? target - int(moved.size()) : target;
                for (Row &row : moved)
                    m_rows.insert(to++, row);
            });
    connect(&model, &QAbstractItemModel::dataChanged, this, &Mirror::changed);
    connect(&model, &QAbstractItemModel::layoutAboutToBeChanged, this, [this] {
        m_places.clear();
        for (int row = 0; row < m_rows.size(); ++row)
            m_places.append(m_model.index(row, 0));
    });
    connect(&model, &QAbstractItemModel::layoutChanged, this, [this] {
        const QList<Row> before = std::exchange(m_rows, QList<Row>(m_rows.size()));
        for (int row = 0; row < before.size(); ++row) {
            if (m_places[row].isValid())
                m_rows[m_places[row].row()] = before[row];
        }
    });
}

QString Mirror::difference() const
{
    if (m_rows.size() != m_model.rowCount()) {
        return u"%1 rows, not %2"_s.arg(m_model.rowCount()).arg(m_rows.size());
    }
    for (int row = 0; row < m_rows.size(); ++row) {
        const Row now = read(row);
        for (const int role : m_roles) {
            if (now[role] != m_rows[row][role])
                return u"row %1, role %2"_s.arg(row).arg(role);
        }
    }
    return QString();
}

Mirror::Row Mirror::read(int row) const
{
    Row values;
    for (const int role : m_roles)
        values.insert(role, m_model.index(row, 0).data(role));
    return values;
}

void Mirror::readAll()
{
    m_rows.clear();
    for (int row = 0; row < m_model.rowCount(); ++row)
        m_rows.append(read(row));
}

void Mirror::changed(const QModelIndex &first, const QModelIndex &last, const QList<int> &roles)
{
    if (roles.isEmpty())
        ++m_vague;
    for (int row = first.row(); row <= last.row(); ++row) {
        for (const int role : roles) {
            if (!m_roles.contains(role))
                ++m_vague;
            m_rows[row][role] = m_model.index(row, 0).data(role);
        }
    }
}
