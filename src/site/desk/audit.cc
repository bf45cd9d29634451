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
    rows.add("<tr><td>{}</td><td>{}</td><td>{}</td><td><code>{}</code></td><td>{}</td></tr>\n",
             short_time_tag(texts.locale(), entry.at, now), entry.who, entry.action, entry.target, entry.detail);
  }
  Html main = html(R"(<h1>Audit log</h1>
<p class="note">What was done, by whom, to what: the newest {} entries. Nothing here is ever changed or removed.</p>
)",
                   kEntries);
  if (rows.empty()) {
    main.add("<p class=\"empty\">Nothing has been done yet.</p>\n");
  } else {
    main.add(R"(<div class="wide" role="region" aria-label="Audit log" tabindex="0"><table class="desk-table">
<thead><tr><th scope="col">When</th><th scope="col">Who</th><th scope="col">What</th><th scope="col">To</th><th scope="col">Detail</th></tr></thead>
<tbody>
{}</tbody>
</table></div>
)",
             rows);
  }
  return unkept_page(200, desk_framed(context, &editor, "Audit log", main));
}

}  // namespace dateline::site
