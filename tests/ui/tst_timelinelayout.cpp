// SPDX-License-Identifier: GPL-3.0-or-later
#include "timelinefixture.h"

#include "ui/cards/cardlayout.h"
#include "ui/timeline/copiedtext.h"
#include "ui/timeline/layoutcache.h"
#include "ui/timeline/rowdelegate.h"
#include "ui/timeline/thumbnails.h"

#include <QPainter>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace linnet;
using namespace linnet::ui;
using namespace linnet::ui::test;
using items::TimelineModel;

namespace {

QString place(const QRectF &r)
{
    return u"(%1,%2 %3x%4)"_s.arg(r.x()).arg(r.y()).arg(r.width()).arg(r.height());
}

} // namespace

class TimelineLayoutTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyKindIsContained_data();
    void everyKindIsContained();
    void nothingOverlaps_data() { everyKindIsContained_data(); }
    void nothingOverlaps();
    void howFarAPictureIsStandsOnIt();
    void areasAreWhatIsPainted_data() { everyKindIsContained_data(); }
    void areasAreWhatIsPainted();
    void lightsUpOnlyItsArea();
    void themesHaveTheSameLayout();
    void partsStandInOrder();
    void shows_data();
    void shows();
    void historyRow();
    void aThreadsOwnTimeline();
    void peopleCanBePointedAt();
    void editedTellsWhatItWas();
    void gifsWaitForTheReadersWord();
    void gifsTakeTheirOwnShape();
    void cacheAnswersFromWhatItKnows();

private:
    [[nodiscard]] MessageLayout layoutOf(const QString &sample, int width) const;

    SampleStage m_stage{17};
    MessageLayouter m_layouter{m_stage.theme, m_stage.users, m_stage.clock};
};

MessageLayout TimelineLayoutTest::layoutOf(const QString &sample, int width) const
{
    return m_layouter.layout(m_stage.indexOf(sample), width, {});
}

void TimelineLayoutTest::everyKindIsContained_data()
{
    QTest::addColumn<QString>("sample");
    QTest::addColumn<int>("width");
    for (const Sample &sample : everyKind()) {
        for (const int width : {280, 360, 560, 800, 1200})
            QTest::addRow("%s %d", qPrintable(sample.name), width) << sample.name << width;
    }
}

void TimelineLayoutTest::everyKindIsContained()
{
    QFETCH(QString, sample);
    QFETCH(int, width);
    const MessageLayout layout = layoutOf(sample, width);
    const QRectF row(0, 0, width, layout.height);
    QCOMPARE(layout.width, width);
    QVERIFY(layout.height > 0);
    QVERIFY(layout.top >= 0 && layout.top < layout.height);
    for (const Item &item : layout.items) {
        const QRectF rect = rectOf(item);
        QVERIFY2(row.adjusted(-0.5, -0.5, 0.5, 0.5).contains(rect) || rect.isEmpty(),
                 qPrintable(place(rect)));
        if (const auto *text = std::get_if<TextItem>(&item)) {
            for (const QRectF &line : linesOf(*text))
                QVERIFY2(line.left() >= -0.5 && line.right() <= width + 0.5,
                         qPrintable(place(line)));
        }
    }
    for (const Area &area : layout.areas)
        QVERIFY2(row.contains(area.rect), qPrintable(place(area.rect)));
    QVERIFY(!layout.items.empty());
}

