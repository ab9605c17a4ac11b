// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/secretstore.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QTimer>

namespace linnet::app {

namespace {

template<class T>
void answer(QObject *context, Handler<T> handler, Result<T> result)
{
    QTimer::singleShot(0, context, [handler = std::move(handler), result = std::move(result)] {
        handler(result);
    });
}

} // namespace

void SessionSecretStore::read(const QString &key, QObject *context, Handler<QString> handler)
{
    const auto found = m_secrets.constFind(key);
    if (found == m_secrets.constEnd())
        answer<QString>(context, std::move(handler), Failure(Error{.kind = ErrorKind::NotFound}));
    else
        answer<QString>(context, std::move(handler), *found);
}

void SessionSecretStore::write(const QString &key, const QString &secret, QObject *context,
                               Handler<bool> handler)
{
    m_secrets.insert(key, secret);
    answer<bool>(context, std::move(handler), true);
}

void SessionSecretStore::remove(const QString &key, QObject *context, Handler<bool> handler)
{
    answer<bool>(context, std::move(handler), m_secrets.remove(key) > 0);
}

FileSecretStore::FileSecretStore(QString path, QObject *parent)
    : SecretStore(parent)
    , m_path(std::move(path))
{
}

Result<QJsonObject> FileSecretStore::load() const
{
    QFile file(m_path);
    if (!file.exists())
        return QJsonObject();
    if (!file.open(QFile::ReadOnly))
        return Failure(Error{.kind = ErrorKind::StorageFailed, .detail = m_path});
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll());
    if (!document.isObject())
        return Failure(Error{.kind = ErrorKind::StorageDamaged, .detail = m_path});
    return document.object();
}

Result<bool> FileSecretStore::save(const QJsonObject &secrets) const
{
    QSaveFile file(m_path);
    // The mode is set while the file is still empty: the secret is never readable by others.
    if (!file.open(QFile::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        || file.write(QJsonDocument(secrets).toJson(QJsonDocument::Compact)) < 0 || !file.commit())
        return Failure(Error{.kind = ErrorKind::StorageFailed, .detail = m_path});
    return true;
}

void FileSecretStore::read(const QString &key, QObject *context, Handler<QString> handler)
{
    const Result<QJsonObject> secrets = load();
    if (!secrets)
        answer<QString>(context, std::move(handler), Failure(secrets.error()));
    else if (!secrets->value(key).isString())
        answer<QString>(context, std::move(handler), Failure(Error{.kind = ErrorKind::NotFound}));
    else
        answer<QString>(context, std::move(handler), secrets->value(key).toString());
}

void FileSecretStore::write(const QString &key, const QString &secret, QObject *context,
                            Handler<bool> handler)
{
    // A damaged file holds nothing that could still be used: it is written anew.
    QJsonObject secrets = load().value_or(QJsonObject());
    secrets.insert(key, secret);
    answer<bool>(context, std::move(handler), save(secrets));
}

void FileSecretStore::remove(const QString &key, QObject *context, Handler<bool> handler)
{
    QJsonObject secrets = load().value_or(QJsonObject());
    secrets.remove(key);
    answer<bool>(context, std::move(handler), save(secrets));
}

} // namespace linnet::app
