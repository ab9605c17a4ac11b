// SPDX-License-Identifier: GPL-3.0-or-later
#include "cardfixture.h"

#include "ui/cards/cardtext.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace linnet::ui;
using namespace linnet::ui::test;

// Cards that nobody here wrote, if they lie beside the project (../shared/samples): every text of
// them is somewhere in the layout, at every width.
class CardSamplesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void isComplete_data();
    void isComplete();

private:
    QDir m_folder{QStringLiteral(QT_TESTCASE_SOURCEDIR "/../../../../shared/samples")};
};

void CardSamplesTest::initTestCase()
{
    if (!m_folder.exists())
        QSKIP("no ../shared/samples beside the project");
}

namespace {

// What of a card a person reads. Left out: what the app's own code calls things, cards that a click
// would open, and the form of a card that is folded away in other programs.
void collect(const QJsonObject &object, QStringList &texts)
{
    static const QStringList shown{u"text"_s,       u"title"_s,        u"subtitle"_s,
                                   u"label"_s,      u"topLabel"_s,     u"bottomLabel"_s,
                                   u"content"_s,    u"header"_s,       u"hintText"_s,
                                   u"bottomText"_s, u"actionLabel"_s,  u"placeholderText"_s,
                                   u"altText"_s,    u"imageAltText"_s, u"userFacingMessage"_s};
    for (auto at = object.begin(); at != object.end(); ++at) {
        if (at.key() == "card"_L1 && !at.value().toObject().contains("sections"_L1))
            continue;
        if (at.key() == "peekCardHeader"_L1 || at.key() == "onClick"_L1) {
            const QJsonObject menu = at.value()["overflowMenu"_L1].toObject();
            collect(menu, texts);
            continue;
        }
        const bool words = !object["text"_L1].toString().isEmpty();
        if (at.key() == "icon"_L1 && words && !object.contains("topLabel"_L1))
            continue; // beside words it adds nothing
        if (at.key() == "collapseControl"_L1
            && object["uncollapsibleWidgetsCount"_L1].toInt()
                >= object["widgets"_L1].toArray().size())
            continue; // there is nothing to open
        if (at.value().isString() && shown.contains(at.key()))
            texts.append(at.value().toString());
        else if (at.key() == "value"_L1 && object.contains("label"_L1))
            texts.append(at.value().toString());
        collect(at.value().toObject(), texts);
        const QJsonArray array = at.value().toArray();
        for (const QJsonValue &each : array)
            collect(each.toObject(), texts);
    }
}

QString squeezed(QString text)
{
    return text.replace(QChar(QChar::LineSeparator), u' ').simplified();
}

} // namespace

void CardSamplesTest::isComplete_data()
{
    QTest::addColumn<QString>("file");
    const QStringList files = m_folder.entryList(
        {u"card*.json"_s, u"widget-*.json"_s, u"dialog-*.json"_s, u"message-accessory*.json"_s},
        QDir::Files);
    for (const QString &file : files)
        QTest::newRow(qPrintable(file)) << file;
}

void CardSamplesTest::isComplete()
{
    QFETCH(QString, file);
    QFile source(m_folder.filePath(file));
    QVERIFY(source.open(QIODevice::ReadOnly));
    const QJsonObject object = QJsonDocument::fromJson(source.readAll()).object();
    if (file.contains("generic-card"_L1))
        QSKIP("a description of cards, no card");
    if (object["actionResponse"_L1]["updatedWidget"_L1].isObject()
        || object["actionResponse"_L1]["dialogAction"_L1]["actionStatus"_L1].isObject())
        QSKIP("an app's answer without a card");
    const QByteArray json = cardsIn(object);
    const QJsonObject cards = QJsonDocument::fromJson(json).object();
    QStringList texts;
    collect(cards, texts);
    if (!cards["text"_L1].isUndefined())
        texts.removeOne(cards["text"_L1].toString()); // of the message
    const CardStage stage;
    for (const int width : {240, 480}) {
        const QString words = squeezed(stage.everyWord(json, width));
        for (const QString &text : std::as_const(texts)) {
            for (const cards::Block &block : cards::textOfHtml(text).blocks) {
                const QString wanted = squeezed(block.text);
                QVERIFY2(words.contains(wanted),
                         qPrintable(u"\"%1\" is not in \"%2\""_s.arg(wanted, words)));
            }
        }
        const CardLayout layout = stage.layout(json, width);
        QVERIFY(!layout.pieces.empty());
        QVERIFY(!words.contains("There is more."_L1));
        const QRectF all(0, 0, layout.width, layout.height);
        for (const CardPiece &piece : layout.pieces)
            QVERIFY(rectOf(piece).isEmpty() || all.adjusted(-1, -1, 1, 1).contains(rectOf(piece)));
    }
}

QTEST_MAIN(CardSamplesTest)
#include "tst_cardsamples.moc"
