// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/transport.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QMap>
#include <QStringList>

#include <functional>
#include <optional>

namespace linnet::test {

// As much of the Chat service as the tests of this room need, in memory, behind a
// ScriptedTransport: answers, has effects, can be told to fail before or after the effect, counts
// what it was asked. Written from the API's description, not from the client.
class FakeChat
{
public:
    struct Space
    {
        QJsonObject resource;
        QList<QJsonObject> messages; // by createTime
        QList<QJsonObject> members;
        QList<QJsonObject> events;
        QList<QJsonObject> reactions;
        QString lastRead;
        QMap<QString, QString> threadsRead; // lastReadTime by thread name
        QString notification = QStringLiteral("ALL");
        bool muted = false;
    };
    struct Upload
    {
        QString space;
        QString name;
        QString contentType;
        qint64 total = 0;
        QByteArray bytes;
    };
    enum class Phase {
        Before, // nothing happened
        After, // it happened, the answer is lost
    };
    struct Fault
    {
        Phase phase = Phase::Before;
        api::Result<api::HttpResponse> answer;
    };

    QMap<QString, Space> spaces; // by name
    QMap<QString, QJsonObject> people; // by people/ID
    // Asked before each request with "VERB path"; a fault is what then happens.
    std::function<std::optional<Fault>(const QString &)> fault;
    QStringList requests; // "VERB path" and, for lists, "?filter"
    QMap<QString, Upload> uploads; // by attachmentUploadToken; what goes from here has expired
    QMap<QString, Upload> sessions; // of resumable uploads, by upload_id
    // Of the next piece of an upload only so much arrives before the connection breaks.
    std::optional<qint64> cutPieceAt;
    int identityViolations = 0; // a request id that came again with another body
    QString me = QStringLiteral("users/me1");
    int pageSize = 1000; // the largest page it gives
    bool tellsOfMessages = true; // addMessage() makes an event, too
    bool takesThreadReads = false; // has the announced update of a thread's read state; else 404

    // A space with a last activity so many seconds after the beginning of its time.
    Space &addSpace(const QString &id, const QString &type, int activeAt);
    QJsonObject &addMessage(const QString &space, const QString &id, const QString &sender,
                            const QString &text, int at);
    void addMember(const QString &space, const QString &user, const QString &displayName);
    void addEvent(const QString &space, const QString &type, const QJsonObject &payload, int at);
    [[nodiscard]] QStringList texts(const QString &space) const;
    [[nodiscard]] int count(const QString &pattern) const; // regular expression over requests

    [[nodiscard]] api::Result<api::HttpResponse> answer(const api::HttpRequest &request);
    [[nodiscard]] static QString time(int second, int micro = 0);

private:
    [[nodiscard]] api::HttpResponse serve(const api::HttpRequest &request);
    [[nodiscard]] api::HttpResponse listSpaces(const QMap<QString, QString> &query) const;
    [[nodiscard]] api::HttpResponse listMessages(const Space &space,
                                                 const QMap<QString, QString> &query) const;
    [[nodiscard]] api::HttpResponse listMembers(const Space &space,
                                                const QMap<QString, QString> &query) const;
    [[nodiscard]] static QJsonObject withLatest(const Space &space, QJsonObject event);
    [[nodiscard]] api::HttpResponse listEvents(const Space &space,
                                               const QMap<QString, QString> &query) const;
    [[nodiscard]] api::HttpResponse createMessage(Space &space, const QString &name,
                                                  const QMap<QString, QString> &query,
                                                  const QJsonObject &body);
    [[nodiscard]] api::HttpResponse message(Space &space, const QString &id, const QByteArray &verb,
                                            const QJsonObject &body);
    [[nodiscard]] api::HttpResponse reactions(Space &space, const QString &message,
                                              const QString &id, const QByteArray &verb,
                                              const QMap<QString, QString> &query,
                                              const QJsonObject &body);
    [[nodiscard]] api::HttpResponse readState(Space &space, const QString &name,
                                              const QByteArray &verb, const QJsonObject &body);
    [[nodiscard]] api::HttpResponse threadReadState(Space &space, const QString &name,
                                                    const QByteArray &verb,
                                                    const QJsonObject &body) const;
    [[nodiscard]] static QJsonObject notificationOf(const Space &space, const QString &name);
    [[nodiscard]] api::HttpResponse upload(const QString &space, const api::HttpRequest &request,
                                           const QMap<QString, QString> &query);
    [[nodiscard]] api::HttpResponse continueUpload(const api::HttpRequest &request,
                                                   const QString &id);
    [[nodiscard]] api::HttpResponse keepUpload(const Upload &upload);
    [[nodiscard]] std::optional<api::HttpResponse> refusalOf(const QString &space,
                                                             const QJsonObject &message) const;
    [[nodiscard]] api::HttpResponse batchGet(const QStringList &names) const;

    QMap<QString, QJsonObject> m_byRequestId; // body and answer
    int m_created = 0;
    int m_uploaded = 0;
};

// The documented shape of an error.
[[nodiscard]] api::HttpResponse errorAnswer(int code, const QString &status,
                                            const QString &message = {},
                                            const QString &reason = {});

} // namespace linnet::test
