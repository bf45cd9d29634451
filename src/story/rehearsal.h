#pragma once
// A StoryIndex put through any calls in any order, for its properties and its fuzz target: after each call it is asked
// whether all that must hold does.

#include <algorithm>
#include <cstdint>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "story/assignments.h"
#include "story/story_fixture.h"
#include "story/story_index.h"

namespace dateline::story {

/// One call, of what kind and upon what: any bytes will do.
struct Step {
  std::uint8_t kind = 0, which = 0, other = 0;
};

class Rehearsal {
 public:
  /// `restarts`: one step in sixteen is a restart (the index is replaced by one that is restored from it).
  /// `leaves_texts_out`: the index does not keep texts, and asks here for them.
  explicit Rehearsal(bool restarts = false, bool leaves_texts_out = false)
      : restarts_(restarts), leaves_texts_out_(leaves_texts_out), index_(text_of()) {}
  Rehearsal(const Rehearsal&) = delete;  // The index asks this one.
  Rehearsal& operator=(const Rehearsal&) = delete;

  void take(Step step) {
    now_ += std::chrono::minutes{1 + step.which % 50};
    switch (step.kind % 16) {
      default:
        by_machine([&] { add(step); });
        break;
      case 10:
      case 11:
        by_machine([&] { keep(index_.settle(now_)); });
        break;
      case 12:
        merge(step);
        break;
      case 13:
        move(step);
        break;
      case 14:
        lock(step);
        break;
      case 15:
        if (restarts_) {
          restart();
        } else if (step.other % 2 == 0) {
          remove(step);
        }
    }
    check();
  }

  /// What did not hold first; "" if everything did.
  const std::string& wrong() const { return wrong_; }
  /// All that the calls returned, in order.
  const std::string& log() const { return log_; }

  /// Every story with what is in it, in words.
  std::string stories() const {
    std::map<StoryId, std::string> lines;
    for (const auto& story : index_.newest(1'000'000, far_future())) {
      std::set<std::string> members;
      for (const Member& m : story->members) {
        members.insert(m.article->id.str() + ' ' + std::string(to_string(m.kinship)) +
                       (m.of ? ' ' + m.of->str() : std::string()) + (m.by_editor ? " by hand" : ""));
      }
      std::string& line = lines[story->id];
      line = story->best().id.str() + " speaks";
      if (story->locked) line += " locked";
      for (const StoryId id : story->earlier) line += " after " + id.str();
      for (const StoryId id : story->abroad) line += " abroad " + id.str();
      for (const std::string& m : members) line += "; " + m;
    }
    std::string all;
    for (const auto& [id, line] : lines) all += id.str() + ": " + line + "\n";
    return all;
  }

  /// What a restart does: the articles in order of arrival, then what else was decided.
  void restart() {
    StoryIndex fresh(text_of());
    for (const ArticlePtr& article : arrived_) {
      const auto story = index_.story(*index_.story_of(article->id));
      const auto member = std::ranges::find(story->members, article->id, [](const Member& m) { return m.article->id; });
      fresh.restore(kept_.at(article->id), story->id, member->kinship, member->of, member->by_editor);
    }
    for (const auto& story : index_.newest(1'000'000, far_future())) {
      fresh.restore_links(story->id, story->earlier, story->abroad);
      if (story->locked) fresh.restore_lock(story->id);
    }
    for (const auto& [one, other] : apart_) fresh.restore_apart(one, other);
    const std::string before = stories();
    index_ = std::move(fresh);
    expect(stories() == before, "a restored index has the stories that it had before");
  }

  const StoryIndex& index() const { return index_; }

 private:
  static Instant far_future() { return kMorning + std::chrono::hours{24 * 365 * 100}; }

  void expect(bool holds, std::string_view what) {
    if (!holds && wrong_.empty())
      wrong_ = std::string(what) + " (after: " + log_.substr(log_.rfind('\n', log_.size() - 2) + 1) + ")";
  }

