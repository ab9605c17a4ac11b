// SPDX-License-Identifier: GPL-3.0-or-later
// What the timeline takes on the GUI thread:
//   timelinebench [hostile|growth|cards|open|store|page|memory] [part of a name]
#include "hostilecards.h"
#include "hostiletexts.h"
#include "stopwatch.h"
#include "tests/ui/timelinefixture.h"

#include "models/domain/markup.h"
#include "models/store/store.h"
#include "ui/theme/avatars.h"
#include "ui/timeline/layoutcache.h"
#include "ui/timeline/rowdelegate.h"
#include "ui/timeline/thumbnails.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QPainter>
#include <QScrollBar>
#include <QTemporaryDir>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace linnet;
using namespace linnet::bench;
using namespace linnet::ui;
using namespace linnet::ui::test;

namespace {

constexpr int width = 720;

// Paints a layout of any height as a window would: what fits a screen.
class Painting
{
public:
    explicit Painting(Stage &stage)
        : m_layouter(stage.theme, stage.users, stage.clock)
        , m_cache(m_layouter)
        , m_thumbnails(stage.media)
        , m_delegate(
              {stage.theme, stage.users, stage.clock, stage.avatars, stage.media, stage.links},
              m_cache, m_thumbnails)
        , m_screen(width, 900, QImage::Format_ARGB32_Premultiplied)
    {
        m_cache.setWidth(width);
    }

