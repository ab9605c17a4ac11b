// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/colourscheme.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {
const auto service = u"org.freedesktop.portal.Desktop"_s;
const auto path = u"/org/freedesktop/portal/desktop"_s;
const auto settings = u"org.freedesktop.portal.Settings"_s;
const auto appearance = u"org.freedesktop.appearance"_s;
const auto key = u"color-scheme"_s;
} // namespace

ColourScheme::ColourScheme(QObject *parent)
    : QObject(parent)
{
}

void ColourScheme::start()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(service, path, settings, u"SettingChanged"_s, this,
                SLOT(settingChanged(QString, QString, QDBusVariant)));

    // Read, not ReadOne: portals before version 2 have only the former.
    auto call = QDBusMessage::createMethodCall(service, path, settings, u"Read"_s);
    call << appearance << key;
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        if (!reply.isError())
            take(reply.value().variant());
        watcher->deleteLater();
    });
}

void ColourScheme::settingChanged(const QString &group, const QString &name,
                                  const QDBusVariant &value)
{
    if (group == appearance && name == key)
        take(value.variant());
}

void ColourScheme::take(QVariant value)
{
    // Read wraps the value in a second variant.
    if (value.metaType() == QMetaType::fromType<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    std::optional<bool> dark;
    if (value.toUInt() == 1)
        dark = true;
    else if (value.toUInt() == 2)
        dark = false;
    if (dark == m_dark)
        return;
    m_dark = dark;
    Q_EMIT changed();
}

} // namespace linnet::ui
