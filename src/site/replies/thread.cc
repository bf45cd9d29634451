#include "site/replies/thread.h"

#include <algorithm>
#include <numeric>
#include <ranges>
#include <tuple>
#include <unordered_map>

#include "markup/sanitizer.h"
#include "site/paths.h"
#include "site/replies/avatar.h"
#include "site/times.h"
#include "text/url.h"

namespace dateline::site {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

std::size_t pages_of(std::size_t places) {
  return std::max<std::size_t>(1, (places + kThreadPage - 1) / kThreadPage);
}

/// The thread's own address in an order; the order that readers know has no name in it.
Href thread_path(const ThreadPage& page, ThreadOrder order) {
  const Href article = article_path(page.article);
  return order == ThreadOrder::kOldest ? article : article.with("replies", to_string(order));
}

Html order_switch(const Catalogue& texts, const ThreadPage& page) {
  const auto link = [&](ThreadOrder order, const std::string& name) {
    return html(R"(<a href="{}" rel="nofollow" {}>{}</a>
)",
                thread_path(page, order).at("replies"), Flag::current_page(order == page.order), name);
  };
  return html(R"(<nav class="thread-order" aria-label="{}">
{}{}{}</nav>
)",
              texts.say("reply.order"), link(ThreadOrder::kOldest, texts.say("reply.order.oldest")),
              link(ThreadOrder::kNewest, texts.say("reply.order.newest")),
              link(ThreadOrder::kBest, texts.say("reply.order.best")));
}

Html thread_pager(const Catalogue& texts, const ThreadPage& page) {
  if (page.pages < 2) return {};
  const auto to = [&](int number) {
    const Href path = thread_path(page, page.order);
    return (number == 1 ? path : path.with("page", std::to_string(number))).at("replies");
  };
  Html links;
  if (page.number > 1)
    links.add(R"(<a rel="prev" href="{}">{}</a>
)",
              to(page.number - 1), texts.say("reply.pager.previous"));
  // The first, the last and those around this one.
  int before = 0;
  for (int number = 1; number <= page.pages; ++number) {
    if (number != 1 && number != page.pages && std::abs(number - page.number) > 1) continue;
    if (number != before + 1) links.add("<span aria-hidden=\"true\">…</span>\n");
    before = number;
    links.add(R"(<a href="{}" aria-label="{}" {}>{}</a>
)",
              to(number), texts.say("reply.pager.page", {{"page", texts.locale().number(number)}}),
              Flag::current_page(number == page.number), texts.locale().number(number));
  }
  if (page.number < page.pages)
    links.add(R"(<a rel="next" href="{}">{}</a>
)",
              to(page.number + 1), texts.say("reply.pager.next"));
  return html(R"(<nav class="pager thread-pager" aria-label="{}">
{}</nav>
)",
              texts.say("reply.pager"), links);
}

Html author(const desk::PublicReply& reply) {
  const auto website = text::Url::parse(reply.website);
  if (!website) return html(R"(<span class="reply-author" dir="auto">{}</span>)", reply.name);
  return html(R"(<span class="reply-author"><a href="{}" rel="nofollow ugc noopener" dir="auto">{}</a></span>)",
              Href::to(*website), reply.name);
}

