// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"

#include <QStackedWidget>

namespace linnet::ui {

class EmptyState;
class Theme;

// A list, or what stands in its place while there is nothing to list: words, an error, progress.
class ListOrWords : public QStackedWidget
{
    Q_OBJECT
public:
    // Takes the list as its child.
    ListOrWords(QWidget *list, const Theme &theme, QWidget *parent);

    void showList();
    [[nodiscard]] bool isListShown() const;
    // An empty action is none.
    void showWords(const QString &iconName, const QString &headline, const QString &text,
                   const QString &action = {});
    // With the action "Try again".
    void showError(const QString &iconName, const Error &error);
    // done of total; total 0: without a measure.
    void showProgress(const QString &iconName, const QString &headline, int done = 0,
                      int total = 0);

Q_SIGNALS:
    void actionClicked();

private:
    QWidget *m_list;
    EmptyState *m_words;
};

} // namespace linnet::ui
