#include "story/facts/facts.h"

#include "story/facts/fact_reader.h"
#include "story/facts/word_numbers.h"
#include "text/sentences.h"

namespace dateline::story {
namespace {

using text::Token;
using F = WordMeaning;

/// Which of the tokens stand between quotation marks. A quotation that is not closed ends with its paragraph.
void find_quoted(FactText& text) {
  text.quoted.assign(text.tokens.size(), 0);
  bool open = false;
  const char* end = text.text.data();
  for (std::size_t i = 0; i < text.tokens.size(); ++i) {
    const char* begin = text.tokens[i].text.data();
    if (begin == end + 1 && *end == ' ') end = begin;  // Most words.
    for (std::string_view gap(end, begin); !gap.empty();) {
      std::size_t size = 1;
      if (gap.front() == '\n') {
        open = false;
      } else if (gap.front() == '"') {
        open = !open;
      } else if (gap.starts_with("“") || gap.starts_with("„")) {
        open = true;
        size = 3;
      } else if (gap.starts_with("”")) {
        open = false;
        size = 3;
      } else if (gap.starts_with("«")) {
        open = true;
        size = 2;
      } else if (gap.starts_with("»")) {
        open = false;
        size = 2;
      }
      gap.remove_prefix(size);
    }
    text.quoted[i] = open;
    end = begin + text.tokens[i].text.size();
  }
}

bool ends_with_abbreviation(const FactText& text, const FactWords& words) {
  const FactText::Sentence& s = text.sentences.back();
  const Token& last = text.tokens[s.last - 1];
  if (!s.text.ends_with('.') || last.text.data() + last.text.size() + 1 != s.text.data() + s.text.size()) return false;
  return last.abbreviation || (last.capitalised && last.text.size() <= 4 && words[last.bare].month != 0);
}

/// Cuts the text into sentences that have words.
void find_sentences(FactText& out, std::string_view language) {
  const FactWords& words = FactWords::of(language);
  std::uint32_t token = 0;
  const char* end = out.text.data();
  for (const std::string_view sentence : text::sentences(out.text, language)) {
    if (out.sentences.size() == kMostSentences) {
      out.cut_short = true;
      break;
    }
    // "U.S. District Court", "on Oct. 3": these end no sentence.

    if (!out.sentences.empty() && ends_with_abbreviation(out, words) &&
        !std::string_view(end, sentence.data()).contains('\n')) {
      FactText::Sentence& before = out.sentences.back();
      before.text = {before.text.data(), sentence.data() + sentence.size()};
      end = sentence.data() + sentence.size();
      while (token < out.tokens.size() && out.tokens[token].text.data() < end) ++token;
      before.last = token;
      continue;
    }
    FactText::Sentence s;
    s.text = sentence;
    s.paragraph = std::string_view(end, sentence.data()).contains('\n') || out.sentences.empty();
    s.first = token;
    end = sentence.data() + sentence.size();
    while (token < out.tokens.size() && out.tokens[token].text.data() < end) ++token;
    s.last = token;
    if (s.first != s.last) out.sentences.push_back(s);
  }
}

}  // namespace

void read_facts(std::string_view text, std::string_view language, text::Tokenizer& tokenizer, FactText& out) {
  const FactWords& words = FactWords::of(language);
  out.text = text;
  const std::vector<Token>& tokens = tokenizer.tokens(text, language);
  out.tokens.assign(tokens.begin(), tokens.end());
  out.sentences.clear();
  out.cut_short = false;
  out.facts.clear();
  out.meanings.resize(out.tokens.size());
  for (std::size_t i = 0; i < out.tokens.size(); ++i) out.meanings[i] = words.number_of(out.tokens[i].bare);
  find_sentences(out, language);
  find_quoted(out);

  WordNumbers inside;  // What is capitalised where no sentence begins.
  for (const Token& token : out.tokens) {
    if (token.capitalised && !token.opens_sentence) inside.number(token.bare);
  }
  FactReader reader(out, words, inside, language);
  for (FactText::Sentence& sentence : out.sentences) reader.read(sentence);
}

}  // namespace dateline::story
