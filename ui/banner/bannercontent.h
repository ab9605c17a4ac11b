// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/account.h"

#include <QList>
#include <QString>
#include <QUrl>

#include <optional>

namespace linnet::ui {

enum class BannerTone {
    Info, // goes on by itself
    Warning, // needs a person soon
    Danger, // something does not work until a person acts
};

enum class BannerAction {
    RetryNow,
    SignInAgain,
    OpenLink,
    ShowSetAside,
};

// What the banner says about the account: what is the case, what is safe, what to do.
struct BannerContent
{
    BannerTone tone = BannerTone::Info;
    QString icon;
    QString headline;
    QString text;
    QList<BannerAction> actions; // the first is the one to take
    QUrl link; // of OpenLink; one of ours, never remote
    bool transient = false; // may pass by itself: not shown before it has lasted
    bool countsDown = false; // the text changes with time

    friend bool operator==(const BannerContent &, const BannerContent &) = default;
};

// Pure: what is to be said at this moment, or nothing. What only the person can mend comes first,
// then what threatens what they write, then what passes.
[[nodiscard]] std::optional<BannerContent> bannerFor(const AccountStatus &status, Timestamp now);

// The quiet line below the list: "Updated 10:42 · 2 waiting to be sent".
[[nodiscard]] QString statusWords(const AccountStatus &status, Timestamp now);

} // namespace linnet::ui
