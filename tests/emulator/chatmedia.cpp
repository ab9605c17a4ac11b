// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods.h"

#include <QJsonDocument>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace emulator {

namespace {

constexpr qsizetype maximumUpload = 209'715'200;
constexpr qsizetype pieceUnit
    = qsizetype(256) * 1024; // all pieces but the last are multiples of it

QJsonObject keep(World &world, const QString &space, const QString &fileName,
                 const QString &contentType, const QByteArray &bytes)
{
    if (bytes.size() > maximumUpload)
        throw Refusal::invalid(u"The attachment is too large."_s);
    if (fileName.isEmpty())
        throw Refusal::invalidField(u"filename"_s, u"A file name is required."_s);
    world.touch();
    const QString resource = "ClxzcGFjZXMv"_L1 + world.newId(40);
    const QString token = world.newId(60);
    Upload upload;
    upload.bytes = bytes;
    upload.fileName = fileName;
    upload.contentType = contentType.isEmpty() ? u"application/octet-stream"_s : contentType;
    upload.space = space;
    world.uploads.insert(resource, upload);
    world.uploadTokens.insert(token, resource);
    return {{u"attachmentDataRef"_s,
             QJsonObject{{u"resourceName"_s, resource}, {u"attachmentUploadToken"_s, token}}}};
}

struct Part
{
    QString contentType;
    QByteArray bytes;
};

/// The parts of a multipart/related body (RFC 2387).
QList<Part> parts(const HttpRequest &request)
{
    static const QRegularExpression form(u"boundary=\"?([^\";]+)\"?"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    const QString type = QString::fromLatin1(request.header("content-type"));
    const QRegularExpressionMatch match = form.match(type);
    if (!type.startsWith("multipart/"_L1) || !match.hasMatch())
        throw Refusal::invalid(u"A multipart/related body with a boundary is required."_s);
    const QByteArray mark = "--" + match.captured(1).toLatin1();
    QList<Part> result;
    qsizetype at = request.body.indexOf(mark);
    while (at >= 0) {
        const qsizetype begin = at + mark.size();
        if (request.body.mid(begin, 2) == "--")
            return result;
        const qsizetype end = request.body.indexOf(QByteArray("\r\n" + mark), begin);
        const qsizetype head = request.body.indexOf("\r\n\r\n", begin);
        if (end < 0 || head < 0 || head > end)
            break;
        Part part;
        for (const QByteArray &line : request.body.mid(begin, head - begin).split('\n')) {
            if (line.toLower().startsWith("content-type:"))
                part.contentType = QString::fromLatin1(line.mid(13).trimmed());
        }
        part.bytes = request.body.mid(head + 4, end - head - 4);
        result.append(part);
        at = end + 2;
    }
    throw Refusal::invalid(u"The multipart body is not complete."_s);
}

QString fileNameIn(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isObject())
        throw Refusal::invalid(u"The first part must be a JSON object."_s);
    const QJsonObject object = document.object();
    for (auto at = object.begin(); at != object.end(); ++at) {
        if (at.key() != "filename"_L1 || !at.value().isString()) {
            throw Refusal::invalid("Invalid JSON payload received. Unknown name \""_L1 + at.key()
                                   + "\": Cannot find field."_L1);
        }
    }
    return object.value("filename"_L1).toString();
}

/// A session of a resumable upload lives in the world's uploads under this name until it is full.
QString sessionName(const QString &id)
{
    return "session/"_L1 + id;
}

HttpResponse startSession(Call &call, const Space &space)
{
    Upload session;
    session.fileName = fileNameIn(call.request.body);
    session.contentType = QString::fromLatin1(call.request.header("x-upload-content-type"));
    session.space = space.id;
    if (const QByteArray total = call.request.header("x-upload-content-length"); !total.isEmpty())
        session.total = total.toLongLong();
    const QString id = call.world.newId(24);
    call.world.uploads.insert(sessionName(id), session);
    HttpResponse response{QJsonObject()};
    response.body.clear();
    response.setHeader("Location",
                       (call.settings.baseUrl + QString::fromLatin1(call.request.rawPath)
                        + "?uploadType=resumable&upload_id="_L1 + id)
                           .toUtf8());
    return response;
}

HttpResponse upload(Call &call)
{
    Space &space = call.space(call.path.value(u"parent"_s));
    const bool simple = !call.request.rawPath.startsWith("/upload/")
        && !call.request.rawPath.startsWith("/resumable/");
    const QString type = call.text("uploadType");
    if (simple || type.isEmpty())
        throw Refusal::invalid(u"Media is uploaded under /upload with an uploadType."_s);
    if (type == "resumable"_L1)
        return startSession(call, space);
    if (type != "multipart"_L1)
        throw Refusal::invalid(u"uploadType must be multipart or resumable."_s);
    const QList<Part> all = parts(call.request);
    if (all.size() != 2)
        throw Refusal::invalid(u"Exactly two parts are expected."_s);
    return keep(call.world, space.id, fileNameIn(all.at(0).bytes), all.at(1).contentType,
                all.at(1).bytes);
}

QByteArray bytesOf(const Upload &upload)
{
    return upload.make ? upload.make() : upload.bytes;
}

HttpResponse download(Call &call)
{
    if (call.text("alt") != "media"_L1)
        throw Refusal::invalid(u"Media is downloaded with alt=media only."_s);
    const QString resource = call.path.value(u"resourceName"_s);
    const auto found = call.world.uploads.constFind(resource);
    if (found == call.world.uploads.cend() || resource.startsWith("session/"_L1))
        throw Refusal::notFound(u"Media not found."_s);
    const Space *space = call.world.space(found->space);
    if (!space || !space->joined(call.user))
        throw Refusal::denied(u"Permission denied to download this media."_s);
    HttpResponse response;
    response.contentType = found->contentType.toLatin1();
    response.body = bytesOf(*found);
    response.setHeader("Accept-Ranges", "bytes");
    static const QRegularExpression form(u"^bytes=(\\d*)-(\\d*)$"_s);
    const QRegularExpressionMatch range
        = form.match(QString::fromLatin1(call.request.header("range")));
    const bool suffix = range.captured(1).isEmpty();
    if (!range.hasMatch() || (suffix && range.captured(2).isEmpty()))
        return response;
    const qint64 size = response.body.size();
    const qint64 number = range.captured(2).toLongLong();
    const qint64 first
        = suffix ? std::max<qint64>(size - number, 0) : range.captured(1).toLongLong();
    const qint64 last
        = suffix || range.captured(2).isEmpty() ? size - 1 : std::min<qint64>(number, size - 1);
    if (first >= size || first > last) {
        response.status = 416;
        response.body.clear();
        response.setHeader("Content-Range", "bytes */" + QByteArray::number(size));
        return response;
    }
    response.status = 206;
    response.body = response.body.mid(first, last - first + 1);
    response.setHeader("Content-Range",
                       "bytes " + QByteArray::number(first) + '-' + QByteArray::number(last) + '/'
                           + QByteArray::number(size));
    return response;
}

HttpResponse getAttachment(Call &call)
{
    call.space(call.path.value(u"name"_s));
    throw Refusal::denied(u"This method requires app authentication."_s);
}

/// One PUT to a session, by its Content-Range: "bytes 0-4/10", of "*" while the total is not known.
struct Piece
{
    bool asks = false; ///< "bytes */10": how much is there?
    qint64 first = 0;
    qint64 last = -1;
    qint64 total = -1;
};

Piece pieceOf(const HttpRequest &request)
{
    const QByteArray header = request.header("content-range");
    const qint64 size = request.body.size();
    if (header.isEmpty()) // all at once
        return {.last = size - 1, .total = size};
    static const QRegularExpression form(u"^bytes (?:(\\d+)-(\\d+)|\\*)/(\\d+|\\*)$"_s);
    const QRegularExpressionMatch match = form.match(QString::fromLatin1(header));
    if (!match.hasMatch())
        throw Refusal::invalid(u"Invalid Content-Range."_s);
    Piece piece{.asks = match.captured(1).isEmpty(),
                .first = match.captured(1).toLongLong(),
                .last = match.captured(2).toLongLong(),
                .total = match.captured(3) == "*"_L1 ? -1 : match.captured(3).toLongLong()};
    if (piece.asks)
        piece.last = -1;
    if (piece.last - piece.first + 1 != size)
        throw Refusal::invalid(u"The Content-Range does not fit the bytes that came with it."_s);
    return piece;
}

void checkPiece(const Piece &piece, const Upload &session)
{
    if (piece.total >= 0 && session.total >= 0 && piece.total != session.total)
        throw Refusal::invalid(u"The upload began with another length."_s);
    if (piece.asks)
        return;
    if (piece.first != session.bytes.size())
        throw Refusal::invalid(u"The chunk does not follow the bytes received."_s);
    const qint64 total = std::max(piece.total, session.total);
    if (total >= 0 && piece.last >= total)
        throw Refusal::invalid(u"There are more bytes than the upload has."_s);
    if (piece.last + 1 != total && (piece.last - piece.first + 1) % pieceUnit != 0)
        throw Refusal::invalid(u"A chunk that is not the last is a multiple of 256 KiB."_s);
}

/// A session's address is used as it was given.
void checkSessionAddress(const HttpRequest &request, const Upload &session)
{
    const QByteArray path = "/v1/spaces/" + session.space.toLatin1() + "/attachments:upload";
    if (request.query.size() != 2 || request.queryValue(u"uploadType") != u"resumable"_s
        || !request.rawPath.endsWith(path))
        throw Refusal::invalid(u"This is not the address of the upload session."_s);
}

} // namespace

