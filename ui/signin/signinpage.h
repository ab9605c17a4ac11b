// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/clock.h"
#include "models/domain/error.h"

#include <QUrl>
#include <QWidget>

namespace linnet::ui {

class BrowserPage;
class ClientForm;
class DeviceCodePage;
class LinkGate;
class NoticePage;
class ScopesPage;
class StoragePage;
class Theme;

// The first start and every later sign-in, step by step. A window of its own or a page in one.
// Driven from outside through the show functions; answers by signals; does nothing by itself but
// open addresses through the link gate. Starts with the client form. GUI thread.
class SignInPage : public QWidget
{
    Q_OBJECT
public:
    SignInPage(const Theme &theme, LinkGate &links, const Clock &clock, QWidget *parent = nullptr);

    // error: a sentence, or empty. What the fields say is remembered for "Change OAuth client".
    void showClientForm(const QString &id, const QString &secret, const QString &error = {});
    void showStarting();
    // complete: verification_uri_complete (RFC 8628), or empty.
    void showDeviceCode(const QString &code, const QUrl &verification, const QUrl &complete,
                        int expiresInSeconds);
    // becauseRefused: says that the server gave no code, and that this is why.
    void showBrowser(const QUrl &url, bool becauseRefused);
    void showFinishing();
    // A refused client leads back to the form.
    void showError(const Error &error);
    void showError(const QString &sentence);
    void showMissingScopes(const QStringList &scopes);
    // why: what kept the sign-in from being kept.
    void showStorageChoice(const Error &why);

Q_SIGNALS:
    // browser: without trying for a code first.
    void clientEntered(const QString &id, const QString &secret, bool browser);
    void clientFileChosen(const QString &path);
    void deviceFlowRequested();
    void browserFlowRequested();
    void cancelled();
    void retryRequested();
    void storageChosen(bool file);
    void storageRetryRequested(); // the one that failed
    void continued();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void build(const Clock &clock);
    void connectPages(LinkGate &links);
    void turnTo(QWidget *page);

    const Theme &m_theme;
    QString m_id;
    QString m_secret;
    QList<QWidget *> m_pages; // one is shown; children
    ClientForm *m_client = nullptr;
    DeviceCodePage *m_device = nullptr;
    BrowserPage *m_browser = nullptr;
    NoticePage *m_notice = nullptr;
    ScopesPage *m_scopes = nullptr;
    StoragePage *m_storage = nullptr;
};

} // namespace linnet::ui
