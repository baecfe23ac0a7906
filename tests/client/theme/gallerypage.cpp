#include "gallerypage.h"

#include "gallerystates.h"

#include "client/ui/theme/fonts.h"
#include "client/ui/theme/hearthstyle.h"
#include "client/ui/theme/icons.h"
#include "client/ui/theme/paint.h"
#include "client/ui/theme/roles.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/avatar.h"
#include "client/ui/widgets/badge.h"
#include "client/ui/widgets/banner.h"
#include "client/ui/widgets/buttons.h"
#include "client/ui/widgets/card.h"
#include "client/ui/widgets/chip.h"
#include "client/ui/widgets/colourpicker.h"
#include "client/ui/widgets/emptystate.h"
#include "client/ui/widgets/formfield.h"
#include "client/ui/widgets/iconview.h"
#include "client/ui/widgets/label.h"
#include "client/ui/widgets/popoverframe.h"
#include "client/ui/widgets/segmentedcontrol.h"
#include "client/ui/widgets/toastwidget.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QCalendarWidget>
#include <QCheckBox>
#include <QComboBox>
#include <QDateEdit>
#include <QDialog>
#include <QDir>
#include <QElapsedTimer>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMessageBox>
#include <QPainter>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollBar>
#include <QSlider>
#include <QSpinBox>
#include <QStyleOption>
#include <QTabBar>
#include <QTextStream>
#include <QTimeEdit>
#include <QToolTip>
#include <QTreeWidget>

namespace hearth::client::ui::gallery {

namespace {

class Gallery {
public:
    explicit Gallery(const ThemeSource &theme)
        : m_theme(theme)
        , m_page(theme)
        , m_column(new QVBoxLayout(&m_page))
    {
        m_column->setContentsMargins(32, 20, 32, 32);
        m_column->setSpacing(6);
        m_column->addWidget(
            new Label(theme, theme.theme().isDark() ? u"Dark"_s : u"Light"_s, FontRole::Heading));
        buttons();
        inputs();
        choices();
        rows();
        events();
        colours();
        banners();
        toasts();
        popovers();
        others();
        m_column->addStretch(1);
    }

    QPixmap picture()
    {
        m_page.setFixedWidth(m_theme.theme().scaled(760));
        m_page.ensurePolished();
        m_page.show();
        m_page.resize(m_page.width(),
                      m_column->hasHeightForWidth() ? m_column->totalHeightForWidth(m_page.width())
                                                    : m_column->sizeHint().height());
        QCoreApplication::processEvents();
        return m_page.grab();
    }

private:
    void heading(const QString &text)
    {
        m_column->addSpacing(14);
        m_column->addWidget(new Label(m_theme, text, FontRole::EventTitle, Tone::Ink3));
    }

    QHBoxLayout *row(int spacing = 12)
    {
        auto *line = new QHBoxLayout;
        line->setSpacing(spacing);
        m_column->addLayout(line);
        return line;
    }

    QWidget *captioned(QWidget *widget, const QString &caption)
    {
        auto *holder = new QWidget;
        auto *column = new QVBoxLayout(holder);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(4);
        column->addWidget(widget, 0, Qt::AlignLeft);
        column->addWidget(new Label(m_theme, caption, FontRole::Caption, Tone::Ink3));
        return holder;
    }

    ForcedButton *button(const QString &text, ButtonRole role, QStyle::State state = {})
    {
        auto *made = new ForcedButton(text);
        setButtonRole(*made, role);
        made->forced = state;
        return made;
    }

    void stateRow(QHBoxLayout *line, const QString &text, ButtonRole role)
    {
        line->addWidget(captioned(button(text, role), u"normal"_s));
        line->addWidget(captioned(button(text, role, QStyle::State_MouseOver), u"hover"_s));
        line->addWidget(captioned(button(text, role, QStyle::State_Sunken), u"pressed"_s));
        auto *focused = button(text, role);
        m_page.addRing(focused, 6);
        line->addWidget(captioned(focused, u"focus"_s));
        if (role == ButtonRole::Primary) {
            auto *off = button(text, role);
            off->setEnabled(false);
            line->addWidget(captioned(off, u"disabled"_s));
        }
    }

