#include "base/ids.h"
#include "site/answer.h"
#include "site/context.h"
#include "site/paths.h"
#include "site/replies/page.h"
#include "site/replies/replies.h"

namespace dateline::site {

Result<net::Response> stop_mail_page(const Context& context, const Visit& visit) {
  const Catalogue& texts = context.texts;
  const std::string& key = visit.parts[0];
  DATELINE_TRY(const auto link, context.reader.mailed_link(content_hash(key), context.clock.now()));
  if (!link || link->kind == desk::MailedLink::Kind::kProve)
    return no_such_link(context, texts.say("own_data.stop.no_link"));
  return own_page(context, 200, texts.say("own_data.stop.name"),
                  html(R"(<p>{}</p>
<form action="{}" method="post" class="stop-form">
<p class="submit"><button type="submit">{}</button></p>
</form>
)",
                       texts.say("own_data.stop.text"), stop_mail_path(key), texts.say("own_data.stop.button")));
}

void stop_mail(const ContextPtr& keep, Visit visit, net::Respond respond) {
  keep->newsroom.replies().stop_mail(
      visit.parts[0], [keep, respond = std::move(respond)](Result<void> stopped) mutable {
        answer_later(keep, std::move(respond), [stopped](const Context& context) -> Result<net::Response> {
          const Catalogue& texts = context.texts;
          if (stopped)
            return own_page(context, 200, texts.say("own_data.stop.done"),
                            html("<p>{}</p>\n", texts.say("own_data.stop.done.text")));
          if (stopped.error().code == Code::kNotFound) return no_such_link(context, texts.say("own_data.stop.no_link"));
          return fail(stopped.error().at("cannot end a reader's letters"));
        });
      });
}

}  // namespace dateline::site
