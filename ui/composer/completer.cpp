// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/completer.h"

#include "ui/composer/composeredit.h"
#include "ui/emoji/emojishelf.h"
#include "ui/media/pictureframe.h"
#include "ui/text/plainlabel.h"
#include "ui/theme/theme.h"
#include "ui/timeline/thumbnails.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <QTextBlock>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

constexpr int rowHeight = 34;
constexpr int widest = 420;
constexpr int pictureSide = 24; // a face or an emoji

enum Role {
    Detail = Qt::UserRole + 1,
    Glyph,
};

// A face or an emoji, the name, and in grey what tells people of the same name apart.
class SuggestionDelegate : public QStyledItemDelegate
{
public:
    SuggestionDelegate(const Theme &theme, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
    {
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {100, rowHeight};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        const Tokens &t = m_theme.tokens();
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (option.state & QStyle::State_Selected) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(t.selected);
            painter->drawRoundedRect(option.rect.adjusted(2, 1, -2, -1), metrics::smallRadius,
                                     metrics::smallRadius);
        }
        QRect place = option.rect.adjusted(10, 0, -10, 0);
        const QRect front(place.left(), place.center().y() - 11, pictureSide, pictureSide);
        if (const auto face = index.data(Qt::DecorationRole).value<QPixmap>(); !face.isNull()) {
            painter->drawPixmap(front, face);
        } else {
            painter->setPen(t.text);
            painter->setFont(m_theme.font(TextSize::Heading));
            painter->drawText(front, Qt::AlignCenter, index.data(Glyph).toString());
        }
        place.setLeft(front.right() + 10);
        const QFont body = m_theme.font(TextSize::Body);
        const QString title = QFontMetrics(body).elidedText(index.data(Qt::DisplayRole).toString(),
                                                            Qt::ElideRight, place.width());
        painter->setFont(body);
        painter->setPen(t.text);
        painter->drawText(place, Qt::AlignVCenter | Qt::TextSingleLine, title);
        place.setLeft(place.left() + QFontMetrics(body).horizontalAdvance(title) + 10);
        const QFont meta = m_theme.font(TextSize::Meta);
        painter->setFont(meta);
        painter->setPen(t.muted);
        painter->drawText(place, Qt::AlignVCenter | Qt::TextSingleLine,
                          QFontMetrics(meta).elidedText(index.data(Detail).toString(),
                                                        Qt::ElideRight, place.width()));
        painter->restore();
    }

private:
    const Theme &m_theme;
};

// The sign so many characters before the cursor is no sign any more.
bool isPartOfMention(const QTextCursor &cursor, int length)
{
    QTextCursor sign(cursor.document());
    sign.setPosition(cursor.position() - length + 1); // formats are those of the character before
    return composedocument::kindOf(sign.charFormat()) != MarkupSpan::Kind::Text;
}

} // namespace

