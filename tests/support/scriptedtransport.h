// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/transport.h"

#include <QObject>
#include <QPointer>

#include <deque>
#include <vector>

namespace linnet::test {

// An answer with a JSON body.
[[nodiscard]] api::HttpResponse jsonAnswer(const QByteArray &json, int status = 200);

// Answers from a script, later, from the event loop, and remembers what was sent. Uploads are read
// into the remembered body; downloads go into the sink.
class ScriptedTransport final : public QObject, public api::Transport
{
public:
    using Answer = std::function<api::Result<api::HttpResponse>(const api::HttpRequest &)>;

    struct Sent
    {
        api::HttpRequest request;
        QByteArray body; // the whole of it
        bool aborted = false;
        [[nodiscard]] QByteArray header(QByteArrayView name) const;
    };

    // The next requests get these, in order; what comes after gets `otherwise`, or hangs.
    ScriptedTransport &then(Answer answer);
    ScriptedTransport &then(api::Result<api::HttpResponse> answer);
    ScriptedTransport &thenHang(); // until resume()
    void otherwise(Answer answer) { m_otherwise = std::move(answer); }
    // Answers the oldest request that hangs; false: there is none.
    bool resume(const api::Result<api::HttpResponse> &answer);

    [[nodiscard]] const std::vector<Sent> &sent() const { return m_sent; }
    [[nodiscard]] int count(QByteArrayView verb, QStringView pathPart) const;
    [[nodiscard]] qsizetype hanging() const;

    [[nodiscard]] std::unique_ptr<api::Exchange> send(api::HttpRequest request, Done done) override;

private:
    struct Open;
    class ScriptedExchange;

    std::deque<Answer> m_script; // an empty function hangs
    Answer m_otherwise;
    std::vector<Sent> m_sent;
    std::vector<std::shared_ptr<Open>> m_open;
};

} // namespace linnet::test