void TimelineLayoutTest::nothingOverlaps()
{
    QFETCH(QString, sample);
    QFETCH(int, width);
    const MessageLayout layout = layoutOf(sample, width);
    struct Covered
    {
        QRectF rect;
        size_t item;
    };
    QList<Covered> covered;
    for (size_t i = 0; i < layout.items.size(); ++i) {
        if (const auto *text = std::get_if<TextItem>(&layout.items[i])) {
            for (const QRectF &line : linesOf(*text)) {
                // Letters, not the air above and below them.
                covered.append({line.adjusted(0, 3, 0, -3), i});
            }
        } else if (std::holds_alternative<IconItem>(layout.items[i])
                   || std::holds_alternative<PictureItem>(layout.items[i])) {
            if (const auto *icon = std::get_if<IconItem>(&layout.items[i]);
                icon && icon->button >= 0)
                continue; // stands on a button of its own while the pointer is there
            if (const auto *picture = std::get_if<PictureItem>(&layout.items[i]);
                picture && picture->bare)
                continue; // in a blank of its text, see customEmojiAreSmallPictures()
            if (const auto *picture = std::get_if<PictureItem>(&layout.items[i]);
                picture && !picture->localPath.isEmpty())
                continue; // a plate over it tells how far it is, see howFarAPictureIsStandsOnIt()
            covered.append({rectOf(layout.items[i]), i});
        }
    }
    for (const Covered &a : covered) {
        for (const Covered &b : covered) {
            if (a.item < b.item)
                QVERIFY2(!a.rect.adjusted(0.5, 0.5, -0.5, -0.5).intersects(b.rect),
                         qPrintable(place(a.rect) + u" and "_s + place(b.rect)));
        }
    }
}

void TimelineLayoutTest::howFarAPictureIsStandsOnIt()
{
    for (const int width : {280, 560, 1200}) {
        const MessageLayout layout = layoutOf(u"uploading picture"_s, width);
        size_t at = 0;
        while (at < layout.items.size() && !std::holds_alternative<PictureItem>(layout.items[at]))
            ++at;
        QVERIFY(at < layout.items.size());
        const auto &picture = std::get<PictureItem>(layout.items[at]);
        QVERIFY(!picture.localPath.isEmpty());
        // On a plate of its own: it is legible over any picture.
        const auto *plate = std::get_if<BoxItem>(&layout.items.at(at + 1));
        const auto *words = std::get_if<TextItem>(&layout.items.at(at + 2));
        QVERIFY(plate && words);
        QVERIFY(plate->fill);
        QVERIFY(picture.rect.contains(plate->rect));
        QVERIFY(plate->rect.contains(words->rect.adjusted(0, 3, 0, -3)));
    }
}

void TimelineLayoutTest::areasAreWhatIsPainted()
{
    QFETCH(QString, sample);
    QFETCH(int, width);
    const MessageLayout layout = layoutOf(sample, width);
    for (int i = 0; i < int(layout.areas.size()); ++i) {
        const Area &area = layout.areas[size_t(i)];
        const int hit = layout.areaAt(area.rect.center());
        QVERIFY(hit >= 0);
        const Area &found = layout.areas[size_t(hit)];
        // Buttons lie on cards; nothing else lies on anything.
        QVERIFY2((found.part == area.part && found.index == area.index) || area.part == Part::Card
                     || area.part == Part::Code,
                 qPrintable(place(area.rect)));
    }
    for (const Item &item : layout.items) {
        if (const auto *box = std::get_if<BoxItem>(&item); box && box->area >= 0)
            QCOMPARE(layout.areas.at(size_t(box->area)).rect, box->rect);
        const auto *text = std::get_if<TextItem>(&item);
        if (text && text->area >= 0)
            QVERIFY(layout.areas.at(size_t(text->area)).rect.contains(text->rect));
        if (text) {
            for (const TextItem::Link &link : text->links) {
                const Area *area = layout.find(Part::Link, link.index);
                QVERIFY(area);
                QVERIFY(text->rect.adjusted(-1, -2, 1, 2).contains(area->rect));
            }
        }
    }
}