Completer::Completer(ComposerEdit &edit, Suggestions &suggestions, const Theme &theme,
                     const Face &face)
    : QListView(edit.window())
    , m_edit(edit)
    , m_suggestions(suggestions)
    , m_theme(theme)
    , m_face(face)
    , m_model(new QStandardItemModel(this))
{
    setAccessibleName(tr("Suggestions"));
    setObjectName(u"suggestions"_s);
    setModel(m_model);
    setItemDelegate(new SuggestionDelegate(theme, this));
    setFocusPolicy(Qt::NoFocus);
    setEditTriggers(NoEditTriggers);
    setUniformItemSizes(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(QFrame::StyledPanel);
    hide();
    m_edit.installEventFilter(this);
    connect(&m_edit, &QTextEdit::textChanged, this, &Completer::look);
    connect(&m_edit, &QTextEdit::cursorPositionChanged, this, &Completer::look);
    connect(&m_suggestions, &Suggestions::changed, this, &Completer::look);
    connect(this, &QListView::clicked, this,
            [this](const QModelIndex &index) { accept(index.row()); });
    connect(&m_suggestions, &Suggestions::pictureCame, this, [this](const MediaRef &picture) {
        for (int row = 0; row < m_model->rowCount(); ++row) {
            if (EmojiShelf::pictureOf(m_found[row].span.emoji.customName) == picture)
                showPicture(row);
        }
    });
}

// ":joy:" typed to its end needs no choosing.
bool Completer::takeWhole(const QString &line)
{
    const qsizetype open
        = line.size() > 3 && line.endsWith(u':') ? line.lastIndexOf(u':', line.size() - 2) : -1;
    if (open < 0)
        return false;
    const auto trigger = triggerIn(QStringView(line).chopped(1));
    if (!trigger || trigger->kind != Trigger::Kind::Emoji)
        return false;
    const std::optional<MarkupSpan> span = m_suggestions.emojiNamed(trigger->typed);
    if (!span)
        return false;
    close();
    m_edit.replaceBefore(trigger->length + 1, *span);
    return true;
}

void Completer::look()
{
    const QTextCursor cursor = m_edit.textCursor();
    const bool possible = m_edit.hasFocus() && !m_edit.isReadOnly() && !cursor.hasSelection()
        && !m_edit.isComposing() && m_edit.currentKind() != MarkupBlock::Kind::Code
        && !m_edit.currentStyles().testFlag(TextStyle::Code) && !m_edit.cursorIsInAtom();
    const QString line = cursor.block().text().left(cursor.positionInBlock());
    if (possible && m_trigger && m_trigger->kind == Trigger::Kind::Emoji && takeWhole(line))
        return;
    auto trigger = possible ? triggerIn(line) : std::nullopt;
    if (trigger && isPartOfMention(cursor, trigger->length))
        trigger.reset();
    if (m_refused && trigger && trigger->typed.startsWith(m_refused->typed)
        && trigger->kind == m_refused->kind)
        return close();
    m_refused.reset();
    // Who went down the list stays there when more comes in: Enter may be on its way.
    const int row = currentIndex().row();
    const MarkupSpan chosen
        = isVisible() && trigger == m_trigger && row > 0 ? m_found.value(row).span : MarkupSpan();
    m_trigger = trigger;
    if (!trigger)
        return close();
    const QList<Suggestion> found = m_suggestions.matching(*trigger);
    if (found.isEmpty())
        return close();
    fill(found, chosen);
}

void Completer::fill(const QList<Suggestion> &found, const MarkupSpan &chosen)
{
    m_found = found;
    m_model->clear();
    for (const Suggestion &each : found) {
        auto *item = new QStandardItem(sanitised(each.title, 200));
        item->setData(sanitised(each.detail, 200), Detail);
        item->setData(each.glyph, Glyph);
        item->setData(each.detail.isEmpty() ? item->text()
                                            : tr("%1, %2").arg(item->text(), each.detail),
                      Qt::AccessibleTextRole);
        if (m_face && !each.person.id.isEmpty())
            item->setData(m_face(each.person, pictureSide), Qt::DecorationRole);
        else if (each.glyph.isEmpty())
            item->setData(each.span.kind == MarkupSpan::Kind::Link ? u"#"_s : u"@"_s, Glyph);
        m_model->appendRow(item);
        if (m_suggestions.pictures() && each.span.kind == MarkupSpan::Kind::CustomEmoji) {
            m_suggestions.pictures()->want(EmojiShelf::pictureOf(each.span.emoji.customName),
                                           devicePixelRatioF());
            showPicture(item->row());
        }
    }
    const auto current = std::find_if(found.begin(), found.end(),
                                      [&chosen](const auto &each) { return each.span == chosen; });
    setCurrentIndex(m_model->index(current == found.end() ? 0 : int(current - found.begin()), 0));
    place();
    show();
    raise();
    announce();
}

// Until it is there, the mark of the organisation stands for it.
void Completer::showPicture(int row)
{
    const MarkupSpan &span = m_found[row].span;
    const QImage image
        = m_suggestions.pictures()->find(EmojiShelf::pictureOf(span.emoji.customName));
    if (!image.isNull())
        m_model->item(row)->setData(
            keptFramed(image, {QSizeF(pictureSide, pictureSide)}, devicePixelRatioF()),
            Qt::DecorationRole);
}

void Completer::place()
{
    QWidget *window = m_edit.window();
    if (parentWidget() != window)
        setParent(window);
    const int height = int(m_found.size()) * rowHeight + 2 * frameWidth() + 4;
    const int width = qMin(widest, window->width() - 2 * metrics::group);
    const QPoint at = m_edit.viewport()->mapTo(window, m_edit.cursorRect().topLeft());
    const int left = qBound(metrics::group, at.x() - 40, window->width() - width - metrics::group);
    int top = m_edit.mapTo(window, QPoint()).y() - height - metrics::group;
    if (top < 0)
        top = at.y() + m_edit.cursorRect().height() + metrics::unit;
    setGeometry(left, top, width, height);
}

void Completer::close()
{
    if (!isVisible())
        return;
    hide();
    QAccessibleEvent event(&m_edit, QAccessible::Focus);
    QAccessible::updateAccessibility(&event);
}

void Completer::announce()
{
    QAccessibleEvent event(this, QAccessible::Focus);
    event.setChild(currentIndex().row());
    QAccessible::updateAccessibility(&event);
}

void Completer::accept(int row)
{
    if (!m_trigger || row < 0 || row >= m_found.size())
        return;
    const Suggestion chosen = m_found[row];
    const int length = m_trigger->length;
    m_trigger.reset();
    close();
    m_edit.replaceBefore(length, chosen.span);
}

bool Completer::takeKey(const QKeyEvent &event)
{
    const auto modifiers = event.modifiers() & ~Qt::KeypadModifier;
    if (modifiers != Qt::NoModifier)
        return false;
    const int row = currentIndex().row();
    const int rows = m_model->rowCount();
    switch (event.key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
        setCurrentIndex(
            m_model->index((row + (event.key() == Qt::Key_Up ? -1 : 1) + rows) % rows, 0));
        announce();
        return true;
    case Qt::Key_Tab:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        accept(row);
        return true;
    case Qt::Key_Escape:
        m_refused = m_trigger;
        close();
        return true;
    default:
        return false;
    }
}

bool Completer::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::ShortcutOverride:
        // Escape means the list here, not the window.
        if (isVisible() && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
            event->accept();
            return true;
        }
        break;
    case QEvent::KeyPress:
        if (isVisible() && takeKey(*static_cast<QKeyEvent *>(event)))
            return true;
        break;
    case QEvent::FocusOut:
        if (!underMouse())
            close();
        break;
    default:
        break;
    }
    return QListView::eventFilter(watched, event);
}

} // namespace linnet::ui
