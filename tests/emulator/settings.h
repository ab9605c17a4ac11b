// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace emulator {

/// What the command line and the control endpoint switch on and off. All off: the service as
/// documented.
struct Settings
{
    QString baseUrl; ///< "http://127.0.0.1:PORT", for pictures and pages

    bool autoApprove = false; ///< consent is given without a person
    bool googleDeviceRules = false; ///< the device flow refuses Chat scopes, as Google's does
    bool desktopClient = false; ///< the OAuth client is of Google's type "Desktop app"
    QStringList grantOnly; ///< granular consent: only these of the asked scopes, when not empty
    int tokenSeconds = 3600; ///< how long access tokens work, whatever expires_in promises
    bool quota = true;

    bool offline = false; ///< every connection is reset
    int latencyMs = 0;
    int latencyJitterMs = 0;

    bool chatAppMissing = false; ///< the project has no Chat app: writes and events answer 404
    bool apiDisabled = false; ///< 403 SERVICE_DISABLED
    bool hideNames = false; ///< Chat's users carry name and type only
    bool emptyPeople = false; ///< the People API answers with persons without fields
    bool threadReadUpdate = false; ///< updateThreadReadState is served; else 404
    bool batchEvents = false; ///< events of a kind that follow each other come as one
    bool emptyPages = false; ///< an empty page with a token before every page
    bool hideMembers = false; ///< members.list answers PERMISSION_DENIED everywhere
    bool sloppyJson = false; ///< numbers as floats or strings, "true", null objects, unknown fields
    bool snakeJson = false; ///< field names in snake_case
    bool emojiLocked = false; ///< the administrator lets nobody make emoji
    bool directoryOff = false; ///< the administrator switched directory sharing off
};

} // namespace emulator
