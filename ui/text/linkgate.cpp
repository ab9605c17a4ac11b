// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/linkgate.h"

#include "ui/text/plainlabel.h"

#include <QCheckBox>
#include <QDesktopServices>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

constexpr qsizetype longestAddress = 4096;

bool isHostile(QChar c)
{
    const char16_t u = c.unicode();
    return u <= 0x20 || (u >= 0x7f && u < 0xa0) || u == u'\\' || u == 0x00ad || u == 0x061c
        || (u >= 0x200b && u <= 0x200f) || (u >= 0x2028 && u <= 0x202e)
        || (u >= 0x2060 && u <= 0x206f) || u == 0xfeff || (u >= 0xfff9 && u <= 0xfffb)
        || c.isSpace();
}

// For comparing: without scheme, "www." and a closing slash; the host in lower case.
QString essence(QString address)
{
    static const QRegularExpression scheme(u"^(https?://|mailto:)"_s,
                                           QRegularExpression::CaseInsensitiveOption);
    address.remove(scheme);
    if (address.startsWith("www."_L1, Qt::CaseInsensitive))
        address.remove(0, 4);
    while (address.endsWith(u'/'))
        address.chop(1);
    const qsizetype slash = address.indexOf(u'/');
    return QString(address.left(slash).toLower() + (slash < 0 ? QString() : address.mid(slash)));
}

} // namespace

std::optional<QUrl> safeUrl(const QString &address)
{
    if (address.isEmpty() || address.size() > longestAddress
        || std::any_of(address.cbegin(), address.cend(), isHostile))
        return {};
    const QUrl url(address, QUrl::StrictMode);
    if (!url.isValid() || url.isRelative())
        return {};
    const QString scheme = url.scheme();
    if (scheme == "mailto"_L1) {
        // Only a mail program's business: an address, no host that could be a file share.
        const QString path = url.path(QUrl::FullyEncoded);
        return url.authority().isEmpty() && path.contains(u'@') ? std::optional(url) : std::nullopt;
    }
    if (scheme != "https"_L1 && scheme != "http"_L1)
        return {};
    if (url.host().isEmpty() || url.authority(QUrl::FullyEncoded).contains(u'@'))
        return {};
    if (url.host(QUrl::FullyEncoded).contains(u'%'))
        return {};
    return url;
}

QString shownHost(const QUrl &url)
{
    return url.host(QUrl::FullyEncoded);
}

QString shownAddress(const QUrl &url)
{
    return url.toString(QUrl::FullyEncoded);
}

LinkText compareLink(const QString &shownText, const QUrl &target)
{
    const QString text = shownText.trimmed();
    const QString address = shownAddress(target);
    if (essence(text) == essence(address) || essence(text) == essence(target.toString())) {
        // Letters of other scripts never count as the same: the person cannot tell them apart.
        if (shownHost(target) == target.host() && !shownHost(target).contains("xn--"_L1))
            return LinkText::Same;
        if (text.contains(shownHost(target), Qt::CaseInsensitive))
            return LinkText::Same;
        return LinkText::Misleading;
    }
    static const QRegularExpression looksLikeAddress(
        u"^(?:[a-z][a-z0-9+.-]*://|www\\.)\\S+$|^[\\w-]+(?:\\.[\\w-]+)*\\.\\w{2,}(?:[/?#:]\\S*)?$"_s,
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    if (!looksLikeAddress.match(text.left(longestAddress)).hasMatch())
        return LinkText::Words;
    // "notes.txt" is a name, unless it is a host; another page of the same host misleads nobody.
    const QString shown = essence(text);
    static const QRegularExpression endOfHost(u"[/?#:]"_s);
    const QString host = shown.left(shown.indexOf(endOfHost));
    const QString targetHost = essence(shownHost(target));
    return host == targetHost ? LinkText::Words : LinkText::Misleading;
}

LinkGate::LinkGate(Opener opener, QObject *parent)
    : QObject(parent)
    , m_opener(opener ? std::move(opener) : Opener(&QDesktopServices::openUrl))
{
}

void LinkGate::openExternal(const QString &address, QWidget *window)
{
    if (const auto url = safeUrl(address))
        open(*url, window);
    else
        refuse(address, window);
}

void LinkGate::openExternal(const QUrl &url, QWidget *window)
{
    openExternal(shownAddress(url), window);
}

void LinkGate::openExternal(const QString &address, const QString &shownText, QWidget *window)
{
    const auto url = safeUrl(address);
    if (!url) {
        refuse(address, window);
        return;
    }
    const LinkText text = compareLink(shownText, *url);
    const bool trusted = text == LinkText::Words && m_trustedHosts.contains(shownHost(*url));
    if (text == LinkText::Same || trusted)
        open(*url, window);
    else
        ask(*url, shownText, window);
}

void LinkGate::open(const QUrl &url, QWidget *window)
{
    if (m_opener(url)) {
        Q_EMIT opened(url);
        return;
    }
    auto *box = new QMessageBox(QMessageBox::Warning, tr("Open link"),
                                tr("The browser could not be started."), QMessageBox::Ok, window);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(shownAddress(url).left(512));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

void LinkGate::ask(const QUrl &url, const QString &shownText, QWidget *window)
{
    const bool misleading = compareLink(shownText, url) == LinkText::Misleading;
    const QString host = shownHost(url).isEmpty() ? url.path(QUrl::FullyEncoded) : shownHost(url);
    auto *box = new QMessageBox(misleading ? QMessageBox::Warning : QMessageBox::Question,
                                tr("Open link"), QString(), QMessageBox::NoButton, window);
    box->setObjectName(u"linkQuestion"_s);
    box->setTextFormat(Qt::PlainText);
    box->setText(misleading ? tr("This link says one address and leads to another: %1").arg(host)
                            : tr("Open %1 in your browser?").arg(host));
    QString address = shownAddress(url);
    if (address.size() > 300)
        address = QString(address.left(299) + u'…');
    // A message box guesses rich text here whatever its format is.
    box->setInformativeText(plainToolTip(address));
    QPushButton *go = box->addButton(tr("Open link"), QMessageBox::AcceptRole);
    QPushButton *stay = box->addButton(QMessageBox::Cancel);
    box->setDefaultButton(misleading ? stay : go);
    box->setEscapeButton(stay);
    auto *remember = misleading ? nullptr : new QCheckBox(tr("Do not ask again for %1").arg(host));
    if (remember)
        box->setCheckBox(remember);
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(box, &QMessageBox::buttonClicked, this,
            [this, go, remember, url, window = QPointer<QWidget>(window)](QAbstractButton *button) {
                if (button != go)
                    return;
                if (remember && remember->isChecked())
                    m_trustedHosts.insert(shownHost(url));
                open(url, window);
            });
    box->open();
}

void LinkGate::refuse(const QString &address, QWidget *window)
{
    Q_EMIT refused(address);
    auto *box = new QMessageBox(QMessageBox::Warning, tr("Open link"),
                                tr("Linnet does not open this link."), QMessageBox::Ok, window);
    box->setObjectName(u"linkRefusal"_s);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(
        plainToolTip(tr("Only web and mail addresses without hidden parts are opened:\n%1")
                         .arg(sanitised(address, 300))));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

} // namespace linnet::ui
