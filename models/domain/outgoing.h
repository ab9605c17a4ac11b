// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/message.h"

namespace linnet {

// A file that goes with a message, as the person chose it.
struct OutgoingFile
{
    QString path {}; // absolute, on this machine
    QString name {}; // as others see it; empty: the last part of the path
    QString contentType {}; // MIME type; empty: application/octet-stream

    friend bool operator==(const OutgoingFile &, const OutgoingFile &) = default;
};

// The message that another one quotes, exactly as it stood when it was chosen.
struct QuoteReference
{
    MessageId message {};
    // The quoted message's lastUpdateTime, of one never edited its createTime (quotedTime()): with
    // any other the service refuses the quote.
    Timestamp lastUpdateTime {};
    QuoteType type = QuoteType::Reply; // Forward: from another conversation or thread

    friend bool operator==(const QuoteReference &, const QuoteReference &) = default;
};

// What a person sends with one press of Enter. Without text it needs a file or a forwarded message.
struct OutgoingMessage
{
    QString text {}; // with Chat's markup
    QList<OutgoingFile> files {};
    std::optional<QuoteReference> quote {};

    friend bool operator==(const OutgoingMessage &, const OutgoingMessage &) = default;
};

[[nodiscard]] inline Timestamp quotedTime(const Message &message)
{
    return message.lastUpdateTime.isKnown() ? message.lastUpdateTime : message.createTime;
}

// The largest file the service takes, in bytes (Chat API, media.upload).
inline constexpr qint64 maximumFileBytes = 209'715'200;

// What the service is known to refuse by the end of a file's name, whatever is in it; any case.
[[nodiscard]] bool isBlockedFileName(const QString &name);

} // namespace linnet
