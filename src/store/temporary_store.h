#pragma once
// For this module's tests: a data folder that goes away, and things to put into it.

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "store/sqlite_database.h"
#include "store/store.h"

namespace dateline::store {

inline constexpr Instant kNow{std::chrono::seconds{1'675'188'000}};  // 2023-01-31 18:00 UTC

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "dateline-store-XXXXXX").string();
    EXPECT_NE(::mkdtemp(name.data()), nullptr);
    path_ = name;
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  std::filesystem::path data() const { return path_ / "data"; }
  std::filesystem::path database() const { return data() / "dateline.db"; }
  std::filesystem::path operator/(std::string_view name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

inline void expect_ok(const Status& status) {
  EXPECT_TRUE(status) << status.error().message;
}

/// The value; a failed test, ended by an exception, where there is none.
template <class T>
T value(Result<T> result) {
  EXPECT_TRUE(result) << result.error().message;
  return std::move(result).value();
}

/// What a refusal says; "" and a failed test where there was none.
template <class T>
std::string message(const Result<T>& result) {
  EXPECT_FALSE(result);
  return result ? "" : result.error().message;
}

template <class T>
Code code(const Result<T>& result) {
  EXPECT_FALSE(result);
  return result ? Code::kInternal : result.error().code;
}

/// A data folder, open for writing.
class StoreTest : public testing::Test {
 protected:
  StoreTest() { open(); }

  void open() { store_ = value(open_sqlite(folder_.data(), Access::kWrite)); }
  void close() { store_.reset(); }
  Writer& writer() { return store_->writer(); }
  const Reader& reader() { return store_->reader(); }
  std::vector<std::string> problems() { return value(store_->check()).problems; }

  /// Changes the file behind the store's back, as a failing disk or another program would.
  void tamper(const std::string& sql) {
    const auto database = value(Database::open(folder_.database(), Database::Mode::kWrite));
    expect_ok(database->run_script(sql));
  }

  TemporaryFolder folder_;
  std::unique_ptr<Store> store_;
};

/// A report that is different for each number.
inline article::Article report(std::uint64_t number, std::string headline = "A headline",
                               std::string text = "A text.") {
  article::Article article;
  article.id = article::ArticleId{number};
  article.url = "https://example.org/" + std::to_string(number);
  article.canonical_url = article.url;
  article.outlet = {.name = "Example", .owner = "example.org", .primary = false};
  article.headline = std::move(headline);
  article.text = std::move(text);
  article.fetched_at = kNow + std::chrono::seconds(number % 1'000'000);
  article.language = "en";
  return article;
}

/// Changes of one kind.
template <class T>
story::Changes only(std::vector<T> story::Changes::* kind, std::type_identity_t<std::vector<T>> changed) {
  story::Changes changes;
  changes.*kind = std::move(changed);
  return changes;
}

inline PlacedArticle placed(article::Article article, std::uint64_t story) {
  PlacedArticle out;
  out.article = std::make_shared<const article::Article>(std::move(article));
  out.story = story::StoryId{story};
  return out;
}

inline desk::Post a_post(std::uint64_t number = 1) {
  desk::Post post;
  post.id = desk::PostId{number};
  post.state = desk::Post::State::kPublished;
  post.headline = "Havana and Washington talk again";
  post.body = "The first round since **2018**.";
  post.created_at = post.updated_at = kNow;
  post.published_at = kNow;
  post.revision = 1;
  post.saved_by = "ana";
  return post;
}

inline desk::Reply a_reply(std::uint64_t number, article::ArticleId article = a_post().article_id()) {
  desk::Reply reply;
  reply.id = desk::ReplyId{number};
  reply.article = article;
  reply.name = "Bo Li";
  reply.email = desk::EmailAddress::parse("bo@example.org").value_or(desk::EmailAddress());
  reply.text = "Reply number " + std::to_string(number);
  reply.peer = "203.0.113.0/24";
  reply.posted_at = kNow + std::chrono::seconds(number);
  reply.held_because = "every reply is read before it is published";
  return reply;
}

inline Status put(Writer& writer, const desk::Reply& reply) {
  return writer.put_reply(reply, "preview " + reply.id.str(), "once " + reply.id.str());
}

}  // namespace dateline::store
