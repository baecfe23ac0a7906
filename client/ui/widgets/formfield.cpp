#include "client/ui/widgets/formfield.h"

#include "client/ui/theme/roles.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/iconview.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {

/// The repair stands behind the sentence and breaks with it.
QString withLink(const QString &sentence, const QString &repair)
{
    return u"%1&nbsp; <a href=\"repair\" style=\"font-weight:600\">%2</a>"_s.arg(sentence.toHtmlEscaped(),
                                                                                 repair.toHtmlEscaped());
}

}

FormField::FormField(const ThemeSource &theme, const QString &label, QWidget *input, QWidget *parent)
    : QWidget(parent)
    , m_input(input)
    , m_label(new Label(theme, label, FontRole::EventTitle, Tone::Ink3, this))
    , m_sign(new IconView(theme, u"alert"_s, 16, Tone::Bad, this))
    , m_note(new Label(theme, {}, FontRole::Caption, Tone::Ink3, this))
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
    column->addLayout(note);
    column->addStretch(1);
    m_note->setWordWrap(true);
    m_label->setBuddy(input);
    setLabel(label);
    showNote();
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    connect(m_note, &QLabel::linkActivated, this, &FormField::repairWanted);
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
    m_repair = repair;
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
    const bool link = wrong && !m_repair.isEmpty();
    setError(*m_input, wrong);
    m_input->setAccessibleDescription(text);
    m_note->setTextFormat(link ? Qt::RichText : Qt::PlainText);
    m_note->setTextInteractionFlags(link ? Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard
                                         : Qt::NoTextInteraction);
    m_note->setText(link ? withLink(text, m_repair) : text);
    m_note->setTone(wrong ? Tone::Bad : Tone::Ink3);
    m_note->setHidden(text.isEmpty());
    m_sign->setHidden(!wrong);
}

}
