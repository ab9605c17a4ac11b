// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/ports.h"

namespace linnet {

// What an account takes of the disk, in bytes.
struct StorageUse
{
    qint64 media = 0; // pictures and files that were fetched
    qint64 messages = 0; // the cache of conversations and messages

    friend bool operator==(const StorageUse &, const StorageUse &) = default;
};

// What is stored here that the service has as well, and how to be rid of it. What the person wrote
// and has not sent (outbox, drafts), and the sign-in, are no part of it and are never touched.
class StoragePort
{
public:
    virtual ~StoragePort() = default;

    virtual void use(QObject *context, Handler<StorageUse> handler) = 0;
    // What was fetched is fetched again when it is wanted.
    virtual void clearMedia(QObject *context, Handler<StorageUse> handler) = 0;
    // The account is closed and opened again, its window too; everything is asked of the service
    // anew. Later, not within the call.
    virtual void clearMessages() = 0;
};

} // namespace linnet
