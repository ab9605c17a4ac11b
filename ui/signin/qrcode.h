// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QBitArray>
#include <QWidget>

namespace linnet::ui {

// A text as a QR code. Dark on white in every theme, with the quiet zone of four modules that the
// standard (ISO/IEC 18004) wants: readers need both.
class QrCode : public QWidget
{
    Q_OBJECT
public:
    explicit QrCode(QWidget *parent = nullptr);

    // False when the text does not fit into a code; then nothing is drawn.
    bool setText(const QString &text);
    [[nodiscard]] int modules() const { return m_side; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QBitArray m_modules;
    int m_side = 0;
};

} // namespace linnet::ui
