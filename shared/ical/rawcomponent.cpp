#include "shared/ical/rawcomponent.h"

#include <QStringDecoder>

#include <algorithm>

namespace hearth::shared {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype kMaxCalendarProperties = 100;

bool standsAlone(QStringView name)
{
    return name == "VEVENT"_L1 || name == "VTODO"_L1 || name == "VJOURNAL"_L1 || name == "VFREEBUSY"_L1
        || name == "VTIMEZONE"_L1 || name == "VCALENDAR"_L1 || name == "VAVAILABILITY"_L1;
}

/// Puts folded lines together again.
class Lines {
public:
    explicit Lines(QByteArrayView text)
        : m_text(text)
    {
    }

    struct Line {
        QByteArray bytes;
        int number = 0;
        bool tooLong = false;
    };

    bool next(Line &line)
    {
        line = {};
        while (line.bytes.isEmpty() && !line.tooLong) {
            if (m_at >= m_text.size())
                return false;
            line.number = m_number + 1;
            take(line);
            while (m_at < m_text.size() && (m_text.at(m_at) == ' ' || m_text.at(m_at) == '\t')) {
                ++m_at;
                take(line);
            }
        }
        return true;
    }

private:
    void take(Line &line)
    {
        const qsizetype found = m_text.indexOf('\n', m_at);
        const qsizetype end = found < 0 ? m_text.size() : found;
        QByteArrayView part = m_text.sliced(m_at, end - m_at);
        if (part.endsWith('\r'))
            part.chop(1);
        line.tooLong = line.tooLong || line.bytes.size() + part.size() > kMaxICalLine;
        if (!line.tooLong)
            line.bytes.append(part);
        m_at = end + 1;
        ++m_number;
    }

    QByteArrayView m_text;
    qsizetype m_at = 0;
    int m_number = 0;
};

class Scanner {
public:
    /// `standing`: whether a VEVENT can only begin where the one before it has ended.
    Scanner(QByteArrayView text, bool standing, const std::function<void(RawComponent)> &take)
        : m_lines(text)
        , m_standing(standing)
        , m_take(take)
    {
    }

    ICalScan scan()
    {
        Lines::Line line;
        while (!m_scan.tooMany && m_lines.next(line))
            read(line);
        if (!m_open.isEmpty()) {
            fault(u"The text ends within the component."_s, line.number);
            closeAll();
        }
        return std::move(m_scan);
    }

private:
    void read(const Lines::Line &line)
    {
        if (line.tooLong)
            return fault(u"A line is too long."_s, line.number);
        QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
        const QString text = decoder(line.bytes);
        if (decoder.hasError() || text.contains(QChar::Null))
            return fault(u"A line is not text in UTF-8."_s, line.number);
        const auto content = ContentLine::parse(text, line.number);
        if (!content)
            return fault(u"A line is not a property."_s, line.number);
        if (content->name == "BEGIN"_L1)
            begin(content->value.trimmed().toUpper(), line.number);
        else if (content->name == "END"_L1)
            end(content->value.trimmed().toUpper(), line.number);
        else
            property(*content);
    }

    void begin(const QString &name, int number)
    {
        if (name == "VCALENDAR"_L1 || (m_standing && !m_open.isEmpty() && standsAlone(name))) {
            if (!m_open.isEmpty())
                fault(u"The component does not end."_s, number);
            closeAll();
        }
        if (name == "VCALENDAR"_L1) {
            m_calendars += m_calendars < 2 ? 1 : 0;
            m_scan.calendar = true;
            return;
        }
        if (m_open.size() + m_tooDeep >= kMaxICalDepth + (m_standing ? 0 : 1)) {
            fault(u"Components lie in one another too deeply."_s, number);
            ++m_tooDeep;
            return;
        }
        m_open.append(RawComponent{name, number, {}, {}, {}, 0});
        count(number);
    }

    void end(const QString &name, int number)
    {
        if (m_tooDeep > 0) {
            --m_tooDeep;
            return;
        }
        if (name == "VCALENDAR"_L1) {
            if (!m_open.isEmpty())
                fault(u"The component does not end."_s, number);
            return closeAll();
        }
        const auto named = [&name](const RawComponent &component) { return component.name == name; };
        if (std::none_of(m_open.begin(), m_open.end(), named))
            return fault(u"Something ends that has not begun."_s, number);
        while (m_open.last().name != name) {
            fault(u"The component does not end."_s, number);
            close();
        }
        close();
    }

    void property(const ContentLine &line)
    {
        if (m_open.isEmpty()) {
            if (m_calendars == 1 && m_scan.properties.size() < kMaxCalendarProperties)
                m_scan.properties.append(line);
            return;
        }
        if (m_tooDeep == 0 && count(line.number))
            m_open.last().lines.append(line);
    }

    /// Whether there is room for one more line in what lies in the VCALENDAR.
    bool count(int number)
    {
        if (m_open.size() == 1 && m_open.first().lines.isEmpty() && m_open.first().children.isEmpty())
            m_count = 0;
        if (++m_count <= kMaxICalLines)
            return true;
        fault(u"The component has too many properties."_s, number);
        return false;
    }

    void fault(const QString &why, int number)
    {
        if (m_open.isEmpty() || !m_open.first().fault.isEmpty())
            return;
        m_open.first().fault = why;
        m_open.first().faultNumber = number;
    }

    void close()
    {
        RawComponent component = m_open.takeLast();
        if (!m_open.isEmpty()) {
            m_open.last().children.append(std::move(component));
        } else if (m_components++ < kMaxICalComponents) {
            m_take(std::move(component));
        } else {
            m_scan.tooMany = true;
        }
    }

    void closeAll()
    {
        m_tooDeep = 0;
        while (!m_open.isEmpty())
            close();
    }

    Lines m_lines;
    bool m_standing;
    const std::function<void(RawComponent)> &m_take;
    ICalScan m_scan;
    QList<RawComponent> m_open;
    qsizetype m_tooDeep = 0;
    qsizetype m_count = 0;
    qsizetype m_components = 0;
    int m_calendars = 0;
};
}

QString RawComponent::toText() const
{
    QString text = u"BEGIN:"_s + name + u'\n';
    for (const ContentLine &line : lines)
        text += line.raw + u'\n';
    for (const RawComponent &child : children)
        text += child.toText();
    return text + u"END:"_s + name + u'\n';
}

const ContentLine *RawComponent::find(QLatin1StringView wanted) const
{
    const auto found = std::find_if(lines.begin(), lines.end(),
                                    [wanted](const ContentLine &line) { return line.name == wanted; });
    return found == lines.end() ? nullptr : &*found;
}

QList<ContentLine> RawComponent::all(std::initializer_list<QLatin1StringView> wanted) const
{
    QList<ContentLine> found;
    for (const ContentLine &line : lines)
        if (std::find(wanted.begin(), wanted.end(), line.name) != wanted.end())
            found.append(line);
    return found;
}

ICalScan scanICal(QByteArrayView text, const std::function<void(RawComponent)> &take)
{
    if (text.startsWith("\xEF\xBB\xBF"))
        text = text.sliced(3);
    return Scanner(text, true, take).scan();
}

RawComponent scanContent(const QString &text)
{
    RawComponent content;
    if (text.isEmpty())
        return content;
    const QByteArray whole = "BEGIN:X-CONTENT\n" + text.toUtf8() + "\nEND:X-CONTENT\n";
    const auto take = [&content](RawComponent component) { content = std::move(component); };
    Scanner(whole, false, take).scan();
    return content;
}

}
