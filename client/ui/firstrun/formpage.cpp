#include "client/ui/firstrun/formpage.h"

#include "client/ui/dialogs/fielderror.h"
#include "client/ui/theme/icons.h"
#include "client/ui/theme/roles.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/buttons.h"
#include "client/ui/widgets/card.h"
#include "client/ui/widgets/formfield.h"
#include "client/ui/widgets/label.h"

#include <QAction>
#include <QLineEdit>
#include <QVBoxLayout>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kColumn = 480;
}

FormPage::FormPage(const ThemeSource &themes, const QString &title, const QString &lead,
                   const QString &action, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
{
    const Measures &m = themes.theme().measures();
    auto *outer = new QHBoxLayout(this);
    outer->setContentsMargins(m.space32, m.space32, m.space32, m.space32);
    auto *middle = new QWidget;
    middle->setFixedWidth(themes.theme().scaled(kColumn));
    outer->addStretch();
    outer->addWidget(middle);
    outer->addStretch();

    auto *column = new QVBoxLayout(middle);
    column->setContentsMargins({});
    column->addStretch(1);
    auto *back = new FlatButton(tr("Back"));
    back->setIcon(Icons::icon(u"left"_s));
    connect(back, &QAbstractButton::clicked, this, &FormPage::backWanted);
    column->addWidget(back, 0, Qt::AlignLeft);
    column->addSpacing(m.space8);
    auto *heading = new Label(themes, title, FontRole::Display);
    heading->setWordWrap(true);
    column->addWidget(heading);
    auto *sentence = new Label(themes, lead, FontRole::Lead, Tone::Ink2);
    sentence->setWordWrap(true);
    column->addWidget(sentence);
    column->addSpacing(m.space16);

    auto *card = new Card(themes);
    m_fields = card->content();
    m_fields->setContentsMargins(m.space24, m.space24, m.space24, m.space24);
    m_fields->setSpacing(m.space16);
    column->addWidget(card);
    column->addSpacing(m.space16);

    m_error = new FieldError(themes);
    m_progress = new Label(themes, {}, FontRole::Control, Tone::Ink2);
    m_progress->hide();
    m_action = new PrimaryButton(action);
    setControlSize(*m_action, ControlSize::Large);
    m_action->setDefault(true);
    connect(m_action, &QAbstractButton::clicked, this, [this] { submit(); });
    auto *foot = new QHBoxLayout;
    foot->addWidget(m_error, 1);
    foot->addWidget(m_progress, 1);
    foot->addStretch();
    foot->addWidget(m_action);
    column->addLayout(foot);
    column->addStretch(2);
}

void FormPage::setBusy(const QString &sentence)
{
    m_error->setSentence({});
    m_progress->setText(sentence);
    m_progress->show();
    m_action->setEnabled(false);
}

void FormPage::finish(const shared::Outcome &outcome)
{
    m_progress->hide();
    m_action->setEnabled(true);
    m_error->setSentence(outcome ? QString() : outcome.error().message);
}

FormField *FormPage::addField(const QString &label, const QString &placeholder, const QString &hint)
{
    auto *edit = new QLineEdit;
    edit->setPlaceholderText(placeholder);
    setControlSize(*edit, ControlSize::Dialog);
    auto *field = new FormField(m_themes, label, edit);
    field->setHint(hint);
    m_fields->addWidget(field);
    connect(edit, &QLineEdit::textEdited, field, &FormField::clearProblem);
    connect(edit, &QLineEdit::returnPressed, this, [this] { m_action->click(); });
    return field;
}

FormField *FormPage::addPassword(const QString &label, const QString &placeholder, const QString &hint)
{
    FormField *field = addField(label, placeholder, hint);
    auto *edit = qobject_cast<QLineEdit *>(field->input());
    edit->setEchoMode(QLineEdit::Password);
    QAction *show = edit->addAction(Icons::icon(u"eye"_s), QLineEdit::TrailingPosition);
    show->setToolTip(tr("Show the password"));
    show->setCheckable(true);
    connect(show, &QAction::toggled, edit,
            [edit](bool shown) { edit->setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password); });
    return field;
}

QString FormPage::textOf(const FormField *field) { return qobject_cast<QLineEdit *>(field->input())->text(); }

void FormPage::setText(FormField *field, const QString &text)
{
    qobject_cast<QLineEdit *>(field->input())->setText(text);
}

bool FormPage::check(FormField *field, const QString &sentence)
{
    if (sentence.isEmpty())
        field->clearProblem();
    else
        field->setProblem(sentence);
    return sentence.isEmpty();
}

}
