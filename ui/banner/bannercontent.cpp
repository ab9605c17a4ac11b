// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/banner/bannercontent.h"

#include "ui/text/errorwords.h"
#include "ui/text/timewords.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(linnet::ui::Banner)
};

// Everything but the words: tone, icon and actions of a kind.
BannerContent shapeFor(ErrorKind kind)
{
    using enum BannerAction;
    const auto shape = [](BannerTone tone, const QString &icon, QList<BannerAction> actions) {
        BannerContent content;
        content.tone = tone;
        content.icon = icon;
        content.actions = std::move(actions);
        return content;
    };
    BannerContent content;
    switch (kind) {
    case ErrorKind::Offline:
        return shape(BannerTone::Info, u"offline"_s, {RetryNow});
    case ErrorKind::Timeout:
    case ErrorKind::BadAnswer:
    case ErrorKind::OutcomeUnknown:
    case ErrorKind::ServerTrouble:
        return shape(BannerTone::Info, u"warning"_s, {RetryNow});
    case ErrorKind::RateLimited:
        return shape(BannerTone::Info, u"clock"_s, {});
    case ErrorKind::CaptivePortal:
        return shape(BannerTone::Warning, u"lock"_s, {RetryNow});
    case ErrorKind::TlsFailed:
        return shape(BannerTone::Danger, u"lock"_s, {RetryNow});
    case ErrorKind::SignedOut:
        return shape(BannerTone::Danger, u"key"_s, {SignInAgain});
    case ErrorKind::ClientInvalid:
    case ErrorKind::SignInDenied:
    case ErrorKind::SignInExpired:
    case ErrorKind::ScopeMissing:
        return shape(BannerTone::Warning, u"key"_s, {SignInAgain});
    case ErrorKind::KeyringLocked:
    case ErrorKind::KeyringUnavailable:
        return shape(BannerTone::Warning, u"lock"_s, {RetryNow, SignInAgain});
    case ErrorKind::AppNotConfigured:
        content = shape(BannerTone::Warning, u"settings"_s, {OpenLink, RetryNow});
        content.link = QUrl(
            u"https://console.cloud.google.com/apis/api/chat.googleapis.com/hangouts-chat"_s);
        return content;
    case ErrorKind::ApiDisabled:
        content = shape(BannerTone::Warning, u"settings"_s, {OpenLink, RetryNow});
        content.link = QUrl(u"https://console.cloud.google.com/apis/library/chat.googleapis.com"_s);
        return content;
    case ErrorKind::PermissionDenied:
    case ErrorKind::NotFound:
    case ErrorKind::AlreadyExists:
    case ErrorKind::InvalidArgument:
    case ErrorKind::FailedPrecondition:
    case ErrorKind::MessageTooLong:
    case ErrorKind::FileUnreadable:
    case ErrorKind::FileTooLarge:
    case ErrorKind::FileTypeBlocked:
        return shape(BannerTone::Warning, u"warning"_s, {RetryNow});
    case ErrorKind::StorageFull:
    case ErrorKind::StorageReadOnly:
    case ErrorKind::StorageFailed:
        return shape(BannerTone::Danger, u"warning"_s, {RetryNow});
    case ErrorKind::StorageDamaged:
        return shape(BannerTone::Warning, u"warning"_s, {});
    case ErrorKind::StorageTooNew:
        return shape(BannerTone::Danger, u"warning"_s, {});
    case ErrorKind::Cancelled:
        return shape(BannerTone::Info, u"info"_s, {RetryNow});
    }
    return content;
}

BannerContent contentFor(const Error &error)
{
    BannerContent content = shapeFor(error.kind);
    const ErrorWords words = errorWords(error);
    content.headline = words.headline;
    content.text = Words::tr("%1 %2", "what is safe, what to do").arg(words.safe, words.action);
    return content;
}

// Long waits are worth a countdown; a second or two is not.
void countDown(BannerContent &content, Timestamp next, Timestamp now)
{
    using namespace std::chrono;
    if (!next.isKnown() || next - now < 3s)
        return;
    const auto left = ceil<seconds>(next - now);
    content.text = Words::tr("%1 Next try in %2.").arg(content.text, remaining(left));
    content.countsDown = true;
}

BannerContent setAsideContent(int count)
{
    BannerContent content;
    content.tone = BannerTone::Warning;
    content.icon = u"warning"_s;
    content.headline = Words::tr("%n texts of yours were damaged and set aside", nullptr, count);
    if (count == 1)
        content.headline = Words::tr("A text of yours was damaged and set aside");
    content.text = Words::tr("They are not sent. What is left of them can be read and copied.");
    if (count == 1)
        content.text = Words::tr("It is not sent. What is left of it can be read and copied.");
    content.actions = {BannerAction::ShowSetAside};
    return content;
}

} // namespace

std::optional<BannerContent> bannerFor(const AccountStatus &status, Timestamp now)
{
    const bool blocked = status.connection == Connection::Blocked && status.error;
    if (blocked)
        return contentFor(*status.error);
    if (status.storageError)
        return contentFor(*status.storageError);
    if (status.connection == Connection::Impaired && status.error) {
        BannerContent content = contentFor(*status.error);
        content.transient = true;
        countDown(content, status.nextAttempt, now);
        return content;
    }
    if (status.setAside > 0)
        return setAsideContent(status.setAside);
    return {};
}

QString statusWords(const AccountStatus &status, Timestamp now)
{
    QStringList parts;
    switch (status.connection) {
    case Connection::Starting:
        parts << (status.lastSynced.isKnown()
                      ? Words::tr("Updated %1").arg(shortTime(status.lastSynced, now))
                      : Words::tr("Connecting…"));
        break;
    case Connection::Syncing:
        parts << (status.progressTotal > 0 ? Words::tr("Fetching conversations: %1 of %2")
                                                 .arg(status.progress)
                                                 .arg(status.progressTotal)
                                           : Words::tr("Fetching conversations…"));
        break;
    case Connection::Online:
    case Connection::Impaired:
    case Connection::Blocked:
        parts << (status.lastSynced.isKnown()
                      ? Words::tr("Updated %1").arg(shortTime(status.lastSynced, now))
                      : Words::tr("Not updated since the start"));
        break;
    }
    if (status.queued > 0)
        parts << Words::tr("%n waiting to be sent", nullptr, status.queued);
    if (status.failed > 0)
        parts << Words::tr("%n not sent", nullptr, status.failed);
    return parts.join(u" · "_s);
}

} // namespace linnet::ui