std::optional<HttpResponse> continueUpload(const HttpRequest &request, World &world,
                                           const QString &user)
{
    const QString id = request.queryValue(u"upload_id").value_or(QString());
    const auto found = world.uploads.find(sessionName(id));
    if (found == world.uploads.end())
        throw Refusal::notFound(u"Upload session not found."_s);
    checkSessionAddress(request, *found);
    const Space *space = world.space(found->space);
    if (!space || !space->joined(user))
        throw Refusal::denied(u"Permission denied."_s);
    const Piece piece = pieceOf(request);
    checkPiece(piece, *found);
    found->bytes += request.body;
    found->total = std::max(found->total, piece.total);
    if (found->bytes.size() != found->total) {
        HttpResponse more;
        more.status = 308;
        if (!found->bytes.isEmpty())
            more.setHeader("Range", "bytes=0-" + QByteArray::number(found->bytes.size() - 1));
        return more;
    }
    const Upload done = *found;
    world.uploads.erase(found);
    return keep(world, done.space, done.fileName, done.contentType, done.bytes);
}

void addMediaMethods(Handlers &handlers)
{
    handlers.insert(u"media.upload"_s, upload);
    handlers.insert(u"media.download"_s, download);
    handlers.insert(u"spaces.messages.attachments.get"_s, getAttachment);
}

} // namespace emulator
