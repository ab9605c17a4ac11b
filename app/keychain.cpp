// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/keychain.h"

#include "app/secretservice.h"

#include <QLoggingCategory>
#include <QTimer>

#include <qt6keychain/keychain.h>

namespace linnet::app {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lcKeychain, "linnet.keychain")

const QString &service()
{
    static const QString name = u"im.linnet.Linnet"_s;
    return name;
}

Error unavailable(const QString &reason, const QString &detail = {})
{
    return {.kind = ErrorKind::KeyringUnavailable, .reason = reason, .detail = detail};
}

// Runs a job to its end or to the deadline, whichever comes first; a job that outlives the
// deadline is let go and deletes itself if it ever ends.
class Run : public QObject
{
    Q_OBJECT

public:
    using Done = std::function<void(QKeychain::Job *)>; // null: the deadline passed

    Run(QKeychain::Job *job, std::chrono::milliseconds deadline, QObject *context, Done done)
        : QObject(context)
        , m_done(std::move(done))
    {
        job->setInsecureFallback(false);
        connect(job, &QKeychain::Job::finished, this, &Run::finish);
        QTimer::singleShot(deadline, this, [this] { finish(nullptr); });
        job->start();
    }

private:
    void finish(QKeychain::Job *job)
    {
        if (job != nullptr && job->error() != QKeychain::NoError)
            qCDebug(lcKeychain, "job ended with error %d", int(job->error()));
        const Done done = std::exchange(m_done, nullptr);
        if (done)
            done(job);
        deleteLater();
    }

    Done m_done;
};

// The word for a job that failed, as far as QtKeychain's code tells it.
Error errorOf(QKeychain::Job *job)
{
    if (job == nullptr)
        return unavailable(u"not-answering"_s);
    switch (job->error()) {
    case QKeychain::EntryNotFound:
        return {.kind = ErrorKind::NotFound};
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied:
        return unavailable(u"refused"_s, job->errorString());
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
    case QKeychain::OtherError:
    case QKeychain::CouldNotDeleteEntry:
    case QKeychain::NoError:
        break;
    }
    return unavailable(u"absent"_s, job->errorString());
}

// QtKeychain reports a locked keyring as "entry not found" when reading and as "access denied"
// when writing (measured), so the Secret Service itself is asked before either is believed.
template<class T>
void fail(Error error, QObject *context, Handler<T> handler)
{
    if (error.kind != ErrorKind::NotFound && error.reason != u"refused"_s) {
        handler(Failure(std::move(error)));
        return;
    }
    askWhetherLocked(context, [error, handler = std::move(handler)](bool locked) {
        handler(Failure(locked ? Error{.kind = ErrorKind::KeyringLocked} : error));
    });
}

} // namespace

Keychain::Keychain(std::chrono::milliseconds deadline, QObject *parent)
    : SecretStore(parent)
    , m_deadline(deadline)
{
}

void Keychain::read(const QString &key, QObject *context, Handler<QString> handler)
{
    auto *job = new QKeychain::ReadPasswordJob(service());
    job->setKey(key);
    new Run(job, m_deadline, context, [context, handler = std::move(handler)](QKeychain::Job *ended) {
        if (ended != nullptr && ended->error() == QKeychain::NoError)
            handler(static_cast<QKeychain::ReadPasswordJob *>(ended)->textData());
        else
            fail<QString>(errorOf(ended), context, handler);
    });
}

void Keychain::write(const QString &key, const QString &secret, QObject *context,
                     Handler<bool> handler)
{
    auto *job = new QKeychain::WritePasswordJob(service());
    job->setKey(key);
    job->setTextData(secret);
    new Run(job, m_deadline, context, [context, handler = std::move(handler)](QKeychain::Job *ended) {
        if (ended != nullptr && ended->error() == QKeychain::NoError)
            handler(true);
        else
            fail<bool>(errorOf(ended), context, handler);
    });
}

void Keychain::remove(const QString &key, QObject *context, Handler<bool> handler)
{
    auto *job = new QKeychain::DeletePasswordJob(service());
    job->setKey(key);
    new Run(job, m_deadline, context, [context, handler = std::move(handler)](QKeychain::Job *ended) {
        if (ended != nullptr
            && (ended->error() == QKeychain::NoError || ended->error() == QKeychain::EntryNotFound))
            handler(ended->error() == QKeychain::NoError);
        else
            fail<bool>(errorOf(ended), context, handler);
    });
}

} // namespace linnet::app

#include "keychain.moc"
