#include "client/ui/firstrun/formpage.h"

#include "client/ui/theme/icons.h"
#include "client/ui/theme/roles.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/banner.h"
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
    auto *page = new QVBoxLayout(this);
    page->setContentsMargins(m.space16, m.space16, m.space16, m.space32);
    page->addWidget(backButton(), 0, Qt::AlignLeft);
    auto *outer = new QHBoxLayout;
    page->addLayout(outer, 1);
    auto *middle = new QWidget;
    middle->setFixedWidth(themes.theme().scaled(kColumn));
    outer->addStretch();
    outer->addWidget(middle);
    outer->addStretch();

    auto *column = new QVBoxLayout(middle);
    column->setContentsMargins({});
    column->addStretch(1);
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

    m_error = new Banner(themes, BannerKind::Bad, {});
    m_error->hide();
    column->addWidget(m_error);
    column->addSpacing(m.space8);
    m_progress = new Label(themes, {}, FontRole::Control, Tone::Ink2);
    m_progress->hide();
    m_action = new PrimaryButton(action);
    setControlSize(*m_action, ControlSize::Large);
    m_action->setDefault(true);
    connect(m_action, &QAbstractButton::clicked, this, [this] { submit(); });
    auto *foot = new QHBoxLayout;
    foot->addWidget(m_progress, 1);
    foot->addStretch();
    foot->addWidget(m_action);
    column->addLayout(foot);
    column->addStretch(2);
}

QWidget *FormPage::backButton()
{
    auto *back = new FlatButton(tr("Back"));
    back->setIcon(Icons::icon(u"left"_s));
    connect(back, &QAbstractButton::clicked, this, &FormPage::backWanted);
    return back;
}

void FormPage::setBusy(const QString &sentence)
{
    m_error->hide();
    m_progress->setText(sentence);
    m_progress->show();
    m_action->setEnabled(false);
}

void FormPage::finish(const shared::Outcome &outcome)
{
    m_progress->hide();
    m_action->setEnabled(true);
    if (!outcome)
        m_error->setText(outcome.error().message);
    m_error->setVisible(!outcome);
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

void FormPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    for (QLineEdit *edit : findChildren<QLineEdit *>()) {
        if (edit->text().isEmpty())
            return edit->setFocus();
    }
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

void FormPage::goToProblem()
{
    for (FormField *field : findChildren<FormField *>())
        if (field->hasProblem())
            return field->input()->setFocus();
}

void FormPage::addPair(FormField *first, FormField *second)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(m_themes.theme().measures().space16);
    for (FormField *field : {first, second}) {
        m_fields->removeWidget(field);
        row->addWidget(field, 1, Qt::AlignTop);
    }
    m_fields->addLayout(row);
}

}
