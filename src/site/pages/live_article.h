#pragma once

#include <optional>
#include <vector>

#include "desk/post.h"
#include "site/context.h"
#include "site/html.h"
#include "site/visit.h"

namespace dateline::site {

/// Entries on one page of a live article: an evening of news on the first, and 20 KB of markup.
inline constexpr std::size_t kEntriesOnAPage = 20;

/// What a live article shows below its headline.
struct LiveView {
  const desk::Post& post;
  const Html& summary;                          ///< article_text() of its body.
  const std::vector<desk::LiveEntry>& entries;  ///< All, the newest first.
  std::size_t first = 0;                        ///< Of `entries` on this page.
  std::uint64_t last_event = 0;                 ///< EventChannel::last_id() before `entries` were read.
};
/// State, summary, key events, entries and the links to older ones: all that live.js reads again when something
/// changes.
Result<Html> live_part(const Context& context, const LiveView& view);

/// One entry as readers will see it, for the desk's preview.
Result<Html> entry_preview(const Context& context, const desk::Post& post, const desk::LiveEntry& entry);

/// "Why it matters" and its neighbours; nothing for an empty brief.
Html brief_markup(const Catalogue& texts, const desk::Brief& brief);

/// Where an entry stands on its page: "entry-" and its id.
std::string entry_anchor(desk::LiveEntryId id);

Result<net::Response> live_part_page(const Context&, const Visit&);  // /article/*/live
Result<net::Response> live_stream(const Context&, const Visit&);     // /article/*/stream

}  // namespace dateline::site
