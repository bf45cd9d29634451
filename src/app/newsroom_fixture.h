#pragma once
// A newsroom on a data folder that goes away, for its tests; its clock stands still at noon.

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "app/newsroom.h"

namespace dateline::app {

inline constexpr Instant kNoon{std::chrono::sys_days{std::chrono::year{2023} / 1 / 31} + std::chrono::hours{12}};

article::Article report(const std::string& outlet, const std::string& headline, const std::string& text);

inline const char* const kCable[] = {
    "The undersea cable to Cape Rose island was cut early on Tuesday and the hospital of Cape Rose runs on reserve "
    "power.",
    "Cape Rose is without telephone and internet after its undersea cable was cut; the hospital uses reserve power.",
    "An undersea cable that serves Cape Rose island was severed, leaving the hospital there on reserve power, "
    "officials said."};

class NewsroomTest : public testing::Test {
 protected:
  NewsroomTest();
  ~NewsroomTest() override;

  void open();
  void close();
  /// Opens it anew, with a mail server or without.
  void open_again(bool can_mail);

  std::vector<Filed> file(std::vector<article::Article> articles);
  desk::Post publish(const std::string& headline);
  Result<desk::PostedReply> reply(const desk::Post& post, const std::string& text, const std::string& email,
                                  const std::string& once);
  /// A refusal is kDenied here, and says its number.
  Result<desk::PostedReply> taken(const desk::ReplyDraft& draft);
  /// How many were decided.
  Result<std::size_t> decide(desk::ReplyId reply, desk::ReplyState state, int revision = 0);
  std::size_t waiting() { return store_->reader().replies(store::ReplyQueue::kHeld, {.limit = 100})->items.size(); }

  bool can_mail_ = false;
  std::filesystem::path folder_;
  ManualClock clock_{kNoon};
  std::shared_ptr<Freshness> freshness_ = std::make_shared<Freshness>();
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<Newsroom> newsroom_;
};

}  // namespace dateline::app
