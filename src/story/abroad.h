#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "story/story.h"
#include "story/traits.h"

namespace dateline::story {

/// Links stories of different languages that tell the same matter, by the traits that they share and how rare these
/// are. Never merges, never links within a language. A link needs two rare names, or evidence of two kinds, and no more
/// than kStoryGap between the stories: a wrong link is worse than none. The same calls in the same order give the same
/// links. One thread. Memory: some 8 KB a story held (forget() gives it back) and 4 MB for the counts of traits. Cost
/// of a put(): bounded by kAbroadPostings, some 0.1 ms with 100,000 stories held; of links(): nothing to speak of.
class AbroadLinks {
 public:
  /// `story` has a new report with these traits; one that was read again counts again, which does no harm. Nothing
  /// happens without a language; a story keeps its first one.
  void put(StoryId story, const Traits& of_report);
  /// The story is gone. Unknown ids are no error, here and below.
  void forget(StoryId story);
  /// `from` was merged into `into`, which takes over what was gathered; where `into` is unknown, `from` changes its id.
  void rename(StoryId from, StoryId into);

  /// Stories in other languages that tell the same matter, the likeliest first; at most kAbroadStories. If one is
  /// linked to another, so is the other to the one.
  std::vector<StoryId> links(StoryId story) const;
  /// The stories whose links changed since the last call, once each; forgotten ones are left out.
  std::vector<StoryId> take_relinked();

  // What is held, to see that it stays bounded.
  std::size_t stories() const { return stories_.size(); }
  std::size_t postings() const { return postings_.size(); }

 private:
  struct Held {
    std::uint32_t hash = 0;
    Trait::Kind kind = Trait::Kind::kName;
    float expected = 1;
    float prominence = 0;  ///< Sum over the reports that have it.
    float rarity = 0;      ///< As of the story's latest report.
  };
  struct Link {
    StoryId story;
    double strength = 0;
    bool operator==(const Link&) const = default;
  };
  struct Entry {
    std::string language;
    Traits::Script script = Traits::Script::kCapitals;
    Instant first{}, last{};
    std::uint32_t reports = 0;
    std::vector<Held> held;   ///< By hash.
    std::vector<Link> links;  ///< The strongest first.
  };

  /// In how many stories of a language each trait stood, fading; a count-min sketch, so its size is fixed and an error
  /// makes a trait look too common, never too rare.
  class Counts {
   public:
    Counts();
    void add_story(const std::string& language);
    void add(const std::string& language, std::uint32_t hash);
    /// How telling it is that another matter's story of this language has the trait: -ln of the likelihood.
    double rarity(const std::string& language, std::uint32_t hash, double expected) const;

   private:
    std::map<std::string, double> stories_;  // By language.
    std::vector<std::uint16_t> first_row_, second_row_;
    std::size_t added_ = 0;
  };

  static double value(const Entry& entry, const Held& held);
  static double strength(const Entry& a, const Entry& b);
  void gather(StoryId id, Entry& entry, const std::vector<Held>& news);
  void relink(StoryId id, Entry& entry);
  void cut(StoryId of, StoryId to);
  void unpost(StoryId id, std::uint32_t hash);

  Counts counts_;
  std::unordered_map<StoryId, Entry> stories_;
  std::unordered_map<std::uint32_t, std::vector<StoryId>> postings_;  ///< Trait -> stories, the newest last; bounded.
  std::set<StoryId> relinked_;
};

}  // namespace dateline::story