    LayoutCache &cache() { return m_cache; }
    void paint(const QModelIndex &index)
    {
        QPainter painter(&m_screen);
        QStyleOptionViewItem option;
        option.rect = QRect(0, 0, width, m_cache.height(index));
        m_delegate.paint(&painter, option, index);
    }

private:
    MessageLayouter m_layouter;
    LayoutCache m_cache;
    Thumbnails m_thumbnails;
    RowDelegate m_delegate;
    QImage m_screen;
};

// Qt reads a font when its first letter is painted; that is not the text's fault.
void loadFonts(Stage &stage)
{
    QString letters;
    for (const HostileText &hostile : hostileTexts())
        letters += hostile.text.left(1'500);
    Message message = textMessage(1, {});
    QList<Message> messages;
    for (int i = 0; i < letters.size(); i += 3'000)
        messages.append(textMessage(int(messages.size()), letters.mid(i, 3'000)));
    stage.open(messages);
    Painting painting(stage);
    for (int row = 1; row < stage.model.rowCount(); ++row)
        painting.paint(stage.model.index(row, 0));
}

void measureHostile(const QString &only)
{
    Stage stage;
    std::printf("fonts read at first use: %.0f ms\n", timed([&] { loadFonts(stage); }));
    printHead(u"hostile text, ms (worst of 3)"_s,
              {u"parse"_s, u"layout"_s, u"paint"_s, u"sum"_s, u"more"_s, u"more 2"_s, u"more 8"_s,
               u"sentence"_s});
    double worst = 0;
    for (const HostileText &hostile : hostileTexts()) {
        if (!hostile.name.contains(only))
            continue;
        stage.open({textMessage(1, hostile.text)});
        const QModelIndex index = stage.model.index(1, 0);
        const auto message = index.data(items::TimelineModel::MessageRole).value<Message>();
        Runs parse, layout, paint, sum, more, more2, everything, sentence;
        for (int run = 0; run < 3; ++run) {
            Painting painting(stage);
            parse.add(timed([&] { static_cast<void>(markupOf(message)); }));
            const double laid = timed([&] { static_cast<void>(painting.cache().layout(index)); });
            const double painted = timed([&] { painting.paint(index); });
            layout.add(laid);
            paint.add(painted);
            sum.add(laid + painted);
            const auto step = [&] {
                if (!painting.cache().layout(index).clipped)
                    return 0.0;
                painting.cache().showMore(message.id);
                return timed([&] {
                    static_cast<void>(painting.cache().layout(index));
                    painting.paint(index);
                });
            };
            more.add(step());
            more2.add(step());
            double slowest = 0;
            for (int i = 0; i < 6 && painting.cache().layout(index).clipped; ++i)
                slowest = qMax(slowest, step());
            everything.add(slowest);
            sentence.add(timed([&] { static_cast<void>(index.data(Qt::AccessibleTextRole)); }));
        }
        printLine(hostile.name + (hostile.fits ? QString() : u" (!)"_s),
                  {parse.worst(), layout.worst(), paint.worst(), sum.worst(), more.worst(),
                   more2.worst(), everything.worst(), sentence.worst()});
        worst = qMax(worst, sum.worst());
    }
    std::printf("(!) longer than the service takes. Worst sum: %.1f ms\n", worst);
}

// Of the parser: eight times the text must take eight times as long, not sixty-four.
void measureGrowth(const QString &only)
{
    printHead(u"markup of a million characters, ms"_s, {u"an eighth"_s, u"whole"_s, u"times"_s});
    for (const char *piece :
         {"a", "*", "* ", "*a _b ~c ", "*_~", "`", "`a` ", "``` ", "<users/", "<https://a|",
          "https://", "https://a) ", "> ", "* a\n", "  * a\n", ":e:", "(("}) {
        const QString text = QString::fromLatin1(piece);
        if (!text.contains(only))
            continue;
        const auto took = [&text](qsizetype size) {
            const QString source = text.repeated(size / text.size());
            return timed([&source] { static_cast<void>(parseMarkup(source)); });
        };
        const double eighth = took(125'000);
        const double whole = took(1'000'000);
        printLine(QString(text).replace(u'\n', u"\\n"_s), {eighth, whole, whole / eighth});
    }
}

void measureCards(const QString &only)
{
    Stage stage;
    loadFonts(stage);
    printHead(u"hostile card, ms (worst of 3)"_s,
              {u"layout"_s, u"paint"_s, u"sum"_s, u"sentence"_s});
    for (const HostileCard &hostile : hostileCards()) {
        if (!hostile.name.contains(only))
            continue;
        Message message = textMessage(1, {});
        message.cards = hostile.json;
        stage.open({message});
        const QModelIndex index = stage.model.index(1, 0);
        Runs layout, paint, sum, sentence;
        for (int run = 0; run < 3; ++run) {
            Painting painting(stage);
            layout.add(timed([&] { static_cast<void>(painting.cache().layout(index)); }));
            paint.add(timed([&] { painting.paint(index); }));
            sum.add(layout.last() + paint.last());
            sentence.add(timed([&] { static_cast<void>(index.data(Qt::AccessibleTextRole)); }));
        }
        printLine(hostile.name, {layout.worst(), paint.worst(), sum.worst(), sentence.worst()});
    }
}

QList<Message> conversation(int count, bool rich)
{
    QList<Message> kinds;
    for (const Sample &sample : everyKind()) {
        if (sample.name != u"endless"_s)
            kinds.append(sample.message);
    }
    QList<Message> messages;
    for (int i = 0; i < count; ++i) {
        Message message = textMessage(
            i, u"Message %1. "_s.arg(i) + u"Words of no importance. "_s.repeated(i * 7 % 23));
        if (rich) {
            const Message plain = message;
            message = kinds.at(i % kinds.size());
            message.id = plain.id;
            message.createTime = plain.createTime;
            message.thread = plain.thread;
            if (message.isPending())
                message = plain;
        }
        message.sender = person(i % 5 < 3 ? u"anna"_s : u"tomas"_s);
        messages.append(message);
    }
    return messages;
}

// Cards load theirs here, and no two messages show the same one.
void varyPictures(Stage &stage, QList<Message> &messages)
{
    constexpr int different = 60;
    const QSize size(1600, 1000);
    int number = 0;
    for (Message &message : messages) {
        for (Attachment &attachment : message.attachments) {
            if (!attachment.contentType.startsWith(u"image/"_s))
                continue;
            attachment.mediaName = u"m/%1"_s.arg(number++ % different);
            if (!stage.media.files.contains(attachment.mediaName))
                stage.addPicture(attachment.mediaName, size);
        }
        if (!message.cards.contains("https://example.com/chart.png"))
            continue;
        const QString address = u"https://example.com/%1.png"_s.arg(number++ % different);
        message.cards.replace("https://example.com/chart.png", address.toUtf8());
        if (!stage.media.files.contains(address))
            stage.addPicture(address, size);
    }
}

void addPictures(Stage &stage)
{
    stage.addPicture(u"m/hall"_s, {1200, 800});
    stage.addPicture(u"m/one"_s, {400, 900});
    stage.addPicture(u"m/two"_s, {900, 400});
    for (const QString &name : {u"logo"_s, u"icons/person"_s, u"chart"_s, u"one"_s, u"two"_s})
        stage.addPicture(u"https://example.com/%1.png"_s.arg(name), {600, 400});
}

// Events as they come, for so long; true when it is settled before.
void turn(int milliseconds)
{
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < milliseconds)
        QApplication::processEvents(QEventLoop::AllEvents, 5);
}

void measureOpening()
{
    printHead(u"open a cached conversation, ms"_s, {u"median"_s, u"p95"_s, u"worst"_s});
    for (const bool rich : {false, true}) {
        Stage stage;
        addPictures(stage);
        stage.open(conversation(100, rich)); // fonts, pictures
        turn(300);
        Runs runs;
        for (int run = 0; run < 25; ++run) {
            stage.model.close();
            turn(20);
            stage.port.messages = conversation(1'000, rich);
            runs.add(timed([&] {
                stage.model.open({sampleSpace(), {}}, {});
                // The page comes in the next turn; then the screen is drawn.
                QCoreApplication::processEvents();
                static_cast<void>(stage.view->viewport()->grab());
            }));
        }
        printLine(rich ? u"every kind of message"_s : u"text"_s,
                  {runs.median(), runs.percentile(95), runs.worst()});
    }
}

// Pages from a store's file.
class StorePort : public FakeTimelinePort
{
public:
    explicit StorePort(store::Store &store)
        : m_store(store)
    {
    }
    void newest(const TimelineScope &scope, int limit, QObject *context,
                Handler<TimelinePage> handler) override
    {
        m_store.newest(scope, limit, context, std::move(handler));
    }
    void older(const TimelineScope &scope, const MessageKey &before, int limit, QObject *context,
               Handler<TimelinePage> handler) override
    {
        m_store.older(scope, before, limit, context, std::move(handler));
    }

private:
    store::Store &m_store;
};

// The way from a click to the newest screen, two threads taking turns: by the clock on the wall.
void measureStore()
{
    constexpr int many = 20'000;
    printHead(u"open from the store, ms on the wall"_s, {u"median"_s, u"p95"_s, u"worst"_s});
    for (const bool rich : {false, true}) {
        const QTemporaryDir folder;
        store::Store store({folder.filePath(u"cache.db"_s), folder.filePath(u"outbox.db"_s)});
        store.open(&store, [](const Result<store::OpenReport> &) {});
        store.setOwnUser(person(u"me"_s), &store, [](const Result<UserId> &) {});
        store::Batch batch;
        batch.messages = conversation(many, rich);
        batch.coverage
            = {{.scope = {sampleSpace(), {}}, .from = {}, .to = batch.messages.last().createTime}};
        bool stored = false;
        store.apply(batch, &store, [&stored](const Result<ChangeSet> &) { stored = true; });
        while (!stored)
            QApplication::processEvents(QEventLoop::WaitForMoreEvents);
        Stage stage;
        addPictures(stage);
        StorePort port(store);
        items::TimelineModel model(port, stage.users, stage.clock);
        stage.view->setModel(&model);
        stage.view->show();
        bool opened = false;
        QObject::connect(&model, &items::TimelineModel::opened, &model,
                         [&opened] { opened = true; });
        Runs runs;
        for (int run = 0; run < 26; ++run) {
            model.close();
            turn(20);
            opened = false;
            QElapsedTimer timer;
            timer.start();
            model.open({sampleSpace(), {}}, {});
            while (!opened)
                QApplication::processEvents(QEventLoop::WaitForMoreEvents);
            static_cast<void>(stage.view->viewport()->grab());
            if (run > 0) // the first reads fonts and pictures
                runs.add(double(timer.nsecsElapsed()) / 1e6);
        }
        printLine(rich ? u"every kind of message"_s : u"text"_s,
                  {runs.median(), runs.percentile(95), runs.worst()});
        stage.view->setModel(nullptr);
    }
}

void measurePaging()
{
    printHead(u"a page down, ms a frame"_s, {u"median"_s, u"p95"_s, u"p99"_s, u"worst"_s});
    for (const bool rich : {false, true}) {
        Stage stage;
        PictureRule rule(nullptr);
        rule.setLoadsAll(true);
        stage.view->setPictureRule(&rule);
        addPictures(stage);
        stage.open(conversation(600, rich));
        stage.resize(900, 900);
        QScrollBar *bar = stage.view->verticalScrollBar();
        for (int i = 0; i < 8 && stage.model.rowCount() < 600; ++i) {
            bar->setValue(bar->minimum());
            stage.settle();
        }
        for (const bool warm : {false, true}) {
            bar->setValue(bar->minimum());
            turn(300);
            Runs runs;
            while (bar->value() < bar->maximum()) {
                runs.add(timed([&] {
                    bar->triggerAction(QScrollBar::SliderPageStepAdd);
                    static_cast<void>(stage.view->viewport()->grab());
                }));
                turn(3);
            }
            printLine(u"%1, %2"_s.arg(rich ? u"every kind"_s : u"text"_s,
                                      warm ? u"second time"_s : u"first time"_s),
                      {runs.median(), runs.percentile(95), runs.percentile(99), runs.worst()});
        }
    }
}

void measureMemory()
{
    printHead(u"memory of 1,000 messages, MiB"_s, {u"before"_s, u"after"_s, u"more"_s});
    for (const bool rich : {false, true}) {
        Stage stage;
        PictureRule rule(nullptr);
        rule.setLoadsAll(true);
        stage.view->setPictureRule(&rule);
        addPictures(stage);
        stage.open(conversation(5, rich));
        QList<Message> messages = conversation(1'000, rich);
        varyPictures(stage, messages);
        const double before = privateMemory();
        stage.open(messages);
        QScrollBar *bar = stage.view->verticalScrollBar();
        for (int i = 0; i < 12 && stage.model.rowCount() < 1'000; ++i) {
            bar->setValue(bar->minimum());
            stage.settle();
            static_cast<void>(stage.view->viewport()->grab());
            turn(20);
        }
        // Every screen once, and what it shows decoded.
        while (bar->value() < bar->maximum()) {
            bar->triggerAction(QScrollBar::SliderPageStepAdd);
            turn(40);
            static_cast<void>(stage.view->viewport()->grab());
        }
        const double after = privateMemory();
        printLine(rich ? u"every kind of message"_s : u"text"_s, {before, after, after - before});
        std::printf("  rows: %d\n", stage.model.rowCount());
    }
}

} // namespace

int main(int argc, char *argv[])
{
    if (qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    const QString what = argc > 1 ? QString::fromLocal8Bit(argv[1]) : QString();
    Theme theme(Theme::Mode::Light);
    theme.applyTo(app);
    const QString only = argc > 2 ? QString::fromLocal8Bit(argv[2]) : QString();
    std::setvbuf(stdout, nullptr, _IOLBF, 0); // a line is there when it is measured
    if (what.isEmpty() || what == u"hostile"_s)
        measureHostile(only);
    if (what.isEmpty() || what == u"growth"_s)
        measureGrowth(only);
    if (what.isEmpty() || what == u"cards"_s)
        measureCards(only);
    if (what.isEmpty() || what == u"open"_s)
        measureOpening();
    if (what.isEmpty() || what == u"store"_s)
        measureStore();
    if (what.isEmpty() || what == u"page"_s)
        measurePaging();
    if (what.isEmpty() || what == u"memory"_s)
        measureMemory();
    return 0;
}
