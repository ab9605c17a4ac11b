// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace linnet::ui {

// The field one writes in: grows with its text up to ten lines, takes plain text only, and turns
// keys into requests. Knows nothing of conversations, drafts or sending.
class ComposerEdit : public QPlainTextEdit
{
    Q_OBJECT
public:
    explicit ComposerEdit(QWidget *parent = nullptr);

    // One line, in the width there is: a longer one is elided.
    void setHint(const QString &hint);
    // An input method composes: keys belong to it.
    [[nodiscard]] bool isComposing() const { return m_composing; }
    // Puts the marker on both sides of the selection, or takes it away where it stands already;
    // without a selection the cursor ends between the two.
    void toggleMarker(QChar marker);

Q_SIGNALS:
    void sendRequested();
    void editLastRequested(); // Up in an empty field

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void insertFromMimeData(const QMimeData *source) override;

private:
    void fitHeight();
    void elideHint();

    QString m_hint;
    bool m_composing = false;
};

} // namespace linnet::ui
