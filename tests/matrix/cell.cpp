// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/matrix/cell.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QStringBuilder>
#include <QUrlQuery>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace linnet::test {

namespace {

// Long enough for every wait of the program to end by itself.
constexpr auto patience = 30min;
constexpr auto soon = 1s;
// A fault meets the first request and the one that repeats it.
constexpr int faultsInARow = 2;

bool isCreation(const api::HttpRequest &request)
{
    return request.verb == "POST" && request.url.path().endsWith(u"/messages"_s);
}

} // namespace

const char *stateName(State state)
{
    switch (state) {
    case State::Settled:
        return "settled";
    case State::WaitingForTheWay:
        return "waiting for the way";
    case State::WaitingInLine:
        return "waiting in line";
    case State::BlockedRefused:
        return "blocked by a refusal";
    case State::BlockedAccount:
        return "blocked account";
    case State::SignedOut:
        return "signed out";
    case State::Undone:
        return "undone";
    case State::Told:
        return "told";
    case State::Lagging:
        return "lagging";
    }
    Q_UNREACHABLE();
}

Cell::Cell(const Endpoint &endpoint, Phase phase, WrongPolicy policy)
    : m_endpoint(endpoint)
    , m_phase(phase)
    , m_policy(policy)
{
    FakeChat &chat = world.chat;
    chat.pageSize = endpoint.pageSize > 0 ? endpoint.pageSize : 1000;
    chat.addSpace(u"A"_s, u"SPACE"_s, 0);
    chat.addMessage(u"A"_s, u"M1"_s, u"users/x"_s, u"theirs"_s, 100);
    chat.addMessage(u"A"_s, u"M2"_s, world.me.name(), u"mine"_s, 200);
    chat.addMember(u"A"_s, world.me.name(), u"Me"_s);
    chat.addMember(u"A"_s, u"users/x"_s, u"X"_s);
    chat.addMember(u"A"_s, u"users/y"_s, u"Y"_s);
    chat.spaces[u"spaces/A"_s].lastRead = FakeChat::time(200);
    if (endpoint.arrange)
        endpoint.arrange(*this);
    world.between = [this](const api::HttpRequest &request, const std::function<Answer()> &serve) {
        return answer(request, serve);
    };
    start();
    waitFor(1min);
}

Cell::~Cell()
{
    media.reset();
    loader.reset();
    account.reset();
    outbox.reset();
}

void Cell::start()
{
    outbox = std::make_unique<sync::Outbox>(world.services());
    account = std::make_unique<sync::AccountSync>(world.services(), *outbox);
    loader = std::make_unique<sync::TimelineLoader>(world.services(), *account, *outbox);
    media = std::make_unique<sync::MediaLoader>(world.services(), world.transport(), m_media.path(),
                                                QUrl());
    connect(
        outbox.get(), &sync::Outbox::writeRefused, this,
        [this](const OutboxItem &write, const linnet::Error &) { m_refused.append(write.kind); });
    outbox->start(world.me);
    account->start(world.me);
    loader->setWatched({{SpaceId(u"spaces/A"_s), ThreadId()}});
    world.drain();
}

// --- between the program and the service

Cell::Answer Cell::answer(const api::HttpRequest &request, const std::function<Answer()> &serve)
{
    if (request.url.path().startsWith(u"/v1/media/"_s)) {
        return served(request, [] {
            return Answer(api::HttpResponse{
                .status = 200, .headers = {{"Content-Type", "image/png"}}, .body = "a picture"});
        });
    }
    if (m_policy == WrongPolicy::NewIds && isCreation(request))
        return served(request, [&] { return withNewIds(request); });
    if (expired > 0 && request.url.path().startsWith(u"/v1/"_s)) {
        --expired;
        return errorAnswer(401, u"UNAUTHENTICATED"_s);
    }
    return served(request, serve);
}

