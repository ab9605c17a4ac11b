// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/conversation.h"
#include "models/domain/portsdrafts.h"

#include <QDialog>

class QListWidget;
class QListWidgetItem;
class QPushButton;

namespace linnet::ui {

class EmptyState;
struct Services;

// Everything that was written and is not with the service yet: drafts, what waits, what was
// refused; one row a conversation or thread. Enter or a click opens it; what belongs to a
// conversation that was left can be copied.
class DraftsDialog : public QDialog
{
    Q_OBJECT
public:
    // The services must outlive it.
    explicit DraftsDialog(const Services &services, QWidget *parent = nullptr);

Q_SIGNALS:
    void chosen(const linnet::TimelineScope &scope);

private:
    void ask();
    void fill();
    void addRows(const Conversation &conversation);
    QListWidgetItem *addRow(const TimelineScope &scope, const QString &title, const QString &about,
                            const QStringList &what);
    [[nodiscard]] QStringList words(const ListedDraft &listed) const;
    [[nodiscard]] QString about(const ListedDraft &thread) const;
    [[nodiscard]] QString whole(const QString &markup) const;
    [[nodiscard]] QString plain(const QString &markup) const;
    void updateCopy();

    const Services &m_services;
    QListWidget *m_list;
    EmptyState *m_empty;
    QPushButton *m_copy = nullptr;
    QList<ListedDraft> m_drafts;
};

} // namespace linnet::ui
