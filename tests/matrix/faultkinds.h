// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/scriptedserver.h"
#include "tests/support/scriptedtransport.h"

#include <QJsonObject>

#include <functional>

namespace linnet::test {

// One way in which a request can go wrong, twice: as bytes on the wire, and as what the transport
// makes of them. tst_faultwire proves that the one gives the other; the matrix, whose clock is
// virtual, uses the other.
struct FaultKind
{
    enum class Proof {
        Bytes, // tst_faultwire plays `wire`
        Nobody, // tst_faultwire asks where nobody listens
        NoName, // tst_faultwire asks for a name that does not exist
        Certificate, // tst_networktransport, untrustedCertificate
    };
    // What is reported instead of the service's own answer.
    using Report
        = std::function<api::Result<api::HttpResponse>(bool write, const api::HttpResponse &truth)>;
    // Played instead of answering with that body.
    using Wire = std::function<ScriptedServer::Step(const QByteArray &truth)>;

    QByteArray name;
    Proof proof = Proof::Bytes;
    Report report{};
    Wire wire{};
    // The service says that it will not do it: trying the same again is for the person to decide.
    bool refusal = false;
    // The answer serves all the same.
    bool harmless = false;
    // Cannot come after an effect: nothing was sent.
    bool beforeOnly = false;
    // A success whose body is not what was asked for: of a file, any body is what was asked for.
    bool otherBody = false;
    // Nothing but a time limit ends it.
    bool endless = false;
};

// Of any request.
[[nodiscard]] const std::vector<FaultKind> &faultKinds();

// An answer that does not come from the wire at all (a list that misbehaves, a token server's own
// words): there is nothing to prove about the transport.
struct AnswerKind
{
    QByteArray name;
    int times = 6; // so many requests meet it
    // @p serve answers any request as the service does; @p earlier: of the same list, last time.
    std::function<api::Result<api::HttpResponse>(
        const api::HttpRequest &request,
        const std::function<api::HttpResponse(const api::HttpRequest &)> &serve)>
        answer{};
    bool leavesOut = false; // and nothing in the answer tells
};

// Of lists, page by page.
[[nodiscard]] const std::vector<AnswerKind> &listKinds();
// Of the token endpoint.
[[nodiscard]] const std::vector<AnswerKind> &tokenKinds();

} // namespace linnet::test
