// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cards/picturerule.h"

#include "ui/text/linkgate.h"

#include <QRegularExpression>
#include <QSettings>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {
const auto allKey = u"cards/loadPictures"_s;

// The service itself may be on this machine: whoever fetches knows where it is, and fetches nothing
// from any other place here.
bool isEmulated(const QUrl &url)
{
    return url.scheme() == "http"_L1 && url.host() == "127.0.0.1"_L1;
}

} // namespace

PictureRule::PictureRule(QSettings *settings, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
{
    if (settings)
        m_all = settings->value(allKey, false).toBool();
}

void PictureRule::setLoadsAll(bool all)
{
    if (all == m_all)
        return;
    m_all = all;
    if (m_settings)
        m_settings->setValue(allKey, all);
    Q_EMIT changed();
}

bool isFetchable(const QString &address)
{
    const auto url = safeUrl(address);
    if (url && isEmulated(*url))
        return true;
    if (!url || url->scheme() != "https"_L1)
        return false;
    // The last label of an address in numbers is one: 192.168.1.1, [::1].
    const QString last = url->host(QUrl::FullyEncoded).section(u'.', -1);
    return url->host().contains(u'.') && !last.isEmpty() && last[0].isLetter();
}

bool isOfService(const QString &address)
{
    // Not all of googleusercontent.com: anybody's machines and scripts have names in it.
    static const QRegularExpression hosts(
        u"^(?:(?:www|ssl|fonts)\\.gstatic\\.com|lh[3-6]\\.googleusercontent\\.com)$"_s);
    const auto url = safeUrl(address);
    if (url && isEmulated(*url))
        return true;
    return url && url->scheme() == "https"_L1 && url->port(443) == 443
        && hosts.match(url->host(QUrl::FullyEncoded)).hasMatch();
}

} // namespace linnet::ui
