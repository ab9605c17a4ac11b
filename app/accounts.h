// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"
#include "models/domain/ids.h"
#include "models/domain/result.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace linnet::app {

// What is known of an account without its secret: enough to show its cache while the keychain is
// locked, and to know that a sign-in is expected there.
struct Account
{
    UserId user;
    QString name; // as the service gave it: remote text
    QString email;
    QString clientId; // the OAuth client its token belongs to
    QString serviceRoot; // empty: Google
    TokenStorage storage = TokenStorage::Keychain;
    QStringList grantedScopes;

    // Under which the secret store keeps its refresh token.
    [[nodiscard]] QString secretKey() const;
    friend bool operator==(const Account &, const Account &) = default;
};

// The accounts of a profile, in a file that holds no secret. Several are possible; the program
// shows the first.
class Accounts
{
public:
    explicit Accounts(QString path);

    // Reads the file; a damaged one is set aside as "….damaged" and answered with StorageDamaged:
    // signing in makes a new one.
    [[nodiscard]] Result<QList<Account>> load() const;
    // Puts the account first, in the place of the one of the same user and service: who signed in
    // last is shown at the next start.
    [[nodiscard]] Result<void> save(const Account &account) const;
    [[nodiscard]] Result<void> remove(const Account &account) const;

private:
    [[nodiscard]] Result<void> write(const QList<Account> &accounts) const;

    QString m_path;
};

} // namespace linnet::app
