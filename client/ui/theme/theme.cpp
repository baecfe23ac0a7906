#include "client/ui/theme/theme.h"

#include "client/ui/theme/tokens.h"

#include <QFontDatabase>
#include <QGuiApplication>

#include <cmath>
#include <cstdlib>
#include <vector>

namespace hearth::client::ui {

namespace {

using namespace Qt::StringLiterals;

/// From this size on the letters of Inter Display are the better ones.
constexpr int kDisplayFrom = 18;

struct TypeStep {
    int size;
    int line;
    QFont::Weight weight;
};

constexpr std::array<TypeStep, kFontRoleCount> kTypeScale = {{
    {28, 36, QFont::DemiBold}, // Display
    {16, 24, QFont::Normal}, // Lead
    {20, 28, QFont::DemiBold}, // Title
    {18, 24, QFont::DemiBold}, // Heading
    {15, 20, QFont::DemiBold}, // Group
    {14, 20, QFont::Normal}, // Body
    {14, 20, QFont::DemiBold}, // BodyStrong
    {13, 18, QFont::Normal}, // Control
    {13, 18, QFont::Medium}, // ControlStrong
    {13, 18, QFont::DemiBold}, // ControlBold
    {12, 16, QFont::Normal}, // Event
    {12, 16, QFont::Medium}, // EventStrong
    {12, 16, QFont::DemiBold}, // EventTitle
    {12, 16, QFont::Normal}, // Caption
}};

int scaledBy(int px, int percent) { return int(std::lround(px * percent / 100.0)); }

int nearestTextSize(int percent)
{
    int best = 100;
    for (int step : {100, 115, 130, 150}) {
        if (std::abs(step - percent) < std::abs(best - percent))
            best = step;
    }
    return best;
}

QStringList families(int size)
{
    QStringList list;
    if (size >= kDisplayFrom)
        list << u"Inter Display"_s;
    list << u"Inter"_s;
    if (qGuiApp)
        list << QFontDatabase::systemFont(QFontDatabase::GeneralFont).families();
    return list;
}

QFont makeFont(const TypeStep &step, int percent)
{
    QFont font(families(step.size));
    font.setPixelSize(scaledBy(step.size, percent));
    font.setWeight(step.weight);
    const bool sharp = qGuiApp && qGuiApp->devicePixelRatio() > 1.0;
    font.setHintingPreference(sharp ? QFont::PreferNoHinting : QFont::PreferVerticalHinting);
    return font;
}

std::vector<int *> scaledFields(Measures &m)
{
    return {&m.sidebar,        &m.sidebarMin,    &m.sidebarMax,   &m.panel,           &m.panelMin,
            &m.panelMax,       &m.topBar,        &m.statusBar,    &m.miniCellWidth,   &m.miniCellHeight,
            &m.miniWeekColumn, &m.calendarRow,   &m.personRow,    &m.timeColumn,      &m.dayHead,
            &m.dayHeadPeople,  &m.hourRow,       &m.hourRowMin,   &m.hourRowMax,      &m.eventMin,
            &m.allDayLane,     &m.eventPadRight, &m.eventPadLeft, &m.narrowEvent,     &m.narrowPadLeft,
            &m.monthDate,      &m.monthLane,     &m.monthRow,     &m.monthWeekColumn, &m.control,
            &m.controlDialog,  &m.controlLarge,  &m.controlSmall, &m.buttonPad,       &m.buttonPadLarge,
            &m.buttonPadSmall, &m.inputPad,      &m.checkBox,     &m.checkBoxRow,     &m.radio,
            &m.switchWidth,    &m.switchHeight,  &m.avatar,       &m.avatarSmall,     &m.avatarLarge,
            &m.chip,           &m.menuRow,       &m.banner,       &m.keyHint,         &m.badge,
            &m.toolTip,        &m.target,        &m.icon12,       &m.icon16,          &m.icon20,
            &m.icon24,         &m.icon32,        &m.popoverMin,   &m.popoverMax,      &m.toast,
            &m.dialogHead,     &m.dialogFoot};
}

Measures measuresFor(const ThemeOptions &options)
{
    Measures m;
    for (int *field : scaledFields(m))
        *field = scaledBy(*field, options.textSize);
    if (options.reducedMotion)
        m.fadePopover = m.foldPanel = m.turnPage = m.showToast = 0;
    return m;
}

}

struct Theme::Data {
    ThemeOptions options;
    Tokens tokens;
    std::array<QFont, kFontRoleCount> fonts;
    Measures measures;
};

Theme::Theme(const ThemeOptions &wanted)
{
    ThemeOptions options = wanted;
    options.textSize = nearestTextSize(wanted.textSize);
    auto data = std::make_shared<Data>();
    data->options = options;
    data->tokens = tokensFor(options.mode, options.accent);
    for (std::size_t i = 0; i < kTypeScale.size(); ++i)
        data->fonts[i] = makeFont(kTypeScale[i], options.textSize);
    data->measures = measuresFor(options);
    m_data = std::move(data);
}

const ThemeOptions &Theme::options() const { return m_data->options; }
QColor Theme::paper() const { return m_data->tokens.paper; }
QColor Theme::sheet() const { return m_data->tokens.sheet; }
QColor Theme::sheetDim() const { return m_data->tokens.sheetDim; }
QColor Theme::today() const { return m_data->tokens.today; }
QColor Theme::raised() const { return m_data->tokens.raised; }
QColor Theme::hover() const { return m_data->tokens.hover; }
QColor Theme::press() const { return m_data->tokens.press; }
QColor Theme::select() const { return m_data->tokens.select; }
QColor Theme::segment() const { return m_data->tokens.segment; }
QColor Theme::line() const { return m_data->tokens.line; }
QColor Theme::lineStrong() const { return m_data->tokens.lineStrong; }
QColor Theme::control() const { return m_data->tokens.control; }
QColor Theme::ink() const { return m_data->tokens.ink; }
QColor Theme::ink2() const { return m_data->tokens.ink2; }
QColor Theme::ink3() const { return m_data->tokens.ink3; }
QColor Theme::ember() const { return m_data->tokens.ember; }
QColor Theme::emberHover() const { return m_data->tokens.emberHover; }
QColor Theme::emberPress() const { return m_data->tokens.emberPress; }
QColor Theme::onEmber() const { return m_data->tokens.onEmber; }
QColor Theme::emberSoft() const { return m_data->tokens.emberSoft; }
QColor Theme::emberInk() const { return m_data->tokens.emberInk; }
QColor Theme::good() const { return m_data->tokens.good; }
QColor Theme::goodSoft() const { return m_data->tokens.goodSoft; }
QColor Theme::goodInk() const { return m_data->tokens.goodInk; }
QColor Theme::warn() const { return m_data->tokens.warn; }
QColor Theme::warnSoft() const { return m_data->tokens.warnSoft; }
QColor Theme::warnInk() const { return m_data->tokens.warnInk; }
QColor Theme::bad() const { return m_data->tokens.bad; }
QColor Theme::badSoft() const { return m_data->tokens.badSoft; }
QColor Theme::badInk() const { return m_data->tokens.badInk; }
QColor Theme::inverse() const { return m_data->tokens.inverse; }
QColor Theme::onInverse() const { return m_data->tokens.onInverse; }
QColor Theme::inverseAction() const { return m_data->tokens.inverseAction; }
QColor Theme::onEdge() const { return m_data->tokens.onEdge; }
QColor Theme::disabled() const { return m_data->tokens.ink3; }

CalendarTint Theme::tint(CalendarColour colour) const
{
    return m_data->tokens.calendars[std::size_t(colour)];
}

EventColours Theme::calendar(CalendarColour colour, EventState state) const
{
    constexpr qreal kHoverShare = 0.12;
    const CalendarTint base = tint(colour);
    const EventColours normal{.fill = base.fill, .text = base.text, .edge = base.edge};
    EventColours result = normal;
    switch (state) {
    case EventState::Normal:
        break;
    case EventState::Hover:
        result.fill = mixed(base.fill, base.edge, kHoverShare);
        break;
    case EventState::Selected:
        result.fill = base.edge;
        result.text = onEdge();
        break;
    case EventState::Unanswered:
        return {.fill = sheet(),
                .text = base.text,
                .edge = {},
                .outline = base.edge,
                .outlineWidth = 1.5,
                .dashed = true};
    case EventState::Declined:
    case EventState::Cancelled:
        return {.fill = sheet(),
                .text = ink3(),
                .edge = lineStrong(),
                .outline = lineStrong(),
                .outlineWidth = 1,
                .struck = true,
                .sign = state == EventState::Cancelled};
    case EventState::Past:
        result.fill = mixed(base.fill, sheet(), 0.5);
        break;
    }
    return result;
}

const QFont &Theme::font(FontRole role) const { return m_data->fonts[std::size_t(role)]; }

int Theme::lineHeight(FontRole role) const { return scaled(kTypeScale[std::size_t(role)].line); }

const Measures &Theme::measures() const { return m_data->measures; }
int Theme::scaled(int px) const { return scaledBy(px, m_data->options.textSize); }

bool Theme::operator==(const Theme &other) const
{
    return m_data == other.m_data || m_data->options == other.m_data->options;
}

}
