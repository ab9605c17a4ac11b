// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/signin/signinstep.h"

#include <QUrl>

namespace linnet::ui {

// The browser flow: the system's browser asks, and comes back to this computer by itself.
class BrowserPage : public SignInStep
{
    Q_OBJECT
public:
    explicit BrowserPage(const Theme &theme, QWidget *parent = nullptr);

    // becauseRefused: the server does not give this client a code; says so.
    void set(const QUrl &url, bool becauseRefused);

Q_SIGNALS:
    void openRequested(const QUrl &url);
    void deviceFlowRequested();
    void cancelled();

private:
    QUrl m_url;
    PlainLabel *m_why = nullptr;
    PlainLabel *m_host = nullptr;
    QWidget *m_waiting = nullptr;
    QPushButton *m_open = nullptr;
    QPushButton *m_copy = nullptr;
};

} // namespace linnet::ui
