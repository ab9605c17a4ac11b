// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/clock.h"
#include "api/endpoints.h"
#include "api/transport.h"

#include <QUrl>

namespace linnet::app {

// The one way out to the network, shared by signing in and by sessions.
struct Wire
{
    api::Transport &transport;
    api::Environment environment;
    api::Endpoints endpoints;
    QUrl serviceRoot; // where endpoints lead; empty: Google
};

} // namespace linnet::app
