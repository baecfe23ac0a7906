#include "client/ui/firstrun/qrcode.h"

#include <QPainter>

#include <qrencode.h>

#include <cmath>
#include <memory>

namespace hearth::client::ui {

namespace {
constexpr int kQuietModules = 4;
}

QrCode::QrCode(const QString &text, int size, QWidget *parent)
    : QWidget(parent)
    , m_size(size)
{
    setAccessibleName(tr("QR code of the invitation"));
    setText(text);
}

void QrCode::setText(const QString &text)
{
    m_modules = modules(text);
    const int across = int(m_modules.size()) + 2 * kQuietModules;
    const int side = std::max(m_size / across, 2) * across;
    setFixedSize(side, side);
    update();
}

QList<QList<bool>> QrCode::modules(const QString &text)
{
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeString(text.toUtf8().constData(), 0, QR_ECLEVEL_M, QR_MODE_8, 1), &QRcode_free);
    QList<QList<bool>> rows;
    if (!code)
        return rows;
    for (int y = 0; y < code->width; ++y) {
        QList<bool> row;
        for (int x = 0; x < code->width; ++x)
            row.append(code->data[y * code->width + x] & 1);
        rows.append(row);
    }
    return rows;
}

void QrCode::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), Qt::white);
    if (m_modules.isEmpty())
        return;
    // Whole device pixels for each module keep the edges sharp.
    const qreal dpr = devicePixelRatioF();
    const int across = int(m_modules.size()) + 2 * kQuietModules;
    const qreal module = std::max(1.0, std::floor(width() * dpr / across)) / dpr;
    const qreal offset = (width() - module * int(m_modules.size())) / 2;
    const qreal start = std::floor(offset * dpr) / dpr;
    for (int y = 0; y < m_modules.size(); ++y)
        for (int x = 0; x < m_modules.size(); ++x)
            if (m_modules[y][x])
                painter.fillRect(QRectF(start + x * module, start + y * module, module, module), Qt::black);
}

}
