// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/errorwords.h"

#include "models/domain/outgoing.h"
#include "ui/text/plainlabel.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(linnet::ui::ErrorWords)
};

QString kept()
{
    return Words::tr("What you wrote is kept on this computer.");
}
QString readable()
{
    return Words::tr("Everything you have read stays readable.");
}
QString keptAndReadable()
{
    return Words::tr("What you wrote is kept and sent later; what you have read stays readable.");
}
QString byItself()
{
    return Words::tr("Linnet tries again by itself.");
}

// The service's own words, when it gave some.
QString quoted(const Error &error, const QString &otherwise)
{
    const QString detail = sanitised(error.detail, 300).simplified();
    return detail.isEmpty() ? otherwise : Words::tr("Google Chat says: “%1”").arg(detail);
}

// With the name of the file that is meant, where it is known.
QString named(const Error &error, const QString &without, const QString &with)
{
    const QString name = sanitised(error.detail, 100).simplified();
    return name.isEmpty() ? without : with.arg(name);
}

// Who could do it, where that is known (api/refusalreason.h names these reasons).
ErrorWords deniedWords(const Error &error)
{
    if (error.reason == "NEEDS_APP"_L1)
        return {Words::tr("Only Chat apps can do this"), kept(),
                Words::tr("Google Chat does not offer it to people’s own programs.")};
    if (error.reason == "NEEDS_ADMINISTRATOR"_L1)
        return {Words::tr("Only an administrator can do this"), kept(),
                Words::tr("Ask an administrator of your organisation.")};
    if (error.reason == "NEEDS_DELEGATION"_L1)
        return {Words::tr("Only an import of the organisation can do this"), kept(),
                Words::tr("Ask an administrator of your organisation, who can set one up.")};
    return {Words::tr("You are not allowed to do this"), kept(),
            quoted(error, Words::tr("Ask a manager of the conversation."))};
}

// Which of the two APIs (api/refusalreason.h names the other).
ErrorWords apiOffWords(const Error &error)
{
    return {error.reason == "PEOPLE_API"_L1
                ? Words::tr("The People API is switched off in your Cloud project")
                : Words::tr("The Google Chat API is switched off in your Cloud project"),
            keptAndReadable(),
            Words::tr("Switch it on in the Cloud console, wait a minute, then try again.")};
}

} // namespace

