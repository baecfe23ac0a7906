#pragma once

#include "shared/ical/contentline.h"

#include <QByteArrayView>
#include <QList>
#include <QString>

#include <functional>

namespace hearth::shared {

/// What stands between BEGIN and END.
struct RawComponent {
    QString name; ///< in capitals
    int number = 0; ///< of the line with its BEGIN, from 1
    QList<ContentLine> lines;
    QList<RawComponent> children;
    QString fault; ///< why it can't be read; empty: it can
    int faultNumber = 0;

    /// Its lines with BEGIN and END, each ended by LF, as they came.
    QString toText() const;
    /// The first line of that name, or null.
    const ContentLine *find(QLatin1StringView wanted) const;
    /// All lines of one of these names.
    QList<ContentLine> all(std::initializer_list<QLatin1StringView> wanted) const;
};

constexpr qsizetype kMaxICalText = 20 * 1000 * 1000; ///< bytes
constexpr qsizetype kMaxICalLine = 256 * 1024; ///< bytes, unfolded
constexpr int kMaxICalDepth = 4; ///< of components in one of a VCALENDAR's
constexpr qsizetype kMaxICalLines = 2000; ///< of one of a VCALENDAR's components, with all that is in it
constexpr qsizetype kMaxICalComponents = 50'000;

/// What a text says beside its components.
struct ICalScan {
    bool calendar = false; ///< whether there was a VCALENDAR at all
    QList<ContentLine> properties; ///< of the first VCALENDAR
    bool tooMany = false; ///< there are more components than kMaxICalComponents
};

/// Cuts a text into the components that stand in its VCALENDARs and hands out one after the other, so that
/// there is never more than one of them in memory. Never fails and never goes deeper than kMaxICalDepth: what
/// is broken carries its fault, and the next component is read as if nothing had been.
ICalScan scanICal(QByteArrayView text, const std::function<void(RawComponent)> &take);
/// Lines and components as RawComponent::toText() writes what is in one.
RawComponent scanContent(const QString &text);

}
