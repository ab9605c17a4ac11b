// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/message.h"

#include <QUrl>

namespace linnet::ui {

// What kind of thing an attachment or a link is, in words and as an icon's name.

[[nodiscard]] QString fileWords(const Attachment &attachment);
[[nodiscard]] QString fileIcon(const Attachment &attachment);

// A picture that Linnet draws itself, inline and in its viewer; anything else is a chip.
[[nodiscard]] bool isPicture(const Attachment &attachment);
// One of a message that is on its way: drawn inline, as it lies on this machine.
[[nodiscard]] bool isOutgoingPicture(const Attachment &attachment);
[[nodiscard]] bool isPictureType(const QString &contentType);

enum class LinkKind {
    Document,
    Spreadsheet,
    Presentation,
    Drive,
    Meeting,
    Calendar,
    Chat,
    Other,
};

// By host and path; an invalid address is Other.
[[nodiscard]] LinkKind linkKind(const QUrl &url);
[[nodiscard]] QString linkWords(LinkKind kind);
[[nodiscard]] QString linkIcon(LinkKind kind);

} // namespace linnet::ui
