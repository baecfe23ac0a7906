#include "client/ui/widgets/segmentedcontrol.h"

#include "client/ui/theme/icons.h"
#include "client/ui/theme/paint.h"
#include "client/ui/theme/roles.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/badge.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QFontMetricsF>
#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QPointer>

#include <cmath>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kInset = 3;
constexpr int kSidePad = 11;

}

class SegmentedControl::Segment : public QAbstractButton {
public:
    Segment(const ThemeSource &theme, const QString &text, const QString &icon, QWidget *parent)
        : QAbstractButton(parent)
        , m_source(theme)
        , m_icon(icon)
    {
        setText(text);
        setCheckable(true);
        setAttribute(Qt::WA_Hover);
        setFocusPolicy(Qt::TabFocus);
        setFocusRing(*this, theme.theme().measures().radiusButton);
        setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    }

    void setCount(int count)
    {
        m_count = count;
        setAccessibleDescription(count > 0 ? SegmentedControl::tr("%n new", nullptr, count) : QString());
        updateGeometry();
        update();
    }
    void setRole(FontRole role)
    {
        m_role = role;
        updateGeometry();
    }
    void setMenu(QMenu *menu)
    {
        m_menu = menu;
        updateGeometry();
    }
    QMenu *menu() const { return m_menu; }

    QSize sizeHint() const override
    {
        const Theme &theme = m_source.theme();
        const Measures &m = theme.measures();
        qreal width =
            QFontMetricsF(theme.font(m_role)).horizontalAdvance(text()) + 2 * theme.scaled(kSidePad);
        if (!m_icon.isEmpty())
            width += m.icon16 + m.space4 + m.space2;
        if (m_count > 0)
            width += badgeWidth(theme, m_count) + m.space8;
        if (showsChevron())
            width += m.icon12 + m.space4;
        return {int(std::ceil(width)), m.control - 2 * kInset};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const Theme &theme = m_source.theme();
        const Measures &m = theme.measures();
        if (isChecked())
            paint::box(painter, rect(), m.radiusButton, theme.segment());
        else if (underMouse() && isEnabled())
            paint::box(painter, rect(), m.radiusButton, theme.press());
        const QColor ink = !isEnabled() ? theme.disabled() : isChecked() ? theme.ink() : theme.ink2();
        paintContent(painter, theme, ink);
    }

private:
    bool showsChevron() const { return m_menu && isChecked(); }

    void paintContent(QPainter &painter, const Theme &theme, const QColor &ink)
    {
        const Measures &m = theme.measures();
        const QFont &font = theme.font(m_role);
        const qreal textWidth = std::ceil(QFontMetricsF(font).horizontalAdvance(text()));
        const qreal iconPart = m_icon.isEmpty() ? 0 : m.icon16 + m.space4 + m.space2;
        const qreal badgePart = m_count > 0 ? badgeWidth(theme, m_count) + m.space8 : 0;
        const qreal chevronPart = showsChevron() ? m.icon12 + m.space4 : 0;
        qreal x = (width() - textWidth - iconPart - badgePart - chevronPart) / 2;
        const auto place = [this, &x](qreal part) {
            const QRectF logical(x, 0, part, height());
            x += part;
            return isRightToLeft() ? QRectF(width() - logical.right(), 0, part, height()) : logical;
        };
        if (iconPart > 0)
            Icons::paint(painter, place(iconPart).adjusted(0, 0, -m.space4 - m.space2, 0), m_icon, m.icon16,
                         ink, isRightToLeft());
        paint::text(painter, place(textWidth), text(), font, ink, Qt::AlignCenter);
        if (badgePart > 0)
            paintBadge(painter, place(badgePart).adjusted(m.space8, 0, 0, 0), m_count, theme);
        if (chevronPart > 0)
            Icons::paint(painter, place(chevronPart).adjusted(m.space4, 0, 0, 0), u"down"_s, m.icon12,
                         theme.ink3());
    }

    const ThemeSource &m_source;
    QString m_icon;
    FontRole m_role = FontRole::ControlStrong;
    QPointer<QMenu> m_menu;
    int m_count = 0;
};

SegmentedControl::SegmentedControl(const ThemeSource &theme, QWidget *parent)
    : QWidget(parent)
    , m_source(theme)
    , m_layout(new QHBoxLayout(this))
    , m_group(new QButtonGroup(this))
{
    m_layout->setContentsMargins(kInset, kInset, kInset, kInset);
    m_layout->setSpacing(0);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    connect(m_group, &QButtonGroup::idClicked, this, [this](int id) { Q_EMIT chosen(id); });
}

SegmentedControl::~SegmentedControl() = default;

void SegmentedControl::addSegment(int id, const QString &text, const QString &icon)
{
    auto *item = new Segment(m_source, text, icon, this);
    if (m_expanding)
        item->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_group->addButton(item, id);
    m_layout->addWidget(item, m_expanding ? 1 : 0);
    if (m_group->checkedId() == -1)
        item->setChecked(true);
    // A second click on the segment in use opens its kin.
    connect(item, &QAbstractButton::pressed, this, [item] {
        if (item->isChecked() && item->menu()) {
            item->menu()->popup(item->mapToGlobal(QPoint(0, item->height() + kInset + 2)));
            item->setDown(false);
        }
    });
    connect(item, &QAbstractButton::toggled, this, [item] { item->updateGeometry(); });
}

SegmentedControl::Segment *SegmentedControl::segment(int id) const
{
    return static_cast<Segment *>(m_group->button(id));
}

void SegmentedControl::setSegmentText(int id, const QString &text)
{
    if (auto *item = segment(id)) {
        item->setText(text);
        item->updateGeometry();
    }
}

void SegmentedControl::setSegmentToolTip(int id, const QString &text)
{
    if (auto *item = segment(id))
        item->setToolTip(text);
}

void SegmentedControl::setSegmentCount(int id, int count)
{
    if (auto *item = segment(id))
        item->setCount(count);
}

void SegmentedControl::setSegmentMenu(int id, QMenu *menu)
{
    if (auto *item = segment(id))
        item->setMenu(menu);
}

void SegmentedControl::setSegmentFont(int id, FontRole role)
{
    if (auto *item = segment(id))
        item->setRole(role);
}

void SegmentedControl::setExpanding(bool expanding)
{
    m_expanding = expanding;
    setSizePolicy(expanding ? QSizePolicy::Expanding : QSizePolicy::Maximum, QSizePolicy::Fixed);
    for (QAbstractButton *item : m_group->buttons()) {
        item->setSizePolicy(expanding ? QSizePolicy::Expanding : QSizePolicy::Preferred, QSizePolicy::Fixed);
        m_layout->setStretchFactor(item, expanding ? 1 : 0);
    }
}

int SegmentedControl::current() const { return m_group->checkedId(); }

void SegmentedControl::setCurrent(int id)
{
    if (auto *item = segment(id))
        return item->setChecked(true);
    if (QAbstractButton *old = m_group->checkedButton()) {
        m_group->setExclusive(false);
        old->setChecked(false);
        m_group->setExclusive(true);
    }
}

void SegmentedControl::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paint::box(painter, rect(), m_source.theme().measures().radiusToast, m_source.theme().select());
}

}
