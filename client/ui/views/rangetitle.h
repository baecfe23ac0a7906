#pragma once

#include "client/ui/views/viewkind.h"

#include <QLocale>
#include <QString>

namespace hearth::client::ui {

/// How a view's days are called: "7 – 13 December 2026", "December 2026", "Wednesday 9 December 2026".
QString rangeTitle(const QLocale &locale, ViewKind kind, const DateRange &range, QDate date,
                   QLocale::FormatType format);

}
