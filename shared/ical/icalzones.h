#pragma once

#include "shared/ical/rawcomponent.h"

#include <QHash>
#include <QTimeZone>

#include <memory>

namespace hearth::shared {

/// What a TZID means.
struct ZoneMatch {
    QTimeZone zone;
    bool byItsName = false; ///< the TZID is the zone's IANA name
    QString note; ///< where the zone is only a guess: in which way
};

/// The zones that a text names, each as one of the world's: by its IANA name, by a name that has it at its
/// end, by Windows' name, by its definition's offsets, or else a guess. Looked up once for each name.
class ICalZones {
public:
    /// `otherwise` is the guess for a name that says nothing and has no definition.
    explicit ICalZones(const QTimeZone &otherwise);

    /// A VTIMEZONE; the first of a name counts.
    void define(const RawComponent &definition);
    const ZoneMatch &find(const QString &tzid);
    /// The VTIMEZONE of that name, or null.
    const RawComponent *definition(const QString &tzid) const;

private:
    ZoneMatch match(const QString &tzid);

    QTimeZone m_otherwise;
    QHash<QString, std::shared_ptr<RawComponent>> m_definitions;
    QHash<QString, ZoneMatch> m_found;
    int m_searches = 0;
};

/// The VTIMEZONEs that stand in a text, wherever they stand.
void defineZones(ICalZones &zones, QByteArrayView text);

}
