#include "client/ui/firstrun/choicecard.h"

#include "client/ui/theme/icons.h"
#include "client/ui/theme/paint.h"
#include "client/ui/theme/roles.h"
#include "client/ui/theme/themesource.h"

#include <QLocale>
#include <QPainter>
#include <QShortcut>
#include <QStyle>
#include <QTextLayout>

#include <cmath>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kWidth = 316;
constexpr int kLeastWidth = 200;
constexpr int kHeight = 336;
constexpr int kPad = 26;
constexpr int kTile = 60;
constexpr int kUnderTile = 20;
constexpr int kFoot = 56;
constexpr int kKeyBox = 26;
constexpr int kIcon = 32;

/// A text in lines of its role's height; painted where there is a painter. The height that it takes.
qreal flowText(QPainter *painter, const QPointF &at, qreal width, const QString &text, const Theme &theme,
               FontRole role, bool rightToLeft)
{
    QTextLayout layout(text, theme.font(role));
    QTextOption option(rightToLeft ? Qt::AlignRight : Qt::AlignLeft);
    option.setTextDirection(rightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
    layout.setTextOption(option);
    const qreal step = theme.lineHeight(role);
    qreal height = 0;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        line.setPosition({0, height + (step - line.height()) / 2});
        height += step;
    }
    layout.endLayout();
    if (painter)
        layout.draw(painter, at);
    return height;
}
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
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    auto *shortcut = new QShortcut(QKeySequence(Qt::Key(Qt::Key_0 + key)), this);
    connect(shortcut, &QShortcut::activated, this, [this] { click(); });
    connect(&themes, &ThemeSource::changed, this, [this] {
        updateGeometry();
        update();
    });
}

QSize ChoiceCard::sizeHint() const
{
    const int width = m_themes.theme().scaled(kWidth);
    return {width, heightForWidth(width)};
}

QSize ChoiceCard::minimumSizeHint() const
{
    const Theme &theme = m_themes.theme();
    return {theme.scaled(kLeastWidth), theme.scaled(kHeight)};
}

qreal ChoiceCard::footHeight(qreal width) const
{
    const Theme &theme = m_themes.theme();
    const qreal text = flowText(nullptr, {}, width, m_foot, theme, FontRole::Control, false);
    return std::max<qreal>(theme.scaled(kFoot), text + 2 * theme.measures().space16);
}

int ChoiceCard::heightForWidth(int width) const
{
    const Theme &theme = m_themes.theme();
    const qreal room = width - 2 * kPad;
    const qreal height = kPad + theme.scaled(kTile) + kUnderTile
        + flowText(nullptr, {}, room, text(), theme, FontRole::Title, false) + theme.measures().space8
        + flowText(nullptr, {}, room, m_sentence, theme, FontRole::Lead, false) + theme.measures().space24
        + footHeight(room);
    return std::max(theme.scaled(kHeight), int(std::ceil(height)));
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

QRectF ChoiceCard::placed(const QRectF &rect) const
{
    return QRectF(QStyle::visualRect(layoutDirection(), this->rect(), rect.toAlignedRect()));
}

void ChoiceCard::paintTile(QPainter &painter) const
{
    const Theme &theme = m_themes.theme();
    const qreal side = theme.scaled(kTile);
    const QRectF tile = placed(QRectF(kPad, kPad, side, side));
    paint::box(painter, tile, theme.measures().radiusToast, lit() ? theme.emberSoft() : theme.select());
    Icons::paint(painter, tile, m_iconName, theme.scaled(kIcon), lit() ? theme.emberInk() : theme.ink(),
                 isRightToLeft());
}

void ChoiceCard::paintKey(QPainter &painter) const
{
    const Theme &theme = m_themes.theme();
    const qreal side = theme.scaled(kKeyBox);
    const QRectF box = placed(QRectF(width() - kPad + 4 - side, kPad - 4, side, side));
    paint::box(painter, box, theme.measures().radiusEvent, theme.raised(), theme.lineStrong());
    paint::text(painter, box, QLocale().toString(m_key), theme.font(FontRole::Control), theme.ink2(),
                Qt::AlignCenter);
}

void ChoiceCard::paintEvent(QPaintEvent *)
{
    const Theme &theme = m_themes.theme();
    const Measures &m = theme.measures();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paint::box(painter, rect(), m.radiusCard, isDown() ? theme.sheetDim() : theme.raised(),
               lit() ? theme.ember() : theme.line(), lit() ? m.focusWidth : 0);
    paintTile(painter);
    paintKey(painter);

    const qreal room = width() - 2 * kPad;
    qreal y = kPad + theme.scaled(kTile) + kUnderTile;
    painter.setPen(theme.ink());
    y += flowText(&painter, {kPad, y}, room, text(), theme, FontRole::Title, isRightToLeft());
    painter.setPen(theme.ink2());
    flowText(&painter, {kPad, y + m.space8}, room, m_sentence, theme, FontRole::Lead, isRightToLeft());

    const qreal foot = footHeight(room);
    const qreal footTop = height() - foot;
    paint::hline(painter, kPad, width() - kPad, footTop, theme.line());
    const qreal text = flowText(nullptr, {}, room, m_foot, theme, FontRole::Control, isRightToLeft());
    flowText(&painter, {kPad, footTop + (foot - m.space4 - text) / 2}, room, m_foot, theme, FontRole::Control,
             isRightToLeft());
}

}
