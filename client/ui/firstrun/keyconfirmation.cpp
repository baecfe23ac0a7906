#include "client/ui/firstrun/keyconfirmation.h"

#include "client/ui/dialogs/sheetdialog.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/label.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kWidth = 520;

class KeyDialog : public SheetDialog {
public:
    KeyDialog(const ThemeSource &source, const QString &fingerprint, QWidget *parent)
        : SheetDialog(source, QObject::tr("Is this the right computer?"), {}, QObject::tr("It is the same"),
                      parent)
    {
        const Measures &m = source.theme().measures();
        auto *column = new QVBoxLayout;
        column->setContentsMargins(m.dialogPad, m.dialogPad, m.dialogPad, m.dialogPad);
        column->setSpacing(m.space16);
        auto *why = new Label(
            source,
            QObject::tr("An address carries no key. Compare these signs with those that the host’s app "
                        "shows under “How others recognise this computer” before your password is sent."),
            FontRole::Body, Tone::Ink2);
        why->setWordWrap(true);
        column->addWidget(why);
        QString text;
        for (int i = 0; i < fingerprint.size(); i += 4)
            text += fingerprint.mid(i, 4).toUpper() + (i % 32 == 28 ? u'\n' : u' ');
        auto *key = new Label(source, text.trimmed(), FontRole::Lead);
        key->setAlignment(Qt::AlignCenter);
        column->addWidget(key);
        body()->addLayout(column);
        setMinimumWidth(source.theme().scaled(kWidth));
    }
};
}

bool confirmServerKey(const ThemeSource &themes, const QString &fingerprint, QWidget *parent)
{
    KeyDialog dialog(themes, fingerprint, parent);
    return dialog.exec() == QDialog::Accepted;
}

}
