// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline.h"

#include "api/endpoints.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>

namespace linnet::app {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("CommandLine", text);
}

CommandLine refuse(const QString &sentence)
{
    return {CommandLine::Outcome::Refuse,
            {},
            u"linnet: %1\n"_s.arg(sentence) + tr("Try 'linnet --help' for the list of options.")
                + u'\n'};
}

std::optional<QSize> sizeFrom(const QString &text)
{
    const QStringList parts = text.split(u'x');
    bool widthOk = false;
    bool heightOk = false;
    if (parts.size() != 2)
        return std::nullopt;
    const QSize size(parts[0].toInt(&widthOk), parts[1].toInt(&heightOk));
    constexpr int smallest = 200;
    constexpr int largest = 10'000;
    if (!widthOk || !heightOk || size.width() < smallest || size.height() < smallest
        || size.width() > largest || size.height() > largest)
        return std::nullopt;
    return size;
}

QList<QCommandLineOption> allOptions()
{
    return {
        {u"demo"_s, tr("Run on a demonstration service of its own; nothing is kept.")},
        {u"sign-in"_s, tr("Start signing in with a device code at once.")},
        {u"profile"_s, tr("Keep all files under <directory>."), tr("directory")},
        {u"service-root"_s,
         tr("Send everything meant for Google to <url>; plain http for this machine only."),
         tr("url")},
        {u"client"_s, tr("Use the OAuth client in <file>, as the Cloud console gives it."),
         tr("file")},
        {u"token-store"_s, tr("Keep the sign-in in: keychain, file or session."), tr("place")},
        {u"screenshot"_s, tr("Draw the window to <file> after the first sync, and leave."),
         tr("file")},
        {u"size"_s, tr("Size of the window, as in 1280x800."), tr("WxH")},
        {u"theme"_s, tr("light or dark."), tr("theme")},
        {u"open"_s, tr("Open the conversation <space>, a resource name or a title."), tr("space")},
        {u"from-menu"_s, tr("Say in a window, too, why Linnet cannot start.")},
    };
}

// Reads the values that can be wrong; the sentence says which and how, empty when all is well.
QString readValues(const QCommandLineParser &parser, Options *options)
{
    if (parser.isSet(u"service-root"_s)) {
        const QUrl root(parser.value(u"service-root"_s), QUrl::StrictMode);
        if (!api::Endpoints::underRoot(root))
            return tr("--service-root needs an https address (http is for this machine only), "
                      "not \"%1\".")
                .arg(parser.value(u"service-root"_s));
        options->serviceRoot = root;
    }
    if (parser.isSet(u"size"_s)) {
        const std::optional<QSize> size = sizeFrom(parser.value(u"size"_s));
        if (!size)
            return tr("--size needs a width and a height between 200 and 10000, as in 1280x800.");
        options->size = *size;
    }
    const QString theme = parser.value(u"theme"_s);
    if (theme == u"light"_s)
        options->theme = ThemeChoice::Light;
    else if (theme == u"dark"_s)
        options->theme = ThemeChoice::Dark;
    else if (parser.isSet(u"theme"_s))
        return tr("--theme is light or dark, not \"%1\".").arg(theme);
    const QString place = parser.value(u"token-store"_s);
    if (place == u"keychain"_s)
        options->tokenStorage = TokenStorage::Keychain;
    else if (place == u"file"_s)
        options->tokenStorage = TokenStorage::File;
    else if (place == u"session"_s)
        options->tokenStorage = TokenStorage::SessionOnly;
    else if (parser.isSet(u"token-store"_s))
        return tr("--token-store is keychain, file or session, not \"%1\".").arg(place);
    if (options->demo && options->serviceRoot)
        return tr("--demo brings its own service: it does not go with --service-root.");
    for (const QString &name : {u"profile"_s, u"screenshot"_s, u"client"_s, u"open"_s}) {
        if (parser.isSet(name) && parser.value(name).isEmpty())
            return tr("--%1 needs a value.").arg(name);
    }
    return {};
}

} // namespace

CommandLine parseCommandLine(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(tr("Linnet, a desktop client for Google Chat."));
    parser.addOptions(allOptions());
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    if (!parser.parse(arguments))
        return refuse(parser.errorText());
    if (parser.isSet(help))
        return {CommandLine::Outcome::Print, {}, parser.helpText()};
    if (parser.isSet(version))
        return {CommandLine::Outcome::Print,
                {},
                QCoreApplication::applicationName() + u' ' + QCoreApplication::applicationVersion()
                    + u'\n'};
    if (!parser.positionalArguments().isEmpty())
        return refuse(
            tr("\"%1\" is not an option.").arg(parser.positionalArguments().constFirst()));

    Options options;
    options.demo = parser.isSet(u"demo"_s);
    options.signIn = parser.isSet(u"sign-in"_s);
    options.fromMenu = parser.isSet(u"from-menu"_s);
    options.open = parser.value(u"open"_s);
    options.screenshot = parser.value(u"screenshot"_s);
    options.clientFile = parser.value(u"client"_s);
    if (parser.isSet(u"profile"_s))
        options.profile
            = QDir::cleanPath(QDir::current().absoluteFilePath(parser.value(u"profile"_s)));
    const QString trouble = readValues(parser, &options);
    if (!trouble.isEmpty())
        return refuse(trouble);
    return {CommandLine::Outcome::Run, options, {}};
}

} // namespace linnet::app
