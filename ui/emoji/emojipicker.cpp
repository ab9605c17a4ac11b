// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emoji/emojipicker.h"

#include "ui/emoji/emojiglyphs.h"
#include "ui/emoji/emojimodel.h"
#include "ui/emoji/emojishelf.h"
#include "ui/emoji/emojitaste.h"
#include "ui/media/pictureframe.h"
#include "ui/text/plainlabel.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/timeline/thumbnails.h"
#include "ui/widgets/iconbutton.h"

#include <QAbstractItemDelegate>
#include <QActionGroup>
#include <QBoxLayout>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPainter>
#include <QScreen>
#include <QScrollBar>
#include <QToolButton>

#include <array>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

constexpr int cell = 36;
constexpr int glyph = 22;
constexpr int picture = 26; // of a custom one
constexpr int columns = 9;
constexpr int rows = 7;

class CellDelegate : public QAbstractItemDelegate
{
public:
    CellDelegate(const Theme &theme, QObject *parent)
        : QAbstractItemDelegate(parent)
        , m_theme(theme)
        , m_glyphs(new EmojiGlyphs(glyph, this))
    {
    }
    [[nodiscard]] EmojiGlyphs &glyphs() const { return *m_glyphs; }
    void setPictures(const Thumbnails *pictures) { m_pictures = pictures; }
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {cell, cell};
    }
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        const Tokens &t = m_theme.tokens();
        const QRectF box = QRectF(option.rect).adjusted(1, 1, -1, -1);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const bool current = option.state.testFlag(QStyle::State_Selected);
        const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
        if (current || hovered) {
            painter->setPen(current ? QPen(t.accent, 1.5) : QPen(Qt::NoPen));
            painter->setBrush(current ? t.selected : t.hover);
            painter->drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), metrics::smallRadius,
                                     metrics::smallRadius);
        }
        const auto emoji = index.data(EmojiModel::EmojiRole).value<Emoji>();
        const QImage image = emoji.isCustom() && m_pictures
            ? m_pictures->find(EmojiShelf::pictureOf(emoji.customName))
            : QImage();
        if (!image.isNull()) {
            const qreal ratio = painter->device()->devicePixelRatioF();
            QRectF place(0, 0, picture, picture);
            place.moveCenter(option.rect.center());
            painter->drawPixmap(place.topLeft().toPoint(),
                                keptFramed(image, {place.size()}, ratio));
        } else if (emoji.isCustom()) {
            painter->setFont(m_theme.font(TextSize::Meta));
            painter->setPen(t.text);
            painter->setClipRect(box);
            painter->drawText(box, Qt::AlignCenter, index.data().toString());
        } else {
            const QPixmap drawn = m_glyphs->glyph(index.data().toString(), t.text,
                                                  painter->device()->devicePixelRatioF());
            const QSizeF size = drawn.deviceIndependentSize();
            const QPointF corner(size.width() / 2, size.height() / 2);
            painter->drawPixmap((box.center() - corner).toPoint(), drawn);
        }
        painter->restore();
    }

private:
    const Theme &m_theme;
    EmojiGlyphs *m_glyphs; // child
    const Thumbnails *m_pictures = nullptr;
};

} // namespace

