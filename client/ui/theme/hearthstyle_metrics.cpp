#include "client/ui/theme/hearthstyle.h"

#include "client/ui/theme/paint.h"
#include "client/ui/theme/roles.h"
#include "client/ui/theme/styleparts.h"

#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QCalendarWidget>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFontMetricsF>
#include <QFrame>
#include <QPlainTextEdit>
#include <QTextEdit>

#include <cmath>

namespace hearth::client::ui {

namespace {

template <typename Option> const Option *as(const QStyleOption *option)
{
    return qstyleoption_cast<const Option *>(option);
}

bool isComboList(const QWidget *widget) { return widget && widget->inherits("QComboBoxPrivateContainer"); }

bool isInCalendar(const QWidget *widget)
{
    return widget && qobject_cast<const QCalendarWidget *>(widget->parentWidget());
}

bool isTextArea(const QWidget *widget)
{
    return qobject_cast<const QTextEdit *>(widget) || qobject_cast<const QPlainTextEdit *>(widget);
}

}

QSize HearthStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                    const QWidget *widget) const
{
    const Measures &m = m_theme.measures();
    switch (type) {
    case CT_PushButton:
        if (const auto *button = as<QStyleOptionButton>(option))
            return parts::pushButtonSize(m_theme, *button, widget);
        break;
    case CT_ToolButton:
        if (const auto *button = as<QStyleOptionToolButton>(option))
            return parts::toolButtonSize(m_theme, *button, widget);
        break;
    case CT_CheckBox:
    case CT_RadioButton:
        if (const auto *button = as<QStyleOptionButton>(option))
            return parts::checkSize(m_theme, *button, widget, type == CT_RadioButton);
        break;
    case CT_LineEdit:
        return {size.width() + 2 * m.inputPad, controlHeight(widget, m_theme)};
    case CT_ComboBox:
        return {size.width() + 2 * m.inputPad + m.icon16 + m.space8, controlHeight(widget, m_theme)};
    case CT_SpinBox: {
        const auto *spin = as<QStyleOptionSpinBox>(option);
        const bool bare = spin && spin->buttonSymbols == QAbstractSpinBox::NoButtons;
        const int buttons = bare ? m.inputPad : m.icon12 + m.inputPad;
        return {size.width() + m.inputPad + buttons, controlHeight(widget, m_theme)};
    }
    case CT_MenuItem:
        if (const auto *item = as<QStyleOptionMenuItem>(option))
            return parts::menuItemSize(m_theme, *item, widget);
        break;
    case CT_MenuBarItem:
        return {size.width() + 2 * m.space8, m.controlSmall};
    case CT_ItemViewItem: {
        QSize item = QProxyStyle::sizeFromContents(type, option, size, widget);
        const bool inCombo = widget && isComboList(widget->window());
        item.setHeight(std::max(item.height(), inCombo ? m.control : m.calendarRow));
        return item;
    }
    case CT_TabBarTab: {
        const QSize tab = QProxyStyle::sizeFromContents(type, option, size, widget);
        return {tab.width() + m.space8, m.control + m.space4};
    }
    case CT_HeaderSection:
        return {size.width() + 2 * m.space8, m.control};
    case CT_ProgressBar:
        return {size.width(), m.space12};
    default:
        break;
    }
    return QProxyStyle::sizeFromContents(type, option, size, widget);
}

QRect HearthStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const Measures &m = m_theme.measures();
    switch (element) {
    case SE_LineEditContents: {
        const auto *frame = as<QStyleOptionFrame>(option);
        if (frame && frame->lineWidth > 0)
            return option->rect.adjusted(m.inputPad - 2, 1, -(m.inputPad - 2), -1);
        return option->rect;
    }
    case SE_CheckBoxIndicator:
        return parts::indicatorRect(m_theme, *option, widget, false);
    case SE_RadioButtonIndicator:
        return parts::indicatorRect(m_theme, *option, widget, true);
    case SE_CheckBoxClickRect:
    case SE_RadioButtonClickRect:
    case SE_CheckBoxFocusRect:
    case SE_RadioButtonFocusRect:
        return option->rect;
    case SE_ProgressBarGroove:
    case SE_ProgressBarContents:
        return option->rect;
    default:
        return QProxyStyle::subElementRect(element, option, widget);
    }
}

