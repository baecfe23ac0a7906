#include "server/gateway/caldav/multistatus.h"

namespace hearth::server::gateway::caldav {

using namespace Qt::StringLiterals;

QString statusLine(int status)
{
    return u"HTTP/1.1 %1 %2"_s.arg(status).arg(QString::fromLatin1(reasonPhrase(status)));
}

MultiStatus::MultiStatus()
    : m_writer(dav("multistatus"))
{
}

void MultiStatus::add(const DavResource &resource, const PropRequest &request)
{
    ++m_responses;
    m_writer.start(dav("response"));
    m_writer.href(resource.path.href());
    writeProperties(m_writer, resource, request);
    m_writer.end();
}

void MultiStatus::addStatus(const QString &href, int status, const std::optional<XmlName> &condition)
{
    ++m_responses;
    m_writer.start(dav("response"));
    m_writer.href(href);
    m_writer.element(dav("status"), statusLine(status));
    if (condition) {
        m_writer.start(dav("error"));
        m_writer.empty(*condition);
        m_writer.end();
    }
    m_writer.end();
}

void MultiStatus::addSyncToken(const QString &token) { m_writer.element(dav("sync-token"), token); }

HttpResponse MultiStatus::answer()
{
    return HttpResponse::text(207, "application/xml; charset=utf-8", m_writer.finish());
}

}
