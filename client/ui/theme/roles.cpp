#include "client/ui/theme/roles.h"

#include <QAbstractButton>
#include <QAction>
#include <QCheckBox>
#include <QDialog>
#include <QVariant>

namespace hearth::client::ui {

namespace {

constexpr const char *kRole = "hearthRole";
constexpr const char *kSize = "hearthSize";
constexpr const char *kError = "hearthError";
constexpr const char *kSwitch = "hearthSwitch";
constexpr const char *kColour = "hearthColour";
constexpr const char *kDanger = "hearthDanger";
constexpr const char *kRing = "hearthRing";

using namespace Qt::StringLiterals;

constexpr std::array kRoleNames = {"normal"_L1, "primary"_L1, "danger"_L1, "flat"_L1, "link"_L1, "icon"_L1};
constexpr std::array kSizeNames = {"small"_L1, "normal"_L1, "dialog"_L1, "large"_L1};

template <typename Names> int indexOf(const Names &names, const QVariant &value)
{
    const QString text = value.toString();
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (text == names[i])
            return int(i);
    }
    return -1;
}

QVariant property(const QWidget *widget, const char *name)
{
    return widget ? widget->property(name) : QVariant();
}

void change(QWidget &widget, const char *name, const QVariant &value)
{
    if (widget.property(name) == value)
        return;
    widget.setProperty(name, value);
    widget.updateGeometry();
    widget.update();
}

}

void setButtonRole(QAbstractButton &button, ButtonRole role)
{
    change(button, kRole, QString(kRoleNames[std::size_t(role)]));
}

ButtonRole buttonRole(const QWidget *widget)
{
    const int index = indexOf(kRoleNames, property(widget, kRole));
    return index < 0 ? ButtonRole::Normal : ButtonRole(index);
}

void setControlSize(QWidget &widget, ControlSize size)
{
    change(widget, kSize, QString(kSizeNames[std::size_t(size)]));
}

ControlSize controlSize(const QWidget *widget)
{
    const int index = indexOf(kSizeNames, property(widget, kSize));
    if (index >= 0)
        return ControlSize(index);
    return widget && qobject_cast<const QDialog *>(widget->window()) ? ControlSize::Dialog
                                                                     : ControlSize::Normal;
}

int controlHeight(const QWidget *widget, const Theme &theme)
{
    const Measures &m = theme.measures();
    switch (controlSize(widget)) {
    case ControlSize::Small:
        return m.controlSmall;
    case ControlSize::Normal:
        return m.control;
    case ControlSize::Dialog:
        return m.controlDialog;
    case ControlSize::Large:
        return m.controlLarge;
    }
    return m.control;
}

void setError(QWidget &input, bool error) { change(input, kError, error); }

bool hasError(const QWidget *widget) { return property(widget, kError).toBool(); }

void setSwitch(QCheckBox &box, bool on) { change(box, kSwitch, on); }
bool isSwitch(const QWidget *widget) { return property(widget, kSwitch).toBool(); }

void setCalendarColour(QWidget &widget, CalendarColour colour)
{
    change(widget, kColour, QString(calendarColourName(colour)));
}

std::optional<CalendarColour> calendarColourOf(const QWidget *widget)
{
    return calendarColourFromName(property(widget, kColour).toString());
}

void setDanger(QAction &action) { action.setProperty(kDanger, true); }
bool isDanger(const QAction *action) { return action && action->property(kDanger).toBool(); }

void setFocusRing(QWidget &widget, int radius) { change(widget, kRing, radius); }

std::optional<int> focusRingRadius(const QWidget *widget)
{
    const QVariant value = property(widget, kRing);
    if (!value.isValid())
        return std::nullopt;
    return value.toInt();
}

bool showsFocus(const QWidget *widget)
{
    return widget && widget->hasFocus() && widget->window()->testAttribute(Qt::WA_KeyboardFocusChange);
}

}
