#pragma once

#include <QWidget>

namespace hearth::client::ui {

/// A text as a QR code (ISO/IEC 18004, level M) by libqrencode; black on white in both themes, so that every
/// camera reads it.
class QrCode : public QWidget {
    Q_OBJECT

public:
    /// As large as whole pixels for each module allow within `size`, quiet zone included.
    QrCode(const QString &text, int size, QWidget *parent = nullptr);
    void setText(const QString &text);

    /// The modules row by row, true = dark; empty where the text is too long.
    static QList<QList<bool>> modules(const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int m_size;
    QList<QList<bool>> m_modules;
};

}
