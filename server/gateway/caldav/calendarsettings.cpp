#include "server/gateway/caldav/calendarsettings.h"

#include "server/gateway/caldav/calendarcolour.h"
#include "server/gateway/caldav/davtimezone.h"

#include <QTimeZone>

#include <algorithm>

namespace hearth::server::gateway::caldav {

using namespace Qt::StringLiterals;

namespace {
bool isKnownSpace(const XmlName &name)
{
    return name.space == dav("").space || name.space == caldav("").space || name == calendarServer("getctag");
}

bool holdsEvents(const XmlElement &components)
{
    return std::any_of(components.children.begin(), components.children.end(), [](const XmlElement &each) {
        return each.name == caldav("comp") && each.attribute(u"name") == u"VEVENT"_s;
    });
}

std::optional<QString> zoneNamed(const QString &text)
{
    const QString id = text.trimmed();
    return QTimeZone::isTimeZoneIdAvailable(id.toUtf8()) ? std::optional(id) : std::nullopt;
}

/// Whether the value could be read.
bool take(std::optional<QString> &setting, const std::optional<QString> &value)
{
    if (value)
        setting = value;
    return value.has_value();
}

class Reader {
public:
    void set(const XmlElement &property)
    {
        const XmlName &name = property.name;
        if (name == dav("displayname"))
            sort(name, take(m_settings.name, property.text.trimmed()));
        else if (name == apple("calendar-color"))
            sort(name, take(m_settings.colour, colourFromApple(property.text)));
        else if (name == caldav("calendar-timezone"))
            sort(name, take(m_settings.timeZone, zoneOfText(property.text)));
        else if (name == caldav("calendar-timezone-id"))
            sort(name, take(m_settings.timeZone, zoneNamed(property.text)));
        else if (name == caldav("supported-calendar-component-set"))
            require(name, holdsEvents(property));
        else if (name == dav("resourcetype"))
            require(name, property.hasChild(caldav("calendar")));
        else
            (isKnownSpace(name) ? m_settings.refused : m_settings.unknown).append(name);
    }
    /// Nothing that a calendar has can be taken away; what it has not is gone already (RFC 4918, 14.23).
    void remove(const XmlName &name)
    {
        const bool needed = isKnownSpace(name) || name == apple("calendar-color");
        (needed ? m_settings.refused : m_settings.understood).append(name);
    }
    CalendarSettings result() { return std::move(m_settings); }

private:
    void sort(const XmlName &name, bool good)
    {
        (good ? m_settings.understood : m_settings.refused).append(name);
    }
    void require(const XmlName &name, bool holds)
    {
        sort(name, holds);
        m_settings.noCalendar = m_settings.noCalendar || !holds;
    }

    CalendarSettings m_settings;
};
}

CalendarSettings readSettings(const XmlElement &root)
{
    Reader reader;
    for (const XmlElement &instruction : root.children) {
        const XmlElement *prop = instruction.child(dav("prop"));
        if (!prop)
            continue;
        for (const XmlElement &property : prop->children) {
            if (instruction.name == dav("set"))
                reader.set(property);
            else if (instruction.name == dav("remove"))
                reader.remove(property.name);
        }
    }
    return reader.result();
}

}
