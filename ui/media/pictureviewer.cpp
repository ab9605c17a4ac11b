// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/media/pictureviewer.h"

#include "ui/media/imagedecoder.h"
#include "ui/media/pictureview.h"
#include "ui/text/errorwords.h"
#include "ui/text/plainlabel.h"
#include "ui/text/timewords.h"
#include "ui/theme/theme.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/iconbutton.h"

#include <QAction>
#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QScreen>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

constexpr auto slowAfter = std::chrono::milliseconds(300);
constexpr QSize usual(1040, 760);
constexpr QSize smallest(520, 320);
constexpr int memoryLimit = 256; // MiB; Qt's own limit for one image
constexpr QSize largest(8192, 8192);
constexpr qreal zoomStep = 1.25;

} // namespace

PictureViewer::PictureViewer(MediaPort &media, const Theme &theme, QWidget *parent)
    : QWidget(parent, Qt::Window)
    , m_media(media)
    , m_theme(theme)
{
    setObjectName(u"pictureViewer"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumSize(smallest);
    const QSize room = screen() ? screen()->availableSize() * 9 / 10 : usual;
    resize(usual.boundedTo(room));
    m_pool.setMaxThreadCount(1);
    m_slow.setSingleShot(true);
    m_slow.setInterval(slowAfter);
    build();
    connect(&m_slow, &QTimer::timeout, this, [this] {
        m_state->set(u"image"_s, tr("Fetching the picture"), {});
        m_state->setAction({});
        m_state->setProgress(0, 0);
        m_stack->setCurrentWidget(m_state);
    });
    connect(m_state, &EmptyState::actionClicked, this, &PictureViewer::load);
    connect(m_view, &PictureView::zoomChanged, this, &PictureViewer::updateWords);
    connect(&m_animations, &Animations::changed, this,
            [this](const MediaRef &moved) { m_view->setFrame(m_animations.frame(moved)); });
    connect(&theme, &Theme::changed, this, &PictureViewer::restyle);
    restyle();
}

PictureViewer::~PictureViewer()
{
    // What still decodes answers to this object.
    m_pool.clear();
    m_pool.waitForDone();
}

void PictureViewer::build()
{
    m_title = new PlainLabel(this);
    m_title->setFont(m_theme.font(TextSize::Body, QFont::DemiBold));
    m_title->setElideMode(Qt::ElideMiddle);
    m_from = new PlainLabel(this);
    m_from->setFont(m_theme.font(TextSize::Meta));
    m_from->setElideMode(Qt::ElideRight);
    m_view = new PictureView(m_theme, this);
    m_state = new EmptyState(m_theme, this);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_state);

    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(m_title);
    words->addWidget(m_from);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(metrics::edge, metrics::group, metrics::group, metrics::group);
    head->setSpacing(metrics::unit);
    head->addLayout(words, 1);
    buildTools(*head);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_stack, 1);
}

QAction *PictureViewer::addTool(QHBoxLayout &row, const QString &icon, const QString &label,
                                const QList<QKeySequence> &keys)
{
    auto *action = new QAction(label, this);
    action->setShortcuts(keys);
    addAction(action);
    auto *button = new IconButton(icon, label, m_theme, this);
    button->follow(action);
    row.addWidget(button);
    return action;
}

void PictureViewer::buildTools(QHBoxLayout &row)
{
    m_former = addTool(row, u"chevron-left"_s, tr("Former picture"), {Qt::Key_PageUp});
    m_next = addTool(row, u"chevron-right"_s, tr("Next picture"), {Qt::Key_PageDown});
    connect(m_former, &QAction::triggered, this, [this] { goTo(m_at - 1); });
    connect(m_next, &QAction::triggered, this, [this] { goTo(m_at + 1); });

    QAction *smaller = addTool(row, u"minus"_s, tr("Smaller"), {Qt::Key_Minus});
    m_zoom = new QLabel(this);
    m_zoom->setAlignment(Qt::AlignCenter);
    m_zoom->setFont(m_theme.font(TextSize::Meta));
    m_zoom->setMinimumWidth(QFontMetrics(m_zoom->font()).horizontalAdvance(u"1600 %"_s));
    row.addWidget(m_zoom);
    QAction *larger = addTool(row, u"plus"_s, tr("Larger"), {Qt::Key_Plus, Qt::Key_Equal});
    QAction *fit = addTool(row, u"expand"_s, tr("Fit into the window"), {Qt::Key_0});
    auto *actual = new QAction(tr("Its own size"), this);
    actual->setShortcut(Qt::Key_1);
    addAction(actual);
    connect(smaller, &QAction::triggered, m_view, [this] { m_view->zoomBy(1 / zoomStep); });
    connect(larger, &QAction::triggered, m_view, [this] { m_view->zoomBy(zoomStep); });
    connect(fit, &QAction::triggered, m_view, &PictureView::fit);
    connect(actual, &QAction::triggered, m_view, [this] { m_view->setZoom(1); });

    QAction *copied = addTool(row, u"copy"_s, tr("Copy picture"), {QKeySequence::Copy});
    connect(copied, &QAction::triggered, this, &PictureViewer::copy);
    QAction *saved = addTool(row, u"download"_s, tr("Save as…"), {QKeySequence::Save});
    connect(saved, &QAction::triggered, this,
            [this] { Q_EMIT saveRequested(m_pictures.at(m_at).attachment); });
    QAction *back = addTool(row, u"direct"_s, tr("Show the message"), {});
    connect(back, &QAction::triggered, this,
            [this] { Q_EMIT messageRequested(m_pictures.at(m_at).message); });
    m_ofPicture = {smaller, larger, fit, actual, copied};
}

