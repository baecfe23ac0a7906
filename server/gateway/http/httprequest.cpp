#include "server/gateway/http/httprequest.h"

#include <QStringDecoder>
#include <QVarLengthArray>

#include <algorithm>

namespace hearth::server::gateway {

namespace {

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

bool isAscii(QByteArrayView text)
{
    return std::none_of(text.begin(), text.end(), [](char c) { return (c & 0x80) != 0; });
}

std::optional<QString> fromUtf8(QByteArrayView text)
{
    if (isAscii(text))
        return QString::fromLatin1(text);
    QStringDecoder decoder(QStringDecoder::Utf8, QStringConverter::Flag::Stateless);
    QString result = decoder.decode(text);
    if (decoder.hasError())
        return std::nullopt;
    return result;
}

bool hasControl(const QString &text)
{
    return std::any_of(text.begin(), text.end(),
                       [](QChar c) { return c.unicode() < 0x20 || c.unicode() == 0x7f; });
}

bool hasDotSegment(QStringView path)
{
    for (qsizetype slash = path.indexOf(u"/."); slash >= 0; slash = path.indexOf(u"/.", slash + 1)) {
        const QStringView rest = path.sliced(slash + 2);
        if (rest.isEmpty() || rest.startsWith(u'/') || rest == u"." || rest.startsWith(u"./"))
            return true;
    }
    return false;
}

/// Calls f(name, value), still encoded, for each item until it returns true.
template <class F> void eachItem(QByteArrayView query, F f)
{
    while (!query.isEmpty()) {
        const qsizetype end = query.indexOf('&');
        const QByteArrayView item = end < 0 ? query : query.first(end);
        query = end < 0 ? QByteArrayView() : query.sliced(end + 1);
        const qsizetype equals = item.indexOf('=');
        if (item.isEmpty())
            continue;
        const QByteArrayView name = equals < 0 ? item : item.first(equals);
        if (f(name, equals < 0 ? QByteArrayView() : item.sliced(equals + 1)))
            return;
    }
}

bool isTargetCharacter(char c) { return static_cast<unsigned char>(c) > 0x20 && c != 0x7f && c != '#'; }

}

std::optional<QString> percentDecoded(QByteArrayView text, bool plusIsSpace)
{
    QVarLengthArray<char, 256> bytes;
    for (qsizetype i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '%') {
            const int high = i + 2 < text.size() ? hexDigit(text[i + 1]) : -1;
            const int low = i + 2 < text.size() ? hexDigit(text[i + 2]) : -1;
            if (high < 0 || low < 0)
                return std::nullopt;
            c = char(high * 16 + low);
            i += 2;
        } else if (c == '+' && plusIsSpace) {
            c = ' ';
        }
        bytes.append(c);
    }
    return fromUtf8(QByteArrayView(bytes.constData(), bytes.size()));
}

QStringList HttpRequest::pathSegments() const
{
    QStringList parts;
    QByteArrayView rest =
        QByteArrayView(target).first(query.isNull() ? target.size() : target.size() - query.size() - 1);
    while (rest.startsWith('/')) {
        rest = rest.sliced(1);
        const qsizetype end = rest.indexOf('/');
        parts.append(percentDecoded(end < 0 ? rest : rest.first(end), false).value_or(QString()));
        rest = end < 0 ? QByteArrayView() : rest.sliced(end);
    }
    return parts;
}

std::optional<QString> HttpRequest::queryValue(QStringView name) const
{
    std::optional<QString> found;
    eachItem(query, [&](QByteArrayView key, QByteArrayView value) {
        if (percentDecoded(key, true) == name)
            found = percentDecoded(value, true);
        return found.has_value();
    });
    return found;
}

QList<std::pair<QString, QString>> HttpRequest::queryItems() const
{
    QList<std::pair<QString, QString>> items;
    eachItem(query, [&](QByteArrayView key, QByteArrayView value) {
        items.append(
            {percentDecoded(key, true).value_or(QString()), percentDecoded(value, true).value_or(QString())});
        return false;
    });
    return items;
}

bool HttpRequest::setTarget(QByteArrayView text)
{
    const bool asterisk = text == "*";
    if ((!asterisk && !text.startsWith('/')) || !std::all_of(text.begin(), text.end(), isTargetCharacter))
        return false;
    const qsizetype mark = text.indexOf('?');
    const QByteArrayView rawPath = mark < 0 ? text : text.first(mark);
    const QByteArrayView rawQuery = mark < 0 ? QByteArrayView() : text.sliced(mark + 1);
    const std::optional<QString> decoded = percentDecoded(rawPath, false);
    if (!decoded || hasControl(*decoded) || hasDotSegment(*decoded) || !percentDecoded(rawQuery, true))
        return false;
    target = text.toByteArray();
    path = *decoded;
    query = mark < 0 ? QByteArray() : QByteArray(rawQuery.data(), rawQuery.size());
    return true;
}

}
