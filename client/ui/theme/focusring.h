#pragma once

#include <QObject>
#include <QPointer>

class QFocusFrame;
class QWidget;

namespace hearth::client::ui {

/// Shows the focus ring round buttons and the like after the keyboard was used, above all neighbours, and
/// keeps Qt::WA_KeyboardFocusChange of the windows true to what was used last.
class FocusRing : public QObject {
    Q_OBJECT
public:
    explicit FocusRing(QObject *parent = nullptr);
    ~FocusRing() override;

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void setKeyboard(bool keyboard);
    void refresh();

    bool m_keyboard = false;
    QPointer<QFocusFrame> m_frame;
};

}