void PictureViewer::setPictures(const QList<Picture> &pictures, qsizetype at)
{
    m_pictures = pictures;
    if (!m_pictures.isEmpty())
        goTo(qBound(qsizetype(0), at, m_pictures.size() - 1));
}

MediaRef PictureViewer::current() const
{
    const Attachment &attachment = m_pictures.at(m_at).attachment;
    return {MediaRef::Kind::Attachment,
            attachment.mediaName.isEmpty() ? attachment.localPath : attachment.mediaName};
}

void PictureViewer::goTo(qsizetype at)
{
    if (at < 0 || at >= m_pictures.size())
        return;
    m_at = at;
    m_former->setEnabled(at > 0);
    m_next->setEnabled(at + 1 < m_pictures.size());
    load();
}

void PictureViewer::load()
{
    m_pool.clear();
    m_animations.setVisible({});
    m_view->setImage({});
    m_stack->setCurrentWidget(m_view);
    m_slow.start();
    updateWords();
    const Attachment &attachment = m_pictures.at(m_at).attachment;
    if (attachment.mediaName.isEmpty()) { // it is on its way out
        m_animations.add(current(), attachment.localPath, largest);
        decode(attachment.localPath);
        return;
    }
    m_media.fetch(current(), this, [this, media = current()](const Result<QString> &path) {
        if (media != current())
            return; // another one is wanted meanwhile
        if (!path) {
            fail(tr("The picture could not be fetched"), errorLine(path.error()));
            return;
        }
        m_animations.add(media, *path, largest);
        decode(*path);
    });
}

void PictureViewer::decode(const QString &path)
{
    m_pool.start([this, path, media = current()] {
        const QImage image = decodeImage(path, largest, memoryLimit);
        // The destructor waits for this thread, so that "this" lives; posted calls die with it.
        QMetaObject::invokeMethod(
            this,
            [this, image, media] {
                if (media == current())
                    decoded(image);
            },
            Qt::QueuedConnection);
    });
}

void PictureViewer::decoded(const QImage &image)
{
    if (image.isNull()) {
        fail(tr("This picture cannot be shown"),
             tr("It is damaged, or larger than Linnet draws. It can be saved."));
        m_state->setAction({}); // it would be the same again
        return;
    }
    m_slow.stop();
    m_stack->setCurrentWidget(m_view);
    m_view->setImage(image);
    m_animations.setVisible({current()});
    m_view->setFocus();
    updateWords();
}

void PictureViewer::fail(const QString &headline, const QString &text)
{
    m_slow.stop();
    m_state->set(u"warning"_s, headline, text);
    m_state->setProgress(0, -1);
    m_state->setAction(tr("Try again"));
    m_stack->setCurrentWidget(m_state);
    updateWords();
}

void PictureViewer::copy()
{
    if (!m_view->image().isNull())
        QGuiApplication::clipboard()->setImage(m_view->image());
}

void PictureViewer::updateWords()
{
    if (m_pictures.isEmpty())
        return;
    const Picture &picture = m_pictures.at(m_at);
    const QString name = sanitised(picture.attachment.contentName, 200);
    const QString sender = sanitised(picture.sender, 200);
    const QString place = tr("%1 of %2", "picture").arg(m_at + 1).arg(m_pictures.size());
    m_title->setText(name);
    m_from->setText(
        tr("%1 · %2 · %3", "sender, time, place").arg(sender, fullTime(picture.time), place));
    setWindowTitle(tr("%1 – Linnet").arg(name).replace(u"[*]"_s, u"[*][*]"_s));
    const bool shown = !m_view->image().isNull();
    m_view->setAccessibleName(tr("Picture %1 from %2, %3").arg(name, sender, place));
    m_zoom->setText(shown ? tr("%1 %", "zoom").arg(qRound(m_view->zoom() * 100)) : QString());
    for (QAction *action : std::as_const(m_ofPicture))
        action->setEnabled(shown);
}

void PictureViewer::keyPressEvent(QKeyEvent *event)
{
    // A picture that is larger than the view has taken the arrows already.
    switch (event->key()) {
    case Qt::Key_Left:
        goTo(m_at - 1);
        break;
    case Qt::Key_Right:
        goTo(m_at + 1);
        break;
    case Qt::Key_Home:
        goTo(0);
        break;
    case Qt::Key_End:
        goTo(m_pictures.size() - 1);
        break;
    case Qt::Key_Escape:
        close();
        break;
    default:
        if (event->matches(QKeySequence::Close))
            close();
        else
            QWidget::keyPressEvent(event);
    }
}

void PictureViewer::restyle()
{
    for (QLabel *label : {static_cast<QLabel *>(m_from), m_zoom}) {
        QPalette palette = label->palette();
        palette.setColor(QPalette::WindowText, m_theme.tokens().muted);
        label->setPalette(palette);
    }
    update();
}

void PictureViewer::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), m_theme.tokens().surface);
}

} // namespace linnet::ui
