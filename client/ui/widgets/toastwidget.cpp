#include "client/ui/widgets/toastwidget.h"

#include "client/ui/theme/icons.h"
#include "client/ui/theme/paint.h"
#include "client/ui/theme/roles.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/label.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QEvent>
#include <QFontMetricsF>
#include <QHBoxLayout>
#include <QPainter>
#include <QPropertyAnimation>

#include <cmath>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kStayMs = 8000;
constexpr int kRise = 8;
constexpr int kPad = 16;

}

/// A text or cross button on the inverse ground.
class ToastWidget::InverseButton : public QAbstractButton {
public:
    InverseButton(const ThemeSource &theme, const QString &icon, QWidget *parent)
        : QAbstractButton(parent)
        , m_source(theme)
        , m_icon(icon)
    {
        setAttribute(Qt::WA_Hover);
        setFocusPolicy(Qt::TabFocus);
        setCursor(Qt::PointingHandCursor);
    }

    QSize sizeHint() const override
    {
        const Theme &theme = m_source.theme();
        const int height = theme.measures().controlSmall;
        if (!m_icon.isEmpty())
            return {height, height};
        const qreal width = QFontMetricsF(theme.font(FontRole::ControlBold)).horizontalAdvance(text());
        return {int(std::ceil(width)) + 2 * theme.measures().space8, height};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const Theme &theme = m_source.theme();
        if (underMouse() || isDown())
            paint::box(painter, rect(), theme.measures().radiusButton,
                       mixed(theme.inverse(), theme.onInverse(), isDown() ? 0.2 : 0.12));
        if (showsFocus(this))
            paint::box(painter, rect(), theme.measures().radiusButton, QColor(), theme.inverseAction(), 2);
        if (m_icon.isEmpty())
            paint::text(painter, rect(), text(), theme.font(FontRole::ControlBold), theme.inverseAction(),
                        Qt::AlignCenter);
        else
            Icons::paint(painter, rect(), m_icon, theme.measures().icon16, theme.onInverse());
    }

private:
    const ThemeSource &m_source;
    QString m_icon;
};

/// The quiet shortcut behind the action, and the tick before the text.
class ToastWidget::InverseHint : public QWidget {
public:
    InverseHint(const ThemeSource &theme, const QString &icon, QWidget *parent)
        : QWidget(parent)
        , m_source(theme)
        , m_icon(icon)
    {
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }

    void setText(const QString &text)
    {
        m_text = text;
        m_text.replace(u'+', u' ');
        setVisible(!text.isEmpty());
        updateGeometry();
        update();
    }

    QSize sizeHint() const override
    {
        const Theme &theme = m_source.theme();
        if (!m_icon.isEmpty())
            return {theme.measures().icon16, theme.measures().icon16};
        const qreal width = QFontMetricsF(theme.font(FontRole::Caption)).horizontalAdvance(m_text);
        return {int(std::ceil(width)) + 1, theme.lineHeight(FontRole::Caption)};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const Theme &theme = m_source.theme();
        if (!m_icon.isEmpty())
            Icons::paint(painter, rect(), m_icon, theme.measures().icon16, theme.inverseAction());
        else
            paint::text(painter, rect(), m_text, theme.font(FontRole::Caption),
                        mixed(theme.onInverse(), theme.inverse(), 0.25));
    }

private:
    const ThemeSource &m_source;
    QString m_icon;
    QString m_text;
};

ToastWidget::ToastWidget(const ThemeSource &theme, QWidget *host)
    : QWidget(host)
    , m_source(theme)
    , m_host(host)
    , m_rise(new QPropertyAnimation(this, "pos", this))
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(kStayMs);
    connect(&m_timer, &QTimer::timeout, this, &ToastWidget::dismiss);
    m_rise->setEasingCurve(QEasingCurve::OutCubic);
    host->installEventFilter(this);
    build();
    hide();
}

ToastWidget::~ToastWidget() = default;

