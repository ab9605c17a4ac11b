// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/signin/signinstep.h"

namespace linnet::ui {

// The person allowed less than was asked for: what will not work, and on with it or again.
class ScopesPage : public SignInStep
{
    Q_OBJECT
public:
    explicit ScopesPage(const Theme &theme, QWidget *parent = nullptr);

    void set(const QStringList &missingScopes);

Q_SIGNALS:
    void signInAgainRequested();
    void continued();

private:
    QVBoxLayout *m_list;
};

// No keyring answers: only the person decides whether the sign-in goes into a file.
class StoragePage : public SignInStep
{
    Q_OBJECT
public:
    explicit StoragePage(const Theme &theme, QWidget *parent = nullptr);

Q_SIGNALS:
    void chosen(bool file);
};

// What stops working without a scope, in words; the scope's own name for one that is not known.
[[nodiscard]] QString scopeWords(const QString &scope);

} // namespace linnet::ui
