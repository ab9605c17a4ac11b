// SPDX-License-Identifier: GPL-3.0-or-later
#include "timelinefixture.h"

#include "ui/cards/cardlayout.h"

#include <QCoreApplication>
#include <QLinearGradient>
#include <QMenu>
#include <QPainter>
#include <QPointer>

#include <chrono>

using namespace Qt::StringLiterals;

namespace linnet::ui::test {

using namespace std::chrono_literals;

namespace {

template <class T> void later(QObject *context, const Handler<T> &handler, const Result<T> &result)
{
    QMetaObject::invokeMethod(
        context, [handler, result] { handler(result); }, Qt::QueuedConnection);
}

User user(const QString &id, const QString &name, UserType type = UserType::Human)
{
    User made;
    made.id = person(id);
    made.displayName = name;
    made.type = type;
    made.domainId = id == u"guest"_s ? u"elsewhere"_s : u"ours"_s;
    return made;
}

} // namespace

void FakeTimelinePort::newest(const TimelineScope &scope, int limit, QObject *context,
                              Handler<TimelinePage> handler)
{
    const qsizetype from = qMax<qsizetype>(0, messages.size() - limit);
    later<TimelinePage>(context, handler,
                        TimelinePage{scope, messages.mid(from), from == 0, true, happenings});
}

void FakeTimelinePort::older(const TimelineScope &scope, const MessageKey &before, int limit,
                             QObject *context, Handler<TimelinePage> handler)
{
    ++olderRequests;
    if (holdOlder)
        return;
    if (failure) {
        later<TimelinePage>(context, handler, Failure(*failure));
        return;
    }
    qsizetype to = 0;
    while (to < messages.size() && keyOf(messages[to]) < before)
        ++to;
    const qsizetype from = qMax<qsizetype>(0, to - limit);
    later<TimelinePage>(
        context, handler,
        TimelinePage{scope, messages.mid(from, to - from), from == 0, false, happenings});
}

void FakeTimelinePort::newer(const TimelineScope &scope, const MessageKey &after, int limit,
                             QObject *context, Handler<TimelinePage> handler)
{
    qsizetype from = 0;
    while (from < messages.size() && !(after < keyOf(messages[from])))
        ++from;
    later<TimelinePage>(context, handler,
                        TimelinePage{scope, messages.mid(from, limit), false,
                                     from + limit >= messages.size(), happenings});
}

void FakeTimelinePort::around(const TimelineScope &scope, const TimelineSpot &spot, int limit,
                              QObject *context, Handler<TimelinePage> handler)
{
    ++jumps;
    if (holdJumps) {
        m_heldJump = [=, this, bound = QPointer(context)] {
            if (bound)
                around(scope, spot, limit, bound, handler);
        };
        return;
    }
    if (failure) {
        later<TimelinePage>(context, handler, Failure(*failure));
        return;
    }
    const auto at = std::find_if(messages.begin(), messages.end(), [&spot](const Message &message) {
        return spot.message.isEmpty() ? message.createTime > spot.time : message.id == spot.message;
    });
    if (at == messages.end() && !spot.message.isEmpty()) {
        later<TimelinePage>(context, handler, Failure(Error{.kind = ErrorKind::NotFound}));
        return;
    }
    const qsizetype from = qMax<qsizetype>(0, at - messages.begin() - limit / 2);
    const qsizetype to = qMin(messages.size(), at - messages.begin() + limit / 2 + 1);
    later<TimelinePage>(context, handler,
                        TimelinePage{scope, messages.mid(from, to - from), from == 0,
                                     to == messages.size(), happenings});
}

void FakeTimelinePort::releaseJump()
{
    holdJumps = false;
    if (const auto jump = std::exchange(m_heldJump, {}))
        jump();
}

void FakeMediaPort::fetch(const MediaRef &ref, QObject *context, Handler<QString> handler)
{
    ++fetched;
    asked.append(ref);
    if (hold)
        m_held.append([this, ref, context = QPointer<QObject>(context), handler] {
            if (context)
                answer(ref, context, handler);
        });
    else
        answer(ref, context, handler);
}

void FakeMediaPort::fetchUnasked(const MediaRef &ref, QObject *context,
                                 Handler<UnaskedMedia> handler)
{
    if (withheld.contains(ref.source))
        later<UnaskedMedia>(context, handler, UnaskedMedia{.bytes = withheld.value(ref.source)});
    else
        MediaPort::fetchUnasked(ref, context, std::move(handler));
}

void FakeMediaPort::release()
{
    hold = false;
    for (const auto &each : std::exchange(m_held, {}))
        each();
}

void FakeMediaPort::answer(const MediaRef &ref, QObject *context, const Handler<QString> &handler)
{
    const auto it = files.constFind(ref.source);
    Error missing;
    missing.kind = ErrorKind::NotFound;
    if (it == files.constEnd())
        later<QString>(context, handler, Failure(missing));
    else
        later<QString>(context, handler, *it);
}

SpaceId sampleSpace()
{
    return SpaceId(u"spaces/AAA"_s);
}

UserId person(const QString &id)
{
    return UserId(u"users/"_s + id);
}

Message textMessage(int number, const QString &text)
{
    Message message;
    const QString id = u"m%1"_s.arg(number, 5, 10, QLatin1Char('0'));
    message.id = MessageId(u"spaces/AAA/messages/%1.%1"_s.arg(id));
    message.space = sampleSpace();
    message.thread = ThreadId(u"spaces/AAA/threads/"_s + id);
    message.sender = person(u"anna"_s);
    message.createTime = Timestamp::fromString(u"2026-03-12T08:00:00Z") + number * 60s;
    message.text = text;
    message.formattedText = text;
    return message;
}

Stage::Stage(Theme::Mode mode)
    : theme(mode)
    , avatars(media, theme)
    , links([this](const QUrl &url) {
        openedLinks.append(url);
        return true;
    })
    , model(port, users, clock)
    , view(std::make_unique<TimelineView>(
          TimelineContext{theme, users, clock, avatars, media, links}))
{
    ChangeSet people;
    people.users = {user(u"anna"_s, u"Anna Berg"_s),
                    user(u"me"_s, u"Jonas Keller"_s),
                    user(u"tomas"_s, u"Tomáš Dvořák"_s),
                    user(u"bot"_s, u"Build Robin"_s, UserType::App),
                    user(u"guest"_s, u"Priya Raman"_s),
                    user(u"lea"_s, u"ليلى حداد"_s),
                    user(u"long"_s,
                         u"Maximiliane Alexandra von Hohenstein-Wackernagel zu "
                         "Unterleinsiedel-Grafenau"_s)};
    users.apply(people);
    users.setMe(person(u"me"_s));
    view->setPalette(theme.palette());
    view->setModel(&model);
    view->resize(800, 600);
}

Stage::~Stage()
{
    view.reset(); // before the model
}

void Stage::open(const QList<Message> &messages, Timestamp lastRead)
{
    port.messages = messages;
    view->show();
    model.open({sampleSpace(), {}}, lastRead);
    settle();
}

void Stage::resize(int width, int height)
{
    view->resize(width, height);
    settle();
}

void Stage::settle()
{
    for (int i = 0; i < 5; ++i) {
        QCoreApplication::processEvents();
        view->finishLayout();
    }
    QCoreApplication::processEvents();
}

void Stage::apply(const QList<Message> &changed)
{
    ChangeSet changes;
    changes.messages = changed;
    model.apply(changes);
    settle();
}

void Stage::addPicture(const QString &source, const QSize &size)
{
    QImage image(size, QImage::Format_RGB32);
    QPainter painter(&image);
    QLinearGradient sky(0, 0, 0, size.height());
    sky.setColorAt(0, QColor(0x6f, 0xa8, 0xc9));
    sky.setColorAt(0.6, QColor(0xf2, 0xd8, 0xb0));
    sky.setColorAt(0.6001, QColor(0x5a, 0x7d, 0x5c));
    sky.setColorAt(1, QColor(0x2f, 0x4a, 0x38));
    painter.fillRect(image.rect(), sky);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(0xff, 0xf3, 0xc4));
    const int sun = qMin(size.width(), size.height()) / 6;
    painter.drawEllipse(QPoint(size.width() * 2 / 3, size.height() / 3), sun, sun);
    painter.end();
    const QString path = m_folder.filePath(u"%1.png"_s.arg(media.files.size()));
    image.save(path);
    media.files.insert(source, path);
}

