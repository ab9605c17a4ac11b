// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/error.h"

#include <QByteArray>
#include <QList>
#include <QPair>
#include <QUrl>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

class QIODevice;

namespace linnet::api {

// A body for the wire: `head`, then the file's bytes from where it stands, then `tail`.
struct HttpBody
{
    QByteArray contentType{};
    QByteArray head{};
    QIODevice *file = nullptr; // not owned; must live until the exchange has ended
    qint64 fileBytes = 0;
    QByteArray tail{};

    [[nodiscard]] qint64 size() const { return head.size() + fileBytes + tail.size(); }
};

struct HttpRequest
{
    QByteArray verb{};
    QUrl url{};
    QList<QPair<QByteArray, QByteArray>> headers{};
    std::optional<HttpBody> body{};
    std::chrono::milliseconds stall = std::chrono::seconds(20); // silence that ends it
    std::chrono::milliseconds deadline = std::chrono::seconds(30); // in all
    qint64 deadlineBytes = 0; // into a sink: each so many bytes have the deadline; 0: all
    qint64 maxBytes = 32LL * 1024 * 1024; // of the answer, unpacked
    // A successful (2xx) answer goes here instead of into memory; not owned.
    QIODevice *sink = nullptr;
    bool rewindSink = false; // a Range was asked for: to the sink's begin if the answer is whole
    // Bytes of the body sent, or of the sink filled, so far and in all (-1: unknown). An answer
    // that announces more than maxBytes tells its size here, before it is given up.
    std::function<void(qint64 done, qint64 total)> progress{};
};

struct HttpResponse
{
    int status = 0;
    QList<QPair<QByteArray, QByteArray>> headers{};
    QByteArray body{}; // unpacked; empty when it went into the sink

    [[nodiscard]] QByteArray header(QByteArrayView name) const; // any case; empty: not there
};

// A request on its way. Destroying it aborts it, and then nothing is said of it any more.
class Exchange
{
public:
    Exchange() = default;
    Exchange(const Exchange &) = delete;
    Exchange &operator=(const Exchange &) = delete;
    virtual ~Exchange();
};

// Sends one HTTP request once. It knows nothing of tokens, JSON or retries.
class Transport
{
public:
    using Done = std::function<void(Result<HttpResponse>)>;

    Transport() = default;
    Transport(const Transport &) = delete;
    Transport &operator=(const Transport &) = delete;
    virtual ~Transport();

    // `done` is called once, later, on this thread, and may destroy the exchange. Any status is a
    // success here; errors are what kept an answer from arriving whole.
    [[nodiscard]] virtual std::unique_ptr<Exchange> send(HttpRequest request, Done done) = 0;
};

} // namespace linnet::api