// Painted twice, with and without the pointer on an area: only its rectangle differs.
void TimelineLayoutTest::lightsUpOnlyItsArea()
{
    Stage &stage = m_stage;
    LayoutCache cache(m_layouter);
    cache.setWidth(560);
    Thumbnails thumbnails(stage.media);
    RowDelegate delegate(
        {stage.theme, stage.users, stage.clock, stage.avatars, stage.media, stage.links}, cache,
        thumbnails);
    int seen = 0;
    for (const Sample &sample : everyKind()) {
        const QModelIndex index = m_stage.indexOf(sample.name);
        const MessageLayout &layout = cache.layout(index);
        const auto paint = [&](int area) {
            QImage image(layout.width, layout.height, QImage::Format_ARGB32_Premultiplied);
            image.fill(stage.theme.tokens().surface);
            QPainter painter(&image);
            QStyleOptionViewItem option;
            option.rect = image.rect();
            delegate.setHover(sample.message.id, area);
            delegate.paint(&painter, option, index);
            return image;
        };
        const QImage plain = paint(-1);
        for (int i = 0; i < int(layout.areas.size()); ++i) {
            const Area &area = layout.areas[size_t(i)];
            const bool reacts = area.part == Part::Link || area.part == Part::Reaction
                || area.part == Part::Replies || area.part == Part::Retry
                || area.part == Part::Quote;
            if (!reacts)
                continue;
            const QImage lit = paint(i);
            QRegion allowed;
            for (const Area &each : layout.areas) {
                if (each.part == area.part && each.index == area.index)
                    allowed += each.rect.toAlignedRect().adjusted(-2, -2, 2, 3);
            }
            bool changed = false;
            for (int y = 0; y < lit.height(); ++y) {
                for (int x = 0; x < lit.width(); ++x) {
                    if (lit.pixel(x, y) == plain.pixel(x, y))
                        continue;
                    changed = true;
                    QVERIFY2(allowed.contains(QPoint(x, y)), qPrintable(sample.name));
                }
            }
            QVERIFY2(changed, qPrintable(sample.name));
            ++seen;
        }
    }
    QVERIFY(seen > 15);
}

void TimelineLayoutTest::themesHaveTheSameLayout()
{
    Theme dark(Theme::Mode::Dark);
    MessageLayouter other(dark, m_stage.users, m_stage.clock);
    for (const Sample &sample : everyKind()) {
        const MessageLayout a = layoutOf(sample.name, 560);
        const MessageLayout b = other.layout(m_stage.indexOf(sample.name), 560, {});
        QCOMPARE(a.height, b.height);
        QCOMPARE(a.items.size(), b.items.size());
        QCOMPARE(a.areas.size(), b.areas.size());
    }
}

void TimelineLayoutTest::partsStandInOrder()
{
    const MessageLayout both = layoutOf(u"repliesandreactions"_s, 560);
    QVERIFY(both.find(Part::Reaction)->rect.bottom() <= both.find(Part::Replies)->rect.top());
    const MessageLayout quoted = layoutOf(u"quoted"_s, 560);
    const auto &last = std::get<TextItem>(quoted.items.back());
    QVERIFY(quoted.find(Part::Quote)->rect.bottom() <= last.rect.top());
    const MessageLayout failed = layoutOf(u"failed"_s, 560);
    QVERIFY(failed.find(Part::Retry)->rect.right() < failed.find(Part::Edit)->rect.left());
    QVERIFY(failed.find(Part::Edit)->rect.right() < failed.find(Part::Delete)->rect.left());
}

