#include "client/ui/conversation/messagefield.h"

#include "client/ui/theme/paint.h"
#include "client/ui/theme/roles.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/buttons.h"
#include "client/ui/widgets/label.h"
#include "shared/domain/message.h"

#include <QAbstractItemView>
#include <QAbstractTextDocumentLayout>
#include <QCompleter>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QStringListModel>
#include <QTextBlock>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kMostLines = 6;

/// The word before the cursor where it begins with "@"; without the sign.
std::optional<QString> nameBegun(const QTextCursor &cursor)
{
    const QString before = cursor.block().text().left(cursor.positionInBlock());
    const qsizetype at = before.lastIndexOf(u'@');
    if (at < 0 || (at > 0 && !before.at(at - 1).isSpace()))
        return std::nullopt;
    const QString word = before.mid(at + 1);
    const bool oneWord =
        std::none_of(word.begin(), word.end(), [](QChar letter) { return letter.isSpace(); });
    return oneWord ? std::optional(word) : std::nullopt;
}
}

/// An editor whose keys somebody else sees first; the completer sends them to it past any filter.
class Composer : public QPlainTextEdit {
public:
    explicit Composer(std::function<bool(QKeyEvent &)> takes)
        : m_takes(std::move(takes))
    {
    }

protected:
    void keyPressEvent(QKeyEvent *event) override
    {
        if (!m_takes(*event))
            QPlainTextEdit::keyPressEvent(event);
    }

private:
    std::function<bool(QKeyEvent &)> m_takes;
};

