#include "article/block_features.h"

#include <algorithm>
#include <bitset>
#include <cmath>
#include <numeric>
#include <optional>
#include <unordered_map>
#include <utility>

namespace dateline::article {
namespace {

using markup::Tag;

/// Of FNV-1a.
constexpr std::uint64_t kSeed = 0xcbf29ce484222325;
constexpr std::uint64_t kPrime = 0x100000001b3;
constexpr std::uint64_t mix(std::uint64_t hash, std::uint64_t value) {
  hash = (hash ^ value) * 0x9e3779b97f4a7c15;
  return hash ^ (hash >> 29);
}

char32_t next_beyond_ascii(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0u; };
  const unsigned lead = byte(0);
  char32_t c = lead;
  std::size_t size = 1;
  if (lead >= 0xF0) {
    c = (lead & 7) << 18 | (byte(1) & 63) << 12 | (byte(2) & 63) << 6 | (byte(3) & 63);
    size = 4;
  } else if (lead >= 0xE0) {
    c = (lead & 15) << 12 | (byte(1) & 63) << 6 | (byte(2) & 63);
    size = 3;
  } else if (lead >= 0xC0) {
    c = (lead & 31) << 6 | (byte(1) & 63);
    size = 2;
  }
  at += size;
  return c;
}

/// A character of UTF-8 that is valid; `at` moves behind it.
inline char32_t next_character(std::string_view text, std::size_t& at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte >= 0x80) return next_beyond_ascii(text, at);
  ++at;
  return byte;
}

enum class Sort { kSpace, kLetter, kAlone, kDigit, kStop, kComma, kColon, kEllipsis, kQuote, kBar, kOther };
constexpr std::size_t kSorts = static_cast<std::size_t>(Sort::kOther) + 1;

constexpr Sort sort_of_ascii(char a) {
  if ((a >= 'a' && a <= 'z') || (a >= 'A' && a <= 'Z')) return Sort::kLetter;
  if (a >= '0' && a <= '9') return Sort::kDigit;
  switch (a) {
    case ' ':
    case '\n':
    case '\t':
      return Sort::kSpace;
    case '.':
    case '!':
    case '?':
      return Sort::kStop;
    case ',':
    case ';':
      return Sort::kComma;
    case ':':
      return Sort::kColon;
    case '"':
    case '\'':
      return Sort::kQuote;
    case '|':
    case '/':
    case '>':
      return Sort::kBar;
    default:
      return Sort::kOther;
  }
}

constexpr auto kAscii = [] {
  std::array<Sort, 128> sorts{};
  for (std::size_t c = 0; c < sorts.size(); ++c) sorts[c] = sort_of_ascii(static_cast<char>(c));
  return sorts;
}();

