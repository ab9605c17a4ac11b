// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/markup.h"

#include <array>

namespace linnet {

// The part of the markup parser that works within a line: styles, inline code, links, mentions and
// custom emoji. For markup.cpp only; see markup.h for the rules.
class MarkupInline
{
public:
    // The source must outlive this. With plainText the same as the source, annotations mark their
    // ranges of it; otherwise they only tell names.
    MarkupInline(const QString &source, const QList<Annotation> &annotations,
                 const QString &plainText);

    // Appends the spans of source[begin, end), which has no line break but as plain text. Lines
    // must be asked for in order. Each thing recognised takes one off the budget.
    void parse(int begin, int end, QList<MarkupSpan> &spans, int &budget);
    // Appends source[begin, end) as it is.
    void appendPlain(int begin, int end, TextStyles styles, QList<MarkupSpan> &spans) const;

private:
    // What a line is cut into: things that stand for themselves, and delimiters.
    struct Piece
    {
        enum class Kind : quint8 {
            Span, // m_spans[partner]
            Opener,
            Closer,
        };
        Kind kind;
        quint8 style; // index into the delimiters
        int start;
        int end;
        int partner; // of an opener its closer's index in m_pieces, -1 while there is none
    };
    struct Placed
    {
        int start;
        int end;
        qsizetype annotation;
    };

    void readAnnotations(const QString &plainText);
    void cut(int begin, int end, int &budget);
    void emitPieces(int begin, int end, QList<MarkupSpan> &spans) const;

    [[nodiscard]] int takeAt(int i, int end);
    int takePlaced(int i, int end);
    int takeCode(int i, int end);
    int takeAngle(int i, int end);
    int takeLink(int i, int end);
    int takeMention(int i, int close);
    int takeCustomEmoji(int i, int close);
    int takeEmojiName(int i, int end);
    int takeUrl(int i, int end);
    bool takeDelimiter(int i, int begin, int end);
    [[nodiscard]] int trimmedUrlEnd(int start, int end) const;
    int keep(MarkupSpan span, int start, int end);

    [[nodiscard]] bool wordBefore(int i, int begin) const;
    [[nodiscard]] bool wordAt(int i, int end) const;
    [[nodiscard]] QStringView view(int start, int end) const;
    // The next such character in the line, or -1; remembers, so that asking often stays linear.
    int next(QChar c, int from, int end, int &memory) const;

    const QString &m_source;
    const QList<Annotation> &m_annotations;
    QHash<UserId, QString> m_mentionNames;
    QString m_allName;
    QHash<QString, Emoji> m_emojiByName; // ":name:"
    QHash<QString, Emoji> m_emojiByResource;
    QList<Placed> m_placed; // in order, apart from each other
    qsizetype m_nextPlaced = 0;

    // Of the line at hand.
    QList<Piece> m_pieces;
    QList<MarkupSpan> m_spans;
    QList<int> m_open; // openers without a partner yet: indexes of m_pieces
    std::array<int, 3> m_openCount{}; // of them, by delimiter
    int m_nextBacktick = -1; // memories of next(); -2: none in this line
    int m_nextGreater = -1;
    int m_noMailBefore = -1; // no "@" from the last "mailto:" to here
};

} // namespace linnet
