// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/salvage.h"

#include <QByteArrayMatcher>
#include <QFile>
#include <QFileInfo>
#include <QSet>
#include <QtEndian>

#include <algorithm>

using namespace Qt::StringLiterals;

// The layout of the files is that of https://www.sqlite.org/fileformat2.html: sections 1.5
// (b-tree pages), 1.6 (overflow pages) and 4.1 (write-ahead log).
namespace linnet::store {
namespace {

constexpr qsizetype pageSize = 4096; // SQLite's default, which outbox.db is made with
constexpr qsizetype walHeaderSize = 32;
constexpr qsizetype frameHeaderSize = 24;
constexpr qsizetype longestFile = 512LL * 1024 * 1024;
constexpr char leafTablePage = 0x0d;

quint32 bigEndian(const QByteArray &bytes, qsizetype at)
{
    return qFromBigEndian<quint32>(bytes.constData() + at);
}

QByteArray contents(const QString &path)
{
    // A FIFO would let us wait for ever.
    QFile file(path);
    return QFileInfo(path).isFile() && file.open(QIODevice::ReadOnly) ? file.read(longestFile)
                                                                      : QByteArray();
}

// The pages as the last committed transaction left them. Frames of an earlier round of the log
// have another salt; those after the last commit mark were never committed.
QByteArray imageOf(const QString &databasePath)
{
    QByteArray image = contents(databasePath);
    const QByteArray log = contents(databasePath + "-wal"_L1);
    constexpr qsizetype stride = frameHeaderSize + pageSize;
    const auto isCurrent = [&log](qsizetype frame) {
        return QByteArrayView(log).sliced(frame + 8, 8) == QByteArrayView(log).sliced(16, 8);
    };
    qsizetype end = 0;
    for (qsizetype frame = walHeaderSize; frame + stride <= log.size(); frame += stride) {
        if (isCurrent(frame) && bigEndian(log, frame + 4) != 0)
            end = frame + stride;
    }
    for (qsizetype frame = walHeaderSize; frame < end; frame += stride) {
        const qsizetype page = bigEndian(log, frame);
        if (!isCurrent(frame) || page == 0 || page > longestFile / pageSize)
            continue;
        if (image.size() < page * pageSize)
            image.resize(page * pageSize, '\0');
        image.replace((page - 1) * pageSize, pageSize, log.mid(frame + frameHeaderSize, pageSize));
    }
    return image;
}

qsizetype varintSize(quint64 value)
{
    qsizetype size = 1;
    while (value >>= 7)
        ++size;
    return size;
}

// The bytes of a row's body, which begins at a place in a leaf page. How much of the row lies
// there follows from its whole length; the rest lies on a chain of overflow pages.
QByteArray bodyAt(const QByteArray &image, qsizetype at)
{
    const qsizetype inPage = pageSize - at % pageSize;
    QByteArray start = image.mid(at, inPage);
    if (start.size() < envelopeHeadSize())
        return start;
    const qsizetype bodySize = envelopeSize(start);
    // A record of two columns: its own header's size, the sequence (NULL: it is the rowid), the
    // type of a blob.
    const qsizetype recordHeader = 2 + varintSize(quint64(bodySize) * 2 + 12);
    const qsizetype payload = recordHeader + bodySize;
    constexpr qsizetype most = pageSize - 35;
    constexpr qsizetype least = (pageSize - 12) * 32 / 255 - 23;
    if (payload <= most || bodySize > longestFile)
        return start;
    qsizetype local = least + (payload - least) % (pageSize - 4);
    if (local > most)
        local = least;
    const qsizetype localBody = local - recordHeader;
    if (localBody + 4 > start.size())
        return start;
    QByteArray body = start.first(localBody);
    qsizetype next = bigEndian(start, localBody);
    while (body.size() < bodySize && next > 0 && next * pageSize <= image.size()) {
        const qsizetype page = (next - 1) * pageSize;
        body += image.mid(page + 4, pageSize - 4);
        next = bigEndian(image, page);
    }
    return body;
}

// Where the cells of the page's table begin; none when it is no leaf of a table.
QList<qsizetype> cellsOf(const QByteArray &image, qsizetype page)
{
    QList<qsizetype> result;
    if (page + pageSize > image.size() || image[page] != leafTablePage)
        return result;
    const qsizetype cells = qFromBigEndian<quint16>(image.constData() + page + 3);
    for (qsizetype cell = 0; cell < cells; ++cell) {
        const qsizetype pointer = page + 8 + 2 * cell;
        if (pointer + 2 > page + pageSize)
            break;
        const qsizetype begin = qFromBigEndian<quint16>(image.constData() + pointer);
        if (begin < pageSize)
            result.append(page + begin);
    }
    return result;
}

// Whether a cell of the page's table begins just before a place in it.
bool isInCell(const QByteArray &image, qsizetype at)
{
    constexpr qsizetype longestCellHeader = 9 + 9 + 2 + 9;
    const QList<qsizetype> cells = cellsOf(image, at / pageSize * pageSize);
    return std::any_of(cells.cbegin(), cells.cend(), [at](qsizetype begin) {
        return begin < at && at - begin <= longestCellHeader;
    });
}

// How many bytes a varint takes at a place; its value does not matter here.
qsizetype varintAt(const QByteArray &image, qsizetype at)
{
    qsizetype size = 1;
    while (size < 9 && at + size <= image.size() && (quint8(image[at + size - 1]) & 0x80) != 0)
        ++size;
    return size;
}

// Where the body begins of a cell that holds a row of ours: a record of NULL (the id is the rowid)
// and a blob. -1 when it looks otherwise.
qsizetype bodyOfCell(const QByteArray &image, qsizetype cell)
{
    qsizetype at = cell + varintAt(image, cell); // the payload's length
    if (at + 12 > image.size())
        return -1;
    at += varintAt(image, at); // the rowid
    if (at + 12 > image.size())
        return -1;
    const qsizetype typeSize = varintAt(image, at + 2);
    const bool ours = image[at] == char(2 + typeSize) && image[at + 1] == 0;
    const qsizetype body = at + 2 + typeSize;
    return ours && body / pageSize == cell / pageSize ? body : -1;
}

// A body that is not whole, as far as its own length can be believed.
QByteArray brokenBody(const QByteArray &image, qsizetype at)
{
    QByteArray body = bodyAt(image, at);
    if (body.startsWith(envelopeMark.toByteArray()) && body.size() > envelopeHeadSize())
        body.truncate(std::max(envelopeSize(body), envelopeHeadSize()));
    return body;
}

QList<QByteArray> brokenRows(const QByteArray &image)
{
    QSet<qsizetype> places;
    const QByteArrayMatcher mark(envelopeMark.toByteArray());
    for (qsizetype at = mark.indexIn(image); at >= 0; at = mark.indexIn(image, at + 1)) {
        if (isInCell(image, at))
            places.insert(at);
    }
    for (qsizetype page = 0; page < image.size(); page += pageSize) {
        const QList<qsizetype> cells = cellsOf(image, page);
        for (const qsizetype cell : cells) {
            if (const qsizetype at = bodyOfCell(image, cell); at >= 0)
                places.insert(at);
        }
    }
    QList<qsizetype> inOrder(places.cbegin(), places.cend());
    std::sort(inOrder.begin(), inOrder.end());
    QList<QByteArray> result;
    for (const qsizetype at : std::as_const(inOrder)) {
        if (!unseal(bodyAt(image, at)))
            result.append(brokenBody(image, at));
    }
    return result;
}

} // namespace

Salvaged salvage(const QString &databasePath)
{
    const QByteArray image = imageOf(databasePath);
    const QByteArrayMatcher mark(envelopeMark.toByteArray());
    QList<Envelope> rows;
    QList<Envelope> remains;
    for (qsizetype at = mark.indexIn(image); at >= 0; at = mark.indexIn(image, at + 1)) {
        if (const std::optional<Envelope> envelope = unseal(bodyAt(image, at)))
            (isInCell(image, at) ? rows : remains).append(*envelope);
    }
    Salvaged result;
    QSet<std::pair<int, qint64>> seen;
    const auto take = [&seen](const QList<Envelope> &from, QList<Envelope> &to) {
        for (const Envelope &envelope : from) {
            const std::pair<int, qint64> key(int(envelope.kind), envelope.number);
            if (seen.contains(key))
                continue;
            seen.insert(key);
            to.append(envelope);
        }
    };
    take(rows, result.rows);
    take(remains, result.remains);
    result.broken = brokenRows(image);
    return result;
}

} // namespace linnet::store