/// Letters and digits of ASCII as letters of the lower case and digits; 0 for all else.
constexpr auto kInWord = [] {
  std::array<char, 256> lowered{};
  for (std::size_t i = 0; i < kAscii.size(); ++i) {
    const char c = static_cast<char>(i);
    if (kAscii[i] == Sort::kLetter || kAscii[i] == Sort::kDigit)
      lowered[i] = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  return lowered;
}();

Sort sort_beyond_ascii(char32_t c) {
  if (c < 0xC0) return c == 0xAB || c == 0xBB ? Sort::kQuote : c == 0xB7 ? Sort::kBar : Sort::kOther;
  switch (c) {
    case U'。':
    case U'！':
    case U'？':
    case U'．':
    case U'।':
    case U'॥':
    case U'؟':
    case U'۔':
    case U'։':
    case U'።':
    case U'།':
    case U'។':
      return Sort::kStop;
    case U'、':
    case U'，':
    case U'،':
    case U'؛':
      return Sort::kComma;
    case U'：':
      return Sort::kColon;
    case U'…':
      return Sort::kEllipsis;
    case U'•':
    case U'›':
    case U'‹':
    case U'→':
      return Sort::kBar;
    default:
      break;
  }
  if (c >= 0x2018 && c <= 0x201F) return Sort::kQuote;
  if (c >= 0x300C && c <= 0x300F) return Sort::kQuote;
  if ((c >= 0x2000 && c <= 0x2BFF) || (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF00 && c <= 0xFF0F)) return Sort::kOther;
  // Scripts that set no spaces between words: Thai to Burmese, Khmer, Chinese and Japanese.
  if ((c >= 0x0E00 && c <= 0x109F) || (c >= 0x1780 && c <= 0x17FF) || (c >= 0x3040 && c <= 0x9FFF) || c >= 0x20000) {
    return Sort::kAlone;
  }
  return Sort::kLetter;
}

inline Sort sort_of(char32_t c) {
  return c < 0x80 ? kAscii[c] : sort_beyond_ascii(c);
}

/// What one pass over a text tells.
struct Scan {
  std::uint64_t hash = kSeed;  ///< Of its words.
  float words = 0, digits = 0, capitals = 0, stops = 0, commas = 0, colons = 0, bars = 0, quotes = 0;
  Sort first = Sort::kSpace, last = Sort::kSpace;
  bool starts_small = false, is_dense = false;
  float ats = 0, rights = 0, addresses = 0;  ///< @; ©, ® and ™; ://
};

template <class F>
Scan scan(std::string_view text, F on_word) {
  Scan out;
  std::array<std::uint32_t, kSorts> count{};
  std::uint32_t words = 0, capitals = 0;
  std::uint64_t word = 0;
  Sort first = Sort::kSpace, last = Sort::kSpace;
  const auto end_word = [&] {
    if (word == 0) return;
    out.hash = mix(out.hash, word);
    ++words;
    on_word(word);
    word = 0;
  };
  const auto begin = [&](Sort sort, char32_t c) {
    first = sort;
    out.starts_small = c >= 'a' && c <= 'z';
  };
  for (std::size_t at = 0; at < text.size();) {
    // Most of all text is words of ASCII.
    const std::size_t start = at;
    std::uint32_t digits = 0;
    std::uint64_t hash = word == 0 ? kSeed : word;
    std::uint64_t eight = 0;  // Letters; a multiplication for each would take as long as all else.
    for (; at < text.size(); ++at) {
      const char c = text[at];
      const char lowered = kInWord[static_cast<unsigned char>(c)];
      if (lowered == 0) break;
      capitals += lowered != c;
      digits += lowered <= '9';
      eight = eight << 8 | static_cast<unsigned char>(lowered);
      if (eight >> 56 != 0) hash = mix(hash, std::exchange(eight, 0));
    }
    if (at > start) {
      word = eight == 0 ? hash : mix(hash, eight);
      count[static_cast<std::size_t>(Sort::kDigit)] += digits;
      count[static_cast<std::size_t>(Sort::kLetter)] += static_cast<std::uint32_t>(at - start) - digits;
      if (first == Sort::kSpace) begin(sort_of(text[start]), text[start]);
      last = sort_of(text[at - 1]);
      continue;
    }
    const char32_t c = next_character(text, at);
    if (c == '@') ++out.ats;
    if (c == 0xA9 || c == 0xAE || c == 0x2122) ++out.rights;
    if (c == ':' && text.substr(at, 2) == "//") ++out.addresses;
    const Sort sort = sort_of(c);
    if (sort == Sort::kSpace) {
      end_word();
      continue;
    }
    ++count[static_cast<std::size_t>(sort)];
    if (first == Sort::kSpace) begin(sort, c);
    // A closing quotation mark or bracket hides how the sentence ends.
    if (!(sort == Sort::kQuote || c == ')') || last == Sort::kSpace) last = sort;
    if (sort != Sort::kLetter) end_word();
    if (sort == Sort::kLetter || sort == Sort::kAlone) word = ((word == 0 ? kSeed : word) ^ c) * kPrime;
  }
  end_word();
  const auto counted = [&](Sort sort) { return static_cast<float>(count[static_cast<std::size_t>(sort)]); };
  out.words = static_cast<float>(words);
  out.capitals = static_cast<float>(capitals);
  out.digits = counted(Sort::kDigit);
  out.stops = counted(Sort::kStop);
  out.commas = counted(Sort::kComma);
  out.colons = counted(Sort::kColon);
  out.bars = counted(Sort::kBar);
  out.quotes = counted(Sort::kQuote);
  out.first = first;
  out.last = last;
  out.is_dense = 2 * counted(Sort::kAlone) > static_cast<float>(std::accumulate(count.begin(), count.end(), 0U));
  return out;
}

float log_computed(double amount) {
  return static_cast<float>(amount < 0 ? -std::log2(1 - amount) : std::log2(1 + amount));
}
/// Most amounts are whole numbers, and none of those that are asked for often is larger.
float log_of(double amount) {
  static const auto known = [] {
    std::array<float, 4096> logs{};
    for (std::size_t i = 0; i < logs.size(); ++i) logs[i] = log_computed(static_cast<double>(i));
    return logs;
  }();
  if (!(amount >= 0 && amount < static_cast<double>(known.size()))) return log_computed(amount);
  const auto whole = static_cast<std::size_t>(amount);
  return static_cast<double>(whole) == amount ? known[whole] : log_computed(amount);
}
/// Beyond these a place, a number of like blocks or a length says no more: few of the pages that the trees were learnt
/// from are longer, and behind a page's hundredth paragraph they have mostly comments, but other pages have reports.
constexpr double kFarBlocks = 40, kManyBlocks = 60, kManyLetters = 4000;

float share(double part, double whole) {
  return whole > 0 ? static_cast<float>(part / whole) : 0.0f;
}

/// Runs of words. Of those that are asked for, most are not in it, which one bit tells.
class RunSet {
 public:
  explicit RunSet(std::string_view text) {
    add_word_runs(text, runs_);
    std::ranges::sort(runs_);
    for (const std::uint64_t run : runs_) perhaps_.set(run % perhaps_.size());
  }
  bool contains(std::uint64_t run) const {
    return perhaps_[run % perhaps_.size()] && std::ranges::binary_search(runs_, run);
  }
  bool empty() const { return runs_.empty(); }

 private:
  std::vector<std::uint64_t> runs_;
  std::bitset<16384> perhaps_;  // Long articles have some thousand runs.
};

/// Tags by what they are for, as a number that rises from blocks of text to those beside it.
float rank_of(Tag tag) {
  switch (tag) {
    case Tag::kP:
      return 0;
    case Tag::kBlockquote:
      return 1;
    case Tag::kPre:
      return 2;
    case Tag::kArticle:
      return 3;
    case Tag::kMain:
      return 4;
    case Tag::kSection:
      return 5;
    case Tag::kDiv:
      return 6;
    case Tag::kH1:
    case Tag::kH2:
    case Tag::kH3:
    case Tag::kH4:
    case Tag::kH5:
    case Tag::kH6:
      return 7;
    case Tag::kUl:
      return 8;
    case Tag::kOl:
      return 9;
    case Tag::kLi:
      return 10;
    case Tag::kDl:
    case Tag::kDt:
    case Tag::kDd:
      return 11;
    case Tag::kTable:
    case Tag::kTbody:
    case Tag::kTr:
      return 12;
    case Tag::kTd:
      return 13;
    case Tag::kTh:
      return 14;
    case Tag::kHeader:
      return 15;
    case Tag::kFigure:
      return 16;
    case Tag::kFigcaption:
      return 17;
    case Tag::kForm:
      return 18;
    case Tag::kAside:
      return 19;
    case Tag::kFooter:
      return 20;
    case Tag::kNav:
      return 21;
    default:
      return 6.5f;
  }
}

/// What is true of an element because of those around it, carried down in one pass.
struct Around {
  std::uint32_t list = 0, table = 0, quote = 0, figure = 0, article = 0, header = 0;  ///< The nearest's index; 0: none.
  std::uint32_t named = 0;                                                            ///< The nearest named as body.
  std::uint32_t against = 0;  ///< The nearest with a point against.
  std::uint32_t branch = 0;   ///< The child of the best element that it is, or is in.
  std::uint16_t points = 0, depth = 0;
  bool firm = false, in_best = false, hidden = false, form = false, aside = false, details = false, footer = false;
  float lowest = 0, highest = 0, sum = 0;  ///< Of what the names are worth.
};

/// Sums over all blocks before each, so that each element's is one subtraction.
struct Sums {
  float letters = 0, linked = 0, prose = 0, kept = 0, bold = 0;
};

class FeatureMaker {
 public:
  FeatureMaker(const PageBlocks& page, const std::vector<Hints>& hints, const FirstGuess& guess,
               const BodyEvidence& evidence)
      : page_(page), hints_(hints), guess_(guess), evidence_(evidence) {}

  std::vector<BlockFeatures> make() {
    std::vector<BlockFeatures> out(page_.blocks.size());
    if (page_.blocks.empty()) return out;
    scan_blocks();
    look_around();
    find_places();
    for (std::size_t i = 0; i < out.size(); ++i) {
      to_ = out[i].data();
      put_itself(i);
      put_elements(i);
      put_place(i);
      put_neighbours(i);
      put_page();
      put_lines(i);
      put_within(i);
      put_heading(i);
    }
    return out;
  }

 private:
  void put(double value) { *to_++ = static_cast<float>(value); }

  void scan_blocks() {
    const RunSet attested(evidence_.article_body), described(evidence_.description);
    headline_ = scan(evidence_.headline, [](std::uint64_t) {}).hash;
    const std::size_t n = page_.blocks.size();
    scans_.reserve(n);
    in_json_.reserve(n);
    in_description_.reserve(n);
    sums_.assign(1, {});
    for (std::size_t i = 0; i < n; ++i) {
      const Block& block = page_.blocks[i];
      std::uint64_t before = 0, first = 0;
      std::size_t runs = 0, json = 0, description = 0;
      scans_.push_back(scan(block.text, [&](std::uint64_t word) {
        if (first != 0) {
          const std::uint64_t run = mix(mix(first, before), word);
          ++runs;
          json += attested.contains(run);
          description += described.contains(run);
        }
        first = before;
        before = word;
      }));
      in_json_.push_back(attested.empty() ? -1 : runs == 0 ? -0.5f : share(json, runs));
      in_description_.push_back(share(description, runs));
      ++repeats_[scans_.back().hash];
      const bool prose = is_prose(block.text, block.letters);
      prose_.push_back(prose);
      // A dense script says as much in about a third.
      const float weight = scans_.back().is_dense ? 2.5f : 1.0f;
      size_.push_back(weight * static_cast<float>(block.letters));
      log_size_.push_back(log_of(size_.back()));
      Sums sum = sums_.back();
      sum.letters += size_.back();
      sum.linked += weight * static_cast<float>(block.linked);
      sum.bold += weight * static_cast<float>(block.bold);
      if (prose) sum.prose += weight * static_cast<float>(block.letters - block.linked);
      if (guess_.kept[i]) sum.kept += size_.back();
      sums_.push_back(sum);
    }
  }

  Sums sum(std::size_t first, std::size_t end) const {
    const Sums &a = sums_[first], &b = sums_[std::max(first, end)];
    return {b.letters - a.letters, b.linked - a.linked, b.prose - a.prose, b.kept - a.kept, b.bold - a.bold};
  }
  Sums sum(const PageElement& element) const { return sum(element.first_block, element.end_block); }

  void look_around() {
    of_element_.resize(page_.elements.size());
    around_.resize(page_.elements.size());
    signature_.resize(page_.elements.size());
    children_.assign(page_.elements.size(), 0);
    for (std::uint32_t i = 0; i < page_.elements.size(); ++i) {
      const PageElement& element = page_.elements[i];
      Around a = i == 0 ? Around{} : around_[element.parent];
      if (i > 0) {
        ++children_[element.parent];
        ++a.depth;
      }
      const Tag tag = element.node->tag;
      if (tag == Tag::kUl || tag == Tag::kOl || tag == Tag::kDl) a.list = i;
      if (tag == Tag::kTable) a.table = i;
      if (tag == Tag::kBlockquote) a.quote = i;
      if (tag == Tag::kFigure) a.figure = i;
      if (tag == Tag::kArticle) a.article = i;
      if (tag == Tag::kHeader) a.header = i;
      const Hints& h = hints_[i];
      a.hidden = a.hidden || h.hidden;
      a.form = a.form || tag == Tag::kForm;
      a.aside = a.aside || tag == Tag::kAside;
      a.footer = a.footer || tag == Tag::kFooter;
      a.details = a.details || element.node->name() == "details";
      if (h.body) a.named = i;
      if (h.against.any()) {
        a.against = i;
        a.points = static_cast<std::uint16_t>(a.points + h.against.count());
      }
      a.firm = a.firm || h.firm;
      if (i > 0 && element.parent == guess_.best) a.branch = i;
      a.in_best = a.in_best || i == guess_.best;
      a.lowest = std::min(a.lowest, h.named);
      a.highest = std::max(a.highest, h.named);
      a.sum += h.named;
      around_[i] = a;
      // A paragraph is like others that have the same name and stand in elements of the same name.
      const std::string_view names = element.node->attribute("class");
      const std::uint64_t own = mix(static_cast<std::uint64_t>(tag), std::hash<std::string_view>{}(names));
      signature_[i] = {own, i == 0 ? own : mix(own, signature_[element.parent].own)};
    }
    for (std::size_t i = 0; i < page_.blocks.size(); ++i) {
      Alike& alike = alike_[signature_[page_.blocks[i].element].both];
      ++alike.blocks;
      alike.letters += size_[i];
      if (prose_[i]) alike.prose += size_[i];
      if (guess_.kept[i]) alike.kept += size_[i];
      alike.linked += static_cast<float>(page_.blocks[i].linked);
    }
  }

  void find_places() {
    const std::size_t n = page_.blocks.size();
    first_kept_ = n;
    last_kept_ = 0;
    for (std::size_t i = 0; i < n; ++i) {
      if (!guess_.kept[i] || !prose_[i]) continue;
      first_kept_ = std::min(first_kept_, i);
      last_kept_ = i;
    }
    // The last one before the text that says the headline, else that is an h1.
    headline_at_ = n;
    std::size_t h1 = n;
    for (std::size_t i = 0; i < n && i <= std::min(first_kept_, n - 1); ++i) {
      if (scans_[i].hash == headline_) headline_at_ = i;
      if (page_.elements[page_.blocks[i].element].node->tag == Tag::kH1) h1 = i;
    }
    if (headline_at_ == n) headline_at_ = h1;
    // What stands under each heading up to the next.
    under_.assign(n, n);
    for (std::size_t i = n, next = n; i-- > 0;) {
      if (page_.blocks[i].kind != BlockKind::kHeading) continue;
      under_[i] = next;
      next = i;
    }
    before_.assign(n, 0);
    after_.assign(n, 0);
    heading_.assign(n, n);
    std::size_t since = 100;
    std::size_t heading = n;
    for (std::size_t i = 0; i < n; ++i) {
      before_[i] = since;
      heading_[i] = heading;
      since = guess_.kept[i] && prose_[i] ? 1 : since + 1;
      if (page_.blocks[i].kind == BlockKind::kHeading) heading = i;
    }
    since = 100;
    for (std::size_t i = n; i-- > 0;) {
      after_[i] = since;
      since = guess_.kept[i] && prose_[i] ? 1 : since + 1;
    }
  }

  void put_itself(std::size_t i) {
    const Block& block = page_.blocks[i];
    const Scan& s = scans_[i];
    const auto letters = static_cast<double>(block.letters);
    put(static_cast<int>(block.kind));
    put(block.kind == BlockKind::kHeading ? page_.elements[block.element].node->name()[1] - '0' : 0);
    put(log_size_[i]);
    put(share(static_cast<double>(block.linked), letters));
    put(share(static_cast<double>(block.bold), letters));
    put(prose_[i]);
    put(share(s.stops, s.words));
    put(share(s.commas, s.words));
    put(s.colons);
    put(s.bars);
    put(s.quotes);
    put(s.stops);
    put(share(s.digits, letters));
    put(share(s.capitals, letters));
    put(static_cast<int>(s.first));
    put(static_cast<int>(s.last));
    put(s.starts_small);
    put(share(letters, s.words));
    put(log_of(s.words));
    put(repeats_.at(s.hash));
    put(s.hash == headline_);
    put(in_json_[i]);
    put(in_description_[i]);
    put(guess_.kept[i]);
  }

  /// Made when first asked for: the paragraphs of an element ask for the same.
  struct OfElement {
    std::array<float, 6> itself;
    std::array<float, 3> as_group;
  };
  const OfElement& of_element(std::size_t index) {
    std::optional<OfElement>& known = of_element_[index];
    if (known) return *known;
    const PageElement& element = page_.elements[index];
    const Sums s = sum(element);
    const std::size_t blocks = element.end_block - element.first_block;
    known.emplace();
    const float linked = share(s.linked, s.letters);
    known->itself = {log_of(std::min<double>(s.letters, kManyLetters)),
                     linked,
                     share(s.prose, sums_.back().prose),
                     log_of(std::min(static_cast<double>(blocks), kManyBlocks)),
                     rank_of(element.node->tag),
                     share(s.kept, s.letters)};
    known->as_group = {linked, log_of(s.letters / static_cast<float>(std::max<std::size_t>(1, blocks))),
                       share(s.prose, s.letters)};
    return *known;
  }

  void put_element(std::size_t index) {
    for (const float value : of_element(index).itself) put(value);
  }

  void put_elements(std::size_t i) {
    const Block& block = page_.blocks[i];
    const Around& a = around_[block.element];
    const std::size_t parent = page_.elements[block.element].parent;
    const std::size_t above = page_.elements[parent].parent;
    put(rank_of(page_.elements[block.element].node->tag));
    put_element(parent);
    put_element(above);
    put_element(page_.elements[above].parent);
    put(std::min<double>(children_[parent], kManyBlocks));
    put(std::min<double>(children_[above], kManyBlocks));
    put(a.firm);
    put(guess_.dropped[block.element]);
    put(a.points);
    put(a.against == 0 ? 20 : a.depth - around_[a.against].depth);
    put(a.named == 0 ? 20 : a.depth - around_[a.named].depth);
    put(a.in_best ? a.depth - around_[guess_.best].depth : -1);
    put(a.depth);
    put(hints_[block.element].named);
    put(hints_[parent].named);
    put(a.lowest);
    put(a.highest);
    put(a.sum);
    put(a.quote != 0);
    put(a.figure != 0);
    put(a.header != 0);
    put(a.article == 0 ? -1 : share(sum(page_.elements[a.article]).kept, sums_.back().kept));
    put_group(a.list);
    put_group(a.table);
    put_group(a.branch);
    const Alike& alike = alike_.at(signature_[block.element].both);
    put(log_of(std::min<double>(alike.blocks, kManyBlocks)));
    put(share(alike.prose, alike.letters));
    put(share(alike.kept, alike.letters));
    put(share(alike.prose, sums_.back().prose));
  }

  void put_group(std::size_t index) {
    constexpr std::array<float, 3> kNone{-1, -1, -1};
    for (const float value : index == 0 ? kNone : of_element(index).as_group) put(value);
  }

  void put_place(std::size_t i) {
    const std::size_t n = page_.blocks.size();
    const auto apart = [](std::size_t a, std::size_t b) {
      return std::clamp(static_cast<double>(a) - static_cast<double>(b), -kFarBlocks, kFarBlocks);
    };
    put(share(static_cast<double>(i), static_cast<double>(n)));
    put(headline_at_ == n ? -20 : log_of(apart(i, headline_at_)));
    put(first_kept_ == n ? 0 : log_of(apart(i, first_kept_)));
    put(first_kept_ == n ? 0 : log_of(apart(i, last_kept_)));
    put(log_of(std::min<double>(sums_[i].kept, kManyLetters)));
    put(log_of(std::min<double>(sums_.back().kept - sums_[i + 1].kept, kManyLetters)));
    put(share(sums_[i].prose, sums_.back().prose));
    put(std::min<std::size_t>(before_[i], 50));
    put(std::min<std::size_t>(after_[i], 50));
    const std::size_t heading = page_.blocks[i].kind == BlockKind::kHeading ? i : heading_[i];
    put(heading == n ? 0 : page_.elements[page_.blocks[heading].element].node->name()[1] - '0');
    put(heading == n ? kFarBlocks : apart(i, heading));
    const Sums s = heading == n ? Sums{} : sum(heading + 1, under_[heading]);
    put(log_of(std::min<double>(s.letters, kManyLetters)));
    put(share(s.linked, s.letters));
    put(share(s.kept, s.letters));
  }

  void put_neighbours(std::size_t i) {
    const std::size_t n = page_.blocks.size();
    for (const int step : {-1, 1, -2, 2}) {
      const std::size_t k = i + static_cast<std::size_t>(step);  // Wraps below zero.
      const bool there = k < n;
      put(there ? log_size_[k] : -1);
      put(there ? share(static_cast<double>(page_.blocks[k].linked), static_cast<double>(page_.blocks[k].letters))
                : -1);
      put(there && guess_.kept[k]);
      if (step == -1 || step == 1) {
        put(there ? static_cast<int>(page_.blocks[k].kind) : -1);
        put(there && page_.blocks[k].element == page_.blocks[i].element);
      }
    }
    const Sums wide = sum(i - std::min<std::size_t>(i, 5), std::min(n, i + 6));
    put(share(wide.linked, wide.letters));
    put(share(wide.prose, wide.letters));
    put(share(wide.kept, wide.letters));
  }

  /// What counts as text is not the same on all sorts of pages.
  void put_page() {
    const std::size_t n = page_.blocks.size();
    put(static_cast<int>(evidence_.declared));
    put(log_of(std::min<double>(sums_.back().prose, kManyLetters)));
    put(share(sums_.back().kept, sums_.back().letters));
    put(log_of(std::min<double>(sums_.back().kept, kManyLetters)));
    put(first_kept_ == n ? 0 : scans_[first_kept_].is_dense);
    put(log_of(std::min(static_cast<double>(n), 200.0)));
    put(share(sums_.back().linked, sums_.back().letters));
  }

  void put_lines(std::size_t i) {
    const Block& block = page_.blocks[i];
    const std::size_t n = page_.blocks.size();
    const Scan& s = scans_[i];
    const auto letters = static_cast<double>(block.letters);
    put(share(static_cast<double>(block.italic), letters));
    put(static_cast<double>(block.links));
    put(share(static_cast<double>(block.linked_end), letters));
    put(static_cast<double>(block.rules));
    put(static_cast<double>(page_.blocks.back().rules - block.rules));
    put(first_kept_ == n ? 0 : static_cast<double>(page_.blocks[last_kept_].rules) - static_cast<double>(block.rules));
    put(s.ats);
    put(s.rights);
    put(s.addresses);
  }

  void put_within(std::size_t i) {
    const Block& block = page_.blocks[i];
    const Around& a = around_[block.element];
    const std::size_t parent = page_.elements[block.element].parent;
    const std::size_t above = page_.elements[parent].parent;
    for (const std::size_t e : {parent, above, page_.elements[above].parent}) {
      const PageElement& element = page_.elements[e];
      put(log_of(std::min<double>(sum(element.first_block, i).kept, kManyLetters)));
      put(log_of(std::min<double>(sum(i + 1, element.end_block).kept, kManyLetters)));
      put(static_cast<double>(std::min<std::size_t>(element.end_block - i, 30)));
    }
    put(a.hidden);
    put(a.form);
    put(a.aside);
    put(a.details);
    put(a.footer);
  }

  void put_heading(std::size_t i) {
    const Block& block = page_.blocks[i];
    const std::size_t n = page_.blocks.size();
    const std::size_t heading = block.kind == BlockKind::kHeading ? i : heading_[i];
    const Block* h = heading == n ? nullptr : &page_.blocks[heading];
    put(h ? share(static_cast<double>(h->linked), static_cast<double>(h->letters)) : -1);
    put(h ? log_of(static_cast<double>(h->letters)) : -1);
    const Alike* alike = h ? &alike_.at(signature_[h->element].both) : nullptr;
    put(alike ? log_of(std::min<double>(alike->blocks, kManyBlocks)) : -1);
    put(alike ? share(alike->kept, alike->letters) : -1);
  }

  const PageBlocks& page_;
  const std::vector<Hints>& hints_;
  const FirstGuess& guess_;
  const BodyEvidence& evidence_;

  // Of each block.
  std::vector<Scan> scans_;
  std::vector<float> size_, log_size_, in_json_, in_description_;
  std::vector<bool> prose_;
  std::vector<std::size_t> before_, after_, heading_, under_;
  std::vector<Sums> sums_;

  // Of each element.
  struct Signature {
    std::uint64_t own = 0, both = 0;
  };
  std::vector<std::optional<OfElement>> of_element_;
  std::vector<Around> around_;
  std::vector<Signature> signature_;
  std::vector<std::uint32_t> children_;

  // Of the page.
  struct Alike {
    float blocks = 0, letters = 0, prose = 0, kept = 0, linked = 0;
  };
  std::unordered_map<std::uint64_t, Alike> alike_;
  std::unordered_map<std::uint64_t, int> repeats_;
  std::uint64_t headline_ = 0;
  std::size_t headline_at_ = 0, first_kept_ = 0, last_kept_ = 0;

  float* to_ = nullptr;
};

}  // namespace

void add_word_runs(std::string_view text, std::vector<std::uint64_t>& out) {
  std::uint64_t before = 0, first = 0;
  scan(text, [&](std::uint64_t word) {
    if (first != 0) out.push_back(mix(mix(first, before), word));
    first = before;
    before = word;
  });
}

std::vector<BlockFeatures> features_of(const PageBlocks& page, const std::vector<Hints>& hints, const FirstGuess& guess,
                                       const BodyEvidence& evidence) {
  return FeatureMaker(page, hints, guess, evidence).make();
}

}  // namespace dateline::article
