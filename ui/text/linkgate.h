// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSet>
#include <QUrl>

#include <functional>
#include <optional>

class QWidget;

namespace linnet::ui {

// The only way out for links: QDesktopServices::openUrl hands file:, smb:, javascript: to the
// desktop unasked. Files leave through FileGate. What was written by others is opened after a
// question when the text that was shown is not the address it leads to.
class LinkGate : public QObject
{
    Q_OBJECT
public:
    using Opener = std::function<bool(const QUrl &)>;

    // Without an opener: the desktop's.
    explicit LinkGate(Opener opener = {}, QObject *parent = nullptr);

    // An address whose text was shown as it is, or one of our own.
    void openExternal(const QString &address, QWidget *window);
    void openExternal(const QUrl &url, QWidget *window);
    // An address behind a text: asks first when they differ.
    void openExternal(const QString &address, const QString &shownText, QWidget *window);

Q_SIGNALS:
    void opened(const QUrl &url);
    void refused(const QString &address);

private:
    void open(const QUrl &url, QWidget *window);
    void ask(const QUrl &url, const QString &shownText, QWidget *window);
    void refuse(const QString &address, QWidget *window);

    Opener m_opener;
    QSet<QString> m_trustedHosts; // "do not ask again", until Linnet quits
};

// The address as a URL that may be opened, or nothing: https, http and mailto, strictly parsed, at
// most 4,096 characters, no user information, no control, bidi or backslash characters, a host.
[[nodiscard]] std::optional<QUrl> safeUrl(const QString &address);
// The host in its ASCII form ("xn--…"), so that look-alike letters show; empty for mailto.
[[nodiscard]] QString shownHost(const QUrl &url);
// The whole address for showing: everything encoded, host in ASCII.
[[nodiscard]] QString shownAddress(const QUrl &url);

enum class LinkText {
    Same, // the text is the address
    Words, // the text is something else: "our plan"
    Misleading, // the text looks like an address, of another host
};
[[nodiscard]] LinkText compareLink(const QString &shownText, const QUrl &target);

} // namespace linnet::ui
