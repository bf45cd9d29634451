#pragma once
// The conversation below an article: put in order, cut into pages, shown. Putting it in order takes only ids and times
// (store::ThreadEntry), so the texts that are loaded are those of one page, however long the thread is.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "desk/reply.h"
#include "site/catalogue.h"
#include "site/html.h"
#include "store/reply_store.h"

namespace dateline::site {

/// Of the replies to the article itself; answers to a reply always stand in the order in which they came. kBest: those
/// that the desk picked, then those that more was said to.
enum class ThreadOrder { kOldest, kNewest, kBest };
std::string_view to_string(ThreadOrder order);          ///< "oldest", "newest", "best": `?replies=`.
ThreadOrder parse_thread_order(std::string_view text);  ///< kOldest for anything else.

inline constexpr std::size_t kThreadPage = 50;  ///< Replies a page.

/// A thread in reading order. An erased reply keeps its place only while something that is shown answers it.
class Thread {
 public:
  struct Place {
    desk::ReplyId id;
    std::optional<desk::ReplyId> parent{};  ///< Only if it is in the thread, too.
    int depth = 1;  ///< At most desk::kMaxReplyDepth: what lies deeper stands at that depth, after what it answers.
    std::uint32_t answers = 0;  ///< Below it, at any depth, without erased ones.
  };

  /// `entries`: oldest first. A reply whose parent is not there, or is younger, stands at the top level. No recursion;
  /// any input ends. Cost: 10,000 entries in 2 ms.
  Thread(const std::vector<store::ThreadEntry>& entries, ThreadOrder order);

  const std::vector<Place>& places() const { return places_; }
  std::size_t shown() const { return shown_; }  ///< Without erased ones.
  int pages() const;                            ///< 1 at least.
  /// The page that holds it, from 1; absent if nothing does.
  std::optional<int> page_of(desk::ReplyId id) const;
  std::span<const Place> page(int number) const;

 private:
  std::vector<Place> places_;
  std::size_t shown_ = 0;
};

/// Which part of a thread a visitor wants.
struct ThreadAsked {
  ThreadOrder order = ThreadOrder::kOldest;
  int page = 1;                          ///< The last one, where there are fewer.
  std::optional<desk::ReplyId> reply{};  ///< The page that holds it, instead.
};

/// A page of a thread, loaded: rendering asks nobody.
struct ThreadPage {
  article::ArticleId article;
  ThreadOrder order = ThreadOrder::kOldest;
  int number = 1, pages = 1;
  std::int64_t replies = 0;  ///< In the whole thread, without erased ones and the visitor's own that is not published.
  struct Item {
    desk::PublicReply reply;
    int depth = 1;
    std::int64_t answers = 0;
    std::string parent_name{};  ///< Whom it answers, where that does not stand right above it; "" else.
  };
  std::vector<Item> items{};
};

/// `own`: the visitor's reply, which is shown in its place though it is not public (or is; then it is marked).
Result<ThreadPage> load_thread(const store::ReplyReader& reader, article::ArticleId article, const ThreadAsked& asked,
                               const std::optional<desk::PublicReply>& own = std::nullopt);

/// The list, with the switch of its order above and its pages below. `open`: "Reply" links are offered. `own_note`
/// stands at the reply that is `awaiting`.
Html thread_markup(const Catalogue& texts, const ThreadPage& page, bool open, const Html& own_note = {});

}  // namespace dateline::site
