#pragma once

#include "client/models/calendarfiles.h"
#include "client/ui/dialogs/sheetdialog.h"

class QVBoxLayout;

namespace hearth::client {
class CalendarList;
}

namespace hearth::client::ui {

class CalendarBox;
class FlowLayout;

/// An iCalendar file before it is taken in: what it would do to the chosen calendar, and then doing it.
class ImportDialog final : public SheetDialog {
    Q_OBJECT

public:
    /// `file` is the content, `name` what people call it.
    ImportDialog(const ThemeSource &themes, const CalendarList &calendars, CalendarFiles &files,
                 const QString &name, const QByteArray &file, QWidget *parent);

Q_SIGNALS:
    /// It was taken in: a sentence.
    void imported(const QString &sentence);

protected:
    void accept() override;

private:
    void look();
    void showReport(const ImportReport &report);
    void addItem(const ImportItem &item);
    void addNote(const QString &text);
    void clear();

    CalendarFiles &m_files;
    QByteArray m_file;
    CalendarBox *m_calendar;
    FlowLayout *m_counts;
    QVBoxLayout *m_items;
    int m_looks = 0; ///< tells the answer to the last question from earlier ones
};

}
