// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowfixture.h"

#include "ui/media/imagedecoder.h"
#include "ui/theme/avatars.h"
#include "ui/theme/colourscheme.h"
#include "ui/theme/emojifont.h"
#include "ui/theme/icons.h"
#include "ui/theme/tokens.h"

#include <QApplication>
#include <QDir>
#include <QDirIterator>
#include <QFontDatabase>
#include <QFontInfo>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace linnet;
using namespace linnet::ui;
using namespace linnet::ui::test;

class TestTheme : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void textsHaveContrast_data();
    void textsHaveContrast();
    void fieldsAreVisible();
    void modeDecidesAndTells();
    void applicationFollows();
    void darkIsTakenBack();
    void fontsAreReadOneATurn();
    void everyIconDraws();
    void iconTakesColourAndRatio();
    void facesWithoutPictures();
    void pictureIsFetchedOnceAndDecodedLater();
    void failedPictureIsAskedForAgainOnlyWhenTold();
    void facesAreKeptToALimit();
    void onlyPicturesAreDecoded_data();
    void onlyPicturesAreDecoded();
    void hugePictureIsRefused();
};

namespace {

QImage picture(int side)
{
    QImage image(side, side, QImage::Format_RGB32);
    image.fill(Qt::red);
    return image;
}

} // namespace

void TestTheme::textsHaveContrast_data()
{
    QTest::addColumn<QColor>("text");
    QTest::addColumn<QColor>("background");
    for (const Tokens &t : {lightTokens(), darkTokens()}) {
        const QList<std::pair<const char *, QColor>> backgrounds{
            {"surface", t.surface},
            {"sunken", t.sunken},
            {"raised", t.raised},
            {"hover", t.hover},
            {"selected", t.selected},
            {"mention", t.mention},
            {"code", t.codeBackground},
            {"info", t.infoBackground},
            {"warning", t.warningBackground},
            {"danger", t.dangerBackground},
        };
        const QList<std::pair<const char *, QColor>> texts{
            {"text", t.text},     {"muted", t.muted},     {"accent", t.accent},   {"link", t.link},
            {"danger", t.danger}, {"warning", t.warning}, {"success", t.success},
        };
        for (const auto &[textName, text] : texts) {
            for (const auto &[name, background] : backgrounds)
                QTest::addRow("%s: %s on %s", t.dark ? "dark" : "light", textName, name)
                    << text << background;
        }
        QTest::addRow("%s: on accent", t.dark ? "dark" : "light") << t.accentText << t.accent;
        QTest::addRow("%s: on hovered accent", t.dark ? "dark" : "light")
            << t.accentText << t.accentHover;
        QTest::addRow("%s: muted badge", t.dark ? "dark" : "light") << t.surface << t.muted;
    }
}

void TestTheme::textsHaveContrast()
{
    QFETCH(QColor, text);
    QFETCH(QColor, background);
    const double ratio = contrast(text, background);
    QVERIFY2(ratio >= 4.5, qPrintable(QString::number(ratio)));
}

// WCAG 2.1, 1.4.11: what tells a field from its surroundings has 3:1.
void TestTheme::fieldsAreVisible()
{
    for (const Tokens &t : {lightTokens(), darkTokens()}) {
        QVERIFY(contrast(t.fieldBorder, t.surface) >= 3.0);
        QVERIFY(contrast(t.accent, t.surface) >= 3.0);
        QVERIFY(t.hover != t.sunken && t.hover != t.surface && t.hover != t.selected);
    }
    QCOMPARE(contrast(Qt::black, Qt::white), 21.0);
}

void TestTheme::modeDecidesAndTells()
{
    Theme theme(Theme::Mode::Light);
    QSignalSpy changed(&theme, &Theme::changed);
    QVERIFY(!theme.tokens().dark);
    theme.setMode(Theme::Mode::Light);
    QCOMPARE(changed.size(), 0);
    theme.setMode(Theme::Mode::Dark);
    QVERIFY(theme.tokens().dark);
    QCOMPARE(changed.size(), 1);
    QVERIFY(theme.font(TextSize::Meta).pointSizeF() < theme.font(TextSize::Body).pointSizeF());
    QVERIFY(theme.font(TextSize::Body).pointSizeF() < theme.font(TextSize::Heading).pointSizeF());
}

