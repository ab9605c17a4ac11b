// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/pager.h"
#include "tests/api/clientworld.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace linnet::api;
using namespace linnet::test;
using namespace std::chrono_literals;
using World = ClientWorld;

class TestApiPager : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void pagesToTheEnd()
    {
        World world;
        world.transport.then(
            jsonAnswer("{\"spaces\":[{\"name\":\"spaces/A\"}],\"nextPageToken\":\"t 1\"}"));
        world.transport.then(
            jsonAnswer("{\"nextPageToken\":\"t2\"}")); // empty, and yet not the end
        world.transport.then(
            jsonAnswer("{\"spaces\":[{\"name\":\"spaces/B\"}],\"nextPageToken\":\"\"}"));
        QStringList names;
        Ending<PagesEnd> ending;
        Pager<ListSpaces>::start(
            world.client, {.pageSize = 1000}, &world.context,
            [&](const ListSpacesResponse &page) {
                for (const Space &space : page.spaces)
                    names.append(*space.name);
                return PageFlow::More;
            },
            ending.handler());
        world.clock.advance(1min);
        QCOMPARE(ending.count, 1);
        QVERIFY(ending.result->has_value());
        QVERIFY(ending.result->value().complete);
        QCOMPARE(ending.result->value().pages, 3);
        QCOMPARE(names, QStringList({u"spaces/A"_s, u"spaces/B"_s}));
        QCOMPARE(world.transport.sent()[1].request.url.query(QUrl::FullyEncoded),
                 u"pageSize=1000&pageToken=t%201"_s);
    }

    void aRepeatedTokenEndsIt()
    {
        World world;
        int n = 0;
        world.answer = [&](const HttpRequest &) -> Result<HttpResponse> {
            return jsonAnswer(++n % 2 ? "{\"nextPageToken\":\"a\"}" : "{\"nextPageToken\":\"b\"}");
        };
        Ending<PagesEnd> ending;
        Pager<ListSpaces>::start(
            world.client, {}, &world.context,
            [](const ListSpacesResponse &) { return PageFlow::More; }, ending.handler());
        world.clock.advance(1min);
        QCOMPARE(ending.kind(), u"Protocol"_s);
        QCOMPARE(n, 3);
    }

    // What should have stood there is missing: better no list than one with a hole.
    void theSamePageOnceMoreEndsIt()
    {
        World world;
        int n = 0;
        world.answer = [&](const HttpRequest &) -> Result<HttpResponse> {
            return jsonAnswer("{\"spaces\":[{\"name\":\"spaces/A\"}],\"nextPageToken\":\""
                              + QByteArray::number(++n) + "\"}");
        };
        int pages = 0;
        Ending<PagesEnd> ending;
        Pager<ListSpaces>::start(
            world.client, {}, &world.context,
            [&](const ListSpacesResponse &) {
                ++pages;
                return PageFlow::More;
            },
            ending.handler());
        world.clock.advance(1min);
        QCOMPARE(ending.kind(), u"Protocol"_s);
        QCOMPARE(pages, 1);
        QCOMPARE(n, 2);
    }

    void stopsWhenTold()
    {
        World world;
        world.answer = [](const HttpRequest &) -> Result<HttpResponse> {
            return jsonAnswer("{\"nextPageToken\":\"a\"}");
        };
        Ending<PagesEnd> ending;
        Pager<SearchMessages>::start(
            world.client, {.parent = u"spaces/-"_s, .filter = u"x"_s}, &world.context,
            [](const SearchMessagesResponse &) { return PageFlow::Stop; }, ending.handler());
        world.clock.advance(1min);
        QVERIFY(ending.result->has_value());
        QVERIFY(!ending.result->value().complete);
        QCOMPARE(ending.result->value().nextPageToken, u"a"_s);
        QCOMPARE(world.transport.sent().size(), 1u);
    }

    void diesQuietly()
    {
        World world;
        world.answer = [](const HttpRequest &) -> Result<HttpResponse> {
            return jsonAnswer("{\"nextPageToken\":\"a\"}");
        };
        auto context = std::make_unique<QObject>();
        int pages = 0, ends = 0;
        const auto done = [&](const Result<PagesEnd> &) { ++ends; };
        Pager<ListSpaces>::start(
            world.client, {}, context.get(),
            [&](const ListSpacesResponse &) {
                ++pages;
                context.reset(); // in the middle of its own handler
                return PageFlow::More;
            },
            done);
        world.clock.advance(1min);
        QCOMPARE(pages, 1);
        QCOMPARE(ends, 0);
        auto pager = Pager<ListSpaces>::start(
            world.client, {}, &world.context,
            [&](const ListSpacesResponse &) { return PageFlow::More; }, done);
        const QSignalSpy gone(pager.data(), &QObject::destroyed);
        pager->abort();
        world.clock.advance(1min);
        QCOMPARE(ends, 0);
        QCOMPARE(gone.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestApiPager)
#include "tst_api_pager.moc"
