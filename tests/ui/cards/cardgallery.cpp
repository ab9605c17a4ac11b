// SPDX-License-Identifier: GPL-3.0-or-later
// Draws every card into PNG files, to be looked at:
//   cardgallery FOLDER light|dark [JSON …]
// Each file shows a card at 480, 320 and 240 pixels; behind it what its clicks open, and where it
// has pictures the same with them.
#include "cardfixture.h"

#include "ui/cards/cardpainter.h"
#include "ui/media/pictureshapes.h"

#include <QApplication>
#include <QDir>
#include <QJsonDocument>
#include <QPainter>
#include <QTextStream>

using namespace Qt::StringLiterals;
using namespace linnet::ui;
using namespace linnet::ui::test;

namespace {

constexpr int margin = 16;

// Opens everything that can be opened.
CardState opened(const CardStage &stage, const QByteArray &cards)
{
    CardState state;
    QList<int> places;
    for (bool more = true; more;) {
        more = false;
        const CardLayout layout = stage.layout(cards, 480, state);
        for (const CardControl &control : layout.controls) {
            if (control.kind == CardControl::Kind::State && control.step.value > 0
                && !places.contains(control.step.place)) {
                places.append(control.step.place);
                state.apply(control.step);
                more = true;
            }
        }
    }
    return state;
}

// Wide, tall or small, by the address; the last of a kind failed to come.
QImage pictureFor(const QString &address)
{
    const QList<QSize> sizes{{900, 500}, {300, 600}, {64, 64}, {640, 640}};
    const size_t number = qHash(address) % 5;
    if (number == 4)
        return {};
    QImage image(sizes[qsizetype(number)], QImage::Format_ARGB32_Premultiplied);
    QPainter painter(&image);
    QLinearGradient sky(0, 0, 0, image.height());
    sky.setColorAt(0, QColor::fromHsv(int(qHash(address, 7) % 360), 120, 210));
    sky.setColorAt(1, QColor(0xf2, 0xe2, 0xc4));
    painter.fillRect(image.rect(), sky);
    painter.setBrush(Qt::white);
    painter.drawEllipse(image.rect().center(), image.width() / 5, image.width() / 5);
    return image;
}

void draw(const CardStage &stage, const SampleCard &card, const QDir &folder, const QString &suffix)
{
    std::vector<CardLayout> layouts;
    for (const int width : {480, 320, 240})
        layouts.push_back(stage.layout(card.json, width));
    const CardState all = opened(stage, card.json);
    if (all != CardState())
        layouts.push_back(stage.layout(card.json, 480, all));
    // Once they are there each has its own shape.
    PictureShapes shapes;
    const CardLook look{stage.fonts, stage.theme.tokens(), 480, CardPictures::All, &shapes};
    const CardLayout expected = layoutCards(card.json, all, look);
    bool pictured = false;
    for (const CardPiece &piece : expected.pieces) {
        if (const auto *picture = std::get_if<CardPicture>(&piece)) {
            pictured = true;
            shapes.learn(picture->address, pictureFor(picture->address).size());
        }
    }
    if (pictured)
        layouts.push_back(layoutCards(card.json, all, look));
    int width = margin;
    int height = 0;
    for (const CardLayout &layout : layouts) {
        width += layout.width + margin;
        height = qMax(height, layout.height);
    }
    QImage image(width, height + 2 * margin, QImage::Format_RGB32);
    image.fill(stage.theme.tokens().surface);
    QPainter painter(&image);
    int x = margin;
    for (const CardLayout &layout : layouts) {
        CardBrush brush{stage.theme.tokens()};
        brush.picture = [](const QString &address) { return pictureFor(address); };
        paintCards(painter, layout, QPointF(x, margin), brush);
        x += layout.width + margin;
    }
    painter.end();
    const QString path = folder.filePath(u"%1-%2.png"_s.arg(card.name, suffix));
    QTextStream(stdout) << path << (image.save(path) ? "" : ": cannot be written") << '\n';
}

} // namespace

int main(int argc, char *argv[])
{
    QApplication app(argc, argv);
    const QStringList arguments = QApplication::arguments();
    const QString mode = arguments.value(2);
    if (mode != "light"_L1 && mode != "dark"_L1) {
        QTextStream(stderr) << "Usage: cardgallery FOLDER light|dark [JSON …]\n";
        return 2;
    }
    QDir folder(arguments[1]);
    folder.mkpath(u"."_s);
    const CardStage stage(mode == "dark"_L1 ? Theme::Mode::Dark : Theme::Mode::Light);
    QList<SampleCard> cards = arguments.size() > 3 ? QList<SampleCard>() : everyCard();
    for (const QString &path : arguments.mid(3)) {
        QFile file(path);
        if (file.open(QIODevice::ReadOnly))
            cards.append({QFileInfo(path).completeBaseName(),
                          cardsIn(QJsonDocument::fromJson(file.readAll()).object())});
    }
    for (const SampleCard &card : cards)
        draw(stage, card, folder, mode);
    return 0;
}
