// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/ports.h"

#include <QHash>
#include <QObject>

namespace linnet::app {

// Keeps the refresh token of an account. Answers are told apart by ErrorKind: NotFound (there is
// none), KeyringLocked, KeyringUnavailable (reason "absent", "refused" or "not-answering"),
// Storage… for the file. None of them means "signed out": only the service can say that.
// Handlers as with the ports: once, later, on the GUI thread.
class SecretStore : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    virtual void read(const QString &key, QObject *context, Handler<QString> handler) = 0;
    virtual void write(const QString &key, const QString &secret, QObject *context,
                       Handler<bool> handler)
        = 0;
    virtual void remove(const QString &key, QObject *context, Handler<bool> handler) = 0;
};

// In memory: gone when Linnet quits.
class SessionSecretStore : public SecretStore
{
    Q_OBJECT

public:
    using SecretStore::SecretStore;
    void read(const QString &key, QObject *context, Handler<QString> handler) override;
    void write(const QString &key, const QString &secret, QObject *context,
               Handler<bool> handler) override;
    void remove(const QString &key, QObject *context, Handler<bool> handler) override;

private:
    QHash<QString, QString> m_secrets;
};

// A file readable by its owner only (0600): for people without a keychain who said yes to it.
class FileSecretStore : public SecretStore
{
    Q_OBJECT

public:
    explicit FileSecretStore(QString path, QObject *parent = nullptr);
    void read(const QString &key, QObject *context, Handler<QString> handler) override;
    void write(const QString &key, const QString &secret, QObject *context,
               Handler<bool> handler) override;
    void remove(const QString &key, QObject *context, Handler<bool> handler) override;

private:
    [[nodiscard]] Result<QJsonObject> load() const;
    [[nodiscard]] Result<bool> save(const QJsonObject &secrets) const;

    QString m_path;
};

} // namespace linnet::app
