// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/accounts.h"
#include "app/profile.h"
#include "app/secretstore.h"
#include "app/wire.h"

#include "api/client.h"
#include "models/domain/account.h"
#include "models/domain/clock.h"
#include "models/domain/portsstorage.h"
#include "models/items/spacelistmodel.h"
#include "models/items/usertable.h"
#include "models/store/store.h"
#include "models/sync/accountsync.h"
#include "models/sync/backfiller.h"
#include "models/sync/drafts.h"
#include "models/sync/lookup.h"
#include "models/sync/medialoader.h"
#include "models/sync/mythreads.h"
#include "models/sync/outbox.h"
#include "models/sync/ownemoji.h"
#include "models/sync/rooms.h"
#include "models/sync/timelineloader.h"

#include <QObject>

namespace linnet::app {

// One account at work: the composition root that alone knows everybody. Several may live side by
// side; they share the wire and nothing else.
class Session : public QObject, public AccountPort, public StoragePort
{
    Q_OBJECT

public:
    // The secret store and what the wire refers to must outlive it.
    Session(Account account, api::ClientConfig client, const Profile &profile, Wire wire,
            SecretStore &secrets, QObject *parent = nullptr);
    ~Session() override;

    // Opens the files, then emits loaded(), then begins to talk to the service. With tokens after
    // a sign-in, else with what the secret store has.
    void start(const api::TokenSet &tokens, const User &me);

    [[nodiscard]] const Account &account() const { return m_account; }
    [[nodiscard]] const AccountStatus &status() const { return m_status; }
    [[nodiscard]] items::SpaceListModel &spaces() { return m_spaces; }
    [[nodiscard]] items::UserTable &users() { return m_users; }
    [[nodiscard]] MessagePort &messages() { return m_outbox; }
    [[nodiscard]] DraftPort &drafts() { return m_drafts; }
    [[nodiscard]] TimelinePort &timelines() { return m_timelines; }
    [[nodiscard]] HistoryPort &history() { return m_history; }
    [[nodiscard]] MediaPort &media() { return m_media; }
    [[nodiscard]] SpacePort &rooms() { return m_rooms; }
    [[nodiscard]] LookupPort &lookup() { return m_lookup; }
    [[nodiscard]] EmojiPort &emoji() { return m_ownEmoji; }
    [[nodiscard]] ThreadsPort &threads() { return m_threads; }
    [[nodiscard]] const Clock &clock() const { return m_clock; }
    // Texts whose rows were damaged.
    [[nodiscard]] const QList<SetAsideText> &setAside() const { return m_setAside; }
    // The person is done with them.
    void forgetSetAside();

    // The window came to the front or went: decides how often the service is asked.
    void setActive(bool active);
    // The screen is locked: nobody is there, wherever the window is.
    void setUserAway(bool away);

    // How large a picture nobody asked for may be (MediaLoader::anySize: any), and how much of
    // them is kept.
    void setMediaTerms(qint64 unaskedBytes, qint64 mostBytes);

    // StoragePort
    void use(QObject *context, Handler<StorageUse> handler) override;
    void clearMedia(QObject *context, Handler<StorageUse> handler) override;
    void clearMessages() override;
    // What clearMessages() asks for; only while no session has the account open. False: the disk
    // refuses.
    [[nodiscard]] static bool removeMessages(const Profile &profile, const Account &account);

    // AccountPort
    void retryNow() override;
    void signInAgain() override;
    void signOut() override;

Q_SIGNALS:
    // The models show what the files hold.
    void loaded();
    void statusChanged(const linnet::AccountStatus &status);
    // After the models have it: for the timelines in view.
    void changed(const linnet::ChangeSet &changes);
    // A write that is no message was refused and is undone: nobody else has the text of an edit.
    void writeRefused(const linnet::OutboxItem &write, const linnet::Error &error);
    void setAsideChanged(const QList<linnet::SetAsideText> &texts);
    void signInWanted();
    // The account is to be closed, removeMessages() called, and to be opened again.
    void clearMessagesWanted();
    // The end of signOut(); the files are still there. notRevoked: why the service was not told, so
    // that the sign-in goes on being valid there; notForgotten: why it is still kept here.
    void signedOut(const std::optional<linnet::Error> &notRevoked,
                   const std::optional<linnet::Error> &notForgotten);

private:
    void opened(const store::OpenReport &report);
    void loadModels();
    void loadSetAside();
    void setSetAside(const QList<SetAsideText> &texts);
    void loadSecret();
    void secretRead(const Result<QString> &secret);
    void applyChanges(const ChangeSet &changes);
    void setStatus(const AccountStatus &status);
    void revoke(const QString &refreshToken);
    void forgetSecret(const std::optional<Error> &notRevoked);
    [[nodiscard]] StorageUse storageUse();

    Account m_account;
    const QString m_cacheDatabase;
    Wire m_wire;
    SecretStore &m_secrets;
    SystemClock m_clock;
    api::TokenProvider m_tokens;
    api::Limiter m_limiter;
    api::Client m_api;
    store::Store m_store;
    items::UserTable m_users;
    items::SpaceListModel m_spaces;
    sync::Services m_services;
    sync::Outbox m_outbox;
    sync::Drafts m_drafts;
    sync::AccountSync m_sync;
    sync::Backfiller m_history;
    sync::TimelineLoader m_timelines;
    sync::MediaLoader m_media;
    sync::Rooms m_rooms;
    sync::Lookup m_lookup;
    sync::OwnEmoji m_ownEmoji;
    sync::MyThreads m_threads;
    std::unique_ptr<api::Exchange> m_revocation;
    AccountStatus m_status; // as shown
    std::optional<Error> m_secretError; // why there is no token: shown before what sync says
    std::optional<Error> m_storageError;
    QList<SetAsideText> m_setAside;
};

} // namespace linnet::app
