#pragma once

#include <QTranslator>

namespace hearth::client::ui {

/// The source texts in good English: "%n change(s)" becomes "%n change" or "%n changes". Other languages
/// bring plurals of their own and are installed above it.
class EnglishPlurals : public QTranslator {
    Q_OBJECT

public:
    using QTranslator::QTranslator;

    QString translate(const char *context, const char *source, const char *disambiguation,
                      int n) const override;
    bool isEmpty() const override { return false; }
};

}
