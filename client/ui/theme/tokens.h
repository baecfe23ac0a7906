#pragma once

#include "client/ui/theme/theme.h"

#include <QColor>

#include <array>
#include <optional>

namespace hearth::client::ui {

/// Every colour of a mode, under the names of the design's tables.
struct Tokens {
    QColor paper, sheet, sheetDim, today, raised;
    QColor hover, press, select, segment;
    QColor line, lineStrong, control;
    QColor ink, ink2, ink3;
    QColor ember, emberHover, emberPress, onEmber, emberSoft, emberInk;
    QColor good, goodSoft, goodInk;
    QColor warn, warnSoft, warnInk;
    QColor bad, badSoft, badInk;
    QColor inverse, onInverse, inverseAction;
    QColor onEdge;
    std::array<CalendarTint, kCalendarColourCount> calendars;
};

/// The colours of a mode; an accent takes the ember's place and is moved until text on it is readable.
Tokens tokensFor(ThemeMode mode, const std::optional<QColor> &accent);

}
