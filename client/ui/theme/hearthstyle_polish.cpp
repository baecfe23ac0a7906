#include "client/ui/theme/hearthstyle.h"

#include "client/ui/theme/icons.h"
#include "client/ui/theme/roles.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QCalendarWidget>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPalette>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSlider>
#include <QTabBar>
#include <QTextCharFormat>
#include <QTextEdit>

namespace hearth::client::ui {

namespace {

using namespace Qt::StringLiterals;

bool reactsToHover(const QWidget *widget)
{
    return qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QComboBox *>(widget)
        || qobject_cast<const QLineEdit *>(widget) || qobject_cast<const QAbstractSpinBox *>(widget)
        || qobject_cast<const QTabBar *>(widget) || qobject_cast<const QScrollBar *>(widget)
        || qobject_cast<const QSlider *>(widget) || qobject_cast<const QTextEdit *>(widget)
        || qobject_cast<const QPlainTextEdit *>(widget);
}

bool isRoundPopup(const QWidget *widget)
{
    return qobject_cast<const QMenu *>(widget) || widget->inherits("QTipLabel")
        || widget->inherits("QComboBoxPrivateContainer");
}

/// The accepting button of a dialog is its ember one, the destructive one is red, unless somebody said else.
void giveDialogRole(QPushButton &button)
{
    const auto *box = qobject_cast<const QDialogButtonBox *>(button.parentWidget());
    if (!box || button.property("hearthRole").isValid())
        return;
    switch (box->buttonRole(&button)) {
    case QDialogButtonBox::AcceptRole:
    case QDialogButtonBox::YesRole:
        setButtonRole(button, ButtonRole::Primary);
        break;
    case QDialogButtonBox::DestructiveRole:
        setButtonRole(button, ButtonRole::Danger);
        break;
    default:
        break;
    }
}

void calmCalendar(QCalendarWidget &calendar, const Theme &theme)
{
    calendar.setVerticalHeaderFormat(QCalendarWidget::ISOWeekNumbers);
    const QTextCharFormat day; // Without the red of weekends.
    for (int weekday = Qt::Monday; weekday <= Qt::Sunday; ++weekday)
        calendar.setWeekdayTextFormat(Qt::DayOfWeek(weekday), day);
    QTextCharFormat header;
    header.setForeground(theme.ink3());
    header.setBackground(theme.raised());
    calendar.setHeaderTextFormat(header);
    if (auto *bar = calendar.findChild<QWidget *>(u"qt_calendar_navigationbar"_s))
        bar->setBackgroundRole(QPalette::Base);
    constexpr int kColumns = 8;
    constexpr int kRows = 8;
    const Measures &m = theme.measures();
    calendar.setMinimumSize(kColumns * (m.control + m.space4 + m.space2), kRows * m.control);
}

}

void HearthStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (reactsToHover(widget))
        widget->setAttribute(Qt::WA_Hover);
    if (auto *view = qobject_cast<QAbstractItemView *>(widget))
        view->viewport()->setAttribute(Qt::WA_Hover);
    if (isRoundPopup(widget) && m_compositor) {
        widget->setAttribute(Qt::WA_TranslucentBackground);
    }
    if (qobject_cast<QMenu *>(widget))
        widget->installEventFilter(this);
    if (auto *button = qobject_cast<QPushButton *>(widget))
        giveDialogRole(*button);
    if (auto *calendar = qobject_cast<QCalendarWidget *>(widget))
        calmCalendar(*calendar, m_theme);
}

/// A menu's window has its shadow inside: the panel, not the window, belongs at the place that was asked for.
bool HearthStyle::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Show) {
        if (auto *menu = qobject_cast<QMenu *>(watched)) {
            const int margin = popupMargin();
            menu->move(menu->pos() + QPoint(menu->isRightToLeft() ? margin : -margin, -margin));
        }
    }
    return QProxyStyle::eventFilter(watched, event);
}

QIcon HearthStyle::standardIcon(StandardPixmap pixmap, const QStyleOption *option,
                                const QWidget *widget) const
{
    const auto coloured = [this, widget](const QString &name, const QColor &colour) {
        const qreal dpr = widget ? widget->devicePixelRatioF() : 1.0;
        return QIcon(Icons::pixmap(name, m_theme.measures().icon32, colour, dpr));
    };
    switch (pixmap) {
    case SP_MessageBoxWarning:
        return coloured(u"alert"_s, m_theme.warn());
    case SP_MessageBoxCritical:
        return coloured(u"alert"_s, m_theme.bad());
    case SP_MessageBoxInformation:
        return coloured(u"info"_s, m_theme.ink3());
    case SP_MessageBoxQuestion:
        return coloured(u"help"_s, m_theme.ink3());
    case SP_LineEditClearButton:
    case SP_TitleBarCloseButton:
    case SP_DialogCloseButton:
        return Icons::icon(u"x"_s);
    case SP_ArrowLeft:
        return Icons::icon(u"left"_s);
    case SP_ArrowRight:
        return Icons::icon(u"right"_s);
    default:
        return QProxyStyle::standardIcon(pixmap, option, widget);
    }
}

}
