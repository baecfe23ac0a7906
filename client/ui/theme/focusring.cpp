#include "client/ui/theme/focusring.h"

#include "client/ui/theme/roles.h"

#include <QAbstractButton>
#include <QApplication>
#include <QFocusFrame>
#include <QKeyEvent>
#include <QSlider>

namespace hearth::client::ui {

namespace {

bool wantsRing(const QWidget *widget)
{
    return qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QSlider *>(widget)
        || focusRingRadius(widget).has_value();
}

bool movesFocus(int key)
{
    switch (key) {
    case Qt::Key_Tab:
    case Qt::Key_Backtab:
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_F6:
        return true;
    default:
        return false;
    }
}

}

FocusRing::FocusRing(QObject *parent)
    : QObject(parent)
{
    qApp->installEventFilter(this);
    connect(qApp, &QApplication::focusChanged, this, &FocusRing::refresh);
}

FocusRing::~FocusRing() { delete m_frame; }

bool FocusRing::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::MouseButtonPress)
        setKeyboard(false);
    else if (event->type() == QEvent::KeyPress && movesFocus(static_cast<QKeyEvent *>(event)->key()))
        setKeyboard(true);
    return QObject::eventFilter(watched, event);
}

void FocusRing::setKeyboard(bool keyboard)
{
    QWidget *window = QApplication::activeWindow();
    if (window)
        window->setAttribute(Qt::WA_KeyboardFocusChange, keyboard);
    if (m_keyboard == keyboard)
        return;
    m_keyboard = keyboard;
    refresh();
    if (QWidget *focus = QApplication::focusWidget())
        focus->update();
}

void FocusRing::refresh()
{
    QWidget *focus = QApplication::focusWidget();
    if (focus)
        focus->window()->setAttribute(Qt::WA_KeyboardFocusChange, m_keyboard);
    if (!m_keyboard || !focus || !wantsRing(focus)) {
        if (m_frame)
            m_frame->setWidget(nullptr);
        return;
    }
    if (!m_frame)
        m_frame = new QFocusFrame;
    m_frame->setWidget(focus);
}

}