void TimelineLayoutTest::shows_data()
{
    QTest::addColumn<QString>("sample");
    QTest::addColumn<QString>("words");
    QTest::newRow("sender") << u"plain"_s << u"Anna Berg"_s;
    QTest::newRow("styles without markup")
        << u"styles"_s << u"This is bold, this italic, this gone"_s;
    QTest::newRow("external") << u"external"_s << u"External"_s;
    QTest::newRow("app") << u"app"_s << u"App"_s;
    QTest::newRow("card title") << u"app"_s << u"Build 1482 passed"_s;
    QTest::newRow("card text without tags") << u"app"_s << u"release/7.2"_s;
    QTest::newRow("card button") << u"app"_s << u"Open the report"_s;
    QTest::newRow("card that cannot be read")
        << u"unreadablecard"_s << u"A part of this card can only be seen"_s;
    QTest::newRow("private") << u"private"_s << u"Only visible to you"_s;
    QTest::newRow("quote") << u"quoted"_s << u"Tomáš Dvořák"_s;
    QTest::newRow("file") << u"files"_s << u"minutes.pdf"_s;
    QTest::newRow("file type") << u"files"_s << u"ODS"_s;
    QTest::newRow("drive") << u"files"_s << u"Document in Google Drive"_s;
    QTest::newRow("rich link") << u"richlink"_s << u"Offer for the second line"_s;
    QTest::newRow("replies") << u"replies"_s << u"3 replies"_s;
    QTest::newRow("one reply") << u"repliesandreactions"_s << u"1 reply"_s;
    QTest::newRow("edited") << u"edited"_s << u"edited"_s;
    QTest::newRow("tombstone") << u"deleted"_s << u"Message deleted by Anna Berg"_s;
    QTest::newRow("my own tombstone") << u"deletedbyme"_s << u"You deleted this message"_s;
    QTest::newRow("manager's tombstone")
        << u"deletedbymanager"_s << u"Message deleted by a manager of the space"_s;
    QTest::newRow("source") << u"citations"_s << u"Drawing 4711, revision 7"_s;
    QTest::newRow("app's card on a person's message")
        << u"preview"_s << u"An app shows what is at example.com"_s;
    QTest::newRow("private to another") << u"privatetoother"_s << u"Only visible to Anna Berg"_s;
    QTest::newRow("never a hole") << u"unshowable"_s << u"Google Chat on the web"_s;
    QTest::newRow("failed") << u"failed"_s << u"Not sent."_s;
    QTest::newRow("waiting") << u"waiting"_s << u"Waits for an earlier message"_s;
    QTest::newRow("markup is text") << u"markup"_s << u"<b>no</b> <img src=file:///etc/passwd>"_s;
    QTest::newRow("mention") << u"mentions"_s << u"can you look?"_s;
}

void TimelineLayoutTest::shows()
{
    QFETCH(QString, sample);
    QFETCH(QString, words);
    const QString texts = textsOf(layoutOf(sample, 1000));
    QVERIFY2(texts.contains(words), qPrintable(texts));
}

void TimelineLayoutTest::historyRow()
{
    Stage stage;
    QList<Message> many;
    for (int i = 0; i < 150; ++i)
        many.append(textMessage(i, u"Message %1"_s.arg(i)));
    Error offline;
    offline.kind = ErrorKind::Offline;
    stage.port.failure = offline;
    stage.open(many);
    stage.model.requestOlder();
    stage.settle();
    const MessageLayouter layouter(stage.theme, stage.users, stage.clock);
    const MessageLayout failed = layouter.layout(stage.model.index(0, 0), 400, {});
    QVERIFY(textsOf(failed).contains(u"You are offline"_s));
    QVERIFY(failed.find(Part::HistoryRetry));
    stage.port.failure.reset();
    stage.model.requestOlder();
    stage.settle();
    const MessageLayout complete = layouter.layout(stage.model.index(0, 0), 400, {});
    QVERIFY(textsOf(complete).contains(u"Beginning of the conversation"_s));
    QCOMPARE(complete.height, failed.height); // its states move nothing
}