EmojiPicker::EmojiPicker(const Theme &theme, EmojiTaste &taste, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_theme(theme)
    , m_taste(taste)
    , m_model(new EmojiModel(this))
{
    setObjectName(u"emojiPicker"_s);
    setAccessibleName(tr("Choose an emoji"));
    setAttribute(Qt::WA_DeleteOnClose);
    setFrameShape(StyledPanel);
    m_model->setRecent(m_taste.recent(columns));
    m_model->setTone(m_taste.tone());
    build();
}

void EmojiPicker::build()
{
    m_search = new QLineEdit(this);
    m_search->setPlaceholderText(tr("Search emoji"));
    m_search->setAccessibleName(tr("Search emoji"));
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    connect(m_search, &QLineEdit::textChanged, this, &EmojiPicker::searched);

    m_list = new QListView(this);
    m_list->setAccessibleName(tr("Emoji"));
    m_list->setFrameShape(NoFrame);
    m_list->setViewMode(QListView::IconMode);
    m_list->setMovement(QListView::Static);
    m_list->setResizeMode(QListView::Fixed);
    m_list->setUniformItemSizes(true);
    m_list->setGridSize({cell, cell});
    m_list->setSpacing(0);
    m_list->setSelectionRectVisible(false);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    m_list->setVerticalScrollMode(QListView::ScrollPerPixel);
    auto *cells = new CellDelegate(m_theme, m_list);
    connect(&cells->glyphs(), &EmojiGlyphs::drawn, m_list->viewport(),
            qOverload<>(&QWidget::update));
    m_list->setItemDelegate(cells);
    m_list->setModel(m_model);
    m_list->setFixedSize(columns * cell + m_list->verticalScrollBar()->sizeHint().width() + 6,
                         rows * cell + 4);
    m_list->installEventFilter(this);
    connect(m_list, &QListView::clicked, this, &EmojiPicker::pick);
    connect(m_list, &QListView::entered, this, &EmojiPicker::showName);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &EmojiPicker::showName);

    m_name = new PlainLabel(this);
    m_name->setFont(m_theme.font(TextSize::Meta));
    m_tone = new QToolButton(this);
    m_tone->setAutoRaise(true);
    m_tone->setPopupMode(QToolButton::InstantPopup);
    m_tone->setToolTip(tr("Skin tone"));
    m_tone->setAccessibleName(tr("Skin tone"));
    buildTones();

    auto *foot = new QHBoxLayout;
    m_manage = new IconButton(u"plus"_s, tr("Add or delete emoji of your own…"), m_theme, this);
    m_manage->hide();
    connect(m_manage, &IconButton::clicked, this, [this] {
        Q_EMIT manageRequested();
        close();
    });
    foot->addWidget(m_name, 1);
    foot->addWidget(m_manage);
    foot->addWidget(m_tone);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::group, metrics::group, metrics::group, metrics::unit);
    column->setSpacing(metrics::unit);
    column->addWidget(m_search);
    column->addWidget(buildGroups());
    column->addWidget(m_list);
    column->addLayout(foot);
    setFocusProxy(m_search);
}

QWidget *EmojiPicker::buildGroups()
{
    struct Tab
    {
        std::optional<EmojiGroup> group;
        QString shown;
        QString name;
    };
    const std::array tabs{Tab{std::nullopt, u"🕘"_s, tr("Recent")},
                          Tab{EmojiGroup::Smileys, u"😀"_s, tr("Smileys")},
                          Tab{EmojiGroup::People, u"👋"_s, tr("People")},
                          Tab{EmojiGroup::Animals, u"🐦"_s, tr("Animals and nature")},
                          Tab{EmojiGroup::Food, u"🍏"_s, tr("Food")},
                          Tab{EmojiGroup::Travel, u"🚲"_s, tr("Travel and places")},
                          Tab{EmojiGroup::Activities, u"⚽"_s, tr("Activities")},
                          Tab{EmojiGroup::Objects, u"💡"_s, tr("Objects")},
                          Tab{EmojiGroup::Symbols, u"❤️"_s, tr("Symbols")},
                          Tab{EmojiGroup::Flags, u"🏁"_s, tr("Flags")}};
    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    for (const Tab &tab : tabs) {
        auto *button = new QToolButton(bar);
        button->setText(tab.shown);
        button->setFont(emojiFont(16));
        button->setAutoRaise(true);
        button->setFixedSize(cell - 3, cell - 6);
        button->setToolTip(tab.name);
        button->setAccessibleName(tab.name);
        connect(button, &QToolButton::clicked, this, [this, group = tab.group] {
            m_search->clear();
            const QModelIndex first = m_model->index(m_model->firstOf(group));
            m_list->setCurrentIndex(first);
            m_list->scrollTo(first, QListView::PositionAtTop);
        });
        row->addWidget(button);
    }
    row->addStretch();
    return bar;
}

void EmojiPicker::buildTones()
{
    const EmojiEntry *hand = findEmoji(u"👋");
    if (!hand)
        return;
    auto *menu = new QMenu(m_tone);
    auto *group = new QActionGroup(menu);
    const std::array names{tr("No skin tone"), tr("Light"),       tr("Medium light"),
                           tr("Medium"),       tr("Medium dark"), tr("Dark")};
    for (int i = 0; i < int(names.size()); ++i) {
        const auto tone = SkinTone(i);
        QAction *action
            = menu->addAction(QString(hand->unicode(tone) + u"  "_s + names[size_t(i)]));
        action->setCheckable(true);
        action->setChecked(tone == m_taste.tone());
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, hand, tone] {
            m_taste.setTone(tone);
            m_model->setTone(tone);
            m_tone->setText(hand->unicode(tone));
        });
    }
    m_tone->setMenu(menu);
    m_tone->setFont(emojiFont(16));
    m_tone->setText(hand->unicode(m_taste.tone()));
}

