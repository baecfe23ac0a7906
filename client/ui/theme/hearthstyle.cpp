#include "client/ui/theme/hearthstyle.h"

#include "client/ui/theme/compositor.h"
#include "client/ui/theme/focusring.h"
#include "client/ui/theme/icons.h"
#include "client/ui/theme/paint.h"
#include "client/ui/theme/styleparts.h"
#include "client/ui/theme/themepalette.h"
#include "client/ui/theme/themesource.h"

#include <QApplication>
#include <QToolTip>

namespace hearth::client::ui {

namespace {

using namespace Qt::StringLiterals;

template <typename Option> const Option *as(const QStyleOption *option)
{
    return qstyleoption_cast<const Option *>(option);
}

}

HearthStyle::HearthStyle(const ThemeSource &source)
    : QProxyStyle(u"Fusion"_s)
    , m_theme(source.theme())
    , m_compositor(hasCompositor())
{
    connect(&source, &ThemeSource::changed, this, [this, &source] {
        m_theme = source.theme();
        apply();
        restyleWidgets();
    });
}

void HearthStyle::polish(QApplication *application)
{
    QProxyStyle::polish(application);
    apply();
    if (!m_ring)
        m_ring = new FocusRing(this);
}

void HearthStyle::unpolish(QApplication *application)
{
    delete m_ring;
    m_ring = nullptr;
    QProxyStyle::unpolish(application);
}

void HearthStyle::apply()
{
    QApplication::setPalette(paletteFor(m_theme));
    QToolTip::setPalette(toolTipPaletteFor(m_theme));
    QApplication::setFont(m_theme.font(FontRole::Body));
    for (const char *name :
         {"QMenu", "QMenuBar", "QAbstractItemView", "QCheckBox", "QRadioButton", "QGroupBox"})
        QApplication::setFont(m_theme.font(FontRole::Control), name);
    for (const char *name : {"QPushButton", "QToolButton", "QTabBar"})
        QApplication::setFont(m_theme.font(FontRole::ControlStrong), name);
    QApplication::setFont(m_theme.font(FontRole::EventTitle), "QHeaderView");
    QApplication::setFont(m_theme.font(FontRole::Caption), "QTipLabel");
    QToolTip::setFont(m_theme.font(FontRole::Caption));
}

/// Fonts and palette travel by themselves; metrics don't.
void HearthStyle::restyleWidgets()
{
    for (QWidget *widget : QApplication::allWidgets()) {
        QEvent change(QEvent::StyleChange);
        QCoreApplication::sendEvent(widget, &change);
        widget->updateGeometry();
        widget->update();
    }
}

int HearthStyle::popupMargin() const { return m_compositor ? m_theme.measures().shadowMargin : 0; }

QPalette HearthStyle::standardPalette() const { return paletteFor(m_theme); }

bool HearthStyle::drawIndicator(PrimitiveElement element, const QStyleOption &option, QPainter &painter,
                                const QWidget *widget) const
{
    const parts::Context c{m_theme, painter, widget};
    switch (element) {
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        parts::drawCheckMark(c, option, option.rect);
        return true;
    case PE_IndicatorRadioButton:
        parts::drawRadioMark(c, option, option.rect);
        return true;
    case PE_IndicatorArrowUp:
    case PE_IndicatorSpinUp:
        parts::drawArrow(c, option, u"up"_s);
        return true;
    case PE_IndicatorArrowDown:
    case PE_IndicatorSpinDown:
    case PE_IndicatorButtonDropDown:
        parts::drawArrow(c, option, u"down"_s);
        return true;
    case PE_IndicatorArrowLeft:
        Icons::paint(painter, option.rect, u"left"_s, m_theme.measures().icon16, m_theme.ink2());
        return true;
    case PE_IndicatorArrowRight:
        Icons::paint(painter, option.rect, u"right"_s, m_theme.measures().icon16, m_theme.ink2());
        return true;
    case PE_IndicatorBranch:
        if (option.state & State_Children)
            parts::drawArrow(c, option, option.state & State_Open ? u"down"_s : u"right"_s);
        return true;
    case PE_IndicatorTabClose:
        parts::drawArrow(c, option, u"x"_s);
        return true;
    default:
        return false;
    }
}

bool HearthStyle::drawPanel(PrimitiveElement element, const QStyleOption &option, QPainter &painter,
                            const QWidget *widget) const
{
    const parts::Context c{m_theme, painter, widget};
    switch (element) {
    case PE_FrameFocusRect:
    case PE_FrameMenu:
    case PE_FrameStatusBarItem:
    case PE_PanelStatusBar:
    case PE_PanelMenuBar:
    case PE_FrameTabWidget:
    case PE_FrameTabBarBase:
    case PE_FrameDefaultButton:
    case PE_FrameButtonBevel:
        return true;
    case PE_PanelButtonCommand:
    case PE_PanelButtonTool:
    case PE_PanelButtonBevel:
        parts::drawButtonPanel(c, option);
        return true;
    case PE_PanelLineEdit:
        if (const auto *frame = as<QStyleOptionFrame>(&option); frame && frame->lineWidth > 0)
            parts::drawInputBox(c, option);
        return true;
    case PE_FrameLineEdit:
        parts::drawInputBox(c, option);
        return true;
    case PE_Frame:
        parts::drawFrame(c, option);
        return true;
    case PE_FrameGroupBox:
        paint::box(painter, option.rect, m_theme.measures().radiusCard, m_theme.raised(), m_theme.line());
        return true;
    case PE_PanelMenu:
        parts::drawMenuPanel(c, option, popupMargin());
        return true;
    case PE_PanelTipLabel:
        parts::drawToolTip(c, option);
        return true;
    case PE_PanelItemViewItem:
        if (const auto *item = as<QStyleOptionViewItem>(&option))
            parts::drawItemPanel(c, *item);
        return true;
    case PE_PanelItemViewRow: // The items draw their own ground, row and all.
        return true;
    default:
        return false;
    }
}

void HearthStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                                const QWidget *widget) const
{
    if (drawIndicator(element, *option, *painter, widget) || drawPanel(element, *option, *painter, widget))
        return;
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

bool HearthStyle::drawButtonControl(ControlElement element, const QStyleOption &option, QPainter &painter,
                                    const QWidget *widget) const
{
    const parts::Context c{m_theme, painter, widget};
    const auto *button = as<QStyleOptionButton>(&option);
    if (element == CE_PushButtonBevel)
        parts::drawButtonPanel(c, option);
    else if (element == CE_PushButton && button)
        parts::drawPushButton(c, *button);
    else if (element == CE_CheckBox && button)
        parts::drawCheckBox(c, *button);
    else if (element == CE_RadioButton && button)
        parts::drawRadioButton(c, *button);
    else
        return false;
    return true;
}

bool HearthStyle::drawMenuControl(ControlElement element, const QStyleOption &option, QPainter &painter,
                                  const QWidget *widget) const
{
    const parts::Context c{m_theme, painter, widget};
    const auto *item = as<QStyleOptionMenuItem>(&option);
    switch (element) {
    case CE_MenuItem:
        if (item)
            parts::drawMenuItem(c, *item);
        return item;
    case CE_MenuBarItem:
        if (item)
            parts::drawMenuBarItem(c, *item);
        return item;
    case CE_MenuEmptyArea:
    case CE_MenuTearoff:
    case CE_MenuBarEmptyArea:
        return true;
    default:
        return false;
    }
}

/// Frames with a shape of their own are lines: a hairline, as any other.
bool HearthStyle::drawLineControl(ControlElement element, const QStyleOption &option, QPainter &painter,
                                  const QWidget *widget) const
{
    const QRect &r = option.rect;
    const auto across = [&] {
        paint::hline(painter, r.left(), r.right() + 1, r.center().y(), m_theme.line());
    };
    const auto down = [&] { paint::vline(painter, r.center().x(), r.top(), r.bottom() + 1, m_theme.line()); };
    if (element == CE_Splitter) {
        option.state &State_Horizontal ? down() : across();
        return true;
    }
    const auto *frame = as<QStyleOptionFrame>(&option);
    if (element != CE_ShapedFrame || !frame)
        return false;
    if (frame->frameShape == QFrame::HLine)
        across();
    else if (frame->frameShape == QFrame::VLine)
        down();
    else
        parts::drawFrame({m_theme, painter, widget}, option);
    return true;
}

bool HearthStyle::drawViewControl(ControlElement element, const QStyleOption &option, QPainter &painter,
                                  const QWidget *widget) const
{
    const parts::Context c{m_theme, painter, widget};
    const auto *tab = as<QStyleOptionTab>(&option);
    if (const auto *combo = as<QStyleOptionComboBox>(&option); combo && element == CE_ComboBoxLabel)
        parts::drawComboLabel(c, *combo);
    else if (const auto *bar = as<QStyleOptionProgressBar>(&option); bar && element == CE_ProgressBar)
        parts::drawProgress(c, *bar);
    else if (element == CE_TabBarTabShape && tab)
        parts::drawTab(c, *tab);
    else if (element == CE_TabBarTabLabel && tab)
        parts::drawTabLabel(c, *tab);
    else if (element == CE_HeaderSection || element == CE_HeaderEmptyArea)
        parts::drawHeader(c, option);
    else if (element == CE_FocusFrame)
        parts::drawFocusFrame(c, option, paint::kFocusRoom);
    else
        return element == CE_SizeGrip || element == CE_ToolBar; // Nothing is drawn for these.
    return true;
}

void HearthStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                              const QWidget *widget) const
{
    const bool drawn = drawButtonControl(element, *option, *painter, widget)
        || drawMenuControl(element, *option, *painter, widget)
        || drawLineControl(element, *option, *painter, widget)
        || drawViewControl(element, *option, *painter, widget);
    if (!drawn)
        QProxyStyle::drawControl(element, option, painter, widget);
}

void HearthStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                                     QPainter *painter, const QWidget *widget) const
{
    const parts::Context c{m_theme, *painter, widget};
    switch (control) {
    case CC_ComboBox:
        if (const auto *combo = as<QStyleOptionComboBox>(option))
            return parts::drawComboBox(c, *combo);
        break;
    case CC_SpinBox:
        if (const auto *spin = as<QStyleOptionSpinBox>(option))
            return parts::drawSpinBox(c, *spin);
        break;
    case CC_ToolButton:
        if (const auto *button = as<QStyleOptionToolButton>(option))
            return parts::drawToolButton(c, *button);
        break;
    case CC_ScrollBar:
        if (const auto *bar = as<QStyleOptionSlider>(option))
            return parts::drawScrollBar(c, *bar,
                                        subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget));
        break;
    case CC_Slider:
        if (const auto *slider = as<QStyleOptionSlider>(option))
            return parts::drawSlider(c, *slider, subControlRect(CC_Slider, option, SC_SliderHandle, widget));
        break;
    default:
        break;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

}