// It leads nowhere further, and begins nothing but itself.
void TimelineLayoutTest::aThreadsOwnTimeline()
{
    Stage stage;
    Message root = textMessage(1, u"Where does it begin?"_s);
    root.thread = ThreadId(QString(sampleSpace().name() + u"/threads/t"_s));
    root.replyCount = 2;
    root.replySenders = {person(u"tomas"_s)};
    root.lastReplyTime = root.createTime + std::chrono::minutes(2);
    QList<Message> messages{root};
    for (int i = 2; i < 4; ++i) {
        messages.append(textMessage(i, u"Here."_s));
        messages.last().thread = root.thread;
        messages.last().threadReply = true;
    }
    stage.port.messages = messages;
    for (const bool thread : {false, true}) {
        stage.model.open({sampleSpace(), thread ? root.thread : ThreadId()}, {});
        stage.settle();
        const MessageLayouter layouter(stage.theme, stage.users, stage.clock);
        for (const int width : {320, 640}) { // narrower, large letters leave no room for the last
            const MessageLayout first = layouter.layout(stage.model.index(0, 0), width, {});
            const MessageLayout layout = layouter.layout(stage.model.indexOf(root.id), width, {});
            QCOMPARE(layout.find(Part::Replies) == nullptr, thread);
            QVERIFY(textsOf(layout).contains(u"2 replies"_s));
            QCOMPARE(textsOf(layout).contains(u"Last reply"_s), !thread);
            QCOMPARE(textsOf(first).isEmpty(), thread);
            QVERIFY(!thread || first.height < 20);
            QVERIFY(layout.bounds().right() <= width);
            QVERIFY(layout.bounds().bottom() <= layout.height);
        }
        const QString spoken = stage.model.index(0, 0).data(Qt::AccessibleTextRole).toString();
        QCOMPARE(spoken,
                 thread ? u"The beginning of the thread"_s
                        : u"The beginning of the conversation"_s);
        if (!thread)
            continue;
        // The first reply says who it is of, though it is the same person's.
        const QModelIndex reply = stage.model.indexOf(messages[1].id);
        QVERIFY(reply.data(TimelineModel::GroupStartRole).toBool());
        QVERIFY(!reply.siblingAtRow(reply.row() + 1).data(TimelineModel::GroupStartRole).toBool());
    }
}

void TimelineLayoutTest::peopleCanBePointedAt()
{
    const MessageLayout layout = layoutOf(u"mentions"_s, 560);
    const auto sender
        = m_stage.indexOf(u"mentions"_s).data(TimelineModel::MessageRole).value<Message>();
    for (const Part part : {Part::Avatar, Part::Sender}) {
        if (const Area *area = layout.find(part))
            QCOMPARE(area->user, sender.sender);
    }
    QSet<UserId> mentioned;
    for (const Annotation &annotation : sender.annotations) {
        if (annotation.type == AnnotationType::UserMention)
            mentioned.insert(annotation.user);
    }
    QVERIFY(!mentioned.isEmpty());
    QSet<UserId> shown;
    for (const Area &area : layout.areas) {
        if (area.part != Part::Mention)
            continue;
        shown.insert(area.user);
        QVERIFY(area.text.startsWith(u'@'));
        QVERIFY(layout.isOnText(area.rect.center()));
        QCOMPARE(layout.area(layout.areaAt(area.rect.center()))->part, Part::Mention);
    }
    QCOMPARE(shown, mentioned);
}

void TimelineLayoutTest::editedTellsWhatItWas()
{
    Stage stage;
    Message message = textMessage(1, u"We meet at ten"_s);
    message.lastUpdateTime = message.createTime + std::chrono::minutes(1);
    const auto told = [&stage](const Message &shown) {
        stage.open({shown});
        const MessageLayouter layouter(stage.theme, stage.users, stage.clock);
        const MessageLayout layout = layouter.layout(stage.model.index(1, 0), 480, {});
        const Area *mark = layout.find(Part::Time, 1);
        return mark ? mark->text : QString();
    };
    QVERIFY(told(message).startsWith(u"Edited"_s));
    QVERIFY(!told(message).contains(u"Before"_s)); // it is not known
    message.earlierText = u"We meet at nine <b>sharp</b>"_s;
    QVERIFY(told(message).endsWith(u"Before: We meet at nine <b>sharp</b>"_s));
    message.earlierText = QString(longestEarlierText, u'x');
    QVERIFY(told(message).size() < 700);
}

