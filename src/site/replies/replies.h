#pragma once
// What readers do with replies: write and change one, see what became of it, report one, prove an address, see and
// erase what is kept. One file each; the thread itself stands below its article (thread.h).

#include "site/visit.h"

namespace dateline::site {

/// POST /replies, and where WordPress's form posts: takes a reply. A wrong one comes back with its text and a 4xx
/// status; a right one leads to its status page or, if it was published at once, to its place.
void post_reply(const ContextPtr&, Visit, net::Respond);

/// GET /reply/KEY: the article as the author of a reply sees it, what became of the reply and why.
Result<net::Response> status_page(const Context&, const Visit&);
/// GET and POST /reply/KEY/edit: its words, within desk::kEditWindow.
Result<net::Response> edit_reply_page(const Context&, const Visit&);
void edit_reply(const ContextPtr&, Visit, net::Respond);
/// POST /reply/KEY/appeal: once, against a decision of the desk.
void appeal_reply(const ContextPtr&, Visit, net::Respond);

/// GET and POST /replies/ID/report.
Result<net::Response> report_page(const Context&, const Visit&);
void report_reply(const ContextPtr&, Visit, net::Respond);
/// GET /report/KEY: what became of a report. POST /report/KEY/appeal.
Result<net::Response> report_status_page(const Context&, const Visit&);
void appeal_report(const ContextPtr&, Visit, net::Respond);

/// GET /replies/prove/KEY: proves the address at once in the browser that sent the reply; in any other it shows a
/// button, since programs open the links of mail, too. POST: the button.
void open_proof(const ContextPtr&, Visit, net::Respond);
void prove(const ContextPtr&, Visit, net::Respond);

/// GET and POST /replies/mine: asks for a link to what is kept about an address. The answer never says whether anything
/// is.
Result<net::Response> own_data_form(const Context&, const Visit&);
void ask_for_own_data(const ContextPtr&, Visit, net::Respond);
/// GET /replies/mine/KEY: all of it, as a page; as JSON (docs/formats/own_data.md); POST: erases it.
Result<net::Response> own_data_page(const Context&, const Visit&);
Result<net::Response> export_own_data(const Context&, const Visit&);
void erase_own_data(const ContextPtr&, Visit, net::Respond);

/// GET and POST /replies/stop/KEY: ends letters. The POST needs no cookie and no token: mail programs send it (RFC
/// 8058).
Result<net::Response> stop_mail_page(const Context&, const Visit&);
void stop_mail(const ContextPtr&, Visit, net::Respond);

}  // namespace dateline::site
