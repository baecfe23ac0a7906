#include "client/ui/window/searchbutton.h"

#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/badge.h"
#include "client/ui/widgets/iconview.h"

#include <QHBoxLayout>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kWidth = 132;
}

SearchButton::SearchButton(const ThemeSource &themes, QWidget *parent)
    : QPushButton(parent)
    , m_themes(themes)
{
    const Measures &m = themes.theme().measures();
    setAccessibleName(tr("Search"));
    setToolTip(tr("Search (/)"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(m.inputPad + m.space2, 0, m.space4 + m.space2, 0);
    row->setSpacing(m.space8);
    auto *word = new Label(themes, tr("Search"), FontRole::Control, Tone::Ink2);
    word->setAttribute(Qt::WA_TransparentForMouseEvents);
    row->addWidget(new IconView(themes, u"search"_s, 16));
    row->addWidget(word, 1);
    row->addWidget(new KeyHint(themes, u"/"_s));
}

QSize SearchButton::sizeHint() const
{
    return {std::max(m_themes.theme().scaled(kWidth), layout()->sizeHint().width()),
            m_themes.theme().measures().control};
}

}
