// Trains the judge of paragraphs (src/article/block_judge.h) on pages whose text is known, and prints what it reaches.
// body_trees CORPORA FOLDER [--worst N]: puts block_trees.cc and name_weights.cc there; lists the N worst pages of sites
// that the judge was not trained on.
//
// An example is a paragraph; its truth is the share of its words that stand in four-word runs of the page's true text (short
// ones are also true as a line of it). It counts by its share of the page's text, so that each page counts the same,
// pages with little truth and much else at most three times; news pages of many languages twice, for they are few; pages
// that are no articles a little less. Boosted trees with logistic loss, each tree on some of the pages and some of the
// features, random numbers from a fixed seed: the same input gives the same bytes. What a name is worth to a page is learnt
// from other sites than the page's own, or the trees would learn to trust it too much.
// Tried without gain: a second look that knows the scores of the neighbours (.0005 on articles); cleaner truth of short
// paragraphs; twice the trees at half the rate (.0006); a cut for each page that makes the most of expected F1, and a lower
// one where no article is declared (gains here, but plain pages then keep captions and dates); sums over the whole page; the site's and the
// authors' names in the paragraph; how many of its words others have; more, larger or slower trees.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <set>
#include <sstream>
#include <unordered_map>

#include <boost/json.hpp>

#include "article/block_features.h"
#include "article/body.h"
#include "article/first_guess.h"
#include "article/headline.h"
#include "article/hints.h"
#include "article/metadata.h"
#include "article/page_blocks.h"
#include "article/page_text.h"
#include "base/file.h"
#include "markup/html.h"
#include "text/url.h"

