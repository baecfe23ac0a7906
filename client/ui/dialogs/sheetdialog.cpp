#include "client/ui/dialogs/sheetdialog.h"

#include "client/ui/dialogs/ground.h"
#include "client/ui/dialogs/verticalscroll.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/buttons.h"
#include "client/ui/widgets/iconview.h"
#include "client/ui/widgets/label.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

SheetDialog::SheetDialog(const ThemeSource &themes, const QString &title, const QString &hint,
                         const QString &action, QWidget *parent)
    : QDialog(parent)
    , m_themes(themes)
{
    const Measures &m = themes.theme().measures();
    setWindowTitle(title);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);

    auto *head = new Ground(themes, Ground::Tone::Paper, Qt::BottomEdge);
    head->setFixedHeight(m.dialogHead);
    auto *headLayout = new QHBoxLayout(head);
    headLayout->setContentsMargins(m.dialogPad, 0, m.dialogPad, 0);
    headLayout->addWidget(new Label(themes, title, FontRole::Heading));
    headLayout->addStretch();
    headLayout->addWidget(new Label(themes, hint, FontRole::Control, Tone::Ink3));
    column->addWidget(head);

    auto *middle = new Ground(themes, Ground::Tone::Sheet);
    m_body = new QHBoxLayout(middle);
    m_body->setContentsMargins({});
    m_body->setSpacing(0);
    column->addWidget(middle, 1);

    auto *foot = new Ground(themes, Ground::Tone::Paper, Qt::TopEdge);
    foot->setFixedHeight(m.dialogFoot);
    m_footLayout = new QHBoxLayout(foot);
    m_footLayout->setContentsMargins(m.dialogPad, 0, m.dialogPad, 0);
    m_footLayout->setSpacing(m.space8 + m.space2);
    m_sign = new IconView(themes, u"alert"_s, 16, Tone::Bad);
    m_sign->hide();
    m_footLayout->addWidget(m_sign);
    m_message = new Label(themes, {}, FontRole::Control, Tone::Bad);
    m_message->setWordWrap(true);
    m_footLayout->addWidget(m_message, 1);
    m_cancel = new QPushButton(tr("Cancel"));
    m_action = new PrimaryButton(action);
    m_action->setDefault(true);
    m_footLayout->addWidget(m_cancel);
    m_footLayout->addWidget(m_action);
    column->addWidget(foot);

    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_action, &QPushButton::clicked, this, &SheetDialog::tryAccept);
    connect(new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return), this), &QShortcut::activated, this,
            &SheetDialog::tryAccept);
}

QWidget *SheetDialog::scrolled(QWidget *content) const
{
    const Measures &m = m_themes.theme().measures();
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(m.dialogPad, m.space16, m.dialogPad, m.space16);
    column->addWidget(content);
    return new VerticalScroll(page);
}

void SheetDialog::hideCancel() { m_cancel->hide(); }

void SheetDialog::tryAccept()
{
    if (m_action->isEnabled())
        accept();
}

void SheetDialog::setProblem(const QString &sentence)
{
    m_problem = !sentence.isEmpty();
    showMessage(sentence, true);
    m_action->setEnabled(!m_problem && !m_busy);
}

void SheetDialog::setMissing(const QString &sentence)
{
    m_problem = true;
    showMessage(sentence, false);
    m_action->setEnabled(false);
}

void SheetDialog::setBusy(bool busy, const QString &sentence)
{
    m_busy = busy;
    showMessage(sentence, false);
    m_action->setEnabled(!busy && !m_problem);
}

void SheetDialog::showMessage(const QString &sentence, bool bad)
{
    m_message->setTone(bad ? Tone::Bad : Tone::Ink2);
    m_message->setText(sentence);
    m_sign->setVisible(bad && !sentence.isEmpty());
}

}
