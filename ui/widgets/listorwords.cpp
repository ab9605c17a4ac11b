// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/listorwords.h"

#include "ui/text/errorwords.h"
#include "ui/widgets/emptystate.h"

namespace linnet::ui {

ListOrWords::ListOrWords(QWidget *list, const Theme &theme, QWidget *parent)
    : QStackedWidget(parent)
    , m_list(list)
    , m_words(new EmptyState(theme, this))
{
    addWidget(m_list);
    addWidget(m_words);
    connect(m_words, &EmptyState::actionClicked, this, &ListOrWords::actionClicked);
}

void ListOrWords::showList()
{
    setCurrentWidget(m_list);
}

bool ListOrWords::isListShown() const
{
    return currentWidget() == m_list;
}

void ListOrWords::showWords(const QString &iconName, const QString &headline, const QString &text,
                            const QString &action)
{
    m_words->set(iconName, headline, text);
    m_words->setAction(action);
    m_words->setProgress(0, -1);
    setCurrentWidget(m_words);
}

void ListOrWords::showError(const QString &iconName, const Error &error)
{
    const ErrorWords words = errorWords(error);
    showWords(iconName, words.headline, words.action, tr("Try again"));
}

void ListOrWords::showProgress(const QString &iconName, const QString &headline, int done,
                               int total)
{
    showWords(iconName, headline, {});
    m_words->setProgress(done, total);
}

} // namespace linnet::ui
