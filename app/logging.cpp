// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/logging.h"

#include <QLoggingCategory>
#include <QRegularExpression>

#include <cstdio>

namespace linnet::app {

using namespace Qt::StringLiterals;

namespace {

void write(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    static const auto names = [](QtMsgType t) {
        switch (t) {
        case QtDebugMsg:
            return "debug";
        case QtInfoMsg:
            return "info";
        case QtWarningMsg:
            return "warning";
        case QtCriticalMsg:
            return "critical";
        case QtFatalMsg:
            return "fatal";
        }
        return "";
    };
    const char *category = context.category != nullptr ? context.category : "default";
    std::fprintf(stderr, "%s %s: %s\n", names(type), category, qUtf8Printable(redacted(message)));
}

} // namespace

QString redacted(const QString &line)
{
    // Google's access and refresh tokens, authorisation codes, whatever follows "Bearer", the
    // values of secret parameters, and mail addresses.
    static const QRegularExpression secrets(
        uR"re((?:ya29\.|1//|4/)[\w\-./]+|(?<=Bearer )\S+|(?<=token=|code=|secret=|verifier=)[^&\s"]+)re"
        uR"re(|(?<="access_token":"|"refresh_token":"|"client_secret":")[^"]+)re"
        uR"re(|[\w.+\-]+@[\w\-]+\.[\w.\-]+)re"_s);
    QString result = line;
    return result.replace(secrets, u"[removed]"_s);
}

void installLogging()
{
    qInstallMessageHandler(write);
}

} // namespace linnet::app