/// What stands in the list's entry before its answers.
Html reply_markup(const Catalogue& texts, const ThreadPage& page, const ThreadPage::Item& item, bool open,
                  const Html& own_note) {
  const desk::PublicReply& reply = item.reply;
  Html out;
  if (reply.gone)
    return out.add(R"(<p class="reply-text">{}</p>
)",
                   texts.say("reply.gone"));
  if (reply.awaiting) out.add("{}", own_note);
  out.add(R"(<p class="reply-head">{}{} <a class="reply-time" href="{}" rel="nofollow">{}</a>)", avatar(reply.avatar),
          author(reply), reply_path(page.article, reply.id), time_tag(texts.locale(), reply.posted_at));
  if (reply.edited_at)
    out.add(R"( <span class="reply-edited">{}</span>)",
            texts.markup("reply.edited", {{"time", time_tag(texts.locale(), *reply.edited_at)}}));
  if (reply.picked) out.add(R"( <strong class="reply-picked">{}</strong>)", texts.say("reply.picked"));
  out.add("</p>\n");
  if (!item.parent_name.empty() && reply.parent) {
    const Href parent = reply_path(page.article, *reply.parent);
    out.add(
        R"(<p class="reply-to">{}</p>
)",
        texts.markup("reply.in_answer_to",
                     {{"name", html(R"(<a href="{}" rel="nofollow" dir="auto">{}</a>)", parent, item.parent_name)}}));
  }
  out.add(R"(<div class="reply-text" dir="auto">{}</div>
)",
          markup::render_markdown(reply.text, {.base = std::nullopt, .reply = true}));
  if (reply.awaiting) return out;
  out.add("<p class=\"reply-link\">");
  if (open && item.depth < desk::kMaxReplyDepth)
    out.add(R"(<a href="{}" rel="nofollow" aria-label="{}">{}</a>)",
            article_path(page.article).with("replytocom", reply.id.str()).at("respond"),
            texts.say("reply.answer_to", {{"name", reply.name}}), texts.say("reply.answer"));
  out.add(R"( <a class="reply-report" href="{}" rel="nofollow" aria-label="{}">{}</a></p>
)",
          report_path(reply.id), texts.say("reply.report_of", {{"name", reply.name}}), texts.say("reply.report"));
  return out;
}

Html thread_list(const Catalogue& texts, const ThreadPage& page, bool open, const Html& own_note) {
  struct Open {
    int depth;
    std::int64_t answers;
    bool has_list = false;
  };
  Html out;
  std::vector<Open> above;  // The entries that are not closed yet.
  const auto close = [&] {
    if (above.back().has_list) out.add("</ol>\n</details>\n");
    out.add("</li>\n");
    above.pop_back();
  };
  for (const ThreadPage::Item& item : page.items) {
    while (!above.empty() && above.back().depth >= item.depth) close();
    if (!above.empty() && !above.back().has_list) {
      out.add(R"(<details open class="answers"><summary>{}</summary>
<ol>
)",
              texts.count("reply.answers", above.back().answers));
      above.back().has_list = true;
    }
    const desk::PublicReply& reply = item.reply;
    out.add(R"(<li class="reply{}{}" id="{}">
{})",
            reply.awaiting ? " reply-awaiting" : "", reply.gone ? " reply-gone" : "", reply_anchor(reply.id),
            reply_markup(texts, page, item, open, own_note));
    above.push_back({item.depth, item.answers});
  }
  while (!above.empty()) close();
  return out;
}

}  // namespace

std::string_view to_string(ThreadOrder order) {
  switch (order) {
    case ThreadOrder::kNewest:
      return "newest";
    case ThreadOrder::kBest:
      return "best";
    case ThreadOrder::kOldest:
      break;
  }
  return "oldest";
}

ThreadOrder parse_thread_order(std::string_view text) {
  if (text == "newest") return ThreadOrder::kNewest;
  if (text == "best") return ThreadOrder::kBest;
  return ThreadOrder::kOldest;
}

Thread::Thread(const std::vector<store::ThreadEntry>& entries, ThreadOrder order) {
  // A parent is always older than what answers it; anything else in the data is taken as a reply without one, so there
  // can be no ring.
  std::unordered_map<std::uint64_t, std::size_t> place;
  place.reserve(entries.size());
  std::vector<std::size_t> parents(entries.size(), kNone);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const auto parent = entries[i].parent ? place.find(entries[i].parent->value) : place.end();
    if (parent != place.end()) parents[i] = parent->second;
    place[entries[i].id.value] = i;
  }
  // From the youngest: what answers it has been counted before a reply is.
  std::vector<std::uint32_t> answers(entries.size(), 0);
  std::vector<bool> is_shown(entries.size());
  for (std::size_t i = entries.size(); i-- > 0;) {
    is_shown[i] = !entries[i].gone || answers[i] > 0;
    shown_ += entries[i].gone ? 0 : 1;
    if (parents[i] != kNone) answers[parents[i]] += answers[i] + (entries[i].gone ? 0 : 1);
  }

  std::vector<std::vector<std::size_t>> below(entries.size());
  std::vector<std::size_t> top;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (is_shown[i]) (parents[i] == kNone ? top : below[parents[i]]).push_back(i);
  }
  if (order == ThreadOrder::kNewest) std::ranges::reverse(top);
  if (order == ThreadOrder::kBest)
    std::ranges::stable_sort(top, std::greater(),
                             [&](std::size_t i) { return std::pair(entries[i].picked, answers[i]); });

  std::vector<std::pair<std::size_t, int>> open;
  for (const std::size_t i : std::views::reverse(top)) open.emplace_back(i, 1);
  while (!open.empty()) {
    const auto [at, depth] = open.back();
    open.pop_back();
    places_.push_back({.id = entries[at].id, .depth = depth, .answers = answers[at]});
    if (parents[at] != kNone) places_.back().parent = entries[parents[at]].id;
    for (const std::size_t i : std::views::reverse(below[at]))
      open.emplace_back(i, std::min(depth + 1, desk::kMaxReplyDepth));
  }
}

