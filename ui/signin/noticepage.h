// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/signin/signinstep.h"

namespace linnet::ui {

class BusyBar;

// Says one thing: that something is under way, or why it failed, with the ways on from there.
class NoticePage : public SignInStep
{
    Q_OBJECT
public:
    explicit NoticePage(const Theme &theme, QWidget *parent = nullptr);

    void setBusy(const QString &headline, const QString &text);
    void setFailed(const QString &headline, const QString &text);

Q_SIGNALS:
    void cancelled();
    void retryRequested();
    void clientRequested(); // another OAuth client
    void browserFlowRequested();

private:
    PlainLabel *m_headline;
    PlainLabel *m_text;
    BusyBar *m_busy;
    QPushButton *m_retry;
    QPushButton *m_client;
    QPushButton *m_cancel;
    QPushButton *m_browser;
};

} // namespace linnet::ui
