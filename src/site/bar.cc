#include "site/bar.h"

#include <algorithm>

#include "site/answer.h"
#include "site/context.h"
#include "site/json.h"
#include "site/paths.h"
#include "site/times.h"

namespace dateline::site {

bool is_told_anew(const story::FrontPage& front, const story::BarEntry& entry) {
  return std::ranges::any_of(front.notices, [&](const story::BarNotice& notice) {
    return notice.kind == story::BarNotice::Kind::kCorrection && notice.story == entry.story->id;
  });
}

Html bar_markup(const Catalogue& texts, const story::FrontPage& front, Instant now) {
  if (front.bar.empty() && front.notices.empty())
    return html(R"(<aside class="bar" id="bar" aria-label="{}" hidden></aside>
)",
                texts.say("bar.name"));
  Html entries;
  std::int64_t position = 0;
  const auto count = std::ssize(front.notices) +
                     std::ranges::count_if(front.bar, [&](const auto& entry) { return !is_told_anew(front, entry); });
  const auto place = [&] {
    return texts.say("bar.position", {{"position", texts.locale().number(++position)},
                                      {"count", texts.locale().number(static_cast<std::int64_t>(count))}});
  };
  for (const story::BarNotice& notice : front.notices) {
    entries.add(
        R"(<li class="bar-entry" data-story="{}" data-key="{}" data-kind="{}">
<a class="bar-headline" href="{}" title="{}" dir="auto">{}</a>
<span class="bar-facts"><strong class="bar-kind">{}</strong> <span class="bar-age">{}</span> <span class="bar-position">{}</span></span>
</li>
)",
        notice.story.str(), bar_key(notice), to_string(notice.kind), article_path(notice.article), notice.headline,
        notice.headline,
        notice.kind == story::BarNotice::Kind::kCorrection ? texts.say("bar.correction") : texts.say("bar.withdrawal"),
        shortest_time_tag(texts.locale(), notice.at, now), place());
  }
  for (const story::BarEntry& entry : front.bar) {
    if (is_told_anew(front, entry)) continue;
    entries.add(R"(<li class="bar-entry" data-story="{}" data-key="{}">
<a class="bar-headline" href="{}" title="{}" lang="{}" dir="auto">{}</a>
<span class="bar-facts"><span class="bar-age">{}</span> <span class="bar-outlets">{}</span> <span class="bar-position">{}</span></span>
</li>
)",
                entry.story->id.str(), bar_key(entry), story_path(entry.story->id), entry.headline,
                entry.story->language, entry.headline, shortest_time_tag(texts.locale(), entry.since, now),
                texts.count("outlet.count", entry.story->independent_outlets()), place());
  }
  return html(R"(<aside class="bar" id="bar" aria-label="{}">
<strong class="bar-label">{}</strong>
<ul class="bar-entries" id="bar-entries" tabindex="0" aria-label="{}">
{}</ul>
</aside>
)",
              texts.say("bar.name"),
              count > std::ssize(front.notices) ? texts.say("bar.label") : texts.say("bar.label.notice"),
              texts.say("bar.stories"), entries);
}

std::string bar_key(const story::BarEntry& entry) {
  const std::string story = entry.story->id.str();
  return entry.by_editor ? story : story + "." + std::to_string(entry.since.time_since_epoch().count());
}

std::string bar_key(const story::BarNotice& notice) {
  return notice.article.str() + "." + std::string(to_string(notice.kind)) + "." +
         std::to_string(notice.at.time_since_epoch().count());
}

std::string bar_keys(const story::FrontPage& front) {
  std::string keys;
  for (const story::BarNotice& notice : front.notices) keys += (keys.empty() ? "" : " ") + bar_key(notice);
  for (const story::BarEntry& entry : front.bar) keys += (keys.empty() ? "" : " ") + bar_key(entry);
  return keys;
}

void BarStream::show(const Catalogue& texts, const story::FrontPage& front, Instant now) {
  std::string markup = bar_markup(texts, front, now).str();
  std::lock_guard lock(mutex_);
  if (markup == markup_) return;
  const bool first = markup_.empty();
  std::uint64_t id = channel_->set_state("bar", markup);
  std::map<std::string, std::string> keys;
  // The oldest first, so that the newest is the last that a reader hears of.
  for (auto entry = front.bar.rbegin(); entry != front.bar.rend(); ++entry) {
    const std::string key = bar_key(*entry), story = entry->story->id.str();
    keys[story] = key;
    // A word of an editor about a story that is there already is no news, nor is that it was taken back.
    const auto before = keys_.find(story);
    const bool breaks_again =
        before != keys_.end() && !entry->by_editor && before->second != story && before->second != key;
    if (first || (before != keys_.end() && !breaks_again)) continue;
    id = channel_->add_bulletin("bulletin",
                                json::serialize(json::object{{"key", json_text(key)},
                                                             {"id", json_text(story)},
                                                             {"headline", json_text(entry->headline)},
                                                             {"address", json_text(story_path(entry->story->id).str())},
                                                             {"at", json_time(entry->since)},
                                                             {"outlets", entry->story->independent_outlets()}}));
  }
  std::set<std::string> notices;
  for (const story::BarNotice& notice : front.notices) {
    const std::string key = bar_key(notice);
    notices.insert(key);
    if (first || notices_.contains(key)) continue;
    id = channel_->add_bulletin("notice",
                                json::serialize(json::object{{"key", json_text(key)},
                                                             {"kind", json_text(to_string(notice.kind))},
                                                             {"id", json_text(notice.story.str())},
                                                             {"headline", json_text(notice.headline)},
                                                             {"address", json_text(article_path(notice.article).str())},
                                                             {"at", json_time(notice.at)}}));
  }
  notices_ = std::move(notices);
  keys_ = std::move(keys);
  markup_ = std::move(markup);
  // A page is made of the newest edition, or of one that was just replaced.
  constexpr std::size_t kRemembered = 16;
  sent_.push_back({front.edition, id});
  if (sent_.size() > kRemembered) sent_.pop_front();
}

std::uint64_t BarStream::last_id(std::uint64_t edition) const {
  std::lock_guard lock(mutex_);
  for (auto sent = sent_.rbegin(); sent != sent_.rend(); ++sent) {
    if (sent->edition <= edition) return sent->id;
  }
  return 0;
}

Result<net::Response> live(const Context& context, const Visit& visit) {
  return stream_of(context.bar->channel(), visit.request);
}

}  // namespace dateline::site
