// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/media/pictureview.h"

#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QPainter>
#include <QWheelEvent>

#include <cmath>

namespace linnet::ui {

namespace {
constexpr auto rest = std::chrono::milliseconds(80);
constexpr qreal wheelStep = 1.2; // for each notch
constexpr qreal keyStep = 64; // device-independent pixels
constexpr qreal crisp = 3; // from this zoom on pixels are shown as squares
} // namespace

PictureView::PictureView(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    m_pool.setMaxThreadCount(1);
    m_settle.setSingleShot(true);
    m_settle.setInterval(rest);
    connect(&m_settle, &QTimer::timeout, this, &PictureView::scale);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

PictureView::~PictureView()
{
    // What is being scaled answers to this object.
    m_pool.clear();
    m_pool.waitForDone();
}

void PictureView::setImage(const QImage &image)
{
    m_image = image;
    m_frame = {};
    m_scaled = {};
    ++m_generation;
    fit();
    scale();
}

void PictureView::setFrame(const QImage &frame)
{
    m_frame = frame;
    update();
}

qreal PictureView::fittingZoom() const
{
    if (m_image.isNull())
        return 1;
    const QSizeF room = QSizeF(size()) * devicePixelRatioF();
    return qBound(smallestZoom,
                  qMin(room.width() / m_image.width(), room.height() / m_image.height()), 1.0);
}

qreal PictureView::zoom() const
{
    return m_fitted ? fittingZoom() : m_zoom;
}

QRectF PictureView::pictureRect() const
{
    if (m_image.isNull())
        return {};
    const QSizeF shown = QSizeF(m_image.size()) * (zoom() / devicePixelRatioF());
    const QPointF centre = QRectF(rect()).center() + m_centre;
    return {centre - QPointF(shown.width(), shown.height()) / 2, shown};
}

bool PictureView::overflows() const
{
    const QRectF shown = pictureRect();
    return shown.width() > width() + 0.5 || shown.height() > height() + 0.5;
}

void PictureView::fit()
{
    m_fitted = true;
    m_centre = {};
    changed();
}

void PictureView::setZoom(qreal zoom)
{
    zoomAt(zoom, QRectF(rect()).center());
}

void PictureView::zoomBy(qreal factor)
{
    setZoom(zoom() * factor);
}

// What is under that point stays under it.
void PictureView::zoomAt(qreal zoom, const QPointF &at)
{
    if (m_image.isNull())
        return;
    const qreal before = this->zoom();
    m_zoom = qBound(smallestZoom, zoom, largestZoom);
    m_fitted = false;
    const QPointF from = at - QRectF(rect()).center();
    m_centre = from + (m_centre - from) * (m_zoom / before);
    moveBy({});
    changed();
}

// No further than its edge to the view's edge; what fits stays in the middle.
void PictureView::moveBy(const QPointF &distance)
{
    const QRectF shown = pictureRect();
    const QPointF most(qMax(0.0, (shown.width() - width()) / 2),
                       qMax(0.0, (shown.height() - height()) / 2));
    const QPointF wanted = m_centre + distance;
    m_centre = {qBound(-most.x(), wanted.x(), most.x()), qBound(-most.y(), wanted.y(), most.y())};
    update();
}

void PictureView::changed()
{
    setCursor(overflows() ? Qt::OpenHandCursor : Qt::ArrowCursor);
    m_settle.start();
    update();
    Q_EMIT zoomChanged();
}

void PictureView::scale()
{
    const QSize wanted = (pictureRect().size() * devicePixelRatioF()).toSize();
    if (m_image.isNull() || zoom() >= 1 || wanted == m_scaled.size())
        return;
    const int generation = ++m_generation;
    m_pool.start([this, image = m_image, wanted, generation] {
        const QImage scaled = image.scaled(wanted.expandedTo(QSize(1, 1)), Qt::IgnoreAspectRatio,
                                           Qt::SmoothTransformation);
        // The destructor waits for this thread; posted calls die with the view.
        QMetaObject::invokeMethod(
            this,
            [this, scaled, generation] {
                if (generation != m_generation)
                    return;
                m_scaled = scaled;
                update();
            },
            Qt::QueuedConnection);
    });
}

void PictureView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.tokens().sunken);
    if (m_image.isNull())
        return;
    const QRectF target = pictureRect();
    const QSize pixels = (target.size() * devicePixelRatioF()).toSize();
    if (!m_frame.isNull()) {
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.drawImage(target, m_frame);
    } else if (m_scaled.size() == pixels) {
        // On whole pixels, as it was made for them.
        const qreal ratio = devicePixelRatioF();
        const QPointF corner(std::round(target.x() * ratio) / ratio,
                             std::round(target.y() * ratio) / ratio);
        painter.drawImage(QRectF(corner, QSizeF(pixels) / ratio), m_scaled);
    } else if (zoom() >= 1) {
        painter.setRenderHint(QPainter::SmoothPixmapTransform, zoom() > 1 && zoom() < crisp);
        painter.drawImage(target, m_image);
    } else if (!m_scaled.isNull()) {
        // To make the whole picture smaller here takes too long: the worker's comes in a moment.
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.drawImage(target, m_scaled);
    }
}

void PictureView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    moveBy({});
    changed();
}

bool PictureView::event(QEvent *event)
{
    if (event->type() == QEvent::NativeGesture) {
        const auto *gesture = static_cast<QNativeGestureEvent *>(event);
        if (gesture->gestureType() == Qt::ZoomNativeGesture) {
            zoomAt(zoom() * (1 + gesture->value()), gesture->position());
            return true;
        }
    }
    return QWidget::event(event);
}

void PictureView::wheelEvent(QWheelEvent *event)
{
    const qreal notches = event->angleDelta().y() / qreal(QWheelEvent::DefaultDeltasPerStep);
    if (!qFuzzyIsNull(notches))
        zoomAt(zoom() * std::pow(wheelStep, notches), event->position());
    event->accept();
}

void PictureView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !overflows()) {
        QWidget::mousePressEvent(event);
        return;
    }
    m_dragging = true;
    m_dragged = event->position();
    setCursor(Qt::ClosedHandCursor);
}

void PictureView::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_dragging)
        return;
    moveBy(event->position() - m_dragged);
    m_dragged = event->position();
}

void PictureView::mouseReleaseEvent(QMouseEvent *)
{
    if (m_dragging)
        setCursor(Qt::OpenHandCursor);
    m_dragging = false;
}

void PictureView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    if (m_fitted && fittingZoom() < 1)
        zoomAt(1, event->position());
    else
        fit();
}

void PictureView::keyPressEvent(QKeyEvent *event)
{
    const auto step = [event]() -> QPointF {
        switch (event->key()) {
        case Qt::Key_Left:
            return {keyStep, 0};
        case Qt::Key_Right:
            return {-keyStep, 0};
        case Qt::Key_Up:
            return {0, keyStep};
        case Qt::Key_Down:
            return {0, -keyStep};
        default:
            return {};
        }
    }();
    if (step.isNull() || !overflows())
        QWidget::keyPressEvent(event);
    else
        moveBy(step);
}

} // namespace linnet::ui