namespace dateline {
namespace {

using article::BlockFeatures;
using article::kBlockFeatures;

std::uint64_t mix(std::uint64_t h, std::uint64_t v) {
  h = (h ^ v) * 0x9e3779b97f4a7c15;
  return h ^ (h >> 29);
}

/// As the scorer's \w+.
std::vector<std::uint64_t> words_of(std::string_view text) {
  std::vector<std::uint64_t> out;
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < text.size();) {
    const auto c = static_cast<unsigned char>(text[i]);
    std::size_t size = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : c >= 0xC0 ? 2 : 1;
    std::uint64_t code = 0;
    for (std::size_t k = 0; k < size && i + k < text.size(); ++k) code = code << 8 | static_cast<unsigned char>(text[i + k]);
    bool letter = size > 1 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    if (size == 2 && c == 0xC2) letter = false;
    if (size == 3 && (code >> 8 == 0xE280 || code >> 8 == 0xE281 || code >> 8 == 0xE284 || code >> 8 == 0xE286 || code >> 8 == 0xE380 || code >> 8 == 0xEFBC)) {
      letter = code >> 8 == 0xEFBC && (code & 0xff) >= 0x90 && (code & 0xff) < 0x9a;
    }
    i += size;
    if (letter) {
      word = mix(word == 0 ? 1 : word, code);
    } else if (word != 0) {
      out.push_back(word);
      word = 0;
    }
  }
  if (word != 0) out.push_back(word);
  return out;
}

using Bag = std::unordered_map<std::uint64_t, int>;

template <class F>
void for_each_shingle(const std::vector<std::uint64_t>& w, F f) {
  if (w.empty()) return;
  if (w.size() < 4) {
    std::uint64_t h = 7;
    for (const auto x : w) h = mix(h, x);
    f(h, 0);
    return;
  }
  for (std::size_t i = 0; i + 3 < w.size(); ++i) f(mix(mix(mix(mix(7, w[i]), w[i + 1]), w[i + 2]), w[i + 3]), i);
}

struct TrainBlock {
  std::vector<std::uint64_t> words;
  std::uint64_t text = 0;
  article::BlockKind kind;
  bool guess = false;
  bool headline = false;
  double truth = 0, weight = 0;
};

struct TrainPage {
  std::string name, set, type, site;
  int fold = 0;
  std::vector<TrainBlock> blocks;
  std::vector<BlockFeatures> features;
  Bag truth;
  std::size_t truth_size = 0;
  std::size_t first = 0;  // Of its blocks among all.
};

std::size_t size_of(const Bag& bag) {
  std::size_t n = 0;
  for (const auto& [h, c] : bag) n += static_cast<std::size_t>(c);
  return n;
}

void label(TrainPage& page, const std::string& truth) {
  for_each_shingle(words_of(truth), [&](std::uint64_t h, std::size_t) { ++page.truth[h]; });
  page.truth_size = size_of(page.truth);
  std::set<std::uint64_t> lines;
  {
    std::istringstream in(truth);
    for (std::string line; std::getline(in, line);) {
      std::uint64_t h = 7;
      for (const auto x : words_of(line)) h = mix(h, x);
      lines.insert(h);
    }
  }
  std::vector<std::uint64_t> all;
  std::vector<std::size_t> of;
  for (std::size_t b = 0; b < page.blocks.size(); ++b)
    for (const auto w : page.blocks[b].words) {
      all.push_back(w);
      of.push_back(b);
    }
  std::vector<char> hit(all.size(), 0);
  Bag left = page.truth;
  for (const bool kept : {true, false}) {
    for_each_shingle(all, [&](std::uint64_t h, std::size_t i) {
      if (page.blocks[of[i]].guess != kept) return;
      const auto found = left.find(h);
      if (found == left.end() || found->second == 0) return;
      --found->second;
      for (std::size_t k = i; k < std::min(i + 4, all.size()); ++k) hit[k] = 1;
    });
  }
  std::vector<double> hits(page.blocks.size(), 0);
  for (std::size_t i = 0; i < all.size(); ++i) hits[of[i]] += hit[i];
  double total = 0;
  for (std::size_t b = 0; b < page.blocks.size(); ++b) {
    TrainBlock& block = page.blocks[b];
    const double n = static_cast<double>(block.words.size());
    block.truth = n > 0 ? hits[b] / n : 0;
    if (n < 8 && lines.contains(block.text)) block.truth = 1;
    block.weight = (n + 1) / static_cast<double>(std::max<std::size_t>(page.truth_size, 60));
    total += block.weight;
  }
  const double most = 3;
  if (total > most)
    for (TrainBlock& block : page.blocks) block.weight *= most / total;
}

/// Precision and recall of what is chosen.
std::pair<double, double> score(const TrainPage& page, const std::vector<std::size_t>& chosen) {
  std::vector<std::uint64_t> words;
  for (const std::size_t b : chosen) words.insert(words.end(), page.blocks[b].words.begin(), page.blocks[b].words.end());
  Bag found;
  for_each_shingle(words, [&](std::uint64_t h, std::size_t) { ++found[h]; });
  std::size_t same = 0;
  for (const auto& [h, c] : found) {
    const auto t = page.truth.find(h);
    if (t != page.truth.end()) same += static_cast<std::size_t>(std::min(c, t->second));
  }
  const std::size_t n = size_of(found);
  return {n ? double(same) / double(n) : -1, page.truth_size ? double(same) / double(page.truth_size) : -1};
}

/// Those, but the headline and what was said before.
std::vector<std::size_t> without_repeats(const TrainPage& page, const std::function<bool(std::size_t)>& wanted) {
  std::vector<std::size_t> chosen;
  std::set<std::uint64_t> seen;
  for (std::size_t b = 0; b < page.blocks.size(); ++b) {
    if (wanted(b) && !page.blocks[b].headline && seen.insert(page.blocks[b].text).second) chosen.push_back(b);
  }
  return chosen;
}

// ---- Boosted trees -------------------------------------------------------------------------------------------------

struct Tree {
  struct Node {
    int feature = -1;  // -1: a leaf.
    float threshold = 0;
    int low = 0, high = 0;  // Below the threshold, and not.
    float value = 0;
  };
  std::vector<Node> nodes;
  float of(const float* x) const {
    int n = 0;
    while (nodes[n].feature >= 0) n = x[nodes[n].feature] < nodes[n].threshold ? nodes[n].low : nodes[n].high;
    return nodes[n].value;
  }
};

struct Settings {
  int trees = 90, leaves = 12, bins = 48;
  double rate = 0.12, ridge = 0.3, least = 0.4;
  double some_features = 0.35, some_pages = 0.6;
};

struct Data {
  std::vector<std::vector<float>> edges;           // Of each feature.
  std::vector<std::vector<std::uint8_t>> columns;  // Bins.
  std::size_t rows = 0;
};

class Booster {
 public:
  Booster(const std::vector<const float*>& rows, const std::vector<float>& y, const std::vector<float>& w,
          const std::vector<std::uint32_t>& page, std::size_t features, const Settings& s)
      : rows_(rows), y_(y), w_(w), page_(page), features_(features), s_(s), n_(rows.size()) {
    edges_.resize(features);
    columns_.assign(features, std::vector<std::uint8_t>(n_));
    std::vector<float> values;
    for (std::size_t f = 0; f < features; ++f) {
      values.clear();
      for (std::size_t i = 0; i < n_; i += 1 + n_ / 40000) values.push_back(rows[i][f]);
      std::ranges::sort(values);
      for (int b = 1; b < s.bins; ++b) {
        const float e = values[values.size() * static_cast<std::size_t>(b) / static_cast<std::size_t>(s.bins)];
        if (edges_[f].empty() ? e > values.front() : e > edges_[f].back()) edges_[f].push_back(e);
      }
      // Few values: each its own.
      for (std::size_t i = 0; i < n_; ++i)
        columns_[f][i] = static_cast<std::uint8_t>(std::ranges::upper_bound(edges_[f], rows[i][f]) - edges_[f].begin());
    }
  }

