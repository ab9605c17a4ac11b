// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/media/mediarule.h"
#include "ui/text/plainlabel.h"
#include "ui/theme/theme.h"
#include "ui/window/storagedialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace linnet;
using namespace linnet::ui;

Q_DECLARE_METATYPE(std::optional<bool>)

namespace {

constexpr qint64 mb = MediaRule::megabyte;

class FakeStorage : public StoragePort
{
public:
    StorageUse lies{123 * mb, 4'500'000};
    int mediaCleared = 0;
    int messagesCleared = 0;
    bool broken = false;

    void use(QObject *context, Handler<StorageUse> handler) override { later(context, handler); }
    void clearMedia(QObject *context, Handler<StorageUse> handler) override
    {
        ++mediaCleared;
        if (!broken)
            lies.media = 0;
        later(context, handler);
    }
    void clearMessages() override { ++messagesCleared; }

private:
    void later(QObject *context, const Handler<StorageUse> &handler) const
    {
        Result<StorageUse> answer = lies;
        if (broken)
            answer = Failure(Error{.kind = ErrorKind::StorageFailed});
        QMetaObject::invokeMethod(
            context, [handler, answer] { handler(answer); }, Qt::QueuedConnection);
    }
};

} // namespace

// Which pictures come by themselves, and what lies on the disk.
class TestStorage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatComesByItself_data();
    void whatComesByItself();
    void choicesAreKept();
    void nonsenseCountsForNothing();
    void choicesCountAtOnce();
    void tellsWhatLiesThere();
    void clearingIsAskedAbout();
    void failureIsTold();
    void metered();

private:
    template <class T> static T *named(const QWidget &in, const QString &accessibleName);
    static bool says(const QWidget &in, const QString &text);
    static QPushButton *answer(const QString &box, const QString &words);
};

template <class T> T *TestStorage::named(const QWidget &in, const QString &accessibleName)
{
    const auto all = in.findChildren<T *>();
    for (T *each : all) {
        if (each->accessibleName() == accessibleName)
            return each;
    }
    return nullptr;
}

bool TestStorage::says(const QWidget &in, const QString &text)
{
    const auto labels = in.findChildren<PlainLabel *>();
    return std::any_of(labels.begin(), labels.end(), [&text](const PlainLabel *label) {
        return !label->isHidden() && label->text() == text;
    });
}

// Of the question that is open.
QPushButton *TestStorage::answer(const QString &box, const QString &words)
{
    const QWidgetList windows = QApplication::topLevelWidgets();
    for (QWidget *window : windows) {
        auto *question = qobject_cast<QMessageBox *>(window);
        if (!question || question->objectName() != box || !question->isVisible())
            continue;
        const auto buttons = question->findChildren<QPushButton *>();
        for (QPushButton *button : buttons) {
            if (button->text().remove(u'&') == words)
                return button;
        }
    }
    return nullptr;
}

void TestStorage::whatComesByItself_data()
{
    QTest::addColumn<qint64>("largest");
    QTest::addColumn<bool>("spares");
    QTest::addColumn<std::optional<bool>>("metered");
    QTest::addColumn<qint64>("bytes");
    using Told = std::optional<bool>;
    QTest::newRow("always") << MediaRule::anySize << true << Told(false) << MediaRule::anySize;
    QTest::newRow("always, metered") << MediaRule::anySize << true << Told(true) << 0LL;
    QTest::newRow("always, metered does not matter")
        << MediaRule::anySize << false << Told(true) << MediaRule::anySize;
    QTest::newRow("nobody knows whether it is metered")
        << MediaRule::anySize << true << Told() << MediaRule::anySize;
    QTest::newRow("up to a megabyte") << mb << true << Told(false) << mb;
    QTest::newRow("up to a megabyte, metered") << mb << true << Told(true) << 0LL;
    QTest::newRow("up to five") << 5 * mb << false << Told(true) << 5 * mb;
    QTest::newRow("never") << 0LL << false << Told(false) << 0LL;
    QTest::newRow("never, metered") << 0LL << true << Told(true) << 0LL;
}

void TestStorage::whatComesByItself()
{
    QFETCH(qint64, largest);
    QFETCH(bool, spares);
    QFETCH(std::optional<bool>, metered);
    MediaRule rule(nullptr);
    rule.setLargest(largest);
    rule.setSparesMetered(spares);
    rule.setMetered(metered);
    QTEST(rule.unaskedBytes(), "bytes");
}

void TestStorage::choicesAreKept()
{
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(u"s.ini"_s), QSettings::IniFormat);
    {
        MediaRule rule(&settings);
        QCOMPARE(rule.largest(), 5 * mb);
        QVERIFY(rule.sparesMetered());
        QCOMPARE(rule.diskLimit(), 500 * mb);
        rule.setLargest(MediaRule::anySize);
        rule.setSparesMetered(false);
        rule.setDiskLimit(2000 * mb);
    }
    settings.sync();
    const QSettings again(folder.filePath(u"s.ini"_s), QSettings::IniFormat);
    MediaRule rule(&settings);
    QCOMPARE(rule.largest(), MediaRule::anySize);
    QVERIFY(!rule.sparesMetered());
    QCOMPARE(rule.diskLimit(), 2000 * mb);
    QVERIFY(!rule.metered()); // of the moment, never kept
}

