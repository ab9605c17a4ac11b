// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/service/everycall.h"

using namespace Qt::StringLiterals;
using namespace linnet::api;

// Each method into each of the service's refusals, a cell each: the error says what it was.
class ServiceErrorsTest : public QObject
{
    Q_OBJECT

private:
    using Kind = Error::Kind;
    Stage m_stage;
    int m_cells = 0;

    void set(const QString &name, bool on) { m_stage.act({{u"action"_s, u"set"_s}, {name, on}}); }

    void fault(const QJsonArray &faults)
    {
        m_stage.act({{u"action"_s, u"faults"_s}, {u"seed"_s, 1}, {u"faults"_s, faults}});
    }

    // Runs all 54 and compares; an error of another kind names the method.
    template <class Expected> void expect(Expected expected)
    {
        QStringList wrong;
        const QList<EveryCall> calls = everyCall();
        for (const EveryCall &call : calls) {
            const std::optional<Kind> kind = expected(*call.method);
            if (!kind)
                continue;
            ++m_cells;
            const std::optional<Error> error = call.run(m_stage);
            if (!error || error->kind != *kind)
                wrong.append(
                    call.method->name + u": "_s
                    + (error ? kindName(error->kind) + u' ' + error->message : u"no error"_s));
        }
        QCOMPARE(wrong, QStringList());
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_stage.open(u"empty"_s)); }
    void init() { m_stage.signIn(); }

    void cleanup()
    {
        fault({});
        for (const QString &name : {u"apiDisabled"_s, u"chatAppMissing"_s})
            set(name, false);
    }

    void allMethodsAreHere()
    {
        QSet<QString> here;
        const QList<EveryCall> calls = everyCall();
        for (const EveryCall &call : calls)
            here.insert(call.method->name);
        const QStringList names = Stage::schema().value(u"methods"_s).toObject().keys();
        QCOMPARE(here, QSet<QString>(names.begin(), names.end()));
        QCOMPARE(calls.size(), 54);
    }

    // A token without any scope that the method takes.
    void scopeIsMissing()
    {
        m_stage.signIn({u"openid"_s});
        expect([](const MethodInfo &method) {
            return std::optional(method.asUser ? Kind::ScopeInsufficient : Kind::PermissionDenied);
        });
    }

    void appOnly()
    {
        int tried = 0;
        const QList<EveryCall> calls = everyCall();
        for (const EveryCall &call : calls) {
            if (call.method->asUser)
                continue;
            ++tried;
            const std::optional<Error> error = call.run(m_stage);
            QVERIFY(error);
            QCOMPARE(kindName(error->kind), kindName(Kind::PermissionDenied));
            QCOMPARE(error->reason, u"NEEDS_APP"_s);
        }
        QCOMPARE(tried, 1); // spaces.messages.attachments.get
    }

    // A token that is unknown, and nothing to renew it with.
    void signedOut()
    {
        m_stage.signInBadly();
        expect([](const MethodInfo &) { return std::optional(Kind::SignedOut); });
    }

    void apiIsOff()
    {
        set(u"apiDisabled"_s, true);
        expect([](const MethodInfo &method) {
            // completeImport lacks its scope first.
            return method.name == "spaces.completeImport"_L1 ? std::optional<Kind>()
                                                             : std::optional(Kind::ApiDisabled);
        });
    }

    void appIsNotConfigured()
    {
        set(u"chatAppMissing"_s, true);
        // Writing and events need the Chat app; one's own settings do not.
        expect([](const MethodInfo &method) {
            const bool needsApp = method.verb != Verb::Get || method.name.contains("Events"_L1);
            return needsApp && !method.name.startsWith("users."_L1)
                    && method.name != "spaces.completeImport"_L1
                ? std::optional(Kind::ChatAppNotConfigured)
                : std::optional<Kind>();
        });
    }

    void statuses_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<int>("kind");
        const auto row = [](const char *fault, Kind kind) {
            QTest::newRow(fault) << QString::fromLatin1(fault) << int(kind);
        };
        row("400", Kind::InvalidArgument);
        row("403", Kind::PermissionDenied);
        row("404", Kind::NotFound);
        row("409", Kind::AlreadyExists);
        row("429", Kind::RateLimited);
        row("500", Kind::Server);
        row("503", Kind::Unavailable);
        row("html", Kind::CaptivePortal);
        row("redirect", Kind::CaptivePortal);
    }

    void statuses()
    {
        QFETCH(QString, fault);
        QFETCH(int, kind);
        this->fault(QJsonArray{QJsonObject{{u"match"_s, u".* /(v1|upload|resumable)/.*"_s},
                                           {u"phase"_s, u"before"_s},
                                           {u"kind"_s, fault}}});
        const bool media = fault == u"html"_s;
        expect([&](const MethodInfo &method) {
            // Bytes are bytes: a file may well be a web page.
            return media && method.name == "media.download"_L1 ? std::optional<Kind>()
                                                               : std::optional(Kind(kind));
        });
    }

    void cleanupTestCase() { qInfo("%d cells: methods times refusals", m_cells); }
};

QTEST_GUILESS_MAIN(ServiceErrorsTest)
#include "tst_service_errors.moc"
