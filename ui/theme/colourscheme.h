// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusVariant>
#include <QObject>

#include <optional>

namespace linnet::ui {

// The desktop's wish for light or dark, from the Settings portal
// (org.freedesktop.portal.Settings, org.freedesktop.appearance color-scheme). Qt 6.4 does not know
// it. Never blocks: without a bus or a portal it stays unknown.
class ColourScheme : public QObject
{
    Q_OBJECT
public:
    explicit ColourScheme(QObject *parent = nullptr);

    void start();
    // 1 is dark, 2 light, 0 and anything else no preference: unknown.
    [[nodiscard]] std::optional<bool> dark() const { return m_dark; }

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void settingChanged(const QString &group, const QString &key, const QDBusVariant &value);

private:
    void take(QVariant value);

    std::optional<bool> m_dark;
};

} // namespace linnet::ui