    void buttons()
    {
        heading(u"Buttons"_s);
        auto *line = row();
        stateRow(line, u"Save"_s, ButtonRole::Primary);
        stateRow(line, u"Today"_s, ButtonRole::Normal);
        line->addStretch(1);
        line = row();
        auto *open = button(u"Open the calendar"_s, ButtonRole::Primary);
        auto *cancel = button(u"Cancel"_s, ButtonRole::Normal);
        auto *remove = new DangerButton(u"Delete"_s);
        for (QWidget *widget :
             {static_cast<QWidget *>(open), static_cast<QWidget *>(cancel), static_cast<QWidget *>(remove)})
            setControlSize(*widget, ControlSize::Large);
        line->addWidget(captioned(open, u"large"_s));
        line->addWidget(captioned(cancel, u"large"_s));
        line->addWidget(captioned(new FlatButton(u"More…"_s), u"flat"_s));
        line->addWidget(captioned(remove, u"danger"_s));
        for (int i = 0; i < 4; ++i) {
            auto *tool = new ForcedTool;
            setButtonRole(*tool, ButtonRole::Icon);
            tool->setIcon(Icons::icon(u"panel"_s));
            tool->setCheckable(true);
            tool->setChecked(i == 2);
            tool->forced = i == 1 ? QStyle::State_MouseOver : QStyle::State_None;
            if (i == 3)
                m_page.addRing(tool, 6);
            line->addWidget(captioned(tool, QStringList{u"icon"_s, u"hover"_s, u"on"_s, u"focus"_s}.at(i)));
        }
        auto *dotted = new IconButton(m_theme, u"panel"_s, u"Conversation"_s);
        dotted->setDot(true);
        line->addWidget(captioned(dotted, u"new"_s));
        line->addStretch(1);
    }

    QLineEdit *input(const QString &text, int width, QStyle::State state = {})
    {
        auto *made = new ForcedInput(text);
        made->forced = state;
        made->setFixedWidth(width);
        setControlSize(*made, ControlSize::Dialog);
        made->setCursorPosition(0);
        return made;
    }

    void inputs()
    {
        heading(u"Inputs"_s);
        auto *line = row(10);
        line->addWidget(captioned(input(u"Birkenweg 12"_s, 116), u"normal"_s));
        auto *empty = input({}, 106);
        empty->setPlaceholderText(u"Add a place"_s);
        line->addWidget(captioned(empty, u"empty"_s));
        line->addWidget(captioned(input(u"Birkenweg 12"_s, 116, QStyle::State_HasFocus), u"focus"_s));
        auto *off = input(u"Birkenweg"_s, 92);
        off->setEnabled(false);
        line->addWidget(captioned(off, u"disabled"_s));
        auto *wrong = new FormField(m_theme, {}, input(u"17:45"_s, 112));
        wrong->setProblem(u"before the start"_s);
        line->addWidget(wrong, 0, Qt::AlignTop);
        auto *list = new QComboBox;
        list->addItems({u"weeks"_s, u"months"_s});
        setControlSize(*list, ControlSize::Dialog);
        list->setFixedWidth(96);
        line->addWidget(captioned(list, u"list"_s));
        line->addStretch(1);
        line = row(10);
        auto *date = new QDateEdit(QDate(2026, 12, 13));
        date->setCalendarPopup(true);
        date->setDisplayFormat(u"ddd d MMM yyyy"_s);
        setControlSize(*date, ControlSize::Dialog);
        date->setFixedWidth(160);
        line->addWidget(date);
        auto *time = new QTimeEdit(QTime(18, 0));
        time->setDisplayFormat(u"HH:mm"_s);
        time->setButtonSymbols(QAbstractSpinBox::NoButtons);
        setControlSize(*time, ControlSize::Dialog);
        time->setFixedWidth(76);
        line->addWidget(time);
        auto *spin = new QSpinBox;
        spin->setValue(2);
        line->addWidget(spin);
        auto *editable = new QComboBox;
        editable->setEditable(true);
        editable->addItem(u"Europe/Lisbon"_s);
        line->addWidget(editable);
        auto *search = new QLineEdit;
        search->setPlaceholderText(u"Search"_s);
        search->addAction(Icons::icon(u"search"_s), QLineEdit::LeadingPosition);
        line->addWidget(search, 1);
    }

