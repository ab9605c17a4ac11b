// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/clock.h"
#include "ui/signin/signinstep.h"

#include <QTimer>
#include <QUrl>

namespace linnet::ui {

class QrCode;

// The device flow: a code to enter at an address, on this computer or another one, while it lasts.
class DeviceCodePage : public SignInStep
{
    Q_OBJECT
public:
    DeviceCodePage(const Theme &theme, const Clock &clock, QWidget *parent = nullptr);

    // complete: the address that brings the code with it, or empty.
    void set(const QString &code, const QUrl &verification, const QUrl &complete,
             std::chrono::seconds expiresIn);
    void stop();
    [[nodiscard]] bool isExpired() const { return m_expired; }

Q_SIGNALS:
    void openRequested(const QUrl &url);
    void newCodeRequested();
    void browserFlowRequested();
    void cancelled();

private:
    void build();
    void buildCode();
    void tick();
    void setExpired(bool expired);

    const Clock &m_clock;
    QUrl m_open; // what the browser and the QR code lead to
    Timestamp m_end;
    QTimer m_tick;
    bool m_expired = false;
    PlainLabel *m_headline = nullptr;
    PlainLabel *m_address = nullptr;
    PlainLabel *m_code = nullptr;
    PlainLabel *m_left = nullptr;
    QrCode *m_qr = nullptr;
    QPushButton *m_copy = nullptr;
    QPushButton *m_browser = nullptr;
    QPushButton *m_newCode = nullptr;
    QWidget *m_card = nullptr;
};

} // namespace linnet::ui
