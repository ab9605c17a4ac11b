// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/crash/typist.h"

#include <QCoreApplication>
#include <QDir>

#include <sys/prctl.h>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace linnet;
using namespace linnet::test;

namespace {

// Waits until nothing is left to send, then tells how every message stands in the cache.
class Drain : public QObject
{
public:
    explicit Drain(Core &core)
        : m_core(core)
    {
    }

    void look()
    {
        m_core.store().outbox(this, [this](const Result<QList<OutboxItem>> &items) {
            if (items && items->isEmpty() && m_core.isMutantEmpty())
                return report();
            if (items && m_core.outbox().failed() > 0)
                return end(u"x refused"_s);
            m_timer = m_clock.after(std::chrono::milliseconds(20), [this] { look(); });
        });
    }

private:
    // "c MESSAGE-ID TEXT", deleted ones without a text.
    void report()
    {
        for (const TimelineScope &scope : m_core.config().scopes) {
            m_core.store().newest(scope, 100'000, this, [](const Result<TimelinePage> &page) {
                for (const Message &message : page.value_or(TimelinePage()).messages) {
                    if (message.isPending())
                        tell(u"x pending without a row"_s);
                    if (message.sender.isEmpty() || message.isDeleted())
                        continue;
                    tell(u"c "_s + message.id.name() + u' ' + message.text.left(60));
                }
            });
        }
        m_core.store().outboxFiles(this, [](const Result<QString> &directory) {
            // Of messages that are sent no copy is left.
            if (!directory || !QDir(*directory).isEmpty())
                tell(u"x copies of files left behind"_s);
        });
        m_core.store().ownUser(this, [this](const Result<UserId> &) { end(u"drained"_s); });
    }

    static void end(const QString &word)
    {
        tell(word);
        QCoreApplication::quit();
    }

    Core &m_core;
    api::SystemClock m_clock;
    api::Timer m_timer;
};

} // namespace

// linnet-core CONFIG LIFE SEED MOST: writes up to MOST things, and sends until it is killed.
// linnet-core CONFIG drain:         sends what is left, reports and ends.
int main(int argc, char **argv)
{
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 3)
        return 2;
    Core core(CoreConfig::read(arguments[1]));
    QObject::connect(&core, &Core::damaged, [] { tell(u"x damaged"_s); });
    QObject::connect(&core.outbox(), &sync::Outbox::writeRefused,
                     [](const OutboxItem &write, const linnet::Error &error) {
                         tell(u"x refused %1 %2"_s.arg(int(write.kind)).arg(int(error.kind)));
                     });
    Drain drain(core);
    std::unique_ptr<Typist> typist;
    if (arguments[2] == u"drain"_s) {
        QObject::connect(&core, &Core::started, &drain, &Drain::look);
    } else {
        typist
            = std::make_unique<Typist>(core, arguments[2].toInt(), arguments.value(3).toULongLong(),
                                       arguments.value(4).toInt());
        QObject::connect(&core, &Core::started, typist.get(), &Typist::start);
    }
    core.start();
    return QCoreApplication::exec();
}