    void choices()
    {
        heading(u"Segmented, check boxes, switches, chips"_s);
        auto *line = row(8);
        auto *segments = new SegmentedControl(m_theme);
        segments->addSegment(0, u"Day"_s);
        segments->addSegment(1, u"Week"_s);
        segments->addSegment(2, u"Month"_s);
        segments->setCurrent(1);
        line->addWidget(segments);
        line->addSpacing(12);
        line->addWidget(new QCheckBox);
        auto *on = new QCheckBox;
        on->setChecked(true);
        line->addWidget(on);
        auto *partly = new QCheckBox;
        partly->setTristate(true);
        partly->setCheckState(Qt::PartiallyChecked);
        line->addWidget(partly);
        auto *words = new QCheckBox(u"All day"_s);
        line->addWidget(words);
        auto *radio = new QRadioButton(u"never"_s);
        line->addWidget(radio);
        auto *radioOn = new QRadioButton(u"after"_s);
        radioOn->setChecked(true);
        line->addWidget(radioOn);
        line->addSpacing(8);
        line->addWidget(new Switch({}));
        auto *switchOn = new Switch({});
        switchOn->setChecked(true);
        line->addWidget(switchOn);
        auto *switchOff = new Switch({});
        switchOff->setChecked(true);
        switchOff->setEnabled(false);
        line->addWidget(switchOff);
        line->addSpacing(8);
        line->addWidget(new Badge(m_theme, 2));
        line->addWidget(new KeyHint(m_theme, u"Ctrl+Z"_s));
        line->addStretch(1);
        line = row(8);
        line->addWidget(new Chip(m_theme, u"Going"_s, ChipTone::Good, u"check"_s));
        line->addWidget(new Chip(m_theme, u"Maybe"_s, ChipTone::Warn, u"help"_s));
        line->addWidget(new Chip(m_theme, u"Can’t"_s, ChipTone::Bad, u"x"_s));
        line->addWidget(new Chip(m_theme, u"No answer"_s, ChipTone::Outline, u"more"_s));
        line->addWidget(new Chip(m_theme, u"Grandparents"_s, ChipTone::Ember, u"tag"_s));
        auto *reminder = new Chip(m_theme, u"10 minutes before"_s);
        reminder->setRemovable(u"Remove"_s);
        line->addWidget(reminder);
        line->addWidget(new Chip(m_theme, u"waiting"_s, ChipTone::Warn, u"wait"_s));
        line->addStretch(1);
    }

    void rows()
    {
        heading(u"List rows"_s);
        auto *line = row(8);
        const Theme &t = m_theme.theme();
        const QList<QColor> grounds = {QColor(), t.hover(), t.select(), QColor()};
        for (int i = 0; i < 4; ++i) {
            auto *frame = new Row(m_theme, grounds.at(i));
            auto *inside = new QHBoxLayout(frame);
            inside->setContentsMargins(8, 0, 8, 0);
            auto *box = new QCheckBox(u"Family"_s);
            box->setChecked(i < 3);
            setCalendarColour(*box, calendarColours()[std::size_t(i)]);
            inside->addWidget(box, 1);
            inside->addWidget(new Label(m_theme,
                                        QStringList{u"normal"_s, u"hover"_s, u"selected"_s, u"focus"_s}.at(i),
                                        FontRole::Caption, Tone::Ink3));
            if (i == 3)
                m_page.addRing(frame, 6);
            line->addWidget(frame, 1);
        }
        line = row(8);
        const QStringList names = {u"Ana"_s, u"Ben"_s, u"Dan"_s, u"Oma Rosa"_s};
        const QList<CalendarColour> tones = {CalendarColour::Plum, CalendarColour::Sky, CalendarColour::Honey,
                                             CalendarColour::Rose};
        for (int i = 0; i < 4; ++i) {
            auto *frame = new Row(m_theme, QColor());
            frame->setFixedHeight(32);
            auto *inside = new QHBoxLayout(frame);
            inside->setContentsMargins(8, 0, 8, 0);
            auto *avatar = new Avatar(m_theme, names.at(i), tones.at(i));
            avatar->setPresence(i < 2 ? Presence::Here : Presence::Away);
            inside->addWidget(avatar);
            inside->addWidget(new Label(m_theme, names.at(i), FontRole::Control), 1);
            inside->addWidget(
                new Label(m_theme, i < 2 ? u"here"_s : u"yesterday"_s, FontRole::Caption, Tone::Ink3));
            line->addWidget(frame, 1);
        }
    }

