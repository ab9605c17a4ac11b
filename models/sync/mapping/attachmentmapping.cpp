// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/mapping/attachmentmapping.h"

namespace linnet::sync {

Attachment toAttachment(const api::Attachment &wire)
{
    Attachment attachment;
    attachment.name = wire.name.value_or(QString());
    attachment.contentName = wire.contentName.value_or(QString());
    attachment.contentType = wire.contentType.value_or(QString());
    if (wire.attachmentDataRef)
        attachment.mediaName = wire.attachmentDataRef->resourceName.value_or(QString());
    if (wire.driveDataRef)
        attachment.driveFileId = wire.driveDataRef->driveFileId.value_or(QString());
    const bool drive = wire.source ? *wire.source == api::AttachmentSource::DriveFile
                                   : !attachment.driveFileId.isEmpty();
    if (drive) {
        attachment.source = AttachmentSource::Drive;
        attachment.mediaName.clear();
    }
    return attachment;
}

QList<Attachment> toAttachments(const QList<api::Attachment> &wire)
{
    QList<Attachment> attachments;
    for (const api::Attachment &one : wire)
        attachments.append(toAttachment(one));
    return attachments;
}

} // namespace linnet::sync
