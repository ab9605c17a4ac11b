// SPDX-License-Identifier: GPL-3.0-or-later
#include "live.h"
#include "seeds.h"
#include "service.h"

#include <QCommandLineParser>
#include <QFile>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QSaveFile>

#include <csignal>
#include <cstdio>
#include <sys/prctl.h>

using namespace Qt::StringLiterals;

namespace {

struct Flags
{
    QCommandLineOption port{u"port"_s, u"Port to listen on; 0 takes a free one."_s, u"N"_s, u"0"_s};
    QCommandLineOption portFile{u"port-file"_s, u"File that gets the port, once listening."_s,
                                u"FILE"_s};
    QCommandLineOption seed{u"seed"_s, u"demo, empty or load:SPACES:MESSAGES."_s, u"NAME"_s,
                            u"demo"_s};
    QCommandLineOption autoApprove{u"auto-approve"_s, u"Consent is given without a person."_s};
    QCommandLineOption faults{u"faults"_s, u"JSON file of faults to inject."_s, u"FILE"_s};
    QCommandLineOption deviceRules{u"google-device-rules"_s,
                                   u"The device flow refuses Chat scopes, as Google's does."_s};
    QCommandLineOption desktopClient{
        u"desktop-client"_s,
        u"The client is of the type Desktop app: no device flow, and no token without its secret."_s};
    QCommandLineOption live{u"live"_s, u"Colleagues post while one watches."_s};
    QCommandLineOption noQuota{u"no-quota"_s, u"No quotas (tests at full speed)."_s};
    QCommandLineOption dieWithParent{u"die-with-parent"_s, u"End when the parent process ends."_s};

    [[nodiscard]] QList<QCommandLineOption> all() const
    {
        return {port,        portFile,      seed, autoApprove, faults,
                deviceRules, desktopClient, live, noQuota,     dieWithParent};
    }
};

int complain(const QString &words)
{
    std::fprintf(stderr, "linnet-emulator: %s\n", qPrintable(words));
    return 2;
}

std::optional<QString> loadFaults(emulator::Service &service, const QString &name)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return QString("cannot read "_L1 + name);
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &error);
    if (!document.isObject())
        return QString(name + ": "_L1 + error.errorString());
    return service.faults.load(document.object());
}

bool writePort(const QString &name, quint16 port)
{
    QSaveFile file(name); // appears whole or not at all
    return file.open(QIODevice::WriteOnly) && file.write(QByteArray::number(port) + '\n') > 0
        && file.commit();
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen"); // pictures are painted, nothing is shown
    QGuiApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"linnet-emulator"_s);
    const Flags flags;
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Emulates the service for tests and demonstrations."_s);
    parser.addHelpOption();
    parser.addOptions(flags.all());
    parser.process(application);
    bool ok = false;
    const int port = parser.value(flags.port).toInt(&ok);
    if (!ok || port < 0 || port > 65535)
        return complain("not a port: "_L1 + parser.value(flags.port));
    if (parser.isSet(flags.dieWithParent))
        prctl(PR_SET_PDEATHSIG, SIGTERM);

    emulator::World world;
    if (!emulator::seedByName(world, parser.value(flags.seed)))
        return complain("unknown seed: "_L1 + parser.value(flags.seed));
    emulator::Service service(world);
    service.settings.autoApprove = parser.isSet(flags.autoApprove);
    service.settings.googleDeviceRules = parser.isSet(flags.deviceRules);
    service.settings.desktopClient = parser.isSet(flags.desktopClient);
    service.settings.quota = !parser.isSet(flags.noQuota);
    if (parser.isSet(flags.faults)) {
        if (const auto wrong = loadFaults(service, parser.value(flags.faults)))
            return complain(*wrong);
    }
    emulator::Live live(world);
    QObject::connect(&service, &emulator::Service::liveWanted, &live, &emulator::Live::run);
    live.run(parser.isSet(flags.live));

    emulator::HttpServer server(
        [&service](const auto &request, const auto &answer) { service.handle(request, answer); });
    const quint16 bound = server.listen(quint16(port));
    if (bound == 0)
        return complain("cannot listen: "_L1 + server.errorString());
    service.settings.baseUrl = "http://127.0.0.1:"_L1 + QString::number(bound);
    if (parser.isSet(flags.portFile) && !writePort(parser.value(flags.portFile), bound))
        return complain("cannot write "_L1 + parser.value(flags.portFile));
    std::printf("listening on http://127.0.0.1:%d\n", int(bound));
    std::fflush(stdout);
    return application.exec();
}
