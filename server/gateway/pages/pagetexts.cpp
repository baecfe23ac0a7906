#include "server/gateway/pages/pagetexts.h"

#include "server/gateway/pages/texttable.h"

#include <array>

namespace hearth::server::gateway {

using namespace Qt::StringLiterals;

namespace {
constexpr std::array<QLatin1StringView, kPageLanguages> kCodes{"en"_L1, "de"_L1, "fr"_L1,
                                                               "es"_L1, "ro"_L1, "ru"_L1};
constexpr qsizetype kMaxField = 1000; // of Accept-Language: what is longer is not read further

/// A language of the field with its weight; 0 for one that is not ours.
struct Wish {
    PageLanguage language = PageLanguage::English;
    double weight = 0;
};

Wish readWish(const QByteArray &item)
{
    const QByteArrayList parts = item.trimmed().toLower().split(';');
    const QByteArray code = parts.first().trimmed().split('-').first();
    double weight = 1;
    for (const QByteArray &each : parts.sliced(1))
        if (const QByteArray parameter = each.trimmed(); parameter.startsWith("q="))
            weight = parameter.sliced(2).toDouble();
    for (size_t i = 0; i < kCodes.size(); ++i)
        if (QLatin1StringView(code) == kCodes[i])
            return {static_cast<PageLanguage>(i), weight};
    return {};
}

QString filled(QString text, const PageNames &names, QString (*written)(const QString &))
{
    QString out;
    QStringView rest = text;
    while (true) {
        const qsizetype open = rest.indexOf(u'{');
        const qsizetype close = rest.indexOf(u'}', open);
        if (open < 0 || close < 0)
            break;
        out += rest.first(open);
        out += written(names.value(rest.sliced(open + 1, close - open - 1).toString()));
        rest = rest.sliced(close + 1);
    }
    out += rest;
    return out;
}
}

QString languageCode(PageLanguage language) { return kCodes[size_t(language)]; }

QLocale localeOf(PageLanguage language)
{
    return language == PageLanguage::English ? QLocale(QLocale::English, QLocale::UnitedKingdom)
                                             : QLocale(languageCode(language));
}

PageLanguage preferredLanguage(QByteArrayView acceptLanguage)
{
    Wish best;
    for (const QByteArray &item :
         acceptLanguage.first(qMin(acceptLanguage.size(), kMaxField)).toByteArray().split(','))
        if (const Wish wish = readWish(item); wish.weight > best.weight)
            best = wish;
    return best.language;
}

QString pageText(QStringView key, PageLanguage language)
{
    for (const PageText &text : kPageTexts)
        if (text.key == key)
            return text.in[size_t(language)].toString();
    return {};
}

// The text's braces survive the escaping.
Html pageText(QStringView key, PageLanguage language, const PageNames &names)
{
    return Html::markup(filled(Html::escaped(pageText(key, language)).text(), names,
                               [](const QString &name) { return Html::isolated(name).text(); }));
}

QString plainText(QStringView key, PageLanguage language, const PageNames &names)
{
    return filled(pageText(key, language), names, [](const QString &name) {
        return QChar(0x2068) + name + QChar(0x2069); // first strong isolate, and its end
    });
}

QStringList pageTextKeys()
{
    QStringList keys;
    for (const PageText &text : kPageTexts)
        keys.append(text.key.toString());
    return keys;
}

}