  std::vector<Tree> run(float bias) {
    score_.assign(n_, bias);
    g_.resize(n_);
    h_.resize(n_);
    std::vector<Tree> out;
    for (int t = 0; t < s_.trees; ++t) {
      for (std::size_t i = 0; i < n_; ++i) {
        const float p = 1 / (1 + std::exp(-score_[i]));
        g_[i] = w_[i] * (y_[i] - p);
        h_[i] = w_[i] * p * (1 - p);
      }
      out.push_back(grow());
    }
    return out;
  }

 private:
  struct Best {
    double gain = 0;
    int feature = -1, bin = 0;
  };
  struct Leaf {
    int node;
    std::vector<std::uint32_t> rows;
    std::vector<std::array<double, 2>> hist;
    double g = 0, h = 0;
    Best best;
  };

  void fill(Leaf& leaf) {
    leaf.hist.assign(features_ * 64, {0, 0});
    leaf.g = leaf.h = 0;
    for (const auto i : leaf.rows) {
      leaf.g += g_[i];
      leaf.h += h_[i];
    }
    for (std::size_t f = 0; f < features_; ++f) {
      if (!asked_[f]) continue;
      auto* hist = &leaf.hist[f * 64];
      const auto& column = columns_[f];
      for (const auto i : leaf.rows) {
        auto& cell = hist[column[i]];
        cell[0] += g_[i];
        cell[1] += h_[i];
      }
    }
  }
  void subtract(const Leaf& whole, const Leaf& part, Leaf& rest) {
    rest.hist = whole.hist;
    for (std::size_t k = 0; k < rest.hist.size(); ++k) {
      rest.hist[k][0] -= part.hist[k][0];
      rest.hist[k][1] -= part.hist[k][1];
    }
    rest.g = whole.g - part.g;
    rest.h = whole.h - part.h;
  }
  double gain(double g, double h) const { return g * g / (h + s_.ridge); }
  void find(Leaf& leaf) {
    leaf.best = {};
    for (std::size_t f = 0; f < features_; ++f) {
      if (!asked_[f]) continue;
      double g = 0, h = 0;
      for (std::size_t b = 0; b < edges_[f].size(); ++b) {
        g += leaf.hist[f * 64 + b][0];
        h += leaf.hist[f * 64 + b][1];
        if (h < s_.least || leaf.h - h < s_.least) continue;
        const double by = gain(g, h) + gain(leaf.g - g, leaf.h - h) - gain(leaf.g, leaf.h);
        if (by > leaf.best.gain + 1e-9) leaf.best = {by, static_cast<int>(f), static_cast<int>(b)};
      }
    }
  }

