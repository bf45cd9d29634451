#include "story/facts/side_by_side.h"

#include <algorithm>
#include <utility>

namespace dateline::story {
namespace {

using text::Token;
using F = WordMeaning;

class Quotations {
 public:
  explicit Quotations(SideBySide& at) : at_(at) {}

  void changed() {
    const FactText::Sentence& s = at_.copy.sentences[at_.copy_sentence];
    for (std::uint32_t i = s.first; i < s.last;) {
      if (!at_.copy.quoted[i]) {
        ++i;
        continue;
      }
      std::uint32_t end = i + 1;
      while (end < s.last && at_.copy.quoted[end]) ++end;
      quotation(i, end);
      i = end;
    }
  }

  /// The words are somebody else's: "Holt said" for "Webb said".
  void attribution() {
    if (at_.told_from.size() != 1 || !quotes(at_.copy, at_.copy_sentence) || !quotes(at_.source, at_.told_from[0]))
      return;
    const Fact* by = sayer(at_.copy, at_.copy_sentence);
    const Fact* was = sayer(at_.source, at_.told_from[0]);
    if (by == nullptr || was == nullptr || at_.same(*was, *by)) return;
    if (std::ranges::any_of(at_.before, [&](const Fact* a) { return is_name(*a) && at_.same(*a, *by); })) return;
    if (std::ranges::any_of(at_.after, [&](const Fact& b) { return is_name(b) && at_.same(*was, b); })) return;
    at_.add(FactKind::kName, was->printed, by->printed);
  }

 private:
  /// Who says it, beside the only word of saying of a sentence: "Holt said", "said Holt", "said the mayor, Ana Holt".
  const Fact* sayer(const FactText& text, std::uint32_t sentence) const {
    const FactText::Sentence& s = text.sentences[sentence];
    const Fact* found = nullptr;
    bool says = false;
    for (std::uint32_t i = s.first; i < s.last; ++i) {
      if (!at_.words.meaning(text.meanings[i]).is(F::kSays)) continue;
      if (std::exchange(says, true)) return nullptr;
      for (const Fact& f : text.facts_of(s)) {
        if (f.kind != FactKind::kName || f.weak) continue;
        if ((f.last == i && text.tokens[i].joined) || (f.first == i + 1 && text.tokens[i + 1].joined)) found = &f;
      }
    }
    return found;
  }
  static bool quotes(const FactText& text, std::uint32_t sentence) {
    const FactText::Sentence& s = text.sentences[sentence];
    return std::find(text.quoted.begin() + s.first, text.quoted.begin() + s.last, 1) != text.quoted.begin() + s.last;
  }

  void quotation(std::uint32_t first, std::uint32_t last) {
    if (last - first < 2 || last - first > 200) return;
    // The quoted words of the sentences told; where there are none, what they say.
    std::vector<std::uint32_t> words;
    bool any_quoted = false;
    for (const std::uint32_t i : at_.told_from) {
      const FactText::Sentence& s = at_.source.sentences[i];
      for (std::uint32_t w = s.first; w < s.last; ++w) {
        any_quoted |= at_.source.quoted[w] != 0;
        if (words.size() < 400) words.push_back(w);
      }
    }
    if (!any_quoted || words.empty()) return;
    // The longest common subsequence of words, by rows.
    const std::size_t n = last - first, m = words.size();
    std::vector<std::uint16_t> table((n + 1) * (m + 1), 0);
    for (std::size_t i = n; i-- > 0;) {
      for (std::size_t j = m; j-- > 0;) {
        table[i * (m + 1) + j] = at_.copy.tokens[first + i].bare == at_.source.tokens[words[j]].bare
                                     ? static_cast<std::uint16_t>(table[(i + 1) * (m + 1) + j + 1] + 1)
                                     : std::max(table[(i + 1) * (m + 1) + j], table[i * (m + 1) + j + 1]);
      }
    }
    const std::size_t common = table[0];
    if (common * 2 < n) return;
    // Walk it: stretches that only one side has, between words of both.
    std::size_t i = 0, j = 0;
    bool begun = false;
    while (i < n && j < m) {
      std::size_t from_i = i, from_j = j;
      while (i < n && j < m && at_.copy.tokens[first + i].bare != at_.source.tokens[words[j]].bare) {
        if (table[(i + 1) * (m + 1) + j] >= table[i * (m + 1) + j + 1])
          ++i;
        else
          ++j;
      }
      if (!begun && i == 0 && j > 0 && j < m && at_.source.quoted[words[j - 1]] &&
          at_.words[at_.source.tokens[words[j - 1]].bare].is(F::kNegator)) {
        difference(first, words, 0, 0, j - 1, j, n);
      }
      const bool at_end = i >= n || j >= m || table[i * (m + 1) + j] == 0;
      const std::size_t brought = i - from_i, left = j - from_j;
      if (begun && !at_end && (brought > 0 || left > 0)) difference(first, words, from_i, i, from_j, j, n);
      if (at_end) {
        if (begun && from_i < n) difference(first, words, from_i, n, from_j, std::min(m, from_j + (n - from_i)), n);
        return;
      }
      begun = true;
      ++i;
      ++j;
    }
  }

  /// Words [i, i_end) of the quotation stand for words [j, j_end) of the source.
  void difference(std::uint32_t first, const std::vector<std::uint32_t>& words, std::size_t i, std::size_t i_end,
                  std::size_t j, std::size_t j_end, std::size_t n) {
    const std::size_t left = j_end - j, brought = i_end - i;
    if (brought == 0) {
      // Left out: a cut, unless it turns the sense.
      bool turns = false;
      for (std::size_t k = j; k < j_end; ++k) {
        if (!at_.source.quoted[words[k]]) return;
        turns |= at_.words[at_.source.tokens[words[k]].bare].is(F::kNegator);
      }
      if (!turns || left > 3) return;
    }
    // With a word on either side, so that it can be found.
    const std::size_t from = i > 0 ? i - 1 : i, to = std::min(n, i_end + 1);
    const std::size_t was_from = j > 0 ? j - 1 : j;
    std::size_t was_to = std::min(words.size(), j_end + 1);
    // Sentences told together may stand apart.
    while (words[was_to - 1] - words[was_from] > was_to - 1 - was_from) --was_to;
    at_.add(FactKind::kQuotation, span_of(at_.source, words[was_from], words[was_to - 1] + 1),
            span_of(at_.copy, first + static_cast<std::uint32_t>(from), first + static_cast<std::uint32_t>(to)));
  }

  SideBySide& at_;
};

}  // namespace

void find_changed_quotations(SideBySide& at) {
  Quotations(at).changed();
}

void find_changed_speaker(SideBySide& at) {
  Quotations(at).attribution();
}

}  // namespace dateline::story
