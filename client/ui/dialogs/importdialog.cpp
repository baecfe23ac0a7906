#include "client/ui/dialogs/importdialog.h"

#include "client/models/calendarlist.h"
#include "client/ui/dialogs/calendarbox.h"
#include "client/ui/dialogs/flowlayout.h"
#include "client/ui/dialogs/verticalscroll.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/chip.h"
#include "client/ui/widgets/formfield.h"
#include "client/ui/widgets/label.h"

#include <QHBoxLayout>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

#include <array>

namespace hearth::client::ui {

namespace {
constexpr QSize kSize(560, 560);

using Action = ImportItem::Action;

QString actionText(Action action)
{
    switch (action) {
    case Action::New:
        return ImportDialog::tr("new");
    case Action::Changed:
        return ImportDialog::tr("changed");
    case Action::Same:
        return ImportDialog::tr("the same");
    case Action::Refused:
        return ImportDialog::tr("refused");
    }
    Q_UNREACHABLE();
}

ChipTone toneOf(Action action)
{
    switch (action) {
    case Action::New:
        return ChipTone::Good;
    case Action::Changed:
        return ChipTone::Ember;
    case Action::Same:
        return ChipTone::Neutral;
    case Action::Refused:
        return ChipTone::Bad;
    }
    Q_UNREACHABLE();
}

shared::CalendarId firstChoice(const CalendarList &calendars)
{
    const shared::Calendar *calendar = calendars.defaultCalendar();
    return calendar ? calendar->id : shared::CalendarId();
}
}

ImportDialog::ImportDialog(const ThemeSource &themes, const CalendarList &calendars, CalendarFiles &files,
                           const QString &name, const QByteArray &file, QWidget *parent)
    : SheetDialog(themes, tr("Import"), name, tr("Import"), parent)
    , m_files(files)
    , m_file(file)
    , m_calendar(new CalendarBox(themes, calendars, firstChoice(calendars)))
    , m_counts(nullptr)
    , m_items(new QVBoxLayout)
{
    const Measures &m = themes.theme().measures();
    auto *column = new QVBoxLayout;
    column->setContentsMargins(m.dialogPad, m.dialogPad, m.dialogPad, 0);
    column->setSpacing(m.space16);
    column->addWidget(new FormField(themes, tr("Into the calendar"), m_calendar));
    auto *counts = new QWidget;
    m_counts = new FlowLayout(m.space8, counts);
    column->addWidget(counts);
    auto *list = new QWidget;
    m_items->setContentsMargins(0, 0, 0, m.dialogPad);
    m_items->setSpacing(m.space12);
    auto *outer = new QVBoxLayout(list);
    outer->setContentsMargins({});
    outer->addLayout(m_items);
    outer->addStretch();
    column->addWidget(new VerticalScroll(list), 1);
    body()->addLayout(column);
    resize(themes.theme().scaled(kSize.width()), themes.theme().scaled(kSize.height()));
    connect(m_calendar, &QComboBox::currentIndexChanged, this, &ImportDialog::look);
    look();
}

void ImportDialog::clear()
{
    m_counts->clear();
    while (QLayoutItem *item = m_items->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

/// The server says what would happen; nothing does.
void ImportDialog::look()
{
    clear();
    if (m_calendar->calendar().isNull())
        return setMissing(tr("There is no calendar that you may write."));
    setBusy(true, tr("Looking into the file…"));
    m_files.lookAt(m_calendar->calendar(), m_file,
                   [self = QPointer(this), mine = ++m_looks](const shared::Result<ImportReport> &report) {
                       if (!self || mine != self->m_looks)
                           return;
                       self->setBusy(false);
                       if (report)
                           self->showReport(*report);
                       else
                           self->setProblem(report.error().message);
                   });
}

void ImportDialog::showReport(const ImportReport &report)
{
    const std::array<std::pair<Action, int>, 4> counts{{{Action::New, report.added},
                                                        {Action::Changed, report.changed},
                                                        {Action::Same, report.same},
                                                        {Action::Refused, report.refused}}};
    for (const auto &[action, count] : counts)
        if (count > 0)
            m_counts->addWidget(new Chip(
                themes(), tr("%1 %2", "a number, and new, changed, ...").arg(count).arg(actionText(action)),
                toneOf(action)));
    // What needs a look comes first.
    for (const Action action : {Action::Refused, Action::Changed, Action::New, Action::Same})
        for (const ImportItem &item : report.items)
            if (item.action == action)
                addItem(item);
    if (report.moreItems)
        addNote(tr("And more, which are not listed here."));
    const int events = report.added + report.changed;
    if (events == 0)
        return setMissing(report.same > 0 ? tr("All of it is in the calendar already.")
                                          : tr("There is nothing to import in this file."));
    setProblem({});
    actionButton()->setText(tr("Import %n event(s)", nullptr, events));
}

void ImportDialog::addItem(const ImportItem &item)
{
    const Measures &m = themes().theme().measures();
    auto *row = new QWidget;
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins({});
    line->setSpacing(m.space12);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(m.space2);
    auto *name =
        new Label(themes(), item.name.isEmpty() ? tr("Line %1").arg(item.line) : item.name, FontRole::Body);
    name->setWordWrap(true);
    texts->addWidget(name);
    if (item.action == Action::Refused) {
        auto *why = new Label(themes(),
                              item.name.isEmpty() ? item.message
                                                  : tr("%1 (line %2)").arg(item.message).arg(item.line),
                              FontRole::Control, Tone::Bad);
        why->setWordWrap(true);
        texts->addWidget(why);
    }
    line->addLayout(texts, 1);
    line->addWidget(new Chip(themes(), actionText(item.action), toneOf(item.action)), 0, Qt::AlignTop);
    m_items->addWidget(row);
}

void ImportDialog::addNote(const QString &text)
{
    m_items->addWidget(new Label(themes(), text, FontRole::Control, Tone::Ink3));
}

void ImportDialog::accept()
{
    setBusy(true, tr("One moment…"));
    m_calendar->setEnabled(false);
    m_files.importCalendar(m_calendar->calendar(), m_file,
                           [self = QPointer(this)](const shared::Result<ImportReport> &report) {
                               if (!self)
                                   return;
                               self->setBusy(false);
                               self->m_calendar->setEnabled(true);
                               if (!report)
                                   return self->setProblem(report.error().message);
                               Q_EMIT self->imported(tr("%n event(s) imported into “%1”", nullptr,
                                                        report->added + report->changed)
                                                         .arg(self->m_calendar->currentText()));
                               self->QDialog::accept();
                           });
}

}
