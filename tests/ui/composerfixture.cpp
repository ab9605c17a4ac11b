// SPDX-License-Identifier: GPL-3.0-or-later
#include "composerfixture.h"

#include <QLabel>

using namespace Qt::StringLiterals;

namespace linnet::ui::test {

void FakePorts::send(const TimelineScope &target, const OutgoingMessage &message, QObject *,
                     Handler<MessageId> handler)
{
    sent.append({target, message.text, message, handler});
}

void FakePorts::edit(const MessageId &message, const QString &text)
{
    edits.append(QString(message.name() + u": "_s + text));
}

void FakePorts::save(const WrittenDraft &draft)
{
    ++saves;
    if (draft.isEmpty())
        written.remove(draft.scope);
    else
        written.insert(draft.scope, draft);
}

void FakePorts::draft(const TimelineScope &target, QObject *context, Handler<WrittenDraft> handler)
{
    Result<WrittenDraft> stored = written.value(target, {target, {}, {}});
    if (failDrafts)
        stored = Failure(Error{.kind = ErrorKind::StorageFull});
    const auto answer = [handler, stored] { handler(stored); };
    if (holdDrafts)
        heldDrafts.append(answer);
    else
        QMetaObject::invokeMethod(context, answer, Qt::QueuedConnection);
}

void FakePorts::drafts(QObject *context, Handler<QList<ListedDraft>> handler)
{
    QList<ListedDraft> listed;
    for (const WrittenDraft &each : std::as_const(written))
        listed.append({each, {}});
    QMetaObject::invokeMethod(
        context, [handler, listed] { handler(listed); }, Qt::QueuedConnection);
}

void FakePorts::keepFile(const QByteArray &content, const QString &name, const QString &contentType,
                         QObject *context, Handler<OutgoingFile> handler)
{
    const QString path = kept.filePath(QString(u"kept"_s + QString::number(content.size())));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write");
    const auto answer = [handler, kept = OutgoingFile{path, name, contentType}] { handler(kept); };
    if (holdFiles)
        heldFiles.append(answer);
    else
        QMetaObject::invokeMethod(context, answer, Qt::QueuedConnection);
}

void FakePorts::answerDrafts()
{
    for (const auto &each : std::exchange(heldDrafts, {}))
        each();
}

void FakePorts::answerFiles()
{
    for (const auto &each : std::exchange(heldFiles, {}))
        each();
}

TimelineScope scope(const QString &space, const QString &thread)
{
    return {SpaceId(u"spaces/"_s + space),
            thread.isEmpty() ? ThreadId() : ThreadId(u"spaces/%1/threads/%2"_s.arg(space, thread))};
}

void ComposerFixture::setUp()
{
    m_port = std::make_unique<FakePorts>();
    begin();
}

void ComposerFixture::tearDown()
{
    m_composer.reset();
    m_port.reset();
}

void ComposerFixture::startAgain()
{
    const QHash<TimelineScope, WrittenDraft> written = m_port->written;
    m_composer.reset(); // saves what it has
    m_port->written = written;
    begin();
}

void ComposerFixture::begin()
{
    m_composer = std::make_unique<Composer>(m_theme, *m_port, *m_port);
    m_composer->setTarget(scope(u"A"_s), u"Anna Berg"_s);
    m_composer->resize(500, 60);
    m_composer->show();
    QCoreApplication::processEvents();
}

QToolButton &ComposerFixture::named(const QString &name)
{
    for (QToolButton *each : m_composer->findChildren<QToolButton *>()) {
        if (each->accessibleName() == name)
            return *each;
    }
    qFatal("no such button");
}

QString ComposerFixture::notices()
{
    QStringList texts;
    for (const QLabel *label :
         m_composer->findChildren<QLabel *>(QString(), Qt::FindDirectChildrenOnly)) {
        if (!label->isHidden())
            texts.append(label->text());
    }
    return texts.join(u'\n');
}

} // namespace linnet::ui::test
