#include "server/gateway/pages/phoneaccount.h"

#include "server/gateway/caldav/davpath.h"

#include <QUuid>
#include <QXmlStreamWriter>

namespace hearth::server::gateway {

using namespace Qt::StringLiterals;

namespace {
constexpr int kHttps = 443;
constexpr int kHttp = 80;

bool isEncrypted(const QUrl &url) { return url.scheme() == "https"_L1; }

QUrl davUrl(const QUrl &server)
{
    QUrl url = server;
    url.setPath(server.path() + u"/dav/"_s);
    return url;
}

/// A property list (plist(5)), an element at a time.
class Plist {
public:
    Plist()
        : m_xml(&m_text)
    {
        m_xml.setAutoFormatting(true);
        m_xml.writeStartDocument();
        m_xml.writeDTD(u"<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" "
                       "\"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">"_s);
        m_xml.writeStartElement(u"plist"_s);
        m_xml.writeAttribute(u"version"_s, u"1.0"_s);
    }
    void begin(const QString &element) { m_xml.writeStartElement(element); }
    void end() { m_xml.writeEndElement(); }
    void key(const QString &name) { m_xml.writeTextElement(u"key"_s, name); }
    void put(const QString &name, const QString &text) { write(name, u"string"_s, text); }
    void put(const QString &name, int number) { write(name, u"integer"_s, QString::number(number)); }
    void put(const QString &name, bool holds)
    {
        key(name);
        m_xml.writeEmptyElement(holds ? u"true"_s : u"false"_s);
    }
    QByteArray finish()
    {
        m_xml.writeEndDocument();
        return m_text;
    }

private:
    void write(const QString &name, const QString &element, const QString &text)
    {
        key(name);
        m_xml.writeTextElement(element, text);
    }

    QByteArray m_text;
    QXmlStreamWriter m_xml;
};

/// What identifies a payload: a name, and a UUID that follows from it.
void putPayload(Plist &plist, const QString &type, const QString &identifier, const QString &title)
{
    plist.put(u"PayloadType"_s, type);
    plist.put(u"PayloadVersion"_s, 1);
    plist.put(u"PayloadIdentifier"_s, identifier);
    plist.put(u"PayloadUUID"_s,
              QUuid::createUuidV5(QUuid(), identifier).toString(QUuid::WithoutBraces).toUpper());
    plist.put(u"PayloadDisplayName"_s, title);
}

void putAccount(Plist &plist, const PhoneAccount &account, const QString &title)
{
    const bool encrypted = isEncrypted(account.server);
    const caldav::DavPath principal{caldav::Kind::Principal, account.username, {}, {}};
    plist.put(u"CalDAVAccountDescription"_s, title);
    plist.put(u"CalDAVHostName"_s, account.server.host(QUrl::FullyEncoded));
    plist.put(u"CalDAVPort"_s, account.server.port(encrypted ? kHttps : kHttp));
    plist.put(u"CalDAVUseSSL"_s, encrypted);
    plist.put(u"CalDAVPrincipalURL"_s, account.server.path(QUrl::FullyEncoded) + principal.href());
    plist.put(u"CalDAVUsername"_s, account.username);
    plist.put(u"CalDAVPassword"_s, account.password);
}
}

QString PhoneAccount::address() const { return davUrl(server).toString(QUrl::FullyEncoded); }

QString PhoneAccount::davx5Link() const
{
    QUrl url = davUrl(server);
    url.setScheme(isEncrypted(server) ? u"davx5"_s : u"caldav"_s);
    url.setUserName(username, QUrl::DecodedMode);
    url.setPassword(password, QUrl::DecodedMode);
    return url.toString(QUrl::FullyEncoded);
}

QByteArray PhoneAccount::appleProfile() const
{
    const QString of = QString::fromLatin1(
        QUuid::createUuidV5(QUuid(), server.toString() + u' ' + username).toByteArray(QUuid::Id128));
    const QString title = u"Hearth (%1)"_s.arg(serverName);
    Plist plist;
    plist.begin(u"dict"_s);
    plist.key(u"PayloadContent"_s);
    plist.begin(u"array"_s);
    plist.begin(u"dict"_s);
    putPayload(plist, u"com.apple.caldav.account"_s, u"hearth.calendar.%1.caldav"_s.arg(of), title);
    putAccount(plist, *this, title);
    plist.end();
    plist.end();
    putPayload(plist, u"Configuration"_s, u"hearth.calendar."_s + of, title);
    plist.put(u"PayloadOrganization"_s, serverName);
    plist.put(u"PayloadRemovalDisallowed"_s, false);
    plist.end();
    return plist.finish();
}

}