MessageField::MessageField(const ThemeSource &themes, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_box(new QWidget)
    , m_edit(new Composer([this](QKeyEvent &event) { return takeKey(event); }))
    , m_send(new IconButton(themes, u"send"_s, tr("Send")))
    , m_noteLine(new QWidget)
    , m_note(new Label(themes, {}, FontRole::Event, Tone::Ink2))
    , m_cancel(new LinkButton(tr("Cancel")))
    , m_completer(new QCompleter(this))
    , m_names(new QStringListModel(this))
{
    const Measures &m = themes.theme().measures();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(m.space4);
    auto *note = new QHBoxLayout(m_noteLine);
    note->setContentsMargins({});
    m_note->setWordWrap(true);
    note->addWidget(m_note, 1);
    note->addWidget(m_cancel, 0, Qt::AlignTop);
    column->addWidget(m_noteLine);
    auto *row = new QHBoxLayout(m_box);
    row->setContentsMargins(m.inputPad - m.space4, m.space2, m.space4, m.space2);
    row->setSpacing(m.space4);
    row->addWidget(m_edit, 1, Qt::AlignVCenter);
    row->addWidget(m_send, 0, Qt::AlignBottom);
    column->addWidget(m_box);

    setControlSize(*m_send, ControlSize::Small);
    m_edit->setFrameShape(QFrame::NoFrame);
    m_edit->setTabChangesFocus(true);
    m_edit->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_edit->viewport()->setAutoFillBackground(false);
    m_edit->installEventFilter(this);
    m_completer->setModel(m_names);
    m_completer->setWidget(m_edit);
    m_completer->setCaseSensitivity(Qt::CaseInsensitive);
    setFocusProxy(m_edit);
    connect(m_edit->document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
            &MessageField::fit);
    connect(m_edit, &QPlainTextEdit::textChanged, this, &MessageField::updateSend);
    connect(m_edit, &QPlainTextEdit::textChanged, this, &MessageField::offerNames);
    connect(m_completer, qOverload<const QString &>(&QCompleter::activated), this, &MessageField::insertName);
    connect(m_send, &QAbstractButton::clicked, this, &MessageField::send);
    connect(m_cancel, &QAbstractButton::clicked, this, &MessageField::editCancelled);
    showNote();
    updateSend();
    fit();
}

void MessageField::setPrompt(const QString &prompt)
{
    m_edit->setPlaceholderText(prompt);
    m_edit->setAccessibleName(prompt);
}

void MessageField::setNames(const QStringList &names) { m_names->setStringList(names); }

void MessageField::setNote(const QString &sentence)
{
    m_sentence = sentence;
    showNote();
}

void MessageField::beginEdit(const QString &text)
{
    m_editing = true;
    m_edit->setPlainText(text);
    m_edit->moveCursor(QTextCursor::End);
    m_edit->setFocus();
    showNote();
}

void MessageField::endEdit()
{
    m_editing = false;
    m_edit->clear();
    showNote();
}

void MessageField::setText(const QString &text)
{
    m_edit->setPlainText(text);
    m_edit->moveCursor(QTextCursor::End);
}

void MessageField::clear()
{
    m_sentence.clear();
    endEdit();
}

void MessageField::showNote()
{
    const QString limit = QLocale().toString(shared::kMaxMessage);
    const QString shown = m_tooLong ? tr("A message has %1 characters at most.").arg(limit)
        : !m_sentence.isEmpty()     ? m_sentence
        : m_editing                 ? tr("You are changing your message.")
                                    : QString();
    m_note->setText(shown);
    m_noteLine->setVisible(!shown.isEmpty());
    m_cancel->setVisible(m_editing);
    m_send->setName(m_editing ? tr("Save") : tr("Send"));
}

QString MessageField::text() const { return m_edit->toPlainText().trimmed(); }

void MessageField::updateSend()
{
    const qsizetype length = text().toUcs4().size();
    m_send->setEnabled(length > 0 && length <= shared::kMaxMessage);
    if (std::exchange(m_tooLong, length > shared::kMaxMessage) != m_tooLong)
        showNote();
}

void MessageField::send()
{
    if (!m_send->isEnabled())
        return;
    const QString sent = text();
    m_sentence.clear();
    if (m_editing) {
        endEdit();
        Q_EMIT edited(sent);
        return;
    }
    m_edit->clear();
    showNote();
    Q_EMIT written(sent);
}

/// As high as its lines, up to a few.
void MessageField::fit()
{
    const Measures &m = m_themes.theme().measures();
    const int lines = std::clamp(int(std::ceil(m_edit->document()->size().height())), 1, kMostLines);
    const qreal line = QFontMetricsF(m_edit->font()).lineSpacing();
    const qreal margins = 2 * m_edit->document()->documentMargin();
    m_edit->setFixedHeight(std::max(m.controlSmall, int(std::ceil(lines * line + margins))));
}

void MessageField::offerNames()
{
    const auto begun = m_edit->hasFocus() ? nameBegun(m_edit->textCursor()) : std::nullopt;
    if (!begun)
        return m_completer->popup()->hide();
    m_completer->setCompletionPrefix(*begun);
    const bool whole = m_completer->completionCount() == 1 && m_completer->currentCompletion() == *begun;
    if (m_completer->completionCount() == 0 || whole)
        return m_completer->popup()->hide();
    QRect place = m_edit->cursorRect();
    place.setWidth(m_completer->popup()->sizeHintForColumn(0) + 2 * m_themes.theme().measures().space24);
    m_completer->complete(place);
    m_completer->popup()->setCurrentIndex(m_completer->completionModel()->index(0, 0));
}

void MessageField::insertName(const QString &name)
{
    QTextCursor cursor = m_edit->textCursor();
    const int begun = static_cast<int>(nameBegun(cursor).value_or(QString()).size());
    cursor.movePosition(QTextCursor::Left, QTextCursor::KeepAnchor, begun);
    cursor.insertText(name + u' ');
    m_edit->setTextCursor(cursor);
}

bool MessageField::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        update();
    if (event->type() == QEvent::Show || event->type() == QEvent::FontChange)
        fit();
    return QWidget::eventFilter(watched, event);
}

bool MessageField::takeKey(QKeyEvent &event)
{
    const int key = event.key();
    const bool enter = key == Qt::Key_Return || key == Qt::Key_Enter;
    if (m_completer->popup()->isVisible()) {
        // These belong to the list of names, which takes what is left to it.
        const bool choosing = enter || key == Qt::Key_Escape || key == Qt::Key_Tab || key == Qt::Key_Backtab;
        event.setAccepted(!choosing);
        return choosing;
    }
    if (enter && !(event.modifiers() & Qt::ShiftModifier)) {
        send();
        return true;
    }
    if (key == Qt::Key_Escape && m_editing) {
        Q_EMIT editCancelled();
        return true;
    }
    if (key == Qt::Key_Up && !m_editing && m_edit->toPlainText().isEmpty()) {
        Q_EMIT editLastWanted();
        return true;
    }
    return false;
}

void MessageField::paintEvent(QPaintEvent *)
{
    const Theme &theme = m_themes.theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool focus = m_edit->hasFocus();
    paint::box(painter, m_box->geometry(), theme.measures().radiusButton, theme.raised(),
               focus ? theme.ember() : theme.lineStrong(), focus ? theme.measures().focusWidth : 0);
}

}
