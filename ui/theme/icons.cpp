// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/icons.h"

#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QAction>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

using namespace Qt::StringLiterals;

namespace linnet::ui {

QPixmap iconPixmap(const QString &name, const QColor &colour, int size, qreal ratio)
{
    if (name.isEmpty())
        return {};
    const QString key
        = u"linnet-icon/%1/%2/%3/%4"_s.arg(name, colour.name(QColor::HexArgb)).arg(size).arg(ratio);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    QSvgRenderer renderer(name.startsWith(u':') ? name : u":/icons/ui/%1.svg"_s.arg(name));
    if (!renderer.isValid())
        return {};
    QImage image(QSize(size, size) * ratio, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    renderer.render(&painter, QRectF(QPointF(0, 0), QSizeF(image.size())));
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(image.rect(), colour);
    painter.end();
    image.setDevicePixelRatio(ratio);
    pixmap = QPixmap::fromImage(image);
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

namespace {

class SvgEngine : public QIconEngine
{
public:
    SvgEngine(QString name, const QColor &colour)
        : m_name(std::move(name))
        , m_colour(colour)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const int side = qMin(rect.width(), rect.height());
        QRect square(0, 0, side, side);
        square.moveCenter(rect.center());
        painter->drawPixmap(
            square.topLeft(),
            iconPixmap(m_name, colourFor(mode), side, painter->device()->devicePixelRatioF()));
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State) override
    {
        return iconPixmap(m_name, colourFor(mode), qMin(size.width(), size.height()), 1.0);
    }
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal scale) override
    {
        const int side = qMin(size.width(), size.height());
        return iconPixmap(m_name, colourFor(mode), qRound(side / scale), scale);
    }
    QIconEngine *clone() const override { return new SvgEngine(m_name, m_colour); }
    bool isNull() override { return false; }

private:
    [[nodiscard]] QColor colourFor(QIcon::Mode mode) const
    {
        QColor colour = m_colour;
        if (mode == QIcon::Disabled)
            colour.setAlphaF(0.45F);
        return colour;
    }

    QString m_name;
    QColor m_colour;
};

} // namespace

QIcon icon(const QString &name, const QColor &colour)
{
    return QIcon(new SvgEngine(name, colour));
}

namespace {

// The name lives on the object, so that a later call with another name replaces the first.
template <class Target> void theme(Target *target, const QString &name, const Theme &theme)
{
    const auto apply = [target, &theme] {
        target->setIcon(icon(target->property("linnetIcon").toString(), theme.tokens().muted));
    };
    const bool first = !target->property("linnetIcon").isValid();
    target->setProperty("linnetIcon", name);
    apply();
    if (first)
        QObject::connect(&theme, &Theme::changed, target, apply);
}

} // namespace

void setThemedIcon(QAbstractButton *button, const QString &name, const Theme &t)
{
    theme(button, name, t);
}

void setThemedIcon(QAction *action, const QString &name, const Theme &t)
{
    theme(action, name, t);
}

} // namespace linnet::ui