    void events()
    {
        heading(u"Event blocks"_s);
        auto *card = new Card(m_theme);
        auto *grid = new QGridLayout;
        grid->setSpacing(12);
        grid->setContentsMargins(12, 10, 12, 10);
        const auto sky = CalendarColour::Sky;
        const QList<QPair<EventState, QString>> states = {{EventState::Normal, u"normal"_s},
                                                          {EventState::Hover, u"hover"_s},
                                                          {EventState::Selected, u"selected"_s},
                                                          {EventState::Past, u"past"_s},
                                                          {EventState::Unanswered, u"no answer yet"_s},
                                                          {EventState::Declined, u"declined"_s},
                                                          {EventState::Cancelled, u"cancelled"_s}};
        for (int i = 0; i < states.size(); ++i)
            grid->addWidget(new EventBlock(m_theme, sky, states.at(i).first, states.at(i).second), i / 4,
                            i % 4);
        grid->addWidget(new EventBlock(m_theme, sky, EventState::Normal, u"all day"_s, 22), 1, 3,
                        Qt::AlignTop);
        card->setSurface(Card::Surface::Sheet);
        card->content()->addLayout(grid);
        m_column->addWidget(card);
    }

    void colours()
    {
        heading(u"The 12 calendar colours: fill with text, past, selected, dot"_s);
        auto *card = new Card(m_theme);
        auto *grid = new QGridLayout;
        grid->setSpacing(8);
        grid->setContentsMargins(12, 12, 12, 12);
        for (int column : {1, 2, 3, 5, 6, 7})
            grid->setColumnStretch(column, 1);
        for (int i = 0; i < kCalendarColourCount; ++i) {
            const CalendarColour colour = calendarColours()[std::size_t(i)];
            const int line = i / 2;
            const int start = (i % 2) * 4;
            auto *box = new QCheckBox;
            box->setChecked(true);
            setCalendarColour(*box, colour);
            grid->addWidget(box, line, start);
            grid->addWidget(
                new EventBlock(m_theme, colour, EventState::Normal, calendarColourLabel(colour), 38), line,
                start + 1);
            grid->addWidget(new EventBlock(m_theme, colour, EventState::Past, u"Past"_s, 38), line,
                            start + 2);
            grid->addWidget(new EventBlock(m_theme, colour, EventState::Selected, u"Selected"_s, 38), line,
                            start + 3);
        }
        card->setSurface(Card::Surface::Sheet);
        card->content()->addLayout(grid);
        m_column->addWidget(card);
        auto *picker = new ColourPicker(m_theme);
        picker->setColour(CalendarColour::Moss);
        m_column->addWidget(picker);
    }

    void banners()
    {
        heading(u"Banners"_s);
        auto *offline = new Banner(m_theme, BannerKind::Warn, u"Offline: 3 changes waiting"_s);
        offline->setIconName(u"cloudoff"_s);
        offline->setAction(u"Try now"_s);
        m_column->addWidget(offline);
        auto *changed = new Banner(m_theme, BannerKind::Bad,
                                   u"This computer’s certificate has changed. Hearth did not connect."_s);
        changed->setIconName(u"shield"_s);
        changed->setAction(u"What now?"_s);
        m_column->addWidget(changed);
        auto *good = new Banner(m_theme, BannerKind::Good, u"All in step again, 3 changes were sent."_s);
        good->setAction(u"Close"_s);
        m_column->addWidget(good);
    }

    void toasts()
    {
        heading(u"Toasts, tool tip, scroll bar, progress, slider"_s);
        auto *host = new QWidget;
        host->setFixedHeight(64);
        auto *toast = new ToastWidget(m_theme, host);
        m_column->addWidget(host);
        host->resize(696, 64);
        toast->sayWithUndo(u"Moved “Haircut” to Fri 14:30"_s, u"Ctrl+Z"_s);
        auto *line = row();
        QToolTip::showText(QPoint(60, 60), u"Next week, PgDn"_s);
        for (QWidget *window : QApplication::topLevelWidgets()) {
            if (window->inherits("QTipLabel"))
                line->addWidget(still(*window));
        }
        QToolTip::hideText();
        auto *bar = new QScrollBar(Qt::Horizontal);
        bar->setRange(0, 100);
        bar->setPageStep(80);
        bar->setFixedWidth(80);
        line->addWidget(bar);
        auto *progress = new QProgressBar;
        progress->setValue(62);
        progress->setFixedWidth(100);
        line->addWidget(progress);
        auto *slider = new QSlider(Qt::Horizontal);
        slider->setValue(40);
        slider->setFixedWidth(90);
        line->addWidget(slider);
        auto *tabs = new QTabBar;
        tabs->setExpanding(false);
        tabs->addTab(u"Event"_s);
        tabs->addTab(u"Conversation"_s);
        line->addWidget(tabs);
        line->addStretch(1);
    }