void ToastWidget::build()
{
    const Measures &m = m_source.theme().measures();
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(m.shadowMargin + kPad, m.shadowMargin, m.shadowMargin + m.space8, m.shadowMargin);
    row->setSpacing(m.space8);
    row->addWidget(new InverseHint(m_source, u"check"_s, this));
    m_text = new ElidedLabel(m_source, {}, FontRole::Control, Tone::Ink, this);
    row->addWidget(m_text);
    m_action = new InverseButton(m_source, {}, this);
    row->addWidget(m_action);
    m_hint = new InverseHint(m_source, {}, this);
    row->addWidget(m_hint);
    auto *close = new InverseButton(m_source, u"x"_s, this);
    close->setAccessibleName(tr("Close"));
    close->setToolTip(tr("Close"));
    row->addWidget(close);
    connect(close, &QAbstractButton::clicked, this, &ToastWidget::dismiss);
    connect(m_action, &QAbstractButton::clicked, this, [this] {
        hide();
        m_timer.stop();
        Q_EMIT actionTaken();
    });
}

void ToastWidget::say(const QString &text) { sayWithAction(text, {}); }

void ToastWidget::sayWithUndo(const QString &text, const QString &shortcut)
{
    sayWithAction(text, tr("Undo"), shortcut);
}

void ToastWidget::sayWithAction(const QString &text, const QString &action, const QString &shortcut)
{
    m_text->setFullText(text);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    m_action->updateGeometry();
    m_hint->setText(shortcut);
    setAccessibleName(text);
    present();
}

void ToastWidget::present()
{
    QPalette colours = m_text->palette();
    colours.setColor(QPalette::WindowText, m_source.theme().onInverse());
    m_text->setPalette(colours);
    place();
    show();
    raise();
    const int duration = m_source.theme().measures().showToast;
    if (duration > 0) {
        m_rise->stop();
        m_rise->setDuration(duration);
        m_rise->setStartValue(restingPlace() + QPoint(0, kRise));
        m_rise->setEndValue(restingPlace());
        m_rise->start();
    }
    m_timer.start();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void ToastWidget::dismiss()
{
    m_timer.stop();
    if (!isVisible())
        return;
    hide();
    Q_EMIT dismissed();
}

QString ToastWidget::text() const { return m_text->fullText(); }

void ToastWidget::setStay(int ms) { m_timer.setInterval(ms); }

QPoint ToastWidget::restingPlace() const
{
    const Measures &m = m_source.theme().measures();
    const int x = m_host->isRightToLeft() ? m_host->width() - width() + m.shadowMargin - m.toastMargin
                                          : m.toastMargin - m.shadowMargin;
    return {x, m_host->height() - height() + m.shadowMargin - m.toastMargin};
}

void ToastWidget::place()
{
    if (!m_host)
        return;
    const Measures &m = m_source.theme().measures();
    layout()->activate();
    const int most = m_host->width() - 2 * m.toastMargin + 2 * m.shadowMargin;
    resize(std::min(layout()->sizeHint().width(), most), m.toast + 2 * m.shadowMargin);
    move(restingPlace());
}

bool ToastWidget::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_host && event->type() == QEvent::Resize && isVisible()) {
        m_rise->stop();
        place();
    }
    return QWidget::eventFilter(watched, event);
}

void ToastWidget::enterEvent(QEnterEvent *event)
{
    m_timer.stop();
    QWidget::enterEvent(event);
}

void ToastWidget::leaveEvent(QEvent *event)
{
    if (isVisible())
        m_timer.start();
    QWidget::leaveEvent(event);
}

void ToastWidget::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = m_source.theme();
    const int margin = theme.measures().shadowMargin;
    const QRectF box = QRectF(rect()).adjusted(margin, margin, -margin, -margin);
    paint::shadow(painter, box, theme.measures().radiusToast, paint::Shadow::Toast, theme);
    paint::box(painter, box, theme.measures().radiusToast, theme.inverse());
}

}
