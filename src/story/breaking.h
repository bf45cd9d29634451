#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "story/story.h"

namespace dateline::story {

/// An owner tells a story: with the first report of its own, and with a later one that is no mere next line of a
/// ticker (kBreakingUpdate after its telling before).
struct Telling {
  Instant at{};  ///< When it was reported; for what claims to be of the future, when it is shown.
  Instant arrived{};
  std::string_view owner;    ///< Of the article in the story that was counted; so is `section`.
  std::string_view section;  ///< That this report names; may be "".
  bool first = false;        ///< The owner's first.
};

/// What is counted in a story: all that ranking and the bar need and that does not depend on the time. Of an owner's
/// ten thousand reports, and of copies, nothing is left here.
struct Count {
  int owners = 0;                          ///< Story::independent_outlets().
  std::vector<Telling> tellings;           ///< In order of time.
  std::vector<std::string_view> carriers;  ///< Distinct owners, those of copies included; sorted.
  Instant last_reported{};                 ///< Story::last_reported().
  Instant shown_from{};                    ///< Until then every report waits for the time that it claims.
};
/// Pure. Holds on to the texts of `story`, which must live as long. Cost: linear in the members.
Count count(const Story& story);

/// How a story stands with the bar.
struct Breaking {
  std::optional<Instant> since;  ///< When it broke, the last time if several; absent if it never did.
  Instant until{};               ///< With `since`: when it is over if no new owner comes.
  int burst = 0;                 ///< The most owners that told it within kBreakingWindow.
  bool at(Instant now) const { return since && now <= until; }
};

/// Watches which stories break: distinct owners with a report of their own within half an hour, at least three and
/// clearly more than is usual for that language and section. What broke stays until no new owner has come for two
/// hours, and a large update breaks it again. All numbers are in tuning.h; docs/decisions/0008 says why so.
///
/// Owned and called by one thread (the newsroom's). Deterministic: what a story did is followed from its reports alone,
/// in order of time and with nothing that came later, so whoever observes the same stories after a restart has the
/// same bar.
class BreakingWatch {
 public:
  struct Watched {
    std::shared_ptr<const Story> story;
    Count count;
    Breaking breaking;
    Instant followed_to{};
  };

  /// Looks at the newest stories as they are, in any order. A snapshot that was given before is not counted again. What
  /// is usual is learnt from all that were ever observed: after a restart, give it those of kUsualMemory once.
  /// Cost: a look-up a story, and the members of those that changed.
  void observe(const std::vector<std::shared_ptr<const Story>>& stories, Instant now);
  /// The story went into another: it is no example of what is usual any more.
  void forget(StoryId story);

  /// As of the last observe(), in its order.
  const std::vector<Watched>& stories() const { return watched_; }
  Instant now() const { return now_; }

  /// How many owners within kBreakingWindow break a story of this kind at that time, by what had come an hour or less
  /// before. Cost: once an hour and kind, the stories of kUsualMemory; else a look-up.
  int needed(const std::string& language, const std::string& section, Instant at);

 private:
  struct Told {  // An example of what is usual: the first tellings of a story that two owners or more told.
    struct First {
      Instant at, arrived;
    };
    std::string language;
    std::string section;
    std::vector<First> firsts;  // By `at`.
  };
  using Kind = std::tuple<std::string, std::string, std::chrono::sys_time<std::chrono::hours>>;

  void learn(const Watched& watched);
  void let_old_ones_go();
  Breaking follow(const Watched& watched);

  std::vector<Watched> watched_;
  Instant now_{};
  std::map<StoryId, Told> told_;  // Ordered, so that sums come out the same whatever came first.
  std::map<Kind, int> needed_;    // Made when asked for; stays, so that what was decided stays decided.
};

}  // namespace dateline::story
