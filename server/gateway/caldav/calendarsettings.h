#pragma once

#include "server/gateway/caldav/xmlelement.h"

#include <QList>

#include <optional>

namespace hearth::server::gateway::caldav {

/// What a PROPPATCH, MKCALENDAR or extended MKCOL wants of a calendar's properties.
struct CalendarSettings {
    std::optional<QString> name;
    std::optional<QString> colour;
    std::optional<QString> timeZone;
    bool noCalendar = false; ///< another resourcetype, or components without VEVENT
    QList<XmlName> understood;
    QList<XmlName> refused; ///< live ones that can't be set, or values that can't be read
    QList<XmlName> unknown; ///< what would have to be kept as it is

    bool changesAnything() const { return name || colour || timeZone; }
};

/// The DAV:set and DAV:remove within the root of a request, in their order.
CalendarSettings readSettings(const XmlElement &root);

}