  Tree grow() {
    Tree tree;
    tree.nodes.push_back({});
    std::vector<Leaf> leaves(1);
    leaves[0].node = 0;
    const auto chance = [&] {
      random_ = random_ * 6364136223846793005u + 1442695040888963407u;
      return static_cast<double>(random_ >> 40) / static_cast<double>(1 << 24);
    };
    asked_.assign(features_, 0);
    for (auto& a : asked_) a = chance() < s_.some_features;
    std::vector<char> in(page_.back() + 1, 0);
    for (auto& a : in) a = chance() < s_.some_pages;
    for (std::size_t i = 0; i < n_; ++i)
      if (in[page_[i]]) leaves[0].rows.push_back(static_cast<std::uint32_t>(i));
    fill(leaves[0]);
    find(leaves[0]);
    while (static_cast<int>(leaves.size()) < s_.leaves) {
      std::size_t at = 0;
      for (std::size_t l = 1; l < leaves.size(); ++l)
        if (leaves[l].best.gain > leaves[at].best.gain) at = l;
      const Best best = leaves[at].best;
      if (best.feature < 0) break;
      Leaf low, high;
      const auto& column = columns_[static_cast<std::size_t>(best.feature)];
      for (const auto i : leaves[at].rows) (column[i] <= best.bin ? low : high).rows.push_back(i);
      if (low.rows.size() < high.rows.size()) {
        fill(low);
        subtract(leaves[at], low, high);
      } else {
        fill(high);
        subtract(leaves[at], high, low);
      }
      low.node = static_cast<int>(tree.nodes.size());
      high.node = low.node + 1;
      tree.nodes.resize(tree.nodes.size() + 2);
      Tree::Node& node = tree.nodes[static_cast<std::size_t>(leaves[at].node)];
      node.feature = best.feature;
      node.threshold = edges_[static_cast<std::size_t>(best.feature)][static_cast<std::size_t>(best.bin)];
      node.low = low.node;
      node.high = high.node;
      find(low);
      find(high);
      leaves[at] = std::move(low);
      leaves.push_back(std::move(high));
    }
    for (const Leaf& leaf : leaves) {
      const float value = static_cast<float>(s_.rate * leaf.g / (leaf.h + s_.ridge));
      tree.nodes[static_cast<std::size_t>(leaf.node)].value = value;
    }
    for (std::size_t i = 0; i < n_; ++i) {
      int n = 0;
      while (tree.nodes[static_cast<std::size_t>(n)].feature >= 0) {
        const Tree::Node& node = tree.nodes[static_cast<std::size_t>(n)];
        n = rows_[i][node.feature] < node.threshold ? node.low : node.high;
      }
      score_[i] += tree.nodes[static_cast<std::size_t>(n)].value;
    }
    return tree;
  }

  const std::vector<const float*>& rows_;
  const std::vector<float>&y_, &w_;
  const std::vector<std::uint32_t>& page_;
  std::uint64_t random_ = 2026;
  std::vector<char> asked_;
  std::size_t features_;
  Settings s_;
  std::size_t n_;
  std::vector<std::vector<float>> edges_;
  std::vector<std::vector<std::uint8_t>> columns_;
  std::vector<float> score_, g_, h_;
};

// ---- Names ---------------------------------------------------------------------------------------------------------

struct NameUse {
  std::map<std::string, std::pair<double, int>> sites;  // Sum of shares, pages.
};
using Names = std::unordered_map<std::uint32_t, NameUse>;

struct NameTotals {
  double sum = 0;
  int sites = 0;
};

// --------------------------------------------------------------------------------------------------------------------

struct Loaded {
  std::string name, set, type, site, host, truth, file;
};

struct Opened {
  markup::Document document;
  article::PageBlocks blocks;
  std::vector<article::Hints> hints;
  std::string headline, description, body;
  article::Declared declared = article::Declared::kNothing;