    QLabel *still(QWidget &popup)
    {
        auto *label = new QLabel;
        label->setPixmap(popup.grab());
        return label;
    }

    void popovers()
    {
        heading(u"Popover, menu, empty state"_s);
        auto *line = row(0);
        PopoverFrame popover(m_theme, &m_page);
        popover.setPanelWidth(220, true);
        auto *content = popover.content();
        content->addWidget(new Label(m_theme, u"Dinner with Oma"_s, FontRole::Group));
        content->addWidget(new Label(m_theme, u"Thu 10 Dec, 19:00 – 21:00"_s, FontRole::Control, Tone::Ink2));
        auto *place = new QHBoxLayout;
        place->addWidget(new IconView(m_theme, u"pin"_s, 16));
        place->addWidget(new Label(m_theme, u"Birkenweg 12"_s, FontRole::Control), 1);
        content->addLayout(place);
        auto *people = new QHBoxLayout;
        people->setSpacing(2);
        people->addWidget(new Avatar(m_theme, u"A"_s, CalendarColour::Plum));
        people->addWidget(new Avatar(m_theme, u"B"_s, CalendarColour::Sky));
        people->addWidget(new Avatar(m_theme, u"C"_s, CalendarColour::Moss));
        people->addStretch(1);
        content->addLayout(people);
        auto *foot = new QHBoxLayout;
        auto *more = new FlatButton(u"More…"_s);
        auto *edit = new PrimaryButton(u"Edit"_s);
        setControlSize(*edit, ControlSize::Small);
        setControlSize(*more, ControlSize::Small);
        foot->addWidget(more);
        foot->addStretch(1);
        foot->addWidget(edit);
        content->addLayout(foot);
        popover.popup(QRect(10, 10, 10, 10), PopoverFrame::Side::Below);
        line->addWidget(still(popover));
        QMenu menu;
        const auto add = [&menu](const QString &icon, const QString &text, const QString &keys) {
            auto *action = menu.addAction(Icons::icon(icon), text);
            action->setShortcut(QKeySequence(keys));
            return action;
        };
        add(u"edit"_s, u"Edit"_s, u"Return"_s);
        auto *duplicate = add(u"copy"_s, u"Duplicate"_s, u"Ctrl+D"_s);
        auto *colour = menu.addMenu(Icons::icon(u"palette"_s), u"Colour"_s);
        colour->addAction(u"Brick"_s);
        menu.addAction(Icons::icon(u"users"_s), u"Invite…"_s);
        menu.addSeparator();
        setDanger(*add(u"trash"_s, u"Delete"_s, u"Del"_s));
        menu.popup(QPoint(50, 50));
        menu.setActiveAction(duplicate);
        line->addWidget(still(menu));
        auto *card = new Card(m_theme);
        auto *empty = new EmptyState(m_theme, u"calendar"_s, u"A free day"_s,
                                     u"Click a time, or type what you plan."_s);
        empty->setAction(u"New event"_s, u"plus"_s);
        card->setSurface(Card::Surface::Sheet);
        card->content()->addWidget(empty);
        card->setMaximumWidth(170);
        line->addWidget(card, 1);
    }

    void others()
    {
        heading(u"List, text, form"_s);
        auto *line = row();
        auto *list = new QListWidget;
        for (const QString &name : {u"Hosting"_s, u"Accounts"_s, u"Keyboard"_s, u"Import and export"_s})
            list->addItem(new QListWidgetItem(Icons::icon(u"computer"_s), name));
        list->setCurrentRow(1);
        list->setFixedHeight(124);
        line->addWidget(list, 1);
        auto *text = new QPlainTextEdit(u"Dan shows his school project. Ask Avó for the biscuit recipe."_s);
        text->setFixedHeight(84);
        line->addWidget(text, 1);
        auto *field = new FormField(m_theme, u"Ends"_s, new QLineEdit(u"17:45"_s));
        field->setProblem(u"The end is 15 minutes before the start."_s, u"Make it 18:45"_s);
        line->addWidget(field, 1);
    }

    const ThemeSource &m_theme;
    Page m_page;
    QVBoxLayout *m_column;
};

}

QPixmap componentsPage(const ThemeSource &theme) { return Gallery(theme).picture(); }

}
