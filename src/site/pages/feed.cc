// RSS 2.0 out: the stories, each once. The id of an item is the story's, so a changed headline does not bring it again.

#include <algorithm>

#include "base/clock.h"
#include "site/answer.h"
#include "site/context.h"
#include "site/pages/pages.h"
#include "site/paths.h"
#include "site/sections.h"
#include "site/story_line.h"

namespace dateline::site {
namespace {

/// XML has no way to write most control characters, not even as references (XML 1.0 section 2.2).
std::string xml_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c < 0x20 && c != '\t' && c != '\n') continue;
    if (text.substr(i, 3) == "\xEF\xBF\xBE" || text.substr(i, 3) == "\xEF\xBF\xBF") {  // U+FFFE, U+FFFF
      i += 2;
      continue;
    }
    out += text[i];
  }
  return out;
}

std::string render(const Context& context, const std::vector<std::shared_ptr<const story::Story>>& stories,
                   std::string_view title, const Href& page, const Href& self, Instant made_at) {
  Html items;
  for (const auto& story : stories) {
    const article::Article& best = story->best();
    std::string description = shown_lede(best);
    if (!description.empty()) description += " ";
    description += "(" + best.outlet.name;
    if (const int others = story->independent_outlets() - 1; others > 0) {
      description += " and " + std::to_string(others) + " more";
    }
    description += ")";
    items.add(R"(<item>
<title>{}</title>
<link>{}</link>
<guid isPermaLink="false">dateline:story:{}</guid>
<pubDate>{}</pubDate>
<description>{}</description>
)",
              xml_text(best.headline), story_path(story->id).on(context.public_url).str(), story->id.str(),
              format_http_date(story->first_reported()), xml_text(description));
    if (!story->section.empty()) items.add("<category>{}</category>\n", xml_text(story->section));
    items.add("</item>\n");
  }
  return html(R"(<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
<title>{}</title>
<link>{}</link>
<description>{}</description>
<language>{}</language>
<lastBuildDate>{}</lastBuildDate>
<generator>dateline</generator>
<ttl>15</ttl>
<atom:link href="{}" rel="self" type="application/rss+xml"/>
{}</channel>
</rss>
)",
              xml_text(title), page.on(context.public_url).str(), xml_text(context.config.tagline),
              context.config.language, format_http_date(made_at), self.on(context.public_url), items)
      .str();
}

constexpr std::size_t kFeedStories = 50;  // Some hours of a busy wire; readers ask every 15 minutes.
constexpr std::string_view kType = "application/rss+xml; charset=utf-8";

std::vector<std::shared_ptr<const story::Story>> first_of(const std::vector<std::shared_ptr<const story::Story>>& all) {
  return {all.begin(), all.begin() + static_cast<std::ptrdiff_t>(std::min(kFeedStories, all.size()))};
}

}  // namespace

Result<net::Response> feed(const Context& context, const Visit&) {
  const auto front = context.newsroom.front_page();
  return public_answer(std::string(kType), render(context, first_of(front->stories), context.config.name, front_path(),
                                                  feed_path(), front->made_at));
}

Result<net::Response> section_feed(const Context& context, const Visit& visit) {
  const auto front = context.newsroom.front_page();
  const std::string& section = visit.parts[0];
  if (!is_section(*front, section)) return fail(Code::kNotFound, "no section '" + section + "'");
  const auto found = front->sections.find(section);
  return public_answer(
      std::string(kType),
      render(context, found == front->sections.end() ? decltype(front->stories){} : first_of(found->second),
             context.config.name + ": " + section_name(context.texts, section), section_path(section),
             section_feed_path(section), front->made_at));
}

}  // namespace dateline::site
