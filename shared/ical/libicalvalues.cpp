#include "shared/ical/libicalvalues.h"

#include <libical/ical.h>

#include <QTimeZone>

#include <algorithm>
#include <memory>

namespace hearth::shared::libical {

namespace {
constexpr qsizetype kDateLength = 8;
constexpr qsizetype kTimeLength = 15;
constexpr qsizetype kMaxDurationText = 32;
constexpr int kLastSecond = 59;

struct FreeValue {
    void operator()(icalvalue *value) const { icalvalue_free(value); }
    void operator()(char *text) const { icalmemory_free_buffer(text); }
};

bool digits(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

/// What icaltime_from_string() takes for granted.
bool hasTimeForm(QStringView value)
{
    if (value.size() == kDateLength)
        return digits(value);
    const bool utc = value.endsWith(u'Z');
    return value.size() == kTimeLength + (utc ? 1 : 0) && value.at(kDateLength) == u'T'
        && digits(value.left(kDateLength)) && digits(value.mid(kDateLength + 1, 6));
}
}

QString decodedText(const QString &value)
{
    const QByteArray bytes = value.toUtf8();
    const std::unique_ptr<icalvalue, FreeValue> read(
        icalvalue_new_from_string(ICAL_TEXT_VALUE, bytes.constData()));
    return read ? QString::fromUtf8(icalvalue_get_text(read.get())) : value;
}

QString encodedText(const QString &text)
{
    QString clean = text;
    clean.remove(u'\r').remove(QChar::Null);
    const QByteArray bytes = clean.toUtf8();
    const std::unique_ptr<icalvalue, FreeValue> value(icalvalue_new_text(bytes.constData()));
    const std::unique_ptr<char, FreeValue> written(icalvalue_as_ical_string_r(value.get()));
    return QString::fromUtf8(written.get());
}

std::optional<WrittenTime> readTime(const QString &value)
{
    if (!hasTimeForm(value))
        return std::nullopt;
    const icaltimetype read = icaltime_from_string(value.toLatin1().constData());
    const QDate date(read.year, read.month, read.day);
    const QTime time(read.hour, read.minute, std::min(read.second, kLastSecond));
    if (!date.isValid() || date.year() < 1 || !time.isValid())
        return std::nullopt;
    return WrittenTime{QDateTime(date, time, Qt::UTC), read.is_date != 0, icaltime_is_utc(read) != 0};
}

std::optional<WrittenDuration> readDuration(const QString &value)
{
    if (value.size() > kMaxDurationText)
        return std::nullopt;
    const icaldurationtype read = icaldurationtype_from_string(value.toLatin1().constData());
    if (icaldurationtype_is_bad_duration(read) != 0)
        return std::nullopt;
    const qint64 sign = read.is_neg != 0 ? -1 : 1;
    return WrittenDuration{sign * (qint64{read.weeks} * 7 + read.days),
                           sign * (qint64{read.hours} * 3600 + qint64{read.minutes} * 60 + read.seconds)};
}

QString durationText(qint64 seconds)
{
    const std::unique_ptr<char, FreeValue> written(
        icaldurationtype_as_ical_string_r(icaldurationtype_from_int(int(seconds))));
    return QString::fromLatin1(written.get());
}

}
