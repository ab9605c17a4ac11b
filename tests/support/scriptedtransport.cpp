// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/scriptedtransport.h"

#include <QIODevice>
#include <QMetaObject>

namespace linnet::test {

using api::HttpRequest;
using api::HttpResponse;
using api::Result;

struct ScriptedTransport::Open
{
    std::size_t index;
    Done done; // empty: ended or aborted
    bool answering = false;
};

class ScriptedTransport::ScriptedExchange final : public api::Exchange
{
public:
    ScriptedExchange(ScriptedTransport &transport, std::shared_ptr<Open> open)
        : m_transport(&transport)
        , m_open(std::move(open))
    {
    }
    ~ScriptedExchange() override
    {
        if (m_open->done && m_transport)
            m_transport->m_sent[m_open->index].aborted = true;
        m_open->done = nullptr;
    }

private:
    QPointer<ScriptedTransport> m_transport;
    std::shared_ptr<Open> m_open;
};

HttpResponse jsonAnswer(const QByteArray &json, int status)
{
    return {.status = status,
            .headers = {{"Content-Type", "application/json; charset=UTF-8"}},
            .body = json};
}

QByteArray ScriptedTransport::Sent::header(QByteArrayView name) const
{
    return HttpResponse{.headers = request.headers}.header(name);
}

ScriptedTransport &ScriptedTransport::then(Answer answer)
{
    m_script.push_back(std::move(answer));
    return *this;
}

ScriptedTransport &ScriptedTransport::then(Result<HttpResponse> answer)
{
    return then([answer = std::move(answer)](const HttpRequest &) { return answer; });
}

ScriptedTransport &ScriptedTransport::thenHang()
{
    return then(Answer());
}

int ScriptedTransport::count(QByteArrayView verb, QStringView pathPart) const
{
    return static_cast<int>(std::count_if(m_sent.begin(), m_sent.end(), [&](const Sent &sent) {
        return sent.request.verb == verb && sent.request.url.path().contains(pathPart);
    }));
}

qsizetype ScriptedTransport::hanging() const
{
    return std::count_if(m_open.begin(), m_open.end(),
                         [](const auto &open) { return open->done && !open->answering; });
}

bool ScriptedTransport::resume(const Result<HttpResponse> &answer)
{
    for (const auto &open : m_open) {
        if (!open->done || open->answering)
            continue;
        const Done done = std::exchange(open->done, nullptr);
        done(answer);
        return true;
    }
    return false;
}

std::unique_ptr<api::Exchange> ScriptedTransport::send(HttpRequest request, Done done)
{
    Sent sent{request, {}, false};
    if (request.body) {
        sent.body = request.body->head;
        if (request.body->file)
            sent.body += request.body->file->read(request.body->fileBytes);
        sent.body += request.body->tail;
    }
    Answer answer = m_otherwise;
    if (!m_script.empty()) {
        answer = std::move(m_script.front());
        m_script.pop_front();
    }
    auto open = std::make_shared<Open>(Open{m_sent.size(), std::move(done), bool(answer)});
    m_sent.push_back(std::move(sent));
    m_open.push_back(open);
    if (answer) {
        QMetaObject::invokeMethod(
            this,
            [open, answer, request] {
                if (!open->done)
                    return;
                Result<HttpResponse> result = answer(request);
                if (result && request.sink && result->status / 100 == 2) {
                    request.sink->write(result->body);
                    result->body.clear();
                }
                if (const Done end = std::exchange(open->done, nullptr))
                    end(std::move(result));
            },
            Qt::QueuedConnection);
    }
    return std::make_unique<ScriptedExchange>(*this, std::move(open));
}

} // namespace linnet::test
