// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/crash/typist.h"

#include <QDir>
#include <QFile>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace linnet::test {

namespace {

// More waiting than this, and the typist pauses: the drain at the end has to end.
constexpr int enoughWaiting = 120;
constexpr int scopesLookedAt = 4;
// Of files: most go in one request, few in pieces.
constexpr int smallFile = 20'000;
constexpr int largeFile = 5'300'000;

const QString emojis[] = {u"👍"_s, u"🎉"_s, u"🙏"_s};

} // namespace

void tell(const QString &line)
{
    const QByteArray bytes = line.toUtf8() + '\n';
    // A pipe takes up to 4096 bytes as one.
    if (::write(STDOUT_FILENO, bytes.constData(), size_t(bytes.size())) != bytes.size())
        ::_exit(3); // nobody listens any more
}

Typist::Typist(Core &core, int life, quint64 seed, int most)
    : m_core(core)
    , m_random(seed)
    , m_life(life)
    , m_left(most)
{
}

void Typist::start()
{
    look(scopesLookedAt);
    m_core.store().ownUser(this, [this](const Result<UserId> &) { next(); }); // after the pages
}

// What is there from earlier runs, to be edited, deleted and reacted to.
void Typist::look(int scopes)
{
    for (int i = 0; i < scopes; ++i) {
        const QList<TimelineScope> &all = m_core.config().scopes;
        m_core.store().newest(all[below(int(all.size()))], 20, this,
                              [this](const Result<TimelinePage> &page) {
                                  if (page)
                                      take(*page);
                              });
    }
}

void Typist::take(const TimelinePage &page)
{
    for (const Message &message : page.messages) {
        if (message.isDeleted())
            continue;
        Known known{message.id, message.text, message.createTime, false};
        known.quotedTime = quotedTime(message);
        known.mine = message.isPending() || message.sender == m_core.config().me;
        if (known.mine)
            known.word = message.text.section(u' ', 0, 0);
        for (const ReactionSummary &reaction : message.reactions) {
            if (reaction.mine)
                known.reactions.insert(reaction.emoji.unicode);
        }
        m_known.append(known);
    }
}

void Typist::next()
{
    if (m_left-- > 0)
        m_timer = m_clock.after(std::chrono::milliseconds(below(5)), [this] { writeOne(); });
}

void Typist::writeOne()
{
    if (m_core.outbox().queued() < enoughWaiting) {
        const int dice = m_core.config().onlyText ? 0 : below(100);
        if (dice < 60)
            sendText();
        else if (dice < 74)
            edit();
        else if (dice < 79)
            remove();
        else if (dice < 93)
            react();
        else
            read();
    }
    next();
}

QString Typist::begin(const QString &what)
{
    QString number = u"%1.%2"_s.arg(m_life).arg(++m_count);
    tell(u"i "_s + number + u' ' + what);
    return number;
}

// The ports of these writes have no handler. The store does things in order, so once it answers
// what was asked after the write, the write is committed (or was refused, which is told).
void Typist::acknowledgeCommit(const QString &number)
{
    m_core.store().ownUser(this, [number](const Result<UserId> &) { tell(u"a "_s + number); });
}

// One of eight brings files, one of eight quotes a message of somebody else's.
void Typist::sendText()
{
    const QList<TimelineScope> &all = m_core.config().scopes;
    TimelineScope scope = all[below(int(all.size()))];
    OutgoingMessage message;
    const Known *quoted = m_core.config().onlyText || below(8) > 0 ? nullptr : pick(false);
    if (quoted && !quoted->mine) {
        scope = {spaceOf(quoted->id), ThreadId()};
        message.quote = QuoteReference{quoted->id, quoted->quotedTime, QuoteType::Reply};
    }
    const int files = m_core.config().onlyText || below(8) > 0 ? 0 : 1 + below(2);
    const QString number = begin(u"send %1 %2 %3 %4"_s.arg(
        scope.space.name(), scope.isThread() ? scope.thread.name() : u"-"_s, QString::number(files),
        message.quote ? message.quote->message.name() : u"-"_s));
    for (int file = 0; file < files; ++file)
        message.files.append(writeFile(u"%1-%2.txt"_s.arg(number).arg(file)));
    message.text = number + u' ' + QString(below(200), QChar(u'ä'));
    m_core.outbox().send(scope, message, this,
                         [this, number, message](const Result<MessageId> &stored) {
                             for (const OutgoingFile &file : message.files)
                                 QFile::remove(file.path);
                             if (!stored)
                                 return tell(u"x not stored"_s);
                             tell(u"a "_s + number);
                             m_known.append({*stored, number, Timestamp(), true});
                         });
}

OutgoingFile Typist::writeFile(const QString &name)
{
    const QDir directory(m_core.config().directory + u"/originals"_s);
    directory.mkpath(u"."_s);
    QFile file(directory.filePath(name));
    if (!file.open(QIODevice::WriteOnly))
        tell(u"x no file"_s);
    file.write(QByteArray(below(40) == 0 ? largeFile : 1 + below(smallFile), 'x'));
    return {.path = file.fileName(), .name = {}, .contentType = u"text/plain"_s};
}

Typist::Known *Typist::pick(bool mine)
{
    for (int tries = 0; tries < 8 && !m_known.isEmpty(); ++tries) {
        Known &known = m_known[below(int(m_known.size()))];
        if (known.mine || !mine)
            return &known;
    }
    return nullptr;
}

void Typist::edit()
{
    const Known *known = pick(true);
    if (!known)
        return;
    const QString number = begin(u"edit "_s + known->word);
    m_core.outbox().edit(known->id, known->word + u' ' + number);
    acknowledgeCommit(number);
    // One that waits may have become another by this; who looks again sees it.
    if (isLocal(known->id))
        forget(known->word);
}

void Typist::remove()
{
    const Known *known = pick(true);
    if (!known)
        return;
    const QString number = begin(u"remove "_s + known->word);
    m_core.outbox().remove(known->id);
    acknowledgeCommit(number);
    forget(known->word);
}

void Typist::forget(const QString &word)
{
    m_known.removeIf([word](const Known &other) { return other.word == word; });
}

// A click on an emoji of a message that the service has: what shows goes off, else on.
void Typist::react()
{
    Known *known = pick(false);
    if (!known || isLocal(known->id))
        return;
    const QString &emoji = emojis[below(3)];
    const bool on = !known->reactions.remove(emoji);
    if (on)
        known->reactions.insert(emoji);
    const QString number
        = begin(u"react %1 %2 %3"_s.arg(known->word, emoji, on ? u"on"_s : u"off"_s));
    m_core.outbox().setReaction(known->id, {.unicode = emoji}, on);
    acknowledgeCommit(number);
}

// Up to a message of somebody else's: those are older than all of ours, so the service takes the
// time as it is.
void Typist::read()
{
    const Known *known = pick(false);
    if (!known || known->mine)
        return;
    const SpaceId space = spaceOf(known->id);
    const QString number = begin(u"read %1 %2"_s.arg(space.name()).arg(known->time.microseconds()));
    m_core.outbox().setReadState(space, known->time);
    acknowledgeCommit(number);
}

} // namespace linnet::test
