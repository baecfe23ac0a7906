#pragma once

#include "client/ui/theme/theme.h"

#include <QPainter>
#include <QStyle>
#include <QStyleOption>
#include <QWidget>

namespace hearth::client::ui {

/// The parts of HearthStyle, one file for each family of controls. Each draws from the Theme alone.
namespace parts {

struct Context {
    const Theme &theme;
    QPainter &painter;
    const QWidget *widget;
};

inline bool has(const QStyleOption &option, QStyle::StateFlag flag) { return option.state & flag; }
inline bool rightToLeft(const QStyleOption &option) { return option.direction == Qt::RightToLeft; }

// buttonparts.cpp
void drawPushButton(const Context &c, const QStyleOptionButton &option);
void drawButtonPanel(const Context &c, const QStyleOption &option);
void drawToolButton(const Context &c, const QStyleOptionToolButton &option);
QSize pushButtonSize(const Theme &theme, const QStyleOptionButton &option, const QWidget *widget);
QSize toolButtonSize(const Theme &theme, const QStyleOptionToolButton &option, const QWidget *widget);

// checkparts.cpp
void drawCheckBox(const Context &c, const QStyleOptionButton &option);
void drawRadioButton(const Context &c, const QStyleOptionButton &option);
void drawCheckMark(const Context &c, const QStyleOption &option, const QRectF &rect);
void drawRadioMark(const Context &c, const QStyleOption &option, const QRectF &rect);
QRect indicatorRect(const Theme &theme, const QStyleOption &option, const QWidget *widget, bool radio);
QSize checkSize(const Theme &theme, const QStyleOptionButton &option, const QWidget *widget, bool radio);

// inputparts.cpp
void drawInputBox(const Context &c, const QStyleOption &option);
void drawComboBox(const Context &c, const QStyleOptionComboBox &option);
void drawComboLabel(const Context &c, const QStyleOptionComboBox &option);
void drawSpinBox(const Context &c, const QStyleOptionSpinBox &option);
QRect comboRect(const Theme &theme, const QStyleOptionComboBox &option, QStyle::SubControl sub);
QRect spinRect(const Theme &theme, const QStyleOptionSpinBox &option, QStyle::SubControl sub);

// menuparts.cpp
void drawMenuPanel(const Context &c, const QStyleOption &option, int margin);
void drawMenuItem(const Context &c, const QStyleOptionMenuItem &option);
void drawMenuBarItem(const Context &c, const QStyleOptionMenuItem &option);
QSize menuItemSize(const Theme &theme, const QStyleOptionMenuItem &option, const QWidget *widget);

// viewparts.cpp
void drawItemPanel(const Context &c, const QStyleOptionViewItem &option);
void drawScrollBar(const Context &c, const QStyleOptionSlider &option, const QRect &thumb);
QRect scrollBarRect(const Theme &theme, const QStyleOptionSlider &option, QStyle::SubControl sub);
void drawSlider(const Context &c, const QStyleOptionSlider &option, const QRect &handle);
void drawProgress(const Context &c, const QStyleOptionProgressBar &option);
void drawTab(const Context &c, const QStyleOptionTab &option);
void drawTabLabel(const Context &c, const QStyleOptionTab &option);
void drawHeader(const Context &c, const QStyleOption &option);
void drawFrame(const Context &c, const QStyleOption &option);
void drawToolTip(const Context &c, const QStyleOption &option);
void drawFocusFrame(const Context &c, const QStyleOption &option, int margin);
void drawArrow(const Context &c, const QStyleOption &option, const QString &icon);

}

}
