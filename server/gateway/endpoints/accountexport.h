#pragma once

#include "server/gateway/exchange.h"
#include "server/gateway/gatewaycontext.h"

#include <QByteArray>
#include <QList>

namespace hearth::server::gateway {

/// One export of all that is known of the caller: it asks for one page after the other, as any client could,
/// and sees no more than the caller may (busy times without titles). The document is put together as text, so
/// that it is in memory once, and is bounded, as is the number of exports at a time.
class AccountExport : public std::enable_shared_from_this<AccountExport> {
public:
    explicit AccountExport(ExchangePtr exchange);
    ~AccountExport();
    AccountExport(const AccountExport &) = delete;
    AccountExport &operator=(const AccountExport &) = delete;

    void run();

private:
    /// `then(const Response &)` where the call succeeded and somebody still waits.
    template <class Response, class Then> Reply<Response> then(Then next);
    void askSessions();
    void askAppPasswords();
    void askSubscriptions();
    void askCalendars();
    void beginCalendar();
    void askEvents(const std::string &cursor);
    void addEvents(const calendar::EventsResponse &response);
    void askMessages(qint64 afterSeq);
    void addMessages(const calendar::OwnMessagesResponse &response);
    void askReminders();
    void finish();

    void append(const QJsonObject &object);
    calendar::CalendarRef current() const;

    const ExchangePtr m_exchange;
    const bool m_admitted; ///< one of those that may run at a time
    QList<calendar::Calendar> m_calendars; ///< the first is the current one
    QByteArray m_text;
    bool m_first = true; ///< of a list
};

}
