#include "client/ui/widgets/formfield.h"

#include "client/ui/theme/roles.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/buttons.h"
#include "client/ui/widgets/iconview.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

FormField::FormField(const ThemeSource &theme, const QString &label, QWidget *input, QWidget *parent)
    : QWidget(parent)
    , m_input(input)
    , m_label(new Label(theme, label, FontRole::EventTitle, Tone::Ink2, this))
    , m_sign(new IconView(theme, u"alert"_s, 16, Tone::Bad, this))
    , m_note(new Label(theme, {}, FontRole::Caption, Tone::Ink3, this))
    , m_repair(new LinkButton({}, this))
{
    const Measures &m = theme.theme().measures();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(m.space4 + m.space2);
    column->addWidget(m_label);
    column->addWidget(input);
    auto *note = new QHBoxLayout;
    note->setSpacing(m.space4 + m.space2);
    note->addWidget(m_sign, 0, Qt::AlignTop);
    note->addWidget(m_note, 1);
    note->addWidget(m_repair, 0, Qt::AlignTop);
    column->addLayout(note);
    m_note->setWordWrap(true);
    m_label->setBuddy(input);
    setLabel(label);
    showNote();
    connect(m_repair, &QPushButton::clicked, this, &FormField::repairWanted);
}

void FormField::setLabel(const QString &label)
{
    m_label->setText(label);
    m_label->setHidden(label.isEmpty());
    if (!label.isEmpty())
        m_input->setAccessibleName(label);
}

void FormField::setHint(const QString &hint)
{
    m_hint = hint;
    showNote();
}

void FormField::setProblem(const QString &sentence, const QString &repair)
{
    m_problem = sentence;
    m_repair->setText(repair);
    showNote();
    QAccessibleEvent alert(m_input, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&alert);
}

void FormField::clearProblem() { setProblem({}); }

bool FormField::hasProblem() const { return !m_problem.isEmpty(); }

void FormField::showNote()
{
    const bool wrong = hasProblem();
    const QString text = wrong ? m_problem : m_hint;
    setError(*m_input, wrong);
    m_input->setAccessibleDescription(text);
    m_note->setText(text);
    m_note->setTone(wrong ? Tone::Bad : Tone::Ink3);
    m_note->setHidden(text.isEmpty());
    m_sign->setHidden(!wrong);
    m_repair->setHidden(!wrong || m_repair->text().isEmpty());
}

}
