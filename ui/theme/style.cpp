// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/style.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QPushButton>
#include <QStyleFactory>
#include <QStyleOption>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

constexpr int scrollBarExtent = 12;
constexpr int fieldPadding = 6;
constexpr int menuItemHeight = 30;
constexpr int itemPadding = 6; // of plain lists
constexpr int menuIconColumn = 36;

bool isPrimary(const QStyleOption *option, const QWidget *widget)
{
    if (widget && widget->property("primary").toBool())
        return true;
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
    return button && (button->features & QStyleOptionButton::DefaultButton);
}

void fillRounded(QPainter *painter, const QRectF &rect, qreal radius, const QBrush &fill,
                 const QColor &line = Qt::transparent)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(fill);
    painter->setPen(line.alpha() ? QPen(line, 1) : QPen(Qt::NoPen));
    const qreal inset = line.alpha() ? 0.5 : 0.0;
    painter->drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius);
    painter->restore();
}

} // namespace

Style::Style(const Theme &theme)
    : QProxyStyle(QStyleFactory::create(u"Fusion"_s))
    , m_theme(theme)
{
}

void Style::drawFocusRing(QPainter *painter, const QRectF &rect, qreal radius, const QColor &colour)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(Qt::NoBrush);
    painter->setPen(QPen(colour, 2));
    painter->drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius);
    painter->restore();
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                          const QWidget *widget) const
{
    const Tokens &t = m_theme.tokens();
    switch (element) {
    case PE_PanelButtonCommand:
        drawPushButton(option, painter, widget);
        return;
    case PE_PanelButtonTool:
        drawToolButton(option, painter);
        return;
    case PE_PanelLineEdit:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
            frame && frame->lineWidth > 0)
            drawField(option, painter);
        return;
    case PE_FrameLineEdit:
        return; // drawn with the panel
    case PE_FrameFocusRect:
        if (option->state & State_KeyboardFocusChange)
            drawFocusRing(painter, option->rect, metrics::smallRadius, t.accent);
        return;
    case PE_IndicatorCheckBox:
        drawCheck(option, painter, false);
        return;
    case PE_IndicatorRadioButton:
        drawCheck(option, painter, true);
        return;
    case PE_PanelMenu:
    case PE_FrameMenu:
        painter->fillRect(option->rect, t.surface);
        painter->setPen(t.border);
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        return;
    case PE_PanelItemViewItem:
        if (option->state & State_Selected)
            fillRounded(painter, option->rect, metrics::smallRadius, t.selected);
        else if (option->state & State_MouseOver)
            fillRounded(painter, option->rect, metrics::smallRadius, t.hover);
        return;
    case PE_PanelTipLabel:
        painter->fillRect(option->rect, option->palette.toolTipBase());
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void Style::drawPushButton(const QStyleOption *option, QPainter *painter,
                           const QWidget *widget) const
{
    const Tokens &t = m_theme.tokens();
    const bool enabled = option->state & State_Enabled;
    const bool down = option->state & (State_Sunken | State_On);
    const bool over = enabled && (option->state & State_MouseOver);
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
    if (button && (button->features & QStyleOptionButton::Flat)) {
        const bool link = widget && widget->property("link").toBool();
        if ((over || down) && !link)
            fillRounded(painter, option->rect, metrics::smallRadius, down ? t.selected : t.hover);
    } else if (isPrimary(option, widget)) {
        const QColor fill = !enabled ? mixed(t.muted, t.surface, 0.25)
            : (over || down)         ? t.accentHover
                                     : t.accent;
        fillRounded(painter, option->rect, metrics::smallRadius, fill);
    } else {
        const QColor fill = down ? t.selected : over ? t.hover : t.surface;
        fillRounded(painter, option->rect, metrics::smallRadius, fill,
                    enabled ? t.fieldBorder : t.border);
    }
    if ((option->state & State_HasFocus) && (option->state & State_KeyboardFocusChange)) {
        const bool filled = isPrimary(option, widget);
        drawFocusRing(painter, QRectF(option->rect).adjusted(2, 2, -2, -2),
                      metrics::smallRadius - 2, filled ? t.accentText : t.accent);
    }
}

void Style::drawToolButton(const QStyleOption *option, QPainter *painter) const
{
    const Tokens &t = m_theme.tokens();
    const bool over = (option->state & State_Enabled) && (option->state & State_MouseOver);
    if (option->state & (State_Sunken | State_On))
        fillRounded(painter, option->rect, metrics::smallRadius, t.selected);
    else if (over)
        fillRounded(painter, option->rect, metrics::smallRadius,
                    m_theme.tokens().dark ? t.border : t.hover);
}

void Style::drawField(const QStyleOption *option, QPainter *painter) const
{
    const Tokens &t = m_theme.tokens();
    const bool focused = option->state & State_HasFocus;
    const bool enabled = option->state & State_Enabled;
    fillRounded(painter, option->rect, metrics::smallRadius, enabled ? t.surface : t.raised,
                enabled ? t.fieldBorder : t.border);
    if (focused)
        drawFocusRing(painter, option->rect, metrics::smallRadius, t.accent);
}

void Style::drawCheck(const QStyleOption *option, QPainter *painter, bool round) const
{
    const Tokens &t = m_theme.tokens();
    const QRectF box = QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5);
    const bool on = option->state & State_On;
    const qreal radius = round ? box.width() / 2 : 4;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(on ? t.accent : t.fieldBorder, 1.5));
    painter->setBrush(on && !round ? t.accent : t.surface);
    painter->drawRoundedRect(box, radius, radius);
    if (on && round) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(t.accent);
        painter->drawEllipse(box.adjusted(4, 4, -4, -4));
    } else if (on) {
        painter->setPen(QPen(t.accentText, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        const QPointF points[]
            = {{box.left() + box.width() * 0.24, box.top() + box.height() * 0.53},
               {box.left() + box.width() * 0.43, box.top() + box.height() * 0.72},
               {box.left() + box.width() * 0.77, box.top() + box.height() * 0.31}};
        painter->drawPolyline(points, 3);
    }
    painter->restore();
}

void Style::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                        const QWidget *widget) const
{
    const Tokens &t = m_theme.tokens();
    switch (element) {
    case CE_PushButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            QStyleOptionButton copy = *button;
            if (isPrimary(option, widget) && (option->state & State_Enabled)
                && !(button->features & QStyleOptionButton::Flat))
                copy.palette.setColor(QPalette::ButtonText, t.accentText);
            copy.features.setFlag(QStyleOptionButton::HasMenu, false);
            if (widget && widget->property("link").toBool()) {
                drawLinkLabel(copy, painter);
                return;
            }
            QProxyStyle::drawControl(element, &copy, painter, widget);
            return;
        }
        break;
    case CE_ItemViewItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option)) {
            QStyleOptionViewItem copy = *item;
            copy.palette.setColor(QPalette::HighlightedText, t.text);
            QProxyStyle::drawControl(element, &copy, painter, widget);
            return;
        }
        break;
    case CE_MenuItem:
        drawMenuItem(option, painter, widget);
        return;
    case CE_MenuEmptyArea:
        painter->fillRect(option->rect, t.surface);
        return;
    case CE_Splitter:
        painter->fillRect(option->rect, t.border);
        return;
    case CE_ProgressBarGroove:
        fillRounded(painter, option->rect, option->rect.height() / 2.0, t.hover);
        return;
    case CE_ProgressBarContents:
        if (const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option);
            bar && bar->maximum > bar->minimum) {
            QRectF done = option->rect;
            const double share
                = double(bar->progress - bar->minimum) / (bar->maximum - bar->minimum);
            done.setWidth(qMax(done.height(), done.width() * share));
            if (option->direction == Qt::RightToLeft)
                done.moveRight(option->rect.right() + 1);
            fillRounded(painter, done, done.height() / 2, t.accent);
            return;
        }
        break; // busy: Fusion animates it
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void Style::drawLinkLabel(const QStyleOptionButton &button, QPainter *painter) const
{
    painter->save();
    QFont font = painter->font();
    font.setUnderline(button.state & State_MouseOver);
    painter->setFont(font);
    const Qt::Alignment leading = visualAlignment(button.direction, Qt::AlignLeft);
    drawItemText(painter, button.rect, int(leading | Qt::AlignVCenter) | Qt::TextShowMnemonic,
                 button.palette, button.state & State_Enabled, button.text, QPalette::ButtonText);
    painter->restore();
}