SampleStage::SampleStage(int read)
{
    QList<Message> messages;
    for (const Sample &sample : everyKind()) {
        messages.append(sample.message);
        m_ids.insert(sample.name, sample.message.id);
    }
    open(messages, read > 0 ? messages.at(read - 1).createTime : Timestamp());
}

QModelIndex SampleStage::indexOf(const QString &sample) const
{
    return model.indexOf(idOf(sample));
}

void SampleStage::add(const QString &sample, const Message &message)
{
    m_ids.insert(sample, message.id);
    apply({message});
}

void SampleStage::select(const QString &sample)
{
    view->goTo(indexOf(sample), 100);
    view->setCurrentIndex(indexOf(sample));
    view->setFocus();
    settle();
}

QStringList entriesOf(const QMenu &menu)
{
    QStringList words;
    for (const QAction *action : menu.actions()) {
        if (!action->isSeparator() && !action->menu())
            words.append(action->text());
    }
    return words;
}

QString textsOf(const MessageLayout &layout)
{
    QStringList texts;
    for (const Item &item : layout.items) {
        if (const auto *text = std::get_if<TextItem>(&item))
            texts.append(text->layout->text());
        else if (const auto *cards = std::get_if<CardItem>(&item))
            texts.append(cards->layout->text());
    }
    return texts.join(u'|');
}

QString writtenIn(const MessageLayout &layout)
{
    QString all;
    for (const Item &item : layout.items) {
        const auto *text = std::get_if<TextItem>(&item);
        if (text && text->selectable)
            all += text->layout->text();
    }
    return all;
}

QList<QRectF> linesOf(const TextItem &text)
{
    QList<QRectF> lines;
    for (int i = 0; i < text.layout->lineCount(); ++i) {
        const QRectF line = text.layout->lineAt(i).naturalTextRect().translated(text.origin);
        if (line.width() > 0)
            lines.append(text.clip ? line & text.rect : line);
    }
    return lines;
}

} // namespace linnet::ui::test
