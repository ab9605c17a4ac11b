// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/generated/resources.h"
#include "models/domain/message.h"

#include <optional>

namespace linnet::sync {

// What part of a text means something. Kinds that are not known give nothing: the text stands for
// itself. Positions are taken over as they came, whatever they are: they are checked where the text
// is drawn (markup.h).
[[nodiscard]] std::optional<Annotation> toAnnotation(const api::Annotation &wire);
[[nodiscard]] QList<Annotation> toAnnotations(const QList<api::Annotation> &wire);

// What is told of a link beside its address. A kind that is not known, or whose data is missing,
// is a link like any other.
[[nodiscard]] RichLink toRichLink(const api::RichLinkMetadata &wire);

} // namespace linnet::sync