void Style::drawMenuItem(const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
    if (!item)
        return;
    const Tokens &t = m_theme.tokens();
    const QRect rect = item->rect;
    painter->fillRect(rect, t.surface);
    if (item->menuItemType == QStyleOptionMenuItem::Separator) {
        painter->fillRect(QRect(rect.left() + 1, rect.center().y(), rect.width() - 2, 1), t.border);
        return;
    }
    const bool enabled = item->state & State_Enabled;
    if (enabled && (item->state & State_Selected))
        fillRounded(painter, QRectF(rect).adjusted(4, 1, -4, -1), 4, t.hover);

    const auto place = [&](const QRect &r) { return visualRect(item->direction, rect, r); };
    const QRect iconRect = place(QRect(rect.left() + 10, rect.center().y() - 9, 18, 18));
    if (item->checked)
        painter->drawPixmap(
            iconRect.topLeft(),
            iconPixmap(u"check"_s, t.accent, 18, painter->device()->devicePixelRatioF()));
    else if (!item->icon.isNull())
        item->icon.paint(painter, iconRect, Qt::AlignCenter,
                         enabled ? QIcon::Normal : QIcon::Disabled);

    painter->setFont(item->font);
    painter->setPen(
        item->palette.color(enabled ? QPalette::Active : QPalette::Disabled, QPalette::Text));
    const qsizetype tab = item->text.indexOf(u'\t');
    const QString label = tab < 0 ? item->text : item->text.left(tab);
    const QRect textRect = place(rect.adjusted(menuIconColumn, 0, -12, 0));
    const int flags = Qt::AlignVCenter | Qt::TextSingleLine
        | (styleHint(SH_UnderlineShortcut, option, widget, nullptr) ? Qt::TextShowMnemonic
                                                                    : Qt::TextHideMnemonic);
    painter->drawText(textRect, flags | int(visualAlignment(item->direction, Qt::AlignLeft)),
                      label);
    if (tab >= 0) {
        painter->setPen(t.muted);
        painter->drawText(textRect, flags | int(visualAlignment(item->direction, Qt::AlignRight)),
                          item->text.mid(tab + 1));
    }
    if (item->menuItemType == QStyleOptionMenuItem::SubMenu) {
        const QRect arrow = place(QRect(rect.right() - 24, rect.center().y() - 8, 16, 16));
        const QString name
            = item->direction == Qt::RightToLeft ? u"chevron-left"_s : u"chevron-right"_s;
        painter->drawPixmap(arrow.topLeft(),
                            iconPixmap(name, t.muted, 16, painter->device()->devicePixelRatioF()));
    }
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                               QPainter *painter, const QWidget *widget) const
{
    if (control == CC_ScrollBar) {
        drawScrollBar(option, painter, widget);
        return;
    }
    if (control == CC_ToolButton) {
        // The arrow of a menu button says nothing that the icon does not.
        if (const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option)) {
            QStyleOptionToolButton copy = *button;
            copy.features &= ~QStyleOptionToolButton::HasMenu;
            if (option->state & (State_Sunken | State_On | State_MouseOver))
                drawToolButton(option, painter);
            copy.state &= ~(State_Sunken | State_On | State_MouseOver | State_Raised);
            copy.state |= State_AutoRaise;
            QProxyStyle::drawComplexControl(control, &copy, painter, widget);
            return;
        }
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

void Style::drawScrollBar(const QStyleOptionComplex *option, QPainter *painter,
                          const QWidget *widget) const
{
    const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (!bar || bar->maximum <= bar->minimum)
        return; // nothing to scroll: the place stays, empty
    const Tokens &t = m_theme.tokens();
    const bool active = (option->state & State_MouseOver) || (option->state & State_Sunken);
    QRectF handle = subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget);
    const qreal inset = active ? 2 : 3;
    handle = bar->orientation == Qt::Vertical ? handle.adjusted(inset, 2, -inset, -2)
                                              : handle.adjusted(2, inset, -2, -inset);
    const qreal radius = qMin(handle.width(), handle.height()) / 2;
    fillRounded(painter, handle, radius, mixed(t.muted, t.surface, active ? 0.6 : 0.3));
}

