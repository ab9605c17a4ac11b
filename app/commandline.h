// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSize>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <optional>

namespace linnet::app {

enum class ThemeChoice {
    Settings, // as the person chose in the program
    Light,
    Dark,
};

enum class TokenStorage {
    Settings, // the keychain, unless the person chose otherwise
    Keychain,
    File,
    SessionOnly,
};

// What the command line says, checked.
struct Options
{
    bool demo = false;
    bool signIn = false;
    QString profile; // absolute; empty: the XDG directories
    std::optional<QUrl> serviceRoot;
    QString clientFile; // OAuth client as the Cloud console gives it
    TokenStorage tokenStorage = TokenStorage::Settings;
    QString screenshot; // file to write; empty: none
    QSize size; // of the window; invalid: as remembered
    ThemeChoice theme = ThemeChoice::Settings;
    bool fromMenu = false; // nobody reads a terminal
    QString open; // resource name or title of a conversation
};

struct CommandLine
{
    enum class Outcome {
        Run,
        Print, // --help, --version: text goes to stdout, exit 0
        Refuse, // text goes to stderr, exit 2
    };
    Outcome outcome = Outcome::Run;
    Options options;
    QString text;
};

// Reads the arguments (the program's name first). Never exits by itself. The text is the words for
// a terminal, in the language of the application.
[[nodiscard]] CommandLine parseCommandLine(const QStringList &arguments);

} // namespace linnet::app
