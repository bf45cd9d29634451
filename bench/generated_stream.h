#pragma once
// A month of news in three languages, made up: a million articles of 200 words, 40,000 stories, one article in twenty a
// reprint. What a grouping costs depends on how words are spread, so these are spread as in news: each language's
// common words fall in frequency as in real text (Zipf); a beat has words of its own that its stories share; a story
// has names and words that few others have; each report uses some of all of them.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <memory>
#include <queue>
#include <random>
#include <string>
#include <vector>

#include "article/article.h"
#include "story/story.h"

namespace dateline {

/// The same stream at every run: its random numbers start from a fixed seed. One thread.
class GeneratedStream {
 public:
  struct Item {
    std::shared_ptr<const article::Article> article;
    std::uint32_t story = 0;
  };

  /// `articles` spread over `days`, of `words` to `words + more_words` words.
  explicit GeneratedStream(std::size_t articles, double days = kDays, std::size_t words = kWords,
                           std::size_t more_words = 0)
      : stories_in_all_(std::max<std::size_t>(1, articles / kReports)),
        days_(days),
        seconds_(days * 86400.0 / static_cast<double>(articles)),
        words_(words),
        more_words_(more_words) {}

  Item next() {
    const double now = static_cast<double>(made_++) * seconds_;
    // Stories begin evenly over the month, and are told most in their first hours.
    const double share = now / (days_ * 86400.0);
    while (running_.empty() || static_cast<double>(next_story_) < share * static_cast<double>(stories_in_all_)) {
      open(now);
    }
    // The story whose next report is due.
    std::pop_heap(running_.begin(), running_.end(), later);
    Running& story = running_.back();
    Item item = report(story, now);
    story.due = now + gap(story);
    if (--story.left == 0) {
      running_.pop_back();
    } else {
      std::push_heap(running_.begin(), running_.end(), later);
    }
    return item;
  }

 private:
  static constexpr std::size_t kReports = 25;
  static constexpr double kDays = 30;
  static constexpr std::size_t kWords = 200;
  static constexpr std::size_t kCommon = 30'000;  // Words of a language.
  static constexpr std::size_t kBeats = 200;      // In each language; 150 words each.
  static constexpr std::array<const char*, 3> kLanguages = {"en", "es", "ru"};

  struct Running {
    std::uint32_t number = 0;
    std::size_t language = 0;
    std::size_t beat = 0;
    std::size_t left = 0;
    std::size_t told = 0;
    double due = 0;
    std::vector<std::string> names, words;
    std::string last_text;
  };
  static bool later(const Running& a, const Running& b) { return a.due != b.due ? a.due > b.due : a.number > b.number; }

  std::size_t below(std::size_t n) { return static_cast<std::size_t>(random_() % n); }
  double unit() { return static_cast<double>(random_() >> 11) / 9007199254740992.0; }

