// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/ports.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QToolButton;

namespace linnet::ui {

class ComposerEdit;
class DraftKeeper;
class Theme;

// Where one writes to a conversation or a thread: field, Send, and the notices about what was
// written. The text stays in the field until the outbox has it, and its draft until then too.
// Theme and port must outlive it. GUI thread only; knows nothing of the timeline.
class Composer : public QWidget
{
    Q_OBJECT
public:
    Composer(const Theme &theme, MessagePort &port, QWidget *parent = nullptr);
    ~Composer() override;

    // name: of the person or space, remote text. Keeps what is written as the former target's
    // draft and brings the new one's. An empty space empties and disables the composer.
    void setTarget(const TimelineScope &target, const QString &name);
    [[nodiscard]] TimelineScope target() const;

    [[nodiscard]] QString text() const;
    // Adds to what is written, on a line of its own; replaces nothing.
    void insertText(const QString &text);
    void focusEditor();
    // Why nobody can write here, in words; empty: one can. What is written stays.
    void setDisabledReason(const QString &reason);
    // Saves the draft now: before the program ends.
    void flushDraft();
    void send();

Q_SIGNALS:
    // The outbox has it, under its local id.
    void sent(const linnet::MessageId &message);
    // Up was pressed in an empty field.
    void editLastRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    void restyle();
    void updateState();
    void takeDraft(const QString &draft);
    void sendEnded(const TimelineScope &target, const QString &written,
                   const Result<MessageId> &result);
    void takeAway(const QString &written);
    void setSending(bool sending);
    void showFailure(const QString &words);

    const Theme &m_theme;
    MessagePort &m_port;
    DraftKeeper *m_drafts = nullptr; // child
    QWidget *m_frame = nullptr; // around field and button; painted here
    ComposerEdit *m_edit = nullptr;
    QToolButton *m_send = nullptr;
    QLabel *m_failure = nullptr; // why the last attempt was not taken
    QLabel *m_notice = nullptr; // over the limit, or why one cannot write
    QString m_name;
    QString m_reason;
    bool m_sending = false;
    bool m_slow = false; // sending takes long enough to say so
    QTimer m_slowTimer;
};

} // namespace linnet::ui