void TestTheme::applicationFollows()
{
    Theme theme(Theme::Mode::Light);
    theme.applyTo(*qApp);
    QPushButton button;
    QCOMPARE(button.palette().color(QPalette::Window), lightTokens().surface);
    theme.setMode(Theme::Mode::Dark);
    QTRY_COMPARE(button.palette().color(QPalette::Window), darkTokens().surface);
    QCOMPARE(button.palette().color(QPalette::ButtonText), darkTokens().text);
}

void TestTheme::darkIsTakenBack()
{
    Theme theme;
    theme.applyTo(*qApp);
    auto *scheme = theme.findChild<ColourScheme *>();
    const auto tell = [scheme](uint value) {
        QMetaObject::invokeMethod(
            scheme, "settingChanged", Q_ARG(QString, u"org.freedesktop.appearance"_s),
            Q_ARG(QString, u"color-scheme"_s), Q_ARG(QDBusVariant, QDBusVariant(value)));
    };
    tell(1);
    QVERIFY(theme.tokens().dark);
    tell(0); // what GNOME says for light
    QVERIFY(!theme.tokens().dark);
}

void TestTheme::fontsAreReadOneATurn()
{
    Theme theme(Theme::Mode::Light);
    QSignalSpy read(&theme, &Theme::fontsRead);
    QVERIFY(!theme.readsFonts());
    theme.readFonts();
    QVERIFY(theme.readsFonts());
    QTRY_COMPARE(read.size(), 1);
    QVERIFY(!theme.readsFonts());

    const QString letters = QFontInfo(QGuiApplication::font()).family();
    QCOMPARE(theme.font(TextSize::Meta).families().constFirst(), letters);
    if (emojiFamily().isEmpty())
        QSKIP("this machine has no font for emoji");
    for (const QFont &font : {theme.font(TextSize::Body), theme.monospace(TextSize::Body)})
        QCOMPARE(font.families().constLast(), emojiFamily());
    // The letters stay what they are, and keep their height.
    QCOMPARE(QFontInfo(theme.font(TextSize::Body)).family(), letters);
    QCOMPARE(QFontInfo(theme.monospace(TextSize::Body)).family(),
             QFontInfo(QFontDatabase::systemFont(QFontDatabase::FixedFont)).family());
}

void TestTheme::everyIconDraws()
{
    QDirIterator icons(u":/icons/ui"_s);
    int count = 0;
    while (icons.hasNext()) {
        icons.next();
        ++count;
        const QImage image
            = iconPixmap(icons.fileInfo().completeBaseName(), Qt::red, 20, 2.0).toImage();
        bool drawn = false;
        for (int y = 0; y < image.height() && !drawn; ++y) {
            for (int x = 0; x < image.width() && !drawn; ++x)
                drawn = image.pixelColor(x, y).alpha() > 200;
        }
        QVERIFY2(drawn, qPrintable(icons.filePath()));
    }
    QVERIFY(count > 40);
}

void TestTheme::iconTakesColourAndRatio()
{
    const QPixmap pixmap = iconPixmap(u"send"_s, QColor(0x12, 0x34, 0x56), 20, 2.0);
    QCOMPARE(pixmap.size(), QSize(40, 40));
    QCOMPARE(pixmap.devicePixelRatio(), 2.0);
    const QImage image = pixmap.toImage().convertToFormat(QImage::Format_ARGB32);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor c = image.pixelColor(x, y);
            if (c.alpha() == 255)
                QCOMPARE(c.rgb(), qRgb(0x12, 0x34, 0x56));
        }
    }
    QVERIFY(iconPixmap({}, Qt::red, 20, 1.0).isNull());
    QCOMPARE(icon(u"send"_s, Qt::red).pixmap(QSize(20, 20), 2.0).size(), QSize(40, 40));
}

