// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline.h"
#include "app/logging.h"
#include "app/profile.h"
#include "app/program.h"
#include "app/singleinstance.h"
#include "app/stallwatch.h"
#include "ui/text/errorwords.h"
#include "ui/widgets/scrollaccessible.h"

#include <QApplication>
#include <QIcon>
#include <QMessageBox>
#include <QTemporaryDir>
#include <QTextStream>

#include <memory>

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

constexpr int exitFailure = 1;
constexpr int exitUsage = 2;

// Nothing of ours is for other users of the machine: not the files, not a core with tokens in it.
void hardenProcess()
{
    ::umask(077);
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
#ifdef NDEBUG
    ::prctl(PR_SET_DUMPABLE, 0);
#endif
}

void print(FILE *stream, const QString &text)
{
    QTextStream(stream) << text;
}

// Without a display there is nobody to show a window to (and it would keep the profile's lock
// unseen), but a picture can still be drawn.
bool findDisplay(const app::Options &options)
{
    for (const char *name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}) {
        if (!qEnvironmentVariableIsEmpty(name))
            return true;
    }
    if (options.screenshot.isEmpty())
        return false;
    qputenv("QT_QPA_PLATFORM", "offscreen");
    return true;
}

// Started from a menu there is no terminal that anybody reads.
int refuse(const app::Options &options, const QString &sentence)
{
    print(stderr, u"linnet: %1\n"_s.arg(sentence));
    if (options.fromMenu && options.screenshot.isEmpty()) {
        QMessageBox box(QMessageBox::Critical, u"Linnet"_s, app::Program::tr("Linnet cannot start"),
                        QMessageBox::Close);
        box.setTextFormat(Qt::PlainText);
        box.setInformativeText(sentence);
        box.exec();
    }
    return exitFailure;
}

int run(const app::Options &options, const app::Profile &profile)
{
    app::SingleInstance instance(profile.lockFile(), profile.socketFile());
    const QString token = qEnvironmentVariable("XDG_ACTIVATION_TOKEN");
    switch (instance.start(options.open, token)) {
    case app::SingleInstance::Role::First:
        break;
    case app::SingleInstance::Role::Second:
        print(stdout,
              app::Program::tr("Linnet is running already; its window was asked to show.") + u'\n');
        return 0;
    case app::SingleInstance::Role::Unanswered:
        return refuse(options,
                      app::Program::tr("another Linnet uses these files but does not answer. "
                                       "End it, or wait a moment and try again."));
    }
    app::Program program(options, profile);
    QObject::connect(&instance, &app::SingleInstance::activated, &program, &app::Program::activate);
    program.start();
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char *argv[])
{
    hardenProcess();
    app::installLogging();
    QCoreApplication::setApplicationName(u"Linnet"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(LINNET_VERSION));
    QGuiApplication::setDesktopFileName(u"im.linnet.Linnet"_s);

    // The command line is answered before a display is needed.
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    const app::CommandLine commandLine = app::parseCommandLine(arguments);
    switch (commandLine.outcome) {
    case app::CommandLine::Outcome::Run:
        break;
    case app::CommandLine::Outcome::Print:
        print(stdout, commandLine.text);
        return 0;
    case app::CommandLine::Outcome::Refuse:
        print(stderr, commandLine.text);
        return exitUsage;
    }

    if (!findDisplay(commandLine.options)) {
        print(stderr,
              u"linnet: %1\n"_s.arg(
                  app::Program::tr("there is no display to show a window on (DISPLAY and "
                                   "WAYLAND_DISPLAY are empty). --screenshot needs none.")));
        return exitFailure;
    }
    // Qt gets no arguments: every option is ours, and "-style" is not one.
    int qtArguments = 1;
    const std::unique_ptr<QApplication> application
        = app::StallWatch::application(qtArguments, argv);
    ui::installScrollAccessible();
    QApplication::setWindowIcon(
        QIcon::fromTheme(u"im.linnet.Linnet"_s, QIcon(u":/icons/app/im.linnet.Linnet.svg"_s)));

    app::Options options = commandLine.options;
    // A demonstration leaves nothing behind unless a place was named.
    std::unique_ptr<QTemporaryDir> temporary;
    if (options.demo && options.profile.isEmpty()) {
        temporary = std::make_unique<QTemporaryDir>();
        options.profile = temporary->path();
    }
    const Result<app::Profile> profile = app::Profile::open(options.profile);
    if (!profile)
        return refuse(options,
                      app::Program::tr("cannot use its directory: %1 (%2)")
                          .arg(ui::errorWords(profile.error()).headline, profile.error().detail));
    return run(options, *profile);
}
