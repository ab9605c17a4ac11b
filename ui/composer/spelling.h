// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/composer/speller.h"

#include <QSyntaxHighlighter>

class QMenu;
class QTextCursor;

namespace linnet::ui {

class ComposerEdit;
class Theme;
class WritingSettings;

// Marks misspelt words of a field and adds what they may have meant to its menu. The word that is
// being typed is left alone; so are mentions, links, code and addresses.
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
    void cursorMoved();
    void fillMenu(QMenu *menu, const QTextCursor &at);
    void addLanguages(QMenu &menu);
    [[nodiscard]] bool isMisspelt(const QTextBlock &block, const QString &text,
                                  const WordPlace &word) const;

    ComposerEdit &m_edit;
    Speller &m_speller;
    WritingSettings &m_settings;
    const Theme &m_theme;
    int m_cursorBlock = -1;
};

} // namespace linnet::ui
