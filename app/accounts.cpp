// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/accounts.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QUrl>

namespace linnet::app {

using namespace Qt::StringLiterals;

namespace {

QString nameOf(TokenStorage storage)
{
    switch (storage) {
    case TokenStorage::File:
        return u"file"_s;
    case TokenStorage::SessionOnly:
        return u"session"_s;
    case TokenStorage::Keychain:
    case TokenStorage::Settings:
        break;
    }
    return u"keychain"_s;
}

TokenStorage storageFrom(const QString &name)
{
    if (name == u"file"_s)
        return TokenStorage::File;
    if (name == u"session"_s)
        return TokenStorage::SessionOnly;
    return TokenStorage::Keychain;
}

QJsonObject toJson(const Account &account)
{
    return {{u"user"_s, account.user.name()},
            {u"name"_s, account.name},
            {u"email"_s, account.email},
            {u"clientId"_s, account.clientId},
            {u"serviceRoot"_s, account.serviceRoot},
            {u"tokenStorage"_s, nameOf(account.storage)},
            {u"grantedScopes"_s, QJsonArray::fromStringList(account.grantedScopes)}};
}

Account fromJson(const QJsonObject &json)
{
    Account account{.user = UserId(json.value("user"_L1).toString()),
                    .name = json.value("name"_L1).toString(),
                    .email = json.value("email"_L1).toString(),
                    .clientId = json.value("clientId"_L1).toString(),
                    .serviceRoot = json.value("serviceRoot"_L1).toString(),
                    .storage = storageFrom(json.value("tokenStorage"_L1).toString()),
                    .grantedScopes = {}};
    const QJsonArray scopes = json.value("grantedScopes"_L1).toArray();
    for (const QJsonValue &scope : scopes)
        account.grantedScopes.append(scope.toString());
    return account;
}

bool sameAccount(const Account &a, const Account &b)
{
    return a.secretKey() == b.secretKey();
}

} // namespace

QString Account::secretKey() const
{
    // By host: the port of a service on this machine may be another one tomorrow.
    const QString service = serviceRoot.isEmpty() ? u"google"_s : QUrl(serviceRoot).host();
    return u"refresh-token %1 %2"_s.arg(service, user.name());
}

Accounts::Accounts(QString path)
    : m_path(std::move(path))
{
}

Result<QList<Account>> Accounts::load() const
{
    QFile file(m_path);
    if (!file.exists())
        return QList<Account>();
    if (!file.open(QFile::ReadOnly))
        return Failure(Error{.kind = ErrorKind::StorageFailed, .detail = m_path});
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll());
    if (!document.isObject()) {
        QFile::remove(m_path + u".damaged"_s);
        file.rename(m_path + u".damaged"_s);
        return Failure(Error{.kind = ErrorKind::StorageDamaged, .detail = m_path});
    }
    QList<Account> accounts;
    const QJsonArray rows = document.object().value("accounts"_L1).toArray();
    for (const QJsonValue &row : rows) {
        const Account account = fromJson(row.toObject());
        if (!account.user.lastSegment().isEmpty())
            accounts.append(account);
    }
    return accounts;
}

Result<void> Accounts::save(const Account &account) const
{
    QList<Account> accounts = load().value_or(QList<Account>());
    accounts.removeIf([&](const Account &other) { return sameAccount(account, other); });
    accounts.prepend(account);
    return write(accounts);
}

Result<void> Accounts::remove(const Account &account) const
{
    QList<Account> accounts = load().value_or(QList<Account>());
    accounts.removeIf([&](const Account &other) { return sameAccount(account, other); });
    return write(accounts);
}

Result<void> Accounts::write(const QList<Account> &accounts) const
{
    QJsonArray rows;
    for (const Account &account : accounts)
        rows.append(toJson(account));
    QSaveFile file(m_path);
    if (!file.open(QFile::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        || file.write(QJsonDocument(QJsonObject{{u"accounts"_s, rows}}).toJson()) < 0
        || !file.commit())
        return Failure(Error{.kind = ErrorKind::StorageFailed, .detail = m_path});
    return {};
}

} // namespace linnet::app