Cell::Answer Cell::served(const api::HttpRequest &request, const std::function<Answer()> &serve)
{
    static const QRegularExpression never(u"$^"_s);
    const QString line = QString::fromLatin1(request.verb) + u' ' + request.url.path();
    const bool meant = m_faultsLeft > 0 && m_faulty
        && QRegularExpression(m_endpoint.pattern).match(line).hasMatch();
    if (!meant)
        return wrongly(request, serve);
    --m_faultsLeft;
    ++m_faults;
    return wrongly(request, [&] { return m_faulty(request, serve); });
}

Cell::Answer Cell::withNewIds(api::HttpRequest request)
{
    QUrlQuery query(request.url);
    const QString oldId = query.queryItemValue(u"messageId"_s);
    const QString newId = u"client-new%1"_s.arg(++m_newIds);
    query.removeQueryItem(u"messageId"_s);
    query.removeQueryItem(u"requestId"_s);
    query.addQueryItem(u"messageId"_s, newId);
    query.addQueryItem(u"requestId"_s, newId);
    request.url.setQuery(query);
    Answer answer = world.chat.answer(request);
    if (answer)
        answer->body.replace(newId.toLatin1(), oldId.toLatin1());
    return answer;
}

Cell::Answer Cell::wrongly(const api::HttpRequest &request, const std::function<Answer()> &serve)
{
    Answer answer = serve();
    if (m_policy != WrongPolicy::TakeAsDone || !isCreation(request))
        return answer;
    if (answer && answer->status == 200 && answer->body.contains("\"name\""))
        return answer;
    // Done, for all the program is told.
    QJsonObject message = QJsonDocument::fromJson(request.body->head).object();
    const QString space = request.url.path().section(u'/', 2, 3);
    message.insert(u"name"_s, QString(space + u"/messages/T%1"_s.arg(++m_newIds)));
    message.insert(u"clientAssignedMessageId"_s,
                   QUrlQuery(request.url).queryItemValue(u"messageId"_s));
    message.insert(u"createTime"_s, FakeChat::time(7300 + m_newIds));
    return jsonAnswer(QJsonDocument(message).toJson());
}

Cell::Outcome Cell::run(const FaultKind &kind)
{
    const bool write = m_endpoint.write;
    int left = 1;
    const auto faulty
        = [this, &kind, write, left](const api::HttpRequest &request,
                                     const std::function<Answer()> &serve) mutable -> Answer {
        Answer truth = m_phase == Phase::After || kind.harmless
            ? serve()
            : Answer(jsonAnswer(R"({"name":"spaces/A/messages/none"})"));
        if (!truth) // the sign-in server is not there either
            return truth;
        // The way breaks with the answer still on it, and then is broken.
        if (kind.beforeOnly && m_phase == Phase::After && left-- > 0) {
            return tl::unexpected(api::Error{.kind = write ? api::Error::Kind::OutcomeUnknown
                                                           : api::Error::Kind::ConnectionLost,
                                             .effectUnknown = write});
        }
        Answer answer = kind.report(request.verb != "GET", *truth);
        return answer;
    };
    return run(faulty, faultsInARow);
}

Cell::Outcome Cell::run(const AnswerKind &kind)
{
    const auto serve = [this](const api::HttpRequest &asked) {
        return world.chat.answer(asked).value_or(api::HttpResponse());
    };
    int changed = 0;
    const auto faulty = [&](const api::HttpRequest &request, const std::function<Answer()> &) {
        Answer answer = kind.answer(request, serve);
        changed += !answer || answer->body != serve(request).body;
        return answer;
    };
    Outcome outcome = run(faulty, kind.times);
    m_faulty = {};
    if (changed == 0)
        outcome.complaints.append(u"the fault changed nothing"_s);
    return outcome;
}

Cell::Outcome Cell::run(const Faulty &faulty, int times)
{
    m_faulty = faulty;
    m_faultsLeft = times;
    m_endpoint.begin(*this);
    world.advance(soon);
    Outcome outcome;
    outcome.first = state();
    waitFor(patience);
    outcome.end = state();
    outcome.faults = m_faults;
    if (m_faults == 0)
        outcome.complaints.append(u"the fault met nothing"_s);
    m_faultsLeft = 0;
    speak(outcome.end);
    waitFor(patience);
    outcome.last = state();
    compare(outcome);
    return outcome;
}