// A table in the shape of a switch, so that the compiler asks for the words of a new kind.
ErrorWords errorWords(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::Offline:
        return {Words::tr("You are offline"), keptAndReadable(),
                Words::tr("Linnet goes on by itself once the network is back.")};
    case ErrorKind::Timeout:
        return {Words::tr("Google Chat does not answer"), keptAndReadable(), byItself()};
    case ErrorKind::TlsFailed:
        return {Words::tr("The connection is not secure"),
                Words::tr("Nothing was sent, and what you wrote is kept."),
                Words::tr("The network shows a certificate that is not trusted. Check this "
                          "computer’s date and time, or use another network.")};
    case ErrorKind::CaptivePortal:
        return {Words::tr("This network wants you to sign in to it first"), keptAndReadable(),
                Words::tr("Open any web page in your browser and follow the network’s own page.")};
    case ErrorKind::BadAnswer:
        return {Words::tr("An answer of Google Chat could not be read"), keptAndReadable(),
                byItself()};
    case ErrorKind::OutcomeUnknown:
        return {Words::tr("The connection broke while sending"), kept(),
                Words::tr("Linnet finds out whether it arrived and will not send it twice.")};

    case ErrorKind::ClientInvalid:
        return {Words::tr("The OAuth client was not accepted"), keptAndReadable(),
                Words::tr("Check its id and secret, or import its JSON file again.")};
    case ErrorKind::SignInDenied:
        return {Words::tr("The sign-in was declined"), keptAndReadable(),
                quoted(error, Words::tr("Sign in again, or ask your administrator."))};
    case ErrorKind::SignInExpired:
        return {Words::tr("The sign-in took too long"), keptAndReadable(),
                Words::tr("Start it again.")};
    case ErrorKind::SignedOut:
        return {Words::tr("You are signed out"), keptAndReadable(),
                Words::tr("Sign in again to go on.")};
    case ErrorKind::KeyringLocked:
        return {Words::tr("Your keyring is locked"),
                Words::tr("You are still signed in; nothing is lost."),
                Words::tr("Unlock the keyring, then try again.")};
    case ErrorKind::KeyringUnavailable:
        if (error.reason == "refused"_L1)
            return {Words::tr("Your keyring did not let Linnet in"),
                    Words::tr("You are still signed in; nothing is lost."),
                    Words::tr("Allow Linnet to use it, then try again.")};
        return {Words::tr("Your keyring does not answer"),
                Words::tr("You are still signed in; nothing is lost."),
                Words::tr("Start the keyring of your desktop, then try again.")};
    case ErrorKind::ScopeMissing:
        return {Words::tr("Linnet was not allowed to do this"), readable(),
                Words::tr("Sign in again and tick the missing permission.")};
    case ErrorKind::AppNotConfigured:
        return {Words::tr("Your Google Cloud project has no Chat app yet"), keptAndReadable(),
                Words::tr("In the Cloud console open Google Chat API → Configuration, enter an app "
                          "name, an avatar address and a description, and save. Then try again.")};
    case ErrorKind::ApiDisabled:
        return apiOffWords(error);

    case ErrorKind::PermissionDenied:
        return deniedWords(error);
    case ErrorKind::NotFound:
        return {Words::tr("This no longer exists"), kept(),
                Words::tr("It was deleted, or you are no longer a member.")};
    case ErrorKind::AlreadyExists:
        return {Words::tr("This exists already"), kept(),
                quoted(error, Words::tr("Nothing needs to be done."))};
    case ErrorKind::InvalidArgument:
        if (error.reason == "QUERY_TOO_LONG"_L1)
            return {Words::tr("The search is too long"), readable(),
                    Words::tr("Search for fewer words.")};
        return {Words::tr("Google Chat did not accept this"), kept(),
                quoted(error, Words::tr("Change it and try again."))};
    case ErrorKind::FailedPrecondition:
        return {Words::tr("This is not possible here"), kept(),
                quoted(error, Words::tr("The conversation does not allow it as it is set up."))};
    case ErrorKind::MessageTooLong:
        return {Words::tr("The message is too long"),
                Words::tr("Your text is still in the composer."),
                Words::tr("Shorten it to %1 bytes, or send it in parts.")
                    .arg(QLocale().toString(maximumMessageBytes))};

    case ErrorKind::RateLimited:
        return {
            Words::tr("Google Chat asks for a pause"), keptAndReadable(),
            Words::tr("Too many requests were made in a short time. Linnet goes on by itself.")};
    case ErrorKind::ServerTrouble:
        return {Words::tr("Google Chat has trouble"), keptAndReadable(), byItself()};

    case ErrorKind::StorageFull:
        return {Words::tr("The disk is full"),
                Words::tr("Nothing is lost, but nothing new can be kept, and nothing is sent that "
                          "could not be kept."),
                Words::tr("Free some space, then try again.")};
    case ErrorKind::StorageReadOnly:
        return {Words::tr("Linnet’s folder cannot be written"),
                Words::tr("What was kept before is still there; nothing new can be kept."),
                Words::tr("Give yourself write permission for it, then start Linnet again.")};
    case ErrorKind::StorageDamaged:
        return {
            Words::tr("Linnet’s copy of your conversations is damaged"),
            Words::tr("Your messages are safe with Google Chat; the damaged file was set aside."),
            Words::tr("Linnet fetches them again by itself.")};
    case ErrorKind::StorageTooNew:
        return {Words::tr("A newer Linnet has been here"),
                Words::tr("Its files were left untouched."),
                Words::tr("Start the newer version to use this account.")};
    case ErrorKind::StorageFailed:
        return {Words::tr("Linnet’s files cannot be used"),
                Words::tr("Reading goes on, but nothing new is kept on this computer."),
                Words::tr("Check the disk, then start Linnet again.")};
    case ErrorKind::Cancelled:
        return {Words::tr("Cancelled"), kept(), Words::tr("Nothing needs to be done.")};
    case ErrorKind::FileUnreadable:
        return {named(error, Words::tr("A file cannot be read"), Words::tr("“%1” cannot be read")),
                kept(), Words::tr("Check that it is still there and that you may read it.")};
    case ErrorKind::FileTooLarge:
        return {named(error, Words::tr("A file is too large"), Words::tr("“%1” is too large")),
                kept(),
                Words::tr("Google Chat takes files up to %1. Share it with Drive instead.")
                    .arg(QLocale().formattedDataSize(maximumFileBytes))};
    case ErrorKind::FileTypeBlocked:
        return {named(error, Words::tr("Google Chat refuses files of this type"),
                      Words::tr("Google Chat refuses files like “%1”")),
                kept(), Words::tr("Share it with Drive instead.")};
    }
    return {};
}

QString errorLine(const Error &error)
{
    const ErrorWords words = errorWords(error);
    return Words::tr("%1. %2", "headline, what to do").arg(words.headline, words.action);
}

} // namespace linnet::ui
