// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/generated/resources.h"
#include "models/domain/message.h"

namespace linnet::sync {

// A file of a message. downloadUri and thumbnailUri are left behind on purpose: they belong to a
// browser's session and carry a token; bytes come by mediaName.
[[nodiscard]] Attachment toAttachment(const api::Attachment &wire);
[[nodiscard]] QList<Attachment> toAttachments(const QList<api::Attachment> &wire);

} // namespace linnet::sync
