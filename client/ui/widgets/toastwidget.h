#pragma once

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QHBoxLayout;
class QPropertyAnimation;

namespace hearth::client::ui {

class ElidedLabel;
class ThemeSource;

/// The toast of a view: what just happened, and how to take it back. Sits at the bottom of `host`, above
/// everything in it, goes away by itself, and stays while the pointer or the focus is on it.
class ToastWidget : public QWidget {
    Q_OBJECT
public:
    ToastWidget(const ThemeSource &theme, QWidget *host);
    ~ToastWidget() override;

    /// Says `text`; takes the place of what was said before.
    void say(const QString &text);
    /// The same with "Undo" and its shortcut, such as "Ctrl+Z".
    void sayWithUndo(const QString &text, const QString &shortcut = {});
    /// The same with any other action.
    void sayWithAction(const QString &text, const QString &action, const QString &shortcut = {});
    void dismiss();

    QString text() const;
    /// How long it stays, in milliseconds.
    void setStay(int ms);

Q_SIGNALS:
    /// "Undo", or the other action, was taken; the toast is gone then.
    void actionTaken();
    /// It was closed, or its time was over.
    void dismissed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    class InverseButton;
    class InverseHint;

    void build();
    void present();
    void place();
    QPoint restingPlace() const;

    const ThemeSource &m_source;
    QPointer<QWidget> m_host;
    ElidedLabel *m_text = nullptr;
    InverseButton *m_action = nullptr;
    InverseHint *m_hint = nullptr;
    QTimer m_timer;
    QPropertyAnimation *m_rise = nullptr;
};

}
