// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/service/stage.h"

// A call that must succeed; its answer, or the end of the test function.
#define SUCCEEDED(answer)                                                                          \
    QVERIFY2((answer).has_value(),                                                                 \
             qPrintable((answer).has_value() ? QString()                                           \
                                             : linnet::api::kindName((answer).error().kind)        \
                                + QLatin1Char(' ') + (answer).error().message))

// A call that must be refused as this kind.
#define REFUSED(answer, wanted)                                                                    \
    QVERIFY(!(answer).has_value());                                                                \
    QCOMPARE(linnet::api::kindName((answer).error().kind),                                         \
             linnet::api::kindName(linnet::api::Error::Kind::wanted))

// All 54 methods, a function for each resource; the files are named after their parts.
class ServiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    // servicespaces.cpp
    void spacesAreMadeAndChanged();
    void permissionsAndAccess();
    void conversationsAreFoundOrSetUp();
    void spacesAreListedAndSearched();
    void importIsForDelegates();
    void members();
    void groupsAndPeopleFromOutside();
    void administratorsOnly();
    void pins();

    // servicemessages.cpp
    void messagesAreWritten();
    void messagesAreRead();
    void messagesAreChangedAndDeleted();
    void messagesAreSearched();
    void reactions();
    void files();
    void attachmentsAreForApps();
    void events();

    // serviceaccount.cpp
    void readStates();
    void notificationSettings();
    void sections();
    void availability();
    void customEmoji();
    void directory();

    // servicecareless.cpp
    void carelessAnswers();

    // last: it looks at what the others did
    void everyMethodWasCalled();

private:
    Stage m_stage;
    QString m_hana; // users/…
    QString m_yael;
};
