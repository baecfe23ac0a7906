#pragma once

#include "client/ui/theme/theme.h"

#include <QWidget>

class QPainter;

namespace hearth::client::ui {

class ThemeSource;

enum class Presence {
    None, ///< Not shown.
    Here, ///< A filled green dot.
    Away, ///< A ring.
};

/// The letter that stands for a person: the first one of the name that is a letter or a number.
QString initialOf(const QString &name);

/// Paints a person's round picture in `rect`; `ground` is what is behind it, for the ring round the dot.
void paintAvatar(QPainter &painter, const QRectF &rect, const QString &name, CalendarColour colour,
                 Presence presence, const QColor &ground, const Theme &theme, bool rightToLeft = false);

/// A person as a round letter. Presence has always words beside it; here they are for the screen reader.
class Avatar : public QWidget {
    Q_OBJECT
public:
    /// `size` in pixels at 100 % text size: 20, 24, 32 or 40.
    Avatar(const ThemeSource &theme, const QString &name, CalendarColour colour, int size = 24,
           QWidget *parent = nullptr);

    void setPerson(const QString &name, CalendarColour colour);
    void setPresence(Presence presence);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void describe();

    const ThemeSource &m_source;
    QString m_name;
    CalendarColour m_colour;
    Presence m_presence = Presence::None;
    int m_size;
};

}
