// SPDX-License-Identifier: GPL-3.0-or-later
// What writing costs in a text as long as a message may be: composerbench [SHAPE]
#include "stopwatch.h"

#include "tests/ui/quietport.h"
#include "ui/composer/composer.h"
#include "ui/composer/composeredit.h"
#include "ui/composer/speller.h"
#include "ui/composer/spelling.h"
#include "ui/composer/writingsettings.h"
#include "ui/theme/theme.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QMimeData>
#include <QTest>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace linnet;
using namespace linnet::ui;

namespace {

QString repeated(const QString &piece)
{
    QString text;
    while (text.toUtf8().size() + piece.toUtf8().size() <= maximumMessageBytes)
        text += piece;
    return text;
}

struct Shape
{
    QString name;
    QString text;
};

QList<Shape> shapes()
{
    const auto words = u"The quick brown fox jumps ovre the lazy dog. "_s;
    return {
        {u"one line of one letter"_s, QString(maximumMessageBytes + 1, u'a')},
        {u"one line of words"_s, repeated(words)},
        {u"lines of words"_s, repeated(words + words + u'\n')},
        {u"short lines"_s, repeated(u"seven\n"_s)},
        {u"styled lines"_s,
         repeated(u"a *bold* word and _more_, `code` and <https://e.org/x|a link> here\n"_s)},
        {u"one styled line"_s, repeated(u"a *bold* word and _more_, ~gone~ "_s)},
        {u"bullets"_s, repeated(u"* one thing\n  * another below it\n"_s)},
        {u"quotes"_s, repeated(u"> what was said by somebody\n"_s)},
        {u"code"_s, QString(u"```\n"_s + repeated(u"for bird in garden: sing()\n"_s) + u"```"_s)},
        {u"an open fence"_s, QString(u"```\n"_s + repeated(words + u'\n'))},
        {u"delimiters in one line"_s, repeated(u"*_~ "_s)},
        {u"Chinese in one line"_s, repeated(u"天地玄黄宇宙洪荒"_s)},
        {u"Arabic in one line"_s, repeated(u"السلام عليكم ورحمة الله "_s)},
    };
}

class Desk
{
public:
    Desk()
    {
        m_theme.applyTo(*qApp);
        m_composer.resize(720, 300);
        m_composer.show();
        m_speller.setLanguages({u"en_US"_s});
        m_composer.setTarget({SpaceId(u"spaces/a"_s), {}}, u"Bench"_s);
        settle();
    }
    ComposerEdit &edit() { return m_composer.editor(); }

    double timedKey(Qt::Key key, QChar text, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        const double taken = bench::timed(
            [&] { QTest::sendKeyEvent(QTest::Click, &edit(), key, QString(text), modifiers); });
        m_after = std::max(m_after, bench::timed(settle));
        return taken;
    }
    double resized(int width)
    {
        const double taken = bench::timed([&] { m_composer.resize(width, m_composer.height()); });
        m_after = std::max(m_after, bench::timed(settle));
        return taken;
    }
    void clear()
    {
        edit().setComposed({});
        settle();
    }
    static void settle()
    {
        for (int i = 0; i < 3; ++i) {
            QCoreApplication::sendPostedEvents();
            QCoreApplication::processEvents();
        }
    }
    double takeAfter() { return std::exchange(m_after, 0); }

private:
    Theme m_theme{Theme::Mode::Light};
    ui::test::QuietPort m_port;
    Composer m_composer{m_theme, m_port, m_port};
    Speller m_speller;
    WritingSettings m_settings{nullptr};
    Spelling m_spelling{m_composer.editor(), m_speller, m_settings, m_theme};
    double m_after = 0; // the longest that followed
};

void measure(Desk &desk, const Shape &shape)
{
    QList<double> figures;
    ComposerEdit &edit = desk.edit();
    // As an assistive program sets it.
    desk.clear();
    figures.append(bench::timed([&] {
        QAccessibleInterface *face = QAccessible::queryAccessibleInterface(&edit);
        face->editableTextInterface()->insertText(0, shape.text);
    }));
    Desk::settle();
    desk.clear();
    QGuiApplication::clipboard()->setText(shape.text);
    figures.append(bench::timed([&] { edit.paste(); }));
    figures.append(bench::timed(Desk::settle));
    desk.takeAfter();
    for (const auto place : {QTextCursor::End, QTextCursor::Start}) {
        bench::Runs keys;
        edit.moveCursor(place);
        for (const QChar c : u"Some wrods "_s)
            keys.add(desk.timedKey(Qt::Key(c.toUpper().unicode()), c));
        figures.append(keys.worst());
    }
    QTextCursor middle = edit.textCursor();
    middle.setPosition(edit.document()->characterCount() / 2);
    edit.setTextCursor(middle);
    figures.append(desk.timedKey(Qt::Key_Return, u'\r', Qt::ShiftModifier));
    figures.append(desk.timedKey(Qt::Key_Backspace, u'\b'));
    figures.append(desk.takeAfter());
    figures.append(desk.resized(500));
    desk.resized(720);
    figures.append(desk.takeAfter());
    bench::printLine(shape.name, figures);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QAccessible::setActive(true); // as with a screen reader
    Desk desk;
    bench::printHead(u"milliseconds"_s,
                     {u"set"_s, u"paste"_s, u"then"_s, u"key, end"_s, u"key, start"_s, u"Enter"_s,
                      u"Backspace"_s, u"then"_s, u"resize"_s, u"then"_s});
    for (const Shape &shape : shapes()) {
        if (argc > 1 && !shape.name.contains(QString::fromLocal8Bit(argv[1])))
            continue;
        measure(desk, shape);
        std::fflush(stdout);
    }
    return 0;
}
