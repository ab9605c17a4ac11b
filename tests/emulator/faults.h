// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http.h"
#include "leniency.h"

#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>

#include <optional>
#include <random>
#include <vector>

namespace emulator {

/// One kind of trouble for requests that match; README.md lists the kinds.
struct Fault
{
    QRegularExpression match; ///< on "VERB /path"
    bool after = false; ///< the request takes effect first
    QString kind;
    QSet<int> nth; ///< which matches, from 1; empty: by probability
    double probability = 1;
    int times = -1; ///< how often at most; -1: no end
    double seconds = 5; ///< of slow; between bytes of drip: 0.2 unless given
    QJsonObject more; ///< status, retryAfter, location, html …
    int matched = 0;
    int fired = 0;
};

/// The faults in force, seeded: the same requests in the same order meet the same faults.
class FaultPlan
{
public:
    /// {"seed": n, "faults": [{"match": …, "phase": …, "kind": …, …}]}. Says what is wrong with it,
    /// and then changes nothing.
    std::optional<QString> load(const QJsonObject &json);
    void clear() { m_faults.clear(); }
    /// The fault this request meets, if any; counts it.
    std::optional<Fault> pick(const QByteArray &verb, const QByteArray &path);
    [[nodiscard]] QJsonArray report() const;

private:
    std::mt19937_64 m_random{1};
    std::vector<Fault> m_faults;
};

/// How the fault's answer travels.
Delivery deliveryFor(const Fault &fault);
/// True when the fault answers in the service's place (an error, HTML, a redirect …).
bool replacesAnswer(const Fault &fault);
/// That answer.
HttpResponse replacement(const Fault &fault);
/// An answer of the service, spoilt (gzip, cut JSON, invalid UTF-8, page loop …).
HttpResponse spoilt(const Fault &fault, const HttpRequest &request, HttpResponse response,
                    const AnswerForm &form);

} // namespace emulator