  /// Few matters in few words, some of them by template, some in another language, so that groups form, come apart, and
  /// are copied.
  ArticlePtr article_of(Step step) const {
    static constexpr const char* kHeadlines[] = {"Castro asks for visa in Porto Novo",
                                                 "Former president Castro seeks visa",
                                                 "Volcano ash shuts Keli airport",
                                                 "Flights cancelled as Keli volcano erupts",
                                                 "Alder wins Ohio",
                                                 "Alder wins Iowa",
                                                 "Nurses strike over pay",
                                                 "Hospital nurses walk out",
                                                 "Oil rises two percent",
                                                 "Oil falls three percent"};
    static constexpr const char* kTexts[] = {
        "Joao Castro has asked for a visa of six months to stay in Porto Novo, his lawyer said on Monday. Castro came "
        "two days before his term ended, and prosecutors at home want to question him about a bank.",
        "Mount Keli threw ash over the airport of Porto Novo and 4,200 travellers were stuck. Governor Ines Moura had "
        "three villages below the crater cleared, and no flight will leave before Wednesday.",
        "Nora Alder won the primary by nine points, with most of the precincts counted, and thanked the volunteers who "
        "had knocked on doors in the snow. Her rival has not conceded and wants the count to be checked."};
    const std::string headline = kHeadlines[step.which % std::size(kHeadlines)];
    std::string text;
    if (step.other % 3 != 0) text = kTexts[step.which % std::size(kHeadlines) / 2 % std::size(kTexts)];
    if (step.other % 3 == 2) text += " Report number " + std::to_string(step.other) + " of this newsroom.";
    auto a = std::make_shared<article::Article>(*report("outlet" + std::to_string(step.other % 7), 0, headline, text));
    a->canonical_url += "/" + std::to_string(step.other / 7 % 8);  // Else every text would be one document.
    a->id = article::ArticleId{digest64(a->canonical_url)};
    a->fetched_at = now_;
    a->published_at = now_ - std::chrono::minutes{step.other};
    if (step.other % 16 == 15) a->language = "es";
    return a;
  }

  TextOf text_of() const {
    if (!leaves_texts_out_) return {};
    return [this](article::ArticleId id) { return kept_.at(id)->text; };
  }

  void add(Step step) {
    const ArticlePtr article = article_of(step);
    const bool known = index_.story_of(article->id).has_value();
    const Placement placed = index_.add(article);
    expect((placed.kinship == Kinship::kSameDocument) == known, "a known document, and no other, is the same document");
    expect(!is_copy(placed.kinship) || placed.of.has_value(), "a copy names its source");
    if (!known) arrived_.push_back(article);
    kept_[article->id] = article;  // After it was placed, as whoever keeps them does.
    expect(index_.story_of(article->id) == placed.story, "an article is where its placement says");
    log_ += "add " + article->id.str() + " in " + placed.story.str() + (placed.opened ? " opened" : "") + ' ' +
            std::string(to_string(placed.kinship)) + '\n';
    keep(placed.changes);
  }

  void merge(Step step) {
    const auto [into, from] = std::pair(any_story(step.which), any_story(step.other));
    if (!into || !from) return;
    const auto changes = index_.merge(*into, *from);
    expect(changes.has_value() == (into != from), "two stories can be merged and one cannot");
    if (!changes) return;
    keep(*changes);
    std::erase_if(parted_,
                  [&](const auto& pair) { return index_.story_of(pair.first) == index_.story_of(pair.second); });
  }

  void move(Step step) {
    if (arrived_.empty()) return;
    std::vector<article::ArticleId> going;
    for (std::size_t i = step.which; i < arrived_.size() && going.size() < 3; i += 1 + step.other % 5)
      going.push_back(arrived_[i]->id);
    const auto to = step.other % 2 == 0 ? any_story(step.other) : std::nullopt;
    std::set<StoryId> left;
    for (const auto id : going) left.insert(*index_.story_of(id));
    const auto changes = index_.move(going, to);
    if (!changes) return;
    keep(*changes);
    const StoryId now = *index_.story_of(going.front());
    for (const auto id : going) {
      expect(index_.story_of(id) == now, "what was moved is together");
      expect(!to || index_.story_of(id) == to || index_.story(*to)->id == now, "what was moved is where it was to go");
      moved_.insert(id);
    }
    // Where they were moved to counts, not what they were parted from before.
    const std::set<article::ArticleId> gone(going.begin(), going.end());
    std::erase_if(parted_, [&](const auto& pair) { return gone.contains(pair.first) || gone.contains(pair.second); });
    for (const StoryId from : left) {
      const auto stays = index_.story(from);
      if (!stays || stays->id == now) continue;
      for (const Member& one : stays->members) {
        for (const Member& other : index_.story(now)->members) parted_.insert({one.article->id, other.article->id});
      }
    }
  }

  void lock(Step step) {
    const auto id = any_story(step.which);
    if (!id) return;
    const auto changes = index_.lock(*id, step.other % 2 == 0);
    expect(changes && index_.story(*id)->locked == (step.other % 2 == 0), "a story is locked as the editor says");
    if (changes) keep(*changes);
  }

  void remove(Step step) {
    if (arrived_.empty()) return;
    const auto gone = arrived_.begin() + step.which % static_cast<std::ptrdiff_t>(arrived_.size());
    const article::ArticleId id = (*gone)->id;
    arrived_.erase(gone);
    kept_.erase(id);
    moved_.erase(id);
    std::erase_if(parted_, [&](const auto& pair) { return pair.first == id || pair.second == id; });
    const Changes changes = index_.remove(id);
    log_ += "remove " + id.str() + '\n';
    keep(changes);
    expect(!index_.story_of(id), "what was removed is gone");
  }