void EmojiPicker::setManageable(bool manageable)
{
    m_manage->setVisible(manageable);
}

void EmojiPicker::setCustom(const QList<CustomEmoji> &custom)
{
    m_model->setCustom(custom);
}

void EmojiPicker::setPictures(Thumbnails *pictures)
{
    m_pictures = pictures;
    static_cast<CellDelegate *>(m_list->itemDelegate())->setPictures(pictures);
    if (!pictures)
        return;
    connect(pictures, &Thumbnails::changed, m_list->viewport(), qOverload<>(&QWidget::update));
    m_wanting.setSingleShot(true);
    m_wanting.setInterval(0);
    connect(&m_wanting, &QTimer::timeout, this, &EmojiPicker::wantPictures);
    const auto later = [this] { m_wanting.start(); };
    connect(m_model, &QAbstractItemModel::modelReset, this, later);
    connect(m_list->verticalScrollBar(), &QScrollBar::valueChanged, this, later);
    m_wanting.start();
}

// An organisation may have thousands: only what is in view is fetched.
void EmojiPicker::wantPictures()
{
    const QRect view = m_list->viewport()->rect();
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const QModelIndex index = m_model->index(row);
        const auto emoji = index.data(EmojiModel::EmojiRole).value<Emoji>();
        if (emoji.isCustom() && m_list->visualRect(index).intersects(view))
            m_pictures->want(EmojiShelf::pictureOf(emoji.customName), devicePixelRatioF());
    }
}

void EmojiPicker::openBeside(const QRect &global)
{
    adjustSize();
    const QScreen *screen = QGuiApplication::screenAt(global.center());
    if (!screen)
        screen = QGuiApplication::primaryScreen();
    const QRect room = screen->availableGeometry();
    int y = global.bottom() + metrics::unit;
    if (y + height() > room.bottom())
        y = global.top() - metrics::unit - height();
    const int x = qBound(room.left(), global.left(), qMax(room.left(), room.right() - width()));
    move(x, qBound(room.top(), y, qMax(room.top(), room.bottom() - height())));
    show();
    m_search->setFocus(Qt::PopupFocusReason);
}

void EmojiPicker::searched()
{
    m_model->search(m_search->text());
    const QModelIndex first = m_model->index(0);
    if (!m_search->text().isEmpty() && first.isValid())
        m_list->setCurrentIndex(first); // what Enter takes
    else
        m_list->scrollToTop();
    m_name->setText(first.isValid() ? m_name->text() : tr("Nothing found"));
    if (first.isValid() && !m_search->text().isEmpty())
        showName(first);
}

void EmojiPicker::showName(const QModelIndex &index)
{
    const QString name = index.data(Qt::AccessibleTextRole).toString();
    const QString shortName = index.data(EmojiModel::ShortNameRole).toString();
    m_name->setText(shortName.isEmpty() || shortName == name
                        ? name
                        : QString(name + u"  :"_s + shortName + u':'));
}

void EmojiPicker::pick(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    const auto emoji = index.data(EmojiModel::EmojiRole).value<Emoji>();
    if (!emoji.isCustom())
        m_taste.use(emoji.unicode);
    close();
    Q_EMIT picked(emoji);
}

bool EmojiPicker::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    auto *key = static_cast<QKeyEvent *>(event);
    const bool take = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (watched == m_search) {
        if (key->key() == Qt::Key_Down) {
            if (!m_list->currentIndex().isValid())
                m_list->setCurrentIndex(m_model->index(0));
            m_list->setFocus(Qt::TabFocusReason);
            return true;
        }
        if (take) {
            pick(m_list->currentIndex());
            return true;
        }
        return false;
    }
    if (take || key->key() == Qt::Key_Space) {
        pick(m_list->currentIndex());
        return true;
    }
    if (key->key() == Qt::Key_Up && m_list->currentIndex().row() < columns) {
        m_search->setFocus(Qt::BacktabFocusReason);
        return true;
    }
    const QString text = key->text();
    if (!text.isEmpty() && text.at(0).isPrint()) { // goes on searching
        m_search->setFocus();
        m_search->insert(text);
        return true;
    }
    return false;
}

} // namespace linnet::ui