int Thread::pages() const {
  return static_cast<int>(pages_of(places_.size()));
}

std::optional<int> Thread::page_of(desk::ReplyId id) const {
  const auto found = std::ranges::find(places_, id, &Place::id);
  if (found == places_.end()) return std::nullopt;
  return static_cast<int>(static_cast<std::size_t>(found - places_.begin()) / kThreadPage) + 1;
}

std::span<const Thread::Place> Thread::page(int number) const {
  const std::size_t from = std::min(static_cast<std::size_t>(std::max(number, 1) - 1) * kThreadPage, places_.size());
  return std::span(places_).subspan(from, std::min(kThreadPage, places_.size() - from));
}

Result<ThreadPage> load_thread(const store::ReplyReader& reader, article::ArticleId article, const ThreadAsked& asked,
                               const std::optional<desk::PublicReply>& own) {
  DATELINE_TRY(auto entries, reader.thread(article));
  const bool is_public = own && std::ranges::count(entries, own->id, &store::ThreadEntry::id) > 0;
  if (own && !is_public) {
    const auto after = std::ranges::upper_bound(entries, own->posted_at, {}, &store::ThreadEntry::posted_at);
    entries.insert(after, {.id = own->id, .parent = own->parent, .posted_at = own->posted_at});
  }
  const Thread thread(entries, asked.order);
  ThreadPage page{.article = article,
                  .order = asked.order,
                  .number = std::clamp(asked.page, 1, thread.pages()),
                  .pages = thread.pages(),
                  .replies = static_cast<std::int64_t>(thread.shown()) - (own && !is_public ? 1 : 0)};
  if (asked.reply) page.number = thread.page_of(*asked.reply).value_or(page.number);

  // Those of the page, and those that they answer on another one.
  const auto places = thread.page(page.number);
  std::vector<desk::ReplyId> ids;
  for (const Thread::Place& place : places) ids.push_back(place.id);
  for (const Thread::Place& place : places) {
    if (place.parent && std::ranges::find(ids, *place.parent) == ids.end()) ids.push_back(*place.parent);
  }
  DATELINE_TRY(auto replies, reader.public_replies(ids));
  std::unordered_map<std::uint64_t, desk::PublicReply*> by_id;
  for (desk::PublicReply& reply : replies) by_id[reply.id.value] = &reply;
  desk::PublicReply mine;
  if (own) {
    mine = *own;
    mine.awaiting = true;
    by_id[mine.id.value] = &mine;
  }

  std::optional<desk::ReplyId> above;
  for (const Thread::Place& place : places) {
    const auto found = by_id.find(place.id.value);
    // Erased or taken down since the order was read.
    if (found == by_id.end() || (found->second->gone && place.answers == 0)) continue;
    ThreadPage::Item item{.reply = *found->second, .depth = place.depth, .answers = place.answers};
    if (place.parent && place.parent != above) {
      const auto parent = by_id.find(place.parent->value);
      if (parent != by_id.end() && !parent->second->gone) item.parent_name = parent->second->name;
    }
    above = place.id;
    page.items.push_back(std::move(item));
  }
  return page;
}

Html thread_markup(const Catalogue& texts, const ThreadPage& page, bool open, const Html& own_note) {
  if (page.items.empty()) return {};
  return html(R"({}<ol class="replies">
{}</ol>
{})",
              page.items.size() > 1 || page.pages > 1 ? order_switch(texts, page) : Html(),
              thread_list(texts, page, open, own_note), thread_pager(texts, page));
}

}  // namespace dateline::site
