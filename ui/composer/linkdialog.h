// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QLineEdit;
class QPushButton;

namespace linnet::ui {

// Asks for the name and the address of a link. Takes https, http and mail addresses only.
class LinkDialog : public QDialog
{
    Q_OBJECT
public:
    LinkDialog(const QString &name, const QString &address, QWidget *parent = nullptr);

Q_SIGNALS:
    // An empty address takes the link away.
    void chosen(const QString &name, const QString &address);

private:
    void check();

    QLineEdit *m_name;
    QLineEdit *m_address;
    QPushButton *m_insert = nullptr;
};

} // namespace linnet::ui