  void open(double now) {
    Running story;
    story.number = static_cast<std::uint32_t>(next_story_++);
    story.language = below(10) < 5 ? 0 : below(2) + 1;
    story.beat = below(kBeats);
    // From 2 to 100 reports, most have few: kReports on average ((e^4.62 - e^0.62) / 4), so that none waits for its
    // turn.
    story.left = static_cast<std::size_t>(std::exp(unit() * 4 + 0.62) + 0.5);
    story.due = now;
    for (int i = 0; i < 4; ++i)
      story.names.push_back(
          word_of(1'000'000 + story.number * 16ULL + static_cast<std::uint64_t>(i), story.language, true));
    for (int i = 0; i < 8; ++i) story.words.push_back(word_of(2'000'000 + below(400'000), story.language, false));
    running_.push_back(std::move(story));
    std::push_heap(running_.begin(), running_.end(), later);
  }

  /// Seconds to a story's next report: ten minutes on average at first, more the longer it goes on, so that a story of
  /// 25 reports lasts about five hours and one of 100 a day.
  double gap(const Running& story) {
    const double scale = 600 * (1 + static_cast<double>(story.told) / 100);
    return -std::log(1 - unit()) * scale;
  }

  Item report(Running& story, double now) {
    auto a = std::make_shared<article::Article>();
    const std::size_t outlet = below(400);
    a->canonical_url = "https://outlet" + std::to_string(outlet) + ".example/" + std::to_string(made_);
    a->url = a->canonical_url;
    a->id = article::article_id(a->canonical_url);
    a->outlet = {"Outlet " + std::to_string(outlet), "outlet" + std::to_string(outlet) + ".example", false};
    a->language = kLanguages[story.language];
    a->section = "world";
    a->fetched_at = Instant{std::chrono::seconds{1'700'000'000 + static_cast<std::int64_t>(now)}};
    a->published_at = a->fetched_at;
    for (int i = 0; i < 7; ++i) {
      if (i) a->headline += ' ';
      a->headline += i < 2   ? story.names[below(story.names.size())]
                     : i < 4 ? story.words[below(story.words.size())]
                     : i < 5 ? beat_word(story)
                             : common_word(story.language);
    }
    if (below(20) == 0 && !story.last_text.empty()) {
      a->text = story.last_text;
    } else {
      const std::size_t words = words_ + (more_words_ > 0 ? below(more_words_ + 1) : 0);
      a->text.reserve(words * 8);
      for (std::size_t i = 0; i < words; ++i) {
        if (i) a->text += i % 17 == 0 ? ". " : " ";
        const std::size_t what = below(20);
        std::string word = what < 1   ? story.names[below(story.names.size())]
                           : what < 3 ? story.words[below(story.words.size())]
                           : what < 6 ? beat_word(story)
                                      : common_word(story.language);
        a->text += word;
      }
      a->text += '.';
      story.last_text = a->text;
    }
    a->lede = a->text.substr(0, a->text.find(". "));
    ++story.told;
    return {std::move(a), story.number};
  }

  std::string beat_word(const Running& story) {
    const auto rank = static_cast<std::uint64_t>(150 * unit() * unit());
    return word_of(500'000 + story.beat * 150 + rank, story.language, false);
  }
  std::string common_word(std::size_t language) {
    const auto rank = static_cast<std::uint64_t>(std::pow(static_cast<double>(kCommon), unit()));
    return word_of(rank, language, false);
  }

  /// The word of a number, in syllables of the language's script. The commonest are shortest.
  std::string word_of(std::uint64_t number, std::size_t language, bool capital) const {
    static constexpr std::array<const char*, 20> kLatin = {"ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu",
                                                           "na", "pe", "ri", "so", "tu", "va", "we", "xi", "yo", "zu"};
    static constexpr std::array<const char*, 20> kCyrillic = {"ба", "ве", "ги", "до", "жу", "за", "ке",
                                                              "ли", "мо", "ну", "па", "ре", "си", "то",
                                                              "фу", "ха", "це", "чи", "шо", "ру"};
    const auto& syllables = language == 2 ? kCyrillic : kLatin;
    std::string word;
    if (language == 1) word = "el";
    for (std::uint64_t n = number + 1; n > 0; n /= 20) word += syllables[n % 20];
    if (capital) {
      if (language == 2) {
        word[1] = static_cast<char>(word[1] & ~0x20);  // Lower-case Cyrillic б..п in UTF-8: D0 B0.. -> D0 90..
        word[0] = static_cast<char>(0xD0);
        if (static_cast<unsigned char>(word[1]) < 0x90) word[1] = static_cast<char>(0x9F);
      } else {
        word[0] = static_cast<char>(word[0] - 'a' + 'A');
      }
    }
    return word;
  }

  const std::size_t stories_in_all_;
  const double days_;
  const double seconds_;
  const std::size_t words_, more_words_;
  std::mt19937_64 random_{2023};
  std::vector<Running> running_;  // A heap by `due`.
  std::size_t next_story_ = 0;
  std::size_t made_ = 0;
};

}  // namespace dateline
