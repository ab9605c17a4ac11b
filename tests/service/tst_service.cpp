// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/service/servicetest.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;
using namespace linnet;

namespace {

// The paths under which a method arrives: its own, and those of an upload.
QList<QRegularExpression> pathsOf(const QJsonObject &method)
{
    QStringList paths{method.value(u"path"_s).toString()};
    const QJsonObject media = method.value(u"media"_s).toObject();
    if (media.contains(u"upload"_s))
        paths = {media.value(u"upload"_s).toString(), media.value(u"resumable"_s).toString()};
    const QJsonObject names = method.value(u"names"_s).toObject();
    QList<QRegularExpression> expressions;
    for (QString path : std::as_const(paths)) {
        path.replace(u'.', u"\\."_s);
        for (auto it = names.begin(); it != names.end(); ++it) {
            QString pattern = it.value().toString();
            pattern.replace(u"**"_s, u"\1"_s).replace(u"*"_s, u"[^/]+"_s).replace(u"\1"_s, u".+"_s);
            path.replace(u'{' + it.key() + u'}', pattern);
        }
        expressions.append(QRegularExpression(u"^/"_s + path + u'$'));
    }
    return expressions;
}

// The methods of the schema that did not arrive; with `query`, in that form.
QStringList missing(const QJsonObject &methods, const QJsonArray &log, const QString &query = {})
{
    QStringList missing;
    for (auto it = methods.begin(); it != methods.end(); ++it) {
        const QJsonObject method = it.value().toObject();
        if (!query.isEmpty()
            && !method.value(u"query"_s).toObject().contains(query.section(u'=', 0, 0)))
            continue;
        const QList<QRegularExpression> paths = pathsOf(method);
        const bool called = std::any_of(log.begin(), log.end(), [&](const QJsonValue &entry) {
            const QJsonObject request = entry.toObject();
            const QString path
                = QUrl::fromPercentEncoding(request.value(u"path"_s).toString().toLatin1());
            return request.value(u"method"_s) == method.value(u"verb"_s)
                && request.value(u"query"_s).toString().contains(query)
                && std::any_of(paths.begin(), paths.end(), [&](const QRegularExpression &form) {
                       return form.match(path).hasMatch();
                   });
        });
        if (!called)
            missing.append(it.key());
    }
    return missing;
}

} // namespace

void ServiceTest::initTestCase()
{
    QVERIFY(m_stage.open(u"demo"_s));
    m_hana = m_stage.userNamed(u"Hana Sato"_s);
    m_yael = m_stage.userNamed(u"Yael Shapira"_s);
    QVERIFY(!m_hana.isEmpty() && !m_yael.isEmpty());
}

void ServiceTest::everyMethodWasCalled()
{
    const QJsonObject methods = Stage::schema().value(u"methods"_s).toObject();
    QCOMPARE(methods.size(), 54);
    const QJsonArray log = m_stage.log();
    QCOMPARE(missing(methods, log), QStringList());
    QCOMPARE(missing(methods, log, u"useAdminAccess=true"_s), QStringList());
    // The check itself can fail.
    QCOMPARE(missing(methods, {}).size(), 54);
    QCOMPARE(missing(methods, {}, u"useAdminAccess=true"_s).size(), 9);
}

QTEST_GUILESS_MAIN(ServiceTest)
