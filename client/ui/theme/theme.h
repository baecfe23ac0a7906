#pragma once

#include <QColor>
#include <QFont>
#include <QLatin1StringView>
#include <QStringView>

#include <array>
#include <memory>
#include <optional>

namespace hearth::client::ui {

enum class ThemeMode { Light, Dark };

/// The twelve colours of calendars and people.
enum class CalendarColour {
    Brick,
    Apricot,
    Honey,
    Olive,
    Moss,
    Pine,
    Lagoon,
    Sky,
    Iris,
    Plum,
    Rose,
    Stone,
};

inline constexpr int kCalendarColourCount = 12;

/// All twelve, in the order in which they are offered.
const std::array<CalendarColour, kCalendarColourCount> &calendarColours();

/// The stored name, such as "lagoon".
QLatin1StringView calendarColourName(CalendarColour colour);

/// The colour of a stored name, in any case; nothing for an unknown name.
std::optional<CalendarColour> calendarColourFromName(QStringView name);

/// A stable colour for anything without one of its own (an id, a user name).
CalendarColour calendarColourFor(QStringView key);

enum class EventState { Normal, Hover, Selected, Unanswered, Declined, Cancelled, Past };

/// How one event is painted in one state.
struct EventColours {
    QColor fill = {};
    QColor text = {};
    QColor edge = {}; ///< The bar at the leading side and the dot; invalid where there is no bar.
    QColor outline = {}; ///< Invalid where there is none.
    qreal outlineWidth = 0; ///< 1 is a hairline, 1.5 the dashed edge.
    bool dashed = false;
    bool struck = false; ///< The title is struck through.
    bool sign = false; ///< A ban sign before the title (cancelled).
};

/// Fill, text and edge of a calendar colour, as the tables have them.
struct CalendarTint {
    QColor fill = {};
    QColor text = {};
    QColor edge = {};
};

enum class FontRole {
    Display, ///< 28/36 600
    Lead, ///< 16/24 400
    Title, ///< 20/28 600
    Heading, ///< 18/24 600
    Group, ///< 15/20 600
    Body, ///< 14/20 400
    BodyStrong, ///< 14/20 600
    Control, ///< 13/18 400: controls and rows
    ControlStrong, ///< 13/18 500: buttons
    ControlBold, ///< 13/18 600: group titles of the sidebar, names
    Event, ///< 12/16 400
    EventStrong, ///< 12/16 500: narrow events
    EventTitle, ///< 12/16 600
    Caption, ///< 12/16 400
};

inline constexpr int kFontRoleCount = 14;

/// Lengths in device-independent pixels; all but spaces, radii, hairlines and motion follow the text size.
struct Measures {
    // Spaces (do not scale).
    int space2 = 2, space4 = 4, space8 = 8, space12 = 12, space16 = 16, space24 = 24, space32 = 32,
        space48 = 48;
    // Radii (do not scale).
    int radiusEvent = 5, radiusButton = 6, radiusToast = 8, radiusCard = 10;
    int hairline = 1;
    int focusWidth = 2, focusGap = 2;

    // The window.
    int sidebar = 248, sidebarMin = 200, sidebarMax = 320;
    int panel = 320, panelMin = 280, panelMax = 480;
    int topBar = 52, statusBar = 32;
    int miniCellWidth = 28, miniCellHeight = 27, miniWeekColumn = 25;
    int calendarRow = 28, personRow = 32;

    // Time grid.
    int timeColumn = 60, dayHead = 44, dayHeadPeople = 64;
    int hourRow = 48, hourRowMin = 32, hourRowMax = 96;
    int eventMin = 18;
    int allDayLane = 22, laneGap = 2, allDayLanesMax = 3;
    int eventPadTop = 2, eventPadRight = 5, eventPadBottom = 2, eventPadLeft = 9;
    int eventEdge = 3;
    int eventColumnMargin = 6; ///< Kept free at the column's end for creating.
    int eventGap = 2; ///< Between columns of a cluster.
    int narrowEvent = 64, narrowPadLeft = 7;
    int personDot = 7;

    // Month.
    int monthDate = 26, monthLane = 22, monthLaneGap = 2, monthRow = 20, monthWeekColumn = 32;

