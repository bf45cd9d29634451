#include "site/replies/page.h"

#include "base/log.h"
#include "site/answer.h"
#include "site/frame.h"
#include "site/pages/pages.h"

namespace dateline::site {

net::Response as_own_page(int status, Html page) {
  net::Response response = unkept_page(status, std::move(page));
  response.headers.emplace_back("Referrer-Policy", "no-referrer");
  return response;
}

net::Response own_page(const Context& context, int status, const std::string& name, const Html& text) {
  const Html main = html(R"(<section class="text-page own-page">
<h1 class="page-name">{}</h1>
{}</section>
)",
                         name, text);
  return as_own_page(status, framed(context, *context.newsroom.front_page(),
                                    {.title = name, .description = name, .sheet = "replies.css"}, main));
}

net::Response no_such_link(const Context& context, const std::string& text) {
  return own_page(context, 404, context.texts.say("own_data.no_link"), html("<p>{}</p>\n", text));
}

net::Response too_many(const Context& context, const std::string& text, std::chrono::seconds wait) {
  net::Response response = own_page(context, 429, context.texts.say("own_data.too_many"), html("<p>{}</p>\n", text));
  response.headers.emplace_back("Retry-After", std::to_string(wait.count()));
  return response;
}

void answer_later(const ContextPtr& context, net::Respond respond,
                  std::move_only_function<Result<net::Response>(const Context&)> make) {
  context->later([context, respond = std::move(respond), make = std::move(make)]() mutable {
    const Catalogue& texts = context->texts;
    Result<net::Response> made = make(*context);
    if (made) return respond(std::move(*made));
    if (made.error().code == Code::kNotFound) {
      return respond(error_page(*context, 404, texts.say("error.not_here"), texts.say("error.not_here.text")));
    }
    log::error("site", made.error().message);
    respond(error_page(*context, 500, texts.say("error.failed"), texts.say("error.failed.text")));
  });
}

}  // namespace dateline::site
