#include "client/ui/dialogs/shortcutsdialog.h"

#include "client/ui/dialogs/ground.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/badge.h"
#include "client/ui/widgets/label.h"

#include <QGridLayout>
#include <QVBoxLayout>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kRows = 9;
}

ShortcutsDialog::ShortcutsDialog(const ThemeSource &themes, QWidget *parent)
    : QDialog(parent)
{
    const Measures &m = themes.theme().measures();
    setWindowTitle(tr("Keys"));
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins({});
    auto *ground = new Ground(themes, Ground::Tone::Sheet);
    outer->addWidget(ground);
    auto *grid = new QGridLayout(ground);
    grid->setContentsMargins(m.dialogPad, m.dialogPad, m.dialogPad, m.dialogPad);
    grid->setHorizontalSpacing(m.space32);
    grid->setVerticalSpacing(m.space8);
    grid->addWidget(new Label(themes, tr("Keys"), FontRole::Heading), 0, 0, 1, 4);

    const QList<QPair<QString, QString>> keys{
        {tr("New event"), u"Ctrl N, C"_s},
        {tr("Today"), u"Ctrl T, T"_s},
        {tr("Go to a date"), u"Ctrl G, G"_s},
        {tr("Search"), u"Ctrl F, /"_s},
        {tr("Next"), u"PgDn, N, J"_s},
        {tr("Previous"), u"PgUp, P, K"_s},
        {tr("Day"), u"Ctrl 1, D"_s},
        {tr("Week"), u"Ctrl 2, W"_s},
        {tr("Month"), u"Ctrl 3, M"_s},
        {tr("Agenda"), u"Ctrl 4, A"_s},
        {tr("Open the event"), u"Enter"_s},
        {tr("Delete the event"), u"Del"_s},
        {tr("Undo"), u"Ctrl Z"_s},
        {tr("Redo"), u"Ctrl Shift Z"_s},
        {tr("Details"), u"Ctrl I"_s},
        {tr("Print"), u"Ctrl P"_s},
        {tr("Settings"), u"Ctrl ,"_s},
        {tr("This list"), u"?"_s},
    };
    for (int i = 0; i < keys.size(); ++i) {
        const int row = 1 + i % kRows;
        const int column = i / kRows * 2;
        grid->addWidget(new Label(themes, keys.at(i).first, FontRole::Control), row, column);
        grid->addWidget(new KeyHint(themes, keys.at(i).second), row, column + 1, Qt::AlignLeft);
    }
}

}