// --- what has become of it

State Cell::state()
{
    const AccountStatus &status = account->status();
    if (status.connection == Connection::Blocked)
        return status.error->kind == ErrorKind::SignedOut ? State::SignedOut
                                                          : State::BlockedAccount;
    if (outbox->failed() > 0)
        return State::BlockedRefused;
    if (!m_refused.isEmpty())
        return State::Undone;
    if (told && !*told)
        return State::Told;
    if (status.connection == Connection::Impaired || outbox->trouble())
        return State::WaitingForTheWay;
    if (!world.outbox().isEmpty())
        return State::WaitingInLine;
    return m_endpoint.isDone(*this) ? State::Settled : State::Lagging;
}

void Cell::waitFor(std::chrono::milliseconds most)
{
    const auto until = world.clock.now() + most;
    world.drain();
    // Before something was asked for, "done" is what must not be yet.
    const auto rests = [this] {
        const State now = state();
        return m_faulty ? now == State::Settled || now == State::Undone || now == State::Told
                        : account->status().connection == Connection::Online;
    };
    while (!rests() && world.clock.now() < until
           && world.clock.advanceToNext(until - world.clock.now()))
        world.drain();
}

// What the person does about it.
void Cell::speak(State state)
{
    switch (state) {
    case State::Settled:
        return;
    case State::BlockedRefused: {
        const QList<OutboxItem> items = world.outbox();
        for (const OutboxItem &item : items) {
            if (item.state == OutboxState::Failed)
                outbox->retry(item.message);
        }
        return;
    }
    case State::Undone:
    case State::Told:
        m_refused.clear();
        told.reset();
        media->retryNow();
        return m_endpoint.begin(*this);
    case State::SignedOut: // signs in again
        media.reset();
        loader.reset();
        account.reset();
        outbox.reset();
        world.restart();
        return start();
    case State::BlockedAccount:
    case State::WaitingForTheWay:
    case State::WaitingInLine:
    case State::Lagging:
        return account->retryNow();
    }
}

QStringList Cell::shown(const QString &space)
{
    QStringList texts;
    for (const Message &message : world.page(space).messages) {
        if (!message.isDeleted())
            texts.append(message.isPending() ? QString(u"pending "_s + message.text)
                                             : message.text);
    }
    return texts;
}

int Cell::countShown(const QString &text)
{
    return int(shown(u"A"_s).count(text));
}

int Cell::countThere(const QString &text) const
{
    return int(world.chat.texts(u"A"_s).count(text));
}

// Texts of the service and of the program, each against what was written and against each other.
void Cell::compare(Outcome &outcome)
{
    for (auto it = world.chat.spaces.cbegin(); it != world.chat.spaces.cend(); ++it) {
        const QString space = it.key().section(u'/', 1);
        const QStringList there = world.chat.texts(space);
        const QStringList seen = shown(space);
        for (const QString &text : QSet<QString>(there.begin(), there.end())) {
            outcome.doubled += int(there.count(text)) - 1;
            if (!seen.contains(text)) {
                ++outcome.lost;
                outcome.complaints.append(u"does not show: "_s + text);
            }
        }
        for (const QString &text : QSet<QString>(seen.begin(), seen.end())) {
            outcome.doubled += int(seen.count(text)) - 1;
            if (!there.contains(text))
                outcome.complaints.append(u"shows what is not there: "_s + text);
        }
    }
    if (outcome.last != State::Settled) {
        ++outcome.lost;
        outcome.complaints.append(u"ends "_s + QLatin1StringView(stateName(outcome.last)));
    } else if (!m_endpoint.isDone(*this)) {
        ++outcome.lost;
        outcome.complaints.append(u"is not done"_s);
    }
    if (world.chat.identityViolations > 0)
        outcome.complaints.append(u"another body under the same id"_s);
}

} // namespace linnet::test