    // Controls.
    int control = 32, controlDialog = 36, controlLarge = 40, controlSmall = 28;
    int buttonPad = 14, buttonPadLarge = 18, buttonPadSmall = 10, inputPad = 10;
    int checkBox = 18, checkBoxRow = 16, radio = 18, switchWidth = 36, switchHeight = 20;
    int avatar = 24, avatarSmall = 20, avatarLarge = 32;
    int chip = 24;
    int menuRow = 34;
    int scrollBar = 10;
    int banner = 44, keyHint = 20, badge = 18, toolTip = 26, progress = 4;
    int target = 24; ///< The smallest thing that can be hit.
    int icon12 = 12, icon16 = 16, icon20 = 20, icon24 = 24, icon32 = 32;

    // Things that float.
    int popoverMin = 316, popoverMax = 416, popoverPad = 16, popoverGap = 8;
    int toast = 40, toastMargin = 12;
    int dialogHead = 60, dialogFoot = 64, dialogPad = 24;
    int shadowMargin = 24;

    // Motion, in milliseconds (zero with reduced motion).
    int fadePopover = 90, foldPanel = 160, turnPage = 180, showToast = 120;
};

/// What a Theme is made from.
struct ThemeOptions {
    ThemeMode mode = ThemeMode::Light;
    std::optional<QColor> accent = {}; ///< Instead of the ember; its kin are derived and kept readable.
    int textSize = 100; ///< Percent: 100, 115, 130 or 150; others are rounded to the nearest.
    bool reducedMotion = false;

    bool operator==(const ThemeOptions &) const = default;
};

/// All that a painter reads: colours, fonts and measures. A value, cheap to copy (shared, never changed).
class Theme {
public:
    explicit Theme(const ThemeOptions &options = {});

    const ThemeOptions &options() const;
    ThemeMode mode() const { return options().mode; }
    bool isDark() const { return mode() == ThemeMode::Dark; }
    int textSize() const { return options().textSize; }

    QColor paper() const; ///< Window, sidebar, panels.
    QColor sheet() const; ///< The grid.
    QColor sheetDim() const; ///< Weekends, days outside the month.
    QColor today() const; ///< Today's column.
    QColor raised() const; ///< Inputs, cards, popovers.
    QColor hover() const;
    QColor press() const;
    QColor select() const;
    QColor segment() const; ///< The selected segment of a segmented control.
    QColor line() const; ///< Hairlines.
    QColor lineStrong() const; ///< Edges of controls.
    QColor control() const; ///< Outlines of check box, radio and switch.
    QColor ink() const;
    QColor ink2() const;
    QColor ink3() const;
    QColor ember() const;
    QColor emberHover() const;
    QColor emberPress() const;
    QColor onEmber() const;
    QColor emberSoft() const;
    QColor emberInk() const;
    QColor good() const;
    QColor goodSoft() const;
    QColor goodInk() const;
    QColor warn() const;
    QColor warnSoft() const;
    QColor warnInk() const;
    QColor bad() const;
    QColor badSoft() const;
    QColor badInk() const;
    QColor inverse() const; ///< Toasts and tool tips.
    QColor onInverse() const;
    QColor inverseAction() const;
    QColor onEdge() const; ///< Text and ticks on a calendar's edge colour.
    /// Text of what can't be used now.
    QColor disabled() const;

    CalendarTint tint(CalendarColour colour) const;
    EventColours calendar(CalendarColour colour, EventState state) const;

    /// Inter of the role's size and weight. Take widths with QFontMetricsF only.
    const QFont &font(FontRole role) const;
    /// The role's line height in pixels.
    int lineHeight(FontRole role) const;

    const Measures &measures() const;
    /// A length that isn't in the measures, scaled by the text size.
    int scaled(int px) const;

    bool operator==(const Theme &other) const;

private:
    struct Data;
    std::shared_ptr<const Data> m_data;
};

/// `a` with `share` (0..1) of `b` mixed in.
QColor mixed(const QColor &a, const QColor &b, qreal share);

/// The contrast of WCAG 2.1, 1 to 21.
qreal contrastRatio(const QColor &a, const QColor &b);

}