  std::optional<StoryId> any_story(std::uint8_t pick) const {
    if (arrived_.empty()) return std::nullopt;
    return index_.story_of(arrived_[pick % arrived_.size()]->id);
  }

  /// What the machine may not touch is as it was.
  template <class Call>
  void by_machine(Call call) {
    std::map<StoryId, std::vector<article::ArticleId>> locked;
    for (const auto& story : index_.newest(1'000'000, far_future())) {
      if (story->locked) locked[story->id] = ids_of(*story);
    }
    std::map<article::ArticleId, StoryId> by_hand;
    for (const auto id : moved_) by_hand[id] = *index_.story_of(id);
    call();
    for (const auto& [id, members] : locked) {
      const auto story = index_.story(id);
      expect(story && story->locked && ids_of(*story) == members, "a locked story gets nothing and loses nothing");
    }
    for (const auto& [article, story] : by_hand) {
      expect(index_.story_of(article) == story, "what an editor moved stays where it was put");
    }
    for (const auto& [one, other] : parted_) {
      expect(index_.story_of(one) != index_.story_of(other), "what an editor parted stays apart");
    }
  }

  static std::vector<article::ArticleId> ids_of(const Story& story) {
    std::vector<article::ArticleId> ids;
    for (const Member& m : story.members) ids.push_back(m.article->id);
    std::ranges::sort(ids);
    return ids;
  }

  /// As whoever keeps the stories does.
  void keep(const Changes& changes) {
    where_.apply(changes);
    for (const StoryId id : changes.opened) log_ += "opened " + id.str() + ' ';
    for (const auto& [from, into] : changes.merged) {
      log_ += "merged " + from.str() + " into " + into.str() + ' ';
      std::set<std::pair<StoryId, StoryId>> renamed;
      for (auto [one, other] : apart_) {
        if (one == from) one = into;
        if (other == from) other = into;
        if (one != other) renamed.insert(std::minmax(one, other));
      }
      apart_ = std::move(renamed);
    }
    for (const auto& p : changes.placed) {
      log_ += "placed " + p.article.str() + " in " + p.story.str() + ' ' + std::string(to_string(p.kinship)) +
              (p.of ? " of " + p.of->str() : std::string()) + (p.by_editor ? " by hand " : " ");
    }
    for (const StoryId id : changes.relinked) log_ += "relinked " + id.str() + ' ';
    for (const auto& pair : changes.apart) {
      apart_.insert(pair);
      log_ += "apart " + pair.first.str() + ' ' + pair.second.str() + ' ';
    }
    for (const auto& pair : changes.together_again) {
      apart_.erase(pair);
      log_ += "together " + pair.first.str() + ' ' + pair.second.str() + ' ';
    }
    for (const auto& [id, locked] : changes.locked) log_ += (locked ? "locked " : "unlocked ") + id.str() + ' ';
    log_ += '\n';
  }

  void check() {
    std::set<article::ArticleId> seen;
    for (const auto& story : index_.newest(1'000'000, far_future())) {
      expect(!story->members.empty(), "a story has a report");
      expect(index_.story(story->id) == story, "a story is found by its id");
      for (const Member& m : story->members) {
        expect(seen.insert(m.article->id).second, "an article is in one story only");
        expect(index_.story_of(m.article->id) == story->id, "a story's article is known to be in it");
        expect(where_.story_of(m.article->id) == story->id, "what changed, applied, is what is");
        expect(m.of.has_value() == is_copy(m.kinship), "a copy has a source, and nothing else has");
        expect(!m.of || std::ranges::any_of(story->members, [&](const Member& o) { return o.article->id == m.of; }),
               "a copy is where its source is");
      }
      for (const StoryId id : story->earlier) {
        const auto earlier = index_.story(id);
        expect(!earlier || earlier->id != story->id, "no story comes before itself");
      }
    }
    expect(seen.size() == arrived_.size(), "every article is in a story");
    for (const ArticlePtr& article : arrived_) expect(seen.contains(article->id), "every article is in a story");
  }

  const bool restarts_, leaves_texts_out_;
  Instant now_ = kMorning;
  std::map<article::ArticleId, ArticlePtr> kept_;  ///< As they are now, with their texts.
  StoryIndex index_;
  Assignments where_;
  std::vector<ArticlePtr> arrived_;  ///< Those that are held, in order of arrival.
  std::set<article::ArticleId> moved_;
  std::set<std::pair<article::ArticleId, article::ArticleId>> parted_;
  std::set<std::pair<StoryId, StoryId>> apart_;
  std::string log_, wrong_;
};

}  // namespace dateline::story
