// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/crash/core.h"
#include "tests/support/virtualclock.h"

#include <QSet>

namespace linnet::test {

// Somebody in a hurry: writes, answers, edits, deletes, reacts and reads at random, seeded, through
// the ports that the interface uses. What is about to be written and what was committed is told on
// the standard output, one line each, at once: that is what the parent judges by.
//   i NUMBER send SPACE THREAD FILES QUOTED   a new message; its text begins with the number, and
//                                     so does the name of each of so many files; or "-"
//   i NUMBER edit MESSAGE             the text is from now on "MESSAGE NUMBER"
//   i NUMBER remove MESSAGE
//   i NUMBER react MESSAGE EMOJI on|off
//   i NUMBER read SPACE MICROSECONDS
//   a NUMBER                          committed
class Typist : public QObject
{
    Q_OBJECT

public:
    // @p life tells the runs apart; @p most is how many things it writes at most.
    Typist(Core &core, int life, quint64 seed, int most);

    void start();

private:
    // A message to do something to. Its word is the number it was written under; of others', their
    // whole text.
    struct Known
    {
        MessageId id;
        QString word;
        Timestamp time;
        bool mine = false;
        QSet<QString> reactions{}; // mine, as they show
        Timestamp quotedTime{};
    };

    void look(int scopes);
    void take(const TimelinePage &page);
    void next();
    void writeOne();
    void sendText();
    [[nodiscard]] OutgoingFile writeFile(const QString &name);
    void edit();
    void remove();
    void react();
    void read();
    void forget(const QString &word);
    [[nodiscard]] Known *pick(bool mine);
    [[nodiscard]] QString begin(const QString &what);
    void acknowledgeCommit(const QString &number);
    [[nodiscard]] int below(int most) { return int(m_random.next() % quint64(most)); }

    Core &m_core;
    FixedRandom m_random;
    const int m_life;
    int m_left;
    int m_count = 0;
    QList<Known> m_known;
    api::SystemClock m_clock;
    api::Timer m_timer;
};

// One line, whole or not at all, that survives whatever becomes of this process.
void tell(const QString &line);

} // namespace linnet::test
