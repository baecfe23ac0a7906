#pragma once

#include "shared/base/ids.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace hearth::server::gateway::caldav {

/// What lies at a path under /dav/. Each is a bit, so that a table can name several.
enum class Kind : unsigned {
    Root = 1, ///< /dav/
    Principals = 2, ///< /dav/principals/
    Principal = 4, ///< /dav/principals/<username>/
    Homes = 8, ///< /dav/calendars/
    Home = 16, ///< /dav/calendars/<username>/
    Calendar = 32, ///< /dav/calendars/<username>/<calendar>/
    Object = 64, ///< /dav/calendars/<username>/<calendar>/<object>
};

/// A path under /dav/, taken apart.
struct DavPath {
    Kind kind = Kind::Root;
    QString user; ///< as in the path
    QString calendar; ///< the segment: an id, or a name that a client has chosen
    QString object; ///< the object's name

    /// Nothing for what can't be one of ours. The segments are decoded, "dav" is the first.
    static std::optional<DavPath> fromSegments(const QStringList &segments);
    /// From a href in a body or a Destination field: an absolute path or a whole URL.
    static std::optional<DavPath> fromHref(const QString &href);

    DavPath principalOf() const { return {Kind::Principal, user, {}, {}}; }
    DavPath homeOf() const { return {Kind::Home, user, {}, {}}; }
    DavPath calendarOf(const QString &segment) const { return {Kind::Calendar, user, segment, {}}; }
    DavPath objectOf(const QString &name) const { return {Kind::Object, user, calendar, name}; }

    /// The absolute path, encoded; a collection's ends with '/'.
    QString href() const;
    bool is(Kind wanted) const { return kind == wanted; }
    bool isCollection() const { return kind != Kind::Object; }

    friend bool operator==(const DavPath &, const DavPath &) = default;
};

/// The id of the calendar that a user's segment names: the segment itself where it is a UUID, otherwise one
/// that follows from user and segment, so that a client may choose the address of the calendar that it makes.
shared::CalendarId calendarIdOf(const shared::UserId &user, const QString &segment);

}
