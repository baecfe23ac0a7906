#include "client/ui/views/rangetitle.h"

#include <QCoreApplication>

namespace hearth::client::ui {

namespace {

QString tr(const char *text, const char *comment)
{
    return QCoreApplication::translate("RangeTitle", text, comment);
}

QString year(QDate day) { return QString::number(day.year()); }

QString spanTitle(const QLocale &locale, const DateRange &range, QLocale::FormatType format)
{
    const QString first = locale.toString(range.first.day());
    const QString last = locale.toString(range.last.day());
    const QString lastMonth = locale.monthName(range.last.month(), format);
    const QString firstMonth = locale.monthName(range.first.month(), format);
    if (range.first.year() != range.last.year())
        return tr("%1 %2 %3 – %4 %5 %6", "day, month, year – day, month, year")
            .arg(first, firstMonth, year(range.first), last, lastMonth, year(range.last));
    if (range.first.month() != range.last.month())
        return tr("%1 %2 – %3 %4 %5", "day, month – day, month, year")
            .arg(first, firstMonth, last, lastMonth, year(range.last));
    return tr("%1 – %2 %3 %4", "day – day, month, year").arg(first, last, lastMonth, year(range.last));
}

}

QString rangeTitle(const QLocale &locale, ViewKind kind, const DateRange &range, QDate date,
                   QLocale::FormatType format)
{
    switch (kind) {
    case ViewKind::Day:
        return tr("%1 %2 %3 %4", "weekday, day, month, year")
            .arg(locale.dayName(date.dayOfWeek(), format), locale.toString(date.day()),
                 locale.monthName(date.month(), format), year(date));
    case ViewKind::Month:
        return tr("%1 %2", "month and year")
            .arg(locale.standaloneMonthName(date.month(), format), year(date));
    case ViewKind::ThreeDays:
    case ViewKind::WorkWeek:
    case ViewKind::Week:
    case ViewKind::Agenda:
        return spanTitle(locale, range, format);
    }
    Q_UNREACHABLE();
}

}
