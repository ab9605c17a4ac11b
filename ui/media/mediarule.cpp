// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/media/mediarule.h"

#include <QSettings>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

const auto largestKey = u"media/largestUnasked"_s;
const auto meteredKey = u"media/spareMetered"_s;
const auto diskKey = u"media/diskLimit"_s;

// What somebody else wrote into the file counts for nothing.
template <size_t N>
qint64 stored(const QSettings &settings, const QString &key, const std::array<qint64, N> &offered,
              qint64 otherwise)
{
    bool isNumber = false;
    const qint64 value = settings.value(key).toLongLong(&isNumber);
    return isNumber && std::find(offered.begin(), offered.end(), value) != offered.end()
        ? value
        : otherwise;
}

} // namespace

MediaRule::MediaRule(QSettings *settings, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
{
    if (!settings)
        return;
    m_largest = stored(*settings, largestKey, sizes, m_largest);
    m_sparesMetered = settings->value(meteredKey, m_sparesMetered).toBool();
    m_diskLimit = stored(*settings, diskKey, limits, m_diskLimit);
}

void MediaRule::keep(const QString &key, const QVariant &value)
{
    if (m_settings)
        m_settings->setValue(key, value);
    Q_EMIT changed();
}

void MediaRule::setLargest(qint64 bytes)
{
    if (m_largest != bytes) {
        m_largest = bytes;
        keep(largestKey, bytes);
    }
}

void MediaRule::setSparesMetered(bool spares)
{
    if (m_sparesMetered != spares) {
        m_sparesMetered = spares;
        keep(meteredKey, spares);
    }
}

void MediaRule::setDiskLimit(qint64 bytes)
{
    if (m_diskLimit != bytes) {
        m_diskLimit = bytes;
        keep(diskKey, bytes);
    }
}

void MediaRule::setMetered(std::optional<bool> metered)
{
    if (m_metered != metered) {
        m_metered = metered;
        Q_EMIT changed();
    }
}

qint64 MediaRule::unaskedBytes() const
{
    return m_sparesMetered && m_metered.value_or(false) ? 0 : m_largest;
}

} // namespace linnet::ui