  article::BodyEvidence evidence() const { return {headline, description, body, false, declared}; }
};

std::optional<Opened> open(const Loaded& l) {
  std::string bytes = read_file(l.file).value();
  if (is_gzip(bytes)) bytes = gunzip(bytes).value();
  auto document = markup::Document::parse(markup::decode_html(bytes));
  if (!document) return std::nullopt;
  const article::Metadata metadata = article::read_metadata(*document, "");
  Opened o{std::move(*document), {}, {}, {}, {}, {}, article::declared_as(metadata)};
  o.headline = article::choose_headline(metadata, "");
  o.description = metadata.description;
  if (metadata.json_ld) o.body = article::plain_paragraphs(metadata.json_ld->article_body);
  const markup::Node* root = o.document.body();
  o.blocks = article::read_blocks(root ? *root : o.document.root());
  o.hints = article::hints_of(o.blocks);
  return o;
}

int run(const std::filesystem::path& corpora, const std::filesystem::path& to, std::size_t worst) {
  std::vector<Loaded> all;
  for (const std::string set : {"wcxb", "fundus"}) {
    const auto truth = boost::json::parse(read_file(corpora / "extraction" / set / "truth.json").value()).as_object();
    for (const auto& [key, value] : truth) {
      const auto& v = value.as_object();
      Loaded l;
      l.name = key;
      l.set = set;
      const auto say = [&](const char* name) {
        const auto* found = v.if_contains(name);
        return found && found->is_string() ? std::string(found->as_string()) : std::string();
      };
      l.type = say("page_type");
      l.truth = say("text");
      const auto url = text::Url::parse(say("url"));
      l.site = url ? url->site() : l.name;
      if (set == "fundus") l.site = l.name.substr(0, l.name.find('_'));
      const auto file = corpora / "extraction" / set / "html" / (l.name + ".html.gz");
      l.file = std::filesystem::exists(file) ? file.string() : file.string().substr(0, file.string().size() - 3);
      all.push_back(std::move(l));
    }
  }
  std::vector<TrainPage> pages;
  Names names;
  std::vector<std::vector<std::pair<std::size_t, std::vector<std::uint32_t>>>> names_on;  // Of each page: element, hashes.
  for (const Loaded& l : all) {
    auto opened = open(l);
    TrainPage page;
    page.name = l.name;
    page.set = l.set;
    page.type = l.type;
    page.site = l.site;
    page.fold = static_cast<int>(std::hash<std::string>()(l.site) % 5);
    names_on.emplace_back();
    if (opened) {
      const auto guess = article::first_guess(opened->blocks, opened->hints);
      std::uint64_t headline = 7;
      for (const auto x : words_of(opened->headline)) headline = mix(headline, x);
      for (std::size_t b = 0; b < opened->blocks.blocks.size(); ++b) {
        TrainBlock block;
        block.words = words_of(opened->blocks.blocks[b].text);
        block.text = 7;
        for (const auto x : block.words) block.text = mix(block.text, x);
        block.headline = block.text == headline;
        block.kind = opened->blocks.blocks[b].kind;
        block.guess = guess.kept[b];
        page.blocks.push_back(std::move(block));
      }
      label(page, l.truth);
      // How much of what stands under a name is the text.
      std::vector<double> right(1, 0), words(1, 0);
      for (const TrainBlock& b : page.blocks) {
        right.push_back(right.back() + b.truth * static_cast<double>(b.words.size()));
        words.push_back(words.back() + static_cast<double>(b.words.size()));
      }
      std::map<std::uint32_t, std::array<double, 3>> uses;  // Right, all, until.
      const auto& elements = opened->blocks.elements;
      for (std::size_t e = 0; e < elements.size(); ++e) {
        const auto tag = elements[e].node->tag;
        if (elements[e].first_block == elements[e].end_block || tag == markup::Tag::kBody || tag == markup::Tag::kMain) continue;
        std::vector<std::uint32_t> hashes;
        article::add_name_hashes(*elements[e].node, hashes);
        std::ranges::sort(hashes);
        hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
        if (hashes.empty()) continue;
        for (const auto h : hashes) {
          auto& use = uses[h];
          if (static_cast<double>(elements[e].first_block) < use[2]) continue;
          use[2] = static_cast<double>(elements[e].end_block);
          use[0] += right[elements[e].end_block] - right[elements[e].first_block];
          use[1] += words[elements[e].end_block] - words[elements[e].first_block];
        }
        names_on.back().emplace_back(e, std::move(hashes));
      }
      for (const auto& [h, use] : uses) {
        if (use[1] == 0) continue;
        auto& site = names[h].sites[l.site];
        site.first += use[0] / use[1];
        ++site.second;
      }
    } else {
      label(page, l.truth);
    }
    pages.push_back(std::move(page));
  }
  std::unordered_map<std::uint32_t, NameTotals> totals;
  for (const auto& [h, use] : names) {
    for (const auto& [site, u] : use.sites) {
      totals[h].sum += u.first / u.second;
      ++totals[h].sites;
    }
  }
  // What a name is worth to a page of another site.
  const double prior = 0.4, kLeastSites = 12;
  const double smooth = 4;
  const auto worth = [&](std::uint32_t h, const std::string& without) -> double {
    const auto t = totals.find(h);
    if (t == totals.end()) return 0;
    double sum = t->second.sum;
    int n = t->second.sites;
    const auto& sites = names[h].sites;
    if (const auto s = sites.find(without); s != sites.end()) {
      sum -= s->second.first / s->second.second;
      --n;
    }
    if (n < kLeastSites) return 0;
    const double m = (sum + smooth * prior) / (n + smooth);
    const double value = std::log(m / (1 - m)) - std::log(prior / (1 - prior));
    return std::abs(value) < 0.4 ? 0 : std::round(std::clamp(value, -4.0, 4.0) * 30) / 30;
  };
  std::size_t rows = 0;
  for (std::size_t p = 0; p < pages.size(); ++p) {
    TrainPage& page = pages[p];
    page.first = rows;
    auto opened = open(all[p]);
    if (!opened) continue;
    for (const auto& [element, hashes] : names_on[p]) {
      double sum = 0;
      for (const auto h : hashes) sum += worth(h, page.site);
      opened->hints[element].named = static_cast<float>(sum);
    }
    const auto guess = article::first_guess(opened->blocks, opened->hints);
    page.features = article::features_of(opened->blocks, opened->hints, guess, opened->evidence());
    rows += page.blocks.size();
  }
  std::fprintf(stderr, "%zu pages, %zu blocks\n", pages.size(), rows);

  using Chosen = std::vector<std::size_t>;
  // Says what a choice reaches; its pages, the worst first.
  const auto report = [&](const std::string& what, const std::function<Chosen(const TrainPage&)>& choose) {
    std::map<std::string, std::array<double, 4>> sums;  // P, n, R, n
    std::vector<std::pair<double, std::string>> by_page;
    for (const TrainPage& page : pages) {
      const auto [p, r] = score(page, choose(page));
      for (const std::string& group : {page.set + " all", page.set + " " + page.type}) {
        auto& s = sums[group];
        if (p >= 0) s[0] += p, s[1] += 1;
        if (r >= 0) s[2] += r, s[3] += 1;
      }
      char line[200];
      std::snprintf(line, sizeof line, "P %.3f R %.3f  %s %s %s", std::max(p, 0.0), std::max(r, 0.0), page.set.c_str(),
                    page.type.c_str(), page.name.c_str());
      by_page.emplace_back(p <= 0 || r <= 0 ? 0 : 2 * p * r / (p + r), line);
    }
    std::fprintf(stderr, "%s:", what.c_str());
    for (const char* g : {"wcxb article", "wcxb all", "fundus article"}) {
      const auto& s = sums[g];
      const double p = s[0] / s[1], r = s[2] / s[3];
      std::fprintf(stderr, "  %s F1 %.4f P %.4f R %.4f", g, 2 * p * r / (p + r), p, r);
    }
    std::fprintf(stderr, "\n");
    std::ranges::sort(by_page);
    return by_page;
  };
  report("guess", [](const TrainPage& page) {
    return without_repeats(page, [&](std::size_t b) { return page.blocks[b].guess; });
  });
  report("oracle", [](const TrainPage& page) {
    return without_repeats(page, [&](std::size_t b) { return page.blocks[b].truth > 0.5; });
  });

  Settings settings;
  const auto set_weight = [&](const TrainPage& page) {
    return page.set == "fundus" ? 2.0 : page.type == "article" ? 1.0 : 0.7;
  };
  const auto train = [&](const std::function<bool(const TrainPage&)>& wanted) {
    std::vector<const float*> x;
    std::vector<float> y, w;
    std::vector<std::uint32_t> of;
    for (const TrainPage& page : pages) {
      if (!wanted(page)) continue;
      for (std::size_t b = 0; b < page.blocks.size(); ++b) {
        x.push_back(page.features[b].data());
        of.push_back(static_cast<std::uint32_t>(&page - pages.data()));
        y.push_back(static_cast<float>(page.blocks[b].truth));
        w.push_back(static_cast<float>(page.blocks[b].weight * set_weight(page)));
      }
    }
    return Booster(x, y, w, of, kBlockFeatures, settings).run(0);
  };
  const auto predict = [&](const std::vector<Tree>& trees, const TrainPage& page) {
    std::vector<float> out;
    for (const auto& f : page.features) {
      float s = 0;
      for (const Tree& t : trees) s += t.of(f.data());
      out.push_back(s);
    }
    return out;
  };
  std::map<const TrainPage*, std::vector<float>> judged;
  for (int fold = 0; fold < 5; ++fold) {
    const auto trees = train([&](const TrainPage& p) { return p.fold != fold; });
    for (const TrainPage& page : pages)
      if (page.fold == fold) judged[&page] = predict(trees, page);
    std::fprintf(stderr, ".");
  }
  std::fprintf(stderr, "\n");
  for (const double over : {-0.8, -0.4, 0.0, 0.4}) {
    report("judge over " + std::to_string(over).substr(0, 4), [&](const TrainPage& page) {
      return without_repeats(page, [&](std::size_t b) { return judged.at(&page)[b] > over; });
    });
  }
  const auto by_page = report("judge, and what follows", [&](const TrainPage& page) {
    const auto opened = open(all[static_cast<std::size_t>(&page - pages.data())]);
    return opened ? article::choose_blocks(opened->blocks, opened->evidence(), judged.at(&page)) : Chosen();
  });
  for (std::size_t i = 0; i < std::min(worst, by_page.size()); ++i) {
    std::fprintf(stderr, "%.3f  %s\n", by_page[i].first, by_page[i].second.c_str());
  }
  {
    std::ofstream out(to / "block_trees.cc");
    out << "// Made by train/body_trees from labelled pages; do not edit by hand.\n#include <array>\n\n#include \"article/block_judge.h\"\n\nnamespace dateline::article {\nnamespace {\n\n// clang-format off\n";
    char number[64];
    std::size_t nodes = 0;
    {
      const auto trees = train([](const TrainPage&) { return true; });
      out << "constexpr auto kNodes = std::to_array<TreeNode>({\n";
      std::vector<std::size_t> starts;
      std::size_t at = 0;
      for (const Tree& t : trees) {
        starts.push_back(at);
        at += t.nodes.size();
        out << "   ";
        for (const auto& n : t.nodes) {
          std::snprintf(number, sizeof number, "%.6g", n.feature < 0 ? n.value : n.threshold);
          std::string value = number;
          if (value.find_first_of(".e") == std::string::npos) value += ".";
          out << " {" << (n.feature < 0 ? 255 : n.feature) << "," << n.low << "," << value << "f},";
        }
        out << "\n";
      }
      nodes += at;
      out << "});\nconstexpr auto kStarts = std::to_array<std::uint16_t>({\n   ";
      for (std::size_t i = 0; i < starts.size(); ++i) out << " " << starts[i] << (i % 16 == 15 ? ",\n   " : ",");
      out << "\n});\n";
    }
    out << "// clang-format on\n\n}  // namespace\n\nTrees block_trees() {\n  return {kNodes, kStarts};\n}\n\n}  // namespace dateline::article\n";
    std::map<std::uint32_t, double> worths;
    for (const auto& [h, t] : totals) {
      const double w = worth(h, "");
      if (w != 0) worths[h] = w;
    }
    std::ofstream table(to / "name_weights.cc");
    table << "// Made by train/body_trees from labelled pages; do not edit by hand.\n#include \"article/hints.h\"\n\nnamespace dateline::article {\nnamespace {\n\n// clang-format off\n"
          << "constexpr auto kWeights = std::to_array<NameWeight>({\n";
    int n = 0;
    for (const auto& [h, w] : worths) {
      std::snprintf(number, sizeof number, "{0x%08xu, %d},", h, static_cast<int>(std::lround(w * 30)));
      table << (n % 6 == 0 ? "    " : " ") << number << (n % 6 == 5 ? "\n" : "");
      ++n;
    }
    table << "\n});\n// clang-format on\n\n}  // namespace\n\nstd::span<const NameWeight> name_weights() {\n  return kWeights;\n}\n\n}  // namespace dateline::article\n";
    std::fprintf(stderr, "%zu names, %zu nodes\n", worths.size(), nodes);
  }
  return 0;
}

}  // namespace
}  // namespace dateline

int main(int argc, char** argv) {
  const bool lists = argc == 5 && std::string_view(argv[3]) == "--worst";
  if (argc != 3 && !lists) {
    std::fprintf(stderr, "usage: body_trees CORPORA FOLDER [--worst N] (puts block_trees.cc and name_weights.cc there)\n");
    return 2;
  }
  return dateline::run(argv[1], argv[2], lists ? std::stoul(argv[4]) : 0);
}
