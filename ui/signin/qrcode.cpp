// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/signin/qrcode.h"

#include "ui/theme/theme.h"

#include <QPainter>

#include <qrencode.h>

#include <memory>

namespace linnet::ui {

namespace {
constexpr int quietZone = 4;
constexpr int module = 4; // pixels
} // namespace

QrCode::QrCode(QWidget *parent)
    : QWidget(parent)
{
    setAccessibleName(tr("QR code of the address"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

bool QrCode::setText(const QString &text)
{
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeString8bit(text.toUtf8().constData(), 0, QR_ECLEVEL_M), &QRcode_free);
    m_side = code ? code->width : 0;
    const qsizetype modules = qsizetype(m_side) * m_side;
    m_modules = QBitArray(modules);
    for (qsizetype i = 0; i < modules; ++i)
        m_modules.setBit(i, code->data[i] & 1);
    updateGeometry();
    update();
    return m_side > 0;
}

QSize QrCode::sizeHint() const
{
    const int side = (m_side + 2 * quietZone) * module;
    return {side, side};
}

void QrCode::paintEvent(QPaintEvent *)
{
    if (m_side == 0)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Qt::white);
    painter.drawRoundedRect(rect(), metrics::radius, metrics::radius);
    painter.setRenderHint(QPainter::Antialiasing, false);
    const int size = qMin(width(), height()) / (m_side + 2 * quietZone);
    const QPoint origin((width() - size * m_side) / 2, (height() - size * m_side) / 2);
    for (int y = 0; y < m_side; ++y) {
        for (int x = 0; x < m_side; ++x) {
            if (m_modules.testBit(y * m_side + x))
                painter.fillRect(QRect(origin + QPoint(x, y) * size, QSize(size, size)), Qt::black);
        }
    }
}

} // namespace linnet::ui
