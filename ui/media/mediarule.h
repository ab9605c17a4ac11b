// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <array>
#include <optional>

class QSettings;

namespace linnet::ui {

// What the person chose about pictures: how large one may be to be fetched by itself, and how much
// of them is kept on the disk. Kept in the program's settings; whoever fetches asks
// unaskedBytes(). GUI thread.
class MediaRule : public QObject
{
    Q_OBJECT
public:
    static constexpr qint64 anySize = -1;
    static constexpr qint64 megabyte = 1'000'000;
    // What there is to choose from, in bytes; 0: nothing comes by itself.
    static constexpr std::array<qint64, 4> sizes{anySize, 5 * megabyte, megabyte, 0};
    static constexpr std::array<qint64, 4> limits{100 * megabyte, 500 * megabyte, 2000 * megabyte,
                                                  10'000 * megabyte};

    // Null: nothing is remembered. The settings must outlive it.
    explicit MediaRule(QSettings *settings, QObject *parent = nullptr);

    // One of sizes.
    [[nodiscard]] qint64 largest() const { return m_largest; }
    void setLargest(qint64 bytes);
    // Whether nothing is fetched unasked where it costs money.
    [[nodiscard]] bool sparesMetered() const { return m_sparesMetered; }
    void setSparesMetered(bool spares);
    // One of limits.
    [[nodiscard]] qint64 diskLimit() const { return m_diskLimit; }
    void setDiskLimit(qint64 bytes);

    // What the system tells about the connection; nothing: it cannot tell.
    [[nodiscard]] std::optional<bool> metered() const { return m_metered; }
    void setMetered(std::optional<bool> metered);

    // What holds now: anySize, or so many bytes.
    [[nodiscard]] qint64 unaskedBytes() const;

Q_SIGNALS:
    void changed();

private:
    void keep(const QString &key, const QVariant &value);

    QSettings *m_settings;
    qint64 m_largest = 5 * megabyte;
    bool m_sparesMetered = true;
    qint64 m_diskLimit = 500 * megabyte;
    std::optional<bool> m_metered;
};

} // namespace linnet::ui
