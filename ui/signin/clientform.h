// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/signin/signinstep.h"

class QLineEdit;

namespace linnet::ui {

// The first step: which OAuth client Linnet signs in with. Typed, or from the JSON file of the
// Cloud console, chosen or dropped.
class ClientForm : public SignInStep
{
    Q_OBJECT
public:
    explicit ClientForm(const Theme &theme, QWidget *parent = nullptr);

    void set(const QString &id, const QString &secret, const QString &error);

Q_SIGNALS:
    // browser: without trying for a code first.
    void entered(const QString &id, const QString &secret, bool browser);
    void fileChosen(const QString &path);
    void consoleRequested();

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void build();
    void buildHelp();
    void chooseFile();
    void submit(bool browser);
    void showError(const QString &error);

    QLineEdit *m_id = nullptr;
    QLineEdit *m_secret = nullptr;
    PlainLabel *m_error = nullptr;
    bool m_dropping = false;
};

} // namespace linnet::ui
