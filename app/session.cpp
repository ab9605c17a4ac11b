// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session.h"

#include "models/sync/mapping/errormapping.h"

#include <QFile>
#include <QFileInfo>
#include <QLoggingCategory>

namespace linnet::app {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lcSession, "linnet.session")

store::Paths pathsOf(const Profile &profile, const Account &account)
{
    // Beside the outbox, not among what clean-up tools empty: it is all there is without a network.
    return {.cacheDatabase = profile.dataDirectory(account.user) + u"/cache.db"_s,
            .outboxDatabase = profile.dataDirectory(account.user) + u"/outbox.db"_s};
}

// SQLite's own beside it.
QStringList filesOf(const QString &database)
{
    return {database, database + u"-wal"_s, database + u"-shm"_s, database + u"-journal"_s};
}

} // namespace

Session::Session(Account account, api::ClientConfig client, const Profile &profile, Wire wire,
                 SecretStore &secrets, QObject *parent)
    : QObject(parent)
    , m_account(std::move(account))
    , m_cacheDatabase(pathsOf(profile, m_account).cacheDatabase)
    , m_wire(wire)
    , m_secrets(secrets)
    , m_tokens(wire.transport, wire.environment.clock, wire.endpoints, std::move(client))
    , m_limiter(wire.environment.clock)
    , m_api(wire.transport, m_tokens, m_limiter, wire.environment, wire.endpoints)
    , m_store(pathsOf(profile, m_account))
    , m_spaces(m_users, m_clock)
    , m_services{m_api, m_store, wire.environment}
    , m_outbox(m_services)
    , m_drafts(m_store)
    , m_sync(m_services, m_outbox)
    , m_history(m_services, m_sync)
    , m_timelines(m_services, m_sync, m_outbox)
    , m_media(m_services, wire.transport, profile.cacheDirectory(m_account.user) + u"/media"_s,
              wire.serviceRoot)
    , m_rooms(m_services)
    , m_lookup(m_services)
    , m_ownEmoji(m_services, m_lookup)
    , m_threads(m_services)
{
    m_users.setMe(m_account.user);
    connect(&m_store, &store::Store::changed, this, &Session::applyChanges);
    connect(&m_store, &store::Store::failed, this, [this](const Error &error) {
        m_storageError = error;
        setStatus(m_sync.status());
    });
    connect(&m_store, &store::Store::recovered, this, [this] {
        m_storageError.reset();
        setStatus(m_sync.status());
        loadSetAside(); // the file may have been opened only now
    });
    connect(&m_sync, &sync::AccountSync::statusChanged, this, &Session::setStatus);
    connect(&m_outbox, &sync::Outbox::writeRefused, this, &Session::writeRefused);
    connect(&m_tokens, &api::TokenProvider::refreshTokenRotated, this,
            [this](const QString &token) {
                // The old one may be dead already: keep the new one whatever else happens.
                m_secrets.write(m_account.secretKey(), token, this, [](const Result<bool> &kept) {
                    if (!kept)
                        qCWarning(lcSession, "a renewed sign-in could not be kept");
                });
            });
}

Session::~Session() = default;

void Session::start(const api::TokenSet &tokens, const User &me)
{
    if (!tokens.refreshToken.isEmpty() || !tokens.accessToken.isEmpty())
        m_tokens.setTokens(tokens);
    m_store.open(this, [this](const Result<store::OpenReport> &report) {
        if (report)
            opened(*report);
        else
            opened({.cacheError = report.error(), .outboxError = report.error()});
    });
    m_store.setOwnUser(m_account.user, this, [this](const Result<UserId> &user) {
        if (user)
            return;
        m_storageError = user.error();
        setStatus(m_status);
    });
    if (!me.id.isEmpty())
        m_store.apply(store::Batch{.users = {me}});
    loadModels();
}

void Session::opened(const store::OpenReport &report)
{
    if (report.quarantined > 0)
        qCWarning(lcSession, "%d outbox rows could not be read and were set aside",
                  report.quarantined);
    if (report.outboxError)
        m_storageError = report.outboxError;
    else if (report.cacheError)
        m_storageError = report.cacheError;
    setStatus(m_status);
    loadSetAside();
}

void Session::loadSetAside()
{
    m_store.setAside(this, [this](const Result<QList<SetAsideText>> &texts) {
        if (texts)
            setSetAside(*texts);
    });
}

void Session::setSetAside(const QList<SetAsideText> &texts)
{
    if (m_setAside == texts)
        return;
    m_setAside = texts;
    Q_EMIT setAsideChanged(texts);
    setStatus(m_status);
}

void Session::forgetSetAside()
{
    m_store.forgetSetAside(this, [this](const Result<bool> &forgotten) {
        if (forgotten)
            setSetAside({});
    });
}

