// Fills a new data folder for bench/site: the sample edition, and an article of some 900 words with 20 approved replies
// in threads of three. Prints the article's path.
#include <cstdio>

#include "app/newsroom.h"
#include "app/sample.h"
#include "base/clock.h"

namespace dateline::app {
namespace {

constexpr const char* kWords[] = {"harbour", "council",  "ferry", "winter", "the",     "budget", "of",      "a",
                                  "weighed", "decided",  "in",    "and",    "station", "north",  "crew",    "to",
                                  "repair",  "engineer", "by",    "school", "night",   "pier",   "harvest", "rail"};

/// Text of a made-up language of real words: it must be as long as real text and pack like it.
std::string text(unsigned seed, int words) {
  std::string out;
  for (int i = 0; i < words; ++i) {
    seed = seed * 1'103'515'245 + 12'345;
    std::string word = kWords[(seed >> 16) % std::size(kWords)];
    if (i % 17 == 0) word.front() = static_cast<char>(word.front() - 'a' + 'A');
    out += (i == 0 ? "" : i % 85 == 0 ? ".\n\n" : i % 17 == 0 ? ". " : " ") + word;
  }
  return out + ".";
}

Status fill(const std::filesystem::path& folder) {
  DATELINE_TRY(auto store, store::open_sqlite(folder, store::Access::kWrite));
  const Config config = with_sample_names(Config());
  DATELINE_TRY_VOID(fill_with_sample(*store, config));
  DATELINE_TRY(auto clock, clock_of(store->reader()));
  DATELINE_TRY(auto newsroom, Newsroom::open({config.name, "", config.language, true}, *clock, *store));

  desk::Post post = desk::new_post(clock->now());
  post.headline = "What the pier cost, and who pays for it";
  post.standfirst = text(1, 30);
  post.byline = "Ida Thorne";
  post.section = "business";
  post.body = text(2, 900);
  post.state = desk::Post::State::kPublished;
  DATELINE_TRY(const desk::Post saved,
               ask<desk::Post>([&](auto done) { newsroom->save_post("bench", post, std::move(done)); }));
  std::optional<desk::ReplyId> above;
  for (unsigned i = 0; i < 20; ++i) {
    desk::Reply reply;
    reply.id = desk::ReplyId{digest64("bench reply " + std::to_string(i))};
    reply.article = saved.article_id();
    if (i % 3 != 0) reply.parent = above;
    reply.name = "Reader " + std::to_string(i + 1);
    reply.text = text(100 + i, 60);
    reply.posted_at = clock->now();
    above = reply.id;
    reply.email = *desk::EmailAddress::parse("reader" + std::to_string(i + 1) + "@mail.example");
    reply.state = desk::ReplyState::kApproved;
    reply.decided_by = "bench";
    DATELINE_TRY_VOID(ask<void>([&](auto done) { newsroom->replies().put(reply, std::move(done)); }));
  }
  std::printf("/article/%s\n", saved.article_id().str().c_str());
  return {};
}

}  // namespace
}  // namespace dateline::app

int main(int count, char** arguments) {
  if (count != 2) {
    std::fprintf(stderr, "usage: site_folder NEW_FOLDER\n");
    return 2;
  }
  const auto filled = dateline::app::fill(arguments[1]);
  if (!filled) std::fprintf(stderr, "site_folder: %s\n", filled.error().message.c_str());
  return filled ? 0 : 1;
}
