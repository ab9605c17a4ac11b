// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/markup.h"
#include "models/items/usertable.h"
#include "ui/timeline/rowbuilder.h"

namespace linnet::ui {

// The most of a text that is laid out at once, for texts are hostile until shown otherwise. Each
// step lays out as much again and keeps what was laid out before.
struct TextLimit
{
    int characters = 4'000;
    int lines = 60;
    int emoji
        = 100; // each costs as much as a hundred letters: Qt unpacks its picture to measure it

    // What "Show more" leads to.
    [[nodiscard]] TextLimit more() const { return {characters + 8'000, lines + 240, emoji + 100}; }
    friend bool operator==(const TextLimit &, const TextLimit &) = default;
};

// Lays out what people write: paragraphs, bullets, quotes, code, and within them styles, links,
// mentions and the organisation's own emoji.
class TextBlocks
{
public:
    TextBlocks(RowBuilder &row, const items::UserTable &users);

    // Of an unsent message: muted.
    void setMuted(bool muted) { m_muted = muted; }
    // Small words after the end of the text ("edited"); own words, not remote.
    // toolTip: what more there is to tell; may be remote.
    void setTrailing(const QString &words, const QString &toolTip = {})
    {
        m_trailing = words;
        m_trailingToolTip = toolTip;
    }

    // Adds the text at the row's y and moves below it. True when something had to be left out.
    bool add(const Message &message, const TextLimit &limit);
    // Where the last line ended, for a mark behind it.
    [[nodiscard]] QPointF end() const { return m_end; }
    // The last thing is a frame, which brings no air of its own.
    [[nodiscard]] bool endsFramed() const { return m_endsFramed; }

private:
    struct Line; // one line of the source, with what its formats stand for

    bool addBlock(const MarkupBlock &block, bool last);
    void addCode(const MarkupBlock &block);
    qreal addCodeText(const QString &code, const QPointF &topLeft, qreal width);
    void addCopyButton(const QRectF &frame, const QString &code);
    void addLine(Line line, const RowFonts::Face &face, qreal x, qreal width);
    void appendPicture(Line &line, const MarkupSpan &span, const QString &name);
    void addPictures(const Line &line, const QTextLayout &layout, const QPointF &origin);
    [[nodiscard]] static QList<TextItem::Chip> chipsIn(const Line &line, const QTextLayout &layout);
    void addBackdrops(const Line &line, const QList<TextItem::Chip> &chips, const QPointF &origin);
    void appendPieces(QList<Line> &lines, const MarkupSpan &span, QString text);
    void appendSpan(Line &line, const MarkupSpan &span, const QString &text);
    void appendTrailing(Line &line);
    [[nodiscard]] QString shownText(const MarkupSpan &span) const;

    RowBuilder &m_row;
    const items::UserTable &m_users;
    bool m_muted = false;
    QString m_trailing;
    QString m_trailingToolTip;
    QPointF m_end;
    int m_linesLeft = 0;
    int m_links = 0;
    int m_mentions = 0;
    int m_codes = 0;
    bool m_cut = false;
    bool m_large = false;
    bool m_endsFramed = false;
};

} // namespace linnet::ui
