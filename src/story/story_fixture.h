#pragma once
// Articles for the tests of this module, in a line each.

#include <memory>
#include <string>

#include "story/story.h"

namespace dateline::story {

inline constexpr Instant kMorning{std::chrono::sys_days{std::chrono::year{2023} / 1 / 31} + std::chrono::hours{9}};

/// A report by `outlet` (its own owner), `minutes` after nine in the morning.
inline ArticlePtr report(std::string outlet, int minutes, std::string headline, std::string text = "") {
  auto a = std::make_shared<article::Article>();
  a->canonical_url = "https://" + outlet + ".example/" + std::to_string(digest64(headline + text) % 1'000'000);
  a->url = a->canonical_url;
  a->id = article::ArticleId{digest64(a->canonical_url)};
  a->outlet = {outlet, outlet, false};
  a->rights = wire::Rights::kFull;
  a->headline = std::move(headline);
  a->published_at = kMorning + std::chrono::minutes{minutes};
  a->fetched_at = *a->published_at;
  a->language = "en";
  a->section = "world";
  a->text = std::move(text);
  a->lede = a->text.substr(0, a->text.find('\n'));
  return a;
}

}  // namespace dateline::story
