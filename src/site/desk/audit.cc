#include "site/answer.h"
#include "site/context.h"
#include "site/desk/desk.h"
#include "site/desk/desk_frame.h"
#include "site/times.h"

namespace dateline::site {
namespace {

constexpr int kEntries = 200;  // Some days of a small newsroom.

}  // namespace

Result<net::Response> desk_audit(const Context& context, const Visit&, const Editor& editor) {
  DATELINE_TRY(const auto entries, context.reader.audit(kEntries));
  const Instant now = context.clock.now();
  const Catalogue& texts = context.texts;
  Html rows;
  for (const desk::AuditEntry& entry : entries) {
    // The log keeps names that never change; what is not in the catalogue is shown by that.
    const std::string* action = texts.find_name("desk.did", entry.action);
    const std::string* how = texts.find_name("desk.audit.by", entry.detail);
    rows.add("<tr><td>{}</td><td>{}</td><td title=\"{}\">{}</td><td><code>{}</code></td><td>{}</td></tr>\n",
             short_time_tag(texts.locale(), entry.at, now), entry.who, entry.action, action ? *action : entry.action,
             entry.target, how ? *how : entry.detail);
  }
  Html main = html(R"(<h1>{}</h1>
<p class="note">{}</p>
)",
                   texts.say("desk.audit"), texts.count("desk.audit.note", kEntries));
  if (rows.empty()) {
    main.add("<p class=\"empty\">{}</p>\n", texts.say("desk.audit.empty"));
  } else {
    main.add(R"(<div class="wide" role="region" aria-label="{}" tabindex="0"><table class="desk-table rows-table">
<thead><tr><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th></tr></thead>
<tbody>
{}</tbody>
</table></div>
)",
             texts.say("desk.audit"), texts.say("desk.audit.when"), texts.say("desk.audit.who"),
             texts.say("desk.audit.what"), texts.say("desk.audit.to"), texts.say("desk.audit.detail"), rows);
  }
  return unkept_page(200, desk_framed(context, &editor, texts.say("desk.audit"), main));
}

}  // namespace dateline::site
