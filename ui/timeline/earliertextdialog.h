// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace linnet {
class Timestamp;
}

namespace linnet::ui {

class Theme;

// What an edited message said before, to be read, selected and copied without a pointer: its
// tooltip tells only the beginning. Remote text, plain. Deletes itself when closed.
class EarlierTextDialog : public QDialog
{
    Q_OBJECT
public:
    EarlierTextDialog(const Theme &theme, const QString &earlier, const QString &now,
                      const Timestamp &edited, QWidget *parent = nullptr);
};

} // namespace linnet::ui
