#include "shared/base/text.h"

#include <QList>

#include <algorithm>

namespace hearth::shared {

namespace {
constexpr int kMaxUsername = 64;
constexpr int kMinPassword = 8;
constexpr int kMaxPassword = 1024;

bool isControl(char32_t c)
{
    const auto category = QChar::category(c);
    return category == QChar::Other_Control || category == QChar::Other_Surrogate
        || category == QChar::Separator_Line || category == QChar::Separator_Paragraph;
}

bool isUsernameCharacter(char32_t c)
{
    if (c == U'.' || c == U'_' || c == U'-')
        return true;
    return QChar::isLetterOrNumber(c) || QChar::isMark(c);
}
}

Result<QString> parseName(const QString &text, int maxLength, const QString &what)
{
    const QString name = text.normalized(QString::NormalizationForm_C).trimmed();
    const auto points = name.toUcs4();
    if (points.isEmpty())
        return Error{ErrorCode::InvalidArgument, what + QStringLiteral(" is missing.")};
    if (points.size() > maxLength)
        return Error{ErrorCode::InvalidArgument,
                     what + QStringLiteral(" has more than %1 characters.").arg(maxLength)};
    if (!name.isValidUtf16()
        || std::any_of(points.begin(), points.end(), [](uint c) { return isControl(c); }))
        return Error{ErrorCode::InvalidArgument, what + QStringLiteral(" contains control characters.")};
    return name;
}

Result<QString> parseUsername(const QString &text)
{
    const QString name = text.normalized(QString::NormalizationForm_C);
    const auto points = name.toUcs4();
    if (points.isEmpty())
        return Error{ErrorCode::InvalidArgument, QStringLiteral("The username is missing.")};
    if (points.size() > kMaxUsername)
        return Error{ErrorCode::InvalidArgument,
                     QStringLiteral("The username has more than %1 characters.").arg(kMaxUsername)};
    if (!std::all_of(points.begin(), points.end(), [](uint c) { return isUsernameCharacter(c); }))
        return Error{ErrorCode::InvalidArgument,
                     QStringLiteral("The username may have letters, digits, '.', '_' and '-' only.")};
    return name;
}

Outcome checkPassword(const QString &text)
{
    const auto length = text.toUcs4().size();
    if (length < kMinPassword)
        return Error{ErrorCode::InvalidArgument,
                     QStringLiteral("The password has fewer than %1 characters.").arg(kMinPassword)};
    if (length > kMaxPassword)
        return Error{ErrorCode::InvalidArgument,
                     QStringLiteral("The password has more than %1 characters.").arg(kMaxPassword)};
    return Done{};
}

QString foldedKey(const QString &name)
{
    return name.normalized(QString::NormalizationForm_KC)
        .toCaseFolded()
        .normalized(QString::NormalizationForm_C);
}

}
