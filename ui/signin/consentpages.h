// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"
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

// The sign-in could not be kept: again, or elsewhere. Only the person decides whether it goes into
// a file.
class StoragePage : public SignInStep
{
    Q_OBJECT
public:
    explicit StoragePage(const Theme &theme, QWidget *parent = nullptr);

    // Why it could not be kept where it was meant to.
    void set(const Error &why);

Q_SIGNALS:
    void chosen(bool file);
    void retryRequested();

private:
    PlainLabel *m_why;
};

// What stops working without a scope, in words; the scope's own name for one that is not known.
[[nodiscard]] QString scopeWords(const QString &scope);

} // namespace linnet::ui
