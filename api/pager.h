// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/client.h"

#include <QSet>

namespace linnet::api {

// What a page's handler wants next.
enum class PageFlow {
    More,
    Stop
};

struct PagesEnd
{
    bool complete = false; // there was nothing after the last page
    int pages = 0;
    QString nextPageToken{}; // where to go on after Stop
};

template <class Method>
concept PagedMethod = requires(Method method, typename Method::Response response)
{
    method.pageToken = QString();
    response.nextPageToken;
};

// Walks all pages of a list call. An empty page with a token goes on; a token that was there before
// ends it with Protocol, because it would go on for ever, and so does the same page once more: what
// should have stood there is missing. Nobody else writes a token loop.
//
//   Pager<ListSpaces>::start(client, { .pageSize = 1000 }, this,
//       [this](ListSpacesResponse page) { …; return PageFlow::More; },
//       [this](Result<PagesEnd> end) { … });
//
// `done` is called once, unless the context died or abort() was called; the pager deletes itself.
template <PagedMethod Method> class Pager : public QObject
{
public:
    using Page = typename Method::Response;
    using OnPage = std::function<PageFlow(Page)>;
    using OnDone = std::function<void(Result<PagesEnd>)>;

    static QPointer<Pager> start(Client &client, Method first, QObject *context, OnPage onPage,
                                 OnDone onDone, CallOptions options = {})
    {
        auto *pager
            = new Pager(client, std::move(first), context, std::move(onPage), std::move(onDone));
        pager->m_options = options;
        pager->next();
        return pager;
    }

    // Stops without a word: neither handler is called again.
    void abort() { delete this; }

private:
    Pager(Client &client, Method first, QObject *context, OnPage onPage, OnDone onDone)
        : QObject(context)
        , m_client(client)
        , m_method(std::move(first))
        , m_onPage(std::move(onPage))
        , m_onDone(std::move(onDone))
    {
    }

    void next()
    {
        m_client.send(
            m_method, this, [this](Result<Page> page) { arrived(std::move(page)); }, m_options);
    }

    void arrived(Result<Page> page)
    {
        if (!page)
            return end(tl::unexpected(page.error()));
        ++m_end.pages;
        m_end.nextPageToken = page->nextPageToken.value_or(QString());
        Page items = *page;
        items.nextPageToken.reset();
        if (items == m_items && items != Page())
            return end(broken(QStringLiteral("REPEATED_PAGE")));
        m_items = std::move(items);
        const QPointer<Pager> alive = this;
        const OnPage onPage = m_onPage; // outlives the pager, should it die in there
        const PageFlow flow = onPage(*std::move(page));
        if (!alive) // aborted by its handler
            return;
        m_end.complete = m_end.nextPageToken.isEmpty();
        if (flow == PageFlow::Stop || m_end.complete)
            return end(m_end);
        if (m_seen.contains(m_end.nextPageToken))
            return end(broken(QStringLiteral("REPEATED_PAGE_TOKEN")));
        m_seen.insert(m_end.nextPageToken);
        m_method.pageToken = m_end.nextPageToken;
        next();
    }

    static Result<PagesEnd> broken(const QString &reason)
    {
        return tl::unexpected(Error{.kind = Error::Kind::Protocol, .reason = reason});
    }

    void end(Result<PagesEnd> result)
    {
        const OnDone done = std::move(m_onDone);
        deleteLater();
        done(std::move(result));
    }

    Client &m_client;
    Method m_method;
    OnPage m_onPage;
    OnDone m_onDone;
    CallOptions m_options;
    PagesEnd m_end;
    Page m_items; // of the page before
    QSet<QString> m_seen;
};

} // namespace linnet::api
