// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/chataddress.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

// The service's ids are of these; anything else would be a path of our own making.
bool isId(const QString &text)
{
    return !text.isEmpty() && text.size() <= 64
        && std::all_of(text.begin(), text.end(), [](QChar c) {
               return c.unicode() < 128 && (c.isLetterOrNumber() || c == u'-' || c == u'_');
           });
}

} // namespace

std::optional<ChatAddress> chatAddress(const QUrl &url)
{
    if (url.scheme() != "https"_L1)
        return std::nullopt;
    const QString host = url.host();
    const QString fragment = url.fragment(QUrl::FullyEncoded);
    QString path = url.path(QUrl::FullyEncoded);
    if (host == "mail.google.com"_L1 && path.startsWith("/chat/"_L1))
        path = fragment.startsWith("chat/"_L1) ? fragment.mid(4) : QString();
    else if (host != "chat.google.com"_L1)
        return std::nullopt;
    QStringList parts = path.split(u'/', Qt::SkipEmptyParts);
    if (parts.value(0) == u"u"_s)
        parts = parts.mid(2);
    if (parts.value(0) == u"app"_s || parts.value(0) == u"chat"_s)
        parts = parts.mid(1);
    const QString kind = parts.value(0);
    if ((kind != u"room"_s && kind != u"space"_s && kind != u"dm"_s) || !isId(parts.value(1)))
        return std::nullopt;
    ChatAddress address;
    const QString space = u"spaces/"_s + parts[1];
    address.space = SpaceId(space);
    if (!isId(parts.value(2)))
        return address;
    address.thread = ThreadId(QString(space + u"/threads/"_s + parts[2]));
    if (isId(parts.value(3)))
        address.message = MessageId(QString(space + u"/messages/"_s + parts[2] + u'.' + parts[3]));
    return address;
}

} // namespace linnet::ui
