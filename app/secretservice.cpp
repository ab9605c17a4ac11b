// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/secretservice.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QTimer>

namespace linnet::app {

using namespace Qt::StringLiterals;

void askWhetherLocked(QObject *context, std::function<void(bool)> handler)
{
    constexpr int patience = 2000; // milliseconds
    const QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) {
        QTimer::singleShot(0, context, [handler = std::move(handler)] { handler(false); });
        return;
    }
    QDBusMessage question = QDBusMessage::createMethodCall(
        u"org.freedesktop.secrets"_s, u"/org/freedesktop/secrets/aliases/default"_s,
        u"org.freedesktop.DBus.Properties"_s, u"Get"_s);
    question << u"org.freedesktop.Secret.Collection"_s << u"Locked"_s;
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(question, patience), context);
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, context,
                     [watcher, handler = std::move(handler)] {
                         const QDBusPendingReply<QDBusVariant> reply = *watcher;
                         watcher->deleteLater();
                         handler(reply.isValid() && reply.value().variant().toBool());
                     });
}

} // namespace linnet::app
