#include "site/replies/thread.h"

#include <algorithm>
#include <ranges>
#include <unordered_map>

#include "markup/sanitizer.h"
#include "site/paths.h"
#include "site/times.h"

namespace dateline::site {

std::vector<ThreadedReply> thread_of(const std::vector<desk::PublicReply>& replies) {
  // A parent is always older than what answers it; anything else in the data is taken as a reply without one, so there
  // can be no ring.
  std::unordered_map<std::uint64_t, std::size_t> place;
  std::vector<std::vector<std::size_t>> answers(replies.size());
  std::vector<std::size_t> top;
  for (std::size_t i = 0; i < replies.size(); ++i) {
    const auto parent = replies[i].parent ? place.find(replies[i].parent->value) : place.end();
    if (parent == place.end())
      top.push_back(i);
    else
      answers[parent->second].push_back(i);
    place[replies[i].id.value] = i;
  }

  std::vector<ThreadedReply> order;
  std::vector<std::pair<std::size_t, int>> open;
  for (const std::size_t i : std::views::reverse(top)) open.emplace_back(i, 1);
  while (!open.empty()) {
    const auto [at, depth] = open.back();
    open.pop_back();
    order.push_back({&replies[at], depth});
    for (const std::size_t i : std::views::reverse(answers[at]))
      open.emplace_back(i, std::min(depth + 1, desk::kMaxReplyDepth));
  }
  return order;
}

Html reply_thread(const Catalogue& texts, const ThreadView& view) {
  Html out;
  for (const auto& [reply, depth] : thread_of(view.replies)) {
    out.add(R"(<li class="reply depth-{}{}" id="{}">
)",
            depth, reply->awaiting ? " reply-awaiting" : "", reply_anchor(reply->id));
    if (reply->awaiting)
      out.add(R"(<p class="reply-state" role="status">{}</p>
)",
              view.own_state);
    out.add(R"(<p class="reply-head"><span class="reply-author">)");
    const auto website = text::Url::parse(reply->website);
    if (website) {
      out.add(R"(<a href="{}" rel="nofollow ugc noopener">{}</a>)", Href::to(*website), reply->name);
    } else {
      out.add("{}", reply->name);
    }
    out.add(R"(</span> <a class="reply-time" href="{}">{}</a></p>
<div class="reply-text" dir="auto">{}</div>
)",
            Href::here(reply_anchor(reply->id)), time_tag(texts.locale(), reply->posted_at),
            markup::render_markdown(reply->text, {.base = std::nullopt, .reply = true}));
    if (view.open && !reply->awaiting && depth < desk::kMaxReplyDepth) {
      out.add(R"(<p class="reply-link"><a href="{}" rel="nofollow" aria-label="{}">{}</a></p>
)",
              article_path(view.article).with("replytocom", reply->id.str()).at("respond"),
              texts.say("reply.answer_to", {{"name", reply->name}}), texts.say("reply.answer"));
    }
    out.add("</li>\n");
  }
  return out.empty() ? out : html("<ol class=\"replies\">\n{}</ol>\n", out);
}

}  // namespace dateline::site
