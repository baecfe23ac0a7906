#include "client/ui/widgets/emptystate.h"

#include "client/ui/theme/icons.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/iconview.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace hearth::client::ui {

namespace {

constexpr int kIconSize = 32;
constexpr int kTextWidth = 280;
constexpr int kAlmostAll = 1000;

}

EmptyState::EmptyState(const ThemeSource &theme, const QString &icon, const QString &title,
                       const QString &sentence, QWidget *parent)
    : QWidget(parent)
    , m_icon(new IconView(theme, icon, kIconSize, Tone::Ink3, this))
    , m_title(new Label(theme, title, FontRole::Group, Tone::Ink, this))
    , m_sentence(new Label(theme, sentence, FontRole::Control, Tone::Ink2, this))
    , m_action(new QPushButton(this))
{
    const Measures &m = theme.theme().measures();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(m.space24, m.space24, m.space24, m.space24);
    column->setSpacing(0);
    column->addStretch(2);
    column->addWidget(m_icon, 0, Qt::AlignHCenter);
    column->addSpacing(m.space12);
    column->addWidget(m_title);
    column->addSpacing(m.space2);
    auto *middle = new QHBoxLayout; // Wide enough to read, never wider than the place.
    middle->addStretch(1);
    middle->addWidget(m_sentence, kAlmostAll);
    middle->addStretch(1);
    column->addLayout(middle);
    column->addSpacing(m.space12);
    column->addWidget(m_action, 0, Qt::AlignHCenter);
    column->addStretch(3);
    m_title->setAlignment(Qt::AlignCenter);
    m_title->setWordWrap(true);
    m_sentence->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_sentence->setWordWrap(true);
    m_sentence->setMaximumWidth(theme.theme().scaled(kTextWidth));
    m_action->hide();
    setAccessibleName(title);
    setAccessibleDescription(sentence);
    connect(m_action, &QPushButton::clicked, this, &EmptyState::actionTaken);
}

void EmptyState::setTexts(const QString &icon, const QString &title, const QString &sentence)
{
    m_icon->setIcon(icon);
    m_title->setText(title);
    m_sentence->setText(sentence);
    setAccessibleName(title);
    setAccessibleDescription(sentence);
}

void EmptyState::setAction(const QString &text, const QString &icon)
{
    m_action->setText(text);
    m_action->setIcon(icon.isEmpty() ? QIcon() : Icons::icon(icon));
    m_action->setHidden(text.isEmpty());
}

}