void TestTheme::facesWithoutPictures()
{
    House house;
    Avatars avatars(house.media, house.theme);
    User anna;
    anna.id = userId(u"anna"_s);
    anna.displayName = u"Anna Berg"_s;
    const QPixmap one = avatars.person(anna, 36, 2.0);
    QCOMPARE(one.size(), QSize(72, 72));
    QCOMPARE(one.toImage().pixelColor(0, 0).alpha(), 0); // a circle
    User nobody;
    nobody.anonymous = true;
    QVERIFY(!avatars.person(nobody, 36, 1.0).isNull());
    QVERIFY(!avatars.group({}, 28, 1.0).isNull());
    QVERIFY(!avatars.group({anna, nobody}, 28, 1.0).isNull());
    QCOMPARE(house.media.fetched, 0);
}

void TestTheme::pictureIsFetchedOnceAndDecodedLater()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"face"_s); // no ending: the bytes decide
    QVERIFY(picture(300).save(path, "PNG"));
    House house;
    house.media.files.insert(u"https://example.com/a.png"_s, path);
    Avatars avatars(house.media, house.theme);
    QSignalSpy changed(&avatars, &Avatars::changed);
    const items::Avatar face{items::AvatarKind::Person, u"AB"_s, 1, u"https://example.com/a.png"_s};
    const QImage before = avatars.pixmap(face, 36, 1.0).toImage();
    (void)avatars.pixmap(face, 36, 1.0);
    QCOMPARE(house.media.fetched, 1);
    QTRY_COMPARE(changed.size(), 1);
    const QImage after = avatars.pixmap(face, 36, 1.0).toImage();
    QCOMPARE(after.pixelColor(18, 18), QColor(Qt::red));
    QVERIFY(after.pixelColor(0, 0).alpha() == 0);
    QVERIFY(before != after);
    QCOMPARE(house.media.fetched, 1);
}

void TestTheme::failedPictureIsAskedForAgainOnlyWhenTold()
{
    House house;
    Avatars avatars(house.media, house.theme);
    const items::Avatar face{items::AvatarKind::Person, u"AB"_s, 1, u"https://example.com/b"_s};
    (void)avatars.pixmap(face, 36, 1.0);
    House::settle();
    (void)avatars.pixmap(face, 36, 1.0);
    QCOMPARE(house.media.fetched, 1);
    avatars.retryFailed();
    (void)avatars.pixmap(face, 36, 1.0);
    QCOMPARE(house.media.fetched, 2);
}

void TestTheme::facesAreKeptToALimit()
{
    House house;
    Avatars avatars(house.media, house.theme);
    const auto face = [&avatars](int number) {
        (void)avatars.pixmap(
            {items::AvatarKind::Person, u"AB"_s, 1, u"https://example.com/%1"_s.arg(number)}, 36,
            1.0);
    };
    constexpr int many = 600;
    for (int i = 0; i < many; ++i)
        face(i);
    QCOMPARE(house.media.fetched, many);
    face(many - 1);
    QCOMPARE(house.media.fetched, many);
    face(0); // long out of view
    QCOMPARE(house.media.fetched, many + 1);
}

void TestTheme::onlyPicturesAreDecoded_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("svg") << QByteArray("<svg xmlns='http://www.w3.org/2000/svg' width='9' "
                                       "height='9'><image href='/etc/passwd'/></svg>");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("html") << QByteArray("<html><body>sign in</body></html>");
    QTest::newRow("cut png") << QByteArray("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR", 16);
    QTest::newRow("bmp") << QByteArray("BM\x46\0\0\0\0\0", 8);
}

void TestTheme::onlyPicturesAreDecoded()
{
    QFETCH(QByteArray, bytes);
    QTemporaryDir folder;
    QFile file(folder.filePath(u"x.png"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
    file.close();
    QVERIFY(decodeImage(file.fileName(), QSize(100, 100)).isNull());
    QVERIFY(decodeImage(u"/dev/zero"_s, QSize(100, 100)).isNull());
    QVERIFY(decodeImage(folder.path(), QSize(100, 100)).isNull());
}

void TestTheme::hugePictureIsRefused()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"huge.png"_s);
    QImage huge(5000, 5000, QImage::Format_Mono);
    huge.fill(0);
    QVERIFY(huge.save(path, "PNG"));
    QVERIFY(decodeImage(path, QSize(100, 100), 64).isNull());
    QCOMPARE(decodeImage(path, QSize(100, 100), 127).width(), 100);
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
