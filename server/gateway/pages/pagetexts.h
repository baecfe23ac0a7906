#pragma once

#include "server/gateway/pages/html.h"

#include <QByteArrayView>
#include <QHash>
#include <QLocale>
#include <QStringList>

namespace hearth::server::gateway {

enum class PageLanguage { English, German, French, Spanish, Romanian, Russian };
constexpr int kPageLanguages = 6;

/// "en", "de", ...
QString languageCode(PageLanguage language);
/// Times are written in it.
QLocale localeOf(PageLanguage language);
/// The one that an Accept-Language field (RFC 9110, 12.5.4) likes best; English where it likes none.
PageLanguage preferredLanguage(QByteArrayView acceptLanguage);

/// What stands in a text's braces: {"person", "Ana"}.
using PageNames = QHash<QString, QString>;

/// A text of the pages; empty for a key that there is not.
QString pageText(QStringView key, PageLanguage language);
/// The same with its braces filled, as HTML: each name is escaped and isolated.
Html pageText(QStringView key, PageLanguage language, const PageNames &names);
/// The same as plain text, for a title.
QString plainText(QStringView key, PageLanguage language, const PageNames &names);
QStringList pageTextKeys();

}
