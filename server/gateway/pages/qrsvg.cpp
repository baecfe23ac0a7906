#include "server/gateway/pages/qrsvg.h"

#include <qrencode.h>

#include <memory>

namespace hearth::server::gateway {

using namespace Qt::StringLiterals;

namespace {
constexpr int kQuiet = 4; // modules around it

/// The black modules, a horizontal run at a time.
QString pathOf(const QRcode &code)
{
    QString path;
    const auto isBlack = [&](int x, int y) { return (code.data[y * code.width + x] & 1) != 0; };
    for (int y = 0; y < code.width; ++y)
        for (int x = 0; x < code.width; ++x) {
            if (!isBlack(x, y))
                continue;
            const int start = x;
            while (x < code.width && isBlack(x, y))
                ++x;
            path += u"M%1 %2h%3v1h-%3z"_s.arg(start + kQuiet).arg(y + kQuiet).arg(x - start);
        }
    return path;
}
}

Html qrSvg(const QString &text, const QString &label)
{
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeString(text.toUtf8().constData(), 0, QR_ECLEVEL_M, QR_MODE_8, 1), &QRcode_free);
    if (!code)
        return {};
    const int side = code->width + 2 * kQuiet;
    return Html::markup(
        u"<svg class=\"qr\" role=\"img\" aria-label=\"%1\" viewBox=\"0 0 %2 %2\" "
        u"shape-rendering=\"crispEdges\">"
        "<path fill=\"#fff\" d=\"M0 0h%2v%2h-%2z\"/><path fill=\"#000\" d=\"%3\"/></svg>"_s.arg(
            Html::escaped(label).text(), QString::number(side), pathOf(*code)));
}

}
