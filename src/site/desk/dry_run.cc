#include "site/desk/dry_run.h"

#include <algorithm>
#include <memory>
#include <ranges>
#include <span>
#include <unordered_map>

#include "text/utf8.h"

namespace dateline::site {
namespace {

using desk::ReplyState;

/// Tells all words of a list that a text has: WordList tells the first, so where there is one the list is halved. What
/// has none, as most replies, is read once, however long the list is.
class EachWord {
 public:
  explicit EachWord(std::span<const std::string> words, std::size_t from = 0)
      : list_({words.begin(), words.end()}), from_(from) {
    if (words.size() < 2) return;
    const std::size_t half = words.size() / 2;
    first_ = std::make_unique<EachWord>(words.first(half), from);
    second_ = std::make_unique<EachWord>(words.subspan(half), from + half);
  }
  void find_in(std::string_view text, std::vector<std::size_t>& found) const {
    if (list_.found_in(text).empty()) return;
    if (!first_) return found.push_back(from_);
    first_->find_in(text, found);
    second_->find_in(text, found);
  }

 private:
  desk::WordList list_;
  std::size_t from_;
  std::unique_ptr<EachWord> first_, second_;
};

void count(Held& held, ReplyState state) {
  ++held.replies;
  if (state == ReplyState::kApproved) ++held.approved;
  if (state == ReplyState::kRejected) ++held.rejected;
  if (state == ReplyState::kSpam) ++held.spam;
  if (state == ReplyState::kHeld) ++held.waiting;
}

/// A reply that no rule but that of repeated texts may hold: who came before it is known at the end only.
struct Unheld {
  std::uint64_t text;
  Instant at;
  ReplyState state;
  bool counted;  ///< Held by another rule; it still is one that came before.
};

}  // namespace

Result<DryRun> try_rules(const store::ReplyReader& reader, const desk::ReplyRules& rules, Instant since) {
  DryRun run;
  std::vector<std::string> all;
  for (const auto& word : rules.hold_words) {
    run.words.push_back({.word = word});
    all.push_back(word);
  }
  for (const auto& word : rules.spam_words) {
    run.words.push_back({.word = word, .as_spam = true});
    all.push_back(word);
  }
  const EachWord words(all);
  std::vector<std::vector<desk::ReplyId>> others(all.size());  // Examples that were not published.

  // Words are looked for above, and whether an article is open is another question.
  desk::ReplyRules rest = rules;
  rest.hold_words.clear();
  rest.spam_words.clear();
  rest.closed = false;
  rest.close_after_days = 0;
  const desk::Moderation moderation(rest);

  std::vector<Unheld> replies;
  std::vector<std::size_t> found;
  const Status read = reader.each_reply(since, [&](const desk::Reply& reply) {
    if (reply.state == ReplyState::kErased) return;
    ++run.tried;
    found.clear();
    words.find_in(reply.name + "\n" + reply.website + "\n" + reply.text, found);
    for (const std::size_t i : found) {
      count(run.words[i].held, reply.state);
      auto& examples = reply.state == ReplyState::kApproved ? run.words[i].examples : others[i];
      if (examples.size() < DryRun::kExamples) examples.push_back(reply.id);
    }
    desk::ReplyDraft draft;
    draft.article = reply.article;
    draft.name = reply.name;
    draft.website = reply.website;
    draft.text = reply.text;
    desk::ReplyHistory history;
    history.proven = reply.proven && reply.held_because != "unproven";
    history.approved = reply.held_because == "first-reply" ? 0 : 1;
    if (reply.held_because.starts_with("spam ")) history.spam_clues = reply.held_because.substr(5);
    const auto verdict = moderation.judge(draft, history, reply.posted_at);
    const bool held = !found.empty() || (verdict && verdict->state != ReplyState::kApproved);
    if (held) count(run.all, reply.state);
    if (rules.hold_repeats > 0 && text::length(reply.text) >= desk::kFloodText)
      replies.push_back({desk::text_digest(reply.text), reply.posted_at, reply.state, held});
  });
  if (!read) return std::unexpected(read.error());
  for (std::size_t i = 0; i < all.size(); ++i) {
    auto& examples = run.words[i].examples;
    for (const desk::ReplyId id : others[i]) {
      if (examples.size() < DryRun::kExamples) examples.push_back(id);
    }
  }

  // The oldest first, with the times at which each text came.
  std::unordered_map<std::uint64_t, std::vector<Instant>> came;
  for (const Unheld& reply : std::views::reverse(replies)) {
    auto& before = came[reply.text];
    std::erase_if(before, [&](Instant at) { return reply.at - at > desk::kRepeatWindow; });
    if (!reply.counted && std::ssize(before) >= rules.hold_repeats) count(run.all, reply.state);
    before.push_back(reply.at);
  }
  return run;
}

}  // namespace dateline::site
