#pragma once

#include "server/gateway/caldav/xmlelement.h"
#include "tests/server/gateway/gatewayfixture.h"

#include <optional>

namespace hearth::tests {

/// A 207 answer, taken apart.
class MultiStatusAnswer {
public:
    explicit MultiStatusAnswer(const HttpAnswer &answer);

    bool isValid() const { return m_root.has_value(); }
    QStringList hrefs() const;
    /// The status of the response as a whole; 0 where it has properties instead.
    int statusOf(const QString &href) const;
    /// The property's own status; 0 where nothing is said of it.
    int statusOf(const QString &href, const server::gateway::caldav::XmlName &name) const;
    /// The property where its status is 200.
    std::optional<server::gateway::caldav::XmlElement>
    property(const QString &href, const server::gateway::caldav::XmlName &name) const;
    /// The text of a property that is there.
    QString text(const QString &href, const server::gateway::caldav::XmlName &name) const;
    QString syncToken() const;

private:
    const server::gateway::caldav::XmlElement *response(const QString &href) const;
    std::optional<server::gateway::caldav::XmlElement> m_root;
};

/// The condition in a DAV:error answer; an empty name where there is none.
server::gateway::caldav::XmlName conditionIn(const HttpAnswer &answer);

/// An event in iCalendar.
QByteArray eventText(const QString &uid, const QString &summary = QStringLiteral("Dinner"));

/// A gateway with anna's calendar "Family", of which vera is a viewer and bert sees only busy times; a
/// stranger is in none.
class DavWorld : public QObject {
    Q_OBJECT

protected:
    void setUp();
    void tearDown();

    HttpAnswer ask(const QByteArray &method, const QString &path, const QByteArray &body = {},
                   const Fields &fields = {}, const QString &who = QStringLiteral("anna"));
    HttpAnswer propfind(const QString &path, const QByteArray &props, const QByteArray &depth = "0",
                        const QString &who = QStringLiteral("anna"));
    HttpAnswer put(const QString &name, const QByteArray &text, const Fields &fields = {},
                   const QString &who = QStringLiteral("anna"));
    QString calendarPath(const QString &who = QStringLiteral("anna")) const;
    QString objectPath(const QString &name) const { return calendarPath() + name; }

    std::unique_ptr<FakeServices> m_services;
    std::unique_ptr<RunningGateway> m_gateway;
    QHash<QString, QByteArray> m_tokens;
    QHash<QString, shared::UserId> m_ids;
    shared::CalendarId m_family;
};

}