void Session::loadModels()
{
    m_store.users(this, [this](const Result<QList<User>> &users) {
        if (users)
            m_users.reset(*users);
    });
    m_store.conversations(this, [this](const Result<QList<Conversation>> &conversations) {
        if (conversations)
            m_spaces.reset(*conversations);
        Q_EMIT loaded();
        m_outbox.start(m_account.user);
        m_history.start();
        if (m_tokens.state() == api::TokenProvider::State::Empty)
            loadSecret();
        else
            m_sync.start(m_account.user);
    });
}

void Session::loadSecret()
{
    m_secrets.read(m_account.secretKey(), this,
                   [this](const Result<QString> &secret) { secretRead(secret); });
}

void Session::secretRead(const Result<QString> &secret)
{
    if (secret) {
        m_secretError.reset();
        m_tokens.setTokens({.refreshToken = *secret});
        m_sync.start(m_account.user);
        m_outbox.retryNow();
        return;
    }
    m_secretError = secret.error();
    // A store that answers and has nothing: the way on is to sign in again. Nothing is removed.
    if (secret.error().kind == ErrorKind::NotFound)
        m_secretError = Error{.kind = ErrorKind::SignedOut};
    setStatus(m_status);
}

void Session::applyChanges(const ChangeSet &changes)
{
    m_users.apply(changes);
    m_spaces.apply(changes);
    Q_EMIT changed(changes);
}

void Session::setStatus(const AccountStatus &status)
{
    m_status = status;
    if (m_secretError) {
        m_status.connection = Connection::Blocked;
        m_status.error = m_secretError;
    }
    m_status.storageError = m_storageError;
    m_status.setAside = int(m_setAside.size());
    Q_EMIT statusChanged(m_status);
}

void Session::setActive(bool active)
{
    m_sync.setActive(active);
}

void Session::setUserAway(bool away)
{
    m_sync.setUserIdle(away);
}

void Session::retryNow()
{
    if (m_secretError) {
        loadSecret();
        return;
    }
    m_sync.retryNow();
    m_outbox.retryNow();
    m_media.retryNow();
}

void Session::setMediaTerms(qint64 unaskedBytes, qint64 mostBytes)
{
    m_media.setUnaskedBytes(unaskedBytes);
    m_media.setMostBytes(mostBytes);
}

StorageUse Session::storageUse()
{
    StorageUse use{.media = m_media.bytes()};
    for (const QString &file : filesOf(m_cacheDatabase))
        use.messages += QFileInfo(file).size();
    return use;
}

void Session::use(QObject *context, Handler<StorageUse> handler)
{
    QMetaObject::invokeMethod(
        context, [handler = std::move(handler), use = storageUse()] { handler(use); },
        Qt::QueuedConnection);
}

void Session::clearMedia(QObject *context, Handler<StorageUse> handler)
{
    Result<StorageUse> outcome = Failure(Error{.kind = ErrorKind::StorageFailed});
    if (m_media.clear())
        outcome = storageUse();
    QMetaObject::invokeMethod(
        context, [handler = std::move(handler), outcome] { handler(outcome); },
        Qt::QueuedConnection);
}

void Session::clearMessages()
{
    // Later: who asks lives in the window, which goes with the session.
    QMetaObject::invokeMethod(this, &Session::clearMessagesWanted, Qt::QueuedConnection);
}

bool Session::removeMessages(const Profile &profile, const Account &account)
{
    bool gone = true;
    for (const QString &file : filesOf(pathsOf(profile, account).cacheDatabase))
        gone = (!QFile::exists(file) || QFile::remove(file)) && gone;
    return gone;
}

void Session::signInAgain()
{
    Q_EMIT signInWanted();
}

void Session::signOut()
{
    m_history.stop();
    m_sync.stop();
    // What is at hand needs no keychain, which may be locked.
    if (!m_tokens.refreshToken().isEmpty()) {
        revoke(m_tokens.refreshToken());
        return;
    }
    m_secrets.read(m_account.secretKey(), this, [this](const Result<QString> &secret) {
        if (secret)
            revoke(*secret);
        else if (secret.error().kind == ErrorKind::NotFound)
            forgetSecret({});
        else
            forgetSecret(secret.error());
    });
}

// Without a network the token stays valid on the server, but it is forgotten here.
void Session::revoke(const QString &refreshToken)
{
    m_revocation = api::revokeToken(m_wire.transport, m_wire.endpoints, refreshToken,
                                    [this](const api::Result<void> &revoked) {
                                        if (revoked)
                                            forgetSecret({});
                                        else
                                            forgetSecret(sync::toError(revoked.error()));
                                    });
}

void Session::forgetSecret(const std::optional<Error> &notRevoked)
{
    m_secrets.remove(m_account.secretKey(), this, [this, notRevoked](const Result<bool> &removed) {
        Q_EMIT signedOut(notRevoked, removed ? std::nullopt : std::optional(removed.error()));
    });
}

} // namespace linnet::app
