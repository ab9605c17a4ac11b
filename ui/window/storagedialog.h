// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/portsstorage.h"

#include <QDialog>

class QComboBox;
class QPushButton;

namespace linnet::ui {

class MediaRule;
class PlainLabel;
class Theme;

// Which pictures come by themselves, how much is kept on the disk, and how to be rid of it. Every
// choice counts at once; clearing is asked about. The rule and the port outlive it.
class StorageDialog : public QDialog
{
    Q_OBJECT
public:
    StorageDialog(MediaRule &rule, StoragePort &storage, const Theme &theme,
                  QWidget *parent = nullptr);

private:
    void build();
    [[nodiscard]] QWidget *buildPictures();
    [[nodiscard]] QWidget *buildDisk();
    void updateMetered();
    void askUse();
    void tell(const Result<StorageUse> &use);
    void askClearMedia();
    void askClearMessages();

    MediaRule &m_rule;
    StoragePort &m_storage;
    const Theme &m_theme;
    PlainLabel *m_metered = nullptr; // this and the following: children
    PlainLabel *m_media = nullptr;
    PlainLabel *m_messages = nullptr;
    PlainLabel *m_trouble = nullptr;
    QComboBox *m_limit = nullptr;
    QPushButton *m_clearMedia = nullptr;
    QPushButton *m_clearMessages = nullptr;
};

} // namespace linnet::ui
