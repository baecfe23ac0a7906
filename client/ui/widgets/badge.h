#pragma once

#include <QRectF>
#include <QWidget>

class QPainter;

namespace hearth::client::ui {

class Theme;
class ThemeSource;

/// The width of the ember circle (or pill) with a number.
qreal badgeWidth(const Theme &theme, int count);

/// Paints it in the middle of `rect`; more than 99 is "99+".
void paintBadge(QPainter &painter, const QRectF &rect, int count, const Theme &theme);

/// A number of new things, in ember.
class Badge : public QWidget {
    Q_OBJECT
public:
    Badge(const ThemeSource &theme, int count, QWidget *parent = nullptr);

    /// Hidden at 0.
    void setCount(int count);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const ThemeSource &m_source;
    int m_count = 0;
};

/// A key in a small box, such as "Ctrl Z".
class KeyHint : public QWidget {
    Q_OBJECT
public:
    KeyHint(const ThemeSource &theme, const QString &keys, QWidget *parent = nullptr);

    void setKeys(const QString &keys);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const ThemeSource &m_source;
    QString m_keys;
};

}
