#include "client/ui/widgets/buttons.h"

#include "client/ui/theme/icons.h"
#include "client/ui/theme/paint.h"
#include "client/ui/theme/roles.h"
#include "client/ui/theme/themesource.h"

#include <QPainter>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

IconButton::IconButton(const ThemeSource &theme, const QString &icon, const QString &name, QWidget *parent)
    : QToolButton(parent)
    , m_source(theme)
{
    setButtonRole(*this, ButtonRole::Icon);
    setToolButtonStyle(Qt::ToolButtonIconOnly);
    setAutoRaise(true);
    setFocusPolicy(Qt::TabFocus);
    setIconName(icon);
    setName(name);
}

void IconButton::setIconName(const QString &icon) { setIcon(Icons::icon(icon)); }

void IconButton::setName(const QString &name, const QString &shortcut)
{
    setAccessibleName(name);
    setToolTip(shortcut.isEmpty() ? name : u"%1, %2"_s.arg(name, shortcut));
}

void IconButton::setDot(bool dot)
{
    m_dot = dot;
    setAccessibleDescription(dot ? tr("something new") : QString());
    update();
}

void IconButton::paintEvent(QPaintEvent *event)
{
    QToolButton::paintEvent(event);
    if (!m_dot)
        return;
    constexpr qreal kDot = 7;
    constexpr qreal kInset = 7;
    QPainter painter(this);
    const QPointF centre(isRightToLeft() ? kInset : width() - kInset, kInset);
    paint::dot(painter, centre, kDot + 2, m_source.theme().paper());
    paint::dot(painter, centre, kDot, m_source.theme().ember());
}

PrimaryButton::PrimaryButton(const QString &text, QWidget *parent)
    : QPushButton(text, parent)
{
    setButtonRole(*this, ButtonRole::Primary);
}

PrimaryButton::PrimaryButton(const QString &icon, const QString &text, QWidget *parent)
    : PrimaryButton(text, parent)
{
    setIcon(Icons::icon(icon));
}

FlatButton::FlatButton(const QString &text, QWidget *parent)
    : QPushButton(text, parent)
{
    setButtonRole(*this, ButtonRole::Flat);
}

DangerButton::DangerButton(const QString &text, QWidget *parent)
    : QPushButton(text, parent)
{
    setButtonRole(*this, ButtonRole::Danger);
    setIcon(Icons::icon(u"trash"_s));
}

LinkButton::LinkButton(const QString &text, QWidget *parent)
    : QPushButton(text, parent)
{
    setButtonRole(*this, ButtonRole::Link);
    setCursor(Qt::PointingHandCursor);
}

Switch::Switch(const QString &text, QWidget *parent)
    : QCheckBox(text, parent)
{
    setSwitch(*this);
}

}
