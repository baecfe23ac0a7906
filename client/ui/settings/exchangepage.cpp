#include "client/ui/settings/exchangepage.h"

#include "client/models/calendarfiles.h"
#include "client/models/calendarlist.h"
#include "client/models/workspace.h"
#include "client/ui/dialogs/importdialog.h"
#include "client/ui/widgets/card.h"

#include <QComboBox>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QPointer>
#include <QPushButton>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

void openImport(const ThemeSource &themes, Workspace &workspace, const QString &fileName, QWidget *parent,
                const std::function<void(const QString &)> &said)
{
    const QString name = QFileInfo(fileName).fileName();
    QFile file(fileName);
    if (!file.open(QIODevice::ReadOnly))
        return said(ExchangePage::tr("“%1” can’t be read: %2").arg(name, file.errorString()));
    if (file.size() > CalendarFiles::kMaxBytes)
        return said(ExchangePage::tr("“%1” is larger than 20 MB, too large to import.").arg(name));
    auto *dialog =
        new ImportDialog(themes, workspace.calendars(), workspace.files(), name, file.readAll(), parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &ImportDialog::imported, parent, said);
    dialog->open();
}

ExchangePage::ExchangePage(const ThemeSource &themes, Workspace &workspace, QWidget *parent)
    : SettingsPage(themes, tr("Import and export"),
                   tr("Files in the iCalendar format (.ics), which nearly every calendar program reads."),
                   parent)
    , m_workspace(workspace)
{
    Card *in = addGroup(tr("Import"));
    auto *choose = new QPushButton(tr("Choose a file…"));
    connect(choose, &QPushButton::clicked, this, &ExchangePage::chooseFile);
    addRow(in, tr("Events from a file"),
           tr("You see what would happen before anything does. A file can also be dropped on the window."),
           choose);
    Card *out = addGroup(tr("Export"));
    m_calendar = new QComboBox;
    for (const shared::Calendar &calendar : workspace.calendars().calendars())
        m_calendar->addItem(calendar.name, calendar.id.value);
    addRow(out, tr("Calendar"), {}, m_calendar);
    auto *save = new QPushButton(tr("Export…"));
    save->setEnabled(m_calendar->count() > 0);
    connect(save, &QPushButton::clicked, this, &ExchangePage::exportCalendar);
    addRow(out, tr("All its events into a file"), {}, save);
}

void ExchangePage::chooseFile()
{
    auto *dialog =
        new QFileDialog(window(), tr("Import"), {}, tr("Calendars (*.ics *.ical *.ifb *.icalendar)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &name) {
        openImport(themes(), m_workspace, name, window(), [self = QPointer(this)](const QString &sentence) {
            if (self)
                Q_EMIT self->said(sentence);
        });
    });
    dialog->open();
}

void ExchangePage::exportCalendar()
{
    const shared::CalendarId calendar{m_calendar->currentData().toUuid()};
    m_workspace.files().exportCalendar(
        calendar,
        [self = QPointer(this), name = m_calendar->currentText()](const shared::Result<QByteArray> &text) {
            if (!self)
                return;
            if (text)
                self->keepFile(tr("Export"), QString(name).replace(u'/', u'-') + u".ics"_s, *text);
            else
                Q_EMIT self->said(text.error().message);
        });
}

}
