// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "clock.h"

#include <QDate>
#include <QHash>
#include <QStringList>

#include <vector>

namespace emulator {

/// What happens to or hangs on a scripted message: one indented line of the script.
struct ScriptNote
{
    enum class Kind {
        Reaction, ///< subject: the emoji, words: who
        Edit, ///< after: when, subject: the new text
        Delete,
        Image, ///< subject: picture, words: file name
        File, ///< words: name, type, size
        Drive, ///< words: file id, name
        Gif, ///< subject: which
        Card, ///< subject: which
        Quote, ///< the message before
        Pin,
        Join, ///< after: when, words: who
        Silent,
    };
    Kind kind = Kind::Silent;
    Micros after = 0;
    QString subject;
    QStringList words;
};

struct ScriptMessage
{
    Micros time = 0;
    QString who;
    bool reply = false;
    QString text;
    std::vector<ScriptNote> notes;
};

struct ScriptSpace
{
    QString type; ///< SPACE, GROUP_CHAT, DIRECT_MESSAGE
    QString name;
    QHash<QString, QString> properties;
    std::vector<ScriptMessage> messages;
};

/// Reads the script of the demonstration (demo/*.txt; its grammar stands in README.md). Times are
/// made absolute against now; working days are counted back, and nothing lies in the future.
class DemoScript
{
public:
    explicit DemoScript(Micros now);
    void read(const QString &text);
    [[nodiscard]] const std::vector<ScriptSpace> &spaces() const { return m_spaces; }

private:
    void readHeader(const QString &line);
    void readMessage(const QString &line);
    void readNote(const QString &line);
    [[nodiscard]] Micros timeOf(const QString &text) const;

    Micros m_now;
    Micros m_last = 0;
    std::vector<ScriptSpace> m_spaces;
};

/// "90m", "2h", "30s", "3d" as microseconds.
Micros spanOf(const QString &text);

} // namespace emulator
