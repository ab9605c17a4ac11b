// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/composer/speller.h"

#include <QSyntaxHighlighter>
#include <QTimer>

class QMenu;
class QTextCursor;

namespace linnet::ui {

class ComposerEdit;
class Theme;
class WritingSettings;

// Marks misspelt words of a field and adds what they may have meant to its menu. The word that is
// being typed is left alone; so are mentions, links, code and addresses. Of a long text only what
// changed is read again, and what is new in it in slices.
class Spelling : public QSyntaxHighlighter
{
    Q_OBJECT
public:
    // All must outlive it.
    Spelling(ComposerEdit &edit, Speller &speller, WritingSettings &settings, const Theme &theme);

    // The misspelt word there; without length: none.
    [[nodiscard]] WordPlace wordAt(const QTextCursor &cursor) const;

protected:
    void highlightBlock(const QString &text) override;

private:
    class Read;
    [[nodiscard]] Read &readBlock(const QString &text);
    [[nodiscard]] QList<WordPlace> marks(const QTextBlock &block, const Read &read) const;
    void readOn();
    void cursorMoved();
    void fillMenu(QMenu *menu, const QTextCursor &at);
    void addLanguages(QMenu &menu);
    [[nodiscard]] bool isText(const QTextBlock &block, const WordPlace &word) const;

    ComposerEdit &m_edit;
    Speller &m_speller;
    WritingSettings &m_settings;
    const Theme &m_theme;
    int m_cursorBlock = -1;
    int m_budget; // letters that may still be read in this turn of the event loop
    bool m_waiting = false; // a block was not read to its end
    QTimer m_next; // the next slice
};

} // namespace linnet::ui
