// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fakes.h"
#include "mirror.h"

#include "models/items/timelinemodel.h"

#include <QAbstractItemModelTester>
#include <QTest>

namespace linnet::items::test {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

const TimelineScope topLevel{SpaceId(u"spaces/S"_s), {}};

inline ChangeSet changeOf(const QList<Message> &messages)
{
    ChangeSet changes;
    changes.messages = messages;
    return changes;
}

// A timeline over a port whose answers the test gives.
struct TimelineStage
{
    TimelineStage()
    {
        users.reset({makeUser(u"me"_s, u"Ida Falk"_s, u"home"_s),
                     makeUser(u"anna"_s, u"Anna Berg"_s, u"home"_s),
                     makeUser(u"far"_s, u"Far Away"_s, u"x"_s)});
        users.setMe(userId(u"me"_s));
    }
    // Opens with a first page.
    void open(const QList<Message> &messages, bool reachesStart, Timestamp lastRead = {})
    {
        model.open(topLevel, lastRead);
        port.answer(messages, reachesStart);
    }
    // n messages a minute apart, the last one at noon.
    static QList<Message> run(int n, Timestamp end = noon, const QString &prefix = u"m"_s)
    {
        QList<Message> messages;
        for (int i = 0; i < n; ++i) {
            messages << makeMessage(prefix + QString::number(i).rightJustified(5, u'0'), u"anna"_s,
                                    end - (n - 1 - i) * 1min);
        }
        return messages;
    }
    // The last segments of the ids; "G", "D", "N" before those that start a group, a day, or have
    // the "New" line.
    [[nodiscard]] QString rows(bool marks = false) const
    {
        QStringList rows;
        for (int row = 1; row < model.rowCount(); ++row) {
            const QModelIndex index = model.index(row);
            QString text;
            if (marks && index.data(TimelineModel::DayStartRole).toBool())
                text += u'D';
            if (marks && index.data(TimelineModel::NewLineRole).toBool())
                text += u'N';
            if (marks && index.data(TimelineModel::GroupStartRole).toBool())
                text += u'G';
            if (!text.isEmpty())
                text += u':';
            rows << text
                    + index.data(TimelineModel::MessageIdRole).value<MessageId>().lastSegment();
        }
        return rows.join(u' ');
    }
    [[nodiscard]] items::HistoryState history() const
    {
        return model.index(0).data(TimelineModel::HistoryStateRole).value<items::HistoryState>();
    }

    FakeTimelinePort port;
    UserTable users;
    FixedClock clock;
    TimelineModel model{port, users, clock};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::Fatal};
};

} // namespace linnet::items::test
