// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/service/stage.h"

#include <functional>

// A call of one method with parameters that are well formed, about things that need not exist.
struct EveryCall
{
    const linnet::api::MethodInfo *method = nullptr;
    // The error; nothing when it succeeded.
    std::function<std::optional<linnet::api::Error>(Stage &)> run;
};

// All 54 methods of the Chat service.
[[nodiscard]] QList<EveryCall> everyCall();
