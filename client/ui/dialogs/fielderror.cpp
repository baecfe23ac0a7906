#include "client/ui/dialogs/fielderror.h"

#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/buttons.h"
#include "client/ui/widgets/iconview.h"
#include "client/ui/widgets/label.h"

#include <QHBoxLayout>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

FieldError::FieldError(const ThemeSource &themes, QWidget *parent)
    : QWidget(parent)
    , m_sentence(new Label(themes, {}, FontRole::Event, Tone::Bad))
    , m_repair(new LinkButton({}))
{
    const Measures &m = themes.theme().measures();
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(m.space8);
    row->addWidget(new IconView(themes, u"alert"_s, m.icon16, Tone::Bad));
    m_sentence->setWordWrap(true);
    row->addWidget(m_sentence, 1);
    row->addWidget(m_repair);
    connect(m_repair, &QAbstractButton::clicked, this, &FieldError::repairWanted);
    setSentence({});
}

void FieldError::setSentence(const QString &sentence, const QString &repair)
{
    m_sentence->setText(sentence);
    m_repair->setText(repair);
    m_repair->setVisible(!repair.isEmpty());
    setVisible(!sentence.isEmpty());
}

}
