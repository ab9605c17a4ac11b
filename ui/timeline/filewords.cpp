// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/filewords.h"

#include "ui/text/plainlabel.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(linnet::ui::FileWords)
};

QString kindOf(const QString &type)
{
    if (type == "application/pdf"_L1)
        return Words::tr("PDF");
    if (type == "application/vnd.google-apps.document"_L1)
        return Words::tr("Document");
    if (type == "application/vnd.google-apps.spreadsheet"_L1)
        return Words::tr("Spreadsheet");
    if (type == "application/vnd.google-apps.presentation"_L1)
        return Words::tr("Presentation");
    if (type.startsWith("image/"_L1))
        return Words::tr("Picture");
    if (type.startsWith("audio/"_L1))
        return Words::tr("Sound");
    if (type.startsWith("video/"_L1))
        return Words::tr("Video");
    return {};
}

// "ZIP" of "plans.zip"; empty where there is no short ending.
QString endingOf(const QString &name)
{
    const qsizetype dot = name.lastIndexOf(u'.');
    const QString ending = dot < 0 ? QString() : sanitised(name.mid(dot + 1), 8);
    return ending.isEmpty() || ending.size() > 5 || ending.contains(u' ') ? QString()
                                                                          : ending.toUpper();
}

} // namespace

QString fileWords(const Attachment &attachment)
{
    QString kind = kindOf(attachment.contentType.toLower());
    if (kind.isEmpty())
        kind = endingOf(attachment.contentName);
    if (kind.isEmpty())
        kind = Words::tr("File");
    return attachment.source == AttachmentSource::Drive ? Words::tr("%1 in Google Drive").arg(kind)
                                                        : kind;
}

QString fileIcon(const Attachment &attachment)
{
    const QString type = attachment.contentType.toLower();
    if (type.startsWith("image/"_L1))
        return u"image"_s;
    if (type.startsWith("audio/"_L1))
        return u"audio"_s;
    if (type.startsWith("video/"_L1))
        return u"video"_s;
    return u"file"_s;
}

bool isPicture(const Attachment &attachment)
{
    return !attachment.mediaName.isEmpty() && isPictureType(attachment.contentType);
}

bool isOutgoingPicture(const Attachment &attachment)
{
    return !attachment.localPath.isEmpty() && isPictureType(attachment.contentType);
}

bool isPictureType(const QString &contentType)
{
    static const QStringList shown{u"image/png"_s, u"image/jpeg"_s, u"image/gif"_s,
                                   u"image/webp"_s};
    return shown.contains(contentType.toLower());
}

LinkKind linkKind(const QUrl &url)
{
    const QString host = url.host().toLower();
    const QString path = url.path();
    if (host == "docs.google.com"_L1) {
        if (path.startsWith("/spreadsheets/"_L1))
            return LinkKind::Spreadsheet;
        if (path.startsWith("/presentation/"_L1))
            return LinkKind::Presentation;
        return LinkKind::Document;
    }
    if (host == "drive.google.com"_L1)
        return LinkKind::Drive;
    if (host == "meet.google.com"_L1)
        return LinkKind::Meeting;
    if (host == "calendar.google.com"_L1)
        return LinkKind::Calendar;
    if (host == "chat.google.com"_L1)
        return LinkKind::Chat;
    return LinkKind::Other;
}

QString linkWords(LinkKind kind)
{
    switch (kind) {
    case LinkKind::Document:
        return Words::tr("Google document");
    case LinkKind::Spreadsheet:
        return Words::tr("Google spreadsheet");
    case LinkKind::Presentation:
        return Words::tr("Google presentation");
    case LinkKind::Drive:
        return Words::tr("Google Drive");
    case LinkKind::Meeting:
        return Words::tr("Video meeting");
    case LinkKind::Calendar:
        return Words::tr("Calendar");
    case LinkKind::Chat:
        return Words::tr("Conversation");
    case LinkKind::Other:
        return {};
    }
    return {};
}

QString linkIcon(LinkKind kind)
{
    switch (kind) {
    case LinkKind::Document:
    case LinkKind::Spreadsheet:
    case LinkKind::Presentation:
    case LinkKind::Drive:
        return u"file"_s;
    case LinkKind::Meeting:
        return u"video"_s;
    case LinkKind::Calendar:
        return u"day"_s;
    case LinkKind::Chat:
        return u"thread"_s;
    case LinkKind::Other:
        return u"link"_s;
    }
    return {};
}

} // namespace linnet::ui