QRect Style::subElementRect(SubElement element, const QStyleOption *option,
                            const QWidget *widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    if (element == SE_LineEditContents)
        return rect.adjusted(fieldPadding, 0, -fieldPadding, 0);
    return rect;
}

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex *option,
                            SubControl subControl, const QWidget *widget) const
{
    const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (control != CC_ScrollBar || !bar)
        return QProxyStyle::subControlRect(control, option, subControl, widget);

    const bool vertical = bar->orientation == Qt::Vertical;
    const int length = vertical ? bar->rect.height() : bar->rect.width();
    const qint64 range = qint64(bar->maximum) - bar->minimum;
    int handle = length;
    if (range > 0)
        handle = qBound(qMin(32, length),
                        int(qint64(length) * bar->pageStep / (range + bar->pageStep)), length);
    const int start = sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition,
                                              length - handle, bar->upsideDown);
    const auto along = [&](int from, int size) {
        return vertical ? QRect(bar->rect.x(), bar->rect.y() + from, bar->rect.width(), size)
                        : QRect(bar->rect.x() + from, bar->rect.y(), size, bar->rect.height());
    };
    switch (subControl) {
    case SC_ScrollBarSlider:
        return along(start, handle);
    case SC_ScrollBarGroove:
        return along(0, length);
    case SC_ScrollBarSubPage:
        return along(0, start);
    case SC_ScrollBarAddPage:
        return along(start + handle, length - start - handle);
    default:
        return {}; // no arrows
    }
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                              const QWidget *widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_PushButton:
        if (widget && widget->property("link").toBool())
            return {size.width() + 4, 28};
        return {qMax(size.width() + 28, 72), qMax(result.height(), 34)};
    case CT_LineEdit:
        return {result.width(), qMax(result.height(), 34)};
    case CT_ToolButton:
        return result.expandedTo(QSize(32, 32));
    case CT_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option)) {
            if (item->menuItemType == QStyleOptionMenuItem::Separator)
                return {size.width(), 9};
            const qsizetype tab = item->text.indexOf(u'\t');
            const int label = item->fontMetrics.horizontalAdvance(item->text.left(tab));
            // Of all keys of a menu the widest, so that label and key never touch.
            const int keys = item->reservedShortcutWidth > 0 ? item->reservedShortcutWidth + 24 : 0;
            return {menuIconColumn + label + keys + 40, menuItemHeight};
        }
        return result;
    default:
        return result;
    }
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return scrollBarExtent;
    case PM_ScrollBarSliderMin:
        return 32;
    case PM_SplitterWidth:
        return 1;
    case PM_MenuVMargin:
        return 4;
    case PM_MenuPanelWidth:
        return 1;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_MenuButtonIndicator:
        return 0;
    case PM_FocusFrameHMargin:
        return itemPadding;
    case PM_MessageBoxIconSize:
        return 32;
    case PM_ButtonIconSize:
        return 18;
    case PM_ScrollView_ScrollBarSpacing:
        return 0;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return 18;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                     QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_ScrollBar_Transient:
        return 0; // the scroll bar's appearing would lay the timeline out anew
    case SH_ScrollBar_LeftClickAbsolutePosition:
        return 0;
    case SH_DialogButtonBox_ButtonsHaveIcons:
        return 0;
    case SH_ToolTip_Mask:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

QIcon Style::standardIcon(StandardPixmap standard, const QStyleOption *option,
                          const QWidget *widget) const
{
    const Tokens &tokens = m_theme.tokens();
    switch (standard) {
    case SP_MessageBoxInformation:
    case SP_MessageBoxQuestion:
        return icon(u"info"_s, tokens.accent);
    case SP_MessageBoxWarning:
        return icon(u"warning"_s, tokens.warning);
    case SP_MessageBoxCritical:
        return icon(u"failed"_s, tokens.danger);
    default:
        return QProxyStyle::standardIcon(standard, option, widget);
    }
}

} // namespace linnet::ui