void TestStorage::nonsenseCountsForNothing()
{
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(u"s.ini"_s), QSettings::IniFormat);
    settings.setValue(u"media/largestUnasked"_s, u"many"_s);
    settings.setValue(u"media/diskLimit"_s, -7);
    const MediaRule rule(&settings);
    QCOMPARE(rule.largest(), 5 * mb);
    QCOMPARE(rule.diskLimit(), 500 * mb);
}

void TestStorage::choicesCountAtOnce()
{
    MediaRule rule(nullptr);
    FakeStorage storage;
    const Theme theme(Theme::Mode::Light);
    const StorageDialog dialog(rule, storage, theme);
    auto *largest = named<QComboBox>(dialog, u"Load pictures by themselves"_s);
    QVERIFY(largest);
    QCOMPARE(largest->currentText(), u"Up to 5 MB"_s);
    largest->setCurrentIndex(largest->findText(u"Never"_s));
    QCOMPARE(rule.largest(), 0);
    auto *limit = named<QComboBox>(dialog, u"Keep pictures and files up to"_s);
    QVERIFY(limit);
    QCOMPARE(limit->currentText(), u"500 MB"_s);
    limit->setCurrentIndex(limit->findText(u"2 GB"_s));
    QCOMPARE(rule.diskLimit(), 2000 * mb);
    auto *spare = dialog.findChild<QCheckBox *>();
    QVERIFY(spare && spare->isChecked());
    spare->setChecked(false);
    QVERIFY(!rule.sparesMetered());
}

void TestStorage::tellsWhatLiesThere()
{
    MediaRule rule(nullptr);
    FakeStorage storage;
    const Theme theme(Theme::Mode::Light);
    const StorageDialog dialog(rule, storage, theme);
    QTRY_VERIFY(says(dialog, u"123 MB"_s));
    QVERIFY(says(dialog, u"4.5 MB"_s));
    // A smaller limit may have removed some.
    storage.lies.media = 80 * mb;
    rule.setDiskLimit(100 * mb);
    QTRY_VERIFY(says(dialog, u"80 MB"_s));
}

void TestStorage::clearingIsAskedAbout()
{
    MediaRule rule(nullptr);
    FakeStorage storage;
    const Theme theme(Theme::Mode::Light);
    StorageDialog dialog(rule, storage, theme);
    dialog.show();
    auto *media = named<QPushButton>(dialog, u"Clear pictures and files…"_s);
    auto *messages = named<QPushButton>(dialog, u"Clear stored messages…"_s);
    QVERIFY(media && messages);
    QTRY_VERIFY(says(dialog, u"123 MB"_s));
    media->click();
    QTRY_VERIFY(answer(u"clearMediaQuestion"_s, u"Cancel"_s));
    QVERIFY(answer(u"clearMediaQuestion"_s, u"Cancel"_s)->isDefault());
    answer(u"clearMediaQuestion"_s, u"Cancel"_s)->click();
    QCOMPARE(storage.mediaCleared, 0);
    media->click();
    QTRY_VERIFY(answer(u"clearMediaQuestion"_s, u"Remove"_s));
    answer(u"clearMediaQuestion"_s, u"Remove"_s)->click();
    QCOMPARE(storage.mediaCleared, 1);
    QTRY_VERIFY(!media->isEnabled()); // nothing is left
    messages->click();
    QTRY_VERIFY(answer(u"clearMessagesQuestion"_s, u"Remove"_s));
    QCOMPARE(storage.messagesCleared, 0);
    answer(u"clearMessagesQuestion"_s, u"Remove"_s)->click();
    QCOMPARE(storage.messagesCleared, 1);
    QCOMPARE(storage.mediaCleared, 1);
}

void TestStorage::failureIsTold()
{
    MediaRule rule(nullptr);
    FakeStorage storage;
    storage.broken = true;
    const Theme theme(Theme::Mode::Light);
    const StorageDialog dialog(rule, storage, theme);
    const auto visible = [&dialog] {
        const auto labels = dialog.findChildren<PlainLabel *>();
        return std::count_if(labels.begin(), labels.end(), [](const PlainLabel *label) {
            return !label->isHidden() && !label->text().isEmpty();
        });
    };
    const auto before = visible();
    QTRY_COMPARE(visible(), before + 1);
}

void TestStorage::metered()
{
    MediaRule rule(nullptr);
    FakeStorage storage;
    const Theme theme(Theme::Mode::Light);
    const StorageDialog dialog(rule, storage, theme);
    QVERIFY(says(dialog, u"The system does not tell whether this connection is metered."_s));
    rule.setMetered(true);
    QVERIFY(says(dialog, u"This connection is metered."_s));
    rule.setMetered(false);
    QVERIFY(says(dialog, u"This connection is not metered."_s));
}

QTEST_MAIN(TestStorage)
#include "tst_storage.moc"
