// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/message.h"

namespace linnet {

// A thread with replies that the person wrote in or is mentioned in, as far as it is cached.
struct MyThread
{
    ThreadId thread {};
    Message root {}; // without an id: not cached
    Message newest {}; // the last reply that is not deleted
    int replies = 0;
    int unread = 0; // replies of others, after the last own one and after what was read

    friend bool operator==(const MyThread &, const MyThread &) = default;
};

} // namespace linnet