QRect HearthStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl sub,
                                  const QWidget *widget) const
{
    switch (control) {
    case CC_ComboBox:
        if (const auto *combo = as<QStyleOptionComboBox>(option)) {
            if (sub == SC_ComboBoxListBoxPopup)
                return option->rect.adjusted(0, 0, 0, m_theme.measures().space4);
            return parts::comboRect(m_theme, *combo, sub);
        }
        break;
    case CC_SpinBox:
        if (const auto *spin = as<QStyleOptionSpinBox>(option))
            return parts::spinRect(m_theme, *spin, sub);
        break;
    case CC_ScrollBar:
        if (const auto *bar = as<QStyleOptionSlider>(option))
            return parts::scrollBarRect(m_theme, *bar, sub);
        break;
    default:
        break;
    }
    return QProxyStyle::subControlRect(control, option, sub, widget);
}

int HearthStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    const Measures &m = m_theme.measures();
    switch (metric) {
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_MenuBarPanelWidth:
    case PM_ScrollView_ScrollBarOverlap:
    case PM_ScrollView_ScrollBarSpacing:
    case PM_TabBarBaseHeight:
    case PM_TabBarBaseOverlap:
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarTabShiftVertical:
    case PM_ComboBoxFrameWidth:
    case PM_SpinBoxFrameWidth:
    case PM_ToolBarFrameWidth:
    case PM_MenuDesktopFrameWidth:
        return 0;
    case PM_DefaultFrameWidth:
        if (isComboList(widget))
            return m.space4;
        if (isTextArea(widget))
            return m.space4 + m.space2;
        return qobject_cast<const QAbstractItemView *>(widget) ? m.space4 : m.hairline;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
        return m.checkBoxRow;
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return m.radio;
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return m.space8;
    case PM_ButtonIconSize:
    case PM_SmallIconSize:
    case PM_TabBarIconSize:
    case PM_ListViewIconSize:
    case PM_LineEditIconSize:
        return m.icon16;
    case PM_ToolBarIconSize:
        return m.icon20;
    case PM_LineEditIconMargin:
        return m.space4;
    case PM_MessageBoxIconSize:
    case PM_LargeIconSize:
        return m.icon32;
    case PM_ScrollBarExtent:
        return m.scrollBar;
    case PM_ScrollBarSliderMin:
        return m.control;
    case PM_SliderThickness:
    case PM_SliderLength:
    case PM_SliderControlThickness:
        return m.icon20;
    case PM_MenuPanelWidth:
        return popupMargin();
    case PM_MenuHMargin:
    case PM_MenuVMargin:
        return m.space4 + m.space2;
    case PM_SubMenuOverlap:
        return m.space8;
    case PM_ToolTipLabelFrameWidth:
        return m.space8 - m.space2;
    case PM_FocusFrameHMargin: // Item views take it, and one pixel more, as the space beside their texts.
        if (isInCalendar(widget))
            return m.hairline;
        return qobject_cast<const QAbstractItemView *>(widget) ? m.space4 + m.space2 - 1 : paint::kFocusRoom;
    case PM_FocusFrameVMargin:
        return paint::kFocusRoom;
    case PM_SplitterWidth:
        return m.hairline;
    case PM_TabBarTabHSpace:
        return m.space24;
    case PM_TabBarTabVSpace:
        return m.space12;
    case PM_LayoutLeftMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutBottomMargin:
        return widget && widget->isWindow() ? m.dialogPad : m.space12;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return m.space8;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int HearthStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                           QStyleHintReturn *returned) const
{
    constexpr int kAnimationMs = 120;
    constexpr int kToolTipDelayMs = 500;
    constexpr int kSubMenuDelayMs = 150;
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_UnderlineShortcut:
    case SH_ComboBox_Popup:
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_FocusFrame_Mask:
    case SH_ScrollBar_Transient:
    case SH_ScrollView_FrameOnlyAroundContents:
    case SH_MessageBox_CenterButtons:
        return 0;
    case SH_ItemView_ShowDecorationSelected:
    case SH_FocusFrame_AboveWidget:
    case SH_ComboBox_ListMouseTracking:
    case SH_Menu_MouseTracking:
    case SH_Menu_SupportsSections:
    case SH_ScrollBar_LeftClickAbsolutePosition:
        return 1;
    case SH_ComboBox_PopupFrameStyle:
        return QFrame::StyledPanel | QFrame::Plain;
    case SH_DialogButtonLayout:
        return QDialogButtonBox::GnomeLayout;
    case SH_Widget_Animation_Duration:
        return m_theme.options().reducedMotion ? 0 : kAnimationMs;
    case SH_ToolTip_WakeUpDelay:
        return kToolTipDelayMs;
    case SH_Menu_SubMenuPopupDelay:
        return kSubMenuDelayMs;
    case SH_LineEdit_PasswordCharacter:
        return 0x2022;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returned);
    }
}

}
