#include "shared/base/error.h"

#include <array>
#include <utility>

namespace hearth::shared {

namespace {
constexpr std::array<std::pair<ErrorCode, const char *>, 14> kNames{{
    {ErrorCode::InvalidArgument, "invalid_argument"},
    {ErrorCode::Unauthenticated, "unauthenticated"},
    {ErrorCode::Forbidden, "forbidden"},
    {ErrorCode::NotFound, "not_found"},
    {ErrorCode::Conflict, "conflict"},
    {ErrorCode::PreconditionFailed, "precondition_failed"},
    {ErrorCode::TooLarge, "too_large"},
    {ErrorCode::KeyReused, "key_reused"},
    {ErrorCode::RateLimited, "rate_limited"},
    {ErrorCode::Gone, "gone"},
    {ErrorCode::SnapshotRequired, "snapshot_required"},
    {ErrorCode::Internal, "internal"},
    {ErrorCode::Unavailable, "unavailable"},
    {ErrorCode::DeadlineExceeded, "deadline_exceeded"},
}};
}

QString errorCodeName(ErrorCode code)
{
    for (const auto &[known, name] : kNames)
        if (known == code)
            return QString::fromLatin1(name);
    return QStringLiteral("internal");
}

ErrorCode errorCodeFromName(const QString &name)
{
    for (const auto &[code, known] : kNames)
        if (name == QLatin1String(known))
            return code;
    return ErrorCode::Internal;
}

}