void TimelineLayoutTest::gifsWaitForTheReadersWord()
{
    const auto pictures = [](const MessageLayout &layout) {
        return std::count_if(layout.items.begin(), layout.items.end(), [](const Item &item) {
            return std::holds_alternative<PictureItem>(item);
        });
    };
    MessageLayouter layouter(m_stage.theme, m_stage.users, m_stage.clock);
    const QModelIndex index = m_stage.indexOf(u"gif"_s);
    layouter.setCardPictures(CardPictures::None);
    const MessageLayout never = layouter.layout(index, 560, {});
    QCOMPARE(pictures(never), 0);
    QVERIFY(!never.withheld && never.find(Part::Link));
    layouter.setCardPictures(CardPictures::Asked);
    const MessageLayout waiting = layouter.layout(index, 560, {});
    QCOMPARE(pictures(waiting), 0);
    QVERIFY(waiting.withheld && waiting.find(Part::LoadPictures));
    QVERIFY(textsOf(waiting).contains(u"media.example.com"_s));
    CardState asked;
    asked.apply({CardState::allPictures, 1});
    QCOMPARE(pictures(layouter.layout(index, 560, {}, asked)), 1);
    layouter.setCardPictures(CardPictures::All);
    const MessageLayout all = layouter.layout(index, 560, {});
    QCOMPARE(pictures(all), 1);
    QVERIFY(!all.withheld);
}

void TimelineLayoutTest::gifsTakeTheirOwnShape()
{
    const auto frame = [this](const QSize &size, int width) {
        PictureShapes shapes;
        shapes.learn(u"https://media.example.com/dance.gif"_s, size);
        MessageLayouter layouter(m_stage.theme, m_stage.users, m_stage.clock);
        layouter.setCardPictures(CardPictures::All);
        layouter.setPictureShapes(&shapes);
        const MessageLayout layout = layouter.layout(m_stage.indexOf(u"gif"_s), width, {});
        for (const Item &item : layout.items) {
            if (const auto *picture = std::get_if<PictureItem>(&item))
                return picture->rect.size();
        }
        return QSizeF();
    };
    const QSizeF unknown = frame({}, 560);
    for (const QSize size :
         {QSize(320, 240), QSize(100, 400), QSize(498, 280), QSize(1200, 100), QSize(16, 16)}) {
        for (const int width : {240, 560}) {
            const QSizeF shown = frame(size, width);
            QVERIFY(shown.height() <= unknown.height()); // what is below is not pushed away
            QVERIFY(shown.width() <= width && shown.width() >= 24 && shown.height() >= 24);
            if (qMin(shown.width(), shown.height()) > 24)
                QVERIFY(qAbs(shown.width() / shown.height() - qreal(size.width()) / size.height())
                        < 0.05);
        }
    }
    QCOMPARE(frame({16, 16}, 560), QSizeF(32, 32)); // rather small than a blur
}

void TimelineLayoutTest::cacheAnswersFromWhatItKnows()
{
    LayoutCache cache(m_layouter);
    cache.setWidth(560);
    const QModelIndex index = m_stage.indexOf(u"long"_s);
    const MessageLayout *first = &cache.layout(index);
    QCOMPARE(&cache.layout(index), first);
    const int height = cache.height(index);
    QCOMPARE(height, first->height);
    cache.setWidth(300);
    cache.setGuessing(true);
    QCOMPARE(cache.height(index), height); // the last known one will do
    QVERIFY(cache.hasGuessed());
    QVERIFY(cache.settle(index));
    QVERIFY(!cache.settle(index));
    QVERIFY(cache.height(index) > height);
}

QTEST_MAIN(TimelineLayoutTest)
#include "tst_timelinelayout.moc"
