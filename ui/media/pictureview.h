// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QThreadPool>
#include <QTimer>
#include <QWidget>

namespace linnet::ui {

class Theme;

// One picture, as large as fits or as large as is asked for: the wheel and a double click zoom,
// dragging and the arrow keys move it. Zoom 1: a pixel of the picture is one of the screen. GUI
// thread; what is made smaller is made so on a worker, for that takes up to half a second.
class PictureView : public QWidget
{
    Q_OBJECT
public:
    static constexpr qreal smallestZoom = 0.02;
    static constexpr qreal largestZoom = 16;

    explicit PictureView(const Theme &theme, QWidget *parent = nullptr);
    ~PictureView() override;

    // Fitted again, unless it is a frame of the picture that is shown.
    void setImage(const QImage &image);
    // The present frame of a picture that moves, of any size; null: the still one is shown.
    void setFrame(const QImage &frame);
    [[nodiscard]] const QImage &image() const { return m_image; }

    [[nodiscard]] qreal zoom() const;
    // As large as fits, but never larger than it is; follows the size of the view.
    [[nodiscard]] bool isFitted() const { return m_fitted; }
    void fit();
    void setZoom(qreal zoom);
    void zoomBy(qreal factor);
    // Where the picture is, in this widget's coordinates.
    [[nodiscard]] QRectF pictureRect() const;

Q_SIGNALS:
    void zoomChanged();

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] qreal fittingZoom() const;
    [[nodiscard]] bool overflows() const;
    void zoomAt(qreal zoom, const QPointF &at);
    void moveBy(const QPointF &distance);
    void changed();
    void scale();

    const Theme &m_theme;
    QImage m_image;
    QImage m_frame;
    QImage m_scaled; // the image at the size in which it is seen, once that is made
    bool m_fitted = true;
    qreal m_zoom = 1; // unless fitted
    QPointF m_centre; // of the picture, from that of the view
    QPointF m_dragged; // where the pointer was last
    bool m_dragging = false;
    int m_generation = 0; // of what is being scaled
    QTimer m_settle; // scaling waits for the wheel to rest
    QThreadPool m_pool;
};

} // namespace linnet::ui
