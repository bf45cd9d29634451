// Reading: microseconds an article of 200 words, and bytes a second, for each way to read one, beside the limit under
// any of them, a pass over the same bytes that only adds them up.
#include <benchmark/benchmark.h>

#include <cmath>
#include <cstring>
#include <random>
#include <string>
#include <vector>

#include "text/segment.h"
#include "text/shingles.h"
#include "text/terms.h"
#include "text/tokens.h"

namespace dateline::text {
namespace {

/// What made words of a language are made of.
struct Language {
  std::string_view code;
  std::vector<std::string_view> short_words;  // The commonest.
  std::vector<std::string_view> syllables;
  std::vector<std::string_view> endings;
};

const Language& english() {
  static const Language made{
      "en",
      {"the", "of", "and", "to", "in", "a", "is", "that", "for", "it", "was", "on", "with", "as", "said"},
      {"re", "mar", "ti", "con", "lo", "ver", "san", "ple", "de", "bo", "ni", "ca", "tro", "gel", "hu", "fi",
       "a",  "wi",  "be", "ho",  "ju", "ke",  "mo",  "pa",  "ru", "se", "te", "un", "va",  "ya",  "zo", "ex"},
      {"", "s", "ed", "ing", "", "ly", "", "er", "al", "'s"}};
  return made;
}
const Language& russian() {
  static const Language made{
      "ru",
      {"и", "в", "не", "на", "что", "с", "по", "как", "это", "он", "к", "из", "за", "для", "о"},
      {"ра", "мо", "ти", "ко", "ло", "вер", "са", "пле", "де", "бо", "ни", "ка", "тро", "ге", "ху", "фи",
       "а",  "ви", "бе", "хо", "жу", "ке",  "мы", "па",  "ру", "се", "те", "ун", "ва",  "я",  "зо", "ис"},
      {"", "ов", "ами", "ого", "ть", "", "ский", "ая", "ой", "ах"}};
  return made;
}

/// Articles whose words fall in frequency as in real text (Zipf, 100,000 forms), with sentences, names and numbers.
class Articles {
 public:
  explicit Articles(const Language& language) : language_(language) {
    for (std::size_t i = 0; i < kCount; ++i) texts_.push_back(article());
  }
  const std::string& next() { return texts_[next_++ % kCount]; }

  static constexpr std::size_t kCount = 5'000;

 private:
  std::string article() {
    std::string text;
    for (int i = 0; i < 200; ++i) {
      const int kind = static_cast<int>(random_() % 100);
      if (kind < 2) {
        text += std::to_string(random_() % 2'000);
      } else if (kind < 10 || i % 20 == 0) {
        text += language_.code == "en" ? "Q" : "Ю";  // A capital letter.
        text += word();
      } else {
        text += word();
      }
      text += i % 20 == 19 ? ". " : kind > 93 ? ", " : " ";
    }
    return text;
  }
  std::string word() {
    const double u = std::uniform_real_distribution<double>(0, 1)(random_);
    auto rank = static_cast<std::size_t>(std::pow(100'000.0, u)) - 1;
    if (rank < language_.short_words.size()) return std::string(language_.short_words[rank]);
    const std::string_view ending = language_.endings[rank % language_.endings.size()];
    std::string made;
    for (rank /= 2; rank > 0; rank /= language_.syllables.size()) {
      made += language_.syllables[rank % language_.syllables.size()];
    }
    return made.append(ending);
  }

  const Language& language_;
  std::mt19937_64 random_{2023};  // Fixed: the same articles at every run.
  std::vector<std::string> texts_;
  std::size_t next_ = 0;
};

template <class Read>
void each_article(benchmark::State& state, const Language& language, Read read) {
  Articles articles(language);
  for (std::size_t i = 0; i < Articles::kCount; ++i) read(articles.next());  // As after a while of running.
  std::size_t bytes = 0;
  for (auto _ : state) {
    const std::string& text = articles.next();
    read(text);
    bytes += text.size();
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}

void Limit(benchmark::State& state, const Language& language) {
  each_article(state, language, [](const std::string& text) {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i + 8 <= text.size(); i += 8) {
      std::uint64_t block;
      std::memcpy(&block, text.data() + i, 8);
      sum ^= block;
    }
    benchmark::DoNotOptimize(sum);
  });
}

void FindWords(benchmark::State& state, const Language& language) {
  std::vector<std::string_view> found;
  each_article(state, language, [&](const std::string& text) {
    find_words(text, language.code, found);
    benchmark::DoNotOptimize(found.data());
  });
}

void Words(benchmark::State& state, const Language& language) {
  each_article(state, language, [&](const std::string& text) { benchmark::DoNotOptimize(words(text, language.code)); });
}

void TermsNamesShingles(benchmark::State& state, const Language& language) {
  each_article(state, language, [&](const std::string& text) {
    benchmark::DoNotOptimize(terms(text, language.code));
    benchmark::DoNotOptimize(names(text, language.code));
    benchmark::DoNotOptimize(shingles(text));
  });
}

void Tokens(benchmark::State& state, const Language& language) {
  Tokenizer tokenizer;
  each_article(state, language, [&](const std::string& text) {
    benchmark::DoNotOptimize(tokenizer.tokens(text, language.code).data());
  });
}

/// What a word costs that was not met lately.
void TokensWithoutMemory(benchmark::State& state, const Language& language) {
  Tokenizer tokenizer(0);
  each_article(state, language, [&](const std::string& text) {
    benchmark::DoNotOptimize(tokenizer.tokens(text, language.code).data());
  });
}

void TokensNamesShingles(benchmark::State& state, const Language& language) {
  Tokenizer tokenizer;
  std::vector<Name> names;
  each_article(state, language, [&](const std::string& text) {
    const auto& tokens = tokenizer.tokens(text, language.code);
    find_names(tokens, names);
    benchmark::DoNotOptimize(names.data());
    benchmark::DoNotOptimize(shingles(tokens));
  });
}

#define IN_BOTH_LANGUAGES(name)                                               \
  BENCHMARK_CAPTURE(name, english, english())->Unit(benchmark::kMicrosecond); \
  BENCHMARK_CAPTURE(name, russian, russian())->Unit(benchmark::kMicrosecond)
IN_BOTH_LANGUAGES(Limit);
IN_BOTH_LANGUAGES(FindWords);
IN_BOTH_LANGUAGES(Words);
IN_BOTH_LANGUAGES(TermsNamesShingles);
IN_BOTH_LANGUAGES(Tokens);
IN_BOTH_LANGUAGES(TokensNamesShingles);
IN_BOTH_LANGUAGES(TokensWithoutMemory);

}  // namespace
}  // namespace dateline::text
