#pragma once

#include <QColor>
#include <QIcon>
#include <QPixmap>
#include <QRectF>
#include <QString>

class QPainter;

namespace hearth::client::ui {

/// The stroke icons of the resources (":/hearth/icons/NAME.svg"), coloured and cached by name, size, colour
/// and device pixel ratio in QPixmapCache.
namespace Icons {

/// A pixmap of `size` device-independent pixels, sharp at `dpr`; null for an unknown name.
QPixmap pixmap(const QString &name, int size, const QColor &colour, qreal dpr, bool mirrored = false);

/// Paints the icon centred in `rect`, mirrored where it points somewhere and the painter's device is
/// right to left (pass the widget's layoutDirection() == Qt::RightToLeft).
void paint(QPainter &painter, const QRectF &rect, const QString &name, int size, const QColor &colour,
           bool rightToLeft = false);

/// Whether the icon turns round in a right-to-left layout (chevrons, send, undo; not the clock).
bool mirrors(const QString &name);

/// A QIcon that carries a name only: HearthStyle paints it in the colour of the control. Use it for
/// QAction, QAbstractButton and QLineEdit actions.
QIcon icon(const QString &name);

/// The name of an icon made by icon(); empty for any other.
QString name(const QIcon &icon);

/// Hearth's mark: the arch in `ink`, the flame in `ember`.
QPixmap mark(int size, const QColor &ink, const QColor &ember, qreal dpr);

/// The application's icon, for windows, the tray and the desktop file.
QIcon appIcon();

}

}
