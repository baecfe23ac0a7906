#include "client/ui/firstrun/choicecard.h"

#include "client/ui/theme/icons.h"
#include "client/ui/theme/paint.h"
#include "client/ui/theme/roles.h"
#include "client/ui/theme/themesource.h"

#include <QLocale>
#include <QPainter>
#include <QShortcut>
#include <QStyle>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kWidth = 316;
constexpr int kHeight = 336;
constexpr int kPad = 26;
constexpr int kTile = 60;
constexpr int kFoot = 56;
constexpr int kKeyBox = 26;
}

ChoiceCard::ChoiceCard(const ThemeSource &themes, const QString &icon, const QString &title,
                       const QString &sentence, const QString &foot, int key, QWidget *parent)
    : QAbstractButton(parent)
    , m_themes(themes)
    , m_iconName(icon)
    , m_sentence(sentence)
    , m_foot(foot)
    , m_key(key)
{
    setText(title);
    setAccessibleName(title);
    setAccessibleDescription(sentence);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto *shortcut = new QShortcut(QKeySequence(Qt::Key(Qt::Key_0 + key)), this);
    connect(shortcut, &QShortcut::activated, this, [this] { click(); });
    connect(&themes, &ThemeSource::changed, this, [this] {
        updateGeometry();
        update();
    });
}

QSize ChoiceCard::sizeHint() const
{
    const Theme &theme = m_themes.theme();
    return {theme.scaled(kWidth), theme.scaled(kHeight)};
}

bool ChoiceCard::lit() const { return hasFocus() || underMouse(); }

void ChoiceCard::enterEvent(QEnterEvent *event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void ChoiceCard::leaveEvent(QEvent *event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

void ChoiceCard::paintKey(QPainter &painter, const QRectF &card) const
{
    const Theme &theme = m_themes.theme();
    const QRectF box(card.right() - kPad + 4 - kKeyBox, card.top() + kPad - 4, kKeyBox, kKeyBox);
    const QRectF placed = QStyle::visualRect(layoutDirection(), card.toRect(), box.toRect());
    paint::box(painter, placed, 5, theme.raised(), theme.line());
    painter.setFont(theme.font(FontRole::Event));
    painter.setPen(theme.ink2());
    painter.drawText(placed, Qt::AlignCenter, QLocale().toString(m_key));
}

void ChoiceCard::paintEvent(QPaintEvent *)
{
    const Theme &theme = m_themes.theme();
    const Measures &m = theme.measures();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF card(rect());
    paint::box(painter, card, m.radiusCard, isDown() ? theme.sheetDim() : theme.raised(),
               lit() ? theme.ember() : theme.line(), lit() ? m.focusWidth : 0);
    const bool rtl = layoutDirection() == Qt::RightToLeft;
    const auto placed = [&](const QRectF &r) {
        return QRectF(QStyle::visualRect(layoutDirection(), rect(), r.toAlignedRect()));
    };

    const qreal tile = theme.scaled(kTile);
    const QRectF tileRect = placed(QRectF(card.left() + kPad, card.top() + kPad, tile, tile));
    paint::box(painter, tileRect, m.radiusToast, lit() ? theme.emberSoft() : theme.select());
    Icons::paint(painter, tileRect, m_iconName, m.icon24 + 4, lit() ? theme.emberInk() : theme.ink(), rtl);
    paintKey(painter, card);

    const auto flags = Qt::TextWordWrap | (rtl ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignTop;
    const qreal width = card.width() - 2 * kPad;
    painter.setFont(theme.font(FontRole::Title));
    painter.setPen(theme.ink());
    const QRectF titleRoom =
        placed(QRectF(card.left() + kPad, card.top() + kPad + tile + m.space24 - 4, width, 200));
    QRectF title;
    painter.drawText(titleRoom, int(flags), text(), &title);
    painter.setFont(theme.font(FontRole::Lead));
    painter.setPen(theme.ink2());
    const qreal footTop = card.bottom() - theme.scaled(kFoot);
    const QRectF body = placed(
        QRectF(card.left() + kPad, title.bottom() + m.space8, width, footTop - title.bottom() - m.space8));
    painter.drawText(body, int(flags), m_sentence);

    paint::hline(painter, card.left() + kPad, card.right() - kPad, footTop, theme.line());
    painter.setFont(theme.font(FontRole::Control));
    const QRectF foot = placed(QRectF(card.left() + kPad, footTop, width, theme.scaled(kFoot) - m.space4));
    painter.drawText(foot, int((rtl ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter), m_foot);
}

}
