// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/matrix/cell.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace linnet::test;

namespace {

struct Summary
{
    int cells = 0;
    std::array<int, stateCount> first{};
    std::array<int, stateCount> end{};
    int lost = 0;
    int doubled = 0;
    QStringList complaints;

    void add(const QByteArray &name, const Cell::Outcome &outcome)
    {
        ++cells;
        ++first[std::size_t(outcome.first)];
        ++end[std::size_t(outcome.end)];
        lost += outcome.lost;
        doubled += outcome.doubled;
        for (const QString &complaint : outcome.complaints)
            complaints.append(QString::fromUtf8(name) + u": "_s + complaint);
    }
    static QByteArray counts(const std::array<int, stateCount> &states)
    {
        QByteArrayList parts;
        for (int i = 0; i < stateCount; ++i) {
            if (states[std::size_t(i)] > 0)
                parts.append(QByteArray::number(states[std::size_t(i)]) + ' '
                             + stateName(State(i)));
        }
        return parts.join(", ");
    }
};

bool isCell(const Endpoint &asked, Phase phase, const FaultKind &kind)
{
    if (asked.anyBody && kind.otherBody)
        return false;
    const bool effect = asked.write && phase == Phase::After;
    return kind.name != asked.saysDone || effect; // else: it says it is done, and it is not
}

std::vector<AnswerKind> answerKinds(const Endpoint &asked)
{
    if (asked.name == "token")
        return tokenKinds();
    std::vector<AnswerKind> kinds = asked.pageSize > 0 ? listKinds() : std::vector<AnswerKind>();
    if (asked.listedOnce)
        std::erase_if(kinds, [](const auto &kind) { return kind.leavesOut; });
    return kinds;
}

} // namespace

class TestFaultMatrix : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Of the whole matrix, whichever part of it is played: the tables do not shrink unnoticed.
    void cellsAreMany()
    {
        int cells = 0;
        for (const Endpoint &asked : endpoints()) {
            cells += int(answerKinds(asked).size());
            for (const Phase phase : {Phase::Before, Phase::After}) {
                cells += int(
                    std::count_if(faultKinds().begin(), faultKinds().end(),
                                  [&](const auto &kind) { return isCell(asked, phase, kind); }));
            }
        }
        QVERIFY2(cells >= 700, qPrintable(QString::number(cells)));
        QVERIFY(faultKinds().size() >= 40 && endpoints().size() >= 16);
    }

    void cells_data()
    {
        QTest::addColumn<int>("endpoint");
        // In parts, so that more than one processor has something to do.
        const int parts = std::max(1, qEnvironmentVariableIntValue("MATRIX_PARTS"));
        const int part = qEnvironmentVariableIntValue("MATRIX_PART");
        for (int i = 0; i < int(endpoints().size()); ++i) {
            if (i % parts == part)
                QTest::newRow(endpoints()[std::size_t(i)].name) << i;
        }
    }

    void cells()
    {
        QFETCH(int, endpoint);
        const Endpoint &asked = endpoints()[std::size_t(endpoint)];
        const bool verbose = qEnvironmentVariableIsSet("MATRIX_VERBOSE");
        Summary here;
        const auto record = [&](const QByteArray &kind, Phase phase, const Cell::Outcome &outcome) {
            const QByteArray name
                = asked.name + (phase == Phase::Before ? ", before, " : ", after, ") + kind;
            here.add(name, outcome);
            all.add(name, outcome);
            if (verbose) {
                std::printf(
                    "%s: %s -> %s -> %s%s\n", name.constData(), stateName(outcome.first),
                    stateName(outcome.end), stateName(outcome.last),
                    qPrintable(outcome.complaints.isEmpty()
                                   ? QString()
                                   : QString(u" !! "_s + outcome.complaints.join(u"; "_s))));
                std::fflush(stdout);
            }
        };
        for (const Phase phase : {Phase::Before, Phase::After}) {
            for (const FaultKind &kind : faultKinds()) {
                if (isCell(asked, phase, kind))
                    record(kind.name, phase, Cell(asked, phase).run(kind));
            }
        }
        for (const AnswerKind &kind : answerKinds(asked))
            record(kind.name, Phase::After, Cell(asked, Phase::After).run(kind));
        QVERIFY2(here.complaints.isEmpty(), qPrintable(here.complaints.join(u'\n')));
        QCOMPARE(here.lost, 0);
        QCOMPARE(here.doubled, 0);
    }

    // Two ways of getting it wrong, at the seam between the program and the service: the matrix
    // has to see both.
    void wrongPoliciesAreSeen()
    {
        const auto create = std::find_if(endpoints().begin(), endpoints().end(), [](const auto &e) {
            return e.name == "spaces.messages.create";
        });
        int doubled = 0;
        int lost = 0;
        for (const FaultKind &kind : faultKinds()) {
            if (kind.name != "503" && kind.name != "reset without an answer" && kind.name != "502")
                continue;
            doubled += Cell(*create, Phase::After, WrongPolicy::NewIds).run(kind).doubled;
            lost += Cell(*create, Phase::Before, WrongPolicy::TakeAsDone).run(kind).lost;
        }
        QVERIFY(doubled >= 3);
        QVERIFY(lost >= 3);
    }

    void summary()
    {
        std::printf("%d cells of %zu kinds and %zu endpoints\n  at first: %s\n  in the end: %s\n"
                    "  after the person's word, where it waits for that: %d lost, %d doubled\n",
                    all.cells, faultKinds().size() + listKinds().size() + tokenKinds().size(),
                    endpoints().size(), Summary::counts(all.first).constData(),
                    Summary::counts(all.end).constData(), all.lost, all.doubled);
        std::fflush(stdout);
    }

private:
    Summary all;
};

QTEST_GUILESS_MAIN(TestFaultMatrix)
#include "tst_faultmatrix.moc"
