#include "client/ui/settings/look.h"

#include "client/ui/theme/themesource.h"

#include <QSettings>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {
const QString kTheme = u"look/theme"_s;
const QString kTextSize = u"look/textSize"_s;
const QString kAccent = u"look/accent"_s;
const QString kLessMotion = u"look/lessMotion"_s;

/// Of the light theme: what is derived from it for the dark one is kept readable there.
std::optional<QColor> accentOf(std::optional<CalendarColour> colour)
{
    return colour ? std::optional(Theme().tint(*colour).edge) : std::nullopt;
}
}

std::optional<CalendarColour> chosenAccent()
{
    return calendarColourFromName(QSettings().value(kAccent).toString());
}

void chooseAccent(ThemeSource &themes, std::optional<CalendarColour> colour)
{
    QSettings().setValue(kAccent, colour ? QString(calendarColourName(*colour)) : QString());
    themes.setAccent(accentOf(colour));
}

void keepLook(ThemeSource &themes)
{
    const QSettings settings;
    const int kept = settings.value(kTheme).toInt();
    const bool known = kept >= int(ThemeChoice::System) && kept <= int(ThemeChoice::Dark);
    themes.set(known ? ThemeChoice(kept) : ThemeChoice::System, accentOf(chosenAccent()),
               settings.value(kTextSize, 100).toInt(), settings.value(kLessMotion).toBool());
    QObject::connect(&themes, &ThemeSource::changed, &themes, [&themes] {
        QSettings store;
        store.setValue(kTheme, int(themes.choice()));
        store.setValue(kTextSize, themes.theme().textSize());
        store.setValue(kLessMotion, themes.theme().options().reducedMotion);
    });
}

}
