#include "client/ui/settings/lookpage.h"

#include "client/ui/settings/look.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/buttons.h"
#include "client/ui/widgets/card.h"
#include "client/ui/widgets/colourpicker.h"
#include "client/ui/widgets/segmentedcontrol.h"

#include <QHBoxLayout>

namespace hearth::client::ui {

LookPage::LookPage(ThemeSource &themes, QWidget *parent)
    : SettingsPage(themes, tr("Look and text size"), tr("Each person on each computer as they like it."),
                   parent)
    , m_source(themes)
{
    Card *colours = addGroup(tr("Colours"));
    addRow(colours, tr("Theme"), {}, themeChoice());
    addWideRow(colours, tr("Accent"), tr("The colour of today, of now and of the main button."),
               accentChoice());
    Card *reading = addGroup(tr("Reading"));
    addRow(reading, tr("Text size"), tr("Buttons and rows grow with it."), textSizeChoice());
    auto *motion = new Switch({});
    motion->setChecked(themes.theme().options().reducedMotion);
    connect(motion, &Switch::toggled, this, [this](bool less) { m_source.setReducedMotion(less); });
    addRow(reading, tr("Less motion"), tr("Nothing fades or slides."), motion);
}

QWidget *LookPage::themeChoice()
{
    auto *choice = new SegmentedControl(m_source);
    choice->addSegment(int(ThemeChoice::System), tr("As the system"));
    choice->addSegment(int(ThemeChoice::Light), tr("Light"));
    choice->addSegment(int(ThemeChoice::Dark), tr("Dark"));
    choice->setCurrent(int(m_source.choice()));
    connect(choice, &SegmentedControl::chosen, this, [this](int id) { m_source.setChoice(ThemeChoice(id)); });
    connect(&m_source, &ThemeSource::changed, choice,
            [this, choice] { choice->setCurrent(int(m_source.choice())); });
    return choice;
}

QWidget *LookPage::textSizeChoice()
{
    auto *choice = new SegmentedControl(m_source);
    for (const int percent : {100, 115, 130, 150})
        choice->addSegment(percent, tr("%1 %").arg(percent));
    choice->setCurrent(m_source.theme().textSize());
    connect(choice, &SegmentedControl::chosen, this, [this](int percent) { m_source.setTextSize(percent); });
    return choice;
}

QWidget *LookPage::accentChoice()
{
    auto *choice = new QWidget;
    auto *row = new QHBoxLayout(choice);
    row->setContentsMargins({});
    row->setSpacing(m_source.theme().measures().space16);
    auto *own = new Switch(tr("My own"));
    auto *picker = new ColourPicker(m_source);
    picker->setAccessibleName(tr("Accent"));
    const auto accent = chosenAccent();
    own->setChecked(accent.has_value());
    picker->setColour(accent.value_or(CalendarColour::Lagoon));
    picker->setVisible(accent.has_value());
    row->addWidget(own);
    row->addWidget(picker);
    row->addStretch();
    connect(own, &Switch::toggled, this, [this, picker](bool on) {
        picker->setVisible(on);
        chooseAccent(m_source, on ? std::optional(picker->colour()) : std::nullopt);
    });
    connect(picker, &ColourPicker::chosen, this,
            [this](CalendarColour colour) { chooseAccent(m_source, colour); });
    return choice;
}

}
