#include "tests/server/gateway/caldav/davfixture.h"

namespace hearth::tests {

using namespace Qt::StringLiterals;
using namespace hearth::server::gateway::caldav;

namespace {
int codeOf(const XmlElement &parent)
{
    const XmlElement *status = parent.child(dav("status"));
    return status ? status->text.section(u' ', 1, 1).toInt() : 0;
}
}

MultiStatusAnswer::MultiStatusAnswer(const HttpAnswer &answer)
{
    auto root = parseXml(answer.body);
    if (answer.status == 207 && root && root->name == dav("multistatus"))
        m_root = *std::move(root);
}

const XmlElement *MultiStatusAnswer::response(const QString &href) const
{
    if (!m_root)
        return nullptr;
    for (const XmlElement &each : m_root->children)
        if (each.name == dav("response") && each.child(dav("href"))->text == href)
            return &each;
    return nullptr;
}

QStringList MultiStatusAnswer::hrefs() const
{
    QStringList hrefs;
    if (m_root)
        for (const XmlElement &each : m_root->children)
            if (each.name == dav("response"))
                hrefs.append(each.child(dav("href"))->text);
    return hrefs;
}

int MultiStatusAnswer::statusOf(const QString &href) const
{
    const XmlElement *found = response(href);
    return found ? codeOf(*found) : 0;
}

int MultiStatusAnswer::statusOf(const QString &href, const XmlName &name) const
{
    const XmlElement *found = response(href);
    if (found)
        for (const XmlElement &each : found->children)
            if (each.name == dav("propstat") && each.child(dav("prop"))->hasChild(name))
                return codeOf(each);
    return 0;
}

std::optional<XmlElement> MultiStatusAnswer::property(const QString &href, const XmlName &name) const
{
    const XmlElement *found = response(href);
    if (found)
        for (const XmlElement &each : found->children)
            if (each.name == dav("propstat") && codeOf(each) == 200
                && each.child(dav("prop"))->hasChild(name))
                return *each.child(dav("prop"))->child(name);
    return std::nullopt;
}

QString MultiStatusAnswer::text(const QString &href, const XmlName &name) const
{
    const auto found = property(href, name);
    return found ? found->text : QString();
}

QString MultiStatusAnswer::syncToken() const
{
    const XmlElement *token = m_root ? m_root->child(dav("sync-token")) : nullptr;
    return token ? token->text : QString();
}

XmlName conditionIn(const HttpAnswer &answer)
{
    const auto root = parseXml(answer.body);
    if (!root || root->name != dav("error") || root->children.empty())
        return {};
    return root->children.front().name;
}

QByteArray eventText(const QString &uid, const QString &summary)
{
    return u"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//Test//EN\r\nBEGIN:VEVENT\r\nUID:%1\r\n"
           "DTSTAMP:20261101T120000Z\r\nDTSTART:20261201T180000Z\r\nDTEND:20261201T190000Z\r\nSUMMARY:%2\r\n"
           "END:VEVENT\r\nEND:VCALENDAR\r\n"_s.arg(uid, summary)
               .toUtf8();
}

void DavWorld::setUp()
{
    m_services = std::make_unique<FakeServices>();
    m_gateway = std::make_unique<RunningGateway>(*m_services);
    m_tokens.clear();
    m_ids.clear();
    for (const QString &name : {u"anna"_s, u"vera"_s, u"bert"_s, u"stranger"_s}) {
        m_ids.insert(name, m_services->auth.addUser(name));
        m_tokens.insert(name, m_services->auth.token(name));
    }
    FakeCalendar &calendars = m_services->calendar;
    m_family = calendars.addCalendar(u"Family"_s, m_ids[u"anna"_s], u"anna"_s);
    calendars.addMember(m_family, m_ids[u"vera"_s], u"vera"_s, shared::Role::Viewer);
    calendars.addMember(m_family, m_ids[u"bert"_s], u"bert"_s, shared::Role::Busy);
}

void DavWorld::tearDown()
{
    m_gateway.reset();
    m_services.reset();
}

HttpAnswer DavWorld::ask(const QByteArray &method, const QString &path, const QByteArray &body,
                         const Fields &fields, const QString &who)
{
    Fields all = fields;
    if (!who.isEmpty())
        all.emplace_back("Authorization", "Bearer " + m_tokens.value(who));
    return m_gateway->request(method, path, body, all);
}

HttpAnswer DavWorld::propfind(const QString &path, const QByteArray &props, const QByteArray &depth,
                              const QString &who)
{
    const QByteArray body = "<D:propfind xmlns:D=\"DAV:\" xmlns:C=\"urn:ietf:params:xml:ns:caldav\" "
                            "xmlns:CS=\"http://calendarserver.org/ns/\" "
                            "xmlns:A=\"http://apple.com/ns/ical/\"><D:prop>"
        + props + "</D:prop></D:propfind>";
    return ask("PROPFIND", path, body, {{"Depth", depth}, {"Content-Type", "application/xml"}}, who);
}

HttpAnswer DavWorld::put(const QString &name, const QByteArray &text, const Fields &fields,
                         const QString &who)
{
    Fields all = fields;
    all.emplace_back("Content-Type", "text/calendar; charset=utf-8");
    return ask("PUT", calendarPath(who) + name, text, all, who);
}

QString DavWorld::calendarPath(const QString &who) const
{
    return u"/dav/calendars/%1/%2/"_s.arg(who, m_family.toString());
}

}
