// SPDX-License-Identifier: GPL-3.0-or-later
#include "demoscript.h"

#include <QDateTime>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace emulator {

namespace {

QDate workingDaysBack(QDate day, int count)
{
    while (count > 0) {
        day = day.addDays(-1);
        if (day.dayOfWeek() < 6)
            --count;
    }
    return day;
}

/// FNV-1a: the same number everywhere, which qHash does not promise.
quint32 mixedUp(const QString &text)
{
    quint32 result = 2166136261U;
    for (const char c : text.toUtf8())
        result = (result ^ static_cast<quint8>(c)) * 16777619U;
    return result;
}

} // namespace

Micros spanOf(const QString &text)
{
    const Micros number = text.chopped(1).toLongLong();
    switch (text.back().toLatin1()) {
    case 's':
        return number * second;
    case 'm':
        return number * minute;
    case 'h':
        return number * hour;
    default:
        return number * day;
    }
}

DemoScript::DemoScript(Micros now)
    : m_now(now)
{
}

void DemoScript::read(const QString &text)
{
    for (const QString &line : text.split(u'\n')) {
        if (line.startsWith("== "_L1))
            readHeader(line.mid(3));
        else if (line.startsWith(u'['))
            readMessage(line);
        else if (line.startsWith("    "_L1))
            readNote(line.mid(4));
        else if (line.contains(": "_L1))
            m_spaces.back().properties.insert(line.section(u": "_s, 0, 0),
                                              line.section(u": "_s, 1));
    }
}

void DemoScript::readHeader(const QString &line)
{
    ScriptSpace space;
    space.type = line.startsWith("SPACE"_L1) ? u"SPACE"_s
        : line == "GROUP"_L1                 ? u"GROUP_CHAT"_s
                                             : u"DIRECT_MESSAGE"_s;
    space.name = line.section(u' ', 1);
    m_spaces.push_back(space);
    m_last = 0;
}

Micros DemoScript::timeOf(const QString &text) const
{
    if (text.startsWith(u'+'))
        return m_last + spanOf(text.mid(1));
    if (!text.contains(u' '))
        return m_now - spanOf(text.mid(1));
    const QDate today = QDateTime::fromMSecsSinceEpoch(m_now / 1000).date();
    const QDate date = workingDaysBack(today, text.section(u' ', 0, 0).mid(1).toInt());
    const QTime time = QTime::fromString(text.section(u' ', 1), u"hh:mm"_s);
    return QDateTime(date, time).toMSecsSinceEpoch() * 1000;
}

void DemoScript::readMessage(const QString &line)
{
    static const QRegularExpression form(u"^\\[([^\\]]+)\\] (\\w+)([:>]) (.*)$"_s);
    const QRegularExpressionMatch match = form.match(line);
    if (!match.hasMatch())
        qFatal("demonstration script: %s", qPrintable(line));
    ScriptMessage message;
    // A few seconds of unevenness, so that not every message falls on a whole minute.
    const quint32 mixed = mixedUp(line);
    const Micros uneven = Micros(mixed % 41) * second + Micros(mixed % 999'983);
    message.time = std::min(timeOf(match.captured(1)) + uneven, m_now - second);
    message.time = std::max(message.time, m_last + 1);
    m_last = message.time;
    message.who = match.captured(2);
    message.reply = match.captured(3) == ">"_L1;
    message.text = match.captured(4);
    m_spaces.back().messages.push_back(message);
}

void DemoScript::readNote(const QString &line)
{
    ScriptMessage &message = m_spaces.back().messages.back();
    const QString word = line.section(u' ', 0, 0);
    const QString rest = line.section(u' ', 1);
    ScriptNote note;
    if (word == "|"_L1) {
        message.text += u'\n' + rest;
        return;
    }
    if (word == "+"_L1) {
        note.kind = ScriptNote::Kind::Reaction;
        note.subject = rest.section(u' ', 0, 0);
        note.words = rest.split(u' ').mid(1);
    } else if (word == "~"_L1) {
        note.kind = ScriptNote::Kind::Edit;
        note.after = spanOf(rest.section(u' ', 0, 0).mid(1));
        note.subject = rest.section(u' ', 1);
    } else if (word == "x"_L1) {
        note.kind = ScriptNote::Kind::Delete;
        note.after = spanOf(rest.mid(1));
    } else if (word == "img"_L1) {
        note.kind = ScriptNote::Kind::Image;
        note.words = rest.split(u'|');
        note.subject = note.words.takeFirst();
    } else if (word == "file"_L1) {
        note.kind = ScriptNote::Kind::File;
        note.words = rest.split(u'|');
    } else if (word == "drive"_L1) {
        note.kind = ScriptNote::Kind::Drive;
        note.words = rest.split(u'|');
    } else if (word == "gif"_L1) {
        note.kind = ScriptNote::Kind::Gif;
        note.subject = rest;
    } else if (word == "card"_L1) {
        note.kind = ScriptNote::Kind::Card;
        note.subject = rest;
    } else if (word == "quote"_L1) {
        note.kind = ScriptNote::Kind::Quote;
    } else if (word == "join"_L1) {
        note.kind = ScriptNote::Kind::Join;
        note.words = rest.split(u' ');
        note.after = spanOf(note.words.takeFirst());
    } else if (word == "pin"_L1) {
        note.kind = ScriptNote::Kind::Pin;
    } else if (word != "silent"_L1) {
        qFatal("demonstration script: %s", qPrintable(line));
    }
    message.notes.push_back(note);
}

} // namespace emulator
