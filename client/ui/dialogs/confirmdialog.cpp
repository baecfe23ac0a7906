#include "client/ui/dialogs/confirmdialog.h"

#include "client/ui/dialogs/sheetdialog.h"
#include "client/ui/theme/roles.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/label.h"

#include <QHBoxLayout>
#include <QPointer>
#include <QPushButton>

namespace hearth::client::ui {

namespace {
constexpr int kWidth = 440;

class ConfirmDialog : public SheetDialog {
public:
    ConfirmDialog(const ThemeSource &source, const QString &title, const QString &sentence,
                  const QString &action, QWidget *parent)
        : SheetDialog(source, title, {}, action, parent)
    {
        const int pad = source.theme().measures().dialogPad;
        auto *text = new Label(source, sentence, FontRole::Body, Tone::Ink2);
        text->setWordWrap(true);
        text->setContentsMargins(pad, pad, pad, pad);
        body()->addWidget(text);
        setButtonRole(*actionButton(), ButtonRole::Danger);
        setMinimumWidth(source.theme().scaled(kWidth));
    }
};
}

bool confirm(const ThemeSource &themes, const QString &title, const QString &sentence, const QString &action,
             QWidget *parent)
{
    // The parent may go while the question stands, and takes the dialog along.
    const QPointer dialog(new ConfirmDialog(themes, title, sentence, action, parent));
    const bool agreed = dialog->exec() == QDialog::Accepted;
    delete dialog.data();
    return agreed;
}

}
