// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/composer/suggestions.h"

#include <QListView>
#include <QPixmap>

class QStandardItemModel;

namespace linnet::ui {

class ComposerEdit;
class Theme;

// Offers what is being typed in full: a list above the field while a name or an emoji is typed. Up
// and Down choose, Tab or Enter take, Escape goes on without. The focus stays in the field.
class Completer : public QListView
{
    Q_OBJECT
public:
    using Face = std::function<QPixmap(const User &user, int size)>;

    // The list lies in the field's window. edit, suggestions and theme must outlive it.
    Completer(ComposerEdit &edit, Suggestions &suggestions, const Theme &theme, const Face &face);

    [[nodiscard]] bool isOpen() const { return isVisible(); }
    // Looks at what stands before the cursor.
    void look();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool takeWhole(const QString &line);
    bool takeKey(const QKeyEvent &event);
    void fill(const QList<Suggestion> &found, const MarkupSpan &chosen);
    void place();
    void close();
    void accept(int row);
    void announce();
    void showPicture(int row);

    ComposerEdit &m_edit;
    Suggestions &m_suggestions;
    const Theme &m_theme;
    Face m_face;
    QStandardItemModel *m_model;
    QList<Suggestion> m_found;
    std::optional<Trigger> m_trigger;
    std::optional<Trigger> m_refused; // Escape: not again for this word
};

} // namespace linnet::ui
