// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/setaside.h"

#include <QDialog>

class QPlainTextEdit;

namespace linnet::items {
class SpaceListModel;
}

namespace linnet::ui {

// What is left of texts that could not be read back whole: to look at, to copy, and to forget when
// they are of no more use. Plain text, whatever is in them.
class SetAsideDialog : public QDialog
{
    Q_OBJECT
public:
    SetAsideDialog(const QList<SetAsideText> &texts, const items::SpaceListModel &spaces,
                   QWidget *parent);

Q_SIGNALS:
    // The person is done with them and has confirmed it.
    void forgetRequested();

private:
    void askForget();

    QPlainTextEdit *m_text;
};

} // namespace linnet::ui
