#include "client/ui/widgets/colourpicker.h"

#include "client/ui/theme/icons.h"
#include "client/ui/theme/paint.h"
#include "client/ui/theme/roles.h"
#include "client/ui/theme/themesource.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QCoreApplication>
#include <QGridLayout>
#include <QPainter>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

QString calendarColourLabel(CalendarColour colour)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("CalendarColour", text); };
    switch (colour) {
    case CalendarColour::Brick:
        return tr("Brick");
    case CalendarColour::Apricot:
        return tr("Apricot");
    case CalendarColour::Honey:
        return tr("Honey");
    case CalendarColour::Olive:
        return tr("Olive");
    case CalendarColour::Moss:
        return tr("Moss");
    case CalendarColour::Pine:
        return tr("Pine");
    case CalendarColour::Lagoon:
        return tr("Lagoon");
    case CalendarColour::Sky:
        return tr("Sky");
    case CalendarColour::Iris:
        return tr("Iris");
    case CalendarColour::Plum:
        return tr("Plum");
    case CalendarColour::Rose:
        return tr("Rose");
    case CalendarColour::Stone:
        return tr("Stone");
    }
    return {};
}

class ColourPicker::Dot : public QAbstractButton {
public:
    Dot(const ThemeSource &theme, CalendarColour colour, QWidget *parent)
        : QAbstractButton(parent)
        , m_source(theme)
        , m_colour(colour)
    {
        setCheckable(true);
        setAttribute(Qt::WA_Hover);
        setFocusPolicy(Qt::StrongFocus);
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
        setFocusRing(*this, sizeHint().width() / 2);
        setToolTip(calendarColourLabel(colour));
        setAccessibleName(calendarColourLabel(colour));
    }

    QSize sizeHint() const override
    {
        const int side = m_source.theme().scaled(28);
        return {side, side};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const Theme &theme = m_source.theme();
        const QColor edge = theme.tint(m_colour).edge;
        const QPointF centre = QRectF(rect()).center();
        const qreal size = theme.scaled(22);
        paint::dot(painter, centre, underMouse() && !isChecked() ? size + 2 : size, edge);
        if (!isChecked())
            return;
        paint::ring(painter, centre, width(), edge, Qt::transparent, 2);
        Icons::paint(painter, rect(), u"tick"_s, theme.measures().icon12 + 2, theme.onEdge());
    }

private:
    const ThemeSource &m_source;
    CalendarColour m_colour;
};

ColourPicker::ColourPicker(const ThemeSource &theme, QWidget *parent)
    : QWidget(parent)
    , m_source(theme)
    , m_group(new QButtonGroup(this))
{
    for (CalendarColour colour : calendarColours())
        m_group->addButton(new Dot(theme, colour, this), int(colour));
    setColumns(kCalendarColourCount);
    setColour(CalendarColour::Brick);
    setAccessibleName(tr("Colour"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(m_group, &QButtonGroup::idClicked, this, [this](int id) { Q_EMIT chosen(CalendarColour(id)); });
}

CalendarColour ColourPicker::colour() const { return CalendarColour(m_group->checkedId()); }

void ColourPicker::setColour(CalendarColour colour) { m_group->button(int(colour))->setChecked(true); }

void ColourPicker::setColumns(int columns)
{
    delete layout();
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(1);
    for (int i = 0; i < kCalendarColourCount; ++i)
        grid->addWidget(m_group->button(i), i / columns, i % columns);
}

}
